"""Problems whose answer is known: a mixed space, outcomes by formula, luck by market and design."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from sim.experiments.optimise.objective import Objective
from sim.experiments.optimise.problem import Check, Problem
from sim.experiments.space import Factor, Point, Space
from sim.metrics.registry import Kpi

MIXED = Space(
    (
        Factor("chart", "Chart", "choice", 0, 2, ("pods", "cso", "cro"), False),
        Factor("aes", "AEs", "whole", 2, 12, (), False),
        Factor("ramp", "Ramp", "number", 1.0, 6.0, (), False),
    )
)
BEST = {"chart": "cso", "aes": 7, "ramp": 3.0}
BASE = {"chart": "pods", "aes": 4, "ramp": 5.0}
FRESH = 1_000_003


def kpi(name: str) -> Kpi:
    return Kpi(name, name.capitalize(), "USD", "higher", "test", "", "", "money")


def height(point: Point) -> float:
    """100 at ``BEST``; another chart costs 6, an AE too many or too few 1, a month of ramp 1.5."""
    chart = {"cso": 0.0, "pods": 6.0, "cro": 12.0}[str(point["chart"])]
    return 100 - chart - abs(float(point["aes"]) - 7) - 1.5 * abs(float(point["ramp"]) - 3)


def luck(seed: int, point: Point, numbers: range, spread: float) -> np.ndarray:
    """Return [replications] normal noise of one design; the same for the same numbers."""
    word = repr((seed, sorted(point.items()))).encode()
    key = int.from_bytes(hashlib.sha256(word).digest()[:8], "big")
    drawn = np.random.default_rng(key).normal(0, spread, numbers.stop)
    return drawn[numbers.start :]


class World:
    """Outcomes of points, in markets whose luck all designs share, and luck of each design's own.

    ``asked`` counts what was evaluated; ``held`` stands in for a store.
    """

    def __init__(
        self,
        truths: Sequence[Callable[[Point], float]],
        seed: int = 1,
        own: float = 2.0,
        common: float = 10.0,
    ) -> None:
        self.truths, self.seed, self.own, self.common = truths, seed, own, common
        self.points: list[Point] = []
        self.asked: list[tuple[int, int]] = []

    def __call__(
        self, points: Sequence[Point], outcomes: Sequence[str], replications: int, first: int
    ) -> np.ndarray:
        self.points += points
        self.asked.append((first, first + replications))
        numbers = range(first, first + replications)
        found = np.empty((len(points), replications, len(outcomes)))
        shared = luck(self.seed, {}, numbers, self.common)
        for place, point in enumerate(points):
            for nth in range(len(outcomes)):
                own = luck(self.seed + 7919 * (nth + 1), point, numbers, self.own)
                found[place, :, nth] = self.truths[nth](point) + shared + own
        return found


def problem(
    truth: Callable[[Point], float] = height,
    seed: int = 1,
    check: Callable[[Point], Check] | None = None,
    **more: object,
) -> Problem:
    """Return a problem for the mean of one outcome over the mixed space."""
    keywords = {} if check is None else {"check": check}
    given = {
        "space": MIXED,
        "objectives": (Objective(kpi("value"), "higher"),),
        "evaluate": World([truth], seed),
        "fresh": World([truth], seed + FRESH),
        "base": BASE,
    }
    return Problem(**{**given, **keywords, **more})
