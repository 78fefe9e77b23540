"""What was measured, as tables for the terminal, as ``performance.md`` and as a figure."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import geometric_mean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.engines import Engines, Startup
from benchmarks.growth import FITTED_FROM, Campaign, Case, exponent
from benchmarks.peers.race import LIMIT, SIMPY, SLOW_ROUNDS, Lane, Two, ratio
from sim.report.palette import MUTED, RULE, scenario_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

FIGURE = "performance_growth.png"
VERSIONS = ("numba", "numpy", "simpy", "mesa", "ciw", "salabim")


class Measured(NamedTuple):
    """All that one run of the benchmark found."""

    lanes: list[Lane]
    two: Two
    engines: Engines
    startup: Startup | None
    sizes: list[Case]
    horizons: list[Case]
    campaigns: list[Campaign]


class Table(NamedTuple):
    """A table to print or to write."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    note: str


def tables(found: Measured) -> list[Table]:
    """Return all tables in the order of reading."""
    return [
        peers_table(found.lanes, found.two),
        engines_table(found.engines, found.startup),
        cases_table("Company size", found.sizes, size_note(found.sizes)),
        cases_table("Horizon", found.horizons, horizon_note(found.horizons)),
        campaigns_table(found.campaigns),
    ]


def peers_table(lanes: list[Lane], two: Two) -> Table:
    rows = []
    for lane in lanes:
        if lane.run is None:
            rows.append((lane.name, "–", "–", "–", "–", lane.missing))
            continue
        rows.append(
            (
                lane.name,
                f"{lane.speed:,.0f}",
                f"{1e9 / lane.speed:,.0f}",
                times(ratio(lanes, lane.name, SIMPY)),
                times(ratio(lanes, lane.name, LIMIT), 3),
                f"{len(lane.seconds)} × {lane.repeats}",
            )
        )
    runs = [n / lane.repeats for lane in lanes for n in lane.events]
    rounds = max(len(lane.seconds) for lane in lanes)
    note = (
        f"About {sum(runs) / len(runs):,.0f} events a run, CPU time of one thread, medians of "
        f"{rounds} rounds in which the programs took turns (slow ones: of "
        f"{min(SLOW_ROUNDS, rounds)}); ratios are medians of the ratios within a round. Two "
        f"threads of the event core do {two.threads:.2f} times as much as one in the same time, "
        f"two processes {two.processes:.2f} times."
    )
    head = ("program", "events per second", "ns per event", "× SimPy", "× C++", "turns × runs")
    return Table("One funnel in seven programs", head, rows, note)


def engines_table(engines: Engines, startup: Startup | None) -> Table:
    def row(name: str, seconds: float, more: str) -> tuple[str, ...]:
        return (name, f"{1e3 * seconds:,.1f}", f"{engines.rows / seconds:,.0f}", more)

    rows = [
        row("reference engine", engines.reference, ""),
        row("compiled engine", engines.compiled, times(engines.reference / engines.compiled)),
        row("KPI folding", engines.fold, f"{engines.fold / engines.compiled:.1%} of compiled"),
        row("compiled, with KPIs", engines.compiled + engines.fold, times(engines.ratio)),
    ]
    note = (
        f"Scenario `{engines.scenario}`, {engines.months} months with the warm-up, CPU time, "
        f"medians of {engines.rounds} rounds in which the engines took turns, {engines.rows:,} log "
        "lines. The last ratio counts folding on both sides."
    )
    if startup is not None:
        note += (
            f" First replication in a fresh process: {startup.cold_engine:.1f} s, and "
            f"{startup.cold_fold:.1f} s for its KPIs, when everything has to be compiled; "
            f"{startup.warm_engine:.2f} s and {startup.warm_fold:.2f} s from the cache. "
            f"`salesorg --help`: {startup.help:.2f} s."
        )
    head = ("", "ms per replication", "log lines per second", "× reference")
    return Table("The real model: both engines", head, rows, note)


def cases_table(title: str, cases: list[Case], note: str) -> Table:
    rows = [
        (
            f"{case.people:,}",
            str(case.months),
            f"{1e3 * case.seconds:,.0f}",
            f"{case.rows:,}",
            f"{case.rows / case.seconds:,.0f}",
            f"{case.memory:,.0f}",
        )
        for case in cases
    ]
    head = (
        "people",
        "months",
        "ms per replication",
        "log lines",
        "log lines per second",
        "peak MiB",
    )
    return Table(f"The real model: {title[:1].lower()}{title[1:]}", head, rows, note)


def size_note(cases: list[Case]) -> str:
    fitted = [case.people for case in cases if case.people >= FITTED_FROM]
    return (
        f"Time grows as people to the power of **{exponent(cases):.2f}** (least squares on "
        f"logarithms, {min(fitted):,} to {max(fitted):,} people). The smallest is the start-up, "
        "the others are the default company and copies of its teams, with demand, customers and "
        "money in proportion. Time is that of a replication with its KPIs; each row is a process "
        "of its own; memory includes the interpreter and the compiled code."
    )


def horizon_note(cases: list[Case]) -> str:
    power = exponent(cases, "months")
    return (
        f"Time grows as months to the power of **{power:.2f}**; 6 months of them are the warm-up."
    )


def campaigns_table(campaigns: list[Campaign]) -> Table:
    rows = [(f"{c.replications:,}", f"{c.memory:,.0f}") for c in campaigns]
    first, last = campaigns[0], campaigns[-1]
    each = 1024.0 * (last.memory - first.memory) / (last.replications - first.replications)
    note = (
        "A sweep of the start-up over 3 months. Blocks of replications go to the store as soon as "
        "they are done, and only the outcomes that are asked for are read back. "
        f"{last.replications / first.replications:.0f} times as many replications take "
        f"{last.memory / first.memory:.2f} times the memory, {each:.2f} KiB for one more."
    )
    head = ("replications", "peak memory, MiB")
    return Table("The real model: replications of a sweep", head, rows, note)


