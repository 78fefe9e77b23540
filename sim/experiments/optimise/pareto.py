"""Two outcomes: the designs that no other beats in both.

A search for both at once, then its best in fresh markets, so that the front is not made of lucky
numbers.  Who is on the front of the *means* is a matter of luck between neighbours; a design is
called clearly dominated only if another is better in both outcomes with 95 %, all pairs at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.optimise.problem import LEAST_BATCHES, Effort, Problem
from sim.experiments.optimise.search import Searched, Trial
from sim.metrics.estimates import Uncertainty, uncertainty

Floats = NDArray[np.float64]
RISK = 0.05


@dataclass(frozen=True)
class Front:
    """Designs in fresh markets, sorted by the first outcome, the best first.

    ``known`` [designs] are the means of both outcomes, ``gains`` [designs] the differences to the
    base in the same markets, ``base`` the base's own means; 95 % intervals, each for itself.
    ``on_front`` [designs]: no other has better means; ``beaten_by`` [designs]: the place of a
    design that is clearly better in both, or -1.
    """

    designs: tuple[Trial, ...]
    known: tuple[Uncertainty, Uncertainty]
    gains: tuple[Uncertainty, Uncertainty]
    base: tuple[Uncertainty, Uncertainty]
    on_front: NDArray[np.bool_]
    beaten_by: NDArray[np.int64]
    markets: int

    @property
    def front(self) -> list[int]:
        """Return the places of the designs on the front, the best in the first outcome first."""
        return np.flatnonzero(self.on_front).tolist()

    def standing(self, place: int) -> str:
        """Return ``front``, ``dominated`` (by means, perhaps by luck) or ``clearly dominated``."""
        if self.on_front[place]:
            return "front"
        return "clearly dominated" if self.beaten_by[place] >= 0 else "dominated"


def front_of(problem: Problem, searched: Searched, effort: Effort) -> Front:
    """Return the front of a search's best designs, from fresh markets."""
    chosen = spread_best(problem, searched, effort.finalists)
    count = -(-effort.fresh // problem.batch)
    count = max(LEAST_BATCHES, count) if problem.batch > 1 else count
    points = [*(trial.point for trial in chosen), searched.base.point]
    table = problem.observed(points, 0, count, fresh=True)
    signs = np.array([one.sign for one in problem.objectives])
    order = np.argsort(-signs[0] * table[:-1, :, 0].mean(axis=1), kind="stable")
    values = table[:-1][order]
    return Front(
        designs=tuple(chosen[place] for place in order),
        known=_both(values),
        gains=_both(values - table[-1]),
        base=_both(table[-1:]),
        on_front=non_dominated(signs * values.mean(axis=1)),
        beaten_by=clearly_beaten(signs * values),
        markets=count * problem.batch,
    )


def _both(values: Floats) -> tuple[Uncertainty, Uncertainty]:
    return uncertainty(values[:, :, 0].T), uncertainty(values[:, :, 1].T)


def spread_best(problem: Problem, searched: Searched, count: int) -> list[Trial]:
    """Return the designs of the search's front, then those of the front behind it, and so on.

    Of a front that has too many, those with most room around them (crowding distance; Deb, Pratap,
    Agarwal and Meyarivan 2002, IEEE Transactions on Evolutionary Computation 6, 182-197).
    """
    signs = np.array([one.sign for one in problem.objectives])
    apart = {trial.observations.tobytes(): trial for trial in reversed(searched.candidates)}
    left = sorted(apart.values(), key=lambda trial: trial.number)
    chosen: list[Trial] = []
    while left and len(chosen) < count:
        values = signs * np.array([trial.estimates for trial in left])
        is_first = non_dominated(values)
        front = [trial for trial, first in zip(left, is_first, strict=True) if first]
        room = crowding(values[is_first])
        order = np.argsort(-room, kind="stable")[: count - len(chosen)]
        chosen += [front[place] for place in sorted(order)]
        left = [trial for trial, first in zip(left, is_first, strict=True) if not first]
    return chosen


def non_dominated(values: Floats) -> NDArray[np.bool_]:
    """Return [n]: no other row of [n, outcomes] is as good in all and better in one.

    More is better; rows that are equal stay together.
    """
    as_good = (values[:, None] >= values[None]).all(axis=2)
    better = (values[:, None] > values[None]).any(axis=2)
    return np.asarray(~(as_good & better).any(axis=0))


def crowding(values: Floats) -> Floats:
    """Return [n]: the distance between a row's neighbours, each outcome as a share of its range.

    Infinite at the ends.
    """
    room = np.zeros(len(values))
    for column in values.T:
        order = np.argsort(column, kind="stable")
        ordered, extent = column[order], np.ptp(column) or 1.0
        gaps = np.full(len(values), np.inf)
        gaps[1:-1] = (ordered[2:] - ordered[:-2]) / extent
        room[order] += gaps
    return room


def clearly_beaten(values: Floats, risk: float = RISK) -> NDArray[np.int64]:
    """Return [n]: a row that is clearly better in every outcome, or -1.

    ``values`` [designs, markets, outcomes], more is better, markets in common.  For each ordered
    pair the paired difference is tested outcome by outcome, one-sided, at ``risk`` / pairs; only if
    all are above zero is the second called beaten (an intersection-union test; Berger 1982,
    Technometrics 24, 295-300), so the chance of any wrong verdict is at most ``risk``
    (Bonferroni).  An outcome in which two designs never differ speaks for neither.
    """
    designs, found = len(values), np.full(len(values), -1, dtype=np.int64)
    # a two-sided interval at 1 - 2 a has its lower end at one-sided level a
    confidence = 1 - 2 * risk / max(1, designs * (designs - 1))
    for loser in range(designs):
        lead = values - values[loser]
        known = [uncertainty(lead[:, :, nth].T, confidence) for nth in range(values.shape[2])]
        low = np.stack([one.low for one in known], axis=1)
        same = ~lead.any(axis=1)
        beats = ((low > 0) | same).all(axis=1) & (low > 0).any(axis=1)
        if beats.any():
            strength = np.where(beats, low.sum(axis=1), -np.inf)
            found[loser] = int(np.argmax(strength))
    return found
