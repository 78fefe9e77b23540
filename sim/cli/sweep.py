"""The command that runs an experiment file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import EXIT_INTERRUPTED, app, console
from sim.cli.formats import chosen_format, echo_json
from sim.cli.options import (
    AsCsv,
    AsJson,
    Check,
    Cluster,
    Most,
    Quiet,
    Seed,
    StoreFolder,
    Workers,
)
from sim.cli.running import Manner, refuse_too_few, report_into, with_progress


@app.command()
def sweep(
    experiment: Annotated[
        str,
        typer.Argument(
            help="A YAML file, or the name of a shipped experiment.", show_default=False
        ),
    ],
    replications: Most = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    block: Annotated[
        int | None,
        typer.Option(
            help="Replications in one task and one block of the store.", show_default="16", min=1
        ),
    ] = None,
    store: StoreFolder = Path("results/store"),
    out: Annotated[Path, typer.Option("--out", help="Where results are written.")] = Path(
        "results"
    ),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it will cost, and stop.")
    ] = False,
    check: Check = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Run an experiment: every design in the same markets, a table, the answer in one sentence.

    Replications are kept in the store: a run that was stopped goes on, more replications extend.

    Example: `salesorg sweep speed_to_lead --replications 40`
    """
    from sim.experiments.store import Store
    from sim.experiments.sweep_answer import answer
    from sim.experiments.sweep_file import load_experiment
    from sim.experiments.sweep_stored import plan_sweep, run_sweep

    form = chosen_format(as_json, as_csv)
    plan = plan_sweep(load_experiment(experiment), replications, seed)
    kept, manner = Store(store), Manner(workers, quiet, check, cluster, block)
    cost = plan.estimate(kept, manner.settings)
    _say(cost.words(), quiet or form.for_scripts)
    if dry_run:
        return
    found = with_progress(lambda settings: run_sweep(plan, kept, settings), manner)
    refuse_too_few(found.replications)
    command = " ".join(["salesorg", *sys.argv[1:]])
    saved = _save(found, out, command)
    if form.as_csv:
        typer.echo((saved / "sweep.csv").read_text(encoding="utf-8"), nl=False)
    else:
        _print_sweep(found, answer(found), saved, form.as_json)
    if found.comparison.interrupted:
        _say("Interrupted: the same command goes on from here.")
        raise typer.Exit(EXIT_INTERRUPTED)


def _save(found: Any, out: Path, command: str) -> Path:
    """Write the experiment's folder and return it."""
    from sim.experiments.result_folder import save
    from sim.report.sweep_page import write_sweep

    return save(
        found.comparison,
        [case.scenario for case in found.cases],
        out,
        name=found.file.name,
        command=command,
        also=lambda folder: report_into(write_sweep, found, folder, command),
    )


def _say(text: str, unless: bool = False) -> None:
    """Print a line for people beside the result."""
    from rich.text import Text

    if not unless:
        console(stderr=True).print(Text(text), soft_wrap=True)


def _print_sweep(found: Any, answer: str, saved: Path, as_json: bool) -> None:
    """Print the experiment's table, its answer and where its page is; or all of it as JSON."""
    from rich.text import Text

    from sim.report.sweep_rows import sweep_json
    from sim.report.sweep_table import sweep_table

    if as_json:
        echo_json(sweep_json(found, answer, str(saved)))
        return
    screen = console()
    screen.print(Text(found.file.experiment.question, style="bold"))
    screen.print(sweep_table(found))
    screen.print(Text(answer, style="bold"))
    screen.print()
    screen.print(Text(f"Report: {saved / 'report.html'}"), soft_wrap=True)
