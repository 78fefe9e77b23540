"""Small pictures, one a fact: bars or lines over seeds, with 95 % intervals of the mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from sim.report.canvas import quiet, styled
from sim.report.palette import MUTED, PAPER, ZONE, scenario_colour, scenario_marker
from sim.verification.case import mean_tolerance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BASE = MUTED
WIDTH, HEIGHT = 4.1, 2.3


def mean_and_half(values: ArrayLike) -> tuple[float, float]:
    """Return a mean and half its 95 % interval; nothing is drawn for a figure that is missing."""
    table = np.asarray(values, dtype=np.float64)
    known = table[np.isfinite(table)]
    if len(known) < 2:
        return (float(known.mean()) if len(known) else np.nan, 0.0)
    return float(known.mean()), mean_tolerance(known, 0.05)


def bars(
    axes: Axes,
    groups: Mapping[str, ArrayLike],
    across: str,
    band: tuple[float, float] | None = None,
) -> None:
    """Draw a point for each group at its mean, with the interval; the band is a zone."""
    if band is not None:
        axes.axvspan(*band, color=ZONE, zorder=0)
    places = np.arange(len(groups))[::-1]
    for number, (place, values) in enumerate(zip(places, groups.values(), strict=True)):
        mean, half = mean_and_half(values)
        colour, marker = scenario_colour(number), scenario_marker(number)
        axes.errorbar(mean, place, xerr=half, fmt=marker, color=colour, markersize=4.5, capsize=2)
    axes.set_yticks(places, list(groups))
    axes.set_ylim(-0.6, len(groups) - 0.4)
    axes.margins(x=0.15)
    axes.set_xlabel(across)
    quiet(axes, "x")


def lines(axes: Axes, across: ArrayLike, curves: Mapping[str, ArrayLike]) -> None:
    """Draw the mean over seeds of [seeds, points], with its interval as a band."""
    x = np.asarray(across, dtype=np.float64)
    for number, (name, rows) in enumerate(curves.items()):
        columns = np.asarray(rows, dtype=np.float64).T
        found = np.array([mean_and_half(column) for column in columns])
        colour = scenario_colour(number)
        axes.fill_between(
            x, found[:, 0] - found[:, 1], found[:, 0] + found[:, 1], color=colour, alpha=0.2, lw=0
        )
        marker = scenario_marker(number)
        axes.plot(x, found[:, 0], color=colour, marker=marker, markersize=3, lw=1.2, label=name)
    if len(curves) > 1:
        axes.legend(frameon=False, fontsize=7.5)
    quiet(axes, "y")


def histogram(axes: Axes, values: ArrayLike, across: str) -> None:
    """Draw how values pooled over seeds spread."""
    table = np.asarray(values, dtype=np.float64)
    axes.hist(table, bins=40, color=scenario_colour(0), density=True)
    axes.set_xlabel(across)
    axes.set_ylabel("Density")
    quiet(axes, "y")


def picture(draw: Callable[[Axes], None]) -> bytes:
    """Return the PNG of one small picture."""
    import io

    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    with styled():
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained", facecolor=PAPER)
        draw(figure.subplots())
        figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None})
    return buffer.getvalue()
