"""A paired difference between two designs, with its interval and its words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.sweep import Sweep, mean_of
from sim.metrics.display import signed
from sim.metrics.estimates import uncertainty

RISK = 0.05
"""Chance that any of the intervals of one answer misses its true mean."""


@dataclass(frozen=True)
class Gap:
    """A paired difference of means with its interval, in percent or points of a share."""

    label: str
    mean: float
    low: float
    high: float
    unit: str

    @property
    def is_clear(self) -> bool:
        """Say whether zero lies outside the interval."""
        return self.low > 0 or self.high < 0

    @property
    def decimals(self) -> int:
        """Return the decimals that the interval allows, enough to show on which side zero is."""
        nearest = min(abs(self.low), abs(self.high))
        return 1 if self.high - self.low >= 0.2 and (nearest >= 0.05 or nearest == 0) else 2

    @property
    def interval(self) -> str:
        """Return ``+1.0 to +3.2 %``."""
        low, high = (signed(value, self.decimals) for value in (self.low, self.high))
        return f"{low} to {high} {self.unit}"

    @property
    def amount(self) -> str:
        """Return ``+2.1 %``."""
        return f"{signed(self.mean, self.decimals)} {self.unit}"

    @property
    def verdict(self) -> str:
        """Return the amount, or that it cannot be told from zero."""
        if not np.isfinite(self.mean):
            return "not defined"
        if self.low == self.high == 0.0:
            return "the same in every market"
        return self.amount if self.is_clear else "no clear difference"

    def words(self) -> str:
        """Return ``+2.1 % (+1.0 to +3.2 %)`` or ``no clear difference (−0.4 to +0.9 %)``."""
        return f"{self.verdict} ({self.interval})" if np.isfinite(self.mean) else self.verdict


def gap(
    found: Sweep, second: int, first: int, outcome: str, label: str = "", number: int = 1
) -> Gap:
    """Return design ``second`` less ``first``, paired by market; ``number`` gaps hold together.

    Shares in percentage points, everything else in percent of the first design's mean.
    """
    kpi = found.kpi(outcome)
    before, after = found.column(first, outcome), found.column(second, outcome)
    scale = 1.0 if kpi.display == "percent" else abs(mean_of(before))
    if not scale > 0:
        return Gap(label, np.nan, np.nan, np.nan, "%")
    known = uncertainty(100 * (after - before) / scale, 1 - RISK / number)
    unit = "points" if kpi.display == "percent" else "%"
    return Gap(label, float(known.mean[0]), float(known.low[0]), float(known.high[0]), unit)
