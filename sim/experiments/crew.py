"""A crew of workers: threads for the compiled engine, processes for everything else.

(A single worker is a thread of this process, whatever the engine.)

Compiled code releases Python's lock, so threads use all cores, start at once and share what is
compiled.  The reference engine is Python and needs processes; when a worker process dies, the
pool is rebuilt and what it had not returned is run again.  A Dask cluster does the same on other
machines (``sim.experiments.cluster``).  What comes back does not depend on which.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from itertools import islice
from typing import Any, Literal

from sim.errors import WorkersDiedError
from sim.experiments.work import (
    Chunk,
    Done,
    Engine,
    begin_worker,
    run_chunk,
    run_chunk_in_worker,
)
from sim.jit import DISABLED

Kind = Literal["threads", "processes", "cluster"]
WINDOW = 4
"""Chunks per worker that wait or run at a time; the others are not even made."""
MOST_REBUILDS = 5
"""Pools in a row that may die without returning anything."""


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
    """Runs chunks on workers and yields results as they come; use as a context manager.

    ``cluster`` is the address of a Dask scheduler, which then decides about workers.
    """

    def __init__(self, kind: Kind, workers: int, cluster: str | None = None) -> None:
        alone: Kind = "threads" if workers <= 1 else kind
        self.kind: Kind = alone if cluster is None else "cluster"
        self.workers = max(1, workers)
        self._cluster = cluster
        self._context = _process_context() if self.kind == "processes" else None
        self._stop: Any = self._context.Event() if self._context else threading.Event()
        self._pool: Executor | None = None
        self._running: dict[Future[Done], Chunk] = {}
        self._again: list[Chunk] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._close()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of every chunk, in any order; survive workers that die."""
        fresh, rebuilds = iter(chunks), 0
        try:
            while True:
                try:
                    self._submit(fresh)
                    if not self._running:
                        return
                    for done in self._finished():
                        rebuilds = 0
                        yield done
                except BrokenExecutor:
                    rebuilds += 1
                    self._recover(rebuilds)
        finally:
            for future in self._running:
                future.cancel()
            self._running.clear()

    def stop(self) -> None:
        """Tell the workers to finish the replication they are at and return what they have."""
        self._stop.set()

    def _submit(self, fresh: Iterator[Chunk]) -> None:
        """Keep the workers busy: first with what was lost, then with what is new."""
        submit = self._submitter()
        while len(self._running) < WINDOW * self.workers:
            if not self._again:
                self._again.extend(islice(fresh, 1))
            if not self._again:
                return
            self._running[submit(self._again[0])] = self._again[0]
            self._again.pop(0)

    def _finished(self) -> Iterator[Done]:
        """Wait for the next chunks and yield what came of them, as they were submitted."""
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in [future for future in self._running if future in done]:
            result = future.result()
            del self._running[future]
            yield result

    def _recover(self, rebuilds: int) -> None:
        """Give up a pool whose workers died; what it had not returned is run again."""
        self._close()
        self._again = [*self._running.values(), *self._again]
        self._running.clear()
        if rebuilds >= MOST_REBUILDS:
            raise WorkersDiedError(
                f"{rebuilds} pools of {self.workers} workers died without a result; "
                "try fewer workers"
            ) from None

    def _submitter(self) -> Callable[[Chunk], Future[Done]]:
        pool = self._open()
        if self.kind == "threads":
            return lambda chunk: pool.submit(run_chunk, chunk, self._stop)
        return lambda chunk: pool.submit(run_chunk_in_worker, chunk)

    def _open(self) -> Executor:
        if self._pool is None:
            self._pool = self._new_pool()
        return self._pool

    def _new_pool(self) -> Executor:
        if self.kind == "cluster":
            from sim.experiments.cluster import cluster_pool

            pool, self.workers = cluster_pool(str(self._cluster))
            return pool
        if self.kind == "threads":
            return ThreadPoolExecutor(self.workers)
        return ProcessPoolExecutor(
            self.workers,
            mp_context=self._context,
            initializer=begin_worker,
            initargs=(self._stop,),
        )

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
