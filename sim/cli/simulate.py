"""Commands that run companies: one, or several in the same markets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.application import EXIT_INTERRUPTED, app, console
from sim.cli.formats import Format, chosen_format, echo_csv, echo_json
from sim.cli.options import (
    AsCsv,
    AsJson,
    Check,
    EngineName,
    Folder,
    Logs,
    Most,
    Overrides,
    Quiet,
    ScenarioName,
    ScenarioNames,
    Seed,
    Workers,
)
from sim.cli.running import Manner, Plan, deliver, load, refuse_too_few, with_progress

if TYPE_CHECKING:
    from sim.experiments.campaign import Settings
    from sim.experiments.compare import Comparison
    from sim.experiments.results import Replications
    from sim.params import Frozen
    from sim.scenario.schema import Scenario


@app.command()
def run(
    scenario: ScenarioName,
    set_: Overrides = None,
    replications: Most = None,
    seed: Seed = None,
    workers: Workers = None,
    results: Folder = Path("results"),
    engine: EngineName = "compiled",
    log: Logs = None,
    check: Check = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Run one scenario and report the distributions of its results.

    Example: `salesorg run startup --replications 100 --log 0`
    """
    from sim.experiments.logs import check_numbers
    from sim.experiments.replicate import replicate
    from sim.report.terminal import run_table

    form = chosen_format(as_json, as_csv)
    cases, kept = load([scenario], set_ or ()), log or []
    plan = Plan(cases, replications, seed)
    check_numbers(kept, plan.keywords["replications"])

    def work(settings: Settings) -> Replications:
        case = cases[0][1]
        return replicate(case, **plan.keywords, engine=engine, settings=settings, keep_logs=kept)

    deliver(work, cases, results, Manner(workers, quiet, check), run_table, kept, form)


@app.command()
def compare(
    scenarios: ScenarioNames,
    set_: Overrides = None,
    replications: Most = None,
    seed: Seed = None,
    workers: Workers = None,
    results: Folder = Path("results"),
    engine: EngineName = "compiled",
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Switch structure channels off, one at a time and all."),
    ] = False,
    check: Check = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Compare scenarios in the same markets: distributions, paired differences, a report.

    Example: `salesorg compare cso_led cro_led`
    """
    from sim.experiments.compare import compare as compare_cases
    from sim.report.terminal import comparison_table

    form = chosen_format(as_json, as_csv)
    cases, manner = load(scenarios, set_ or ()), Manner(workers, quiet, check)
    plan = Plan(cases, replications, seed, paired=True)
    if ablate:
        _ablate(cases, plan, engine, manner, results, form)
        return

    def work(settings: Settings) -> Comparison:
        companies = [frozen for _, frozen in cases]
        return compare_cases(companies, **plan.keywords, engine=engine, settings=settings)

    deliver(work, cases, results, manner, comparison_table, form=form)


def _ablate(
    cases: Sequence[tuple[Scenario, Frozen]],
    plan: Plan,
    engine: str,
    manner: Manner,
    folder: Path,
    form: Format,
) -> None:
    """Print which structure channel carries how much of the difference; keep all KPIs as CSV."""
    from rich.text import Text

    from sim.experiments.ablate import ablate
    from sim.experiments.result_folder import save_table
    from sim.report.ablation import ablation_rows, ablation_table

    chosen = [scenario for scenario, _ in cases]
    number, seed = plan.keywords["replications"], plan.keywords["seed"]
    found = with_progress(
        lambda settings: ablate(chosen, number, seed, engine=engine, settings=settings), manner
    )
    refuse_too_few(found.replications)
    rows = ablation_rows(found)
    saved = save_table(rows, folder, "ablation-" + "-vs-".join(found.names))
    if form.as_csv:
        echo_csv(rows)
    elif form.as_json:
        facts = {
            "scenarios": found.names,
            "replications": found.replications,
            "interrupted": found.interrupted,
            "results": str(saved),
            "rows": rows.to_dict("records"),
        }
        echo_json(facts)
    else:
        screen = console()
        screen.print(ablation_table(found, screen.width))
        screen.print(Text(f"All key figures: {saved}"), soft_wrap=True)
    if found.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)