def times(value: float | None, digits: int = 3) -> str:
    """Return a ratio with so many significant digits; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 10 ** (digits - 1) else f"{value:#.{digits}g}"


def machine() -> str:
    """Say what kind of machine and which versions."""
    parts = [f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"]
    parts.append(f"Python {platform.python_version()}")
    for name in VERSIONS:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    if shutil.which("g++"):
        command = ["g++", "-dumpfullversion"]
        found = subprocess.run(command, check=False, capture_output=True, text=True).stdout
        parts.append(f"g++ {found.strip()}")
    return ", ".join(parts)


def show(found: Measured) -> None:
    """Print all tables."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.table import Table as Shown

    console = Console()
    console = Console(width=max(console.width, 110))
    for table in tables(found):
        shown = Shown(title=table.title)
        for place, name in enumerate(table.head):
            shown.add_column(name, justify="right" if place else "left")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
        console.print(Markdown(table.note))
        console.print()


def write(found: Measured, folder: Path, command: str) -> Path:
    """Write ``performance.md`` and its figure into ``folder``; return the page's path."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    draw(found, folder / "images" / FIGURE)
    page = folder / "performance.md"
    page.write_text(markdown(found, command), encoding="utf-8")
    return page


def markdown(found: Measured, command: str) -> str:
    """Return the page."""
    parts = [HEAD.format(command=command, day=date.today().isoformat(), machine=machine())]
    for number, table in enumerate(tables(found)):
        parts.append(f"## {table.title}\n")
        parts.append(INTRODUCTIONS[number])
        lines = [table.head, tuple("---:" if i else "---" for i in range(len(table.head)))]
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in [*lines, *table.rows]))
        parts.append(f"\n{table.note}\n")
    return "\n".join(parts)


HEAD = """# Performance

Written by `{command}` on {day}; do not edit.

Machine: {machine}.

Speeds differ between machines and from minute to minute, so the programs of a table take turns in
one run, and ratios say more than seconds.
"""
INTRODUCTIONS = (
    """\
Funnel-lite: Poisson leads, a pool of SDRs, four stages of AE work and buyers' delays, customers
with check-ins and churn. [`benchmarks/peers/workload.py`](../benchmarks/peers/workload.py) states
it in words; each program beside it is written as its library's documentation would. The event core
uses the compiled engine's own event list and draws. It, the C++ program and plain Python give equal
results to the last event when they draw the same named numbers; that all seven simulate the same
thing is tested in `tests/test_benchmarks.py`. The C++ program has the same random generator
(Philox4x32-10, one block for two numbers); `g++ -O3` compiles it for a generic processor, as ours
is compiled.
""",
    """\
The model itself, which does far more per event than the funnel above. Both engines give the same
log, byte for byte.
""",
    f"![Time per replication against people, and memory](images/{FIGURE})\n",
    "",
    "",
)


def draw(found: Measured, path: Path) -> None:
    """Draw time and memory against people on logarithmic axes, and memory of replications."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4), layout="constrained")
    time, memory, many = figure.subplots(1, 3)
    draw_time(time, found.sizes)
    people = [case.people for case in found.sizes]
    memory.loglog(people, [case.memory for case in found.sizes], "o-", color=scenario_colour(1))
    memory.set(title="Memory of one replication", xlabel="people", ylabel="peak memory, MiB")
    plain_ticks(memory.xaxis, people)
    plain_ticks(memory.yaxis, [200, 500, 1000, 2000])
    number, used = zip(*found.campaigns, strict=True)
    many.semilogx(number, used, "o-", color=scenario_colour(2))
    many.set(
        title=f"{number[-1] / number[0]:.0f} × replications, {used[-1] / used[0]:.2f} × memory"
    )
    many.set(xlabel="replications", ylabel="peak memory, MiB", ylim=(0, 1.2 * max(used)))
    plain_ticks(many.xaxis, number)
    for axes in (time, memory, many):
        axes.grid(visible=True, which="major", color=RULE, lw=0.6)
    figure.savefig(path, dpi=120, metadata={"Software": None})


def draw_time(axes: Axes, cases: list[Case]) -> None:
    """Draw seconds against people with the fitted line."""
    power = exponent(cases)
    fitted = [case for case in cases if case.people >= FITTED_FROM]
    level = geometric_mean(case.seconds / case.people**power for case in fitted)
    line = [level * case.people**power for case in fitted]
    people = [case.people for case in cases]
    axes.loglog([case.people for case in fitted], line, color=MUTED, lw=1, ls="--")
    axes.loglog(people, [case.seconds for case in cases], "o", color=scenario_colour(0))
    axes.set(title=f"Time grows as people$^{{{power:.2f}}}$", xlabel="people")
    axes.set_ylabel("seconds per replication, with KPIs")
    plain_ticks(axes.xaxis, people)
    plain_ticks(axes.yaxis, [0.1, 1, 10])


def plain_ticks(axis: Axis, values: Sequence[float]) -> None:
    """Show these numbers, written out, on a logarithmic axis."""
    from matplotlib.ticker import NullLocator

    axis.set_major_locator(NullLocator())
    axis.set_minor_locator(NullLocator())
    axis.set_ticks(list(values), labels=[f"{value:,g}" for value in values])
