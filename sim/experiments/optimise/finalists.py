"""The selection: which of the best few is best, in markets that the search has not seen.

The search chose its best by the numbers it then shows, so these flatter.  The finalists start anew:
procedure KN gets observations from the first market after those of the search, in common markets.
For a mean an observation is one market (averaged over the worlds); for a quantile it is the
quantile of one batch of markets, so that observations of a design are independent and alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.optimise.estimate import Estimate
from sim.experiments.optimise.problem import LEAST_BATCHES, Effort, Problem
from sim.experiments.optimise.search import Searched, Trial
from sim.experiments.space import Point
from sim.experiments.statistics.kim_nelson import kn
from sim.experiments.statistics.selection import FIRST_STAGE, Selection, Zone

Floats = NDArray[np.float64]
CONFIDENCE = 0.95
PORTION = 16
"""Markets drawn ahead for all finalists that are left, so that workers have something to do."""


@dataclass(frozen=True)
class Finals:
    """The finalists, the best of the search first, and how the selection among them went.

    ``delta`` is the smallest difference that matters, in the outcome's unit.  ``selection`` is None
    if there was one finalist only, and then there are no ``gains``: each finalist less the base in
    the markets that the finalist had, with 95 % intervals each for itself.
    """

    finalists: tuple[Trial, ...]
    delta: float
    selection: Selection | None
    gains: tuple[Estimate, ...] = ()

    @property
    def winner(self) -> Trial:
        """Return the design chosen."""
        return self.finalists[0 if self.selection is None else self.selection.chosen]

    def eliminated_after(self, place: int) -> int | None:
        """Return after how many observations a finalist was dropped; None if it never was."""
        gone = () if self.selection is None else self.selection.eliminated
        return next((one.after for one in gone if one.system == place), None)


def best_of(problem: Problem, searched: Searched, count: int) -> list[Trial]:
    """Return the best designs by their estimates, at most ``count``, each different.

    Designs that did the same in every market of the search count once: a lever without effect
    would fill the final with copies.
    """
    sign = problem.objective.sign
    order = sorted(searched.candidates, key=lambda one: (-sign * one.estimates[0], one.number))
    found: dict[bytes, Trial] = {}
    for trial in order:
        found.setdefault(trial.observations.tobytes(), trial)
    return list(found.values())[:count]


def select(problem: Problem, searched: Searched, effort: Effort) -> Finals:
    """Choose among the best designs of a search.

    Raise InputError if the base has no mean to take a share of, or if an outcome is not defined in
    some market of a finalist.
    """
    finalists = tuple(best_of(problem, searched, effort.finalists))
    delta = smallest_difference(problem, searched.base, effort)
    if len(finalists) == 1:
        return Finals(finalists, delta, None)
    stage = FIRST_STAGE if problem.batch == 1 else LEAST_BATCHES
    zone = Zone(
        delta=delta,
        confidence=CONFIDENCE,
        better=problem.objective.better,
        first_stage=stage,
        most=max(stage, effort.most // problem.batch),
    )
    source = _Ahead(problem, finalists, effort.replications // problem.batch)
    names = [f"design {trial.number}" for trial in finalists]
    chosen = kn(source, len(finalists), zone, names, step=source.portion)
    gains = source.gains(searched.base.point, chosen.replications.tolist())
    return Finals(finalists, delta, chosen, gains)


def smallest_difference(problem: Problem, base: Trial, effort: Effort) -> float:
    """Return the difference that matters, in the outcome's unit."""
    level = abs(base.estimates[0])
    if not np.isfinite(level) or level == 0:
        what = "is 0" if level == 0 else "is not defined"
        raise InputError(
            f"the base's {problem.objective.title} {what}; no share of it can be the smallest "
            "difference that matters",
            hint="take another outcome, or a longer horizon",
        )
    return effort.smallest_difference * level


class _Ahead:
    """Observations of finalists after those of the search, drawn for several finalists at once.

    KN asks for one finalist after the other; those that it asked for last time are drawn together.
    """

    def __init__(self, problem: Problem, finalists: Sequence[Trial], offset: int) -> None:
        self.problem, self.offset = problem, offset
        self.points = [trial.point for trial in finalists]
        self.portion = max(1, PORTION // problem.batch)
        self.held: list[Floats] = [np.empty(0) for _ in finalists]

    def __call__(self, system: int, first: int, count: int) -> Floats:
        """Return [count] observations of one finalist."""
        while len(self.held[system]) < first + count:
            self._extend(system, first + count)
        return self.held[system][first : first + count]

    def gains(self, base: Point, used: Sequence[int]) -> tuple[Estimate, ...]:
        """Return each finalist less the base over the observations that its decision used."""
        level = self.problem.observed([base], self.offset, max(used))[0, :, 0]
        pairs = zip(self.held, used, strict=True)
        return tuple(Estimate.of(values[:count] - level[:count]) for values, count in pairs)

    def _extend(self, system: int, wanted: int) -> None:
        start = len(self.held[system])
        along = [nth for nth, values in enumerate(self.held) if len(values) == start]
        size = -(-(wanted - start) // self.portion) * self.portion
        points = [self.points[nth] for nth in along]
        table = self.problem.observed(points, self.offset + start, size)[:, :, 0]
        self._refuse_holes(system, table[along.index(system)])
        for nth, values in zip(along, table, strict=True):
            self.held[nth] = np.concatenate((self.held[nth], values))

    def _refuse_holes(self, system: int, values: Floats) -> None:
        if not np.isfinite(values).all():
            raise InputError(
                f"the finalist {self.points[system]} has no {self.problem.objective.title} in some "
                "market, and a selection needs one in each",
                hint="take an outcome that every market has, or a longer horizon",
            )
