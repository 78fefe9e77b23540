"""An outcome of an experiment as a function of points, for whatever asks such functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.block import DamagedError
from sim.experiments.designs import design_of
from sim.experiments.evaluate import Evaluator
from sim.experiments.space import Point, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.metrics.registry import Kpi, kpis
from sim.scenario.complaints import input_error
from sim.scenario.suggestions import suggest

Floats = NDArray[np.float64]


@dataclass
class Asked:
    """Simulates one outcome at points, equal points once, all in the same markets.

    ``announce`` is called with (different points, replications) before anything runs; ``points``
    counts the different points asked for so far.
    """

    evaluator: Evaluator
    outcome: str
    replications: int
    announce: Callable[[int, int], None] | None = None
    points: int = 0

    def __call__(self, points: Sequence[Point]) -> Floats:
        """Return [points, replications]; NaN where a point was refused or nothing is defined.

        Raise InputError if every point was refused, or some companies lack the outcome.
        """
        once = {tuple(point.items()): point for point in points}
        self.points += len(once)
        if self.announce is not None:
            self.announce(len(once), self.replications)
        before = len(self.evaluator.refused)
        try:
            found = self.evaluator(list(once.values()), [self.outcome], self.replications)[:, :, 0]
        except DamagedError:
            raise self._lacking() from None
        if once and len(self.evaluator.refused) - before == len(once):
            point, reason = self.evaluator.refused[before]
            words = ", ".join(f"{name} {value}" for name, value in point.items())
            raise InputError(f"all {len(once):,} points are refused; the first ({words}): {reason}")
        places = {point: place for place, point in enumerate(once)}
        return found[[places[tuple(point.items())] for point in points]]

    def _lacking(self) -> InputError:
        return InputError(
            f"the outcome '{self.outcome}' is not a key figure of every company in the space",
            key="outcome",
            hint="choose a key figure that all of them have",
        )


def outcome_of(file: ExperimentFile, name: str | None = None) -> Kpi:
    """Return the registry's entry of an outcome, that of the experiment's answer by default.

    Any key figure will do, whether the file lists it or not.  It is looked for in the company in
    the middle of the space.  Raise InputError for one that is none, with the nearest.
    """
    wanted = file.experiment.answer.outcome if name is None else name
    space = space_of(file)
    middle = space.from_unit([[0.5] * len(space.factors)])[0]
    known = {kpi.name: kpi for kpi in kpis(design_of(file, middle).frozen)}
    if wanted in known:
        return known[wanted]
    message = f"unknown outcome '{wanted}'"
    hint = suggest(wanted, known, "see docs/reference/kpis.md; some")
    if name is None:
        raise input_error(file.tree, ("answer", "outcome"), message, hint)
    raise InputError(message, key="outcome", hint=hint)
