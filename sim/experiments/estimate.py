"""What a plan will cost, before it starts: replications to run, time, disk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.campaign import Settings
from sim.experiments.crew import cores
from sim.experiments.fill import Case, lacking
from sim.experiments.store import Store
from sim.experiments.work import Engine, find_engine
from sim.metrics.fold import fold

BYTES, BYTES_OF_COLUMN = 4.7, 320
"""On disk, of a number and of a KPI's column in one file: fitted to 40, 200, 600 start-up runs."""
TIMED = 64
"""Fewer replications than this are not worth timing one first."""


@dataclass(frozen=True)
class Estimate:
    """``planned`` replications, ``held`` of them in the store; ``seconds`` None if not timed."""

    cases: int
    planned: int
    held: int
    seconds: float | None
    megabytes: float
    workers: int

    @property
    def todo(self) -> int:
        """Return how many replications are to be run."""
        return self.planned - self.held

    def words(self) -> str:
        """Return the estimate as one sentence."""
        text = f"{self.cases:,} companies, {self.planned:,} replications"
        if self.held:
            text += f", {self.held:,} are in the store"
        if not self.todo:
            return f"{text}: nothing to run."
        cost = f"{self.megabytes:,.1f} MB"
        if self.seconds is not None:
            cost = f"about {duration(self.seconds)} on {self.workers} workers, {cost}"
        return f"{text}; {self.todo:,} to run: {cost}."


def estimate(
    store: Store,
    cases: Sequence[Case],
    replications: int,
    settings: Settings,
    engine: Engine = "compiled",
) -> Estimate:
    """Return what filling the store will cost, if its files hold what their names promise.

    One replication of the first company that lacks some is timed (after one that compiles); the
    time of another company is taken to grow with people x days.
    """
    blocks = lacking(store.promised, cases, replications)
    todo = [sum(len(block) for block in each) for each in blocks]
    keys = {case.key for case in cases}
    planned, workers = replications * len(keys), settings.workers or cores()
    seconds = None
    if sum(todo) >= TIMED and settings.cluster is None:
        first = next(place for place, number in enumerate(todo) if number)
        unit = _seconds_of(cases[first], engine) / _size(cases[first])
        work = sum(n * _size(case) for n, case in zip(todo, cases, strict=True))
        seconds = unit * work / workers
    megabytes = sum(
        len(case.names) * (BYTES * n + BYTES_OF_COLUMN) / 1e6
        for n, case in zip(todo, cases, strict=True)
        if n
    )
    return Estimate(len(keys), planned, planned - sum(todo), seconds, megabytes, workers)


def duration(seconds: float) -> str:
    """Return ``45 s``, ``12 min`` or ``3 h 20 min``."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d} min"


def _size(case: Case) -> float:
    """Return people x seconds simulated."""
    return float(max(1, len(case.frozen.params.seat)) * case.frozen.params.run.ends)


def _seconds_of(case: Case, engine: Engine) -> float:
    """Return the time of one replication; the first, which may have to compile, does not count."""
    simulate, params = find_engine(engine), case.frozen.params
    for number in (0, 1):
        began = time.perf_counter()
        fold(params, simulate(params, number, case.key.seed))
    return time.perf_counter() - began
