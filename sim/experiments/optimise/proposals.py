"""Points that Optuna proposes: a tree-structured Parzen estimator over a mixed space.

Source: Bergstra, Bardenet, Bengio and Kégl 2011, Algorithms for Hyper-Parameter Optimization;
several objectives: Ozaki, Tanigaki, Watanabe and Onishi 2020, GECCO; constraints: designs that
break them count as worse than all others, by how far they do.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from sim.experiments.optimise.objective import Direction
from sim.experiments.optimise.problem import Check
from sim.experiments.space import Factor, Point, Space, sobol

if TYPE_CHECKING:
    import optuna

EXCESS = "excess"
_WAYS: dict[Direction, Literal["maximize", "minimize"]] = {
    "higher": "maximize",
    "lower": "minimize",
}
SEQUENCE = 4096
"""Length of the Sobol' sequence; a search that uses it up goes on with the sampler's proposals."""


class Proposals:
    """A study in memory.  What it proposes follows from the seed and from what it was told."""

    def __init__(self, space: Space, better: Sequence[Direction], seed: int) -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.space = space
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Optuna calls joint sampling and constraints new
            sampler = optuna.samplers.TPESampler(
                seed=seed,
                multivariate=True,
                constant_liar=True,
                warn_independent_sampling=False,
                constraints_func=lambda trial: (trial.user_attrs[EXCESS],),
            )
        ways = [_WAYS[one] for one in better]
        self._study = optuna.create_study(sampler=sampler, directions=ways)
        self._distributions = {factor.name: _distribution(factor) for factor in space.factors}
        self._sequence = _sequence(space, seed)

    def spread(self, count: int) -> None:
        """Let the next ``count`` points be those of a Sobol' sequence, which leaves no gaps."""
        for point in islice(self._sequence, count):
            self.propose(point)

    def propose(self, point: Point) -> None:
        """Let this be the next point, after those that were set before."""
        held = {factor.name: _param(factor, point[factor.name]) for factor in self.space.factors}
        self._study.enqueue_trial(held)

    def ask(self, count: int) -> list[tuple[optuna.Trial, Point]]:
        """Return the next points, each with the trial that ``tell`` wants back."""
        trials = [self._study.ask(self._distributions) for _ in range(count)]
        return [(trial, self._point(trial.params)) for trial in trials]

    def tell(self, trial: optuna.Trial, check: Check, values: Sequence[float] | None) -> None:
        """Say what came of a point; without values it counts as one that may not be."""
        from optuna.trial import TrialState

        trial.set_user_attr(EXCESS, check.excess)
        if values is None:
            self._study.tell(trial, state=TrialState.PRUNED)
        else:
            self._study.tell(trial, list(values))

    def _point(self, params: dict[str, Any]) -> Point:
        return {
            factor.name: factor.choices[params[factor.name]]
            if _is_scale(factor)
            else params[factor.name]
            for factor in self.space.factors
        }


def _sequence(space: Space, seed: int) -> Iterator[Point]:
    yield from space.from_unit(sobol(space, SEQUENCE, seed))


def _is_scale(factor: Factor) -> bool:
    """Say whether a choice is between numbers, whose order means something."""
    return bool(factor.choices) and not any(isinstance(one, str) for one in factor.choices)


def _param(factor: Factor, value: Any) -> Any:
    return factor.choices.index(value) if _is_scale(factor) else value


def _distribution(factor: Factor) -> Any:
    from optuna import distributions

    if factor.kind == "number":
        return distributions.FloatDistribution(factor.low, factor.high)
    if factor.kind == "whole":
        return distributions.IntDistribution(int(factor.low), int(factor.high))
    if _is_scale(factor):
        return distributions.IntDistribution(0, len(factor.choices) - 1)
    return distributions.CategoricalDistribution([str(one) for one in factor.choices])
