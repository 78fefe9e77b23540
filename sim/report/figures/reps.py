"""Figure of the reps: how quota attainment is spread over rep-years."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import INK, MUTED, scenario_colour
from sim.report.wording import listing, percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.report.material import Floats, Material

CEILING = 2.5
"""Attainment beyond this is counted in the last bin."""
WIDTH = 0.1


def reps_picture(material: Material) -> Picture | None:
    """Return the distribution of attainment over rep-years; None without samples."""
    if any(len(side.sample("attainment")) == 0 for side in material.sides):
        return None
    title = _title(material)
    return Picture(
        key="attainment",
        title=title,
        note=(
            "Rep-years by quota attainment (ACV sold / quota in force, both while the AE was "
            "ramped) in steps of 10 points, all replications pooled; the last step holds "
            "everything above. A rep-year is an AE seat in a year with a ramped holder for half "
            "of it. The spread is one between reps, not between markets."
        ),
        alt=f"Histogram of quota attainment of AEs by scenario. {title}",
        draw=partial(_draw, material),
    )


def _title(material: Material) -> str:
    shares = [percent(float((side.sample("attainment") >= 1).mean()), 0) for side in material.sides]
    if len(shares) == 1:
        return f"{shares[0]} of ramped reps reach their quota of the year"
    parts = [f"{share} ({side.label})" for share, side in zip(shares, material.sides, strict=True)]
    return f"Ramped reps who reach their quota of the year: {listing(parts)}"


def _draw(material: Material, form: Form) -> Figure:
    figure = sheet(form, 2.8)
    axes = figure.subplots()
    edges = np.arange(0, CEILING + WIDTH, WIDTH)
    for side in material.sides:
        shares = _shares(side.sample("attainment"), edges)
        colour = scenario_colour(side.place)
        axes.stairs(shares, edges, color=colour, lw=1.7, label=side.label)
        if len(material.sides) < 4:
            axes.stairs(shares, edges, color=colour, alpha=0.12, fill=True)
    axes.axvline(1, color=MUTED, lw=1, ls=(0, (4, 2)))
    axes.annotate(
        "quota", (1, 1), xycoords=("data", "axes fraction"), xytext=(4, -2),
        textcoords="offset points", va="top", fontsize=8, color=MUTED,
    )  # fmt: skip
    quiet(axes, "y")
    number_axis(axes, "percent")
    number_axis(axes, "percent", "y", 4)
    axes.set_xlabel("quota attainment of the year")
    axes.set_ylabel("share of rep-years")
    if len(material.sides) > 1:
        axes.legend(frameon=False, loc="upper right", fontsize=8.5, labelcolor=INK)
    return figure


def _shares(values: Floats, edges: Floats) -> Floats:
    counts, _ = np.histogram(np.clip(values, 0, edges[-1] - 1e-9), edges)
    return counts / max(1, counts.sum())
