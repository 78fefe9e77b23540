"""Reference against compiled engine, side by side in one run: ``make bench``.

Prints, for the default company, events per second and milliseconds per replication of both engines
and their ratio, the share of KPI folding, compile times cold and warm, and the start-up time of
``salesorg --help``.  Rounds are interleaved and medians are compared, so that a busy machine slows
both sides.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

COLD = """
import time, sys
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


def main() -> None:
    """Run the benchmark and print its tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--scenario", default="default")
    asked = arguments.parse_args()

    console = Console()
    with tempfile.TemporaryDirectory() as cache:
        cold, warm = compile_times(cache), compile_times(cache)

    from sim.engine import compiled, reference
    from sim.freeze import freeze
    from sim.metrics.fold import fold
    from sim.scenario.loading import load_scenario

    params = freeze(load_scenario(asked.scenario)).params
    fold(params, compiled.simulate(params, 0, 1))
    seconds: dict[str, list[float]] = {"reference": [], "compiled": [], "fold": []}
    rows = 0
    for number in range(asked.rounds):
        for name, engine in (("reference", reference), ("compiled", compiled)):
            began = time.process_time()
            log = engine.simulate(params, number, 1)
            seconds[name].append(time.process_time() - began)
        rows = len(log)
        began = time.process_time()
        fold(params, log)
        seconds["fold"].append(time.process_time() - began)
    middle = {name: statistics.median(times) for name, times in seconds.items()}

    table = Table("", "ms per replication", "log lines per second", "ratio", title=asked.scenario)
    for name in ("reference", "compiled"):
        ratio = middle["reference"] / middle[name]
        table.add_row(
            name, f"{1e3 * middle[name]:,.0f}", f"{rows / middle[name]:,.0f}", f"{ratio:.0f} x"
        )
    share = middle["fold"] / middle["compiled"]
    table.add_row("KPI folding", f"{1e3 * middle['fold']:,.1f}", "", f"{share:.1%} of compiled")
    console.print(table)
    console.print(f"CPU time, medians of {asked.rounds} interleaved rounds, {rows:,} log lines.")
    console.print(f"Compile, cold: engine {cold[0]:.1f} s, KPIs {cold[1]:.1f} s.")
    console.print(f"First replication, warm: engine {warm[0]:.2f} s, KPIs {warm[1]:.2f} s.")
    console.print(f"salesorg --help: {help_time():.2f} s.")


if __name__ == "__main__":
    main()
