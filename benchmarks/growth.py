"""Time and memory of the real model against company size, horizon and number of replications.

Every figure comes from a process of its own, so that the peak of memory is that of one case.
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

SIZES = (12, 63, 250, 600, 2500)
HORIZONS = (6, 12, 24, 48)
REPLICATIONS = (200, 800, 3200)
FITTED_FROM = 60  # people: the start-up has other segments and is no copy of the default company


class Case(NamedTuple):
    """One case: CPU seconds of a replication with its KPIs, peak memory in MiB.

    ``months`` counts the warm-up too.
    """

    people: int
    months: int
    rows: int
    seconds: float
    memory: float


class Campaign(NamedTuple):
    """Peak memory in MiB of so many replications with their KPIs."""

    replications: int
    memory: float


def sizes(wanted: tuple[int, ...], horizon: int, rounds: int) -> list[Case]:
    """Measure companies of these sizes."""
    return [Case(*in_process("case", people, horizon, rounds)) for people in wanted]


def horizons(wanted: tuple[int, ...], people: int, rounds: int) -> list[Case]:
    """Measure one company over these horizons, in months after the warm-up."""
    return [Case(*in_process("case", people, horizon, rounds)) for horizon in wanted]


def campaigns(wanted: tuple[int, ...]) -> list[Campaign]:
    """Measure the memory of a sweep of these numbers of replications of the start-up."""
    in_process("campaign", 2)  # compiles what is not yet compiled, which takes memory of its own
    return [Campaign(*in_process("campaign", replications)) for replications in wanted]


def exponent(cases: list[Case], of: str = "people") -> float:
    """Return the slope of log seconds on log people (or months) by least squares."""
    fitted = [case for case in cases if case.people >= FITTED_FROM]
    x = [math.log(getattr(case, of)) for case in fitted]
    y = [math.log(case.seconds) for case in fitted]
    return statistics.linear_regression(x, y).slope


def in_process(*arguments: object) -> list[float]:
    """Run this module in a new process and return what it prints."""
    command = [sys.executable, "-m", "benchmarks.growth", *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def peak_memory() -> float:
    """Return the largest resident memory that this process has had, MiB.

    Linux lets a process inherit ``ru_maxrss`` from the one that started it; the high-water mark in
    /proc is its own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def case(people: int, horizon: int, rounds: int) -> Case:
    """Measure one company in this process; a first short run warms up what is compiled."""
    from benchmarks.company import company
    from sim.engine.compiled import simulate
    from sim.freeze import freeze
    from sim.metrics.fold import fold
    from sim.scenario.loading import load_scenario, with_overrides

    brief = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}
    short = freeze(load_scenario("startup", brief)).params
    fold(short, simulate(short, 0, 1))
    changed = with_overrides(company(people), {"calendar.horizon_months": horizon})
    params = freeze(changed).params
    seconds, rows = [], 0
    for number in range(rounds):
        began = time.process_time()
        log = simulate(params, number, 1)
        fold(params, log)
        seconds.append(time.process_time() - began)
        rows = len(log)
        del log
    found = len(params.seat) - 1  # the chief executive has a seat and is not counted as one of them
    months = changed.calendar.warm_up_months + horizon
    return Case(found, months, rows, statistics.median(seconds), peak_memory())


def campaign(replications: int) -> Campaign:
    """Fill a store with so many replications of a short start-up, as a sweep does it."""
    from sim.experiments.campaign import Settings
    from sim.experiments.fill import Case, fill
    from sim.experiments.identity import key_of
    from sim.experiments.store import Store
    from sim.freeze import freeze
    from sim.scenario.loading import load_scenario

    brief = {"calendar.warm_up_months": 1, "calendar.horizon_months": 3}
    short = load_scenario("startup", brief)
    with tempfile.TemporaryDirectory() as folder:
        case = Case(key_of(short, 1), freeze(short), short)
        fill(Store(Path(folder)), [case], replications, Settings())
    return Campaign(replications, peak_memory())


if __name__ == "__main__":
    measure = {"case": case, "campaign": campaign}[sys.argv[1]]
    print(json.dumps(measure(*map(int, sys.argv[2:]))))
