"""Rep-years: what ramped AEs sold against the quotas that were in force."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ratios import ratio
from sim.metrics.tables import YEAR, Tally
from sim.vocabulary import Role

LEAST = 0.5
"""Part of a year (of the horizon, if that is shorter) that a ramped holder has to be there."""


class RepYears(NamedTuple):
    """An AE's seat, a year of the horizon from 0, and ACV sold / quota, all while ramped."""

    seat: NDArray[np.int64]
    year: NDArray[np.int64]
    attainment: NDArray[np.float64]


def rep_years(counted: Tally) -> RepYears:
    """Return every rep-year: an AE's seat with a quota that a ramped holder held for half a year.

    Deals won and expansions sold by AEs count; the quota is the mean of those in force.
    """
    horizon = (counted.ends - counted.warm_up_ends) / YEAR
    long_enough = counted.ramped / YEAR >= LEAST * min(1.0, horizon)
    sells = (counted.seat_role == Role.AE)[:, None] & (counted.ramped_quota > 0)
    seat, year = np.nonzero(sells & long_enough)
    quota = counted.ramped_quota[seat, year] / YEAR
    return RepYears(seat, year, ratio(counted.ramped_cents[seat, year], quota))
