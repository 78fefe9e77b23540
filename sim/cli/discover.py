"""The command that says in words in which worlds one setting beats another, or a plan is met."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import app
from sim.cli.formats import Format, chosen_format, echo_csv, echo_json
from sim.cli.options import AsCsv, AsJson, Cluster, Quiet, Seed, StoreFolder, Workers
from sim.cli.running import Manner
from sim.cli.studying import (
    Desk,
    ExperimentName,
    Markets,
    Out,
    Outcome,
    command_line,
    print_study,
)


@app.command()
def discover(
    experiment: ExperimentName,
    outcome: Outcome = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", help="Where is the outcome at least this good?"),
    ] = None,
    lever: Annotated[
        str | None,
        typer.Option(
            help="Where does one setting of this lever beat another (default: the answer's)?"
        ),
    ] = None,
    setting: Annotated[str | None, typer.Option(help="The one setting.")] = None,
    against: Annotated[str | None, typer.Option(help="The other.")] = None,
    worlds: Annotated[int, typer.Option(help="Worlds to sample; a third is held out.")] = 200,
    replications: Markets = 8,
    seed: Seed = None,
    store: StoreFolder = Path("results/store"),
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = Path("results"),
    json_: AsJson = False,
    csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Say in words in which worlds one setting beats another, or an outcome reaches a plan.

    Example: `salesorg discover chiefs --worlds 120`
    """
    from sim.experiments.asking import outcome_of
    from sim.experiments.discovery.study import Stated, question_of
    from sim.experiments.discovery.study import discover as find
    from sim.experiments.sweep_file import load_experiment
    from sim.report.discovery_rows import write_discovery

    form = chosen_format(json_, csv)
    file = load_experiment(experiment)
    question = question_of(file, Stated(threshold, lever, setting, against))
    kpi = outcome_of(file, outcome)
    plan_seed = file.experiment.design.seed if seed is None else seed
    found = Desk(file, store, seed, Manner(workers, quiet, cluster=cluster)).ask(
        lambda asked: find(asked, kpi, question, worlds, plan_seed), kpi.name, replications
    )
    saved = write_discovery(found, out, command_line())
    _print(found, saved, form)


def _print(found: Any, saved: Path, form: Format) -> None:
    from sim.experiments.discovery.words import answer
    from sim.report.discovery_rows import discovery_frame, discovery_json, discovery_table

    if form.as_json:
        echo_json(discovery_json(found, str(saved)))
    elif form.as_csv:
        echo_csv(discovery_frame(found))
    else:
        print_study(discovery_table(found), [answer(found)], saved)
