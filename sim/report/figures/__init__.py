"""Figures of a report, one module per question; ``pictures`` returns those that apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.figures.desks import desks_picture
from sim.report.figures.differences import differences_picture
from sim.report.figures.funnel import funnel_picture
from sim.report.figures.months import months_picture
from sim.report.figures.outcomes import outcome_picture
from sim.report.figures.reps import reps_picture
from sim.report.tables import HEADLINES, KEY_FIGURES

if TYPE_CHECKING:
    from sim.report.canvas import Picture
    from sim.report.material import Material

MONTHLY = ("end_arr", "new_arr")


def pictures(material: Material) -> dict[str, list[Picture]]:
    """Return the figures by the section of the report they belong to."""
    return {
        "outcomes": [outcome_picture(material, name) for name in material.shared(HEADLINES)],
        "differences": _differences(material),
        "months": _there(*(months_picture(material, name) for name in MONTHLY)),
        "funnel": _there(funnel_picture(material)),
        "desks": _there(desks_picture(material)),
        "reps": _there(reps_picture(material)),
    }


def _differences(material: Material) -> list[Picture]:
    names = material.shared(KEY_FIGURES)
    if len(material.sides) < 2 or not names:
        return []
    return [differences_picture(material, names)]


def _there(*found: Picture | None) -> list[Picture]:
    return [picture for picture in found if picture is not None]
