"""The first meeting and the hand-off to the AE.  Same order of steps as reference/meeting.py."""

from __future__ import annotations

from sim.engine.compiled import handoff, routing, setter, trace
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log, log_change
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import meeting as rules
from sim.rules.ae import deal_value
from sim.rules.terms import chance_of
from sim.vocabulary import (
    Chance,
    Entity,
    Interface,
    Kind,
    LeadState,
    Source,
    Stream,
    Urgency,
    Work,
)
from sim.worktime import next_opening


@inner_jit
def show_terms(w, lead):
    """The terms of the chance that the buyer comes."""
    serves = 1 if w.setting.confirms == 1 and setter.serve(w, lead.segment) else 0
    return rules.show_terms(w.setting, show_base(w, lead), lead.confirmed, serves)


@inner_jit
def show_base(w, lead):
    """The chance that buyers of this source usually show up."""
    segment = w.segment[lead.segment]
    if lead.source == Source.BDR:
        return segment.outbound_show
    if lead.source == Source.SETTER:
        return segment.setter_show
    if lead.source == Source.SELF_SOURCED:
        return segment.self_show
    return w.channel[lead.source].show


@inner_jit
def accept_base(w, lead):
    """The base chance of acceptance, the source's usual quality and fidelity."""
    segment = w.segment[lead.segment]
    if lead.source == Source.BDR:
        return segment.outbound_accept, w.bdr.target_quality, w.structure.usual_outbound
    if lead.source == Source.SETTER:
        return segment.setter_accept, w.setter.target_quality, w.structure.usual_outbound
    if lead.source == Source.SELF_SOURCED:
        return segment.self_accept, 0.0, 1.0
    channel = w.channel[lead.source]
    return channel.accept, channel.mql_quality, w.structure.usual_inbound


@inner_jit
def value_of(w, lead):
    """The ACV that the lead's deal would have."""
    return deal_value(w.luck, w.segment[lead.segment], lead.key)


@inner_jit
def book(w, number, booker):
    """A meeting goes into an AE's calendar; what the booker knows is handed over."""
    lead = w.lead[number]
    ae = booker
    if lead.source != Source.SELF_SOURCED:
        ae = routing.choose_seller(w, lead.segment, lead.account, value_of(w, lead), -1)
        if ae != booker:
            lead.fidelity *= handoff.kept(w, Interface.SDR_TO_AE, booker, ae)
    lead.ae = ae
    lead.booker = booker
    lead.ticket += 1
    lead.state = LeadState.BOOKED
    if lead.date_is_open == 1 and setter.ask_for_date(w, number):
        return
    schedule_meeting(w, number)


@inner_jit
def schedule_meeting(w, number):
    lead = w.lead[number]
    delay = rules.meeting_delay(w.luck, w.meeting, lead.key, lead.bookings)
    time = next_opening(w.clock, w.count[0].now + delay)
    log(w, Kind.MEETING_BOOKED, number, lead.ae, lead.source, 0, time, lead.booker)
    schedule(w, time, Kind.MEETING_TIME, number, 0)
    setter.plan_confirmation(w, number, time)


@inner_jit
def find_another_ae(w, number):
    """The lead's AE has left: a colleague takes the meeting, if there is one."""
    lead = w.lead[number]
    old = int(lead.ae)
    new = routing.choose_seller(w, lead.segment, lead.account, value_of(w, lead), -1)
    if not routing.takes_over(w, new, old):
        return
    lead.ae = new
    lead.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.LEAD, number, old, new)


@inner_jit
def take_place(w, number):
    """The meeting's time has come: the buyer shows up, or does not (then True: it is over)."""
    lead = w.lead[number]
    segment = w.segment[lead.segment]
    lead.confirming = setter.OVER
    if w.seat[lead.ae].occupied == 0:
        find_another_ae(w, number)
    terms, stream = show_terms(w, lead), Stream.MEETING_SHOW
    show = chance_of(terms)
    trace.weigh(w, Chance.SHOW, stream, lead.key, lead.bookings, number, lead.ae, terms, show)
    if rules.shows_up(w.luck, lead.key, lead.bookings, show):
        ask(
            w,
            lead.ae,
            Work.DISCOVERY_CALL,
            number,
            Urgency.IN_CALENDAR,
            0.0,
            segment.discovery_work,
        )
        return False
    log(w, Kind.MEETING_MISSED, number, lead.ae, lead.source, 0, 0, -1)
    ask(w, lead.ae, Work.NO_SHOW, number, Urgency.IN_CALENDAR, 0.0, segment.no_show_work)
    if lead.bookings >= w.meeting.rebookings:
        return True
    if setter.ask_for_new_date(w, number):
        return False
    return rebook(w, number, 0, -1)


@inner_jit
def rebook(w, number, in_time, seat):
    """A missed meeting gets a new date, or the lead is given up (then True)."""
    lead = w.lead[number]
    serves = 1 if w.setting.recovers == 1 and setter.serve(w, lead.segment) else 0
    terms = rules.rebook_terms(w.setting, w.meeting.rebook_share, in_time, serves)
    chance, stream, nth = chance_of(terms), Stream.REBOOK, lead.bookings
    trace.weigh(w, Chance.REBOOK, stream, lead.key, nth, number, lead.ae, terms, chance)
    if not rules.is_rebooked(w.luck, lead.key, lead.bookings, chance):
        return True
    lead.bookings += 1
    if seat >= 0:
        log(w, Kind.MEETING_RECOVERED, number, seat, lead.source, 0, 0, -1)
    schedule_meeting(w, number)
    return False
