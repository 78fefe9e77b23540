"""The search: designs proposed one after the other, each simulated in the same few markets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.optimise.problem import Check, Effort, Problem
from sim.experiments.optimise.proposals import Proposals
from sim.experiments.space import Point, Space

Floats = NDArray[np.float64]
START = 16
"""Designs of a Sobol' sequence before anything is learnt."""
BATCH = 4
"""Points asked for at a time: fixed, so that they do not depend on the number of workers."""
MOST_ASKED = 20
"""Points proposed per trial before a search gives up finding new ones that may be."""


@dataclass(frozen=True)
class Trial:
    """One design that was proposed.

    ``observations`` [n, objectives] and ``estimates``, their means, are empty and NaN for a design
    that was not simulated or has no value of an outcome; ``reason`` says why.
    """

    number: int
    point: Point
    observations: Floats
    estimates: tuple[float, ...]
    reason: str = ""

    @property
    def counts(self) -> bool:
        """Say whether it may be chosen."""
        return not self.reason


@dataclass(frozen=True)
class Searched:
    """What a search found: its designs in the order of proposal, each once, and the base.

    ``exhaustive``: the space is small and was tried as a whole.  ``refused`` designs were proposed
    and not simulated.
    """

    trials: tuple[Trial, ...]
    base: Trial
    exhaustive: bool

    @cached_property
    def candidates(self) -> tuple[Trial, ...]:
        """Return the designs that may be chosen."""
        return tuple(trial for trial in self.trials if trial.counts)

    @property
    def refused(self) -> int:
        """Return how many designs were proposed that may not be."""
        return len(self.trials) - len(self.candidates)


def search(problem: Problem, effort: Effort) -> Searched:
    """Simulate up to ``effort.trials`` designs that keep to the constraints, each once.

    A space with no more designs than that is tried as a whole.  Otherwise: the base, a Sobol'
    start, then a tree-structured Parzen estimator, asked in fixed portions.  Designs that break a
    constraint are told to it and not simulated.  A longer search begins like a shorter one.  Raise
    InputError if there is no lever or no design that may be.
    """
    effort.check()
    if not problem.space.factors:
        raise InputError(
            "there is no lever; expected at least one thing that can vary", key="levers"
        )
    work = _Search(problem, effort)
    exhaustive = _size(problem.space) <= effort.trials
    if exhaustive:
        work.simulate(_every(problem.space))
    else:
        work.propose()
    found = Searched(tuple(work.trials), work.base, exhaustive)
    if not found.candidates:
        raise _nothing(found)
    return found


class _Search:
    """The trials so far, by their point."""

    def __init__(self, problem: Problem, effort: Effort) -> None:
        self.problem, self.effort = problem, effort
        self.seen: dict[tuple[object, ...], Trial] = {}
        self.checks: dict[tuple[object, ...], Check] = {}
        table = self._observed([problem.base])[0]
        self.base = self._trial(0, problem.base, table)

    @property
    def trials(self) -> list[Trial]:
        return list(self.seen.values())

    @property
    def left(self) -> int:
        """Return how many designs may still be simulated."""
        return self.effort.trials - sum(trial.counts for trial in self.seen.values())

    def propose(self) -> None:
        """Ask for points until enough are simulated; where nothing new comes, spread out."""
        better = [one.better for one in self.problem.objectives]
        proposals = Proposals(self.problem.space, better, self.effort.seed)
        if self.problem.base_is_inside:
            proposals.propose(self.problem.base)
        for asked in range(0, MOST_ASKED * self.effort.trials, BATCH):
            if self.left <= 0:
                return
            before = len(self.seen)
            if asked < 4 * START and self.effort.trials - self.left < START:
                proposals.spread(BATCH)
            self._advance(proposals)
            if len(self.seen) == before:
                proposals.spread(BATCH)

    def _advance(self, proposals: Proposals) -> None:
        batch = proposals.ask(BATCH)
        self.simulate([point for _, point in batch])
        for handle, point in batch:
            trial = self.seen.get(_key(point))
            if trial is None:  # beyond the number of trials
                continue
            check = self.checks[_key(point)]
            failed = check if not check.is_kept else Check(1.0, trial.reason)
            if trial.counts:
                proposals.tell(handle, check, trial.estimates)
            else:
                proposals.tell(handle, failed, None)

    def simulate(self, points: Sequence[Point]) -> None:
        """Simulate the points that are new and may be, as far as there are trials left."""
        new = list({_key(point): point for point in points if _key(point) not in self.seen}.items())
        for key, point in new:
            self.checks.setdefault(key, self.problem.check(point))
        kept = [point for key, point in new if self.checks[key].is_kept][: max(0, self.left)]
        tables = dict(zip(map(_key, kept), self._observed(kept), strict=True))
        for key, point in new:
            check = self.checks[key]
            if key in tables:
                self.seen[key] = self._trial(len(self.seen) + 1, point, tables[key])
            elif not check.is_kept:
                self.seen[key] = self._trial(len(self.seen) + 1, point, None, check.reason)

    def _observed(self, points: Sequence[Point]) -> Floats:
        count = self.effort.replications // self.problem.batch
        if not points:
            return np.empty((0, count, len(self.problem.objectives)))
        return self.problem.observed(points, 0, count)

    def _trial(self, number: int, point: Point, table: Floats | None, reason: str = "") -> Trial:
        width = len(self.problem.objectives)
        if table is None:
            return Trial(number, point, np.empty((0, width)), (np.nan,) * width, reason)
        estimates = tuple(table.mean(axis=0).tolist())
        if not np.isfinite(estimates).all():
            reason = "an outcome has no value in some market"
        return Trial(number, point, table, estimates, reason)


def _key(point: Point) -> tuple[object, ...]:
    return tuple(sorted(point.items()))


def _size(space: Space) -> float:
    """Return the number of designs; infinite if a lever is a number."""
    return prod(factor.bins or np.inf for factor in space.factors)


def _every(space: Space) -> list[Point]:
    values = [
        [factor.value((place + 0.5) / factor.bins) for place in range(factor.bins)]
        for factor in space.factors
    ]
    return [dict(zip(space.names, chosen, strict=True)) for chosen in product(*values)]


def _nothing(found: Searched) -> InputError:
    first = found.trials[0]
    return InputError(
        f"none of {len(found.trials):,} designs may be; the first: {first.reason}",
        key="constraints",
        hint="widen the limits, or the ranges of the levers",
    )
