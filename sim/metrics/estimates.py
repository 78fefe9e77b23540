"""From replications to statements: how much outcomes vary, and how well we know their mean.

Two things, two names, never mixed:

* ``Spread`` — how one year in one market may turn out: quantiles over replications.  More
  replications do not make it narrower.
* ``Uncertainty`` — how well the *mean* over markets is known: an interval that shrinks with the
  square root of the number of replications.

Arrays are [replications, KPIs]; an undefined KPI (NaN) is left out of its own column only, and
``replications`` says how many were left.  Comparisons are paired: row i of both scenarios is the
same market with the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
SPREAD_SHARES = (0.05, 0.10, 0.50, 0.90, 0.95)
RESAMPLES = 400


@dataclass(frozen=True)
class Spread:
    """Quantiles of outcomes over replications; arrays along the KPIs."""

    p5: Floats
    p10: Floats
    p50: Floats
    p90: Floats
    p95: Floats
    deviation: Floats
    replications: NDArray[np.int64]


@dataclass(frozen=True)
class Uncertainty:
    """A mean with its two-sided t interval; arrays along the KPIs."""

    mean: Floats
    low: Floats
    high: Floats
    half_width: Floats
    confidence: float
    replications: NDArray[np.int64]

    def clear_of_zero(self) -> NDArray[np.bool_]:
        """Say where the interval excludes 0."""
        return (self.low > 0) | (self.high < 0)


@dataclass(frozen=True)
class Chance:
    """A probability estimated from counts, with its Wilson score interval."""

    share: Floats
    low: Floats
    high: Floats
    confidence: float
    replications: NDArray[np.int64]


@dataclass(frozen=True)
class VarianceFactor:
    """By what factor pairing cuts the variance of a difference, with a bootstrap interval.

    factor = (Var A + Var B) / Var(B - A): independent seeds would need that many times the
    replications for the same interval.  NaN where the difference never varies.
    """

    factor: Floats
    low: Floats
    high: Floats
    confidence: float


@dataclass(frozen=True)
class Difference:
    """B - A in the same markets."""

    spread: Spread
    uncertainty: Uncertainty
    higher: Chance
    """Chance that B is above A in the same market; a tie counts half."""
    factor: VarianceFactor


def spread(values: ArrayLike) -> Spread:
    """Return how outcomes vary over replications."""
    table = _table(values)
    p5, p10, p50, p90, p95 = _quantiles(table, SPREAD_SHARES)
    return Spread(p5, p10, p50, p90, p95, _deviation(table), _count(table))


def uncertainty(values: ArrayLike, confidence: float = 0.95) -> Uncertainty:
    """Return the mean and its interval: mean ± t(n-1) s / √n; NaN with fewer than two values."""
    table = _table(values)
    count = _count(table)
    half = _t_value(count, confidence) * _deviation(table) / np.sqrt(np.maximum(count, 1))
    mean = _mean(table)
    return Uncertainty(mean, mean - half, mean + half, half, confidence, count)


def chance(happened: ArrayLike, out_of: ArrayLike, confidence: float = 0.95) -> Chance:
    """Return a share of counts with the Wilson score interval (Wilson 1927).

    ``happened`` may be a half number (ties).  NaN where ``out_of`` is 0.
    """
    hits, count = np.asarray(happened, np.float64), np.asarray(out_of, np.int64)
    z = _normal_value(confidence)
    trials = np.where(count > 0, count, np.nan).astype(np.float64)
    share = hits / trials
    shrunk = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials)
    half = half * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    low, high = np.maximum(0, shrunk - half), np.minimum(1, shrunk + half)
    return Chance(share, low, high, confidence, count)


def difference(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Difference:
    """Compare two scenarios in the same markets: rows of ``first`` and ``second`` are pairs."""
    a, b = _table(first), _table(second)
    if a.shape != b.shape:
        raise ValueError(f"pairs need tables of one shape, got {a.shape} and {b.shape}")
    change = b - a
    return Difference(
        spread=spread(change),
        uncertainty=uncertainty(change, confidence),
        higher=chance_above(a, b, confidence),
        factor=variance_factor(a, b, confidence),
    )


def chance_above(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Chance:
    """Return the chance that B is above A in the same market; a tie counts half."""
    change = _table(second) - _table(first)
    above = np.sum(change > 0, axis=0) + 0.5 * np.sum(change == 0, axis=0)
    return chance(above, _count(change), confidence)


def variance_factor(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, resamples: int = RESAMPLES
) -> VarianceFactor:
    """Return (Var A + Var B) / Var(B - A) by column with a percentile bootstrap interval.

    The bootstrap draws whole pairs; its generator is seeded with a constant, so the interval is a
    function of the data alone.
    """
    a, b = _table(first), _table(second)
    known = np.isfinite(a) & np.isfinite(b)
    count = len(a)
    if count < 2:
        hole = np.full(a.shape[1], np.nan)
        return VarianceFactor(hole, hole, hole, confidence)
    moments = _moments(a, b, known)
    chosen = np.random.default_rng(20_260_101).multinomial(
        count, np.full(count, 1 / count), size=resamples
    )
    drawn = _factor(np.tensordot(chosen.astype(np.float64), moments, axes=(1, 0)))
    tail = (1 - confidence) / 2
    low, high = _quantiles(drawn, (tail, 1 - tail))
    return VarianceFactor(_factor(moments.sum(axis=0)[None])[0], low, high, confidence)


def _moments(a: Floats, b: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return [replications, KPIs, 7]: 1, A, A², B, B², D, D² with D = B - A, 0 where not known.

    Values are scaled and centred first, so that squares lose no digits.
    """
    pooled = np.where(known, a, np.nan), np.where(known, b, np.nan)
    centre = _mean(np.concatenate(pooled))
    scale = _deviation(np.concatenate(pooled))
    scale = np.where(scale > 0, scale, 1)
    x, y = (pooled[0] - centre) / scale, (pooled[1] - centre) / scale
    change = (pooled[1] - pooled[0]) / scale
    stacked = np.stack([known * 1.0, x, x * x, y, y * y, change, change * change], axis=2)
    return np.nan_to_num(stacked, nan=0.0)


