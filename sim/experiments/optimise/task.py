"""From what a user asks for to a problem: the objectives of a file and the effort they need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.errors import InputError
from sim.experiments.company_of import company_of
from sim.experiments.optimise.objective import Direction, Objective, objective_of
from sim.experiments.optimise.of_file import Source, problem_of
from sim.experiments.optimise.optimum import Optimum, TradeOff, optimise, trade_off
from sim.experiments.optimise.problem import Effort, least_markets
from sim.experiments.sweep_file import ExperimentFile
from sim.freeze import freeze
from sim.metrics.registry import kpis


@dataclass(frozen=True)
class Wish:
    """What is to be best: an outcome (the file's own by default), its mean or a quantile.

    ``better`` overrides the registry's direction; ``second`` is an outcome to trade against, by its
    mean.
    """

    outcome: str | None = None
    quantile: float | None = None
    better: Direction | None = None
    second: str | None = None


def direction_of(maximise: bool | None) -> Direction | None:
    """Return the direction that was asked for; None for the registry's."""
    if maximise is None:
        return None
    return "higher" if maximise else "lower"


def objectives_of(file: ExperimentFile, wish: Wish) -> tuple[Objective, ...]:
    """Return one objective, or two if there is a second outcome.  Raises ``InputError``."""
    known = tuple(kpis(freeze(company_of(file, {}))))
    outcome = wish.outcome or file.experiment.answer.outcome
    first = objective_of(known, outcome, wish.quantile, wish.better)
    return (first,) if wish.second is None else (first, objective_of(known, wish.second))


def effort_for(
    file: ExperimentFile, objectives: tuple[Objective, ...], effort: Effort, markets: int | None
) -> Effort:
    """Return the effort with so many markets a trial; by default what the quantile needs.

    Raise InputError for so few that none is to be expected beyond the quantile.
    """
    worlds, quantile = file.experiment.world_count, objectives[0].quantile
    if markets is None:
        return replace(effort, replications=least_markets(quantile, worlds))
    share = None if quantile is None else min(quantile, 1 - quantile)
    if share is not None and markets * worlds * share < 1:
        raise InputError(
            f"found {markets}; a quantile of {quantile:g} needs {1 / share / worlds:.0f} or more "
            "markets in each trial",
            key="replications",
            hint=f"leave it out for {least_markets(quantile, worlds)}",
        )
    return replace(effort, replications=markets)


def run_task(
    file: ExperimentFile, wish: Wish, effort: Effort, source: Source, markets: int | None = None
) -> Optimum | TradeOff:
    """Optimise an experiment file: one objective, or the front of two.  Raises ``InputError``.

    The same call proposes the same designs, so that one that was stopped goes on from its store.
    """
    objectives = objectives_of(file, wish)
    effort = effort_for(file, objectives, effort, markets)
    problem = problem_of(file, objectives, source, effort)
    return optimise(problem, effort) if len(objectives) == 1 else trade_off(problem, effort)
