"""What setters do for others: dates, confirmations, no-shows.  Twin of reference/setter.py."""

from __future__ import annotations

from sim.engine.compiled import routing
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask as ask_seat
from sim.jit import inner_jit
from sim.vocabulary import Desk, Kind, Routing, Urgency, Work

NOT_ASKED, OVER = -1, -2


@inner_jit
def serve(w, segment):
    """Whether the segment has setters, present or not."""
    return w.desks.number[Desk.SETTINGS, segment] > 0


@inner_jit
def are_there(w, segment):
    """Whether one of the segment's setters is present."""
    first = w.desks.first[Desk.SETTINGS, segment]
    for place in range(w.desks.number[Desk.SETTINGS, segment]):
        if w.seat[w.desks.members[first + place]].occupied == 1:
            return True
    return False


@inner_jit
def on_duty(w, segment):
    """The setter whose turn it is, -1 if none is present."""
    seat = routing.choose(w, Desk.SETTINGS, segment, Routing.ROUND_ROBIN, 0, 0.0)
    return seat if seat >= 0 and w.seat[seat].occupied == 1 else -1


@inner_jit
def ask(w, number, work, seconds):
    """Put a task into the inbox of the setter on duty; False if there is none."""
    setter = on_duty(w, w.lead[number].segment)
    if setter < 0:
        return False
    ask_seat(w, setter, work, number, Urgency.FOR_A_BUYER, 0.0, seconds)
    return True


# --- dates ----------------------------------------------------------------------------------
@inner_jit
def share_taken(w, segment):
    """The share of an SDR's booking work that a setter does now."""
    share = w.setting.scheduling_share
    return share if share > 0.0 and are_there(w, segment) else 0.0


@inner_jit
def ask_for_date(w, number):
    return ask(w, number, Work.SCHEDULING, w.sdr.booking_work * w.setting.scheduling_share)


# --- confirmations --------------------------------------------------------------------------
@inner_jit
def plan_confirmation(w, number, time):
    """The meeting at ``time`` is to be confirmed some days before, or now if that is past."""
    lead = w.lead[number]
    lead.confirmed, lead.confirming = 0, NOT_ASKED
    if w.setting.confirms == 0 or not serve(w, lead.segment):
        return
    due = time - w.setting.confirmation_lead
    if due <= w.count[0].now:
        ask_for_confirmation(w, number, lead.bookings)
        return
    schedule(w, due, Kind.CONFIRMATION_DUE, number, lead.bookings)


@inner_jit
def ask_for_confirmation(w, number, booking):
    lead = w.lead[number]
    if lead.bookings != booking or lead.confirming != NOT_ASKED:
        return
    if ask(w, number, Work.CONFIRMING, w.setting.confirmation_work):
        lead.confirming = w.count[0].now


@inner_jit
def is_too_late(w, task):
    """Whether the meeting that was to be confirmed is over."""
    return w.lead[w.task[task].subject].confirming != w.task[task].asked


@inner_jit
def finish_confirming(w, number, setter, asked):
    lead = w.lead[number]
    if lead.confirming != asked:
        return
    lead.confirmed = 1
    log(w, Kind.MEETING_CONFIRMED, number, setter, lead.source, 0, 0, -1)


# --- no-shows -------------------------------------------------------------------------------
@inner_jit
def ask_for_new_date(w, number):
    """After a missed meeting a setter calls; False if none does."""
    if w.setting.recovers == 0:
        return False
    return ask(w, number, Work.REBOOKING, w.setting.rebooking_work)
