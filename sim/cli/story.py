"""The command that tells what happened to one deal or in one seat, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.application import app, console
from sim.cli.options import Overrides, ScenarioName, Seed


@app.command()
def story(
    scenario: ScenarioName,
    deal: Annotated[
        int | None,
        typer.Option(help="Number of a deal in the log, or the key of a lead.", min=0),
    ] = None,
    rep: Annotated[
        str | None, typer.Option(help="Name of a seat (a part is enough): tells its year.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Another scenario: the same deal in both.")
    ] = None,
    year: Annotated[int, typer.Option(help="Which year, with --rep; 0: warm-up.", min=0)] = 1,
    replication: Annotated[int, typer.Option(help="Which market.", min=0)] = 0,
    seed: Seed = None,
    set_: Overrides = None,
    out: Annotated[
        Path | None, typer.Option(help="Write a page: a file that ends with .html or .md.")
    ] = None,
) -> None:
    """Tell what happened to one deal, or in one seat's year, and why; or suggest deals.

    Example: `salesorg story cso_led --deal 1200 --against cro_led`
    """
    from rich.text import Text

    from sim.scenario.loading import load_scenario
    from sim.story.ask import Question, ask
    from sim.story.page import check_out, write_page
    from sim.story.text import suggestion_text, terminal_text

    if out is not None:
        check_out(out)
    loaded = load_scenario(scenario, set_ or ())
    other = None if against is None else load_scenario(against, set_ or ())
    answer = ask(loaded, other, Question(deal, rep, year, replication, seed))
    screen = console()
    if answer.page is None:
        screen.print(suggestion_text(answer.suggested, sys.argv[1:], screen.width))
        return
    if out is None:
        screen.print(terminal_text(answer.page, min(screen.width, 100)))
        return
    write_page(answer.page, answer.picture, out)
    screen.print(Text(f"Story: {out}"), soft_wrap=True)
