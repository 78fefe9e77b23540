"""Reference against compiled engine, side by side in one run.

Milliseconds per replication of both engines for one scenario, their ratio, the share of KPI
folding, compile times cold and warm, and the start-up time of ``salesorg --help``.  Rounds are
interleaved and medians are compared, so that a busy machine slows both sides.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

COLD = """
import time
from sim.scenario.loading import load_scenario
from sim.freeze import freeze
p = freeze(load_scenario("default", {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}))
began = time.perf_counter()
from sim.engine.compiled import simulate
log = simulate(p.params, 0, 1)
engine = time.perf_counter()
from sim.metrics.fold import fold
fold(p.params, log)
print(engine - began, time.perf_counter() - engine)
"""


class Engines(NamedTuple):
    """Medians in seconds of CPU time, and what the log has."""

    scenario: str
    months: int
    rounds: int
    rows: int
    reference: float
    compiled: float
    fold: float

    @property
    def ratio(self) -> float:
        """How many times as fast a replication with its KPIs is."""
        return (self.reference + self.fold) / (self.compiled + self.fold)


class Startup(NamedTuple):
    """Seconds of wall time until a first replication and its KPIs, and of ``--help``."""

    cold_engine: float
    cold_fold: float
    warm_engine: float
    warm_fold: float
    help: float


def measure(scenario: str, rounds: int, overrides: Mapping[str, Any] | None = None) -> Engines:
    """Run both engines and the folding of KPIs in turns."""
    from sim.engine import compiled, reference
    from sim.freeze import freeze
    from sim.metrics.fold import fold
    from sim.scenario.loading import load_scenario

    loaded = load_scenario(scenario, overrides or {})
    params = freeze(loaded).params
    fold(params, compiled.simulate(params, 0, 1))
    seconds: dict[str, list[float]] = {"reference": [], "compiled": [], "fold": []}
    rows = 0
    for number in range(rounds):
        for name, engine in (("reference", reference), ("compiled", compiled)):
            began = time.process_time()
            log = engine.simulate(params, number, 1)
            seconds[name].append(time.process_time() - began)
        rows = len(log)
        began = time.process_time()
        fold(params, log)
        seconds["fold"].append(time.process_time() - began)
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    calendar = loaded.calendar
    months = calendar.warm_up_months + calendar.horizon_months
    return Engines(scenario, months, rounds, rows, **middle)


def startup() -> Startup:
    """Measure compile times in fresh processes, with an empty cache and with a full one."""
    with tempfile.TemporaryDirectory() as cache:
        cold, warm = compile_times(cache), compile_times(cache)
    return Startup(*cold, *warm, help_time())


def compile_times(cache: str) -> tuple[float, float]:
    """Return the seconds until a first replication and a first fold in a fresh process."""
    environment = dict(os.environ, SALESORG_CACHE=cache)
    out = subprocess.run(
        [sys.executable, "-c", COLD], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()
    return float(out[0]), float(out[1])


def help_time() -> float:
    """Return the median seconds of ``salesorg --help``."""
    command = [str(Path(sys.executable).with_name("salesorg")), "--help"]
    times = []
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)
