"""The command that looks for the best design of an experiment file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import app, console
from sim.cli.formats import chosen_format
from sim.cli.options import AsJson, Cluster, Quiet, Seed, StoreFolder, Workers
from sim.cli.running import Manner, with_progress

FRONT_DESIGNS = 16
"""Designs that are compared in fresh markets for a front, unless told otherwise."""


@app.command()
def optimise(
    experiment: Annotated[
        str,
        typer.Argument(
            help="A YAML file, or the name of a shipped experiment.", show_default=False
        ),
    ],
    outcome: Annotated[
        str | None, typer.Option(help="What is to be best (default: the answer's outcome).")
    ] = None,
    quantile: Annotated[
        float | None, typer.Option(help="A quantile of it in place of the mean: 0.1 for p10.")
    ] = None,
    maximise: Annotated[
        bool | None,
        typer.Option("--maximise/--minimise", help="Which way is better (default: as known)."),
    ] = None,
    pareto: Annotated[
        str | None, typer.Option(help="A second outcome to trade against, by its mean.")
    ] = None,
    trials: Annotated[int, typer.Option(help="Designs that are simulated.", min=2)] = 60,
    replications: Annotated[
        int | None,
        typer.Option("--replications", "-n", help="Markets of each (default: 24 or more).", min=2),
    ] = None,
    finalists: Annotated[
        int | None,
        typer.Option(help="Designs that are told apart (default: 8; a front 16).", min=2),
    ] = None,
    smallest_difference: Annotated[
        float, typer.Option(help="The least that matters, as a share of the base's value.")
    ] = 0.01,
    most: Annotated[int, typer.Option(help="Most markets of a finalist.", min=2)] = 2000,
    seed: Seed = None,
    store: StoreFolder = Path("results/store"),
    workers: Workers = None,
    cluster: Cluster = None,
    out: Annotated[Path, typer.Option("--out", help="Where results are written.")] = Path(
        "results"
    ),
    json_: AsJson = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print the finalists (or the front) as CSV, nothing else.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Look for the best levers of an experiment: search, selection, a check in fresh markets.

    Example: `salesorg optimise headcount_mix --trials 20`
    """
    from sim.experiments.optimise.of_file import Source
    from sim.experiments.optimise.problem import Effort
    from sim.experiments.optimise.task import Wish, direction_of, run_task
    from sim.experiments.sweep_file import load_experiment
    from sim.report.optimise_folder import save_optimum

    form = chosen_format(json_, csv)
    file = load_experiment(experiment)
    chosen = file.experiment.seed if seed is None else seed
    effort = Effort(
        trials=trials,
        finalists=finalists or (8 if pareto is None else FRONT_DESIGNS),
        smallest_difference=smallest_difference,
        most=most,
        fresh=file.experiment.replications,
        seed=chosen,
    )
    wish = Wish(outcome, quantile, direction_of(maximise), pareto)
    found = with_progress(
        lambda settings: run_task(
            file, wish, effort, Source(store, chosen, settings), replications
        ),
        Manner(workers, quiet, cluster=cluster),
    )
    command = " ".join(["salesorg", *sys.argv[1:]])
    saved = save_optimum(file, found, out, command, chosen)
    if form.for_scripts:
        _print_data(found, saved, form.as_json)
    else:
        _print_found(file, found, saved)


def _print_data(found: Any, saved: Path, as_json: bool) -> None:
    """Print the answer as it is in the folder, or the table of designs."""
    from sim.experiments.optimise.optimum import Optimum

    table = "finalists.csv" if isinstance(found, Optimum) else "pareto.csv"
    text = (saved / ("answer.json" if as_json else table)).read_text(encoding="utf-8")
    typer.echo(text, nl=False)


def _print_found(file: Any, found: Any, saved: Path) -> None:
    """Print question, table, answer and what the answer rests on."""
    from rich.text import Text

    from sim.experiments.optimise.optimum import Optimum
    from sim.experiments.optimise.wording import trade_off_answer
    from sim.report.optimise_table import finalists_table, front_table

    screen = console()
    screen.print(Text(file.experiment.question, style="bold"))
    if isinstance(found, Optimum):
        screen.print(finalists_table(file, found))
        _print_answer(file, found)
    else:
        screen.print(front_table(file, found))
        screen.print(Text(trade_off_answer(file, found), style="bold"))
    screen.print()
    screen.print(Text(f"Results: {saved}"), soft_wrap=True)


def _print_answer(file: Any, found: Any) -> None:
    from rich.text import Text

    from sim.experiments.company_of import company_of
    from sim.experiments.constraints import broken, quantities
    from sim.experiments.optimise import wording
    from sim.report.optimise_table import company_words

    screen, base = console(), company_of(file, {})
    winner = company_of(file, found.winner.point)
    screen.print(Text(wording.answer(file, found), style="bold"))
    screen.print(Text(company_words(quantities(winner), quantities(base))))
    missed = broken(file.experiment.constraints, base)
    if missed is not None:
        screen.print(Text(f"The base itself breaks a constraint: {missed.words}."))
    screen.print(Text(wording.optimism(found)))
    screen.print(Text(wording.guarantee(found)))
