"""Results of an experiment that were never simulated: any number of designs, numbers of choice."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from sim.experiments.compare import Comparison
from sim.experiments.design_points import points_of, worlds_of
from sim.experiments.designs import Design, setting_title
from sim.experiments.sweep import Sweep
from sim.freeze import freeze
from sim.metrics.registry import kpis
from sim.scenario.loading import load_scenario


@cache
def _known():
    return tuple(kpis(freeze(load_scenario("startup"))))


def synthetic(file, value, markets=20, refused=()):
    """Return a sweep in which ``value(settings, world)`` [markets] is the answer's outcome.

    Other outcomes are zero.  Companies are not built.
    """
    known = _known()
    column = [kpi.name for kpi in known].index(file.experiment.answer.outcome)
    worlds = worlds_of(file)
    cases, tables = [], []
    for one in points_of(file):
        titles = (setting_title(file, lever, word) for lever, word in one.point.items())
        title = one.name if one.is_named else ", ".join(titles) or "the base company"
        for number, world in enumerate(worlds):
            tail = f", world {number + 1}" if len(worlds) > 1 else ""
            table = np.zeros((markets, len(known)))
            table[:, column] = value(one.point, world)
            tables.append(table)
            cases.append(
                Design(one.name + tail, one.point, None, None, number, world, title, one.name)
            )
    runs = tuple(
        SimpleNamespace(numbers=np.arange(markets), seed=1, name=case.name) for case in cases
    )
    comparison = Comparison(runs, known, tuple(tables), None, False, 0.0)
    return Sweep(file, tuple(cases), comparison, tuple(refused))
