"""The three steps together: search, selection, fresh markets; or search and front."""

from __future__ import annotations

from dataclasses import dataclass

from sim.errors import InputError
from sim.experiments.optimise.finalists import Finals, select
from sim.experiments.optimise.fresh import Fresh, confirm
from sim.experiments.optimise.pareto import Front, front_of
from sim.experiments.optimise.problem import Effort, Problem
from sim.experiments.optimise.search import Searched, Trial, search


@dataclass(frozen=True)
class Optimum:
    """The best design for one objective and what is known about it."""

    problem: Problem
    effort: Effort
    searched: Searched
    finals: Finals
    fresh: Fresh

    @property
    def winner(self) -> Trial:
        """Return the design chosen."""
        return self.finals.winner


@dataclass(frozen=True)
class TradeOff:
    """The designs between which two outcomes have to be traded."""

    problem: Problem
    effort: Effort
    searched: Searched
    front: Front


def optimise(problem: Problem, effort: Effort) -> Optimum:
    """Return the best design for one objective.  Raises ``InputError``."""
    _check(problem, effort, 1)
    searched = search(problem, effort)
    finals = select(problem, searched, effort)
    fresh = confirm(problem, finals.winner, searched.base, effort)
    return Optimum(problem, effort, searched, finals, fresh)


def trade_off(problem: Problem, effort: Effort) -> TradeOff:
    """Return the front of two objectives.  Raises ``InputError``."""
    _check(problem, effort, 2)
    searched = search(problem, effort)
    return TradeOff(problem, effort, searched, front_of(problem, searched, effort))


def _check(problem: Problem, effort: Effort, objectives: int) -> None:
    effort.check()
    if len(problem.objectives) != objectives:
        raise InputError(f"found {len(problem.objectives)} objectives; expected {objectives}")
    names = [one.kpi.name for one in problem.objectives]
    if len(set(names)) < objectives:
        raise InputError(
            f"both outcomes are '{names[0]}'; expected two different ones",
            key="pareto",
            hint="a front needs something to trade",
        )
    if effort.replications % problem.batch:
        raise InputError(
            f"found {effort.replications}; expected whole batches of {problem.batch} markets",
            key="replications",
        )
