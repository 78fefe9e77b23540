"""The first meeting and the hand-off to the AE.  Same order of steps as compiled/meeting.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import handoff, marketing, routing, setter, trace
from sim.rules import meeting as rules
from sim.rules.ae import deal_value
from sim.rules.structure import alignment_effect
from sim.rules.terms import chance_of
from sim.vocabulary import (
    AccountStatus,
    Chance,
    Entity,
    Interface,
    Kind,
    LeadState,
    Objective,
    Outcome,
    Reason,
    Source,
    Stream,
    Urgency,
    Work,
)
from sim.worktime import next_opening

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.sdr import Lead
    from sim.engine.reference.seat import Seat


def show_terms(model: SalesOrganisation, lead: Lead) -> trace.Terms:
    """The terms of the chance that the buyer comes."""
    setting = model.p.setting
    serves = int(setting.confirms == 1 and setter.serve(model, lead.segment))
    return rules.show_terms(setting, show_base(model, lead), lead.confirmed, serves)


def show_base(model: SalesOrganisation, lead: Lead) -> float:
    """The chance that buyers of this source usually show up."""
    match lead.source:
        case Source.BDR:
            return float(model.p.segment[lead.segment]["outbound_show"])
        case Source.SETTER:
            return float(model.p.segment[lead.segment]["setter_show"])
        case Source.SELF_SOURCED:
            return float(model.p.segment[lead.segment]["self_show"])
    return float(model.p.channel[lead.source]["show"])


def accept_base(model: SalesOrganisation, lead: Lead) -> tuple[float, float, float]:
    """The base chance of acceptance, the source's usual quality and fidelity."""
    p, segment = model.p, model.p.segment[lead.segment]
    match lead.source:
        case Source.BDR:
            return (
                float(segment["outbound_accept"]),
                p.bdr.target_quality,
                p.structure.usual_outbound,
            )
        case Source.SETTER:
            return (
                float(segment["setter_accept"]),
                p.setter.target_quality,
                p.structure.usual_outbound,
            )
        case Source.SELF_SOURCED:
            return float(segment["self_accept"]), 0.0, 1.0
    channel = p.channel[lead.source]
    return float(channel["accept"]), float(channel["mql_quality"]), p.structure.usual_inbound


def value_of(model: SalesOrganisation, lead: Lead) -> int:
    """The ACV that the lead's deal would have."""
    return int(deal_value(model.luck, model.p.segment[lead.segment], lead.key))


def book(model: SalesOrganisation, lead: Lead, booker: Seat) -> None:
    """A meeting goes into an AE's calendar; what the booker knows is handed over."""
    ae = booker
    if lead.source != Source.SELF_SOURCED:
        ae = routing.choose_seller(model, lead.segment, lead.account, value_of(model, lead), None)
        if ae is not booker:
            lead.fidelity *= handoff.kept(model, Interface.SDR_TO_AE, booker.number, ae.number)
    lead.ae = ae
    lead.booker = booker
    lead.ticket += 1
    lead.state = LeadState.BOOKED
    if lead.date_is_open and setter.ask_for_date(model, lead):
        return
    schedule(model, lead)


def schedule(model: SalesOrganisation, lead: Lead) -> None:
    now = model.clock.now
    delay = rules.meeting_delay(model.luck, model.p.meeting, lead.key, lead.bookings)
    time = next_opening(model.p.clock, now + delay)
    model.log(
        Kind.MEETING_BOOKED,
        subject=lead.number,
        seat=lead.ae.number,
        code=lead.source,
        value=time,
        other=lead.booker.number,
    )
    model.clock.call(time, Kind.MEETING_TIME, lead.number, lambda: take_place(model, lead))
    setter.plan_confirmation(model, lead, time)


def find_another_ae(model: SalesOrganisation, lead: Lead) -> None:
    """The lead's AE has left: a colleague takes the meeting, if there is one."""
    old = lead.ae
    new = routing.choose_seller(model, lead.segment, lead.account, value_of(model, lead), None)
    if not routing.takes_over(new, old):
        return
    lead.ae = new
    lead.fidelity *= handoff.kept_among_peers(model, old, new)
    model.log_change(Entity.LEAD, lead.number, old, new)


