"""Fan charts: how a monthly series runs, and how far markets spread it, one panel per scenario."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.monthly import SERIES, Series
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import MUTED, scenario_colour
from sim.report.wording import listing, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Floats, Material, Side


ACROSS = {1: 1, 2: 2, 4: 2}
"""Panels side by side by the number of scenarios, otherwise three."""
WORDS = {"end_arr": "ARR", "new_arr": "New ARR", "churned_arr": "Churned ARR"}


def months_picture(material: Material, name: str) -> Picture | None:
    """Return the fan chart of one monthly series; None without months."""
    series = next(series for series in SERIES if series.name == name)
    if len(material.months) < 2:
        return None
    title = _title(material, series)
    dashed = " Dashed: the median of the first scenario." if len(material.sides) > 1 else ""
    return Picture(
        key=f"months_{name}",
        title=title,
        note=(
            "Line: median of the replications in each month. Dark band: p25 to p75, light band: "
            f"p10 to p90, the spread over markets.{dashed}"
        ),
        alt=f"Fan chart by month of {series.title} for each scenario. {title}",
        draw=partial(_draw, material, series),
    )


def _title(material: Material, series: Series) -> str:
    """Say what a median market brings: per month for flows, in the last month for levels."""
    parts = []
    for side in material.sides:
        values = side.monthly(series.name)
        figure = values.mean(axis=1) if series.flow else values[:, -1]
        text = show(float(np.median(figure)), series.display)
        parts.append(f"{text} ({side.label})" if len(material.sides) > 1 else text)
    word = WORDS.get(series.name, series.title)
    if series.flow:
        return f"{word} of a median market: {listing(parts)} a month"
    return f"{word} of a median market after {len(material.months)} months: {listing(parts)}"


def _draw(material: Material, series: Series, form: Form) -> Figure:
    count = len(material.sides)
    across = 1 if form.narrow else ACROSS.get(count, 3)
    down = -(-count // across)
    figure = sheet(form, 0.35 + (1.9 if form.narrow else 2.7) * down)
    grid = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    for axes in grid.flat[count:]:
        axes.set_visible(False)
    for axes, side in zip(grid.flat, material.sides, strict=False):
        _fan(axes, material, side, series)
        _dates(axes, material.months, 4 if form.narrow else 5)
        number_axis(axes, series.display, "y", 5)
    if series.flow:
        grid[0, 0].set_ylim(bottom=0)
    for number, axes in enumerate(grid.flat):
        axes.tick_params(axis="x", pad=7, labelbottom=number + across >= count)
    return figure


def _fan(axes: Axes, material: Material, side: Side, series: Series) -> None:
    colour = scenario_colour(side.place)
    at = np.arange(len(material.months), dtype=np.float64)
    values = side.monthly(series.name)
    p10, p25, p50, p75, p90 = np.nanpercentile(values, [10, 25, 50, 75, 90], axis=0)
    axes.fill_between(at, p10, p90, color=colour, alpha=0.18, lw=0)
    axes.fill_between(at, p25, p75, color=colour, alpha=0.30, lw=0)
    axes.plot(at, p50, color=colour, lw=1.8)
    if side.place > 0:
        first = np.nanmedian(material.sides[0].monthly(series.name), axis=0)
        axes.plot(at, first, color=MUTED, lw=1.1, ls=(0, (4, 2)))
    axes.set_title(side.label, color=colour)
    _bands_named(axes, at, (p10, p50, p90))
    quiet(axes, "y")


def _bands_named(axes: Axes, at: Floats, bands: tuple[Floats, ...]) -> None:
    """Write the quantiles' names at the right end of the fan."""
    for text, values in zip(("p10", "p50", "p90"), bands, strict=True):
        axes.annotate(
            text, (at[-1], values[-1]), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=7, color=MUTED,
        )  # fmt: skip
    axes.set_xlim(at[0] - 0.6, at[-1] + len(at) * 0.07)


def _dates(axes: Axes, months: tuple[str, ...], most: int) -> None:
    """Label every so many months along the axis, in round steps."""
    steps = (1, 2, 3, 6, 12, 24, 60)
    step = next(step for step in steps if len(months) <= step * most)
    at = range(0, len(months), step)
    axes.set_xticks(list(at), [months[month] for month in at])
