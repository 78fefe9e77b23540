"""A program that sweeps and is killed: forks from a process that has everything loaded.

``python -m tests.killed_sweeps FOLDER KILLS SEED`` fills one store undisturbed, kills the filling
of another with SIGKILL at random moments, lets a last one finish, and prints how many replications
were there after each kill, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet  # noqa: F401  (so that no child has to load it)

from sim.experiments.campaign import Settings
from sim.experiments.fill import Case, fill
from sim.experiments.store import Key, Store
from sim.metrics.fold import fold
from sim.scenario.loading import load_scenario
from tests.metrics_world import company, toy_engine

FROZEN = company(1, 2)
SCENARIO = load_scenario("startup")
CASES = [Case(Key("m" * 16, f"{n:016d}", n), FROZEN, SCENARIO) for n in range(4)]
BLOCK, REPLICATIONS = 2, 100
"""50 blocks of each of four cases."""


def fill_up(root: Path) -> None:
    """Run everything that the store lacks."""
    fill(Store(root), CASES, REPLICATIONS, Settings(workers=1, chunk=BLOCK), toy_engine)


def replications_in(root: Path) -> int:
    """Return how many replications the names of files promise.

    Each counts once: a kill between joining blocks and deleting them leaves some in two files.
    """
    return sum(len(Store(root).promised(case.key)) for case in CASES)


def forked(work: Callable[[Path], None], root: Path) -> int:
    """Begin the work in a child and return its process number."""
    child = os.fork()
    if child == 0:
        work(root)
        os._exit(0)
    return child


def killed_at(work: Callable[[Path], None], root: Path, level: int, seconds: float) -> bool:
    """Kill the work some time after so many replications are there; return whether it was at it."""
    child = forked(work, root)
    while replications_in(root) < level and os.waitpid(child, os.WNOHANG) == (0, 0):
        time.sleep(0.005)
    time.sleep(seconds)
    try:
        os.kill(child, signal.SIGKILL)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    except (ProcessLookupError, ChildProcessError):
        return False


def main() -> None:
    """Kill and resume until the work is done."""
    folder, kills, dice = Path(sys.argv[1]), int(sys.argv[2]), random.Random(sys.argv[3])
    fold(FROZEN.params, toy_engine(FROZEN.params, 0, 0))
    began = time.perf_counter()
    os.waitpid(forked(fill_up, folder / "timed"), 0)
    block = (time.perf_counter() - began) / (REPLICATIONS * len(CASES) / BLOCK)
    root, held = folder / "killed", []
    stratum = REPLICATIONS * len(CASES) // (kills + 1)  # the last one is left to finish in
    for kill in range(kills):
        level = kill * stratum + dice.randrange(stratum)
        if killed_at(fill_up, root, level, dice.uniform(0, 2 * block)):
            held.append(replications_in(root))
    os.waitpid(forked(fill_up, root), 0)
    sys.stdout.write(json.dumps(held))


if __name__ == "__main__":
    main()
