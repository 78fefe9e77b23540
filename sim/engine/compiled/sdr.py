"""The lead and the desk that works it.  Same order of steps as reference/sdr.py."""

from __future__ import annotations

from sim.engine.compiled import (
    handoff,
    leader,
    marketing,
    meeting,
    routing,
    sales_ops,
    setter,
    trace,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask, coaching, ramp
from sim.jit import inner_jit
from sim.rules import sdr as rules
from sim.rules.structure import breach_is_noticed
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Interface, Kind, LeadState, Outcome, Reason, Stream, Touch, Work
from sim.worktime import office_at, work_ends

DAY = 86400


@inner_jit
def assign_lead(w, number):
    if routing.assign_lead(w, number):
        start_cadence(w, number)


@inner_jit
def hand_back(w, number):
    """The wrong owner hands the lead back: an analyst routes it anew, if there is one."""
    if routing.hand_back(w, number):
        assign_lead(w, number)


# --- the cadence ----------------------------------------------------------------------------
@inner_jit
def start_cadence(w, number):
    """The first touch is asked for; patience and the response agreement start to run."""
    lead, now = w.lead[number], w.count[0].now
    lead.touches, lead.impatient = 0, 0
    ask_for_touch(w, number)
    patience = rules.patience(w.luck, w.sdr, lead.key, lead.cadence)
    schedule(w, now + patience, Kind.LEAD_PATIENCE_ENDS, number, lead.ticket)
    if lead.cadence == 0:
        schedule(w, work_ends(w.clock, now, w.sdr.agreement), Kind.RESPONSE_CHECK, number, 0)


@inner_jit
def ask_for_touch(w, number):
    lead = w.lead[number]
    urgency = rules.touch_urgency(w.channel[lead.source], lead.corrected)
    lead.state = LeadState.WAITING
    worth = rules.touch_worth(w.sdr, lead.score, lead.qualified)
    lead.task = ask(w, lead.owner, Work.TOUCHING, number, urgency, worth, w.sdr.touch_work)
    leader.wake_helper(w, lead.owner)


@inner_jit
def begin_touch(w, task, seat):
    """The touch's outcome decides how long it takes."""
    number = int(w.task[task].subject)
    lead = w.lead[number]
    lead.state = LeadState.WORKED
    if lead.waited < 0:
        lead.waited = office_at(w.clock, w.count[0].now) - office_at(w.clock, lead.qualified)
    channel = w.channel[lead.source]
    terms = rules.qualify_terms(
        w.sdr,
        channel,
        lead.quality,
        w.seat[seat].skill * ramp(w, seat),
        coaching(w, seat) if seat == lead.owner else 0.0,
    )
    chance = rules.qualify_chance(channel, terms, lead.waited)
    nth = lead.cadence * 1000 + lead.touches
    effect = sales_ops.data_effect(w, w.operations.connect_effect)
    lead.outcome = rules.touch_outcome(w.luck, w.sdr, lead.key, nth, chance, effect)
    connects, stream = rules.connect_terms(w.sdr, effect), Stream.TOUCH_CONNECTS
    reached = chance_of(connects)
    trace.weigh(w, Chance.CONNECT, stream, lead.key, nth, number, seat, connects, reached)
    if lead.outcome != Touch.NO_ANSWER:
        stream = Stream.LEAD_QUALIFIES
        trace.weigh(w, Chance.QUALIFY, stream, lead.key, nth, number, seat, terms, chance)
    taken = 0.0
    if lead.outcome == Touch.QUALIFIED:
        taken = setter.share_taken(w, lead.segment)
    lead.date_is_open = 1 if taken > 0.0 else 0
    w.task[task].seconds = rules.touch_work(w.sdr, lead.outcome, taken)
    if seat != lead.owner:
        w.seat[seat].helped += w.task[task].seconds


@inner_jit
def finish_touch(w, number):
    lead = w.lead[number]
    lead.touches += 1
    lead.all_touches += 1
    if lead.outcome != Touch.NO_ANSWER:
        marketing.outcome(w, lead.key, Outcome.CONTACT, lead.source, lead.owner)
    if lead.outcome == Touch.QUALIFIED:
        w.held[lead.owner].load -= 1
        meeting.book(w, number, int(lead.owner))
    elif lead.outcome == Touch.NOT_QUALIFIED:
        stop(w, number, Reason.NOT_QUALIFIED)
    elif lead.impatient == 1:
        stop(w, number, Reason.EXPIRED)
    elif lead.touches >= w.sdr.touches:
        stop(w, number, Reason.NOT_REACHED)
    else:
        lead.state = LeadState.RESTING
        schedule(w, w.count[0].now + int(w.sdr.gap), Kind.TOUCH_DUE, number, lead.ticket)


@inner_jit
def touch_again(w, number, ticket):
    lead = w.lead[number]
    if ticket != lead.ticket:
        return
    if w.seat[lead.owner].occupied == 0:
        routing.pass_on_lead(w, number)
    ask_for_touch(w, number)


@inner_jit
def lose_patience(w, number, ticket):
    lead = w.lead[number]
    if ticket != lead.ticket:
        return
    if lead.state == LeadState.WAITING:
        w.task[lead.task].cancelled = 1
        stop(w, number, Reason.EXPIRED)
    elif lead.state == LeadState.RESTING:
        stop(w, number, Reason.EXPIRED)
    elif lead.state == LeadState.WORKED:
        lead.impatient = 1


@inner_jit
def check_response(w, number, check):
    """A late first touch is noticed sooner the more marketing and sales are aligned."""
    lead = w.lead[number]
    if lead.state != LeadState.WAITING or lead.waited >= 0 or lead.cadence > 0:
        return
    head = w.count[0].marketing_head
    alignment = handoff.alignment_between(w, Interface.MARKETING_TO_SDR, head, int(lead.owner))
    dashboards = sales_ops.dashboard_hours(w)
    if breach_is_noticed(w.luck, w.structure, w.operations, lead.key, check, alignment, dashboards):
        lead.corrected = 1
        w.task[lead.task].cancelled = 1
        log(w, Kind.RESPONSE_CORRECTED, number, lead.owner, 0, 0, 0, -1)
        ask_for_touch(w, number)
        return
    schedule(w, w.count[0].now + DAY, Kind.RESPONSE_CHECK, number, check + 1)


# --- the end, or nurture --------------------------------------------------------------------
@inner_jit
def stop(w, number, reason):
    """The cadence ends without a meeting."""
    lead = w.lead[number]
    w.held[lead.owner].load -= 1
    end(w, number, reason)
    if reason != Reason.NOT_QUALIFIED and rules.is_recycled(w.luck, w.sdr, lead.key, lead.cadence):
        back = w.count[0].now + rules.nurture_time(w.luck, w.sdr, lead.key, lead.cadence)
        schedule(w, back, Kind.LEAD_RETURNS, number, 0)


@inner_jit
def end(w, number, reason):
    lead = w.lead[number]
    lead.state = LeadState.ENDED
    lead.ticket += 1
    seat = lead.ae if lead.ae >= 0 else lead.owner
    log(w, Kind.LEAD_ENDED, number, seat, reason, lead.created, lead.all_touches, -1)


@inner_jit
def come_back(w, number):
    """A lead that was not reached returns from nurture with a new cadence."""
    lead = w.lead[number]
    lead.cadence += 1
    lead.corrected = 0
    log(w, Kind.LEAD_RECYCLED, number, lead.owner, 0, 0, 0, -1)
    assign_lead(w, number)
