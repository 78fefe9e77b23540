"""The peers side by side: events per second of each, from one interleaved run."""

from __future__ import annotations

import gc
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

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


def two_threads(rounds: int, months: float = MONTHS, repeats: int = 20) -> float:
    """Return how many times as much two threads of the event core do in the same wall time."""
    run, _ = find(CORE)
    run(SEED, 0, months)

    def wall(threads: int) -> float:
        def work() -> None:
            for number in range(repeats):
                run(SEED, number, months)

        crew = [threading.Thread(target=work) for _ in range(threads)]
        began = time.perf_counter()
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
        return time.perf_counter() - began

    return statistics.median(2.0 * wall(1) / wall(2) for _ in range(rounds))
