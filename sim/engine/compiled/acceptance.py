"""What follows the first meeting: acceptance or not.  Twin of the end of reference/meeting.py."""

from __future__ import annotations

from sim.engine.compiled import ae, handoff, marketing, sales_ops, sdr, trace
from sim.engine.compiled.meeting import accept_base, rebook, take_place
from sim.engine.compiled.record import account_status, log, rest
from sim.jit import inner_jit
from sim.rules import meeting as rules
from sim.rules.structure import alignment_effect
from sim.rules.terms import chance_of
from sim.vocabulary import (
    AccountStatus,
    Chance,
    Interface,
    Kind,
    Objective,
    Outcome,
    Reason,
    Source,
    Stream,
)


@inner_jit
def meeting_time(w, number):
    if take_place(w, number):
        give_up(w, number, Reason.NO_SHOW)


@inner_jit
def finish_rebooking(w, number, asked, seat):
    """The setter has called about the missed meeting."""
    in_time = 1 if w.count[0].now - asked <= w.setting.rebooking_time else 0
    rebook_or_give_up(w, number, in_time, seat)


@inner_jit
def rebook_or_give_up(w, number, in_time, seat):
    if rebook(w, number, in_time, seat):
        give_up(w, number, Reason.NO_SHOW)


@inner_jit
def finish_discovery_call(w, number, seat):
    """The meeting was held: the AE accepts the lead as an opportunity, or rejects it."""
    lead = w.lead[number]
    log(w, Kind.MEETING_HELD, number, seat, lead.source, lead.created, 0, -1)
    status = account_status(w, lead.account)
    if status == AccountStatus.IN_PIPELINE or status == AccountStatus.CUSTOMER:
        sdr.end(w, number, Reason.ACCOUNT_BUSY)
        return
    base, usual_quality, usual_fidelity = accept_base(w, lead)
    effect = w.meeting.alignment_effect
    alignment = handoff.alignment_between(w, Interface.SDR_TO_AE, int(lead.booker), seat)
    agreement = alignment_effect(w.structure, effect, alignment) - alignment_effect(
        w.structure, effect, w.structure.usual_alignment
    )
    terms = rules.accept_terms(
        w.meeting,
        base,
        lead.quality,
        usual_quality,
        lead.fidelity,
        usual_fidelity,
        float(w.held[seat].load),
        agreement,
    )
    chance = chance_of(terms)
    trace.weigh(w, Chance.ACCEPT, Stream.SAO, lead.key, 0, number, seat, terms, chance)
    heard = marketing.outcome(w, lead.key, Outcome.MEETING, lead.source, seat)
    if rules.accepts(w.luck, lead.key, chance):
        if heard:
            marketing.credit(w, Objective.SAO, lead.source, seat, 1.0)
        open_deal(w, number, seat)
    else:
        give_up(w, number, Reason.REJECTED)


@inner_jit
def open_deal(w, number, seat):
    """The AE accepted the lead: an opportunity begins its life."""
    lead = w.lead[number]
    deal = ae.new_deal(w, lead.key, lead.segment, lead.source, lead.account)
    row = w.deal[deal]
    row.quality, row.fidelity = lead.quality, lead.fidelity
    ae.take(w, deal, seat)
    sdr.end(w, number, Reason.ACCEPTED)
    ae.log_opened(w, deal, lead.created, number)
    sales_ops.add_record(w)
    ae.begin_stage(w, deal, 0)


@inner_jit
def give_up(w, number, reason):
    """The lead ends after a booking; an account that outbound work had in sequence rests."""
    lead = w.lead[number]
    if account_status(w, lead.account) == AccountStatus.IN_SEQUENCE:
        by_setter = lead.source == Source.SETTER
        rest(w, lead.account, w.setter.rest if by_setter else w.bdr.rest)
    sdr.end(w, number, reason)
