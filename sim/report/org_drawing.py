"""Draws org charts side by side for files: boxes per unit, differences marked, seats as counts.

The page draws the same boxes with HTML (``templates/org.html.j2``), which also folds to an indented
tree on a phone.  Layout: the upper levels spread in columns as long as they fit, what is below
hangs indented under its column.
"""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim.report.canvas import Form, Picture, sheet
from sim.report.org_tree import (
    MARK_WORDS,
    Box,
    columns,
    differences_in_words,
    legend,
    spread_levels,
)
from sim.report.palette import INK, MUTED, PAPER, RULE, role_colour, scenario_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Material

LINE = 0.155
"""Height of a line of text, inches."""
GAP = 0.14
INDENT = 0.16
SMALL = 7.4
COLUMNS = {1: 7, 2: 4}
"""Most columns of one chart, by charts in a row."""
SIGNS = {"added": "+", "moved": "→", "changed": "±"}
MARK_COLOURS = {"added": "#11966f", "moved": "#d9660b", "changed": "#7a5195"}


class Placed(NamedTuple):
    """A box on the sheet: left, top and size in inches, top counted downwards.

    ``lines`` are (kind, text): name, leader, seats or mark; ``hung``: indented below its boss.
    """

    box: Box
    lines: tuple[tuple[str, str], ...]
    left: float
    top: float
    width: float
    height: float
    hung: bool


def org_picture(material: Material, trees: list[Box]) -> Picture:
    """Return the drawing of all charts, two in a row."""
    return Picture(
        key="org_charts",
        title=_title(material),
        note=_note(trees),
        alt=_title(material),
        draw=partial(_draw, material, trees),
    )


def _title(material: Material) -> str:
    first = material.sides[0]
    heads = f"{len(first.chart.seats) - 1} people besides the head of the company"
    if len(material.sides) == 1:
        return f"{first.label}: {heads}"
    if len(material.sides) == 2:
        number = len(differences_in_words(first.chart, material.sides[1].chart))
        if number == 0:
            return f"{first.label} and {material.sides[1].label} have the same org chart"
        names = f"{first.label} and {material.sides[1].label}"
        return f"{number} difference{'s' if number > 1 else ''} between the charts of {names}"
    return f"{len(material.sides)} org charts, differences marked against {first.label}"


def _note(trees: list[Box]) -> str:
    marks = [f"{SIGNS[mark]} {MARK_WORDS[mark]}" for mark in legend(trees)]
    return "Colour: function. " + (f"Marks: {' · '.join(marks)}." if marks else "")


def _draw(material: Material, trees: list[Box], form: Form) -> Figure:
    across = 1 if form.narrow else min(2, len(trees))
    width = form.width / across
    laid = [laid_out(tree, width - 0.25, COLUMNS[across]) for tree in trees]
    heights = [
        max(_bottom(chart) for chart in laid[n : n + across]) for n in range(0, len(laid), across)
    ]
    figure = sheet(form, sum(heights) + 0.45 * len(heights))
    grid = figure.subplots(len(heights), across, squeeze=False, height_ratios=heights)
    for axes in grid.flat:
        axes.set_axis_off()
    for number, (chart, side) in enumerate(zip(laid, material.sides, strict=True)):
        axes = grid.flat[number]
        axes.set_title(side.label, color=scenario_colour(side.place))
        axes.set_xlim(0, width)
        axes.set_ylim(heights[number // across], -0.05)
        _connect(axes, chart)
        for placed in chart:
            _draw_box(axes, placed)
    return figure


def laid_out(tree: Box, width: float, most: int) -> list[Placed]:
    levels = spread_levels(tree, most)
    column = min(width / columns(tree, levels), 2.3)
    return _spread(tree, levels, 0.05, 0.0, column)


def _spread(box: Box, levels: int, left: float, top: float, column: float) -> list[Placed]:
    """Place a box centred over its parts, the parts in columns."""
    if levels == 0 or not box.parts:
        return _hang(box, left, top, column, inset=0.0)
    total = columns(box, levels) * column
    wide = min(column, 2.3) - GAP
    placed = _place(box, left + (total - GAP - wide) / 2, top, wide, hung=False)
    found, at = [placed], left
    for part in box.parts:
        found += _spread(part, levels - 1, at, top + placed.height + 2 * GAP, column)
        at += columns(part, levels - 1) * column
    return found


def _hang(box: Box, left: float, top: float, column: float, inset: float) -> list[Placed]:
    """Place a box and its parts one below the other, each level a little further in."""
    placed = _place(box, left + inset, top, column - GAP - inset, hung=inset > 0)
    found = [placed]
    for part in box.parts:
        found += _hang(part, left, _bottom(found) + GAP * 0.7, column, inset + INDENT)
    return found


def _place(box: Box, left: float, top: float, width: float, hung: bool) -> Placed:
    signs = int((width - 0.12) / (SMALL * 0.0083))
    parts = (
        ("name", box.unit, int(signs * 0.85)),
        ("leader", box.leader, signs),
        ("seats", box.seats_text, signs),
        ("mark", f"{SIGNS[box.mark]} {box.note}" if box.mark else "", signs),
    )
    lines = tuple((kind, line) for kind, text, most in parts for line in textwrap.wrap(text, most))
    return Placed(box, lines, left, top, width, LINE * len(lines) + 0.1, hung)


def _bottom(chart: list[Placed]) -> float:
    return max(placed.top + placed.height for placed in chart)


def _draw_box(axes: Axes, placed: Placed) -> None:
    from matplotlib.patches import Rectangle

    box, colour = placed.box, role_colour(placed.box.role)
    edge = MARK_COLOURS.get(box.mark, RULE)
    corner = (placed.left, placed.top)
    frame = Rectangle(corner, placed.width, placed.height, fc=PAPER, ec=edge)
    frame.set_linewidth(1.6 if box.mark else 0.8)
    frame.set_linestyle("--" if box.mark == "moved" else "-")
    axes.add_patch(frame)
    axes.add_patch(Rectangle(corner, 0.05, placed.height, fc=colour, ec="none"))
    colours = {"name": INK, "leader": INK, "seats": MUTED, "mark": edge}
    for number, (kind, line) in enumerate(placed.lines):
        axes.text(
            placed.left + 0.1,
            placed.top + 0.05 + LINE * (number + 0.5),
            line,
            va="center",
            fontsize=SMALL + (0.4 if kind == "name" else 0),
            fontweight="bold" if kind == "name" else "normal",
            color=colours[kind],
        )


def _connect(axes: Axes, chart: list[Placed]) -> None:
    """Draw a line from every box to its parts."""
    where = {placed.box.unit: placed for placed in chart}
    for above in chart:
        for part in above.box.parts:
            below = where[part.unit]
            if below.hung:
                at, middle = above.left + INDENT * 0.4, below.top + below.height / 2
                points = [(at, above.top + above.height), (at, middle), (below.left, middle)]
            else:
                bend = below.top - GAP
                centre, end = above.left + above.width / 2, below.left + below.width / 2
                points = [
                    (centre, above.top + above.height),
                    (centre, bend),
                    (end, bend),
                    (end, below.top),
                ]
            axes.plot(*zip(*points, strict=True), color=MUTED, lw=0.8, zorder=0)
