"""What the page's template names: texts, rows and drawings, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sim.metrics.registry import readable
from sim.report.assumptions import Assumption, assumptions, changes, grade_counts
from sim.report.attention import attention_of
from sim.report.canvas import NARROW, WIDE, Picture, inline_svg
from sim.report.ledger import arr_rows, year_rows
from sim.report.org_tree import Box, boxes, differences_in_words, legend, spread_levels
from sim.report.palette import scenario_colour
from sim.report.tables import KEY_FIGURES, Tile, difference_rows, kpi_groups, tiles
from sim.report.wording import listing

if TYPE_CHECKING:
    from sim.report.material import Material, Side

MOST_COLUMNS = 4
CONTENTS = {
    "charts": "Organisation",
    "outcomes": "Outcomes",
    "differences": "Differences",
    "months": "Months",
    "funnel": "Funnel",
    "desks": "Bottleneck",
    "reps": "Reps",
    "ledger": "Ledger",
    "figures": "All key figures",
    "assumptions": "Assumptions",
    "trust": "Trust",
    "again": "Run it again",
}


def content_of(material: Material, pictures: Mapping[str, list[Picture]]) -> dict[str, Any]:
    """Return the template's names and what stands for them."""
    trees = org_trees(material)
    sides = [_side(side, tree) for side, tree in zip(material.sides, trees, strict=True)]
    known = assumptions(material.sides[0].scenario)
    figures = {name: _figures(found) for name, found in pictures.items()}
    return {
        "material": material,
        "single": len(sides) == 1,
        "sides": sides,
        "base": sides[0],
        "title": page_title(material),
        "meta": _meta(material),
        "interrupted": material.interrupted,
        "tiles": [_tile(tile, sides) for tile in tiles(material)],
        "contents": _contents(figures),
        "chart_texts": [text for text in [_chart_text(material)] if text],
        "marks": legend(trees),
        "chart_differences": list(_chart_differences(material)),
        "figures": figures,
        "tables": list(_difference_tables(material, sides)),
        "attention": attention_of(material),
        "walk": arr_rows(material),
        "year": year_rows(material),
        "kpis": kpi_groups(material),
        "changes": changes([side.scenario for side in material.sides]),
        "assumptions": _by_section(known),
        "assumption_text": _assumption_text(known),
        "trust": _trust(material, known),
        "manifest": list(_flat(material.manifest)),
        "version": material.manifest["versions"].get("salesorg-sim", ""),
        "date": _date(material),
        "command": material.manifest["command"],
    }


def page_title(material: Material) -> str:
    """Return the title: who stands against whom."""
    labels = [side.label for side in material.sides]
    if len(labels) == 1:
        return labels[0]
    return f"{listing(labels[1:])} against {labels[0]}"


def org_trees(material: Material) -> list[Box]:
    """Return the charts as boxes; with two, each is marked against the other."""
    charts = [side.chart for side in material.sides]
    others: list[Side | None] = [None, *[material.sides[0]] * (len(charts) - 1)]
    if len(charts) == 2:
        others[0] = material.sides[1]
    return [
        boxes(chart, other.chart, other.label) if other else boxes(chart)
        for chart, other in zip(charts, others, strict=True)
    ]


def _side(side: Side, tree: Box) -> SimpleNamespace:
    return SimpleNamespace(
        place=side.place,
        label=side.label,
        title=side.title,
        question=side.question,
        colour=scenario_colour(side.place),
        tree=tree,
        levels=spread_levels(tree, MOST_COLUMNS),
    )


def _figures(found: list[Picture]) -> list[SimpleNamespace]:
    """Draw the figures of one section; a note they share is written once, after the last."""
    drawn = [_drawn(picture) for picture in found]
    for this, following in pairwise(drawn):
        if this.note == following.note:
            this.note = ""
    return drawn


def _drawn(picture: Picture) -> SimpleNamespace:
    wide = "" if picture.card else inline_svg(picture, WIDE)
    return SimpleNamespace(
        key=picture.key,
        title=picture.title,
        note=picture.note,
        wide=wide,
        narrow=inline_svg(picture, NARROW),
    )


