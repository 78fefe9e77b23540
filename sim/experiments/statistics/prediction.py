"""Where the next single market falls: ``prediction_interval``.

Not to be mixed up with ``sim.metrics.estimates.uncertainty``, the confidence interval of the
*mean*: that one shrinks with more replications, this one settles at the spread of the outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.experiments.statistics.columns import check_level

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """The range into which one further market falls; arrays along the columns.

    ``share`` is the chance asked for, ``reached`` the chance that the interval has.  It is below
    ``share`` where there are too few replications; then the interval is their whole range.
    """

    low: Floats
    high: Floats
    share: float
    reached: Floats
    replications: NDArray[np.int64]

    @property
    def holds(self) -> NDArray[np.bool_]:
        """Say where the chance asked for is reached."""
        return np.asarray(self.reached >= self.share - 1e-12)


def prediction_interval(values: ArrayLike, share: float = 0.90) -> Prediction:
    """Return the interval into which the next market's outcome falls with chance ``share``.

    Order statistics X(r) and X(n + 1 - r) with r = ⌊(n + 1) (1 - share) / 2⌋: the next of n + 1
    exchangeable outcomes lies between them with chance (n + 1 - 2 r) / (n + 1) ≥ ``share``, and
    beyond either with at most (1 - share) / 2, whatever the distribution (exactly if it has no
    ties; with ties more often).  The chance is over replications *and* next market; given these
    replications it is that on average.  Needs n ≥ 2 / (1 - share) - 1 replications (19 for 90 %),
    else the whole range is returned and ``reached`` says what it is good for.

    ``values`` [n] or [n, columns]; NaN is left out of its column.
    Source: Wilks 1941, Annals of Mathematical Statistics 12, 91-96; Hahn and Meeker 1991,
    Statistical Intervals, chapter 5.
    """
    check_level("share", share)
    table = np.asarray(values, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    found = np.array([_of_column(column, share) for column in table.T]).reshape(-1, 3)
    count = np.isfinite(table).sum(axis=0)
    return Prediction(found[:, 0], found[:, 1], share, found[:, 2], count)


def _of_column(column: Floats, share: float) -> tuple[float, float, float]:
    """Return low, high and the chance reached; NaN without two values."""
    known = np.sort(column[np.isfinite(column)])
    count = len(known)
    if count < 2:
        return np.nan, np.nan, np.nan
    # the small addition keeps 20 · 0.05 at 1 whatever the rounding
    rank = max(1, int((count + 1) * (1 - share) / 2 + 1e-9))
    return known[rank - 1], known[count - rank], (count + 1 - 2 * rank) / (count + 1)
