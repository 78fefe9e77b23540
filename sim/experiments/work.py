"""One replication from seed to numbers, and chunks of them as they travel to a worker."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.metrics.fold import fold_tally
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
    """What is kept of one replication."""

    number: int
    kpis: NDArray[np.float64]
    monthly: NDArray[np.float64]
    seats: NDArray[np.float32]
    samples: dict[str, Sample]
    log: np.ndarray | None


@dataclass(frozen=True)
class Chunk:
    """Replications of one case that a worker runs in one go; ``keep`` says whose logs are kept."""

    case: int
    params: Params
    engine: Engine
    seed: int
    numbers: tuple[int, ...]
    keep: frozenset[int]


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


def run_one(params: Params, engine: Engine, number: int, seed: int, keep: bool = False) -> Outcome:
    """Simulate one replication and fold its log: a function of its arguments alone."""
    log = find_engine(engine)(params, number, seed)
    counted = tally(params, log)
    return Outcome(
        number=number,
        kpis=fold_tally(params, counted),
        monthly=monthly_of(params, counted),
        seats=seats_of(params, counted).astype(np.float32),
        samples=samples_of(counted),
        log=log if keep else None,
    )


def run_chunk(chunk: Chunk, stop: Flag | None = None) -> tuple[int, list[Outcome]]:
    """Run a chunk's replications until it is done or told to stop; return its case and outcomes."""
    outcomes: list[Outcome] = []
    for number in chunk.numbers:
        if stop is not None and stop.is_set():
            break
        kept = number in chunk.keep
        outcomes.append(run_one(chunk.params, chunk.engine, number, chunk.seed, kept))
    return chunk.case, outcomes


_stop: Any = None
"""The event of this worker process."""


def begin_worker(stop: Any) -> None:
    """Prepare a worker process: Ctrl-C is the parent's business, its event says when to stop."""
    import signal

    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_chunk_in_worker(chunk: Chunk) -> tuple[int, list[Outcome]]:
    """Run a chunk in a worker process."""
    return run_chunk(chunk, _stop)
