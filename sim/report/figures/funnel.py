"""Figure of the funnel: how many pass each stage, and where the scenarios part ways."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis, small_title, zero_line
from sim.report.palette import INK, MUTED, RULE, scenario_colour, scenario_marker
from sim.report.wording import percent, show, signed_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Material


class Step(NamedTuple):
    """One row of the funnel; ``follows`` says that it is a part of the row above."""

    kpi: str
    title: str
    follows: bool


STEPS = (
    Step("leads.inbound", "Leads (inbound)", False),
    Step("mql.inbound", "MQLs", True),
    Step("booked.inbound", "Meetings booked", True),
    Step("held.inbound", "Meetings held", True),
    Step("sao.inbound", "Opportunities (SAO)", True),
    Step("wins.inbound", "Deals won", True),
    Step("sao", "SAO, all sources", False),
    Step("wins", "Deals won, all sources", False),
)


def funnel_steps(material: Material) -> list[Step]:
    """Return the rows that this company has; without inbound leads only the last two."""
    return [step for step in STEPS if np.nanmax(material.means(step.kpi)) > 0]


def funnel_picture(material: Material) -> Picture | None:
    """Return the funnel of all scenarios and the differences by stage; None if nothing flows."""
    steps = funnel_steps(material)
    if not steps:
        return None
    title = _title(material, steps)
    paired = len(material.sides) > 1
    return Picture(
        key="funnel",
        title=title,
        note=(
            "Mean numbers over the horizon, on a logarithmic scale; in small print the share of "
            "the row above."
            + (
                " The second part shows the paired difference and its 95 % interval."
                if paired
                else ""
            )
        ),
        alt=f"Funnel from leads to deals won by scenario. {title}",
        draw=partial(_draw, material, steps),
    )


def _title(material: Material, steps: list[Step]) -> str:
    first = material.sides[0]
    if len(material.sides) == 1:
        count, share = first.mean("wins").value, first.mean("win_rate").value
        return f"{show(count, 'integer')} deals won over the horizon; win rate {percent(share, 0)}"
    side = material.sides[1]
    step = _parting(material, steps, side.place)
    if step is None:
        return "The funnels do not differ clearly at any stage"
    gap = material.relative(step.kpi, side.place)
    text = f"The funnels part most at “{step.title}”: {side.label} {signed_percent(gap.value)}"
    return f"{text} (±{percent(gap.half_width)})"


def _parting(material: Material, steps: list[Step], place: int) -> Step | None:
    """Return the row that differs clearly and whose difference grew most over the row above.

    If no row from lead to customer does: the first that differs clearly, None without one.
    """
    best, most, above = None, 0.0, 0.0
    for step in steps:
        gap = material.relative(step.kpi, place)
        grown = abs(gap.value - (above if step.follows else 0.0))
        if gap.is_clear and (step.follows or step is steps[0]) and grown > most:
            best, most = step, grown
        above = gap.value
    clear = (step for step in steps if material.relative(step.kpi, place).is_clear)
    return best or next(clear, None)


def _draw(material: Material, steps: list[Step], form: Form) -> Figure:
    paired = len(material.sides) > 1
    row = 0.5 if form.narrow else 0.42
    panels = 1 + paired
    down = panels if form.narrow else 1
    figure = sheet(form, (0.8 + row * len(steps)) * down)
    if form.narrow:
        grid = figure.subplots(down, 1, squeeze=False).flat
    else:
        grid = figure.subplots(1, panels, squeeze=False, width_ratios=[1.7, 1][:panels]).flat
    _counts(grid[0], material, steps, 60 if form.narrow else 8)
    if paired:
        _gaps(grid[1], material, steps, named=form.narrow)
    return figure


def _counts(axes: Axes, material: Material, steps: list[Step], room: float) -> None:
    """Draw the means and their texts; ``room`` widens the axis for the texts on the right."""
    means = {step.kpi: material.means(step.kpi) for step in steps}
    for side in material.sides:
        colour, marker = scenario_colour(side.place), scenario_marker(side.place)
        for number, step in enumerate(steps):
            row = number + 0.3 / len(material.sides) * (side.place - (len(material.sides) - 1) / 2)
            axes.plot(means[step.kpi][side.place], row, marker, ms=5, color=colour)
    for number, step in enumerate(steps):
        _count_text(axes, number, means[step.kpi])
        if step.follows and number:
            _share_text(axes, number, means[step.kpi], means[steps[number - 1].kpi])
    axes.set_xscale("log")
    _logarithmic_ticks(axes)
    _rows(axes, steps)
    low = min(float(np.nanmin(values)) for values in means.values())
    high = max(float(np.nanmax(values)) for values in means.values())
    axes.set_xlim(max(low, 1) / 2.2, high * room)
    _whose(axes, material)


def _count_text(axes: Axes, number: int, values: np.ndarray) -> None:
    """Write the means right of their dots, in the scenarios' order."""
    text = " · ".join(show(float(value), "integer") for value in values)
    axes.annotate(
        text, (float(np.nanmax(values)), number), xytext=(9, 0), textcoords="offset points",
        va="center", fontsize=8.5, color=INK,
    )  # fmt: skip


def _share_text(axes: Axes, number: int, values: np.ndarray, above: np.ndarray) -> None:
    shares = [percent(float(value / base)) for value, base in zip(values, above, strict=True)]
    text = " · ".join(dict.fromkeys(shares))
    axes.annotate(
        text, (float(np.nanmax(values)), number - 0.5), xytext=(9, 0), textcoords="offset points",
        va="center", fontsize=7, color=MUTED,
    )  # fmt: skip


def _logarithmic_ticks(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    axes.xaxis.set_major_locator(LogLocator(10))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _round(value)))


def _round(value: float) -> str:
    """Return a power of ten for the axis: 100, 1k, 10k, 1M."""
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:.0f}{unit}"
    return f"{value:g}"


def _rows(axes: Axes, steps: list[Step]) -> None:
    axes.set_yticks(range(len(steps)), [step.title for step in steps], color=INK)
    axes.set_ylim(len(steps) - 0.5, -0.7)
    for number, step in enumerate(steps):
        if number and not step.follows and steps[number - 1].follows:
            axes.axhline(number - 0.5, color=RULE, lw=0.8)
    quiet(axes)


def _whose(axes: Axes, material: Material) -> None:
    """Name the scenarios above the panel, each in its colour."""
    if len(material.sides) == 1:
        return
    for side in material.sides:
        colour, marker = scenario_colour(side.place), scenario_marker(side.place)
        axes.plot([], [], marker, ms=6, color=colour, label=side.label)
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=len(material.sides), frameon=False,
        fontsize=8.5, labelcolor="markerfacecolor", handletextpad=0.2, columnspacing=1.2,
    )  # fmt: skip


def _gaps(axes: Axes, material: Material, steps: list[Step], named: bool) -> None:
    others = material.sides[1:]
    for side in others:
        for number, step in enumerate(steps):
            gap = material.relative(step.kpi, side.place)
            row = number + 0.5 / len(others) * (side.place - (len(others) + 1) / 2)
            colour = scenario_colour(side.place) if gap.is_clear else MUTED
            face = colour if gap.is_clear else "none"
            axes.plot([gap.low, gap.high], [row, row], color=colour, lw=1.8)
            axes.plot(gap.value, row, scenario_marker(side.place), ms=5.5, color=colour, mfc=face)
    zero_line(axes)
    _rows(axes, steps)
    if not named:
        axes.set_yticklabels([])
    number_axis(axes, "percent", ticks=4)
    small_title(axes, f"difference from {material.sides[0].label}, 95{chr(0x202F)}% interval")
