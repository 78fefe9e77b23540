"""A crew of workers: threads for the compiled engine, processes for everything else.

(A single worker is a thread of this process, whatever the engine.)

Compiled code releases Python's lock, so threads use all cores, start at once and share what is
compiled.  The reference engine is Python and needs processes; when a worker process dies, the pool
is rebuilt and what it had not returned is run again.  What comes back does not depend on which.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from typing import Any, Literal

from sim.experiments.work import (
    Chunk,
    Engine,
    Outcome,
    begin_worker,
    run_chunk,
    run_chunk_in_worker,
)
from sim.jit import DISABLED

Kind = Literal["threads", "processes"]
Result = tuple[int, list[Outcome]]
MOST_REBUILDS = 5
"""Pools in a row that may die without returning anything."""


class WorkersDiedError(RuntimeError):
    """Worker processes died again and again; memory is the usual reason."""


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def kind_for(engine: Engine) -> Kind:
    """Return what the engine runs best on."""
    return "threads" if engine == "compiled" and not DISABLED else "processes"


def _process_context() -> Any:
    """Return how worker processes begin: forked from a clean server that has the model loaded."""
    if os.name == "nt":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sim.experiments.work"])
    return context


class Crew:
    """Runs chunks on workers and yields results as they come; use as a context manager."""

    def __init__(self, kind: Kind, workers: int) -> None:
        self.kind: Kind = "threads" if workers <= 1 else kind
        self.workers = max(1, workers)
        self._context = _process_context() if self.kind == "processes" else None
        self._stop: Any = self._context.Event() if self._context else threading.Event()
        self._pool: Executor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._close()

    def run(self, chunks: Sequence[Chunk]) -> Iterator[Result]:
        """Yield the result of every chunk, in any order; survive workers that die."""
        open_chunks, rebuilds = list(chunks), 0
        while open_chunks:
            returned = False
            try:
                for chunk, result in self._attempt(open_chunks):
                    open_chunks.remove(chunk)
                    returned = True
                    yield result
            except BrokenExecutor:
                self._close()
                rebuilds = 0 if returned else rebuilds + 1
                if rebuilds >= MOST_REBUILDS:
                    raise WorkersDiedError(
                        f"{rebuilds} pools of {self.workers} workers died without a result; "
                        "try fewer workers"
                    ) from None

    def stop(self) -> None:
        """Tell the workers to finish the replication they are at and return what they have."""
        self._stop.set()

    def _attempt(self, chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Submit all chunks to the pool and yield what comes back, until it breaks."""
        pool = self._open()
        submit = self._submitter(pool)
        running = {submit(chunk): chunk for chunk in chunks}
        try:
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    chunk = running.pop(future)
                    yield chunk, future.result()
        finally:
            for future in running:
                future.cancel()

    def _submitter(self, pool: Executor) -> Callable[[Chunk], Future[Result]]:
        if self.kind == "threads":
            return lambda chunk: pool.submit(run_chunk, chunk, self._stop)
        return lambda chunk: pool.submit(run_chunk_in_worker, chunk)

    def _open(self) -> Executor:
        if self._pool is None:
            if self.kind == "threads":
                self._pool = ThreadPoolExecutor(self.workers)
            else:
                self._pool = ProcessPoolExecutor(
                    self.workers,
                    mp_context=self._context,
                    initializer=begin_worker,
                    initargs=(self._stop,),
                )
        return self._pool

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