def _factor(sums: Floats) -> Floats:
    """Return (Var A + Var B) / Var D from sums [..., 7]."""
    count = np.where(sums[..., 0] > 1, sums[..., 0], np.nan)
    variance = [
        sums[..., square] / count - (sums[..., plain] / count) ** 2
        for plain, square in ((1, 2), (3, 4), (5, 6))
    ]
    below = np.where(variance[2] > 1e-12, variance[2], np.nan)
    return (variance[0] + variance[1]) / below


def _table(values: ArrayLike) -> Floats:
    """Return [replications, KPIs]; a plain list is one KPI."""
    table = np.asarray(values, dtype=np.float64)
    return table[:, None] if table.ndim == 1 else table


def _count(table: Floats) -> NDArray[np.int64]:
    return np.isfinite(table).sum(axis=0)


def _mean(table: Floats) -> Floats:
    count = _count(table)
    total = np.where(np.isfinite(table), table, 0.0).sum(axis=0)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def _deviation(table: Floats) -> Floats:
    """Return the sample standard deviation (n - 1), NaN with fewer than two values."""
    count = _count(table)
    off = np.where(np.isfinite(table), table - _mean(table), 0.0)
    squares = (off * off).sum(axis=0)
    return np.sqrt(np.divide(squares, count - 1, out=np.full(count.shape, np.nan), where=count > 1))


def _quantiles(table: Floats, shares: tuple[float, ...]) -> Floats:
    """Return [shares, KPIs]: quantiles of each column, linear between neighbours."""
    found = np.full((len(shares), table.shape[1]), np.nan)
    whole = np.isfinite(table).all(axis=0) & (len(table) > 0)
    if whole.any():
        found[:, whole] = np.quantile(table[:, whole], shares, axis=0)
    for column in np.flatnonzero(~whole):
        known = table[np.isfinite(table[:, column]), column]
        if len(known):
            found[:, column] = np.quantile(known, shares)
    return found


def _t_value(count: NDArray[Any], confidence: float) -> Floats:
    """Return the two-sided Student quantile with count - 1 degrees of freedom."""
    from scipy.special import stdtrit

    freedom = np.where(count > 1, count - 1, np.nan)
    return np.asarray(stdtrit(freedom, 0.5 + confidence / 2))


def _normal_value(confidence: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + confidence / 2))
