"""The interval of a mean where outcomes are lopsided: ``skew_adjusted``.

Student's interval is symmetric, but the mean of skewed outcomes is not: with a long upper tail a
sample that has missed the tail has a low mean *and* a small deviation, so the interval ends too
early above.  ``uncertainty`` is right for most KPIs; this one is for those whose skewness is more
than about 1, and for small numbers of replications.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.experiments.statistics.columns import check_level
from sim.metrics.estimates import Uncertainty, uncertainty

Floats = NDArray[np.float64]
STRAIGHT = 1e-6
"""Below this the correction is lost in rounding."""


def skewness(values: ArrayLike) -> Floats:
    """Return the skewness of each column, m3 / s³ with the unbiased third moment.

    m3 = n Σ (x - mean)³ / ((n - 1) (n - 2)).  NaN with fewer than three values; 0 where nothing
    varies.
    """
    table = np.asarray(values, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    known = np.isfinite(table)
    count = known.sum(axis=0)
    enough = np.where(count > 2, count, np.nan)
    off = np.where(known, table - uncertainty(table).mean, 0.0)
    deviation = np.sqrt((off**2).sum(axis=0) / (enough - 1))
    scaled = off / np.where(deviation > 0, deviation, 1.0)
    return np.asarray(enough * (scaled**3).sum(axis=0) / ((enough - 1) * (enough - 2)))


def skew_adjusted(values: ArrayLike, confidence: float = 0.95) -> Uncertainty:
    """Return the mean and its interval, longer on the side of the tail.

    With a = skewness / (6 √n) and t(n-1) as in Student's interval, the limits are
    mean - G(t) s / √n and mean - G(-t) s / √n, G(r) = (∛(1 + 6 a (r - a)) - 1) / (2 a), which
    undoes the first term of the Edgeworth expansion of t; G(r) → r as a → 0.  ``half_width`` is
    half the length.  ``values`` [n] or [n, columns]; NaN is left out of its column; NaN limits with
    fewer than three values.

    Source: Willink 2005, Communications in Statistics, Theory and Methods 34, 753-766, after
    Johnson 1978 and Hall 1992.
    """
    from scipy.special import stdtrit

    check_level("confidence", confidence)
    plain = uncertainty(values, confidence)
    count = np.maximum(plain.replications, 2)
    t_value = stdtrit(count - 1, 0.5 + confidence / 2)
    error = plain.half_width / t_value
    tilt = skewness(values) / (6 * np.sqrt(count))
    low, high = plain.mean - _g(t_value, tilt) * error, plain.mean - _g(-t_value, tilt) * error
    return Uncertainty(plain.mean, low, high, (high - low) / 2, confidence, plain.replications)


def _g(r: Floats, tilt: Floats) -> Floats:
    """Return Willink's G; r itself where there is no skewness."""
    straight = np.abs(tilt) < STRAIGHT
    a = np.where(straight, 1.0, tilt)
    return np.where(straight, r, (np.cbrt(1 + 6 * a * (r - a)) - 1) / (2 * a))
