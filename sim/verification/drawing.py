"""What the pictures of the cases share: the look of the report, and points beside theory."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.report.canvas import DOTS_PER_INCH, quiet, styled
from sim.report.palette import INK, MUTED, PAPER, ZONE, scenario_colour, scenario_marker
from sim.verification.case import Case, Check, Finding, Floats, mean_tolerance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 8.0
AGREES, DIFFERS = scenario_colour(2), scenario_colour(1)
LEAST = 1e-3
"""Shares below this are not drawn on a logarithmic axis."""
FAR = 3.0
"""Differences of more tolerances than this are drawn as arrows at the edge."""


class Line(NamedTuple):
    """One curve: ``simulated`` [replications, points] at ``x``, beside ``theory`` at ``along``."""

    label: str
    x: Floats
    simulated: Floats
    along: Floats
    theory: Floats


def write_picture(case: Case, finding: Finding, folder: Path) -> Path:
    """Draw a case with its title and return the PNG's path."""
    from matplotlib.figure import Figure

    path = folder / f"{case.name}.png"
    with styled():
        figure = Figure(figsize=(WIDTH, 4.2), layout="constrained", facecolor=PAPER)
        finding.draw(figure)
        title = f"{case.about[0].upper()}{case.about[1:]}: {_verdict(finding.checks)}"
        title = "\n".join(textwrap.wrap(title, 78))
        figure.suptitle(title, x=0.012, ha="left", fontsize=11.5, fontweight="bold", color=INK)
        note = "\n".join(textwrap.wrap(finding.note, 112))
        figure.supxlabel(note, x=0.012, ha="left", fontsize=8, color=MUTED)
        figure.savefig(path, dpi=DOTS_PER_INCH, metadata={"Software": None})
    return path


def _verdict(checks: Sequence[Check]) -> str:
    missed = sum(not check.passed for check in checks)
    return (
        f"{missed} of {len(checks)} numbers differ"
        if missed
        else f"all {len(checks)} numbers agree"
    )


def draw_lines(
    figure: Figure, lines: Sequence[Line], across: str, upwards: str, logarithmic: bool = False
) -> None:
    """Draw theory as lines and the means over replications as points with their tolerance."""
    axes = figure.subplots()
    for place, line in enumerate(lines):
        _draw_line(axes, line, place, logarithmic)
    if logarithmic:
        axes.set_yscale("log")
        axes.set_ylim(LEAST, 1.3)
        axes.set_yticks([0.001, 0.01, 0.1, 1.0], ["0.1%", "1%", "10%", "100%"])
        axes.minorticks_off()
    axes.set_xlabel(across)
    axes.set_ylabel(upwards)
    title = "points: simulation, lines: theory"
    axes.legend(frameon=False, fontsize=8.5, title=title, title_fontsize=8)
    quiet(axes, "y")


def _draw_line(axes: Axes, line: Line, place: int, logarithmic: bool) -> None:
    colour, marker = scenario_colour(place), scenario_marker(place)
    axes.plot(line.along, line.theory, color=colour, linewidth=1.2)
    mean = line.simulated.mean(axis=0)
    width = np.array([mean_tolerance(column) for column in line.simulated.T])
    seen = mean > LEAST if logarithmic else np.full(len(mean), True)
    below = np.minimum(width, mean - LEAST / 2) if logarithmic else width
    axes.errorbar(
        line.x[seen],
        mean[seen],
        yerr=(below[seen], width[seen]),
        fmt=marker,
        markersize=3.5,
        color=colour,
        elinewidth=0.8,
        label=line.label,
    )


def draw_checks(figure: Figure, checks: Sequence[Check]) -> None:
    """Draw every check as a point: its difference in units of its tolerance, within ±1 if fine."""
    height = 0.19 * len(checks) + 1.3
    figure.set_figheight(max(2.2, height))
    axes = figure.subplots()
    places = np.arange(len(checks))[::-1]
    off = np.array([_in_tolerances(check) for check in checks])
    axes.axvspan(-1, 1, color=ZONE, zorder=0)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    colours = np.array([AGREES if check.passed else DIFFERS for check in checks])
    for marker, mine in (("o", abs(off) <= FAR), ("<", off < -FAR), (">", off > FAR)):
        x = np.clip(off[mine], -FAR, FAR)
        axes.scatter(x, places[mine], c=colours[mine], marker=marker, s=22, zorder=3)
    axes.set_yticks(places, [check.what for check in checks])
    axes.set_ylim(-0.8, len(checks) - 0.2)
    axes.set_xlim(-FAR - 0.2, FAR + 0.2)
    axes.set_xlabel("(simulated − expected) / tolerance; the zone is what is tolerated")
    quiet(axes, "x")


def _in_tolerances(check: Check) -> float:
    """Return the difference in tolerances; a missing number stands at the edge."""
    difference = check.simulated - check.expected
    if difference == 0:
        return 0.0
    return float(difference / check.tolerance) if check.tolerance > 0 else np.inf


def draw_counts(figure: Figure, seen: dict[str, Floats], expected: dict[str, Floats]) -> None:
    """Draw counts over their expectation, with three standard deviations of a Poisson count."""
    widths = [len(counts) for counts in seen.values()]
    panels = figure.subplots(1, len(seen), sharey=True, width_ratios=widths)
    for place, (axes, (name, counts)) in enumerate(zip(panels, seen.items(), strict=True)):
        means = expected[name] * counts.sum() / expected[name].sum()
        x, ratio, width = np.arange(len(counts)), counts / means, 3 / np.sqrt(means)
        axes.axhline(1, color=MUTED, linewidth=0.8)
        axes.vlines(x, 1 - width, 1 + width, color=ZONE, linewidth=6)
        axes.plot(x, ratio, scenario_marker(place), color=scenario_colour(place), markersize=4)
        axes.set_title(f"by {name}")
        axes.set_xticks(x[:: max(1, len(x) // 8)])
        quiet(axes, "y")
    panels[0].set_ylabel("Counted / expected")
