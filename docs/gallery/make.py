"""Run every shipped scenario and experiment and write the gallery from what came out.

``make gallery`` does it: about 25 minutes on two free cores.  ``--share 0.2`` takes a fifth of the
replications (wider intervals), ``--only NAME`` runs one entry anew and leaves the others.  What the
page says about results is composed from ``results.json``, which the runs write; a test holds page,
results and the shipped files together.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HERE = Path(__file__).resolve().parent
IMAGES, RESULTS, PAGE = HERE / "images", HERE / "results.json", HERE / "index.md"
STORE = HERE.parents[1] / "results" / "store"
"""Experiments go on from what is there, and leave what they ran."""
WIDTH, COLOURS = 1080, 64
"""Pixels and colours of a picture."""
LEAST = 10
REPLICATIONS, SEED, LARGE = 80, 1, 300
"""Scenarios run in so many markets; companies of more than ``LARGE`` people in a tenth of them."""
REFERENCE = "cro_led"
HEADLINES = (
    "new_arr_per_year",
    "contribution",
    "win_rate",
    "cycle_mean",
    "lead_response_mean",
    "grr",
)
FOLDED = 40
"""Charts with more units than this are drawn by their upper levels."""


def main() -> None:
    """Run what was asked for, keep its results, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="share of the replications")
    parser.add_argument("--only", action="append", default=[], help="name of an entry; repeatable")
    parser.add_argument("--workers", type=int, default=None, help="parallel workers")
    parser.add_argument("--page", action="store_true", help="write the page, run nothing")
    asked = parser.parse_args()
    known = stored()
    if not asked.page:
        run_scenarios(known, asked.only, asked.share, asked.workers)
        run_experiments(known, asked.only, asked.share, asked.workers)
    PAGE.write_text(page(known), encoding="utf-8")
    print(f"written {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE}")


def stored() -> dict[str, dict[str, Any]]:
    """Return the results of former runs, those of files that are gone left out."""
    if not RESULTS.exists():
        return {"scenarios": {}, "experiments": {}}
    found: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    names = {"scenarios": scenario_names(), "experiments": experiment_names()}
    return {
        kind: {name: found[kind][name] for name in names[kind] if name in found[kind]}
        for kind in ("scenarios", "experiments")
    }


def scenario_names() -> list[str]:
    """Return the shipped scenarios in the order of the page."""
    from sim.scenario.files import list_scenarios

    return [name for name, _ in list_scenarios()]


def experiment_names() -> list[str]:
    """Return the shipped experiments in the order of the page."""
    from sim.experiments.sweep_file import list_experiments

    return [name for name, _, _ in list_experiments()]


def keep(known: Mapping[str, Any]) -> None:
    """Write the results so far, so that a run that is stopped loses one entry at most."""
    text = json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")


# --- running --------------------------------------------------------------------------------
def run_scenarios(
    known: dict[str, dict[str, Any]], only: Sequence[str], share: float, workers: int | None
) -> None:
    """Run the scenarios, each in the same markets as the reference, and draw their charts."""
    from sim.experiments.campaign import Settings
    from sim.experiments.replicate import replicate
    from sim.scenario.loading import load_scenario

    runs: dict[int, Any] = {}
    for name in [one for one in scenario_names() if not only or one in only]:
        scenario = load_scenario(name)
        people = heads(scenario)
        count = max(LEAST, round(share * REPLICATIONS * (0.1 if people > LARGE else 1)))
        settings = Settings(workers=workers)
        if count not in runs:
            runs[count] = replicate(load_scenario(REFERENCE), count, SEED, settings=settings)
        found = replicate(scenario, count, SEED, settings=settings)
        comparable = fair(scenario)
        known["scenarios"][name] = {
            "replications": count,
            "people": people,
            "kpis": {kpi: headline(found, runs[count], kpi, comparable) for kpi in HEADLINES},
        }
        draw_chart(scenario)
        keep(known)
        print(f"{name}: {count} replications")


def heads(scenario: Any) -> int:
    """Return the people besides the head of the company."""
    from sim.org import build_chart

    return len(build_chart(scenario).seats) - 1