def take_place(model: SalesOrganisation, lead: Lead) -> None:
    """The meeting's time has come: the buyer shows up, or does not."""
    segment = model.p.segment[lead.segment]
    lead.confirming = setter.OVER
    if not lead.ae.occupied:
        find_another_ae(model, lead)
    terms = show_terms(model, lead)
    show = chance_of(terms)
    trace.weigh_for(lead, Chance.SHOW, Stream.MEETING_SHOW, lead.bookings, lead.ae, terms, show)
    if rules.shows_up(model.luck, lead.key, lead.bookings, show):
        model.ask(
            lead.ae,
            Work.DISCOVERY_CALL,
            lead,
            Urgency.IN_CALENDAR,
            0.0,
            float(segment["discovery_work"]),
        )
        return
    model.log(Kind.MEETING_MISSED, subject=lead.number, seat=lead.ae.number, code=lead.source)
    model.ask(lead.ae, Work.NO_SHOW, lead, Urgency.IN_CALENDAR, 0.0, float(segment["no_show_work"]))
    if lead.bookings >= model.p.meeting.rebookings:
        give_up(model, lead, Reason.NO_SHOW)
    elif not setter.ask_for_new_date(model, lead):
        rebook(model, lead, 0, None)


def finish_rebooking(model: SalesOrganisation, lead: Lead, asked: int, seat: Seat) -> None:
    """The setter has called about the missed meeting."""
    in_time = int(model.clock.now - asked <= model.p.setting.rebooking_time)
    rebook(model, lead, in_time, seat)


def rebook(model: SalesOrganisation, lead: Lead, in_time: int, seat: Seat | None) -> None:
    """A missed meeting gets a new date, or the lead is given up."""
    p = model.p
    serves = int(p.setting.recovers == 1 and setter.serve(model, lead.segment))
    terms = rules.rebook_terms(p.setting, p.meeting.rebook_share, in_time, serves)
    chance = chance_of(terms)
    trace.weigh_for(lead, Chance.REBOOK, Stream.REBOOK, lead.bookings, lead.ae, terms, chance)
    if not rules.is_rebooked(model.luck, lead.key, lead.bookings, chance):
        give_up(model, lead, Reason.NO_SHOW)
        return
    lead.bookings += 1
    if seat is not None:
        log_recovery(model, lead, seat)
    schedule(model, lead)


def log_recovery(model: SalesOrganisation, lead: Lead, seat: Seat) -> None:
    model.log(
        Kind.MEETING_RECOVERED,
        subject=lead.number,
        seat=seat.number,
        code=lead.source,
    )


def finish_discovery_call(model: SalesOrganisation, lead: Lead, ae: Seat) -> None:
    """The meeting was held: the AE accepts the lead as an opportunity, or rejects it."""
    p = model.p
    model.log(
        Kind.MEETING_HELD, subject=lead.number, seat=ae.number, code=lead.source, since=lead.created
    )
    if model.account_status(lead.account) in (AccountStatus.IN_PIPELINE, AccountStatus.CUSTOMER):
        lead.end(Reason.ACCOUNT_BUSY)
        return
    base, usual_quality, usual_fidelity = accept_base(model, lead)
    alignment = handoff.alignment_between(model, Interface.SDR_TO_AE, lead.booker.number, ae.number)
    agreement = alignment_effect(
        p.structure, p.meeting.alignment_effect, alignment
    ) - alignment_effect(p.structure, p.meeting.alignment_effect, p.structure.usual_alignment)
    terms = rules.accept_terms(
        p.meeting,
        base,
        lead.quality,
        usual_quality,
        lead.fidelity,
        usual_fidelity,
        float(ae.load),
        agreement,
    )
    chance = chance_of(terms)
    trace.weigh_for(lead, Chance.ACCEPT, Stream.SAO, 0, ae, terms, chance)
    heard = marketing.outcome(model, lead.key, Outcome.MEETING, lead.source, ae.number)
    if rules.accepts(model.luck, lead.key, chance):
        if heard:
            marketing.credit(model, Objective.SAO, lead.source, ae.number, 1.0)
        model.open_deal(lead, ae)
    else:
        give_up(model, lead, Reason.REJECTED)


def give_up(model: SalesOrganisation, lead: Lead, reason: int) -> None:
    """The lead ends after a booking; an account that outbound work had in sequence rests."""
    if model.account_status(lead.account) == AccountStatus.IN_SEQUENCE:
        by_setter = lead.source == Source.SETTER
        model.rest(lead.account, model.p.setter.rest if by_setter else model.p.bdr.rest)
    lead.end(reason)
