"""The answer in the terminal: a compact table that fits 80 columns and says more where it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.palette import scenario_colour
from sim.report.tables import DifferenceRow, difference_row
from sim.report.wording import plus_minus, within

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from sim.report.material import Material, Side

ROOMY = 112
"""From this many columns on: full titles, the relative difference, what pairing saves."""
VERDICTS = {"better": "green", "worse": "red", "different": "bold", "unclear": "dim"}
TITLES = {
    "new_arr_per_year": "New ARR/year",
    "end_arr": "Ending ARR",
    "grr": "GRR",
    "nrr": "NRR",
    "wins": "Deals won",
    "win_rate": "Win rate",
    "cycle_mean": "Sales cycle",
    "lead_response_mean": "Response",
    "share_at_quota": "At quota",
    "quits_per_year": "Quits/year",
    "cac_payback_months": "CAC payback",
    "contribution": "Contribution",
}
"""Rows of the table, with titles short enough for 80 columns."""
NO_BREAK = "\u00a0"


def comparison_table(material: Material, width: int = 80) -> Table:
    """Return every scenario against the first, for a terminal of ``width`` columns.

    Under the scenarios' names stands the spread over markets (median, p10 to p90); the paired
    difference stands with its 95 % interval.  More than two scenarios share one column and take a
    line each.
    """
    return _side_by_side(material, width) if len(material.sides) == 2 else _stacked(material, width)


def run_table(material: Material, width: int = 80) -> Table:
    """Return the spread and the mean of one scenario's key figures."""
    legend = "Spread: median [p10–p90] over markets. Mean with its 95 % interval."
    table = empty_table(_totals(material, legend))
    _columns(table, "spread", "mean")
    side = material.sides[0]
    for name in material.shared(tuple(TITLES)):
        kpi, mean = material.kpis[name], side.mean(name)
        text = plus_minus(mean.value, mean.half_width, kpi.display)
        cells = (_title(material, name, width), spread_words(side, name, kpi.display), text)
        table.add_row(*(_cell(cell) for cell in cells))
    return table


def _side_by_side(material: Material, width: int) -> Table:
    roomy = width >= ROOMY
    table = empty_table(_legend(material, roomy))
    _columns(table, *(_heading(side) for side in material.sides), *_difference_headings(roomy))
    for name in material.shared(tuple(TITLES)):
        row = difference_row(material, 1, name)
        spreads = [spread_words(side, name, row.kpi.display) for side in material.sides]
        cells = [_cell(text) for text in (_title(material, name, width), *spreads)]
        table.add_row(*cells, *_difference_cells(row, roomy))
    return table


def _stacked(material: Material, width: int) -> Table:
    roomy = width >= ROOMY
    table = empty_table(_legend(material, roomy))
    _columns(table, "median [p10–p90]", *_difference_headings(roomy))
    for name in material.shared(tuple(TITLES)):
        table.add_row(_cell(_title(material, name, width), "bold"))
        for side in material.sides:
            spread = _cell(spread_words(side, name, material.kpis[name].display))
            row = difference_row(material, side.place, name) if side.place else None
            cells = _difference_cells(row, roomy) if row else []
            table.add_row(_heading(side, "  "), spread, *cells)
    return table


def empty_table(caption: str) -> Table:
    """Return a table without columns in the style of the answers, its caption below it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    return Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        show_edge=False,
        pad_edge=False,
        caption=Text(caption, style="dim"),
        caption_justify="left",
    )


def _columns(table: Table, *headings: str | Text) -> None:
    """Add the column of the key figures and the columns of numbers."""
    table.add_column("Key figure", vertical="top")
    for heading in headings:
        table.add_column(_cell(heading) if isinstance(heading, str) else heading, justify="right")


def _difference_headings(roomy: bool) -> tuple[str, ...]:
    return ("difference", "in %", "better", "pairing") if roomy else ("difference", "better")


def _totals(material: Material, text: str) -> str:
    months = len(material.months)
    return f"{text} Totals cover {months} month{'s' if months > 1 else ''}."


def _legend(material: Material, roomy: bool) -> str:
    text = (
        "Scenarios: median [p10–p90] over markets (spread). difference: mean in the same markets "
        "± 95 % interval; dim if zero lies inside. better: share of markets where it is better."
    )
    if roomy:
        text += " pairing: how many times more runs it would take without the same markets."
    return _totals(material, text)


def _heading(side: Side, indent: str = "") -> Text:
    from rich.text import Text

    return Text(indent + side.label, style=f"bold {scenario_colour(side.place)}")


def _title(material: Material, name: str, width: int) -> str:
    return material.kpis[name].title if width >= ROOMY else TITLES[name]


def _cell(text: str, style: str = "") -> Text:
    """Return a text that does not break (nor hold markup)."""
    from rich.text import Text

    return Text(text.replace(" ", NO_BREAK), style=style)


def _difference_cells(row: DifferenceRow, roomy: bool) -> list[Text]:
    style = VERDICTS[row.verdict]
    coloured = _cell(row.difference, style)
    if not roomy:
        return [coloured, _cell(row.chance)]
    return [coloured, _cell(row.relative, style), _cell(row.chance), _cell(row.factor)]


def spread_words(side: Side, name: str, display: str) -> str:
    """Return ``$10.9M [10.2–11.6]``: the median and p10 to p90 in the median's unit."""
    spread = side.spread(name)
    return within(spread.p50, spread.p10, spread.p90, display)
