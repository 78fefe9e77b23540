"""One replication from seed to numbers, and chunks of them as they travel to a worker."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.errors import BrokenInvariantError, InputError
from sim.metrics.fold import fold_tally
from sim.metrics.invariants import check
from sim.metrics.monthly import monthly_of
from sim.metrics.samples import Sample, samples_of
from sim.metrics.seats import seats_of
from sim.metrics.tally import tally
from sim.params import Params

Simulate = Callable[[Params, int, int], np.ndarray]
Engine = str | Simulate
ENGINES = {"compiled": "sim.engine.compiled", "reference": "sim.engine.reference"}


class Flag(Protocol):
    """What tells a worker to stop: a threading or a multiprocessing event."""

    def is_set(self) -> bool: ...


@dataclass(frozen=True)
class Outcome:
    """What is kept of one replication: its KPIs, and its details unless they are not wanted."""

    number: int
    kpis: NDArray[np.float64]
    monthly: NDArray[np.float64]
    seats: NDArray[np.float32]
    samples: dict[str, Sample]
    log: np.ndarray | None


class Done(NamedTuple):
    """What came of a chunk: ``fault`` says why it ended early, empty if it did not fail."""

    case: int
    outcomes: list[Outcome]
    fault: str = ""


@dataclass(frozen=True)
class Chunk:
    """Replications of one case that a worker runs in one go.

    ``keep`` says whose logs are kept, ``check`` whether each is held against the invariants.
    ``only_kpis``: nothing but the KPIs is kept, and an error of the engine is not raised but
    returned, with the replications before it.
    """

    case: int
    scenario: str
    params: Params
    engine: Engine
    seed: int
    numbers: tuple[int, ...]
    keep: frozenset[int]
    check: bool = False
    only_kpis: bool = False


_NOTHING = np.empty((0, 0))


def find_engine(engine: Engine) -> Simulate:
    """Return the function behind an engine's name; raise InputError for an unknown name."""
    if callable(engine):
        return engine
    if engine not in ENGINES:
        raise InputError(
            f"unknown engine {engine!r}, expected one of {', '.join(ENGINES)}", key="engine"
        )
    simulate: Simulate = importlib.import_module(ENGINES[engine]).simulate
    return simulate


def run_one(chunk: Chunk, number: int) -> Outcome:
    """Simulate one replication of a chunk and fold its log.

    Raise BrokenInvariantError if it is to be checked and does not add up.
    """
    params = chunk.params
    log = find_engine(chunk.engine)(params, number, chunk.seed)
    counted = tally(params, log)
    faults = check(params, log, counted) if chunk.check else []
    if faults:
        place = f"scenario {chunk.scenario}, replication {number}, seed {chunk.seed}"
        raise BrokenInvariantError(f"{place}: {'; '.join(faults)}")
    kpis = fold_tally(params, counted)
    if chunk.only_kpis:
        return Outcome(number, kpis, _NOTHING, _NOTHING.astype(np.float32), {}, None)
    return Outcome(
        number=number,
        kpis=kpis,
        monthly=monthly_of(params, counted),
        seats=seats_of(params, counted).astype(np.float32),
        samples=samples_of(counted),
        log=log if number in chunk.keep else None,
    )


def run_chunk(chunk: Chunk, stop: Flag | None = None) -> Done:
    """Run a chunk's replications until it is done, told to stop or, if that is allowed, fails."""
    outcomes: list[Outcome] = []
    for number in chunk.numbers:
        if stop is not None and stop.is_set():
            break
        try:
            outcomes.append(run_one(chunk, number))
        except Exception as error:
            if not chunk.only_kpis:
                raise
            return Done(chunk.case, outcomes, f"replication {number}: {_words(error)}")
    return Done(chunk.case, outcomes)


def _words(error: Exception) -> str:
    text = str(error).strip().split("\n")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


_stop: Any = None
"""The event of this worker process."""


def begin_worker(stop: Any) -> None:
    """Prepare a worker process: Ctrl-C is the parent's business, its event says when to stop."""
    import signal

    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_chunk_in_worker(chunk: Chunk) -> Done:
    """Run a chunk in a worker process."""
    return run_chunk(chunk, _stop)
