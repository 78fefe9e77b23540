"""Seats and their territories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.errors import InputError
from sim.freeze.jobs import segment_number
from sim.freeze.tables import DAY, HOUR, NEVER, new_table
from sim.org.chart import OrgChart
from sim.org.chart import Seat as ChartSeat
from sim.params import SEAT
from sim.scenario.schema import Scenario
from sim.vocabulary import Role


def freeze_seats(scenario: Scenario, chart: OrgChart, segments: Sequence[str]) -> np.recarray:
    rows = new_table(len(chart.seats), SEAT)
    units, jobs = [unit.name for unit in chart.units], list(scenario.jobs)
    for nth, seat in enumerate(chart.seats):
        row = rows[nth]
        row.key, row.role = seat.key, getattr(Role, seat.role.upper())
        row.segment = segment_number(seat.segment, segments, f"jobs.{seat.job}.segment")
        row.home = max(0, row.segment)
        row.job, row.unit = jobs.index(seat.job), units.index(seat.unit)
        row.boss, row.depth = seat.boss, seat.depth
        row.starts = _start_of(seat, scenario)
        row.ends = NEVER if seat.ends is None else (seat.ends - scenario.calendar.start).days * DAY
    _share_territories(rows, scenario, chart)
    return rows


def _start_of(seat: ChartSeat, scenario: Scenario) -> int:
    """Return the second of the seat's first day, 0 if it was there before the run."""
    c = scenario.calendar
    if seat.starts is None or seat.starts <= c.start:
        return 0
    return (seat.starts - c.start).days * DAY + c.office_opens * HOUR


def _share_territories(rows: np.recarray, scenario: Scenario, chart: OrgChart) -> None:
    """Give every outbound seat its own part of the segment's market.

    The market is cut into a power of two of parts (at least 8), so that one more seat usually
    leaves everybody else's territory as it is.
    """
    first = 0
    for segment, s in enumerate(scenario.segments.values()):
        working = [n for n, row in enumerate(rows) if _is_outbound(row) and row.home == segment]
        parts = max(8, 1 << max(0, len(working) - 1).bit_length())
        accounts = max(1, s.addressable_accounts // parts)
        for nth, seat in enumerate(working):
            start = min(nth * accounts, s.addressable_accounts - accounts)
            rows[seat].list_first, rows[seat].list_accounts = first + start, accounts
        first += s.addressable_accounts
    for nth, row in enumerate(rows):
        if _is_outbound(row) and row.segment < 0:
            nobody = chart.seats[nth]
            raise InputError(
                f"the {nobody.role} job {nobody.job!r} has no segment, but outbound work needs one",
                key=f"jobs.{nobody.job}.segment",
                hint=f"set it to one of {', '.join(scenario.segments)}",
            )


def _is_outbound(row: np.record) -> bool:
    return bool(row.role == Role.BDR or row.role == Role.SETTER)
