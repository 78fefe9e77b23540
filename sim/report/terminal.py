"""The answer in the terminal: a compact table that fits 80 columns and says more where it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.tables import KEY_FIGURES, difference_rows, kpi_cell

if TYPE_CHECKING:
    from rich.table import Table

    from sim.report.material import Material

ROOMY = 110
"""From this many columns on, the table also shows the means, the relative difference and the
factor of common random numbers."""
STYLES = {"better": "green", "worse": "red", "different": "bold", "unclear": "dim"}
SCENARIO_STYLES = ("blue", "dark_orange3", "green4", "magenta", "yellow4", "cyan")
SHORT = (
    "new_arr_per_year",
    "end_arr",
    "grr",
    "nrr",
    "wins",
    "win_rate",
    "cycle_mean",
    "lead_response_mean",
    "share_at_quota",
    "quits_per_year",
    "cac_payback_months",
    "contribution",
)
"""Rows of the terminal's table."""


def comparison_table(material: Material, width: int = 80) -> Table:
    """Return the comparison for a terminal of ``width`` columns, every scenario against the first.

    The spread (median, p10 to p90) stands under the scenarios' names, the paired difference with
    its 95 % interval beside them; more than two scenarios get one table row per scenario and KPI.
    """
    if len(material.sides) == 2:
        return _two(material, width)
    return _many(material, width)
