"""Is the warm-up long enough: MSER-5 on series averaged over replications.

MSER (White 1997, Simulation 69, 323-334) cuts off the d first observations that leave the mean of
the rest best known by its own scatter:

    MSER(d) = Σ over j > d of (y_j - mean)² / (m - d)²,

y the means of batches of five (White, Cobb and Spratt 2000), m their number.  Hoad, Robinson and
Davies (2010, J. of the Operational Research Society 61, 1389-1403) compared some forty methods,
chose this one, ran it on the average of replications, and reject a point in the second half: the
series is then too short to tell, or has no steady state.  The point is itself an estimate: of 300
steady series of 50 to 100 periods (independent or AR(1) with φ = 0.5), 6 to 14 % were called too
short to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError

Floats = NDArray[np.float64]
Verdict = Literal["long enough", "too short", "too short to tell"]
BATCH = 5
LEAST = 6
"""Fewest batches worth looking at."""


@dataclass(frozen=True)
class WarmUp:
    """Where a series becomes steady; periods are those of the series (months, weeks).

    ``truncation``: how many first periods to leave out; ``warm_up``: how many are left out;
    ``statistic`` [batches]: MSER for each number of batches cut off, NaN where not looked at.
    """

    truncation: int
    warm_up: int
    periods: int
    batch: int
    replications: int
    statistic: Floats
    verdict: Verdict

    def sentence(self) -> str:
        """Return the verdict in words."""
        if self.verdict == "too short to tell":
            return (
                f"Too short to tell: MSER-{self.batch} would cut off {self.truncation} of "
                f"{self.periods} periods, half or more. Make the run longer; or the series has a "
                "season longer than a batch, or no steady state."
            )
        return (
            f"The warm-up of {self.warm_up} periods is {self.verdict}: MSER-{self.batch} cuts off "
            f"{self.truncation} of {self.periods}."
        )


def warm_up(series: ArrayLike, warm_up: int = 0, batch: int = BATCH) -> WarmUp:
    """Return the truncation point of a series and whether ``warm_up`` periods reach it.

    ``series`` [replications, periods], from the very beginning, warm-up included, or [periods].
    ``batch`` periods are averaged; periods at the end that do not fill a batch are left out.  Where
    the series has a season, take a multiple of it: 3 months for the rush at a quarter's end, 12 for
    leads that follow the year.  A season that is averaged over many replications stands out more,
    not less, and passes for a transient.
    Raise InputError for fewer than six batches or a series with holes.
    """
    mean, replications = _averaged(series)
    batches = len(mean) // batch if batch > 0 else 0
    if batches < LEAST:
        raise InputError(
            f"a series of {len(mean)} periods has {batches} batches of {batch}, "
            f"expected at least {LEAST}",
            hint="make the run longer, or the batches shorter",
        )
    statistic = mser(mean[: batches * batch].reshape(batches, batch).mean(axis=1))
    cut = int(np.nanargmin(statistic))
    verdict: Verdict = "long enough" if cut * batch <= warm_up else "too short"
    return WarmUp(
        truncation=cut * batch,
        warm_up=warm_up,
        periods=len(mean),
        batch=batch,
        replications=replications,
        statistic=statistic,
        verdict="too short to tell" if 2 * cut >= batches else verdict,
    )


def mser(values: Floats) -> Floats:
    """Return MSER(d) for d = 0 … m - 1; NaN for the last five, which are equal by luck too easily.

    With fewer than twelve values only so many that the second half can still be found.
    """
    count = len(values)
    left = np.arange(count, 0, -1)
    centred = values - values.mean()
    sums = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum((centred * centred)[::-1])[::-1]
    found = np.maximum(squares - sums * sums / left, 0) / left**2
    found[count - min(5, count // 2 - 1) :] = np.nan
    return np.asarray(found)


def _averaged(series: ArrayLike) -> tuple[Floats, int]:
    """Return the mean over replications [periods], and their number."""
    table = np.asarray(series, dtype=np.float64)
    table = table[None, :] if table.ndim == 1 else table
    if table.ndim != 2 or len(table) == 0:
        raise InputError(f"a series has shape {table.shape}, expected [replications, periods]")
    if not np.isfinite(table).all():
        raise InputError("a series has periods without a value, expected a number in each")
    return table.mean(axis=0), len(table)
