"""Points of an experiment's space in, outcomes by market out: what sensitivity and search call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StoppedError
from sim.experiments.campaign import Settings
from sim.experiments.designs import Design, design_of
from sim.experiments.fill import Case, failed, fill
from sim.experiments.identity import key_of
from sim.experiments.space import Point
from sim.experiments.store import Store
from sim.experiments.sweep_file import ExperimentFile

Floats = NDArray[np.float64]


@dataclass
class Evaluator:
    """Simulates points through a store, so that no point is ever simulated twice.

    ``refused`` holds the points that are no company, or whose engine failed, with the reason.
    """

    file: ExperimentFile
    store: Store
    seed: int
    settings: Settings = field(default_factory=Settings)
    refused: list[tuple[Point, str]] = field(default_factory=list)
    ran: int = 0

    def __call__(
        self, points: Sequence[Point], outcomes: Sequence[str], replications: int, first: int = 0
    ) -> Floats:
        """Return [points, replications, outcomes] for replications ``first`` … of every point.

        Replication n is the same market for all points.  NaN for a point that was refused and for
        outcomes that are not defined.  Raise StoppedError after Ctrl-C.
        """
        made = [self._design(point) for point in points]
        cases = [self._case(design) for design in made if design is not None]
        done = fill(self.store, cases, first + replications, self.settings)
        if done.interrupted:
            raise StoppedError(done.held + done.ran)
        self.ran += done.ran
        found = np.full((len(points), replications, len(outcomes)), np.nan)
        kept = [place for place, design in enumerate(made) if design is not None]
        faults = failed(cases, done)
        for place, case in zip(kept, cases, strict=True):
            if case.key in faults:
                self.refused.append((points[place], faults[case.key]))
                continue
            numbers = range(first, first + replications)
            found[place] = self.store.table(case.key, numbers, outcomes)
        return found

    def _design(self, point: Point) -> Design | None:
        try:
            return design_of(self.file, point)
        except InputError as error:
            self.refused.append((point, str(error)))
            return None

    def _case(self, design: Design) -> Case:
        return Case(key_of(design.scenario, self.seed), design.frozen, design.scenario)


def evaluator(
    file: ExperimentFile, folder: Path, seed: int | None = None, settings: Settings | None = None
) -> Evaluator:
    """Return an evaluator of an experiment with a store in ``folder``; the seed is the file's."""
    chosen = file.experiment.seed if seed is None else seed
    return Evaluator(file, Store(folder), chosen, settings or Settings())
