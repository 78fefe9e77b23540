"""The ledger tables of a report: how ARR walked from start to end, and what a year's revenue paid.

Every row is a sum of KPIs, so it has a mean, and against the first scenario a paired difference
with its 95 % interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.metrics import estimates
from sim.report.wording import plus_minus, show

if TYPE_CHECKING:
    from sim.report.material import Floats, Material, Side


class Line(NamedTuple):
    """One row: the KPIs it adds (+1) or takes off (-1)."""

    title: str
    terms: tuple[tuple[str, int], ...]
    is_sum: bool = False


@dataclass(frozen=True)
class LedgerRow:
    """Texts of one row: a mean per scenario, a difference with its margin for all but the first."""

    title: str
    is_sum: bool
    values: tuple[str, ...]
    gaps: tuple[str, ...]


ARR_WALK = (
    Line("ARR at the start", (("start_arr", 1),)),
    Line("+ new ARR", (("new_arr", 1),)),
    Line("+ expansion", (("expansion_arr", 1),)),
    Line("− contraction", (("contraction_arr", -1),)),
    Line("− churn", (("churned_arr", -1),)),
    Line("ARR at the end", (("end_arr", 1),), is_sum=True),
)
COST_OF_REVENUE = (
    ("contribution", 1),
    ("s_and_m_cost", 1),
    ("cs_cost", 1),
    ("recognised_revenue", -1),
)
YEAR = (
    Line("Recognised revenue", (("recognised_revenue", 1),)),
    Line("− cost of revenue", COST_OF_REVENUE),
    Line("− sales and marketing", (("s_and_m_cost", -1),)),
    Line("− customer success", (("cs_cost", -1),)),
    Line("Contribution", (("contribution", 1),), is_sum=True),
    Line("− general (head of the company)", (("s_and_m_cost", 1), ("cs_cost", 1), ("cost", -1))),
)


def arr_rows(material: Material) -> list[LedgerRow]:
    """Return the walk of ARR over the horizon, USD per year."""
    return _rows(material, ARR_WALK, 1.0)


def year_rows(material: Material) -> list[LedgerRow]:
    """Return revenue, costs and contribution of a mean year of the horizon, USD."""
    return _rows(material, YEAR, len(material.months) / 12)


def _rows(material: Material, lines: tuple[Line, ...], years: float) -> list[LedgerRow]:
    """Return the rows that are not zero in every scenario."""
    found = []
    for line in lines:
        columns = [_column(side, line) / years for side in material.sides]
        if any(np.any(np.abs(column) >= 1) for column in columns):
            found.append(_row(line, columns))
    return found


def _column(side: Side, line: Line) -> Floats:
    """Return the line's value in every replication."""
    return np.sum([sign * side.columns[name] for name, sign in line.terms], axis=0)


def _row(line: Line, columns: list[Floats]) -> LedgerRow:
    means = tuple(show(float(np.mean(column)), "money") for column in columns)
    gaps = []
    for column in columns[1:]:
        known = estimates.uncertainty(column - columns[0])
        gaps.append(
            plus_minus(float(known.mean[0]), float(known.half_width[0]), "money", signed=True)
        )
    return LedgerRow(line.title, line.is_sum, means, tuple(gaps))
