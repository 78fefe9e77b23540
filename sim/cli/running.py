"""What commands that simulate do alike: load, run with a progress bar, print, write, report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from sim.cli.application import EXIT_INTERRUPTED, console
from sim.cli.formats import FOR_PEOPLE, Format, echo_csv, echo_json

if TYPE_CHECKING:
    from sim.experiments.campaign import Settings
    from sim.params import Frozen
    from sim.scenario.schema import Scenario


class Manner(NamedTuple):
    """How a command runs; none of it changes a result."""

    workers: int | None
    quiet: bool
    check: bool = False
    cluster: str | None = None
    block: int | None = None

    @property
    def settings(self) -> Settings:
        """Return the settings of a campaign, without a progress bar."""
        from sim.experiments.campaign import Settings

        return Settings(
            workers=self.workers, check=self.check, cluster=self.cluster, chunk=self.block
        )


class Plan:
    """How many replications: what was asked for, or until the first scenario's precision."""

    def __init__(
        self,
        cases: Sequence[tuple[Scenario, Frozen]],
        replications: int | None,
        seed: int | None,
        paired: bool = False,
    ) -> None:
        from sim.experiments.precision import default_targets

        plan = cases[0][0].run
        most = plan.replications if replications is None else replications
        precision = plan.difference_precision if paired else plan.precision
        self.keywords: dict[str, Any] = {
            "replications": most,
            "seed": plan.seed if seed is None else seed,
            "least": min(plan.minimum_replications, most),
            "targets": default_targets(precision) if replications is None else (),
        }


def load(names: Sequence[str], overrides: Sequence[str]) -> list[tuple[Scenario, Frozen]]:
    """Return the companies of scenarios, with the same overrides laid over each."""
    from sim.freeze import freeze
    from sim.scenario.loading import load_scenario

    loaded = [load_scenario(name, overrides) for name in names]
    return [(scenario, freeze(scenario)) for scenario in loaded]


def deliver(
    work: Callable[[Settings], Any],
    cases: Sequence[tuple[Scenario, Frozen]],
    folder: Path,
    manner: Manner,
    table: Callable[..., Any],
    logs: Sequence[int] = (),
    form: Format = FOR_PEOPLE,
) -> None:
    """Run with a progress bar, print the answer, write the folder, say where the report is.

    For a script: one document, with the path of the folder, or the table of all KPIs.
    """
    from rich.text import Text

    from sim.experiments.result_folder import kpi_table, save
    from sim.report.gather import material_of
    from sim.report.page import write_material

    result = with_progress(work, manner)
    refuse_too_few(len(numbers(result)))
    chosen = [scenario for scenario, _ in cases]
    command = " ".join(["salesorg", *sys.argv[1:]])
    material = material_of(result, chosen, command)
    if not form.for_scripts:
        _print_answer(table, material)
    saved = save(
        result,
        chosen,
        folder,
        command=command,
        also=lambda unfinished: report_into(write_material, material, unfinished),
        logs=logs,
    )
    if form.as_csv:
        echo_csv(kpi_table(result))
    elif form.as_json:
        echo_json(_facts(result, material.answers, saved))
    else:
        console().print()
        console().print(Text(f"Report: {saved / 'report.html'}"), soft_wrap=True)
    if result.interrupted:
        said = f"Interrupted: {len(numbers(result))} replications are in the report."
        console(stderr=form.for_scripts).print(said)
        raise typer.Exit(EXIT_INTERRUPTED)


def _print_answer(table: Callable[..., Any], material: Any) -> None:
    from rich.text import Text

    screen = console()
    screen.print(table(material, screen.width))
    for sentence in material.answers:
        screen.print(Text(sentence))


def _facts(result: Any, answers: Sequence[str], saved: Path) -> dict[str, Any]:
    """Return a run or a comparison for scripts; the rows are those of its CSV."""
    from sim.experiments.result_folder import kpi_table, runs_of

    runs = runs_of(result)
    return {
        "scenarios": [run.name for run in runs],
        "replications": len(numbers(result)),
        "seed": runs[0].seed,
        "interrupted": result.interrupted,
        "answers": list(answers),
        "results": str(saved),
        "rows": kpi_table(result).to_dict("records"),
    }


def refuse_too_few(replications: int) -> None:
    """Stop a command that was interrupted before it can say anything."""
    if replications < 2:
        console(stderr=True).print("Interrupted before two replications: nothing to report.")
        raise typer.Exit(EXIT_INTERRUPTED)


def report_into(write: Callable[..., Any], material: Any, folder: Path, *more: str) -> None:
    """Write a report; its writer may return anything."""
    write(material, folder, *more)


def numbers(result: Any) -> Sequence[int]:
    """Return the replications that a run or a comparison holds."""
    from sim.experiments.result_folder import runs_of

    return runs_of(result)[0].numbers  # type: ignore[return-value]


def with_progress(work: Callable[[Settings], Any], manner: Manner) -> Any:
    """Return what ``work`` returns; show how far it is where somebody looks."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    screen = console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
        disable=manner.quiet or not screen.is_terminal,
    )
    with bar:
        task = bar.add_task("compiling and running", total=None)

        def say(text: str) -> None:
            screen.print(Text(text), soft_wrap=True)

        def show(done: int, expected: int) -> None:
            bar.update(task, completed=done, total=expected, description="replications")

        return work(replace(manner.settings, progress=show, notice=say))
