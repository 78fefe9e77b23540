"""What a report is made of: one ``Side`` per scenario, with its replications and its company.

Figures, tables and the page ask it for a spread, a mean or a difference by the KPI's name and know
nothing of how experiments store their results; ``sim.report.gather`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.metrics.registry import Kpi
    from sim.org.chart import OrgChart
    from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]


class Spread(NamedTuple):
    """How far markets spread an outcome: quantiles over replications."""

    p10: float
    p50: float
    p90: float


class Mean(NamedTuple):
    """A mean over replications with its 95 % interval: how well it is known."""

    value: float
    low: float
    high: float
    replications: int

    @property
    def half_width(self) -> float:
        """Half the length of the interval."""
        return (self.high - self.low) / 2


class Difference(NamedTuple):
    """A mean paired difference from the first scenario and its 95 % interval.

    ``better`` is the chance that the scenario beats the first in the same market (NaN where
    neither direction is better), ``factor`` how many times independent seeds would have made the
    variance larger.
    """

    value: float
    low: float
    high: float
    better: float
    factor: float

    @property
    def half_width(self) -> float:
        """Half the length of the interval."""
        return (self.high - self.low) / 2

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0

    def relative_to(self, base: float) -> Difference:
        """Return the same difference as a share of ``base``; NaN for a base of zero."""
        scale = 1 / abs(base) if base else np.nan
        return self._replace(value=self.value * scale, low=self.low * scale, high=self.high * scale)


NOTHING = Difference(np.nan, np.nan, np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Side:
    """One scenario: its place in the report, its company and what its replications gave."""

    place: int
    name: str
    label: str
    title: str
    story: str
    chart: OrgChart
    scenario: Scenario
    spreads: Mapping[str, Spread]
    means: Mapping[str, Mean]
    columns: Mapping[str, Floats]
    """By KPI: one value per replication, NaN where it is not defined."""
    series: Mapping[str, Floats]
    """By monthly series: [replications, months of the horizon]."""
    samples: Mapping[str, Floats]
    """Pooled samples: ``attainment`` of rep-years, ``cycle_days`` of deals won …"""
    question: str = ""

    def values(self, kpi: str) -> Floats:
        """Return the values of the replications in which the KPI is defined."""
        column = self.columns[kpi]
        return column[np.isfinite(column)]

    def spread(self, kpi: str) -> Spread:
        """Return the quantiles of a KPI over replications."""
        return self.spreads[kpi]

    def mean(self, kpi: str) -> Mean:
        """Return the mean of a KPI and its interval."""
        return self.means[kpi]

    def has(self, kpi: str) -> bool:
        """Whether the scenario has this KPI, defined in two replications at least."""
        return kpi in self.columns and len(self.values(kpi)) > 1

    def monthly(self, series: str) -> Floats:
        """Return a monthly series, [replications, months]."""
        return self.series[series]

    def sample(self, name: str) -> Floats:
        """Return a pooled sample, empty if there is none."""
        return self.samples.get(name, np.empty(0))


@dataclass(frozen=True)
class Material:
    """Everything a report tells.

    ``months`` names the months of the horizon, ``answers`` are sentences, the first the most
    important; ``manifest`` says where the numbers come from.
    """

    sides: tuple[Side, ...]
    kpis: Mapping[str, Kpi]
    differences: Mapping[tuple[str, int], Difference]
    """By KPI and place of the scenario; each against the first."""
    months: tuple[str, ...]
    replications: int
    answers: tuple[str, ...]
    manifest: Mapping[str, Any]
    interrupted: bool = False

    def difference(self, kpi: str, place: int) -> Difference:
        """Return the paired difference of a scenario from the first."""
        return self.differences.get((kpi, place), NOTHING)

    def relative(self, kpi: str, place: int) -> Difference:
        """Return the paired difference as a share of the first scenario's mean."""
        return self.difference(kpi, place).relative_to(self.sides[0].mean(kpi).value)

    def means(self, kpi: str) -> Floats:
        """Return the KPI's mean in each scenario, NaN where it has none."""
        return np.array([s.mean(kpi).value if kpi in s.means else np.nan for s in self.sides])

    def shared(self, names: tuple[str, ...]) -> list[str]:
        """Return those of the KPIs that every scenario has."""
        return [name for name in names if all(side.has(name) for side in self.sides)]
