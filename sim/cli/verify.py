"""The command that holds the simulator against theory and against stylised facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import EXIT_FAILED, app, console
from sim.cli.formats import Format, chosen_format, echo_csv, echo_json
from sim.cli.options import AsCsv, AsJson
from sim.errors import InputError


@app.command()
def verify(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Names of cases (default: all).", show_default=False)
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="The ten-second selection; of patterns: few and short.")
    ] = False,
    plots: Annotated[
        Path | None, typer.Option("--plots", help="Folder for a plot of every case.")
    ] = None,
    patterns: Annotated[
        bool, typer.Option("--patterns", help="Stylised facts of sales organisations instead.")
    ] = False,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for patterns.html and patterns.csv.")
    ] = Path("results/showcase"),
    replications: Annotated[
        int | None,
        typer.Option("--replications", help="Of each company (patterns).", show_default="40"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Threads (patterns).", show_default="all cores")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Hold the simulator against theory and closed forms, or against stylised facts.

    Example: `salesorg verify --patterns`
    """
    form = chosen_format(as_json, as_csv)
    if patterns:
        _verify_patterns(cases, plots, fast, out, replications, workers, form)
        return
    if replications is not None or workers is not None:
        raise InputError(
            "--replications and --workers belong to --patterns",
            hint="each case has its own number of replications",
        )
    import pandas as pd

    from sim.verification import run_cases, verification_table

    selection = cases or ("fast" if fast else "all")
    results = run_cases(selection, plots=plots)
    _print(pd.DataFrame(results), form, lambda: verification_table(results))
    if not all(result.passed for result in results):
        raise typer.Exit(EXIT_FAILED)


def _verify_patterns(
    cases: list[str] | None,
    plots: Path | None,
    fast: bool,
    out: Path,
    replications: int | None,
    workers: int | None,
    form: Format,
) -> None:
    """Examine the stylised facts, print their table and write page and CSV."""
    if cases or plots is not None:
        raise InputError(
            "--patterns takes neither names of cases nor --plots",
            hint="the pictures of patterns are in patterns.html",
        )
    from sim.verification.patterns import Kept, patterns_table, run_patterns, write_patterns
    from sim.verification.patterns.page import rows

    screen, kept = console(stderr=True), Kept()
    if kept:
        screen.print(f"An interrupted run left {len(kept)} replications; they are not run again.")
    found = run_patterns(
        fast,
        replications,
        workers=workers,
        begin=lambda name: screen.print(f"  {name} …"),
        kept=kept,
    )
    _print(rows(found.facts), form, lambda: patterns_table(found.facts))
    screen.print(f"{write_patterns(found, out)} ({found.seconds:.0f} s)")
    kept.forget()
    if not all(fact.passed for fact in found.facts):
        raise typer.Exit(EXIT_FAILED)


def _print(frame: Any, form: Format, table: Callable[[], Any]) -> None:
    """Print what was found as a table for people, or its rows for a script."""
    if form.as_csv:
        echo_csv(frame)
    elif form.as_json:
        echo_json(frame.to_dict("records"))
    else:
        console().print(table())
