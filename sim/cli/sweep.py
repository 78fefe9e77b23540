"""The command that runs an experiment file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import EXIT_INTERRUPTED, app, console
from sim.cli.options import Most, Quiet, Seed, Workers
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
    out: Annotated[Path, typer.Option("--out", help="Where results are written.")] = Path(
        "results"
    ),
    json_: Annotated[
        bool, typer.Option("--json", help="Print table and answer as JSON, nothing else.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Run an experiment: every design in the same markets, a table, the answer in one sentence.

    Example: `salesorg sweep speed_to_lead --replications 40`
    """
    from sim.experiments.result_folder import save
    from sim.experiments.sweep import sweep as run_sweep
    from sim.experiments.sweep_answer import answer
    from sim.experiments.sweep_file import load_experiment
    from sim.report.sweep_page import write_sweep

    file = load_experiment(experiment)
    found = with_progress(
        lambda settings: run_sweep(file, replications, seed, settings), Manner(workers, quiet)
    )
    refuse_too_few(found.replications)
    command = " ".join(["salesorg", *sys.argv[1:]])
    saved = save(
        found.comparison,
        [design.scenario for design in found.designs],
        out,
        name=file.name,
        command=command,
        also=lambda folder: report_into(write_sweep, found, folder, command),
    )
    _print_sweep(found, answer(found), saved, json_)
    if found.comparison.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)


def _print_sweep(found: Any, answer: str, saved: Path, as_json: bool) -> None:
    """Print the experiment's table, its answer and where its page is; or all of it as JSON."""
    from rich.text import Text

    from sim.report.sweep_rows import sweep_json
    from sim.report.sweep_table import sweep_table

    if as_json:
        import json

        typer.echo(json.dumps(sweep_json(found, answer, str(saved)), indent=2, ensure_ascii=False))
        return
    screen = console()
    screen.print(Text(found.file.experiment.question, style="bold"))
    screen.print(sweep_table(found))
    screen.print(Text(answer, style="bold"))
    screen.print()
    screen.print(Text(f"Report: {saved / 'report.html'}"), soft_wrap=True)
