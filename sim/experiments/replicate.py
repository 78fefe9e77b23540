"""Run one scenario many times: ``replicate``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from sim.experiments.campaign import Campaign, Floats, Settings
from sim.experiments.cases import Case, frozen_of
from sim.experiments.precision import Question, Stop, Target, stop_at
from sim.experiments.results import Replications, position
from sim.experiments.work import Engine
from sim.metrics.registry import Kpi, kpis

LEAST = 40
"""Fewest replications before a run may stop early."""


def replicate(
    case: Case,
    replications: int,
    seed: int,
    *,
    targets: Sequence[Target] = (),
    least: int = LEAST,
    engine: Engine = "compiled",
    settings: Settings | None = None,
    keep_logs: Collection[int] = (),
) -> Replications:
    """Run a company ``replications`` times, or fewer if all ``targets`` are met before.

    ``case`` is a scenario, its name or file, or a frozen company.  The result is a function of
    case, seed, engine, number and targets alone; ``settings`` (how many workers, progress) change
    nothing in it.  After Ctrl-C it holds what was done and says ``interrupted``.  Raise InputError
    for an unknown KPI or engine.
    """
    frozen = frozen_of(case)
    known = kpis(frozen)
    columns = [position(known, target.kpi) for target in targets]

    def decide(tables: Sequence[Floats]) -> Stop | None:
        questions = [
            about_mean(known, tables[0], column, target)
            for column, target in zip(columns, targets, strict=True)
        ]
        return stop_at(questions, min(least, replications), replications)

    campaign = Campaign([frozen], seed, engine, settings or Settings(), keep_logs)
    stop = campaign.run(replications, decide if targets else None)
    result = campaign.results(None if stop is None else stop.replications)[0]
    return replace(result, stop=stop, interrupted=campaign.interrupted, seconds=campaign.seconds)


def about_mean(known: Sequence[Kpi], table: Floats, column: int, target: Target) -> Question:
    """Ask for the mean of one KPI."""
    values = table[:, column]
    scale = values if target.relative else np.ones(len(values))
    return Question(known[column].name, values, scale, target.half_width)
