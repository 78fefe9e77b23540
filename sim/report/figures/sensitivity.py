"""The figure of a sensitivity study: a bar per factor with its interval, and the dummy's line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sensitivity.response import Index
from sim.experiments.sensitivity.screening import Effect, Screening
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import INK, MUTED, scenario_colour
from sim.report.sensitivity_rows import ordered

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments.sensitivity.study import Study
    from sim.experiments.sensitivity.variance import Share

MOST_BARS = 24
_FLOOR = "Dashed: the dummy, which moves nothing but luck; grey: cannot be told from it."


def sensitivity_picture(study: Study, title: str) -> Picture:
    """Return the figure; ``title`` is the answer."""
    if isinstance(study.found, Screening):
        note = (
            "Mean absolute effect over a factor's whole range (of a choice: from one setting to "
            f"another) with its 95 % interval. {_FLOOR}"
        )
    else:
        note = (
            "Share of the variance, noise included: light, in total; dark, alone; 95 % intervals. "
            f"Diamond: the total without noise. {_FLOOR}"
        )
    return Picture(
        key="sensitivity",
        title=title,
        note=note,
        alt=f"{study.file.experiment.title}: {title}",
        draw=partial(_draw, study),
    )


def _draw(study: Study, form: Form) -> Figure:
    rows: Sequence[Effect | Share] = ordered(study)[:MOST_BARS]
    figure = sheet(form, 0.75 + 0.36 * max(2, len(rows)))
    axes = figure.subplots()
    found = study.found
    floor = found.dummy if isinstance(found, Screening) else found.dummy_total
    for row, one in enumerate(rows):
        if isinstance(one, Effect):
            size = one.mu_star._replace(low=max(0.0, one.mu_star.low))
            _bar(axes, row, size, _colour(one), 0.62)
        else:
            _shares(axes, row, one)
    axes.axvline(floor.value, color=INK, lw=1.2, ls=(0, (4, 3)), zorder=4)
    axes.set_yticks(range(len(rows)), [one.factor.title for one in rows], color=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=min(0.0, *(_left(one) for one in rows)))
    display = study.kpi.display if isinstance(found, Screening) else "percent"
    number_axis(axes, display, ticks=4 if form.narrow else 6)
    words = "effect on" if isinstance(found, Screening) else "share of the variance of"
    axes.set_xlabel(f"{words} {study.kpi.title}")
    quiet(axes)
    return figure


def _colour(one: Effect | Share) -> str:
    return scenario_colour(0) if one.is_told else MUTED


def _left(one: Effect | Share) -> float:
    """Return where the axis has to begin for a row."""
    return 0.0 if isinstance(one, Effect) else min(one.first.low, one.total.low)


def _bar(axes: Axes, row: float, index: Index, colour: str, height: float) -> None:
    axes.barh(row, index.value, height=height, color=colour, alpha=0.45, lw=0)
    axes.plot([index.low, index.high], [row, row], color=colour, lw=1.8, solid_capstyle="butt")


def _shares(axes: Axes, row: int, one: Share) -> None:
    """Draw the total above, what it is alone below, the total without noise as a diamond."""
    colour = _colour(one)
    _bar(axes, row - 0.16, one.total, colour, 0.3)
    axes.barh(row + 0.16, one.first.value, height=0.3, color=colour, lw=0)
    axes.plot(
        [one.first.low, one.first.high], [row + 0.16, row + 0.16], color=INK, lw=1.4,
        solid_capstyle="butt",
    )  # fmt: skip
    if np.isfinite(one.clean_total.value):
        axes.plot(
            one.clean_total.value, row - 0.16, "D", ms=4.5, color=colour, markerfacecolor="none"
        )
