"""The tables of a report as rows of text; page and terminal print the same rows.

A mean always stands with its interval (uncertainty), quantiles stand apart from it (spread).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.report.material import Difference, Material, Side
from sim.report.wording import (
    UNKNOWN,
    chance,
    measured,
    plus_minus,
    show,
    signed_percent,
    span,
)

if TYPE_CHECKING:
    from sim.metrics.registry import Kpi

HEADLINES = ("new_arr_per_year", "cycle_mean", "logo_churn")
"""Revenue, speed and churn: the three questions every report answers first."""

KEY_FIGURES = (
    "new_arr_per_year",
    "bookings_per_year",
    "end_arr",
    "recognised_revenue",
    "grr",
    "nrr",
    "logo_churn",
    "sao",
    "wins",
    "win_rate",
    "mean_deal_size",
    "cycle_mean",
    "lead_response_mean",
    "attainment_mean",
    "quits_per_year",
    "s_and_m_cost",
    "cac_payback_months",
    "contribution",
)


@dataclass(frozen=True)
class DifferenceRow:
    """One KPI of a scenario against the first; texts, and what they mean for the reader."""

    kpi: Kpi
    base: str
    mean: str
    difference: str
    """With its margin: half of the 95 % interval."""
    relative: str
    chance: str
    factor: str
    verdict: str
    """``better``, ``worse``, ``different`` or ``unclear``."""


@dataclass(frozen=True)
class KpiCell:
    """One KPI of one scenario: spread (three quantiles) and mean with its margin."""

    p10: str
    p50: str
    p90: str
    mean: str
    """With its margin: half of the 95 % interval."""


@dataclass(frozen=True)
class KpiRow:
    """One KPI with a cell per scenario."""

    kpi: Kpi
    cells: tuple[KpiCell, ...]


@dataclass(frozen=True)
class TileLine:
    """A figure in large type, its margin, and a sentence; ``place`` is whose it is."""

    place: int
    figure: str
    margin: str
    text: str
    verdict: str


@dataclass(frozen=True)
class Tile:
    """One headline KPI."""

    title: str
    lines: tuple[TileLine, ...]


def difference_rows(material: Material, place: int, names: tuple[str, ...]) -> list[DifferenceRow]:
    """Return the KPIs of the scenario in this place against the first."""
    return [difference_row(material, place, name) for name in material.shared(names)]


def difference_row(material: Material, place: int, name: str) -> DifferenceRow:
    kpi, gap = material.kpis[name], material.difference(name, place)
    base = material.sides[0].mean(name).value
    return DifferenceRow(
        kpi=kpi,
        base=show(base, kpi.display),
        mean=show(material.sides[place].mean(name).value, kpi.display),
        difference=plus_minus(gap.value, gap.half_width, kpi.display, signed=True),
        relative=signed_percent(gap.relative_to(base).value),
        chance=chance(gap.better),
        factor=factor_words(gap.factor),
        verdict=verdict(kpi, gap),
    )


def factor_words(factor: float) -> str:
    """Return the factor of common random numbers; a dash where there was nothing to cut."""
    if not np.isfinite(factor):
        return UNKNOWN
    return f"{factor:,.0f}×" if factor >= 10 else f"{factor:.1f}×"


def verdict(kpi: Kpi, gap: Difference) -> str:
    """Say what a difference means: nothing is called better while zero lies in the interval."""
    if not gap.is_clear:
        return "unclear"
    if kpi.better == "neither":
        return "different"
    return "better" if (gap.value > 0) == (kpi.better == "higher") else "worse"


def tiles(material: Material) -> list[Tile]:
    """Return the headlines: the mean of a single scenario, or the paired differences."""
    return [
        Tile(_tile_title(material, name), tuple(_tile_lines(material, name)))
        for name in material.shared(HEADLINES)
    ]


def _tile_title(material: Material, name: str) -> str:
    title = material.kpis[name].title
    return title if len(material.sides) == 1 else f"{title}, difference"


def _tile_lines(material: Material, name: str) -> Iterator[TileLine]:
    kpi, first = material.kpis[name], material.sides[0]
    if len(material.sides) == 1:
        spread, mean = first.spread(name), first.mean(name)
        text = f"mean; markets spread from {span(spread.p10, spread.p90, kpi.display)} (p10 to p90)"
        yield TileLine(0, *measured(mean.value, mean.half_width, kpi.display), text, "")
        return
    for side in material.sides[1:]:
        row, gap = difference_row(material, side.place, name), material.difference(name, side.place)
        figure, margin = measured(gap.value, gap.half_width, kpi.display, signed=True)
        text = f"{first.label} {row.base}, {side.label} {row.mean} ({row.relative}). "
        if row.chance != UNKNOWN:
            text += f"{side.label} is better in {row.chance} of markets."
        margin = f"{margin} ({_CLEAR[row.verdict]})"
        yield TileLine(side.place, figure, margin, text, row.verdict)


_CLEAR = {
    "better": "better",
    "worse": "worse",
    "different": "clearly different",
    "unclear": "not clear of zero",
}


def kpi_groups(material: Material) -> dict[str, list[KpiRow]]:
    """Return the KPIs of every scenario by group, in the order of the registry.

    What is zero in every replication of every scenario is left out.
    """
    groups: dict[str, list[KpiRow]] = {}
    for name, kpi in material.kpis.items():
        if any(side.has(name) and side.values(name).any() for side in material.sides):
            cells = tuple(kpi_cell(side, kpi) for side in material.sides)
            groups.setdefault(kpi.group, []).append(KpiRow(kpi, cells))
    return groups


def kpi_cell(side: Side, kpi: Kpi) -> KpiCell:
    """Return the texts of one KPI in one scenario; dashes where it is not defined."""
    if not side.has(kpi.name):
        return KpiCell(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    spread, mean = side.spread(kpi.name), side.mean(kpi.name)
    p10, p50, p90 = (show(value, kpi.display) for value in spread)
    return KpiCell(p10, p50, p90, plus_minus(mean.value, mean.half_width, kpi.display))
