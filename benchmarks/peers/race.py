"""The peers side by side: events per second of each, from one interleaved run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.peers import funnel_cpp
from benchmarks.peers.workload import MONTHS, Result

Run = Callable[[int, int, float], Result]

PEERS = {
    "C++": "funnel_cpp",
    "event core": "funnel_core",
    "plain Python": "funnel_heapq",
    "SimPy": "funnel_simpy",
    "Mesa": "funnel_mesa",
    "Ciw": "funnel_ciw",
    "salabim": "funnel_salabim",
}
LIMIT, CORE, SIMPY = "C++", "event core", "SimPy"
TURN = 0.2  # seconds that a turn should take at least
SLOW = 4.0  # seconds of a run from which on a peer takes part in some rounds only
SLOW_ROUNDS = 3
SEED = 2026


@dataclass
class Lane:
    """One peer in the race: seconds and events of each of its turns."""

    name: str
    run: Run | None
    missing: str = ""
    repeats: int = 1
    rounds: int = 0
    seconds: list[float] = field(default_factory=list)
    events: list[int] = field(default_factory=list)

    @property
    def speed(self) -> float:
        """Events per second, the median of its turns."""
        return statistics.median(self.speeds)

    @property
    def speeds(self) -> list[float]:
        return [n / s for n, s in zip(self.events, self.seconds, strict=True)]


def find(name: str) -> tuple[Run | None, str]:
    """Return a peer's ``run``, or None and why it cannot run here."""
    if name == LIMIT and (reason := funnel_cpp.why_not()):
        return None, reason
    try:
        return import_module(f"benchmarks.peers.{PEERS[name]}").run, ""
    except ModuleNotFoundError as error:
        return None, f"{error.name} is not installed"


def race(rounds: int, months: float = MONTHS) -> list[Lane]:
    """Let all peers that are here take turns, every round in the same order."""
    lanes = [Lane(name, *find(name)) for name in PEERS]
    running = [lane for lane in lanes if lane.run is not None]
    for lane in running:
        prepare(lane, rounds, months)
    for number in range(rounds):
        for lane in running:
            if number < lane.rounds:
                take_turn(lane, number, months)
    return lanes


def prepare(lane: Lane, rounds: int, months: float) -> None:
    """Compile or import on a first run; choose repeats and rounds by the time of a second."""
    lane.run(SEED, 0, months / 24)
    began = time.thread_time()
    lane.run(SEED, 0, months / 4)
    once = 4 * (time.thread_time() - began)
    lane.repeats = max(1, round(TURN / max(once, 1e-4)))
    lane.rounds = min(rounds, SLOW_ROUNDS) if once > SLOW else rounds


def take_turn(lane: Lane, number: int, months: float) -> None:
    """Time one turn; the garbage of the turn before is not its own."""
    gc.collect()
    events = 0
    began = time.thread_time()
    for _ in range(lane.repeats):
        events += lane.run(SEED, number, months).events
    lane.seconds.append(time.thread_time() - began)
    lane.events.append(events)


def ratio(lanes: list[Lane], fast: str, slow: str) -> float | None:
    """Return how many times as fast one is: the median over the rounds that both ran."""
    one, other = (next(lane for lane in lanes if lane.name == name) for name in (fast, slow))
    pairs = list(zip(one.speeds, other.speeds, strict=False))
    return statistics.median(a / b for a, b in pairs) if pairs else None


class Two(NamedTuple):
    """How many times as much two of them do in the same wall time as one."""

    threads: float
    processes: float


def two_at_once(rounds: int, months: float = MONTHS, repeats: int = 20) -> Two:
    """Let one and two threads, one and two processes of the event core take turns."""
    gains: dict[str, list[float]] = {"threads": [], "processes": []}
    context = get_context("spawn")
    with (
        ThreadPoolExecutor(2) as threads,
        ProcessPoolExecutor(2, mp_context=context) as processes,
    ):
        crews = {"threads": threads, "processes": processes}
        for crew in crews.values():  # both workers import and warm up
            wall(crew, 2, months, repeats)
        for _ in range(rounds):
            for name, crew in crews.items():
                one, two = wall(crew, 1, months, repeats), wall(crew, 2, months, repeats)
                gains[name].append(2.0 * one / two)
    return Two(**{name: statistics.median(found) for name, found in gains.items()})


def wall(crew: Executor, workers: int, months: float, repeats: int) -> float:
    """Return the seconds that so many workers take for so many runs each."""
    began = time.perf_counter()
    for running in [crew.submit(many, months, repeats) for _ in range(workers)]:
        running.result()
    return time.perf_counter() - began


def many(months: float, repeats: int) -> None:
    """Run the event core so many times."""
    run, _ = find(CORE)
    assert run is not None
    for number in range(repeats):
        run(SEED, number, months)
