"""Figures of one outcome: how far markets spread it, and how well its mean is known.

Upper part: the distribution over replications, with p10, median and p90.  Lower part, on the same
scale: the mean with its 95 % interval.  The two are never drawn as one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import (
    density,
    interval,
    names_as_rows,
    number_axis,
    range_bar,
    small_title,
)
from sim.report.palette import scenario_colour
from sim.report.wording import THIN, measured, plus_minus, show, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Material

FILLED = 3
"""Up to so many densities are filled; more are drawn as lines."""


def outcome_picture(material: Material, name: str) -> Picture:
    """Return the figure of one KPI: its spread over markets and the uncertainty of its mean."""
    title = _title(material, name)
    return Picture(
        key=f"outcome_{name}",
        title=title,
        note=(
            "Top: how outcomes spread over markets (bar p10 to p90, tick at the median). "
            "Bottom, same scale: the mean with its 95 % interval, which more replications make "
            "shorter; the spread stays."
        ),
        alt=f"Distribution over replications of {material.kpis[name].title}, by scenario. {title}",
        draw=partial(_draw, material, name),
        card=True,
    )


def _title(material: Material, name: str) -> str:
    """State the answer: how far apart, or the range for a single scenario."""
    kpi, first = material.kpis[name], material.sides[0]
    if len(material.sides) == 1:
        spread = first.spread(name)
        return f"{kpi.title}: {span(spread.p10, spread.p90, kpi.display)} in 80{THIN}% of markets"
    if len(material.sides) > 2:
        means = material.means(name)
        lowest, highest = int(means.argmin()), int(means.argmax())
        ends = [
            f"{show(float(means[place]), kpi.display)} ({material.sides[place].label})"
            for place in (lowest, highest)
        ]
        return f"{kpi.title}: means from {ends[0]} to {ends[1]}"
    second, gap = material.sides[1], material.difference(name, 1)
    if not gap.is_clear:
        text = plus_minus(gap.value, gap.half_width, kpi.display, signed=True)
        return f"{kpi.title}: no clear difference ({text})"
    more = "above" if gap.value > 0 else "below"
    size, _ = measured(abs(gap.value), gap.half_width, kpi.display, signed=True)
    return f"{kpi.title}: {second.label} is {size[1:]} {more} {first.label}"


def _draw(material: Material, name: str, form: Form) -> Figure:
    kpi, rows = material.kpis[name], len(material.sides)
    figure = sheet(form, 1.75 + 0.42 * rows)
    shares = [5.0, 0.9 * rows, 0.9 * rows]
    top, middle, bottom = figure.subplots(3, 1, sharex=True, height_ratios=shares)
    _densities(top, material, name)
    for side in material.sides:
        range_bar(middle, side.place, side.spread(name), side.place)
        interval(bottom, side.place, side.mean(name), side.place)
    for axes, text in (
        (middle, "spread over markets: p10, median, p90"),
        (bottom, "mean and its 95 % interval"),
    ):
        names_as_rows(axes, [side.label for side in material.sides])
        small_title(axes, text)
        quiet(axes)
    number_axis(bottom, kpi.display)
    bottom.set_xlabel(_unit(kpi.title, kpi.unit))
    return figure


def _densities(axes: Axes, material: Material, name: str) -> None:
    for side in material.sides:
        x, height = density(side.values(name))
        colour = scenario_colour(side.place)
        if len(material.sides) <= FILLED:
            axes.fill_between(x, height, color=colour, alpha=0.18, lw=0)
        axes.plot(x, height, color=colour, lw=1.6)
    quiet(axes)
    axes.set_yticks([])
    axes.set_ylim(bottom=0)
    axes.tick_params(labelbottom=False)


def _unit(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit not in {"share", "count"} else title
