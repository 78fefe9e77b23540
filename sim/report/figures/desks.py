"""Figure of the desks: how busy they are, how long work waits, which one is the bottleneck.

A desk is a job where a role has several (AE SMB, AE MM …), otherwise the role.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.registry import readable
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis, small_title
from sim.report.palette import INK, RULE, ZONE, scenario_colour, scenario_marker
from sim.report.wording import listing, percent, show
from sim.vocabulary import RoleNames

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.material import Material, Side

SATURATED = 0.90
"""From this utilisation on, waiting grows steeply; the figure shades it."""


def desks_picture(material: Material) -> Picture | None:
    """Return utilisation and waiting of each desk; None without utilisation."""
    found = desks(material)
    if not found:
        return None
    title = _title(material, found)
    return Picture(
        key="desks",
        title=title,
        note=(
            "Dots: mean over replications; bars: p10 to p90 (spread over markets). Utilisation "
            "counts internal meetings and administration as work; shaded above 90 %. Waiting: "
            "from asked for to begun. Bottleneck: of the desks with a queue the one that is "
            "busiest in the time left after internal meetings and administration."
        ),
        alt=f"Utilisation and waiting by desk. {title}",
        draw=partial(_draw, material, found),
    )


def desks(material: Material) -> list[str]:
    """Return the desks as members of the KPI families, in the order of the funnel.

    A role is split into its jobs only if that is so in every scenario that has it; the head of
    the company is left out.
    """
    found: dict[str, None] = {}
    for role in (name.lower() for name in RoleNames._fields if name != "CEO"):
        having = [side for side in material.sides if f"utilisation.{role}" in side.columns]
        split = [_jobs(side, role) for side in having]
        members = [job for jobs in split for job in jobs] if split and all(split) else [role]
        found |= dict.fromkeys(members if having else [])
    return list(found)


def _jobs(side: Side, role: str) -> list[str]:
    """Return the jobs of a role that have KPIs of their own; one named like a role is ``x_job``."""
    roles = {name.lower() for name in RoleNames._fields}
    names = [job for job, entry in side.scenario.jobs.items() if entry.role == role]
    members = [f"{job}_job" if job in roles else job for job in names]
    return [member for member in members if f"utilisation.{member}" in side.columns]


def bottleneck(side: Side, found: list[str]) -> str | None:
    """Return the busiest desk among those where work waits; None if it waits nowhere."""
    there = [desk for desk in found if f"busy.{desk}" in side.columns]
    queues = [desk for desk in there if side.mean(f"waiting.{desk}").value > 0]
    return max(queues, key=lambda desk: side.mean(f"busy.{desk}").value, default=None)


def _title(material: Material, found: list[str]) -> str:
    marked = [(bottleneck(side, found), side) for side in material.sides]
    parts = [(desk, _load(side, desk), side.label) for desk, side in marked if desk is not None]
    if not parts:
        return "Work waits nowhere"
    if len({desk for desk, _, _ in parts}) == 1:
        many = len(parts) > 1
        details = [f"{text} ({label})" if many else text for _, text, label in parts]
        return f"The bottleneck is {_worded(parts[0][0])}: {listing(details)}"
    details = [f"{_worded(desk)} in {label} ({text})" for desk, text, label in parts]
    return f"The bottleneck is {listing(details)}"


def _load(side: Side, desk: str) -> str:
    utilised = percent(side.mean(f"utilisation.{desk}").value)
    return f"{utilised} utilised, work waits {show(side.mean(f'waiting.{desk}').value, 'hours')}"


def _worded(desk: str) -> str:
    return readable(desk.removesuffix("_job"))


def _draw(material: Material, found: list[str], form: Form) -> Figure:
    row = 0.15 + 0.07 * len(material.sides)
    height = 0.85 + row * len(found)
    figure = sheet(form, height * (2 if form.narrow else 1))
    shape = (2, 1) if form.narrow else (1, 2)
    busy, waits = figure.subplots(*shape, squeeze=False).flat
    _panel(busy, material, found, "utilisation")
    _panel(waits, material, found, "waiting")
    small_title(busy, "utilisation, share of working time")
    small_title(waits, "office hours until work begins")
    if not form.narrow:
        waits.set_yticklabels([])
    busy.axvspan(SATURATED, 1.0, color=ZONE, lw=0, zorder=0)
    busy.set_xlim(0, 1.02)
    waits.set_xlim(left=0)
    number_axis(busy, "percent")
    number_axis(waits, "hours")
    _mark_bottlenecks(busy, material, found)
    return figure


def _panel(axes: Axes, material: Material, found: list[str], kpi: str) -> None:
    """Draw one row per desk, the scenarios one below the other within it."""
    count = len(material.sides)
    for side in material.sides:
        colour, marker = scenario_colour(side.place), scenario_marker(side.place)
        for number, desk in enumerate(found):
            name = f"{kpi}.{desk}"
            if name not in side.columns or not np.isfinite(side.mean(name).value):
                continue
            row = number + 0.5 / count * (side.place - (count - 1) / 2)
            spread = side.spread(name)
            axes.plot([spread.p10, spread.p90], [row, row], color=colour, lw=3, alpha=0.4)
            axes.plot(side.mean(name).value, row, marker, ms=4.5, color=colour, clip_on=False)
    axes.set_yticks(range(len(found)), [_worded(desk) for desk in found], color=INK)
    axes.set_ylim(len(found) - 0.4, -0.6)
    for number in range(len(found)):
        axes.axhline(number + 0.5, color=RULE, lw=0.5, zorder=0)
    quiet(axes)


def _mark_bottlenecks(axes: Axes, material: Material, found: list[str]) -> None:
    """Write "bottleneck" left of the desk; in a scenario's colour if the others have another."""
    marked: dict[str, list[Side]] = {}
    for side in material.sides:
        desk = bottleneck(side, found)
        if desk is not None:
            marked.setdefault(desk, []).append(side)
    for desk, sides in marked.items():
        low = min(side.spread(f"utilisation.{desk}").p10 for side in sides)
        colour = INK if len(marked) == 1 else scenario_colour(sides[0].place)
        axes.annotate(
            "bottleneck ▸", (low, found.index(desk)), xytext=(-6, 0), textcoords="offset points",
            ha="right", va="center", fontsize=8.5, fontweight="bold", color=colour,
        )  # fmt: skip
