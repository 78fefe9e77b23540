"""Many replications of one or more cases: the engine room of ``replicate`` and ``compare``.

Replication n of every case is the same market with the same luck, so cases are run side by side,
chunk by chunk, and stopping early leaves pairs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.experiments.crew import Crew, cores, kind_for
from sim.experiments.crew import Kind as CrewKind
from sim.experiments.precision import Stop
from sim.experiments.results import Replications, gather
from sim.experiments.work import Chunk, Engine, Outcome, find_engine
from sim.params import Frozen

LONGEST_CHUNK = 8
BATCHES_PER_WORKER = 16
"""Replications asked for at a time while it is not known how many are needed."""

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
"""Called with (replications done, replications expected), counted over all cases."""
Decide = Callable[[Sequence[Floats]], Stop | None]
"""Looks at each case's [replications, KPIs] so far and says where to stop, or None."""


@dataclass(frozen=True)
class Settings:
    """How a campaign is run; none of this changes a result.

    ``workers``: None for one per core.  ``chunk``: replications a worker runs in one go (and a
    store gets in one block), None to choose.  ``crew``: threads or processes, None for what suits
    the engine.  ``check``: hold every replication against the invariants and stop with
    BrokenInvariantError at the first that fails.  ``cluster``: address of a Dask scheduler
    (``tcp://…``) whose workers run the chunks.  ``notice``: called with what people should know
    while it runs, a damaged file say.
    """

    workers: int | None = None
    chunk: int | None = None
    crew: CrewKind | None = None
    progress: Progress | None = None
    check: bool = False
    cluster: str | None = None
    notice: Callable[[str], None] | None = None

    def say(self, text: str) -> None:
        """Tell whoever listens."""
        if self.notice is not None:
            self.notice(text)

    def open_crew(self, engine: Engine) -> Crew:
        """Return the crew that these settings ask for."""
        kind = self.crew or kind_for(engine)
        return Crew(kind, self.workers or cores(), self.cluster)


@dataclass
class Campaign:
    """Cases, a seed, and what has been found out so far; use through ``run``."""

    cases: Sequence[Frozen]
    seed: int
    engine: Engine = "compiled"
    settings: Settings = field(default_factory=Settings)
    keep_logs: Collection[int] = ()
    interrupted: bool = False
    seconds: float = 0.0
    _outcomes: list[dict[int, Outcome]] = field(default_factory=list)

    def __post_init__(self) -> None:
        find_engine(self.engine)
        self._outcomes = [{} for _ in self.cases]

    def run(self, most: int, decide: Decide | None = None) -> Stop | None:
        """Run replications 0 … most - 1, or until ``decide`` says stop; Ctrl-C keeps what is done.

        Return where it was decided to stop; None if nothing was decided.
        """
        began, stop = time.perf_counter(), None
        with self.settings.open_crew(self.engine) as crew:
            try:
                step = most if decide is None else crew.workers * BATCHES_PER_WORKER
                for done in range(0, most, step):
                    self._advance(crew, range(done, min(done + step, most)), most)
                    stop = decide(self.tables()) if decide is not None else None
                    if stop is not None:
                        break
            except KeyboardInterrupt:
                crew.stop()
                self.interrupted = True
        self.seconds += time.perf_counter() - began
        return stop

    def results(self, most: int | None = None) -> list[Replications]:
        """Return each case's replications, in order; with ``most``, no number at or above it."""
        numbers = [number for number in self._shared() if most is None or number < most]
        return [
            gather(frozen, self.seed, self.engine, [outcomes[number] for number in numbers])
            for frozen, outcomes in zip(self.cases, self._outcomes, strict=True)
        ]

    def tables(self) -> list[Floats]:
        """Return each case's KPIs so far, [replications, KPIs]."""
        numbers = self._shared()
        return [
            np.array([outcomes[number].kpis for number in numbers]) for outcomes in self._outcomes
        ]

    def _shared(self) -> list[int]:
        """Return the replications that every case has, in order."""
        return sorted(set.intersection(*(set(found) for found in self._outcomes)))

    def _advance(self, crew: Crew, numbers: range, expected: int) -> None:
        self._report(expected)
        for done in crew.run(self._chunks(numbers, crew.workers)):
            self._outcomes[done.case] |= {outcome.number: outcome for outcome in done.outcomes}
            self._report(expected)

    def _chunks(self, numbers: range, workers: int) -> list[Chunk]:
        """Cut the numbers into chunks, every case's first chunk before any second."""
        even = -(-len(numbers) * len(self.cases) // (4 * workers))
        length = self.settings.chunk or int(np.clip(even, 1, LONGEST_CHUNK))
        keep = frozenset(self.keep_logs)
        return [
            self._chunk(case, frozen, tuple(part), keep)
            for part in (numbers[at : at + length] for at in range(0, len(numbers), length))
            for case, frozen in enumerate(self.cases)
        ]

    def _chunk(
        self, case: int, frozen: Frozen, part: tuple[int, ...], keep: frozenset[int]
    ) -> Chunk:
        return Chunk(
            case=case,
            scenario=frozen.names.scenario,
            params=frozen.params,
            engine=self.engine,
            seed=self.seed,
            numbers=part,
            keep=keep & set(part),
            check=self.settings.check,
        )

    def _report(self, expected: int) -> None:
        if self.settings.progress is not None:
            done = sum(len(outcomes) for outcomes in self._outcomes)
            self.settings.progress(done, expected * len(self.cases))
