"""The verification table for the terminal: every number beside its expectation, in 80 columns."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sim.verification.case import FALSE_ALARM, CaseResult

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WHAT = 42
"""Columns for what is compared, two of them indent; the numbers need the rest of 80."""
NOTHING = 1e-8
"""A tolerance that only rounding may use."""


def verification_table(results: Sequence[CaseResult]) -> Table:
    """Return the results by case, with its seconds and note; what differs is marked and red."""
    table = _empty(len(results), sum(not result.passed for result in results))
    for name, lines in groupby(results, key=lambda result: result.name):
        group = list(lines)
        table.add_row(_heading(name, group))
        table.add_row(_note(group[0].note))
        for result in group:
            table.add_row(*_cells(result))
        table.add_section()
    return table


def _empty(count: int, missed: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    verdict = f"{missed} of {count} numbers differ." if missed else f"All {count} numbers agree."
    caption = (
        f"{verdict} Statistical tolerances are those that a right model exceeds with chance "
        f"{FALSE_ALARM:g} per number."
    )
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        show_edge=False,
        pad_edge=False,
        caption=Text(caption, style="red" if missed else "dim"),
        caption_justify="left",
    )
    table.add_column("What", width=WHAT, overflow="fold")
    for heading in ("simulated", "expected", "tolerance"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    return table


def _heading(name: str, group: Sequence[CaseResult]) -> Text:
    from rich.text import Text

    return Text(f"{name.replace('_', ' ')}  {group[0].seconds:.1f} s", style="bold")


def _note(text: str) -> Text:
    from rich.text import Text

    lines = textwrap.wrap(text, WHAT, initial_indent="  ", subsequent_indent="  ")
    return Text("\n".join(lines), style="dim")


def _cells(result: CaseResult) -> list[Text]:
    from rich.text import Text

    style = "" if result.passed else "red"
    simulated = shown(result.simulated, result.unit, result.tolerance)
    expected = shown(result.expected, result.unit, result.tolerance)
    verdict = "ok" if result.passed else "NO"
    cells = ("  " + result.what, simulated, expected, _tolerance(result), verdict)
    return [Text(cell, style=style) for cell in cells]


def _tolerance(result: CaseResult) -> str:
    if result.tolerance <= NOTHING:
        return "exact"
    return f"±{shown(result.tolerance, result.unit, result.tolerance)}"


def shown(value: float, unit: str, tolerance: float) -> str:
    """Return a number to a tenth of its tolerance, with its unit; "–" for one that is missing."""
    if not math.isfinite(value):
        return "–"
    if unit == "%":
        value, tolerance = 100 * value, 100 * tolerance
    if unit == "$" and abs(value) >= 1e5:
        return f"${value / 1e6:,.2f}M"
    decimals = 0
    if tolerance <= NOTHING:
        decimals = 0 if value == round(value) else 3
    elif tolerance < 10:
        decimals = min(4, 1 - math.floor(math.log10(tolerance)))
    space = " " if unit == "h" else ""
    return f"${value:,.0f}" if unit == "$" else f"{value:,.{decimals}f}{space}{unit}"
