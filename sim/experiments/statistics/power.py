"""How many replications to see a difference of 3 %: planning from a pilot of paired runs.

The paired t test of n markets finds a mean difference d with power P(T' > t(n-1)), T' noncentral t
with noncentrality √n d / σ, σ the standard deviation of the difference in one market (Cohen 1988,
Statistical Power Analysis, chapter 2).  σ comes from a pilot, so the answer is as uncertain as σ
is: (m - 1) s² / σ² of m pilot pairs is χ²(m - 1), which holds for normal differences and gives an
interval of σ and with it of n.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.experiments.statistics.columns import check_level, pairs_of
from sim.metrics.estimates import VarianceFactor, variance_factor

Floats = NDArray[np.float64]
CERTAIN = 30.0
"""Noncentrality beyond which the power is 1 and its series does not converge."""


@dataclass(frozen=True)
class Replicates:
    """How many replications of *each* design a difference of ``effect`` needs.

    ``low`` and ``high``: the same for the ends of σ's interval.  ``independent`` is what seeds of
    their own for each design would need, ``factor`` the variance factor behind it.
    """

    effect: float
    replications: int
    low: int
    high: int
    independent: int
    factor: VarianceFactor
    power: float
    alpha: float
    confidence: float
    pilot: int

    def sentence(self) -> str:
        """Return the answer in words."""
        return (
            f"{self.replications:,} replications of each design find it with power "
            f"{self.power:.0%} at α = {self.alpha:g} ({self.confidence:.0%} interval "
            f"{self.low:,} to {self.high:,}, since the variance is known from {self.pilot} pilot "
            f"pairs only); independent seeds would need {self.independent:,}."
        ).replace("%", " %")


@dataclass(frozen=True)
class Detectable:
    """The smallest mean difference that ``replications`` pairs find, in the unit of the outcome."""

    effect: float
    low: float
    high: float
    relative: float
    """``effect`` as a share of the first design's mean in the pilot."""
    replications: int
    power: float
    alpha: float
    confidence: float
    pilot: int


def replications_for(
    first: ArrayLike,
    second: ArrayLike,
    effect: float,
    *,
    relative: bool = True,
    power: float = 0.80,
    alpha: float = 0.05,
    confidence: float = 0.95,
) -> Replicates:
    """Return how many paired replications find a mean difference of ``effect``.

    ``first`` and ``second`` [m] are a pilot in the same markets; what difference *it* found plays
    no part.  ``effect`` is a share of the first's mean if ``relative`` (0.03 for 3 %), else in the
    unit of the outcome.
    """
    _check(power, alpha, confidence)
    a, b = pairs_of(first, second, least=3)
    wanted = abs(effect) * (abs(float(a.mean())) if relative else 1.0)
    if not wanted > 0:
        raise InputError(f"effect comes to {wanted:g}, expected a difference that is not 0")
    sigma, low, high = deviation_interval(b - a, confidence)
    needed, at_least, at_most = (
        _needed(wanted / one if one > 0 else math.inf, power, alpha) for one in (sigma, low, high)
    )
    apart = math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    return Replicates(
        effect=wanted,
        replications=needed,
        low=at_least,
        high=at_most,
        independent=_needed(wanted / apart if apart > 0 else math.inf, power, alpha, paired=False),
        factor=variance_factor(a, b, confidence),
        power=power,
        alpha=alpha,
        confidence=confidence,
        pilot=len(a),
    )


def smallest_detectable(
    first: ArrayLike,
    second: ArrayLike,
    replications: int,
    *,
    power: float = 0.80,
    alpha: float = 0.05,
    confidence: float = 0.95,
) -> Detectable:
    """Return the smallest mean difference that so many pairs find; the pilot gives its scale."""
    _check(power, alpha, confidence)
    if replications < 2:
        raise InputError(f"replications is {replications}, expected at least 2")
    a, b = pairs_of(first, second, least=3)
    size = _detectable(replications, power, alpha)
    sigma, low, high = (size * one for one in deviation_interval(b - a, confidence))
    base = abs(float(a.mean()))
    return Detectable(
        effect=sigma,
        low=low,
        high=high,
        relative=sigma / base if base > 0 else math.nan,
        replications=replications,
        power=power,
        alpha=alpha,
        confidence=confidence,
        pilot=len(a),
    )


def power_at(size: float, replications: int, alpha: float = 0.05, paired: bool = True) -> float:
    """Return the power of the two-sided t test for the standardised difference ``size`` > 0.

    ``paired``: ``size`` = d / σ of the difference; else two independent groups of ``replications``
    each, ``size`` = d / σ of one design.  A significant difference of the wrong sign does not
    count as found (its chance is below 1e-5 wherever the power is a half or more).
    """
    from scipy.special import nctdtr, stdtrit

    away = size * math.sqrt(replications / (1 if paired else 2))
    if away > CERTAIN:
        return 1.0
    freedom = (replications - 1) * (1 if paired else 2)
    return float(1 - nctdtr(freedom, away, stdtrit(freedom, 1 - alpha / 2)))


def deviation_interval(values: Floats, confidence: float = 0.95) -> tuple[float, float, float]:
    """Return s and the interval of σ: s √((n - 1) / χ²), for normal values."""
    from scipy.special import chdtri

    freedom = len(values) - 1
    found = float(values.std(ddof=1))
    tail = (1 - confidence) / 2
    low, high = (found * math.sqrt(freedom / chdtri(freedom, p)) for p in (tail, 1 - tail))
    return found, low, high


def _detectable(replications: int, power: float, alpha: float) -> float:
    """Return the standardised difference that has this power; the normal one is a lower bound."""
    from scipy.optimize import brentq

    low = high = _normal_sum(power, alpha) / math.sqrt(replications) * (1 - 1e-6)
    while power_at(high, replications, alpha) < power:
        high *= 1.25
    return float(brentq(lambda size: power_at(size, replications, alpha) - power, low, high))


def _needed(size: float, power: float, alpha: float, paired: bool = True) -> int:
    """Return the smallest number with at least this power.

    The normal approximation (z + z')² / size² is never more than the exact number and short of it
    by about z² / 2, so a search upwards from there is short.
    """
    if math.isinf(size):
        return 2
    normal = (_normal_sum(power, alpha) / size) ** 2
    count = max(2, math.floor(normal if paired else 2 * normal))
    while power_at(size, count, alpha, paired) < power:
        count += 1
    return count


def _normal_sum(power: float, alpha: float) -> float:
    """Return z(1 - α / 2) + z(power)."""
    from scipy.special import ndtri

    return float(ndtri(1 - alpha / 2)) + float(ndtri(power))


def _check(power: float, alpha: float, confidence: float) -> None:
    for name, level in (("power", power), ("alpha", alpha), ("confidence", confidence)):
        check_level(name, level)
    if power <= alpha:
        raise InputError(f"power is {power}, expected more than alpha, {alpha}", key="power")
