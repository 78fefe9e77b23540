"""The problem that is optimised, apart from where its numbers come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.optimise.objective import Objective
from sim.experiments.space import Point, Space

Floats = NDArray[np.float64]
Evaluate = Callable[[Sequence[Point], Sequence[str], int, int], Floats]
"""Points, outcomes, replications and the first of them to [points, replications, outcomes]."""
LEAST_BATCHES = 10
REPLICATIONS = 24
VALUES_IN_TAIL = 4
"""Outcomes that a batch of markets should have beyond a quantile, unless told otherwise."""


@dataclass(frozen=True)
class Check:
    """Whether a design may be: ``excess`` is 0, or how far it is from that, as a share."""

    excess: float = 0.0
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        """Say whether nothing speaks against the design."""
        return self.excess <= 0


def _all_kept(point: Point) -> Check:
    return Check()


@dataclass(frozen=True)
class Effort:
    """How much is simulated.

    ``trials`` designs of ``replications`` markets in the search; ``finalists`` enter the selection,
    where ``smallest_difference`` (a share of the base's own value) is the least that matters and no
    design gets more than ``most`` markets; ``fresh`` markets at the end.  ``seed`` is the search's.
    """

    trials: int = 60
    replications: int = REPLICATIONS
    finalists: int = 8
    smallest_difference: float = 0.01
    most: int = 2_000
    fresh: int = 100
    seed: int = 1

    def check(self) -> None:
        """Raise InputError for a number that makes no sense."""
        for name, least in (("trials", 2), ("replications", 2), ("finalists", 2), ("fresh", 2)):
            if getattr(self, name) < least:
                raise InputError(f"found {getattr(self, name)}; expected {least} or more", key=name)
        if not 0 < self.smallest_difference < 1:
            raise InputError(
                f"found {self.smallest_difference:g}; expected a share between 0 and 1",
                key="smallest-difference",
                hint="0.01 says that designs within 1 % of the base's value are equally good",
            )


def least_markets(quantile: float | None, worlds: int) -> int:
    """Return in how many markets a trial should run: enough of them beyond the quantile."""
    if quantile is None:
        return REPLICATIONS
    return max(REPLICATIONS, ceil(VALUES_IN_TAIL / min(quantile, 1 - quantile) / worlds))


@dataclass(frozen=True)
class Problem:
    """A space of levers, what is to be best, and two sources of outcomes that share no luck.

    All designs meet the same ``worlds`` in the same markets.  ``base`` is what the winner is
    compared with: a point with every lever if the base lies in the space, else an empty one.
    ``batch`` markets make one observation: 1 for means, more for quantiles, whose estimates from
    separate batches are independent, alike and about normal (sectioning; Nakayama 2014, ACM TOMACS
    24, 19).
    """

    space: Space
    objectives: tuple[Objective, ...]
    evaluate: Evaluate
    fresh: Evaluate
    check: Callable[[Point], Check] = _all_kept
    worlds: tuple[Point, ...] = ({},)
    base: Point = field(default_factory=dict)
    batch: int = 1

    @property
    def objective(self) -> Objective:
        """Return the first objective."""
        return self.objectives[0]

    @property
    def base_is_inside(self) -> bool:
        """Say whether the base is a point of the space."""
        return set(self.base) == set(self.space.names)

    def observed(
        self, points: Sequence[Point], first: int, count: int, fresh: bool = False
    ) -> Floats:
        """Return [points, count, objectives]: observations ``first`` … of every point.

        One observation is the mean, or the quantile, over all worlds of ``batch`` markets.
        """
        names = [objective.kpi.name for objective in self.objectives]
        asked = [point | world for point in points for world in self.worlds]
        source = self.fresh if fresh else self.evaluate
        table = source(asked, names, count * self.batch, first * self.batch)
        shape = (len(points), len(self.worlds), count, self.batch, len(names))
        # [points, count, outcomes, worlds, batch], so that what is reduced comes last
        apart = table.reshape(shape).transpose(0, 2, 4, 1, 3)
        together = apart.reshape(len(points), count, len(names), -1)
        columns = [one.of(together[:, :, nth]) for nth, one in enumerate(self.objectives)]
        return np.stack(columns, axis=-1)
