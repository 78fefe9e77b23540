"""The figure of an experiment: each design's paired difference to its reference, per outcome.

Where every setting of the answer's lever has a place on a number line (``at``, or the lever is a
number) the differences are drawn along it, one line for each combination of the other levers; else
row by row.  Of many designs ``sweep_space`` shows the outcome against every lever.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.gap import Gap, gap
from sim.experiments.levers import levels
from sim.experiments.sweep_schema import SAMPLED
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.sweep_space import space_picture
from sim.report.palette import INK, MUTED, ZONE, scenario_colour, scenario_marker
from sim.report.wording import MINUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments.sweep import Sweep

MOST_PANELS = 4
MOST_LINES, MOST_ROWS = 8, 40
APART = 0.015
"""Lines of several blocks stand so far apart, as a share of the axis, that intervals are seen."""


def sweep_picture(found: Sweep, title: str) -> Picture:
    """Return the figure; ``title`` is the answer."""
    if _is_crowded(found):
        return space_picture(found, title)
    plan = found.file.experiment
    first = found.label(found.reference(0), without=_others(found) if found.lever else ())
    return Picture(
        key="experiment",
        title=title,
        note=(
            f"Mean difference to “{first}” in the same markets with its 95 % interval, each for "
            "itself; hollow and grey: zero lies inside. Percent of the reference's mean; points "
            "for shares."
        ),
        alt=f"{plan.title}: {title}",
        draw=partial(_draw, found),
    )


def _is_crowded(found: Sweep) -> bool:
    """Say whether rows or lines would be too many, or are no natural order of a sample."""
    if found.file.experiment.design.method in SAMPLED:
        return True
    if _places(found):
        return len(_blocks(found)) > MOST_LINES
    return len(found.designs) > MOST_ROWS


def _others(found: Sweep) -> list[str]:
    return [lever for lever in found.file.experiment.levers if lever != found.lever]


def _draw(found: Sweep, form: Form) -> Figure:
    outcomes = found.file.experiment.outcomes[:MOST_PANELS]
    along = _places(found)
    across = 1 if form.narrow else min(2, len(outcomes))
    down = -(-len(outcomes) // across)
    shown = _shown(found)
    height = 2.6 if along else 0.75 + 0.3 * max(2, len(shown))
    figure = sheet(form, down * height + 0.3)
    grid = figure.subplots(down, across, squeeze=False)
    for axes in grid.flat[len(outcomes) :]:
        axes.set_axis_off()
    for number, outcome in enumerate(outcomes):
        axes = grid.flat[number]
        if along:
            _curve(axes, found, outcome, along)
        else:
            _forest(axes, found, outcome, shown, labelled=number % across == 0)
    if along and len(_blocks(found)) > 1:
        grid.flat[0].legend(frameon=False, fontsize=7.5, loc="best")
    return figure


def _places(found: Sweep) -> list[float]:
    """Return where the levels of the answer's lever stand on a number line, if all do."""
    if found.lever is None:
        return []
    lever = found.file.experiment.levers[found.lever]
    numbers = [value for value in levels(lever) if not isinstance(value, str)]
    places = [setting.at for setting in lever.settings.values()] or numbers
    known = [place for place in places if place is not None]
    return known if len(known) == len(places) and len(known) > 2 else []


def _blocks(found: Sweep) -> list[int]:
    """Return the reference designs: one for each combination of the other levers."""
    return sorted({found.reference(design) for design in range(len(found.designs))})


def _shown(found: Sweep) -> list[int]:
    """Return the designs that have a difference."""
    return [n for n in range(len(found.designs)) if n != found.reference(n)]


def _curve(axes: Axes, found: Sweep, outcome: str, along: list[float]) -> None:
    """Draw the differences along the lever, one line per block."""
    blocks = _blocks(found)
    axes.axhline(0, color=MUTED, lw=0.9)
    lever = str(found.lever)
    words = levels(found.file.experiment.levers[lever])
    for nth, block in enumerate(blocks):
        designs = [n for n in range(len(found.designs)) if found.reference(n) == block]
        places = np.array([along[words.index(found.designs[n].settings[lever])] for n in designs])
        order = np.argsort(places)
        gaps = [gap(found, designs[n], block, outcome) for n in order]
        xs = places[order] + (nth - (len(blocks) - 1) / 2) * APART * np.ptp(along)
        name = found.label(block, without=[lever])
        axes.plot(xs, [part.mean for part in gaps], color=scenario_colour(nth), lw=1.3, label=name)
        for x, part, design in zip(xs, gaps, np.array(designs)[order], strict=True):
            _point(axes, x, part, nth, is_reference=design == block, upright=True)
    axes.set_xlabel(found.file.experiment.levers[lever].title)
    _named(axes, found, outcome, "y")


def _forest(axes: Axes, found: Sweep, outcome: str, shown: list[int], labelled: bool) -> None:
    """Draw one row per design."""
    axes.axvline(0, color=MUTED, lw=0.9)
    for row, design in enumerate(shown):
        if row % 2 == 0:
            axes.axhspan(row - 0.5, row + 0.5, color=ZONE, alpha=0.55, lw=0, zorder=0)
        part = gap(found, design, found.reference(design), outcome)
        _point(axes, row, part, _place(found, design), is_reference=False, upright=False)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    names = [found.label(design) for design in shown] if labelled else [""] * len(shown)
    axes.set_yticks(range(len(shown)), names, color=INK)
    _named(axes, found, outcome, "x")


def _place(found: Sweep, design: int) -> int:
    """Return which colour a design has: that of its setting of the answer's lever."""
    if found.lever is None:
        return 0
    words = levels(found.file.experiment.levers[found.lever])
    return words.index(found.designs[design].settings[found.lever])


def _point(
    axes: Axes, at: float, part: Gap, nth: int, *, is_reference: bool, upright: bool
) -> None:
    """Draw a mean with its interval; grey and hollow where zero lies inside."""
    if not np.isfinite(part.mean):
        return
    known = part.is_clear or is_reference
    colour = scenario_colour(nth) if known else MUTED
    ends, where = [part.low, part.high], [at, at]
    axes.plot(*((where, ends) if upright else (ends, where)), color=colour, lw=1.6)
    axes.plot(
        *((at, part.mean) if upright else (part.mean, at)),
        marker=scenario_marker(nth),
        ms=5,
        color=colour,
        markerfacecolor=colour if known else "white",
    )


def _named(axes: Axes, found: Sweep, outcome: str, which: str) -> None:
    """Title the panel with the outcome and show the axis in percent or points."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    kpi = found.kpi(outcome)
    unit = "points" if kpi.display == "percent" else "%"
    less = " (less is better)" if kpi.better == "lower" else ""
    axes.set_title(f"{kpi.title}{less}")
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    (axes.set_xlabel if which == "x" else axes.set_ylabel)(f"difference, {unit}")
    quiet(axes, which)


def _tick(value: float) -> str:
    """Return a difference for an axis: sign, no superfluous decimals."""
    text = f"{abs(value):.3f}".rstrip("0").rstrip(".")
    return text if text == "0" else (MINUS if value < 0 else "+") + text
