"""A page as lines for a terminal, and as Markdown."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.report.palette import scenario_colour
from sim.story.present import Day, Line, Page, Part
from sim.story.suggest import Suggestion
from sim.story.year import Table

if TYPE_CHECKING:
    from rich.text import Text

INDENT = 9


def terminal_text(page: Page, width: int = 80) -> Text:
    """Return the page for a terminal of ``width`` columns."""
    from rich.text import Text

    text = Text(f"{page.title}\n", style="bold", end="")
    for answer in page.answers:
        text.append(f"{textwrap.fill(answer, width)}\n", style="not bold")
    for part in page.parts:
        text.append("\n")
        style = f"bold {scenario_colour(part.place)}" if part.place >= 0 else "bold"
        text.append(
            f"── {part.heading} {'─' * max(2, width - 4 - len(part.heading))}\n", style=style
        )
        _append_part(text, part, width)
    text.append(f"\n{textwrap.fill(page.legend, width)}", style="not bold dim")
    return text


def _append_part(text: Text, part: Part, width: int) -> None:
    for day in part.days:
        if day.heading:
            text.append(f"{day.heading}\n", style="bold")
        for line in day.lines:
            _append_line(text, line, width)
    if part.table is not None:
        for row in table_lines(part.table):
            text.append(f"{row}\n", style="not bold")


def _append_line(text: Text, line: Line, width: int) -> None:
    text.append(_hung(f"  {line.clock:<5}  ", line.words, width), style="not bold")
    for log_odds, words in line.reasons:
        text.append(_hung(" " * INDENT + f"{log_odds}  ", words, width), style="not bold dim")
    if line.otherwise:
        text.append(_hung(" " * INDENT, line.otherwise, width), style="not bold italic")


def _hung(head: str, words: str, width: int) -> str:
    """Return words behind a head, further lines indented below the first."""
    return (
        textwrap.fill(words, width, initial_indent=head, subsequent_indent=" " * len(head)) + "\n"
    )


def table_lines(table: Table) -> list[str]:
    """Return a table in columns; the first is set left, the others right."""
    rows = [table.headings, *table.rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.headings))]
    return [
        "  ".join(
            cell.ljust(wide) if at == 0 else cell.rjust(wide)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def suggestion_text(found: Sequence[Suggestion], arguments: Sequence[str], width: int) -> Text:
    """Return the suggested deals, each with the command that tells it."""
    from rich.text import Text

    text = Text("Deals worth reading:\n" if found else "No deal was decided in this run.")
    command = " ".join(["salesorg", *map(shlex.quote, arguments)])
    for one in found:
        words = f"{one.why[:1].upper()}{one.why[1:]}: {one.words}."
        text.append("\n" + textwrap.fill(words, min(width, 100)) + "\n")
        text.append(f"  {command} --deal {one.deal}\n", style="bold")
    if found:
        text.append("\nA seat's year: --rep with a seat's name (salesorg story --help).")
    return text


# --- Markdown -------------------------------------------------------------------------------
def markdown(page: Page) -> str:
    """Return the page as Markdown."""
    lines = [f"# {page.title}", ""]
    for answer in page.answers:
        lines += [answer, ""]
    for part in page.parts:
        lines += [f"## {part.heading}", ""]
        for day in part.days:
            lines += _day_lines(day)
        if part.table is not None:
            lines += [*_table_rows(part.table), ""]
    return "\n".join([*lines, page.legend, ""])


def _day_lines(day: Day) -> list[str]:
    lines = [f"**{day.heading}**", ""] if day.heading else []
    for line in day.lines:
        lines.append(f"- {line.clock} {line.words} {line.otherwise}".replace("  ", " ").rstrip())
        lines += [f"    - {log_odds}: {words}" for log_odds, words in line.reasons]
    return [*lines, ""]


def _table_rows(table: Table) -> list[str]:
    head = [" | ".join(table.headings), " | ".join(["---", *["---:"] * (len(table.headings) - 1)])]
    return [f"| {row} |" for row in [*head, *(" | ".join(row) for row in table.rows)]]
