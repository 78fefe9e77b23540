"""An experiment through the store: planned, priced, run where something is missing, then read.

Only the outcomes of the experiment are read back, so that memory does not grow with what a run
keeps; everything else about the replications stays in the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.errors import InputError
from sim.experiments.campaign import Settings
from sim.experiments.compare import comparison_of
from sim.experiments.designs import Built, Refused, build
from sim.experiments.estimate import Estimate, estimate
from sim.experiments.fill import Case, Filling, failed, fill
from sim.experiments.identity import key_of
from sim.experiments.results import Replications, bare
from sim.experiments.store import Store
from sim.experiments.sweep import Sweep, check_outcomes
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_reference import check_reference


@dataclass(frozen=True)
class SweepPlan:
    """Everything about a sweep before it runs."""

    file: ExperimentFile
    built: Built
    replications: int
    seed: int

    @cached_property
    def cases(self) -> list[Case]:
        """Return the companies that run, every design in all its worlds."""
        return [
            Case(key_of(design.scenario, self.seed), design.frozen, design.scenario)
            for design in self.built.designs
        ]

    def estimate(self, store: Store, settings: Settings) -> Estimate:
        """Return what the plan will cost."""
        return estimate(store, self.cases, self.replications, settings)


def plan_sweep(
    file: ExperimentFile, replications: int | None = None, seed: int | None = None
) -> SweepPlan:
    """Build every design; numbers default to the file's.  Raise InputError as ``sweep`` does."""
    built = build(file)
    check_outcomes(file, built.designs)
    check_reference(file, built.designs, built.refused)
    plan = file.experiment
    most = plan.replications if replications is None else replications
    return SweepPlan(file, built, most, plan.seed if seed is None else seed)


def run_sweep(plan: SweepPlan, store: Store, settings: Settings) -> Sweep:
    """Run what the store lacks and return what the experiment found.

    A design whose engine fails, in any world, is refused with the error and the others are
    compared.  After Ctrl-C the markets that every design has are compared.  Raise StoreFullError,
    WorkersDiedError as ``fill`` does, InputError if fewer than two designs are left.
    """
    done = fill(store, plan.cases, plan.replications, settings)
    lost = _lost(plan, done)
    kept = [n for n, design in enumerate(plan.built.designs) if design.base_name not in lost]
    designs = [plan.built.designs[n] for n in kept]
    refused = (*plan.built.refused, *lost.values())
    if len({design.base_name for design in designs}) < 2:
        reason = next(iter(lost.values())).reason if lost else "too few designs"
        raise InputError(f"fewer than two designs could be run ({reason})", file=plan.file.name)
    check_reference(plan.file, designs, refused)
    runs = _runs(plan, store, [plan.cases[n] for n in kept], done.interrupted)
    found = comparison_of(runs, None, done.interrupted, done.seconds)
    return Sweep(plan.file, tuple(designs), found, refused)


def _runs(
    plan: SweepPlan, store: Store, cases: Sequence[Case], interrupted: bool
) -> list[Replications]:
    """Read the outcomes of every case in the markets that all of them have."""
    numbers = np.arange(plan.replications)
    if interrupted:
        for case in cases:
            numbers = np.intersect1d(numbers, store.numbers(case.key))
    outcomes = plan.file.experiment.outcomes
    return [
        bare(case.frozen, plan.seed, numbers, store.table(case.key, numbers, outcomes), outcomes)
        for case in cases
    ]


def _lost(plan: SweepPlan, done: Filling) -> dict[str, Refused]:
    """Return the designs that an engine's error took out, by name."""
    found: dict[str, Refused] = {}
    faults = failed(plan.cases, done)
    for design, case in zip(plan.built.designs, plan.cases, strict=True):
        if case.key not in faults:
            continue
        reason = f"the simulation failed: {faults[case.key]}"
        entry = Refused(design.base_name, design.title, design.settings, reason)
        found.setdefault(design.base_name, entry)
    return found
