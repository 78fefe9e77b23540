"""Many designs compared at once, without being fooled by the number of comparisons.

Of twenty designs that do not differ from a reference, one looks different at 5 %.  Two statements
about a whole family of paired comparisons hold together:

* ``adjusted`` p-values by Holm's step-down: the chance of calling *any* equal pair different is at
  most 1 - confidence, whatever the dependence (Holm 1979, Scandinavian J. of Statistics 6, 65-70).
* simultaneous intervals by Bonferroni, each at confidence 1 - α / comparisons: all of them cover
  their mean differences together with the confidence asked for.

Both hold for any correlation between comparisons, which common markets make high.  The verdict is
Holm's, which never finds less than Bonferroni's intervals: where it finds more, an interval may
include 0 although the pair is called different.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.experiments.statistics.columns import check_level, names_of, sign_of, table_of
from sim.metrics.catalogue import Better
from sim.metrics.estimates import uncertainty

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
LUCK = "not distinguishable from luck"


@dataclass(frozen=True)
class Family:
    """Paired comparisons ``second`` - ``first``; arrays along the comparisons.

    ``mean``, ``low``, ``high`` in the unit of the outcome; ``p_value`` two-sided of the paired
    t test, ``adjusted`` by Holm; ``different`` where ``adjusted`` ≤ 1 - confidence.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    mean: Floats
    low: Floats
    high: Floats
    p_value: Floats
    adjusted: Floats
    replications: NDArray[np.int64]
    confidence: float
    better: Better

    @property
    def different(self) -> NDArray[np.bool_]:
        """Say which pairs are told apart from luck, all together."""
        return np.asarray(self.adjusted <= 1 - self.confidence)

    def verdicts(self) -> tuple[str, ...]:
        """Return one verdict a comparison: better, worse (or higher, lower), or luck."""
        return tuple(
            self._direction(mean) if told else LUCK
            for mean, told in zip(self.mean, self.different, strict=True)
        )

    def rows(self) -> pd.DataFrame:
        """Return the comparisons as a table, one line each."""
        import pandas as pd

        return pd.DataFrame(
            {
                "first": self.first,
                "second": self.second,
                "mean_difference": self.mean,
                "low": self.low,
                "high": self.high,
                "p_value": self.p_value,
                "adjusted_p": self.adjusted,
                "replications": self.replications,
                "verdict": self.verdicts(),
            }
        )

    def _direction(self, mean: float) -> str:
        if self.better == "neither":
            return "higher" if mean > 0 else "lower"
        return "better" if mean * sign_of(self.better) > 0 else "worse"


def against_reference(
    values: ArrayLike,
    names: Sequence[str] = (),
    reference: int = 0,
    confidence: float = 0.95,
    better: Better = "higher",
) -> Family:
    """Compare every other design with one: ``values`` [replications, designs], rows are markets."""
    table = table_of(values)
    if not 0 <= reference < table.shape[1]:
        raise InputError(f"reference is design {reference} of {table.shape[1]}", key="reference")
    others = [place for place in range(table.shape[1]) if place != reference]
    pairs = [(reference, other) for other in others]
    return _family(table, names_of(names, table.shape[1]), pairs, confidence, better)


def all_pairs(
    values: ArrayLike,
    names: Sequence[str] = (),
    confidence: float = 0.95,
    better: Better = "higher",
) -> Family:
    """Compare every design with every other: k (k - 1) / 2 comparisons of k designs."""
    table = table_of(values)
    pairs = list(combinations(range(table.shape[1]), 2))
    return _family(table, names_of(names, table.shape[1]), pairs, confidence, better)


def _family(
    table: Floats,
    names: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    confidence: float,
    better: Better,
) -> Family:
    check_level("confidence", confidence)
    if not pairs:
        raise InputError("a comparison needs at least two designs, got one")
    firsts, seconds = (list(places) for places in zip(*pairs, strict=True))
    change = table[:, seconds] - table[:, firsts]
    known = uncertainty(change, 1 - (1 - confidence) / len(pairs))
    p_value = paired_p(change)
    return Family(
        first=tuple(names[place] for place in firsts),
        second=tuple(names[place] for place in seconds),
        mean=known.mean,
        low=known.low,
        high=known.high,
        p_value=p_value,
        adjusted=holm(p_value),
        replications=known.replications,
        confidence=confidence,
        better=better,
    )


def paired_p(change: Floats) -> Floats:
    """Return the two-sided p of the paired t test for each column of differences.

    A difference that is the same in every market has p 1 if it is 0, else 0; NaN with fewer than
    two values.
    """
    from scipy.special import stdtr, stdtrit

    known = uncertainty(change, 0.5)
    freedom = np.maximum(known.replications - 1, 1)
    error = known.half_width / stdtrit(freedom, 0.75)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(known.mean == 0, 0.0, np.abs(known.mean) / error)
    p_value = 2 * stdtr(freedom, -statistic)
    return np.where(known.replications > 1, p_value, np.nan)


def holm(p_values: Floats) -> Floats:
    """Return Holm's adjusted p-values; NaN stays NaN and does not count as a comparison.

    The i-th smallest of m is multiplied by m + 1 - i, and is no smaller than those before it.  The
    same as statsmodels' ``multipletests``, which collects garbage on every call: 50 ms, too much
    for a sweep with many outcomes.
    """
    adjusted = np.full(p_values.shape, np.nan)
    order = np.argsort(p_values)[: int(np.isfinite(p_values).sum())]
    raised = np.maximum.accumulate(p_values[order] * np.arange(len(order), 0, -1))
    adjusted[order] = np.minimum(raised, 1)
    return adjusted
