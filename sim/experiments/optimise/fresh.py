"""The answer: the winner against the base in fresh markets, and how hopeful the search was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.optimise.estimate import Estimate
from sim.experiments.optimise.problem import LEAST_BATCHES, Effort, Problem
from sim.experiments.optimise.search import Trial
from sim.metrics.estimates import uncertainty

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fresh:
    """Winner and base with a seed that neither search nor selection has seen.

    ``winner`` and ``base`` [n] are observations in the same markets.  ``gain`` is winner less base
    here, ``promised`` the same in the search, both in the outcome's unit.  ``optimism`` is by how
    much the promise was too good (positive whichever way is better), ``optimism_of_level`` the same
    of the winner's level alone, which holds the luck of the search's markets too.
    """

    winner: Floats
    base: Floats
    markets: int
    gain: Estimate
    promised: float
    optimism: Estimate
    optimism_of_level: Estimate


def confirm(problem: Problem, winner: Trial, base: Trial, effort: Effort) -> Fresh:
    """Run winner and base in fresh markets.

    The interval of the optimism is ± t s √(1 / n_search + 1 / n_fresh), s the standard deviation of
    fresh observations: what the gap would be by chance if the winner had not been chosen by its
    estimate.
    """
    count = -(-effort.fresh // problem.batch)
    count = max(LEAST_BATCHES, count) if problem.batch > 1 else count
    table = problem.observed([winner.point, base.point], 0, count, fresh=True)[:, :, 0]
    searched = winner.observations[:, 0] - base.observations[:, 0]
    sign = problem.objective.sign
    return Fresh(
        winner=table[0],
        base=table[1],
        markets=count * problem.batch,
        gain=Estimate.of(table[0] - table[1]),
        promised=float(searched.mean()),
        optimism=_too_good(sign * searched, sign * (table[0] - table[1])),
        optimism_of_level=_too_good(sign * winner.observations[:, 0], sign * table[0]),
    )


def _too_good(searched: Floats, fresh: Floats) -> Estimate:
    """Return by how much the search's mean is above the fresh one."""
    known = uncertainty(fresh)
    value = float(searched.mean() - known.mean[0])
    # the half-width of the fresh mean is t s / √n_fresh
    half = float(known.half_width[0]) * np.sqrt(1 + len(fresh) / len(searched))
    return Estimate(value, value - half, value + half)
