"""What commands that simulate through a store do alike: options, the announcement, the ending."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.application import console
from sim.cli.running import Manner, with_progress

if TYPE_CHECKING:
    from sim.experiments.asking import Asked
    from sim.experiments.campaign import Settings
    from sim.experiments.sweep_file import ExperimentFile

ExperimentName = Annotated[
    str,
    typer.Argument(help="A YAML file, or the name of a shipped experiment.", show_default=False),
]
Outcome = Annotated[
    str | None, typer.Option("--outcome", help="A key figure (default: that of the answer).")
]
Markets = Annotated[
    int, typer.Option("--replications", "-n", help="Markets in which each company is tried.", min=2)
]
Out = Annotated[Path, typer.Option("--out", help="Where results are written.")]


class Desk:
    """Where a study is run: the file's points through a store, announced on standard error."""

    def __init__(self, file: ExperimentFile, store: Path, seed: int | None, manner: Manner) -> None:
        self.file, self.store, self.seed, self.manner = file, store, seed, manner

    def ask(self, work: Callable[[Asked], Any], outcome: str, replications: int) -> Any:
        """Return what ``work`` makes of the outcome as a function of points."""
        from sim.experiments.asking import Asked
        from sim.experiments.evaluate import evaluator

        def run(settings: Settings) -> Any:
            settings = self._announced(settings)
            asked = evaluator(self.file, self.store, self.seed, settings)
            return work(Asked(asked, outcome, replications, self._announce))

        return with_progress(run, self.manner)

    def _announce(self, points: int, replications: int) -> None:
        if not self.manner.quiet:
            number = f"{points:,} companies × {replications} markets"
            console(stderr=True).print(f"{number} = {points * replications:,} simulations.")

    def _announced(self, settings: Settings) -> Settings:
        """Return settings whose progress says at its first call what the store holds already."""
        from dataclasses import replace

        former = settings.progress
        told: list[int] = []

        def show(done: int, expected: int) -> None:
            if not told and not self.manner.quiet and done:
                console(stderr=True).print(f"The store holds {done:,} of them.")
            told.append(done)
            if former is not None:
                former(done, expected)

        return replace(settings, progress=show)


def command_line() -> str:
    """Return the command as it was typed."""
    return " ".join(["salesorg", *sys.argv[1:]])


def print_study(table: Any, sentences: list[str], saved: Path) -> None:
    """Print a table, the answer and where the files are."""
    from rich.text import Text

    screen = console()
    screen.print(table)
    for sentence in sentences:
        screen.print(Text(sentence, style="bold"))
    screen.print()
    screen.print(Text(f"Files: {saved}"), soft_wrap=True)
