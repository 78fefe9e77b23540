"""Marks that several figures share: ranges, intervals, densities, axes in a KPI's unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.report.palette import MUTED, scenario_colour, scenario_marker
from sim.report.wording import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.report.material import Mean, Spread

Floats = NDArray[np.float64]


def number_axis(axes: Axes, display: str, which: str = "x", ticks: int = 6) -> None:
    """Show the axis in the unit of a KPI with about this many round ticks."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, display)))


def tick(value: float, display: str) -> str:
    """Return a value for an axis: as ``show``, without superfluous decimals."""
    text = show(float(value), display)
    head = text.rstrip("MBkdh×%\u202f ")
    tail = text[len(head) :]
    return (head.rstrip("0").rstrip(".") if "." in head else head) + tail


def range_bar(axes: Axes, row: float, spread: Spread, place: int) -> None:
    """Draw p10 to p90 as a bar with the median as a tick: the spread of outcomes."""
    colour = scenario_colour(place)
    axes.plot(
        [spread.p10, spread.p90], [row, row], color=colour, lw=5, alpha=0.45, solid_capstyle="butt"
    )
    axes.plot([spread.p50], [row], marker="|", ms=9, mew=2.2, color=colour)


def interval(axes: Axes, row: float, mean: Mean, place: int, known: bool = True) -> None:
    """Draw a mean with its 95 % interval: the uncertainty of an estimate; grey if not ``known``."""
    colour = scenario_colour(place) if known else MUTED
    axes.plot([mean.low, mean.high], [row, row], color=colour, lw=1.6, solid_capstyle="butt")
    axes.plot(
        [mean.value],
        [row],
        marker=scenario_marker(place),
        ms=4.5,
        color=colour,
        markerfacecolor=colour if known else "none",
    )


def density(values: Floats, points: int = 200) -> tuple[Floats, Floats]:
    """Return (x, density) of a Gaussian kernel estimate with Silverman's bandwidth.

    Values that are all the same give one narrow peak.
    """
    spread = min(values.std(ddof=1), np.subtract(*np.percentile(values, [75, 25])) / 1.349)
    width = 0.9 * (spread or values.std() or abs(values[0]) * 0.01 or 1.0) * len(values) ** -0.2
    x = np.linspace(values.min() - 3 * width, values.max() + 3 * width, points)
    steps = (x[:, None] - values[None, :]) / width
    return x, np.exp(-0.5 * steps**2).sum(axis=1) / (len(values) * width * np.sqrt(2 * np.pi))


def names_as_rows(axes: Axes, names: list[str]) -> None:
    """Label rows 0, 1, … from the top with the scenarios' names in their colours."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    for place, label in enumerate(axes.get_yticklabels()):
        label.set_color(scenario_colour(place))
        label.set_fontweight("bold")


def small_title(axes: Axes, text: str) -> None:
    """Say in small letters what a part of a figure shows."""
    axes.set_title(text, fontsize=8, fontweight="normal", color=MUTED, pad=4)


def zero_line(axes: Axes) -> None:
    """Draw the line of no difference."""
    axes.axvline(0, color=MUTED, lw=1.0, zorder=0)
