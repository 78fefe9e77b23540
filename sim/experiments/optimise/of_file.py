"""An experiment file as a problem: levers, constraints and worlds, simulated through a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.errors import InputError
from sim.experiments.campaign import Progress, Settings
from sim.experiments.company_of import company_of
from sim.experiments.constraints import broken, quantities
from sim.experiments.design_points import worlds_of
from sim.experiments.designs import design_of
from sim.experiments.evaluate import Evaluator, evaluator
from sim.experiments.lever_ends import check_ends
from sim.experiments.optimise.base_point import base_point
from sim.experiments.optimise.objective import Objective
from sim.experiments.optimise.problem import Check, Effort, Evaluate, Floats, Problem
from sim.experiments.space import Point, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_schema import Constraint
from sim.metrics.registry import kpis
from sim.scenario.complaints import input_error
from sim.scenario.schema import Scenario

FRESH = 20_260_101
"""Mixed into the seed of fresh markets, so that no experiment's own seed is one of them."""
LEAST_EXCESS = 1e-9


@dataclass(frozen=True)
class Source:
    """Where outcomes of a file come from; ``seed`` is that of search and selection."""

    store: Path
    seed: int
    settings: Settings


def problem_of(
    file: ExperimentFile, objectives: Sequence[Objective], source: Source, effort: Effort
) -> Problem:
    """Return the problem of a file.  A batch is one trial's markets if a quantile is wanted.

    Raise InputError, with file and line, for levers without ranges or with impossible ends.
    """
    if not file.experiment.levers:
        message = "there is no lever; expected at least one thing that can vary"
        raise input_error(file.tree, ("levers",), message)
    check_ends(file)
    space, worlds = space_of(file).levers, tuple(worlds_of(file))
    meter = Meter(source.settings.progress, _planned(effort, len(worlds)))
    settings = replace(source.settings, progress=None)
    usual = evaluator(file, source.store, source.seed, settings)
    fresh = evaluator(file, source.store, fresh_seed(source.seed), settings)
    has_quantile = any(one.quantile is not None for one in objectives)
    return Problem(
        space=space,
        objectives=tuple(objectives),
        evaluate=meter.counting(usual),
        fresh=meter.counting(fresh),
        check=checker(file, worlds, [one.kpi.name for one in objectives]),
        worlds=worlds,
        base=base_point(file) or {},
        batch=effort.replications if has_quantile else 1,
    )


def fresh_seed(seed: int) -> int:
    """Return the seed of the fresh markets."""
    drawn = np.random.SeedSequence([seed, FRESH]).generate_state(1, np.uint64)[0]
    return int(drawn >> np.uint64(1))


# --- what may be --------------------------------------------------------------------------------


def checker(
    file: ExperimentFile, worlds: Sequence[Point], outcomes: Sequence[str]
) -> Callable[[Point], Check]:
    """Return what says whether a design may be in all worlds; nothing is simulated."""

    def check(point: Point) -> Check:
        for world in worlds:
            found = _checked(file, point | world, outcomes)
            if not found.is_kept:
                return found
        return Check()

    return check


def _checked(file: ExperimentFile, point: Point, outcomes: Sequence[str]) -> Check:
    limits = file.experiment.constraints
    try:
        company = company_of(file, point)
        missed = broken(limits, company)
        if missed is not None:
            return Check(max(LEAST_EXCESS, excess(limits, company)), missed.words)
        known = {kpi.name for kpi in kpis(design_of(file, point).frozen)}
    except InputError as error:
        return Check(1.0, f"{error.key}: {error.message}" if error.key else error.message)
    lacking = [name for name in outcomes if name not in known]
    return Check(1.0, f"has no outcome '{lacking[0]}'") if lacking else Check()


def excess(limits: Sequence[Constraint], company: Scenario) -> float:
    """Return by how much a company misses its limits, as the sum of shares of them."""
    found, total = quantities(company), 0.0
    for one in limits:
        value = found[one.quantity]
        low = one.least if one.exactly is None else one.exactly
        high = one.most if one.exactly is None else one.exactly
        if low is not None:
            total += max(0.0, low - value) / max(1.0, abs(low))
        if high is not None:
            total += max(0.0, value - high) / max(1.0, abs(high))
    return total


# --- how far ------------------------------------------------------------------------------------


class Meter:
    """Counts replications over all steps for a progress bar."""

    def __init__(self, show: Progress | None, planned: int) -> None:
        self.show, self.planned, self.done = show, planned, 0

    def counting(self, source: Evaluator) -> Evaluate:
        """Return the evaluator with its replications counted."""

        def evaluate(
            points: Sequence[Point], outcomes: Sequence[str], replications: int, first: int
        ) -> Floats:
            self._report()
            found = source(points, outcomes, replications, first)
            self.done += len(points) * replications
            self._report()
            return found

        return evaluate

    def _report(self) -> None:
        if self.show is not None:
            self.show(self.done, max(self.planned, self.done))


def _planned(effort: Effort, worlds: int) -> int:
    """Return about how many replications there will be; the selection may need more."""
    search = (effort.trials + 1) * effort.replications
    return worlds * (search + effort.finalists * 20 + 2 * effort.fresh)