def fair(scenario: Any) -> bool:
    """Say whether a scenario may be compared with the reference: the same market and front line."""
    from sim.org import build_chart
    from sim.scenario.loading import load_scenario, resolved
    from sim.scenario.merging import OWN

    reference = load_scenario(REFERENCE)
    same = ("channels", "demand", "calendar", "initial", "structure", "meeting", "leader")
    ours, theirs = resolved(scenario), resolved(reference)
    front = [front_line(build_chart(one)) for one in (scenario, reference)]
    is_another = any(ours[key] != theirs[key] for key in ours if key not in OWN)
    return is_another and front[0] == front[1] and all(ours[key] == theirs[key] for key in same)


def front_line(chart: Any) -> int:
    """Return how many people face customers."""
    roles = {"sdr", "bdr", "setter", "ae", "se", "csm"}
    return sum(seat.role in roles for seat in chart.seats)


def headline(found: Any, reference: Any, kpi: str, comparable: bool) -> dict[str, str]:
    """Return a key figure in words: its mean, and the paired difference to the reference."""
    from sim.experiments.results import position
    from sim.metrics.estimates import uncertainty

    described = found.kpis[position(found.kpis, kpi)]
    told = {"title": described.title, "mean": amount(uncertainty(found.column(kpi)), described)}
    if comparable:
        change = uncertainty(found.column(kpi) - reference.column(kpi))
        told["difference"] = amount(change, described, signed=True)
        if not change.clear_of_zero()[0]:
            told["difference"] = f"no clear difference ({told['difference']})"
    return told


def amount(known: Any, kpi: Any, signed: bool = False) -> str:
    """Return a mean with the half-width of its 95 % interval."""
    from sim.report.wording import plus_minus

    half = float(known.high[0] - known.low[0]) / 2
    return plus_minus(float(known.mean[0]), half, kpi.display, signed=signed)


def run_experiments(
    known: dict[str, dict[str, Any]], only: Sequence[str], share: float, workers: int | None
) -> None:
    """Run the experiments, keep their answers, draw their figures."""
    from sim.experiments.campaign import Settings
    from sim.experiments.store import Store
    from sim.experiments.sweep_answer import answer
    from sim.experiments.sweep_file import load_experiment
    from sim.experiments.sweep_stored import plan_sweep, run_sweep
    from sim.report.figures.sweep import sweep_picture

    for name in [one for one in experiment_names() if not only or one in only]:
        file = load_experiment(name)
        count = max(LEAST, round(share * file.experiment.replications))
        found = run_sweep(plan_sweep(file, count), Store(STORE), Settings(workers=workers))
        known["experiments"][name] = {
            "replications": count,
            "designs": len(found.designs),
            "answer": answer(found),
        }
        write_image(replace(sweep_picture(found, answer(found)), key=name))
        keep(known)
        print(f"{name}: {len(found.designs)} designs, {count} replications")


# --- pictures -------------------------------------------------------------------------------
def draw_chart(scenario: Any) -> None:
    """Draw a scenario's org chart; of a very large one the upper levels."""
    from sim.org import build_chart
    from sim.report.assemble import label_of
    from sim.report.org_drawing import org_picture
    from sim.report.org_tree import boxes

    chart = build_chart(scenario)
    tree = boxes(chart)
    if len(chart.units) > FOLDED:
        tree = folded(tree, 2)
    side = SimpleNamespace(chart=chart, label=label_of(scenario.name), place=0)
    picture = org_picture(SimpleNamespace(sides=[side]), [tree])  # type: ignore[arg-type]
    write_image(replace(picture, key=f"chart_{scenario.name}"))


def folded(box: Any, levels: int) -> Any:
    """Return a box without what is deeper than some levels; its seats are counted in."""
    if levels > 0:
        return replace(box, parts=tuple(folded(part, levels - 1) for part in box.parts))
    return replace(box, parts=(), seats=counted(box))


def counted(box: Any) -> tuple[Any, ...]:
    """Return the seats of a box and of all below it, by role."""
    from sim.metrics.registry import readable
    from sim.report.org_tree import SeatCount

    total: dict[str, int] = {}
    waiting = [box]
    while waiting:
        one = waiting.pop()
        waiting += one.parts
        for seat in one.seats:
            total[seat.role] = total.get(seat.role, 0) + seat.number
    return tuple(SeatCount(readable(role), role, number) for role, number in total.items())


