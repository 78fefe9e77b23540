"""The sheet every figure is drawn on: size, type, and how it becomes PNG, SVG or part of a page.

Matplotlib is imported when a sheet is asked for, never with this module.  Drawing uses ``Figure``
objects only (no pyplot, no global state); SVG is the same to the byte for the same data.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.report.palette import CSS, INK, MUTED, PAPER, RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Form(NamedTuple):
    """A sheet: ``width`` in inches; ``narrow`` sheets stack what wide ones put side by side.

    A page shows it up to ``most`` inches wide.
    """

    name: str
    width: float
    most: float
    narrow: bool


WIDE = Form("wide", 9.0, 10.75, False)
NARROW = Form("narrow", 3.75, 4.6, True)
CARD = Form("card", 5.6, 5.6, True)
"""The narrow drawing as a file of its own: room for a title of two lines."""


@dataclass(frozen=True)
class Picture:
    """One question and its figure.

    ``title`` states the answer, ``note`` how to read the drawing, ``alt`` what it shows for those
    who do not see it.  ``draw`` returns the figure without title for a form.  ``card`` says that
    the narrow drawing is enough everywhere, so that several stand beside each other.
    """

    key: str
    title: str
    note: str
    alt: str
    draw: Callable[[Form], Figure]
    card: bool = False


STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlecolor": INK,
    "axes.labelsize": 8.5,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": RULE,
    "axes.facecolor": "none",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.5,
    "xtick.major.size": 0.0,
    "ytick.major.size": 0.0,
    "figure.facecolor": "none",
    "savefig.facecolor": "auto",
    "svg.fonttype": "none",
    "path.simplify": True,
}
DOTS_PER_INCH = 160
FONTS = "'DejaVu Sans', Verdana, sans-serif"


def styled() -> AbstractContextManager[None]:
    """Return the context in which figures are drawn and written."""
    import matplotlib

    return matplotlib.rc_context(STYLE)


def sheet(form: Form, height: float) -> Figure:
    """Return an empty figure of the form's width and this height in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(form.width, height), layout="constrained")
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(w_pad=0.08, wspace=0.03)  # type: ignore[call-arg]
    return figure


def quiet(axes: Axes, grid: str = "x") -> None:
    """Take the frame off and leave thin lines along one axis."""
    for side in ("left", "right", "top", "bottom"):
        axes.spines[side].set_visible(False)
    axes.grid(axis=grid)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def write_picture(picture: Picture, folder: Path) -> list[Path]:
    """Write the figure with its title as ``<key>.png`` and ``<key>.svg``; return both paths."""
    with styled():
        figure = picture.draw(CARD if picture.card else WIDE)
        figure.set_facecolor(PAPER)
        _put_title(figure, picture)
        png, svg = folder / f"{picture.key}.png", folder / f"{picture.key}.svg"
        _settle(figure)
        figure.savefig(png, dpi=DOTS_PER_INCH, metadata={"Software": None})
        svg.write_text(_as_svg(figure, picture.key), encoding="utf-8")
    return [png, svg]


MARGIN = 0.012
"""What stays free at the left and the right of title and note, of the figure's width."""


def _put_title(figure: Figure, picture: Picture) -> None:
    """Set title and note in lines that fit the width."""
    title = _in_lines(picture.title, figure, 11.5, "bold")
    note = _in_lines(picture.note, figure, 8, "normal")
    extra = 0.22 * (title.count("\n") + 1) + 0.16 * (note.count("\n") + 1) + 0.2
    figure.set_figheight(figure.get_figheight() + extra)
    figure.suptitle(title, x=MARGIN, ha="left", fontsize=11.5, fontweight="bold", color=INK)
    figure.supxlabel(note, x=MARGIN, ha="left", fontsize=8, color=MUTED)


def _in_lines(text: str, figure: Figure, size: float, weight: str) -> str:
    """Return the text in lines that fit the figure's width, as wide as its letters are."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size, weight=weight)
    # On the grid of pixels letters come out up to 2 % wider than their outlines.
    room = 0.975 * 72 * figure.get_size_inches()[0] * (1 - 2 * MARGIN)
    lines: list[str] = []
    for word in re.split("[ \n]+", text.strip()):  # spaces that do not break stay
        longer = f"{lines[-1]} {word}" if lines else word
        width, _, _ = text_to_path.get_text_width_height_descent(longer, font, False)
        if lines and width <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _settle(figure: Figure) -> None:
    """Lay the figure out once; left on, the layout engine makes every save draw it twice."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)


def _as_svg(figure: Figure, salt: str) -> str:
    """Return the SVG text; names of its parts depend on the content and ``salt`` only."""
    import matplotlib

    text = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": salt}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    found = text.getvalue().replace("'DejaVu Sans'", FONTS)
    return re.sub(r"<[^>]+>", lambda tag: _SURPLUS.sub(r"\1", tag[0]), found)


_SURPLUS = re.compile(r"(\.\d{2})\d+")
"""Decimals of coordinates beyond a hundredth of a point (tags only, never the text)."""


def inline_svg(picture: Picture, form: Form) -> str:
    """Return the figure as an ``<svg>`` element of a page, in the page's type and neutrals."""
    with styled():
        figure = picture.draw(form)
        _settle(figure)
        found = _as_svg(figure, f"{picture.key}-{form.name}")
    found = found[found.index("<svg") :]
    found = re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", "", found, flags=re.DOTALL)
    found = _own_names(found, f"{picture.key}-{form.name}")
    for colour, variable in CSS.items():
        found = found.replace(colour, variable)
    found = found.replace(FONTS, "var(--sans)")
    return _labelled(found, picture, form)


def _own_names(svg: str, prefix: str) -> str:
    """Drop names nobody refers to and prefix the rest: several drawings share one page."""
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))

    def rename(match: re.Match[str]) -> str:
        return f' id="{prefix}-{match[1]}"' if match[1] in used else ""

    svg = re.sub(r'\s+id="([^"]+)"', rename, svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)


def _labelled(svg: str, picture: Picture, form: Form) -> str:
    """Replace the fixed size by one that shrinks with the page, and say what is seen."""
    from html import escape

    box = re.search(r'viewBox="([^"]+)"', svg)
    view = box[1] if box else "0 0 1 1"
    opening = (
        f'<svg viewBox="{view}" class="{form.name}" role="img" '
        f'aria-label="{escape(picture.alt)}" style="max-width:{form.most:g}in" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return opening + svg[svg.index(">") + 1 :]
