"""Dated events: what happens on a day of the scenario.  Twin of compiled/shocks.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import careers, marketing, people, reorganisation
from sim.rules import changes as rules
from sim.vocabulary import Kind, Reason, Shock, Standing

if TYPE_CHECKING:
    import numpy as np

    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def calendar(model: SalesOrganisation) -> Life:
    """One event after the other."""
    for nth, row in enumerate(model.p.changes.event):
        yield model.clock.at(int(row["time"]), Kind.DATED_EVENT, nth)
        happen(model, row)


def happen(model: SalesOrganisation, row: np.void) -> None:
    """Write the event down, and let it act; what acts by day is in the tables already."""
    shock = row["shock"]
    who = key_person(model, row) if shock == Shock.EXIT else None
    model.log(
        Kind.EVENT_HAPPENED,
        subject=int(row["number"]),
        seat=-1 if who is None else who.number,
        code=int(shock),
        value=int(row["over"]),
    )
    match shock:
        case Shock.EXIT:
            if who is not None:
                depart(who)
        case Shock.LAYOFF:
            lay_off(model, row)
        case Shock.BUDGET_CUT:
            cut_budget(model)
        case Shock.HIRING_FREEZE:
            if row["over"] == 0:
                freeze_hiring(model, int(row["until"]))
        case Shock.REORGANISATION:
            reorganisation.reorganise(model, row)


def concerns(row: np.void, seat: Seat) -> bool:
    """Whether an event is about this seat's job and unit."""
    return bool(row["job"] == seat.job_number and (row["unit"] < 0 or row["unit"] == seat.unit))


def key_person(model: SalesOrganisation, row: np.void) -> Seat | None:
    """The most skilled holder of the job, or the first."""
    best = None
    for seat in model.seats:
        if not seat.occupied or not concerns(row, seat):
            continue
        if best is None or (row["best"] == 1 and seat.skill > best.skill):
            best = seat
    return best


def depart(seat: Seat) -> None:
    people.vacate(seat, Reason.DEPARTED)
    careers.open_requisition(seat)
    people.pass_on(seat)


def lay_off(model: SalesOrganisation, row: np.void) -> None:
    """Close seats of a job, one by one; then the rest take over."""
    closed = []
    for _ in range(int(row["seats"])):
        seat = next_to_close(model, row)
        if seat is not None:
            people.close(seat, Reason.LAID_OFF)
            closed.append(seat)
    people.settle(model, closed)


def next_to_close(model: SalesOrganisation, row: np.void) -> Seat | None:
    """The last of the seats that nobody holds; without one, the seat of who joined last."""
    last = None
    for seat in model.seats:
        if seat.standing == Standing.ABSENT or not concerns(row, seat):
            continue
        newer = last is not None and last.occupied and seat.hired >= last.hired
        if last is None or not seat.occupied or newer:
            last = seat
    return last


def cut_budget(model: SalesOrganisation) -> None:
    """Less is spent from now on, or as much as before."""
    changes, now = model.p.changes, model.clock.now
    cut = model.company.cut
    for channel in range(len(cut)):
        left = rules.budget_left(changes.event, changes.event_channels, channel, now)
        if left != cut[channel]:
            marketing.count_spend(model, channel)
            before = marketing.spend_level(model, channel)
            cut[channel] = left
            marketing.spend_changes(model, -1, channel, before)


def freeze_hiring(model: SalesOrganisation, until: int) -> None:
    """Nobody is hired until then."""
    model.frozen_until = max(model.frozen_until, until)