def write_image(picture: Any) -> None:
    """Write a picture as a small PNG: fewer pixels, a palette of colours."""
    from PIL import Image

    from sim.report.canvas import write_picture

    with tempfile.TemporaryDirectory() as folder:
        png, _ = write_picture(picture, Path(folder))
        with Image.open(png) as image:
            height = round(image.height * WIDTH / image.width)
            small = image.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
            IMAGES.mkdir(exist_ok=True)
            few = small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(IMAGES / f"{picture.key}.png", optimize=True)


# --- the page -------------------------------------------------------------------------------
def page(known: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page, composed from the shipped files and the results."""
    from sim.experiments.sweep_file import load_experiment
    from sim.scenario.loading import load_scenario

    parts = [INTRODUCTION, "## Companies", COMPANIES]
    for name in scenario_names():
        parts += scenario_part(load_scenario(name), known["scenarios"].get(name))
    experiments = [(name, load_experiment(name).experiment) for name in experiment_names()]
    parts += ["## Experiments", EXPERIMENTS]
    for name, plan in experiments:
        parts += experiment_part(name, plan, known["experiments"].get(name))
    parts += ["## What people say, and what comes out here", FOLKLORE]
    parts.append(folklore_table(experiments, known["experiments"]))
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """# Gallery

Generated by `make gallery` from runs of everything that is shipped in `scenarios/`; do not edit.

Means come with the half-width of their 95 % interval. A difference is paired: the same markets,
another company. If zero lies inside its interval, the page says *no clear difference*, which is not
the same as *no difference*. All of it follows from assumptions, many of them judgement:
[how far can I trust this?](../trust.md)"""

COMPANIES = f"""`salesorg run NAME` and `salesorg compare {REFERENCE} NAME` make these numbers anew.
Differences to `{REFERENCE}` are given where the comparison is fair: the same market, as many people
who face customers. Totals cover 24 months. Boxes are units with their leader and seats."""

EXPERIMENTS = """Each is a file in `scenarios/experiments/` and runs with one command. The answer is
composed from the numbers; how to read it is written by hand and says nothing about the result."""

FOLKLORE = """Folk rules are quoted as they go around, without a source that could be checked. The
answers hold for the company and the market of the experiment, and for the strengths of effects that
are assumed here; what is weak about each stands with the experiment."""


def scenario_part(scenario: Any, result: Any) -> list[str]:
    """Return the entry of a scenario."""
    story = " ".join(scenario.story.split())
    parts = [f"### {scenario.name}", f"**{scenario.title}.** {story}", f"*{scenario.question}*"]
    if result is None:
        return [*parts, "Not run yet."]
    picture = f"![Org chart of {scenario.title}](images/chart_{scenario.name}.png)"
    return [*parts, picture, kpi_table(result)]


def kpi_table(result: Mapping[str, Any]) -> str:
    """Return the headline figures of a scenario."""
    figures = [result["kpis"][kpi] for kpi in HEADLINES]
    has_difference = any("difference" in one for one in figures)
    head = ["key figure", f"mean of {result['replications']} markets"]
    rows = [[one["title"], one["mean"]] for one in figures]
    if has_difference:
        head.append(f"difference to `{REFERENCE}`")
        rows = [[*row, one["difference"]] for row, one in zip(rows, figures, strict=True)]
    return markdown_table(head, rows)


def experiment_part(name: str, plan: Any, result: Any) -> list[str]:
    """Return the entry of an experiment."""
    parts = [f"### {name}", f"**{plan.question}** {' '.join(plan.story.split())}"]
    parts.append(f"```\nsalesorg sweep {name}\n```")
    if result is None:
        return [*parts, "Not run yet."]
    picture = f"![{plan.title}: differences with intervals](images/{name}.png)"
    reading = " ".join(plan.reading.split())
    return [*parts, f"> {result['answer']}", picture, f"How to read it: {reading}"]


def folklore_table(experiments: Sequence[tuple[str, Any]], known: Mapping[str, Any]) -> str:
    """Return what people say beside what came out."""
    rows = [
        [f"[{plan.title}](#{name})", " ".join(plan.folklore.split()), known[name]["answer"]]
        for name, plan in experiments
        if plan.folklore and name in known
    ]
    return markdown_table(["about", "what people say", "what comes out here"], rows)


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    main()
