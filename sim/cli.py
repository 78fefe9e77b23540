"""The command line: parse, call one function, print.  Heavy libraries are imported by commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from sim.errors import BrokenInvariantError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.experiments.campaign import Settings
    from sim.experiments.compare import Comparison
    from sim.experiments.results import Replications
    from sim.params import Frozen
    from sim.scenario.schema import Scenario

EXIT_BAD_INPUT, EXIT_FAILED, EXIT_INTERRUPTED = 2, 1, 130

app = typer.Typer(
    name="salesorg",
    help="A wind tunnel for sales organisations: the market stays, the organisation varies.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

ScenarioName = Annotated[
    str, typer.Argument(help="A YAML file, or the name of a shipped scenario.", show_default=False)
]
ScenarioNames = Annotated[
    list[str],
    typer.Argument(help="Two or more scenarios; the first is the baseline.", show_default=False),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="Override a parameter: `ae.skill_effect=0.2`. Repeatable."),
]
Most = Annotated[
    int | None,
    typer.Option("--replications", "-n", help="Exactly so many replications.", min=2),
]
Seed = Annotated[int | None, typer.Option(help="Seed of all random numbers.", min=0)]
Workers = Annotated[int | None, typer.Option(help="Parallel workers (default: cores).", min=1)]
Folder = Annotated[Path, typer.Option("--results", help="Where results are written.")]
Check = Annotated[
    bool,
    typer.Option(
        "--check", help="Hold every replication against the invariants; stop at the first fault."
    ),
]
Logs = Annotated[
    list[int] | None,
    typer.Option(
        "--log", help="Write the event log of this replication, from 0, as Parquet. Repeatable."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
EngineName = Annotated[
    str, typer.Option("--engine", help="`compiled`, or `reference` (slow, for teaching).")
]


@app.command()
def scenarios() -> None:
    """List the shipped scenarios and experiments with the questions they are for.

    Example: `salesorg scenarios`
    """
    from rich.table import Table
    from rich.text import Text

    from sim.experiments.sweep_file import list_experiments
    from sim.scenario.files import list_questions

    for heading, listed in (("Scenario", list_questions()), ("Experiment", list_experiments())):
        table = Table(heading, "Title, question", box=None, pad_edge=False)
        for name, title, question in listed:
            table.add_row(name, Text(title))
            if question:
                table.add_row("", Text(question, style="dim"))
        _console().print(table)
        _console().print()


@app.command()
def check(scenario: ScenarioName, set_: Overrides = None) -> None:
    """Say what is wrong with a scenario, or describe the company.

    Example: `salesorg check cro_led --set ae.skill_effect=0.2`
    """
    from sim.freeze import freeze
    from sim.org import build_chart
    from sim.org.summary import describe
    from sim.scenario.loading import load_scenario

    loaded = load_scenario(scenario, set_ or ())
    chart = build_chart(loaded)
    freeze(loaded, chart)
    _console().print(describe(loaded, chart))


@app.command()
def run(
    scenario: ScenarioName,
    set_: Overrides = None,
    replications: Most = None,
    seed: Seed = None,
    workers: Workers = None,
    results: Folder = Path("results"),
    engine: EngineName = "compiled",
    log: Logs = None,
    check: Check = False,
    quiet: Quiet = False,
) -> None:
    """Run one scenario and report the distributions of its results.

    Example: `salesorg run startup --replications 100 --log 0`
    """
    from sim.experiments.logs import check_numbers
    from sim.experiments.replicate import replicate
    from sim.report.terminal import run_table

    cases, kept = _load([scenario], set_ or ()), log or []
    plan = _Plan(cases, replications, seed)
    check_numbers(kept, plan.keywords["replications"])

    def work(settings: Settings) -> Replications:
        case = cases[0][1]
        return replicate(case, **plan.keywords, engine=engine, settings=settings, keep_logs=kept)

    _deliver(work, cases, results, _Manner(workers, quiet, check), run_table, kept)


@app.command()
def compare(
    scenarios: ScenarioNames,
    set_: Overrides = None,
    replications: Most = None,
    seed: Seed = None,
    workers: Workers = None,
    results: Folder = Path("results"),
    engine: EngineName = "compiled",
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Switch structure channels off, one at a time and all."),
    ] = False,
    check: Check = False,
    quiet: Quiet = False,
) -> None:
    """Compare scenarios in the same markets: distributions, paired differences, a report.

    Example: `salesorg compare cso_led cro_led`
    """
    from sim.experiments.compare import compare as compare_cases
    from sim.report.terminal import comparison_table

    cases, manner = _load(scenarios, set_ or ()), _Manner(workers, quiet, check)
    plan = _Plan(cases, replications, seed, paired=True)
    if ablate:
        _ablate(cases, plan, engine, manner, results)
        return

    def work(settings: Settings) -> Comparison:
        companies = [frozen for _, frozen in cases]
        return compare_cases(companies, **plan.keywords, engine=engine, settings=settings)

    _deliver(work, cases, results, manner, comparison_table)


def _ablate(
    cases: Sequence[tuple[Scenario, Frozen]],
    plan: _Plan,
    engine: str,
    manner: _Manner,
    folder: Path,
) -> None:
    """Print which structure channel carries how much of the difference; keep all KPIs as CSV."""
    from rich.text import Text

    from sim.experiments.ablate import ablate
    from sim.experiments.store import save_table
    from sim.report.ablation import ablation_rows, ablation_table

    chosen = [scenario for scenario, _ in cases]
    number, seed = plan.keywords["replications"], plan.keywords["seed"]
    found = _with_progress(
        lambda settings: ablate(chosen, number, seed, engine=engine, settings=settings), manner
    )
    console = _console()
    _refuse_too_few(found.replications)
    console.print(ablation_table(found, console.width))
    saved = save_table(ablation_rows(found), folder, "ablation-" + "-vs-".join(found.names))
    console.print(Text(f"All key figures: {saved}"), soft_wrap=True)
    if found.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)


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
    from sim.experiments.store import save
    from sim.experiments.sweep import sweep as run_sweep
    from sim.experiments.sweep_answer import answer
    from sim.experiments.sweep_file import load_experiment
    from sim.report.sweep_page import write_sweep

    file = load_experiment(experiment)
    found = _with_progress(
        lambda settings: run_sweep(file, replications, seed, settings), _Manner(workers, quiet)
    )
    _refuse_too_few(found.replications)
    command = " ".join(["salesorg", *sys.argv[1:]])
    saved = save(
        found.comparison,
        [design.scenario for design in found.designs],
        out,
        name=file.name,
        command=command,
        also=lambda folder: _report_into(write_sweep, found, folder, command),
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
    console = _console()
    console.print(Text(found.file.experiment.question, style="bold"))
    console.print(sweep_table(found))
    console.print(Text(answer, style="bold"))
    console.print()
    console.print(Text(f"Report: {saved / 'report.html'}"), soft_wrap=True)


class _Manner(NamedTuple):
    """How a command runs; none of it changes a result."""

    workers: int | None
    quiet: bool
    check: bool = False


class _Plan:
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


def _load(names: Sequence[str], overrides: Sequence[str]) -> list[tuple[Scenario, Frozen]]:
    from sim.freeze import freeze
    from sim.scenario.loading import load_scenario

    loaded = [load_scenario(name, overrides) for name in names]
    return [(scenario, freeze(scenario)) for scenario in loaded]


def _deliver(
    work: Callable[[Settings], Any],
    cases: Sequence[tuple[Scenario, Frozen]],
    folder: Path,
    manner: _Manner,
    table: Callable[..., Any],
    logs: Sequence[int] = (),
) -> None:
    """Run with a progress bar, print the answer, write the folder, say where the report is."""
    from rich.text import Text

    from sim.experiments.store import save
    from sim.report.gather import material_of
    from sim.report.page import write_material

    console = _console()
    result = _with_progress(work, manner)
    _refuse_too_few(len(_numbers(result)))
    chosen = [scenario for scenario, _ in cases]
    command = " ".join(["salesorg", *sys.argv[1:]])
    material = material_of(result, chosen, command)
    console.print(table(material, console.width))
    for sentence in material.answers:
        console.print(Text(sentence))
    saved = save(
        result,
        chosen,
        folder,
        command=command,
        also=lambda unfinished: _report_into(write_material, material, unfinished),
        logs=logs,
    )
    console.print()
    console.print(Text(f"Report: {saved / 'report.html'}"), soft_wrap=True)
    if result.interrupted:
        console.print(f"Interrupted: {len(_numbers(result))} replications are in the report.")
        raise typer.Exit(EXIT_INTERRUPTED)


def _refuse_too_few(replications: int) -> None:
    """Stop a command that was interrupted before it can say anything."""
    if replications < 2:
        _console(stderr=True).print("Interrupted before two replications: nothing to report.")
        raise typer.Exit(EXIT_INTERRUPTED)


def _report_into(write: Callable[..., Any], material: Any, folder: Path, *more: str) -> None:
    write(material, folder, *more)


def _numbers(result: Any) -> Sequence[int]:
    from sim.experiments.store import runs_of

    return runs_of(result)[0].numbers  # type: ignore[return-value]


def _with_progress(work: Callable[[Settings], Any], manner: _Manner) -> Any:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from sim.experiments.campaign import Settings

    console = _console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=manner.quiet or not console.is_terminal,
    )
    with bar:
        task = bar.add_task("compiling and running", total=None)

        def show(done: int, expected: int) -> None:
            bar.update(task, completed=done, total=expected, description="replications")

        return work(Settings(workers=manner.workers, progress=show, check=manner.check))


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
    _console().print(verification_table(results))
    if not all(result.passed for result in results):
        raise typer.Exit(EXIT_FAILED)


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
    console = _console()
    if answer.page is None:
        console.print(suggestion_text(answer.suggested, sys.argv[1:], console.width))
        return
    if out is None:
        console.print(terminal_text(answer.page, min(console.width, 100)))
        return
    write_page(answer.page, answer.picture, out)
    console.print(Text(f"Story: {out}"), soft_wrap=True)


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

    console = _console(stderr=True)
    found = run_patterns(
        fast, replications, workers=workers, begin=lambda name: console.print(f"  {name} …")
    )
    _console().print(patterns_table(found.facts))
    console.print(f"{write_patterns(found, out)} ({found.seconds:.0f} s)")
    if not all(fact.passed for fact in found.facts):
        raise typer.Exit(EXIT_FAILED)


def _console(stderr: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def main() -> None:
    """Run the command line; a mistake in the input is one clear message and exit code 2."""
    try:
        app()
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_BAD_INPUT)
    except BrokenInvariantError as error:
        print(f"fault: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
