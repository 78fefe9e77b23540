"""A new org chart in the middle of the run.  Twin of compiled/reorganisation.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import leader, people
from sim.rules import changes as rules
from sim.vocabulary import Kind, Reason, Standing
from sim.worktime import next_opening

if TYPE_CHECKING:
    import numpy as np

    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def reorganise(model: SalesOrganisation, row: np.void) -> None:
    """Seats that only the old chart has close, those of the new one open; bosses change."""
    chart = int(row["chart"])
    before, after = (
        model.p.changes.chart[model.chart]["there"],
        model.p.changes.chart[chart]["there"],
    )
    closed = [
        seat
        for seat in model.seats
        if before[seat.number] > after[seat.number] and seat.standing != Standing.ABSENT
    ]
    for seat in closed:
        people.close(seat, Reason.REORGANISED)
    change_bosses(model, chart)
    for seat in model.seats:
        if before[seat.number] < after[seat.number] and seat.standing == Standing.ABSENT:
            announce(seat, int(model.p.changes.chart[chart]["starts"][seat.number]))
    people.settle(model, closed)
    hand_over_portfolios(model, float(row["factor"]), int(row["number"]))


def change_bosses(model: SalesOrganisation, chart: int) -> None:
    """Everybody who is there learns who the new boss is."""
    old = model.bosses
    leader.take_chart(model, chart)
    for seat in model.seats:
        boss = int(model.bosses[seat.number])
        if seat.standing != Standing.ABSENT and boss != old[seat.number]:
            model.log(
                Kind.REPORTING_CHANGED,
                subject=int(old[seat.number]),
                seat=seat.number,
                other=boss,
            )


def announce(seat: Seat, starts: int) -> None:
    """The new seat opens, with somebody in it, when the office does, or on its own date."""
    seat.standing = Standing.PLANNED
    people.expect(seat, max(starts, next_opening(seat.model.p.clock, seat.model.clock.now)))


def hand_over_portfolios(model: SalesOrganisation, share: float, event: int) -> None:
    """Part of the open deals and of the customers gets another owner."""
    if share <= 0:
        return
    for deal in model.deals:
        if not deal.ended and rules.changes_hands(model.luck, share, deal.key, event):
            deal.pass_on()
    for customer in model.customers:
        if not customer.ended and rules.changes_hands(model.luck, share, customer.key, event):
            customer.pass_on()
