"""The report as one HTML file that opens from disk: no network, no fonts, no files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.report.assumptions import GRADES
from sim.report.canvas import Picture, write_picture
from sim.report.content import content_of, org_trees
from sim.report.figures import pictures
from sim.report.gather import material_of
from sim.report.org_drawing import SIGNS, org_picture
from sim.report.org_tree import MARK_WORDS
from sim.report.palette import role_colour

if TYPE_CHECKING:
    from sim.experiments.compare import Comparison
    from sim.experiments.results import Replications
    from sim.report.material import Material
    from sim.scenario.schema import Scenario

TEMPLATES = Path(__file__).parent / "templates"
FIGURES = "figures"
FUNCTIONS = (
    ("marketing", "cmo"),
    ("SDR, BDR, setter", "sdr"),
    ("AE and sales management", "ae"),
    ("SE", "se"),
    ("customer success", "csm"),
    ("chiefs", "cro"),
    ("head of the company", "ceo"),
)


def write_report(
    results: Comparison | Replications,
    scenarios: Sequence[Scenario],
    folder: Path,
    command: str | None = None,
) -> Path:
    """Write ``report.html`` and ``figures/*.png, *.svg`` into a folder and return the page's path.

    ``scenarios`` stand in the order of the results' runs; ``command`` is what the user typed.
    Raises ``InputError`` with fewer than two replications.
    """
    return write_material(material_of(results, scenarios, command), folder)


def write_material(material: Material, folder: Path) -> Path:
    """Write the page and the figures of a report's material; return the page's path."""
    drawn = pictures(material)
    page = folder / "report.html"
    page.write_text(render_page(material, drawn), encoding="utf-8")
    (folder / FIGURES).mkdir(exist_ok=True)
    charts = org_picture(material, org_trees(material))
    for picture in [charts, *(one for group in drawn.values() for one in group)]:
        write_picture(picture, folder / FIGURES)
    return page


def render_page(material: Material, drawn: Mapping[str, list[Picture]]) -> str:
    """Return the page's HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_constants())
    return environment.get_template("report.html.j2").render(content_of(material, drawn))


def _constants() -> dict[str, Any]:
    return {
        "role_colour": role_colour,
        "signs": SIGNS,
        "mark_words": MARK_WORDS,
        "grades": GRADES,
        "functions": [(words, role_colour(role)) for words, role in FUNCTIONS],
        "style": (TEMPLATES / "style.css").read_text(encoding="utf-8"),
    }
