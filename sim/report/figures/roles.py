"""Figure of the roles: how busy they are, how long their work waits, and which one is the bottleneck."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.registry import readable
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis, small_title
from sim.report.palette import INK, RULE, ZONE, scenario_colour, scenario_marker
from sim.report.wording import listing, percent, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Material, Side

FRONT = ("sdr", "bdr", "setter", "ae", "se", "csm", "sales_ops")
SATURATED = 0.90
"""From this utilisation on, waiting grows steeply; the figure shades it."""


def roles_picture(material: Material) -> Picture | None:
    """Return utilisation and waiting of each role; None without utilisation."""
    roles = material.roles()
    if not roles:
        return None
    title = _title(material)
    return Picture(
        key="roles",
        title=title,
        note=(
            "Dots: mean over replications; lines: p10 to p90 (spread over markets). Utilisation "
            "includes internal meetings and administration. Waiting: office hours from a piece of "
            "work being asked for until it begins. Shaded: above 90 %, where queues grow fast."
        ),
        alt=f"Utilisation and waiting by role. {title}",
        draw=partial(_draw, material, roles),
    )


def bottleneck(side: Side, roles: list[str]) -> str | None:
    """Return the busiest customer-facing role of a scenario."""
    found = [role for role in roles if role in FRONT and f"utilisation.{role}" in side.columns]
    if not found:
        return None
    return max(found, key=lambda role: side.mean(f"utilisation.{role}").value)


def _title(material: Material) -> str:
    parts = []
    for side in material.sides:
        role = bottleneck(side, material.roles())
        if role is not None:
            busy = percent(side.mean(f"utilisation.{role}").value, 0)
            waits = show(side.mean(f"waiting.{role}").value, "hours")
            parts.append((readable(role), f"{busy} busy, work waits {waits}", side.label))
    if not parts:
        return "How busy the roles are"
    if len({role for role, _, _ in parts}) == 1:
        details = listing([f"{text} ({label})" if len(parts) > 1 else text for _, text, label in parts])
        return f"The bottleneck is the {parts[0][0]} desk: {details}"
    return "The bottleneck is " + listing([f"{role} in {label} ({text})" for role, text, label in parts])


def _draw(material: Material, roles: list[str], form: Form) -> Figure:
    row = 0.17 + 0.07 * len(material.sides)
    height = 0.85 + row * len(roles)
    figure = sheet(form, height * (2 if form.narrow else 1))
    shape = (2, 1) if form.narrow else (1, 2)
    busy, waits = figure.subplots(*shape, squeeze=False).flat
    _panel(busy, material, roles, "utilisation", "utilisation, share of working time", True)
    _panel(waits, material, roles, "waiting", "waiting until work begins, office hours", form.narrow)
    busy.axvspan(SATURATED, 1.0, color=ZONE, lw=0, zorder=0)
    busy.set_xlim(0, 1.02)
    waits.set_xlim(left=0)
    number_axis(busy, "percent")
    number_axis(waits, "hours")
    _mark_bottlenecks(busy, material, roles)
    return figure


def _panel(
    axes: Axes, material: Material, roles: list[str], kpi: str, title: str, named: bool
) -> None:
    count = len(material.sides)
    for side in material.sides:
        colour, marker = scenario_colour(side.place), scenario_marker(side.place)
        for number, role in enumerate(roles):
            name = f"{kpi}.{role}"
            if name not in side.columns or not np.isfinite(side.mean(name).value):
                continue
            row = number + 0.5 / count * (side.place - (count - 1) / 2)
            spread = side.spread(name)
            axes.plot([spread.p10, spread.p90], [row, row], color=colour, lw=3, alpha=0.4)
            axes.plot(side.mean(name).value, row, marker, ms=5, color=colour)
    _role_rows(axes, roles, named)
    small_title(axes, title)


def _role_rows(axes: Axes, roles: list[str], named: bool) -> None:
    words = [readable(role) for role in roles] if named else [""] * len(roles)
    axes.set_yticks(range(len(roles)), words, color=INK)
    axes.set_ylim(len(roles) - 0.4, -0.6)
    for number in range(len(roles)):
        axes.axhline(number + 0.5, color=RULE, lw=0.5, zorder=0)
    quiet(axes)


def _mark_bottlenecks(axes: Axes, material: Material, roles: list[str]) -> None:
    """Write "bottleneck" left of the busiest customer-facing role."""
    found: dict[str, list[int]] = {}
    for side in material.sides:
        role = bottleneck(side, roles)
        if role is not None:
            found.setdefault(role, []).append(side.place)
    for role, places in found.items():
        low = min(material.sides[place].spread(f"utilisation.{role}").p10 for place in places)
        colour = INK if len(places) == len(material.sides) else scenario_colour(places[0])
        axes.annotate(
            "bottleneck ▸", (low, roles.index(role)), xytext=(-6, 0), textcoords="offset points",
            ha="right", va="center", fontsize=8.5, fontweight="bold", color=colour,
        )  # fmt: skip
