"""What a verification case finds: numbers, each beside what theory says, and one picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
Effort = Literal["fast", "all"]
FALSE_ALARM = 1e-4
"""How often one statistical check fails although nothing is wrong, if the seed were drawn anew."""


class Check(NamedTuple):
    """One number of the simulation beside its expectation; ``tolerance`` is absolute.

    ``unit`` says how the numbers are shown: a word, "%" for shares, "$" for money.
    """

    what: str
    simulated: float
    expected: float
    tolerance: float
    unit: str = ""

    @property
    def passed(self) -> bool:
        """Whether the difference is within the tolerance (never for a number that is missing)."""
        return abs(self.simulated - self.expected) <= self.tolerance


class Case(NamedTuple):
    """One entry of the list of cases; ``fast`` ones belong to the ten-second selection."""

    name: str
    about: str
    fast: bool = True


@dataclass(frozen=True)
class Finding:
    """What examining one case brought: its checks, a line about them, and how to draw it."""

    checks: Sequence[Check]
    note: str
    draw: Callable[[Figure], None]


@dataclass(frozen=True)
class CaseResult:
    """One line of the verification table.  ``seconds`` are those of the whole case."""

    name: str
    what: str
    simulated: float
    expected: float
    tolerance: float
    passed: bool
    seconds: float
    note: str
    unit: str = ""


def mean_check(what: str, values: ArrayLike, expected: float, unit: str = "") -> Check:
    """Compare a mean over independent replications: tolerance t(n-1) s / √n at ``FALSE_ALARM``."""
    table = np.asarray(values, dtype=np.float64)
    return Check(what, float(table.mean()), expected, mean_tolerance(table), unit)


def mean_tolerance(values: ArrayLike, false_alarm: float = FALSE_ALARM) -> float:
    """Return the half-width of the mean's t interval; replications must be independent."""
    from scipy.special import stdtrit

    table = np.asarray(values, dtype=np.float64)
    if len(table) < 2:
        raise ValueError(f"an interval needs at least 2 replications, got {len(table)}")
    t_value = float(stdtrit(len(table) - 1, 1 - false_alarm / 2))
    return t_value * float(table.std(ddof=1)) / math.sqrt(len(table))


def share_check(what: str, hits: int, trials: int, expected: float) -> Check:
    """Compare a share of independent trials with a probability.

    The tolerance is the smallest that the exact binomial law leaves with chance ``FALSE_ALARM`` / 2
    on either side.
    """
    from scipy.special import bdtr, bdtrc

    counts = np.arange(trials + 1)
    low = int(np.searchsorted(bdtr(counts, trials, expected), FALSE_ALARM / 2))
    above = bdtrc(counts, trials, expected)  # P(more than k), falling in k
    high = int(np.searchsorted(-above, -FALSE_ALARM / 2))
    width = max(trials * expected - low, high - trials * expected) / trials
    return Check(what, hits / trials, expected, width, "%")


def chi_square_check(what: str, counts: ArrayLike, expected: ArrayLike) -> Check:
    """Compare counts with their expectations: Pearson's X² / degrees of freedom against 1.

    ``expected`` is scaled to the total of the counts, which costs one degree of freedom.  Too good
    a fit is no fault, so the tolerance is that of the upper tail.
    """
    from scipy.special import chdtri

    seen, means = np.asarray(counts, np.float64), np.asarray(expected, np.float64)
    means = means * seen.sum() / means.sum()
    freedom = len(seen) - 1
    statistic = float(((seen - means) ** 2 / means).sum()) / freedom
    return Check(what, statistic, 1.0, float(chdtri(freedom, FALSE_ALARM)) / freedom - 1)
