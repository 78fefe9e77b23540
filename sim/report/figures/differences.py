"""Figure of the paired differences: which KPIs the scenarios tell apart, and by how much."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import INK, MUTED, ZONE, scenario_colour, scenario_marker
from sim.report.wording import listing, plus_minus

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Difference, Material

GAP = 0.34
"""Distance between the intervals of two scenarios within one row."""
EDGE = 1.35
"""The axis ends at this multiple of the third-largest reach; longer intervals get an arrow."""


def differences_picture(material: Material, names: list[str]) -> Picture:
    """Return the forest plot of paired differences from the first scenario, in % of its mean."""
    base = material.sides[0].label
    title = _title(material, names)
    return Picture(
        key="differences",
        title=title,
        note=(
            f"Mean difference from {base} in the same markets, in % of {base}'s mean, with its "
            "95 % interval. Grey and hollow: zero lies inside the interval. An arrow: the interval "
            "goes on beyond the edge. Each interval stands for itself (not corrected for how many "
            "there are)."
        ),
        alt=f"Forest plot of paired differences from {base}. {title}",
        draw=partial(_draw, material, names),
    )


def _title(material: Material, names: list[str]) -> str:
    base = material.sides[0].label
    if len(material.sides) > 2:
        counts = [
            f"{side.label} in {_clear(material, names, side.place)}" for side in material.sides[1:]
        ]
        return f"Clearly different from {base}: {listing(counts)} of {len(names)} key figures"
    clear, label = _clear(material, names, 1), material.sides[1].label
    if clear == 0:
        return f"{label} against {base}: none of {len(names)} key figures differs clearly"
    return f"{label} against {base}: {clear} of {len(names)} key figures differ clearly"


def _clear(material: Material, names: list[str], place: int) -> int:
    return sum(material.difference(name, place).is_clear for name in names)


def _draw(material: Material, names: list[str], form: Form) -> Figure:
    others = material.sides[1:]
    row = 0.46 + 0.16 * (len(others) - 1) if form.narrow else 0.33 + 0.14 * (len(others) - 1)
    figure = sheet(form, 0.75 + row * len(names))
    axes = figure.subplots()
    edge = _edge(material, names)
    axes.axvline(0, color=MUTED, lw=1, zorder=1)
    for number, name in enumerate(names):
        for side in others:
            _one(axes, material, name, side.place, _row(number, side.place, len(others)), edge)
        if len(others) == 1:
            _amount(axes, material, name, number, form)
    _name_rows(axes, material, names, form)
    axes.set_xlim(-1.03 * edge, 1.03 * edge)
    number_axis(axes, "percent")
    axes.set_xlabel(f"difference from {material.sides[0].label}, % of its mean")
    _legend(axes, material)
    return figure


def _row(number: int, place: int, others: int) -> float:
    """Return the height of an interval: scenarios fan out around the KPI's row."""
    return number + (GAP * 2 / others) * (place - (others + 1) / 2)


def _edge(material: Material, names: list[str]) -> float:
    reaches = []
    for side in material.sides[1:]:
        for name in names:
            part = _relative(material, name, side.place)
            reaches.append(max(abs(part.low), abs(part.high)))
    reaches.sort(reverse=True)
    robust = EDGE * reaches[min(2, len(reaches) - 1)]
    return min(reaches[0] * 1.1, robust) or 0.01


def _relative(material: Material, name: str, place: int) -> Difference:
    return material.relative(name, place)


def _one(axes: Axes, material: Material, name: str, place: int, row: float, edge: float) -> None:
    part = _relative(material, name, place)
    colour = scenario_colour(place) if part.is_clear else MUTED
    axes.plot([part.low, part.high], [row, row], color=colour, lw=2, solid_capstyle="butt")
    if -edge <= part.value <= edge:
        face = colour if part.is_clear else "none"
        axes.plot(part.value, row, scenario_marker(place), ms=6, color=colour, markerfacecolor=face)
    for at, marker, beyond in ((-edge, "<", part.low < -edge), (edge, ">", part.high > edge)):
        if beyond:
            axes.plot(at, row, marker, ms=6, color=colour, clip_on=False)


def _amount(axes: Axes, material: Material, name: str, number: int, form: Form) -> None:
    """Write the difference in the KPI's own unit at the right edge."""
    kpi, gap = material.kpis[name], material.difference(name, 1)
    text = plus_minus(gap.value, gap.half_width, kpi.display, signed=True)
    up = -0.36 if form.narrow else 0
    axes.annotate(
        text,
        (1.0, number + up),
        xycoords=("axes fraction", "data"),
        xytext=(0 if form.narrow else 8, 0),
        textcoords="offset points",
        ha="right" if form.narrow else "left",
        va="center",
        fontsize=8.5,
        color=INK if gap.is_clear else MUTED,
    )


def _name_rows(axes: Axes, material: Material, names: list[str], form: Form) -> None:
    """Label the rows: beside the axis, or above each interval on a narrow sheet."""
    titles = [_worded(material, name) for name in names]
    axes.set_ylim(len(names) - 0.4, -0.6)
    for number in range(0, len(names), 2):
        axes.axhspan(number - 0.5, number + 0.5, color=ZONE, alpha=0.55, lw=0, zorder=0)
    quiet(axes)
    if not form.narrow:
        axes.set_yticks(range(len(names)), titles, color=INK)
        return
    axes.set_yticks([])
    for number, title in enumerate(titles):
        axes.annotate(
            title, (0, number - 0.36), xycoords=("axes fraction", "data"), va="center", fontsize=8.5
        )


def _worded(material: Material, name: str) -> str:
    kpi = material.kpis[name]
    return f"{kpi.title} (less is better)" if kpi.better == "lower" else kpi.title


def _legend(axes: Axes, material: Material) -> None:
    """Say which mark is whose when there are several."""
    if len(material.sides) < 3:
        return
    for side in material.sides[1:]:
        colour = scenario_colour(side.place)
        axes.plot([], [], scenario_marker(side.place), color=colour, label=side.label)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=8.5)
