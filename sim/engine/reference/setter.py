"""What setters do for others: dates, confirmations, no-shows.  Twin of compiled/setter.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import routing
from sim.vocabulary import Desk, Kind, Routing, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.inbox import Task
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.sdr import Lead
    from sim.engine.reference.seat import Seat

NOT_ASKED, OVER = -1, -2


def serve(model: SalesOrganisation, segment: int) -> bool:
    """Whether the segment has setters, present or not."""
    return bool(model.desks.number[Desk.SETTINGS, segment] > 0)


def are_there(model: SalesOrganisation, segment: int) -> bool:
    """Whether one of the segment's setters is present."""
    return any(seat.occupied for seat in routing.eligible(model, Desk.SETTINGS, segment))


def on_duty(model: SalesOrganisation, segment: int) -> Seat | None:
    """The setter whose turn it is, None if none is present."""
    seat = routing.choose(model, Desk.SETTINGS, segment, Routing.ROUND_ROBIN, 0, 0.0)
    return seat if seat is not None and seat.occupied else None


def ask(model: SalesOrganisation, lead: Lead, work: int, seconds: float) -> bool:
    """Put a task into the inbox of the setter on duty; False if there is none."""
    setter = on_duty(model, lead.segment)
    if setter is None:
        return False
    model.ask(setter, work, lead, Urgency.FOR_A_BUYER, 0.0, seconds)
    return True


# --- dates ----------------------------------------------------------------------------------
def share_taken(model: SalesOrganisation, lead: Lead) -> float:
    """The share of an SDR's booking work that a setter does now."""
    share = float(model.p.setting.scheduling_share)
    return share if share > 0.0 and are_there(model, lead.segment) else 0.0


def ask_for_date(model: SalesOrganisation, lead: Lead) -> bool:
    work = model.p.sdr.booking_work * model.p.setting.scheduling_share
    return ask(model, lead, Work.SCHEDULING, work)


# --- confirmations --------------------------------------------------------------------------
def plan_confirmation(model: SalesOrganisation, lead: Lead, time: int) -> None:
    """The meeting at ``time`` is to be confirmed some days before, or now if that is past."""
    setting, clock = model.p.setting, model.clock
    lead.confirmed, lead.confirming = 0, NOT_ASKED
    if setting.confirms == 0 or not serve(model, lead.segment):
        return
    due, booking = time - setting.confirmation_lead, lead.bookings
    if due <= clock.now:
        ask_for_confirmation(model, lead, booking)
        return
    clock.call(
        due,
        Kind.CONFIRMATION_DUE,
        lead.number,
        lambda: ask_for_confirmation(model, lead, booking),
    )


def ask_for_confirmation(model: SalesOrganisation, lead: Lead, booking: int) -> None:
    if lead.bookings != booking or lead.confirming != NOT_ASKED:
        return
    if ask(model, lead, Work.CONFIRMING, model.p.setting.confirmation_work):
        lead.confirming = model.clock.now


def is_too_late(task: Task) -> bool:
    """Whether the meeting that was to be confirmed is over."""
    return bool(task.subject.confirming != task.asked)


def finish_confirming(model: SalesOrganisation, lead: Lead, setter: Seat, asked: int) -> None:
    if lead.confirming != asked:
        return
    lead.confirmed = 1
    model.log(Kind.MEETING_CONFIRMED, subject=lead.number, seat=setter.number, code=lead.source)


# --- no-shows -------------------------------------------------------------------------------
def ask_for_new_date(model: SalesOrganisation, lead: Lead) -> bool:
    """After a missed meeting a setter calls; False if none does."""
    if model.p.setting.recovers == 0:
        return False
    return ask(model, lead, Work.REBOOKING, model.p.setting.rebooking_work)
