"""What a function answers at the rows of a sampling plan, and what of it is luck.

Let ``y[i, r]`` be the outcome at row i in market r: a mean, an effect of the row, an effect of the
market and their interaction.  The market's effect is the same for all rows and is taken out; the
interaction is the noise, and ``noise / replications`` of it is left in a row's mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.experiments.space import Point, Space

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Function = Callable[[list[Point]], ArrayLike]
"""Points in, [points] or [points, replications] out; NaN where the outcome is not defined."""
MOST_UNDEFINED = 0.2
"""Share of a plan's blocks that may fall out before the rest no longer stands for the whole."""
LEVEL = 0.95
RESAMPLES = 200
DUMMY = "dummy"


class Index(NamedTuple):
    """An estimate with its 95 % interval, by the bootstrap's standard deviation."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Response:
    """The blocks of a plan that are complete: ``table`` [blocks, rows of one, replications].

    A block is a trajectory of Morris, or all rows that belong to one base sample of Sobol'; one
    with a row where the outcome is defined in no market is dropped as a whole.  ``kept`` says which
    were not.
    """

    table: Floats
    kept: Flags

    @property
    def replications(self) -> int:
        """Return in how many markets each point was tried."""
        return int(self.table.shape[2])

    @property
    def dropped(self) -> int:
        """Return how many blocks were dropped."""
        return int((~self.kept).sum())

    @property
    def means(self) -> Floats:
        """Return [blocks, rows] means over the markets in which the outcome is defined."""
        return np.asarray(np.nanmean(self.table, axis=2))

    def centred(self) -> Floats:
        """Return the table less every market's mean over all rows."""
        return self.table - np.nanmean(self.table, axis=(0, 1), keepdims=True)


def respond(space: Space, f: Function, places: Floats, rows: int) -> Response:
    """Ask ``f`` at places [blocks × rows, factors + dummy]; it never sees the dummy.

    Raise InputError if there is no factor, the outcome is undefined in too many blocks, or is the
    same everywhere.
    """
    answers = np.asarray(f(space.from_unit(places[:, : len(space.factors)])), dtype=np.float64)
    table = answers.reshape(len(places) // rows, rows, -1)
    is_defined: Flags = np.any(np.isfinite(table), axis=2)
    is_known: Flags = np.all(is_defined, axis=1)
    if is_known.mean() < 1 - MOST_UNDEFINED:
        raise _undefined(is_defined.ravel(), is_known)
    found = Response(np.where(np.isfinite(table), table, np.nan)[is_known], is_known)
    if np.ptp(found.means) == 0:
        raise InputError(
            "the outcome is the same at every point: there is no spread to explain",
            hint="take another outcome, or wider ranges",
        )
    return found


def check_factors(space: Space) -> None:
    """Refuse a space in which nothing varies."""
    for factor in space.factors:
        if factor.bins == 1 or factor.low >= factor.high:
            raise InputError(
                f"the factor '{factor.name}' does not vary: it has one value",
                hint="give it a range, or state it as a constant",
            )
    if not space.factors:
        raise InputError(
            "there is no factor that varies", hint="state levers or uncertainties with ranges"
        )


def in_other_markets(response: Response, row: NDArray[np.intp], seed: int) -> Floats:
    """Return [blocks] what the mean at one row of each block might be in as many other markets.

    A contrast of the markets with weights c (sum 0, sum of squares 2 / replications) has the
    variance of the difference of two independent means; the part that all rows share is taken out.
    Of a single replication nothing is known: the value itself.
    """
    blocks, number = np.arange(len(row)), response.replications
    here = response.means[blocks, row]
    if number < 2:
        return here
    sides = np.where(np.arange(number) % 2 == 0, 1.0, -1.0)
    sides = np.random.default_rng([seed, number]).permutation(sides - sides.mean())
    weights = sides * np.sqrt(2 / number / (sides**2).sum())
    moved = np.nan_to_num(response.centred()[blocks, row]) @ weights
    return here + moved - moved.mean()


def product(x: Floats, y: Floats) -> Floats:
    """Return the product of the expectations of x and y [..., replications], without bias.

    The product of two means over the same markets is too large by their covariance / replications;
    markets in which either is undefined are left out.  NaN with fewer than two.
    """
    both = np.isfinite(x) & np.isfinite(y)
    number = both.sum(axis=-1)
    enough = np.where(number > 1, number, np.nan)
    mean_x, mean_y = (np.where(both, z, 0.0).sum(axis=-1) / enough for z in (x, y))
    gaps = [np.where(both, z - m[..., None], 0.0) for z, m in ((x, mean_x), (y, mean_y))]
    covariance = (gaps[0] * gaps[1]).sum(axis=-1) / (enough - 1)
    return np.asarray(mean_x * mean_y - covariance / enough)


def problem_of(space: Space) -> dict[str, Any]:
    """Return the unit cube of the factors and the dummy in the words of SALib."""
    names = [*space.names, DUMMY]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _undefined(points: Flags, blocks: Flags) -> InputError:
    missing = int((~points).sum())
    return InputError(
        f"the outcome is not defined at {missing:,} of {len(points):,} points, which leaves "
        f"{int(blocks.sum()):,} of {len(blocks):,} blocks of the plan whole; expected at least "
        f"{1 - MOST_UNDEFINED:.0%}",
        hint="narrow the ranges, or take an outcome that is defined everywhere",
    )
