"""The figure of an optimisation: how the search went, and what was left of it in fresh markets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.optimise import wording
from sim.experiments.optimise.estimate import Estimate
from sim.experiments.optimise.tables import standing
from sim.experiments.wording import small
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import small_title, zero_line
from sim.report.palette import INK, MUTED, RULE, scenario_colour
from sim.report.wording import MINUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments.optimise.optimum import Optimum
    from sim.experiments.optimise.search import Trial
    from sim.experiments.sweep_file import ExperimentFile

SEARCH, FINAL, FRESH = (scenario_colour(place) for place in range(3))


def optimise_picture(file: ExperimentFile, found: Optimum) -> Picture:
    """Return the figure; its title is the answer."""
    title = wording.answer(file, found)
    return Picture(
        key="optimise",
        title=title,
        note=(
            "All values are differences to the base in the same markets. Left: every design of the "
            "search, the best so far as a line, rings around the finalists. Right: finalists in "
            "markets that the search has not seen, and the winner in fresh ones, with 95 % "
            "intervals, each for itself; crosses: what the search had promised."
        ),
        alt=f"{file.experiment.title}: {title}",
        draw=partial(_draw, found),
    )


def _draw(found: Optimum, form: Form) -> Figure:
    rows = len(found.finals.finalists) + 1
    height = max(2.9, 0.9 + 0.27 * rows)
    figure = sheet(form, 2 * height if form.narrow else height)
    left, right = figure.subplots(*((2, 1) if form.narrow else (1, 2)))
    _search(left, found)
    _finals(right, found)
    return figure


def _scaled(found: Optimum, known: Estimate, scale: float) -> Estimate:
    """Return a difference in percent of the base, or in points."""
    gap = wording.in_words(found.problem.objective, known, scale)
    return Estimate(gap.mean, gap.low, gap.high)


def _promise(found: Optimum, trial: Trial) -> float:
    """Return what the search says a design is worth over the base, in percent or points."""
    base = found.searched.base.estimates[0]
    lead = trial.estimates[0] - base
    return _scaled(found, Estimate(lead, lead, lead), base).value


def _unit(found: Optimum) -> str:
    return "points" if found.problem.objective.kpi.display == "percent" else "%"


def _search(axes: Axes, found: Optimum) -> None:
    """Draw the designs in the order in which they were simulated."""
    trials = found.searched.candidates
    values = np.array([_promise(found, trial) for trial in trials])
    numbers = np.arange(1, len(trials) + 1)
    further = np.minimum if found.problem.objective.better == "lower" else np.maximum
    axes.axhline(0, color=MUTED, lw=1.0, zorder=0)
    axes.plot(numbers, values, ls="", marker="o", ms=4, color=SEARCH, alpha=0.55)
    axes.step(numbers, further.accumulate(values), where="post", color=SEARCH, lw=1.4)
    final = [nth for nth, trial in enumerate(trials) if trial in found.finals.finalists]
    axes.plot(numbers[final], values[final], "o", ms=8, mfc="none", mec=INK, mew=0.9)
    axes.set_xlabel("designs simulated")
    axes.set_ylabel(f"{small(found.problem.objective.title)}, {_unit(found)} to the base")
    axes.yaxis.set_major_formatter(_tick)
    small_title(axes, f"search, {found.effort.replications} markets each")
    quiet(axes, "y")


def _finals(axes: Axes, found: Optimum) -> None:
    """Draw finalists in the order of their standing, then the winner in fresh markets."""
    finals, base = found.finals, float(found.fresh.base.mean())
    order = sorted(range(len(finals.finalists)), key=lambda place: standing(found, place))
    labels = []
    for row, place in enumerate(order if finals.gains else []):
        trial = finals.finalists[place]
        known = _scaled(found, finals.gains[place], found.searched.base.estimates[0])
        _mark(axes, row, known, FINAL if trial is finals.winner else MUTED)
        axes.plot([_promise(found, trial)], [row], marker="x", ms=4.5, color=SEARCH, ls="")
        labels.append(f"design {trial.number}")
    row = len(labels)
    _mark(axes, row, _scaled(found, found.fresh.gain, base), FRESH)
    axes.plot([_promise(found, finals.winner)], [row], marker="x", ms=4.5, color=SEARCH, ls="")
    if row:
        axes.axhline(row - 0.5, color=RULE, lw=0.8)
    axes.set_yticks(range(row + 1), [*labels, f"design {finals.winner.number}, fresh"])
    axes.get_yticklabels()[row].set_fontweight("bold")
    axes.set_ylim(row + 0.6, -0.6)
    axes.xaxis.set_major_formatter(_tick)
    axes.set_xlabel(f"{_unit(found)} to the base")
    zero_line(axes)
    small_title(axes, "selection, then fresh markets")
    quiet(axes)


def _mark(axes: Axes, row: int, known: Estimate, colour: str) -> None:
    axes.plot([known.low, known.high], [row, row], color=colour, lw=1.8, solid_capstyle="butt")
    axes.plot([known.value], [row], marker="o", ms=5, color=colour)


def _tick(value: float, _: float) -> str:
    sign = MINUS if value < 0 else "+" if value > 0 else ""
    return f"{sign}{abs(value):g}"
