"""Careers: vacancies filled from within, or from outside.  Twin of compiled/careers.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import people
from sim.rules import people as rules
from sim.vocabulary import Kind, Reason
from sim.worktime import next_opening

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def open_requisition(seat: Seat) -> None:
    """Offer the vacancy to the best candidate of the company, or look for others."""
    model, p = seat.model, seat.model.p
    candidate = best_candidate(model, seat)
    if candidate is None or not rules.is_filled_from_within(
        model.luck, p.people, seat.key, seat.generation
    ):
        people.search(seat)
        return
    candidate.promised = True
    seat.successor, seat.successor_generation = candidate, candidate.generation
    requisition = seat.requisition
    model.clock.call(
        next_opening(p.clock, model.clock.now + p.people.promotion_wait),
        Kind.PROMOTION_DUE,
        seat.number,
        lambda: promote(seat, requisition),
    )


def best_candidate(model: SalesOrganisation, seat: Seat) -> Seat | None:
    """The most skilled who may be promoted: of the seat's segment if any, else a generalist."""
    best = None
    for other in model.seats:
        if not may_take(model, other, seat):
            continue
        if (
            best is None
            or (other.segment >= 0 and best.segment < 0 <= seat.segment)
            or ((seat.segment < 0 or other.segment == best.segment) and other.skill > best.skill)
        ):
            best = other
    return best


def may_take(model: SalesOrganisation, other: Seat, seat: Seat) -> bool:
    """Whether the holder of another seat may be promoted to this one."""
    if other.job["promotes_to"] != seat.role or other.job_number == seat.job_number:
        return False
    if seat.segment >= 0 and other.segment >= 0 and other.segment != seat.segment:
        return False
    return (
        other.occupied
        and not other.promised
        and rules.may_be_promoted(model.p.people, other.hired, model.clock.now)
    )


def promote(seat: Seat, requisition: int) -> None:
    """The day of the promotion; who was to be promoted may have left in the meantime."""
    candidate = seat.successor
    assert candidate is not None
    there = candidate.occupied and candidate.generation == seat.successor_generation
    if there:
        candidate.promised = False
    if requisition != seat.requisition:
        return
    if not there:
        people.search(seat)
        return
    move_up(candidate, seat)


def move_up(old: Seat, seat: Seat) -> None:
    """Take the new seat, skill and knowledge included; the old one falls vacant."""
    model, skill = seat.model, old.skill
    people.vacate(old, Reason.PROMOTED)
    open_requisition(old)
    people.pass_on(old)
    people.take_seat(seat, model.clock.now, model.p.people.promotion_ramp)
    seat.skill = skill
    model.log(
        Kind.PERSON_JOINED,
        subject=seat.generation,
        seat=seat.number,
        code=Reason.PROMOTED,
        since=seat.vacant_since,
        other=old.number,
    )
    people.welcome(seat)
    seat.wake()
