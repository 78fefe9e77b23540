"""The command that holds the simulator against theory and against stylised facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.application import EXIT_FAILED, app, console
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
) -> None:
    """Hold the simulator against theory and closed forms, or against stylised facts.

    Example: `salesorg verify --patterns`
    """
    if patterns:
        _verify_patterns(cases, plots, fast, out, replications, workers)
        return
    if replications is not None or workers is not None:
        raise InputError(
            "--replications and --workers belong to --patterns",
            hint="each case has its own number of replications",
        )
    from sim.verification import run_cases, verification_table

    selection = cases or ("fast" if fast else "all")
    results = run_cases(selection, plots=plots)
    console().print(verification_table(results))
    if not all(result.passed for result in results):
        raise typer.Exit(EXIT_FAILED)


def _verify_patterns(
    cases: list[str] | None,
    plots: Path | None,
    fast: bool,
    out: Path,
    replications: int | None,
    workers: int | None,
) -> None:
    """Examine the stylised facts, print their table and write page and CSV."""
    if cases or plots is not None:
        raise InputError(
            "--patterns takes neither names of cases nor --plots",
            hint="the pictures of patterns are in patterns.html",
        )
    from sim.verification.patterns import patterns_table, run_patterns, write_patterns

    screen = console(stderr=True)
    found = run_patterns(
        fast, replications, workers=workers, begin=lambda name: screen.print(f"  {name} …")
    )
    console().print(patterns_table(found.facts))
    screen.print(f"{write_patterns(found, out)} ({found.seconds:.0f} s)")
    if not all(fact.passed for fact in found.facts):
        raise typer.Exit(EXIT_FAILED)
