"""Running the arms: each replication once, all measures taken from its log, the log forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sim.experiments.identity import company_hash
from sim.freeze import freeze
from sim.metrics.tally import tally
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.scenario.schema import Scenario
from sim.streams import Luck
from sim.verification.patterns.arms import WARM_UP, Arm
from sim.verification.patterns.fact import Measure, Need, Seen
from sim.verification.patterns.kept import Kept, Measured
from sim.verification.runs import SEED

Begin = Callable[[str], None]


def observe(
    needs: Iterable[Need],
    companies: Mapping[str, Arm],
    replications: int,
    workers: int,
    begin: Begin | None = None,
    kept: Kept | None = None,
) -> Seen:
    """Run every arm that is needed and return what was measured.

    ``begin`` is told the name of each arm before it runs.  Replication n of every arm is the same
    market (common random numbers).  What is ``kept`` already is not run.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    for name, measures in _by_arm(needs).items():
        if begin is not None:
            begin(name)
        scenario = scenario_of(companies[name])
        measured = _measuring(freeze(scenario), list(measures.values()))
        if kept is not None:
            measured = kept.recalling((company_hash(scenario), SEED, *measures), measured)
        rows = _run(measured, replications, workers)
        for place, key in enumerate(measures):
            found[name, key] = [row[place] for row in rows]
    return Seen(found)


def _by_arm(needs: Iterable[Need]) -> dict[str, dict[str, Measure]]:
    arms: dict[str, dict[str, Measure]] = {}
    for need in needs:
        arms.setdefault(need.arm, {})[need.measure.__name__] = need.measure
    return arms


def scenario_of(arm: Arm) -> Scenario:
    """Return an arm's company with its calendar."""
    calendar = {"calendar.warm_up_months": WARM_UP, "calendar.horizon_months": arm.months}
    return load_scenario(arm.chart, {**arm.overrides, **calendar})


def _measuring(frozen: Frozen, measures: list[Measure]) -> Measured:
    from sim.engine.compiled import simulate

    def one(number: int) -> list[Any]:
        log = simulate(frozen.params, number, SEED)
        counted = tally(frozen.params, log)
        luck = Luck(SEED, number)
        return [measure(frozen, log, counted, luck) for measure in measures]

    return one


def _run(measured: Measured, replications: int, workers: int) -> list[Any]:
    first = [measured(0)]  # compiles what is not compiled yet
    with ThreadPoolExecutor(workers) as pool:
        return first + list(pool.map(measured, range(1, replications)))
