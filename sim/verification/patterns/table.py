"""The patterns for the terminal: every figure beside its band, in the style of ``verify``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.verification.patterns.fact import Fact, Reading

if TYPE_CHECKING:
    from rich.table import Table

WHAT = 42


def value(number: float, unit: str) -> str:
    """Return a number with its unit; shares in per cent, "–" for one that is missing."""
    if math.isnan(number):
        return "–"
    if unit == "%":
        return f"{100 * number:.1f} %" if abs(number) < 0.995 else f"{100 * number:.0f} %"
    return f"{number:,.2f}{unit}" if abs(number) < 100 else f"{number:,.0f}{unit}"


def interval(one: Reading) -> str:
    """Return half the 95 % interval, nothing for a figure that is one number for all seeds."""
    return "" if math.isnan(one.half) else f"± {value(one.half, one.unit)}"


def band(one: Reading) -> str:
    """Return the band in words; an end that no figure can pass is left out."""
    low, high = (_end(end, one.unit) for end in (one.low, one.high))
    if one.low == one.high:
        return low
    if not high or one.high == 99:
        return f"> {low}"
    return f"< {high}" if not low else f"{low} to {high}"


def _end(end: float, unit: str) -> str:
    if math.isinf(end):
        return ""
    return f"{100 * end:g} %" if unit == "%" else f"{end:g}{unit}"


def patterns_table(facts: Sequence[Fact]) -> Table:
    """Return the table: a heading a fact, a line a figure; what is out of its band is red."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sim.verification.patterns.page import verdict

    missed = any(not fact.passed for fact in facts)
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        show_edge=False,
        pad_edge=False,
        caption=Text(verdict(facts), style="red" if missed else "dim"),
        caption_justify="left",
    )
    table.add_column("What", width=WHAT, overflow="fold")
    for heading in ("simulated", "interval", "band"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for fact in facts:
        table.add_row(Text(f"{fact.pattern.number}. {fact.pattern.title}", style="bold"))
        for one in fact.readings:
            table.add_row(*(Text(cell, style="" if one.passed else "red") for cell in _cells(one)))
        table.add_section()
    return table


def _cells(one: Reading) -> tuple[str, ...]:
    verdict = "ok" if one.passed else "NO"
    return ("  " + one.what, value(one.mean, one.unit), interval(one), band(one), verdict)