def _tile(tile: Tile, sides: list[SimpleNamespace]) -> SimpleNamespace:
    named = len(sides) > 2
    lines = [
        SimpleNamespace(
            who=sides[line.place] if named else None,
            figure=line.figure,
            margin=line.margin,
            text=line.text,
            verdict=line.verdict,
        )
        for line in tile.lines
    ]
    return SimpleNamespace(title=tile.title, lines=lines)


def _meta(material: Material) -> str:
    parts = [
        f"{material.replications} replications of {len(material.months)} months",
        f"{material.months[0]} to {material.months[-1]}",
        f"seed {material.manifest['seed']}",
        _date(material),
    ]
    return " · ".join(parts)


def _date(material: Material) -> str:
    return str(material.manifest["created"])[:10]


def _contents(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    absent = {name for name, found in figures.items() if not found}
    return [(anchor, title) for anchor, title in CONTENTS.items() if anchor not in absent]


def _chart_text(material: Material) -> str:
    if len(material.sides) == 1:
        return material.sides[0].story
    number = len(material.sides[0].chart.seats)
    same = all(len(side.chart.seats) == number for side in material.sides)
    heads = [f"{side.label} has {len(side.chart.seats)}" for side in material.sides]
    heads[0] += " seats"
    return f"All have {number} seats." if same else f"{listing(heads)}."


def _chart_differences(material: Material) -> Iterator[SimpleNamespace]:
    first = material.sides[0]
    for side in material.sides[1:]:
        words = differences_in_words(first.chart, side.chart)
        if words:
            yield SimpleNamespace(label=side.label, words=words)


def _difference_tables(
    material: Material, sides: list[SimpleNamespace]
) -> Iterator[SimpleNamespace]:
    for side in sides[1:]:
        rows = difference_rows(material, side.place, KEY_FIGURES)
        yield SimpleNamespace(side=side, base=sides[0], rows=rows)


def _by_section(known: list[Assumption]) -> dict[str, list[Assumption]]:
    sections: dict[str, list[Assumption]] = {}
    for entry in known:
        sections.setdefault(readable(entry.section).capitalize(), []).append(entry)
    return sections


def _assumption_text(known: list[Assumption]) -> str:
    counts = grade_counts(known)
    graded = listing([f"{count} {grade}" for grade, count in counts.items() if count])
    return (
        f"{len(known)} parameters describe the company and its market, each with a unit, a "
        f"plausible range, a source and a grade of evidence: {graded}. First what these scenarios "
        "change, then everything."
    )


def _trust(material: Material, known: list[Assumption]) -> list[str]:
    counts = grade_counts(known)
    weak = counts["D"] + counts["J"]
    sentences = [
        "The intervals cover chance: other markets, other luck. They do not cover doubt about the "
        f"parameters, and {weak} of {len(known)} parameters rest on practitioners' rules or on "
        "judgement (grades D and J).",
        "Levels, such as dollars of ARR, are those of the company described above. Put your own "
        "numbers in before comparing them with your books.",
        "A title has no effect of its own. An org chart acts through named structure channels "
        "(hand-offs, coaching, approvals, hiring and others), with the strengths listed above; the "
        "published evidence for these strengths is thin.",
        "Not simulated here: dismissals for cause, the product, buying committees beyond one "
        "champion, deals and calling of leaders' own. What it costs to get from one organisation "
        "to another is in it only where a scenario has a dated re-organisation.",
    ]
    if len(material.sides) > 1:
        shown = len(material.shared(KEY_FIGURES))
        sentences.insert(
            1,
            f"{shown} key figures are compared, each with its own 95 % interval: if nothing "
            "differed, about one in twenty would still leave zero out. Look for several that "
            "agree.",
        )
    return sentences


def _flat(manifest: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield dotted keys and texts of a nested manifest."""
    for key, value in manifest.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
            for number, entry in enumerate(value, start=1):
                yield from _flat(entry, f"{prefix}{key}.{number}.")
        elif value is not None:
            yield f"{prefix}{key}", str(value)
