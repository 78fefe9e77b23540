"""The figure of many designs: an outcome against every lever, one dot per design."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiments.best_design import standing
from sim.experiments.levers import Value, levels
from sim.experiments.wording import capital
from sim.metrics.estimates import uncertainty
from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.figures.marks import number_axis
from sim.report.palette import INK, MUTED, RULE, scenario_colour, scenario_marker

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiments.sweep import Sweep

MOST_PANELS = 9
MOST_BARS = 120
"""Intervals of more designs than this would cover the dots."""
GOLDEN = 0.618_033_988_75
"""Multiples of it, modulo 1, spread dots of one setting evenly whatever their number."""


def space_picture(found: Sweep, title: str) -> Picture:
    """Return the figure of many designs; ``title`` is the answer."""
    bars = ", with its 95 % interval, each for itself" if len(found.designs) <= MOST_BARS else ""
    colour = _coloured(found)
    by = f" Colours: {found.file.experiment.levers[colour].title}." if colour is not None else ""
    line = "" if found.base is None else " Dashed: the base company."
    best = "lowest" if found.kpi(_outcome(found)).better == "lower" else "highest"
    return Picture(
        key="experiment",
        title=title,
        note=(
            f"A dot is a design's mean{bars}; every panel shows all {len(found.designs):,} designs "
            f"along one lever. Ring: the {best}. Dark rim: cannot be told from it (95 %, all "
            f"designs at once).{line}{by}"
        ),
        alt=f"{found.file.experiment.title}: {title}",
        draw=partial(_draw, found),
    )


def _outcome(found: Sweep) -> str:
    return found.file.experiment.answer.outcome


def _coloured(found: Sweep) -> str | None:
    """Return the first lever with named settings, which gives the dots their colours."""
    levers = found.file.experiment.levers
    return next((name for name, lever in levers.items() if lever.is_choice), None)


@dataclass(frozen=True)
class Dots:
    """What every panel shows of the designs: mean and interval of the outcome; the best few."""

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    best: int
    alike: frozenset[int]
    base: float | None


def _dots(found: Sweep) -> Dots:
    columns = [found.column(n, _outcome(found)) for n in range(len(found.designs))]
    known, place = uncertainty(np.stack(columns, axis=1)), standing(found)
    alike = frozenset({place.best, *place.alike})
    base = found.base
    return Dots(
        known.mean,
        known.low,
        known.high,
        place.best,
        alike,
        None if base is None else float(known.mean[base]),
    )


def _draw(found: Sweep, form: Form) -> Figure:
    names, dots = _axes_of(found)[:MOST_PANELS], _dots(found)
    across = 1 if form.narrow else min(3, len(names))
    down = -(-len(names) // across)
    figure = sheet(form, 2.5 * down + 0.3)
    grid = figure.subplots(down, across, squeeze=False, sharey=True)
    for axes in grid.flat[len(names) :]:
        axes.set_axis_off()
    for axes, name in zip(grid.flat, names, strict=False):
        _panel(axes, found, name, dots)
    for axes in grid[:, 0]:
        axes.set_ylabel(found.kpi(_outcome(found)).title)
    _legend(grid.flat[0], found)
    return figure


def _legend(axes: Axes, found: Sweep) -> None:
    """Name the colours, unless every panel is a lever along numbers only."""
    from matplotlib.lines import Line2D

    name = _coloured(found)
    if name is None:
        return
    lever = found.file.experiment.levers[name]
    handles = [
        Line2D(
            [], [], ls="", marker=scenario_marker(nth), ms=5, color=scenario_colour(nth), label=text
        )
        for nth, text in enumerate(one.title or word for word, one in lever.settings.items())
    ]
    axes.legend(handles=handles, frameon=False, fontsize=7.5, loc="best")


def _axes_of(found: Sweep) -> list[str]:
    """Return the levers and paths that vary, numbers first, in the order of the file."""
    stated = dict.fromkeys(name for design in found.designs for name in design.settings)
    varied = [name for name in stated if len(set(_values(found, name).values())) > 1]
    return sorted(varied, key=lambda name: _words(found, name) != ())


def _values(found: Sweep, name: str) -> dict[int, Value]:
    """Return the designs that state a lever, with its value."""
    return {n: one.settings[name] for n, one in enumerate(found.designs) if name in one.settings}


def _words(found: Sweep, name: str) -> tuple[str, ...]:
    """Return the settings of a lever in their order; none for one that runs along numbers."""
    lever = found.file.experiment.levers.get(name)
    if lever is not None and lever.is_choice:
        return tuple(str(word) for word in levels(lever))
    words = [value for value in _values(found, name).values() if isinstance(value, str)]
    return tuple(dict.fromkeys(words))


def _panel(axes: Axes, found: Sweep, name: str, dots: Dots) -> None:
    """Draw an outcome along one lever: a scatter along numbers, a strip per setting."""
    words, kpi = _words(found, name), found.kpi(_outcome(found))
    places = {
        design: _strip(words, str(value), design) if words else float(value)
        for design, value in _values(found, name).items()
        if np.isfinite(dots.mean[design])
    }
    _draw_dots(axes, dots, places, {design: _place(found, design) for design in places})
    lever = found.file.experiment.levers.get(name)
    axes.set_title(capital(lever.title) if lever is not None else name)
    if dots.base is not None:
        axes.axhline(dots.base, color=MUTED, lw=1.0, ls=(0, (4, 3)), zorder=1)
    if words:
        titles = [word if lever is None else lever.settings[word].title or word for word in words]
        axes.set_xticks(range(len(words)), titles, rotation=0 if len(words) < 4 else 20)
        axes.set_xlim(-0.6, len(words) - 0.4)
    number_axis(axes, kpi.display, "y", 5)
    quiet(axes, "y")


def _strip(words: tuple[str, ...], word: str, design: int) -> float:
    return words.index(word) + 0.6 * ((design * GOLDEN) % 1 - 0.5)


def _draw_dots(axes: Axes, dots: Dots, places: dict[int, float], colours: dict[int, int]) -> None:
    """Draw designs; a dark rim if one cannot be told from the best, a ring around the best."""
    few = len(dots.mean) <= MOST_BARS
    if few:
        shown = list(places)
        axes.vlines(
            list(places.values()), dots.low[shown], dots.high[shown], color=RULE, lw=1.1, zorder=1
        )
    for colour in sorted(set(colours.values())):
        for is_alike in (False, True):
            chosen = [n for n in places if colours[n] == colour and (n in dots.alike) == is_alike]
            axes.plot(
                [places[n] for n in chosen],
                dots.mean[chosen],
                ls="",
                marker=scenario_marker(colour),
                ms=4.8 if few else 3.4,
                color=scenario_colour(colour),
                mec=INK if is_alike else "none",
                mew=0.9,
                alpha=1.0 if is_alike else 0.6,
                zorder=3 if is_alike else 2,
            )
    if dots.best in places:
        top = places[dots.best], dots.mean[dots.best]
        axes.plot(*top, "o", ms=11, mfc="none", mec=INK, mew=1.3, zorder=4)


def _place(found: Sweep, design: int) -> int:
    """Return which colour a design has: its place among the settings of the colouring lever."""
    name = _coloured(found)
    if name is None or name not in found.designs[design].settings:
        return 0
    return _words(found, name).index(str(found.designs[design].settings[name]))
