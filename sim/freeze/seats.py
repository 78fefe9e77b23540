"""Seats and their territories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.errors import InputError
from sim.freeze.charts import Charts
from sim.freeze.jobs import segment_number
from sim.freeze.tables import DAY, NEVER, new_table
from sim.freeze.times import start_of
from sim.org.chart import Seat as ChartSeat
from sim.params import SEAT
from sim.scenario.schema import Scenario
from sim.vocabulary import Role


def freeze_seats(scenario: Scenario, found: Charts, segments: Sequence[str]) -> np.recarray:
    """Freeze the seats of all charts; those that the first does not have are absent."""
    seats, first = found.plan.seats, found.charts[0]
    rows = new_table(len(seats), SEAT)
    jobs = list(scenario.jobs)
    for nth, seat in enumerate(seats):
        row = rows[nth]
        row.key, row.role = seat.key, getattr(Role, seat.role.upper())
        row.segment = segment_number(seat.segment, segments, f"jobs.{seat.job}.segment")
        row.home = max(0, row.segment)
        row.job, row.unit = jobs.index(seat.job), found.units.index(seat.unit)
        row.boss, row.depth = seat.boss, seat.depth
        row.starts = start_of(seat.starts, scenario) if nth < len(first.seats) else NEVER
        row.ends = NEVER if seat.ends is None else (seat.ends - scenario.calendar.start).days * DAY
    _share_territories(rows, scenario, seats, len(first.seats))
    return rows


def _share_territories(
    rows: np.recarray, scenario: Scenario, seats: Sequence[ChartSeat], first_seats: int
) -> None:
    """Give every outbound seat its own part of the segment's market.

    The market is cut into a power of two of parts (at least 8) for the seats of the first chart,
    so that one more seat usually leaves everybody else's territory as it is; later seats take the
    parts that are left, and then share.
    """
    for nth, row in enumerate(rows):
        if _is_outbound(row) and row.segment < 0:
            nobody = seats[nth]
            raise InputError(
                f"the {nobody.role} job {nobody.job!r} has no segment, but outbound work needs one",
                key=f"jobs.{nobody.job}.segment",
                hint=f"set it to one of {', '.join(scenario.segments)}",
            )
    first = 0
    for segment, s in enumerate(scenario.segments.values()):
        working = [n for n, row in enumerate(rows) if _is_outbound(row) and row.home == segment]
        planned = sum(seat < first_seats for seat in working)
        parts = max(8, 1 << max(0, planned - 1).bit_length())
        accounts = max(1, s.addressable_accounts // parts)
        for nth, seat in enumerate(working):
            start = min(nth % parts * accounts, s.addressable_accounts - accounts)
            rows[seat].list_first, rows[seat].list_accounts = first + start, accounts
            rows[seat].list_turn = min(15, nth // parts)
        first += s.addressable_accounts


def _is_outbound(row: np.record) -> bool:
    return bool(row.role == Role.BDR or row.role == Role.SETTER)
