"""Sums over the horizon that many KPIs share."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.metrics.presence import office_at
from sim.metrics.tables import MONTH, YEAR, Integers, Tally

Values = dict[tuple[str, str], Any]
"""KPI values by (measure, dimension): a number for a total, an array along a dimension."""


class Totals(NamedTuple):
    """Sums over the horizon; times in seconds unless the name says otherwise."""

    years: float
    """A month counts a twelfth of 365.25 days."""
    months: float
    seconds: int
    office: int
    flow: NDArray[np.float64]
    sources: Integers
    """``by_source`` with the row of all inbound channels filled in."""
    occupied: Integers
    """[seats] wall seconds."""


def totals_of(counted: Tally) -> Totals:
    """Sum the tally over the horizon."""
    seconds = counted.ends - counted.warm_up_ends
    sources = counted.by_source.copy()
    sources[counted.channels] = sources[: counted.channels].sum(axis=0)
    return Totals(
        years=seconds / YEAR,
        months=seconds / MONTH,
        seconds=seconds,
        office=_office_between(counted, counted.warm_up_ends, counted.ends),
        flow=counted.flow[counted.horizon_edge :].sum(axis=0).astype(np.float64),
        sources=sources,
        occupied=counted.occupied[:, counted.horizon_edge :].sum(axis=1),
    )


def _office_between(counted: Tally, begin: int, end: int) -> int:
    before, opens = counted.office_before, counted.office_opens
    return int(office_at(before, opens, end) - office_at(before, opens, begin))
