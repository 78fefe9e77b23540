"""The figure of a front: two outcomes of every design in fresh markets, with their intervals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.optimise import wording
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import INK, MUTED, RULE, scenario_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments.optimise.optimum import TradeOff
    from sim.experiments.sweep_file import ExperimentFile
    from sim.metrics.estimates import Uncertainty

STYLES = {
    "front": (scenario_colour(0), scenario_colour(0), "on the front"),
    "dominated": (scenario_colour(0), "none", "dominated, perhaps by luck"),
    "clearly dominated": (MUTED, "none", "clearly dominated"),
}
"""Colour of line and rim, colour of the face, words, by standing."""


def front_picture(file: ExperimentFile, found: TradeOff) -> Picture:
    """Return the figure; its title is the answer."""
    title = wording.trade_off_answer(file, found)
    return Picture(
        key="front",
        title=title,
        note=(
            "Means in fresh markets with their 95 % intervals, each for itself; numbers are those "
            "of the designs in pareto.csv. Markets differ more than designs: neighbours may be "
            "told apart although their intervals overlap. Clearly dominated: another design is "
            "better in both, 95 % for all pairs at once."
        ),
        alt=f"{file.experiment.title}: {title}",
        draw=partial(_draw, found),
    )


def _draw(found: TradeOff, form: Form) -> Figure:
    figure = sheet(form, 3.6 if form.narrow else 4.4)
    axes = figure.subplots()
    _line(axes, found)
    for place, trial in enumerate(found.front.designs):
        _design(axes, found, place)
        at = [float(one.mean[place]) for one in found.front.known]
        axes.annotate(
            str(trial.number), (at[0], at[1]), xytext=(5, 4), textcoords="offset points", fontsize=7
        )
    _cross(axes, found.front.base, 0, INK)
    x, y = (float(one.mean[0]) for one in found.front.base)
    axes.plot([x], [y], marker="s", ms=6, color=INK, ls="", label="the base")
    first, second = found.problem.objectives
    number_axis(axes, first.kpi.display, "x")
    number_axis(axes, second.kpi.display, "y", 5)
    axes.set_xlabel(_with_direction(first.title, first.better))
    axes.set_ylabel(_with_direction(second.title, second.better))
    handles, labels = axes.get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))
    axes.legend(once.values(), once.keys(), frameon=False, fontsize=7.5, loc="best")
    quiet(axes, "both")
    return figure


def _with_direction(title: str, better: str) -> str:
    return f"{title} ({better} is better)"


def _line(axes: Axes, found: TradeOff) -> None:
    """Draw what the front dominates as steps: every corner is as bad as a point may get."""
    front, sign = found.front.front, found.problem.objectives[0].sign
    x, y = (one.mean[front] for one in found.front.known)
    order = np.argsort(-sign * x)
    axes.step(x[order], y[order], where="pre", color=RULE, lw=1.4, zorder=0)


def _design(axes: Axes, found: TradeOff, place: int) -> None:
    colour, face, words = STYLES[found.front.standing(place)]
    _cross(axes, found.front.known, place, colour)
    x, y = (float(one.mean[place]) for one in found.front.known)
    axes.plot([x], [y], marker="o", ms=5.5, mec=colour, mfc=face, ls="", label=words)


def _cross(axes: Axes, known: tuple[Uncertainty, Uncertainty], place: int, colour: str) -> None:
    """Draw the intervals of both outcomes."""
    first, second = known
    x, y = float(first.mean[place]), float(second.mean[place])
    axes.plot([first.low[place], first.high[place]], [y, y], color=colour, lw=1.0, alpha=0.55)
    axes.plot([x, x], [second.low[place], second.high[place]], color=colour, lw=1.0, alpha=0.55)
