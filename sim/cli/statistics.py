"""Commands that say how sure a result is: power, risk against a plan, the length of the warm-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.application import app, console
from sim.cli.formats import chosen_format, echo_csv, echo_json
from sim.cli.options import (
    AsCsv,
    AsJson,
    Cluster,
    Overrides,
    Quiet,
    ScenarioName,
    ScenarioNames,
    Seed,
    StoreFolder,
    Workers,
)
from sim.cli.running import Manner, load, with_progress
from sim.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    from sim.metrics.registry import Kpi

KpiName = Annotated[str, typer.Option("--kpi", help="Name of a KPI (docs/reference/kpis.md).")]
Pilot = Annotated[int, typer.Option("--replications", "-n", help="Markets looked at.", min=3)]


@app.command()
def power(
    scenarios: ScenarioNames,
    effect: Annotated[
        float, typer.Option(help="The difference to be seen, as a share of the baseline's mean.")
    ] = 0.03,
    kpi: KpiName = "new_arr",
    replications: Pilot = 40,
    chance: Annotated[
        float, typer.Option("--power", help="Chance to see it.", min=0.5, max=0.999)
    ] = 0.8,
    set_: Overrides = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    store: StoreFolder = Path("results/store"),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Say how many replications it takes to see a difference between two scenarios.

    Example: `salesorg power cso_led cro_led --effect 0.01`
    """
    from sim.experiments.statistics.power import replications_for, smallest_detectable
    from sim.report.statistics_frames import power_frame
    from sim.report.statistics_words import power_words

    form = chosen_format(as_json, as_csv)
    _expect(len(scenarios) == 2, f"power compares two scenarios, got {len(scenarios)}")
    asked = _Asked(scenarios, set_ or (), kpi, replications, seed)
    described, table = asked.markets(store, Manner(workers, quiet, cluster=cluster))
    needed = replications_for(table[:, 0], table[:, 1], effect, power=chance)
    seen = smallest_detectable(table[:, 0], table[:, 1], replications, power=chance)
    if form.as_json:
        echo_json({"kpi": kpi, "needed": needed, "detectable": seen})
    elif form.as_csv:
        echo_csv(power_frame(kpi, needed, seen))
    else:
        for line in power_words(described, effect, needed, seen):
            _print(line)


@app.command()
def risk(
    scenarios: ScenarioNames,
    plan: Annotated[
        float | None, typer.Option(help="The plan, in the unit of the KPI (default: no plan).")
    ] = None,
    kpi: KpiName = "new_arr",
    replications: Pilot = 200,
    level: Annotated[
        float, typer.Option(help="The bad tail: this share of markets.", min=0.001, max=0.5)
    ] = 0.10,
    set_: Overrides = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    store: StoreFolder = Path("results/store"),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Compare what may go wrong: chance of the plan, bad tail, regret, dominance.

    Example: `salesorg risk cso_led cro_led --plan 10000000`
    """
    from sim.experiments.statistics.risk_table import risk_table
    from sim.report.statistics_frames import risk_frame
    from sim.report.statistics_words import risk_rows, risk_words

    form = chosen_format(as_json, as_csv)
    asked = _Asked(scenarios, set_ or (), kpi, replications, seed)
    described, table = asked.markets(store, Manner(workers, quiet, cluster=cluster))
    found = risk_table(table, asked.names, described.better, plan, level)
    if form.as_json:
        echo_json({"kpi": kpi, "plan": plan, "level": level, "risk": found})
        return
    if form.as_csv:
        echo_csv(risk_frame(kpi, found))
        return
    console().print(risk_rows(described, found))
    for line in risk_words(described, found):
        _print(line)


@app.command(name="warm-up")
def warm_up(
    scenario: ScenarioName,
    series: Annotated[
        str, typer.Option(help="A monthly series (see the error for their names).")
    ] = "new_arr",
    replications: Pilot = 40,
    batch: Annotated[
        int, typer.Option(help="Months averaged, a multiple of 3: quarters end with a rush.", min=1)
    ] = 3,
    set_: Overrides = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Check with MSER whether the warm-up is long enough for a series to become steady.

    Example: `salesorg warm-up cro_led --set calendar.horizon_months=48`
    """
    from sim.experiments.replicate import replicate
    from sim.experiments.statistics.warm_up import warm_up as examine
    from sim.metrics.monthly import SERIES
    from sim.report.statistics_frames import warm_up_frame
    from sim.scenario.suggestions import suggest

    form = chosen_format(as_json, as_csv)
    names = [each.name for each in SERIES]
    _expect(series in names, f"unknown series '{series}'", suggest(series, names))
    [(loaded, frozen)] = load([scenario], set_ or ())
    chosen = loaded.run.seed if seed is None else seed
    run = with_progress(
        lambda settings: replicate(frozen, replications, chosen, settings=settings),
        Manner(workers, quiet),
    )
    values = run.monthly[:, :, names.index(series)]
    found = examine(values, loaded.calendar.warm_up_months, batch)
    if form.as_json:
        echo_json({"series": series, "warm_up": found})
    elif form.as_csv:
        echo_csv(warm_up_frame(series, found))
    else:
        _print(f"{SERIES[names.index(series)].title}, by month: {found.sentence()}")


class _Asked:
    """Scenarios, one KPI and a number of markets."""

    def __init__(
        self,
        scenarios: list[str],
        overrides: Any,
        kpi: str,
        replications: int,
        seed: int | None,
    ) -> None:
        self.companies = load(scenarios, overrides)
        self.names = [scenario.name for scenario, _ in self.companies]
        self.kpi, self.replications = kpi, replications
        self.seed = self.companies[0][0].run.seed if seed is None else seed

    def markets(self, store: Path, manner: Manner) -> tuple[Kpi, np.ndarray]:
        """Return the KPI and [replications, companies], simulating what the store lacks."""
        from sim.experiments.from_store import markets
        from sim.experiments.store import Store

        kept = Store(store)
        return with_progress(
            lambda settings: markets(
                kept, self.companies, self.kpi, self.replications, self.seed, settings
            ),
            manner,
        )


def _expect(is_so: bool, otherwise: str, hint: str | None = None) -> None:
    if not is_so:
        raise InputError(otherwise, hint=hint)


def _print(text: str) -> None:
    from rich.text import Text

    console().print(Text(text))
