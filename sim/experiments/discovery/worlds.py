"""Worlds with a label: in which of them is the answer yes?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.experiments.levers import Value
from sim.experiments.sensitivity.response import Function
from sim.experiments.space import Point, Space, latin_hypercube

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEWEST = 40
"""Worlds below which no tree is worth growing."""


@dataclass(frozen=True)
class Contrast:
    """Does one setting of a lever do better than another?"""

    lever: str
    setting: Value
    against: Value


@dataclass(frozen=True)
class Plan:
    """Is the outcome at least so much (at most, where lower is better)?"""

    threshold: float


Question = Contrast | Plan


@dataclass(frozen=True)
class Worlds:
    """Sampled worlds with their labels; ``space`` has all that differs between them.

    ``margins`` [worlds]: by how much the answer is yes, averaged over the markets; ``half_widths``
    of their 95 % intervals.  ``dropped``: worlds where the outcome is not defined.
    """

    space: Space
    points: tuple[Point, ...]
    margins: Floats
    half_widths: Floats
    wins: Flags
    dropped: int
    replications: int

    @property
    def clear(self) -> int:
        """Return in how many worlds the answer is clear of zero."""
        return int((np.abs(self.margins) > self.half_widths).sum())


def ask_worlds(
    space: Space, f: Function, question: Question, sample: tuple[int, int], lower: bool = False
) -> Worlds:
    """Return worlds of a Latin hypercube (number, seed) over all factors but the contrast's lever.

    Both sides of a contrast meet every world in the same markets; the label is the sign of the mean
    paired difference, no difference being no.  ``lower``: a lower outcome is better.  Raise
    InputError for too few worlds, or if too few are left.
    """
    around = _around(space, question)
    number, seed = sample
    if number < FEWEST:
        raise InputError(
            f"found {number} worlds; expected at least {FEWEST}, for a tree and for its check",
            key="worlds",
        )
    points = _different(around.from_unit(latin_hypercube(around, number, seed)))
    table = _margins(f, question, points) * (-1.0 if lower else 1.0)
    known: Flags = np.any(np.isfinite(table), axis=1)
    if known.sum() < FEWEST:
        raise InputError(
            f"the outcome is defined in {int(known.sum())} of {len(points)} worlds only; expected "
            f"at least {FEWEST}",
            hint="take more worlds, narrower ranges, or another outcome",
        )
    kept = [point for point, is_known in zip(points, known.tolist(), strict=True) if is_known]
    return _labelled(around, kept, table[known], question, int((~known).sum()))


def _different(points: Sequence[Point]) -> list[Point]:
    """Return every point once: one that comes twice is no second world."""
    found = list({tuple(point.items()): point for point in points}.values())
    if len(found) < FEWEST:
        raise InputError(
            f"there are {len(found)} different worlds; expected at least {FEWEST}",
            key="worlds",
            hint="give uncertainties ranges of numbers, or state more of them",
        )
    return found


def _around(space: Space, question: Question) -> Space:
    lever = question.lever if isinstance(question, Contrast) else None
    around = Space(tuple(factor for factor in space.factors if factor.name != lever))
    if not around.factors:
        beside = f" besides '{lever}'" if lever is not None else ""
        raise InputError(
            f"there is no factor{beside} that varies: all worlds are one",
            hint="state uncertainties, or more levers",
        )
    return around


def _margins(f: Function, question: Question, points: Sequence[Point]) -> Floats:
    """Return [worlds, replications]; NaN where a side is not defined."""
    if isinstance(question, Plan):
        return _two_axes(f(list(points)), len(points)) - question.threshold
    sides = (question.setting, question.against)
    every = [point | {question.lever: side} for side in sides for point in points]
    table = _two_axes(f(every), len(every))
    return table[: len(points)] - table[len(points) :]


def _two_axes(answers: ArrayLike, points: int) -> Floats:
    table = np.asarray(answers, dtype=np.float64).reshape(points, -1)
    return np.where(np.isfinite(table), table, np.nan)


def _labelled(
    space: Space, points: Sequence[Point], table: Floats, question: Question, dropped: int
) -> Worlds:
    means = np.nanmean(table, axis=1)
    counts = np.isfinite(table).sum(axis=1)
    gaps = np.where(np.isfinite(table), table - means[:, None], 0.0)
    spread = np.sqrt((gaps**2).sum(axis=1) / np.maximum(counts - 1, 1))
    half_widths = _quantiles(counts) * spread / np.sqrt(counts)
    wins = means >= 0 if isinstance(question, Plan) else means > 0
    return Worlds(space, tuple(points), means, half_widths, wins, dropped, table.shape[1])


def _quantiles(counts: NDArray[np.int64]) -> Floats:
    """Return Student's 97.5 % quantile for each number of markets; 0 for one, where none holds."""
    from scipy.stats import t

    return np.where(counts > 1, t.ppf(0.975, np.maximum(counts - 1, 1)), 0.0)
