"""Fill a store with what a plan still lacks: block by block, every case's first before any second.

A block is written as soon as it is done, by this process alone.  So a run that is killed, or whose
disk is full, has lost the blocks in flight and nothing else, and the same call goes on from there.
A case whose engine fails is left with its error; the others go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.experiments.campaign import Settings
from sim.experiments.crew import Crew
from sim.experiments.store import Integers, Key, Store, missing
from sim.experiments.work import Chunk, Done, Engine
from sim.metrics.registry import kpis
from sim.params import Frozen
from sim.scenario.schema import Scenario

BLOCK = 16
"""Replications in one block: some seconds of work for the default company."""
JOINED = 32
"""Pending blocks of one case that are joined while the run goes on."""


@dataclass(frozen=True)
class Case:
    """One company of a plan: its place in the store, what is simulated, how it is called."""

    key: Key
    frozen: Frozen
    scenario: Scenario

    @property
    def names(self) -> list[str]:
        """Return its KPIs in the order of their columns."""
        return [kpi.name for kpi in kpis(self.frozen)]


@dataclass
class Filling:
    """How far a plan is: ``faults`` are the errors of cases that failed, by their place."""

    planned: int
    held: int
    ran: int = 0
    faults: dict[int, str] = field(default_factory=dict)
    interrupted: bool = False
    seconds: float = 0.0


def failed(cases: Sequence[Case], done: Filling) -> dict[Key, str]:
    """Return the errors of a filling by key: a company that stands twice failed twice."""
    return {cases[place].key: fault for place, fault in done.faults.items()}


def fill(
    store: Store,
    cases: Sequence[Case],
    replications: int,
    settings: Settings,
    engine: Engine = "compiled",
) -> Filling:
    """Simulate replications 0 … n - 1 of every case that the store lacks.

    Two cases of one key are run once.  Ctrl-C ends it early; what was done is kept.  Raise
    StoreFullError if the store cannot be written, WorkersDiedError if workers die again and again.
    """
    work = _Work(store, cases, replications, settings, engine)
    began = time.perf_counter()
    try:
        with settings.open_crew(engine) as crew:
            work.run(crew)
    finally:
        work.state.seconds = time.perf_counter() - began
    if not work.state.interrupted:
        work.tidy()
    return work.state


def lacking(
    held: Callable[[Key], Integers],
    cases: Sequence[Case],
    replications: int,
    block: int = BLOCK,
) -> list[list[range]]:
    """Return for every case the blocks that are not ``held``; nothing for a key's second case.

    ``held`` is ``Store.numbers``, which reads and checks every file, or ``Store.promised``.
    """
    seen: set[Key] = set()
    found: list[list[range]] = []
    for case in cases:
        wanted = range(0 if case.key in seen else replications)
        found.append(missing(wanted, held(case.key), block) if wanted else [])
        seen.add(case.key)
    return found


class _Work:
    """The state of one call of ``fill``."""

    def __init__(
        self,
        store: Store,
        cases: Sequence[Case],
        replications: int,
        settings: Settings,
        engine: Engine,
    ) -> None:
        self.store, self.cases, self.settings, self.engine = store, cases, settings, engine
        for key in {case.key for case in cases}:
            store.sweep_up(key)
        known = len(store.damages)
        self.blocks = lacking(store.numbers, cases, replications, settings.chunk or BLOCK)
        for damage in store.damages[known:]:
            settings.say(str(damage))
        self.tidy(JOINED)
        planned = replications * len({case.key for case in cases})
        todo = sum(len(block) for blocks in self.blocks for block in blocks)
        self.state = Filling(planned, planned - todo)

    def run(self, crew: Crew) -> None:
        """Run every block and write it; Ctrl-C gives up the blocks in flight."""
        self._report()
        try:
            for done in crew.run(self._chunks()):
                self._keep(done)
        except KeyboardInterrupt:
            crew.stop()
            self.state.interrupted = True

    def tidy(self, pending: int = 0) -> None:
        """Join the files of every case that has at least so many pending blocks."""
        for key in dict.fromkeys(case.key for case in self.cases):
            if self.store.pending(key) >= pending:
                self.store.tidy(key)

    def _chunks(self) -> Iterator[Chunk]:
        """Yield the blocks in turns; a case that has failed meanwhile gets no more."""
        for turn in range(max((len(blocks) for blocks in self.blocks), default=0)):
            for place, blocks in enumerate(self.blocks):
                if turn < len(blocks) and place not in self.state.faults:
                    yield self._chunk(place, blocks[turn])

    def _chunk(self, place: int, block: range) -> Chunk:
        case = self.cases[place]
        return Chunk(
            case=place,
            scenario=case.frozen.names.scenario,
            params=case.frozen.params,
            engine=self.engine,
            seed=case.key.seed,
            numbers=tuple(block),
            keep=frozenset(),
            check=self.settings.check,
            only_kpis=True,
        )

    def _keep(self, done: Done) -> None:
        if done.fault:
            self.state.faults.setdefault(done.case, done.fault)
        if done.outcomes:
            case = self.cases[done.case]
            self.store.describe(case.key, case.scenario)
            table = np.stack([outcome.kpis for outcome in done.outcomes])
            self.store.put(case.key, done.outcomes[0].number, table, case.names)
            self.state.ran += len(done.outcomes)
            if self.store.pending(case.key) >= JOINED:
                self.store.tidy(case.key)
        self._report()

    def _report(self) -> None:
        if self.settings.progress is not None:
            self.settings.progress(self.state.held + self.state.ran, self.state.planned)
