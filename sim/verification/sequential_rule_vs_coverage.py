"""The sequential rule against what it promises: how often its intervals hold the true mean.

Each run draws outcomes until ``stop_at`` says that the mean is known well enough; its interval at
that moment should hold the true mean in 95 % of runs.  Stopping when the scatter happens to be
small costs a little of that, skewness costs more, so the tolerance is ``ALLOWED`` plus what luck
does to so many runs.  For skewed outcomes the interval is ``skew_adjusted``; the picture shows what
Student's would have done.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.experiments.precision import Question, Stop, stop_at
from sim.experiments.replicate import LEAST
from sim.experiments.statistics.skewness import skew_adjusted
from sim.metrics.estimates import Uncertainty, uncertainty
from sim.verification.case import FALSE_ALARM, Check, Effort, Finding, Floats

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CONFIDENCE = 0.95
ALLOWED = 0.02
"""Coverage that sequential stopping and skewness may cost."""
HALF_WIDTH = 0.2
"""Wanted, in standard deviations of the outcome: about 100 replications."""
MOST, USUAL = 600, 150
"""Replications drawn, and those that are nearly always enough (asked about first: it is faster)."""
RUNS: dict[Effort, int] = {"fast": 1_000, "all": 10_000}
SEED = 20_260_101


class Outcomes(NamedTuple):
    """A distribution of outcomes; ``sigma`` 0 is normal, else lognormal of that shape."""

    label: str
    sigma: float
    kpis: int = 1

    @property
    def skewness(self) -> float:
        """Return (e^σ² + 2) √(e^σ² - 1)."""
        growth = math.exp(self.sigma**2)
        return (growth + 2) * math.sqrt(growth - 1)

    def draw(self, random: np.random.Generator) -> Floats:
        """Return [KPIs, MOST] with standard deviation 1; the mean is that of ``mean``."""
        normal = random.standard_normal((self.kpis, MOST))
        if self.sigma == 0:
            return normal + self.mean
        return np.asarray(np.exp(self.sigma * normal) / self._deviation)

    @property
    def mean(self) -> float:
        """Return the true mean, in standard deviations."""
        return math.exp(self.sigma**2 / 2) / self._deviation if self.sigma else 5.0

    @property
    def _deviation(self) -> float:
        growth = math.exp(self.sigma**2)
        return math.sqrt((growth - 1) * growth)


OUTCOMES = (
    Outcomes("normal", 0.0),
    Outcomes("normal, 3 KPIs", 0.0, 3),
    Outcomes("lognormal 0.25", 0.25),
    Outcomes("lognormal 0.5", 0.5),
)


class Coverage(NamedTuple):
    """Shares of runs whose intervals all held the mean, and the mean number of replications."""

    student: float
    adjusted: float
    replications: float


def coverage(outcomes: Outcomes, runs: int, least: int = LEAST) -> Coverage:
    """Return how often both kinds of interval hold at the moment of stopping."""
    random = np.random.default_rng(SEED)
    found = np.array([_one(outcomes.draw(random), outcomes.mean, least) for _ in range(runs)])
    return Coverage(*(float(share) for share in found.mean(axis=0)))


def _one(values: Floats, mean: float, least: int) -> tuple[bool, bool, int]:
    stop = _stop(values[:, :USUAL], least) or _stop(values, least)
    if stop is None:
        raise AssertionError("a run with all its replications comes to a stop")
    level = 1 - (1 - CONFIDENCE) / len(values)
    seen = values[:, : stop.replications].T
    held = _holds(uncertainty(seen, level), mean), _holds(skew_adjusted(seen, level), mean)
    return *held, stop.replications


def _stop(values: Floats, least: int) -> Stop | None:
    scale = np.ones(values.shape[1])
    questions = [Question(str(at), row, scale, HALF_WIDTH) for at, row in enumerate(values)]
    return stop_at(questions, least, MOST, CONFIDENCE)


def _holds(known: Uncertainty, mean: float) -> bool:
    return bool(((known.low <= mean) & (mean <= known.high)).all())


def examine(effort: Effort) -> Finding:
    """Measure the coverage of each kind of outcomes."""
    from scipy.special import ndtri

    runs = RUNS[effort]
    luck = float(-ndtri(FALSE_ALARM / 2)) * math.sqrt(CONFIDENCE * (1 - CONFIDENCE) / runs)
    found = [coverage(outcomes, runs) for outcomes in OUTCOMES]
    checks = [
        Check(
            f"{outcomes.label}: intervals that hold", one.adjusted, CONFIDENCE, ALLOWED + luck, "%"
        )
        for outcomes, one in zip(OUTCOMES, found, strict=True)
    ]

    def draw(figure: Figure) -> None:
        _draw(figure, found, luck)

    note = (
        f"{runs:,} sequential runs of each kind, half-width {HALF_WIDTH:g} standard deviations, at "
        f"least {LEAST} replications; tolerance {ALLOWED:.0%} and luck."
    )
    return Finding(checks, note, draw)


def _draw(figure: Figure, found: list[Coverage], luck: float) -> None:
    """Draw the coverage of both intervals over skewness."""
    from sim.report.canvas import quiet
    from sim.report.palette import MUTED, ZONE, scenario_colour, scenario_marker

    axes = figure.subplots()
    places = np.arange(len(found))
    axes.axhspan(CONFIDENCE - ALLOWED - luck, CONFIDENCE + ALLOWED + luck, color=ZONE)
    axes.axhline(CONFIDENCE, color=MUTED, linewidth=0.8)
    for place, (label, shares) in enumerate(
        {
            "skew-adjusted interval": [one.adjusted for one in found],
            "Student's interval": [one.student for one in found],
        }.items()
    ):
        marker, colour = scenario_marker(place), scenario_colour(place)
        at = places + 0.12 * (place - 0.5)
        axes.errorbar(at, shares, yerr=luck, fmt=marker, color=colour, label=label, elinewidth=0.8)
    labels = [f"{one.label}\nskewness {one.skewness:.1f}" for one in OUTCOMES]
    axes.set_xticks(places, labels)
    axes.set_ylabel("Runs whose interval holds the mean")
    axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.legend(frameon=False, fontsize=8.5, loc="lower left")
    quiet(axes, "y")
