"""The command that says which factors of an experiment an outcome depends on."""

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
def sensitivity(
    experiment: ExperimentName,
    outcome: Outcome = None,
    method: Annotated[
        str,
        typer.Option(
            "--method",
            help="`morris`: a quick screening; `sobol`: shares of the variance, many more runs.",
        ),
    ] = "morris",
    samples: Annotated[
        int | None,
        typer.Option(
            "--samples",
            help="Trajectories (morris), or base samples, a power of 2 (sobol).",
            show_default="20, or 128",
            min=1,
        ),
    ] = None,
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
    """Say which levers and uncertainties an outcome depends on, and which cannot be told from luck.

    Example: `salesorg sensitivity speed_to_lead --method sobol --samples 16`
    """
    from sim.experiments.asking import outcome_of
    from sim.experiments.sensitivity.study import DEFAULT_SAMPLES, check_method, study
    from sim.experiments.sensitivity.words import answer
    from sim.experiments.sweep_file import load_experiment
    from sim.report.sensitivity_files import write_sensitivity

    form = chosen_format(json_, csv)
    file = load_experiment(experiment)
    number = DEFAULT_SAMPLES.get(method, 0) if samples is None else samples
    chosen = check_method(file, method, number)
    kpi = outcome_of(file, outcome)
    plan_seed = file.experiment.design.seed if seed is None else seed
    found = Desk(file, store, seed, Manner(workers, quiet, cluster=cluster)).ask(
        lambda asked: study(asked, kpi, chosen, number, plan_seed), kpi.name, replications
    )
    saved = write_sensitivity(found, out, command_line())
    _print(found, answer(found), saved, form)


def _print(found: Any, answer: str, saved: Path, form: Format) -> None:
    from sim.report.sensitivity_rows import sensitivity_frame, sensitivity_json, sensitivity_table

    if form.as_json:
        echo_json(sensitivity_json(found, answer, str(saved)))
    elif form.as_csv:
        echo_csv(sensitivity_frame(found))
    else:
        print_study(sensitivity_table(found), [answer], saved)
