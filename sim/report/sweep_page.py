"""An experiment's page: one HTML file, the figure as PNG and SVG, the table as CSV."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.sweep_answer import answer
from sim.report.canvas import NARROW, WIDE, inline_svg, write_picture
from sim.report.figures.sweep import sweep_picture
from sim.report.page import FIGURES, TEMPLATES
from sim.report.sweep_frames import designs_frame, refused_frame, worlds_frame
from sim.report.sweep_rows import rows, shown_designs, sweep_frame
from sim.report.sweep_table import reference_words

if TYPE_CHECKING:
    from sim.experiments.sweep import Sweep

MOST_ON_PAGE = 60
"""So many designs stand on the page, all of them in the tables beside it."""


def write_sweep(found: Sweep, folder: Path, command: str) -> Path:
    """Write page, figure, table and the experiment's own file; return the page's path."""
    picture = sweep_picture(found, answer(found))
    (folder / FIGURES).mkdir(exist_ok=True)
    write_picture(picture, folder / FIGURES)
    sweep_frame(found).to_csv(folder / "sweep.csv", index=False, float_format="%.10g")
    _write_designs(found, folder)
    (folder / "experiment.yaml").write_text(found.file.text(), encoding="utf-8")
    page = folder / "report.html"
    page.write_text(render_sweep(found, command), encoding="utf-8")
    return page


def _write_designs(found: Sweep, folder: Path) -> None:
    """Write the designs as a list that can be run again, the refused ones, and the worlds."""
    designs_frame(found).to_csv(folder / "designs.csv", index=False)
    if found.refused:
        refused_frame(found).to_csv(folder / "refused.csv", index=False)
    if found.worlds > 1:
        worlds_frame(found).to_csv(folder / "worlds.csv", index=False, float_format="%.10g")


def render_sweep(found: Sweep, command: str) -> str:
    """Return the page's HTML."""
    from importlib.metadata import version

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    picture = sweep_picture(found, answer(found))
    plan = found.file.experiment
    shown, gap_after = shown_designs(found, MOST_ON_PAGE)
    return environment.get_template("sweep.html.j2").render(
        version=version("salesorg-sim"),
        style=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
        plan=plan,
        answer=re.sub(r"(?<=\d) (?=%|points)", "\u00a0", answer(found)),
        designs=len(found.designs),
        worlds=found.worlds,
        replications=found.replications,
        seed=found.comparison.runs[0].seed,
        interrupted=found.comparison.interrupted,
        wide=inline_svg(picture, WIDE),
        narrow=inline_svg(picture, NARROW),
        note=picture.note,
        reference=reference_words(found),
        tables=[rows(found, outcome, shown) for outcome in plan.outcomes],
        gap_after=gap_after,
        left_out=len(found.designs) - len(shown),
        refused=found.refused[:MOST_ON_PAGE],
        refused_more=max(0, len(found.refused) - MOST_ON_PAGE),
        command=command,
    )
