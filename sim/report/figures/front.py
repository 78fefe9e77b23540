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

STYLES = {
    "front": (scenario_colour(0), scenario_colour(0), "on the front"),
    "dominated": (scenario_colour(0), "none", "dominated, perhaps by luck"),
    "clearly dominated": (MUTED, "none", "clearly dominated"),
}
"""Colour of line and rim, colour of the face, words, by standing."""
CLOSE = 0.04
"""Designs closer than this share of the range, in both outcomes, have one label."""


def front_picture(file: ExperimentFile, found: TradeOff) -> Picture:
    """Return the figure; its title is the answer."""
    title = wording.trade_off_title(found)
    return Picture(
        key="front",
        title=title,
        note=(
            f"Means over {found.front.markets:,} fresh markets; lines: 95 % interval of the "
            "difference to the base in the same markets, each for itself. Numbers are those of the "
            "designs in pareto.csv. Clearly dominated: another design is better in both, 95 % for "
            "all pairs at once."
        ),
        alt=f"{file.experiment.title}: {title}",
        draw=partial(_draw, found),
    )


def _draw(found: TradeOff, form: Form) -> Figure:
    figure = sheet(form, 3.6 if form.narrow else 4.4)
    axes = figure.subplots()
    _line(axes, found)
    for place in range(len(found.front.designs)):
        _design(axes, found, place)
    for (x, y), words in _labels(found):
        axes.annotate(words, (x, y), xytext=(5, 4), textcoords="offset points", fontsize=7)
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
    """Draw the edge of what the front dominates."""
    front, sign = found.front.front, found.problem.objectives[0].sign
    x, y = (one.mean[front] for one in found.front.known)
    order = np.argsort(-sign * x)
    axes.step(x[order], y[order], where="post", color=RULE, lw=1.4, zorder=0)


def _design(axes: Axes, found: TradeOff, place: int) -> None:
    colour, face, words = STYLES[found.front.standing(place)]
    _cross(axes, found, place, colour)
    x, y = (float(one.mean[place]) for one in found.front.known)
    axes.plot([x], [y], marker="o", ms=5.5, mec=colour, mfc=face, ls="", label=words)


def _cross(axes: Axes, found: TradeOff, place: int, colour: str) -> None:
    """Draw the intervals of both differences to the base, around the design's means."""
    x, y = (float(one.mean[place]) for one in found.front.known)
    wide, high = (float(one.half_width[place]) for one in found.front.gains)
    axes.plot([x - wide, x + wide], [y, y], color=colour, lw=1.0, alpha=0.55)
    axes.plot([x, x], [y - high, y + high], color=colour, lw=1.0, alpha=0.55)


def _labels(found: TradeOff) -> list[tuple[tuple[float, float], str]]:
    """Return where numbers of designs stand; those too close to be read apart share one place."""
    means = np.stack([one.mean for one in found.front.known], axis=1)
    extent = np.ptp(means, axis=0)
    share = means / np.where(extent > 0, extent, 1.0)
    groups: list[list[int]] = []
    for place in range(len(means)):
        near = [one for one in groups if np.abs(share[one[0]] - share[place]).max() < CLOSE]
        if near:
            near[0].append(place)
        else:
            groups.append([place])
    return [
        (
            (float(means[group[-1], 0]), float(means[group[-1], 1])),
            ", ".join(str(found.front.designs[place].number) for place in group),
        )
        for group in groups
    ]
