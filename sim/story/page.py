"""A story as one HTML file that opens from disk, with the timeline in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.story.text import markdown

if TYPE_CHECKING:
    from sim.report.canvas import Picture
    from sim.story.present import Page

TEMPLATES = Path(__file__).parent / "templates"
SUFFIXES = (".html", ".md")


def check_out(path: Path) -> None:
    """Raise ``InputError`` unless a story can be written to this file."""
    if path.suffix not in SUFFIXES:
        raise InputError(
            f"found '{path.name}'; expected a file that ends with {' or '.join(SUFFIXES)}",
            key="--out",
        )
    if not path.parent.is_dir():
        raise InputError(f"the folder '{path.parent}' does not exist", key="--out")


def write_page(page: Page, picture: Picture | None, path: Path) -> None:
    """Write the page as HTML or Markdown, by the file's ending."""
    text = markdown(page) if path.suffix == ".md" else html(page, picture)
    path.write_text(text, encoding="utf-8")


def html(page: Page, picture: Picture | None) -> str:
    """Return the page's HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from sim.report.canvas import NARROW, WIDE, inline_svg
    from sim.report.page import TEMPLATES as REPORT
    from sim.report.palette import scenario_colour

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("story.html.j2").render(
        page=page,
        picture=picture,
        drawings=[inline_svg(picture, form) for form in (WIDE, NARROW)] if picture else [],
        style=(REPORT / "style.css").read_text(encoding="utf-8"),
        colour=scenario_colour,
    )
