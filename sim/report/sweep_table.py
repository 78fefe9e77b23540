"""An experiment in the terminal: outcomes by design with intervals, in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.sweep_rows import rows
from sim.report.terminal import VERDICTS, empty_table

if TYPE_CHECKING:
    from rich.table import Table

    from sim.experiments.sweep import Sweep

STYLES = {**VERDICTS, "reference": "dim"}


def sweep_table(found: Sweep) -> Table:
    """Return a block per outcome: every design's mean, and its difference to the reference."""
    from rich.text import Text

    caption = (
        f"Means over {found.replications} markets ± 95 % interval; difference: to the reference, "
        "in the same markets, ± 95 % interval, each for itself; dim if zero lies inside."
    )
    table = empty_table(caption)
    table.add_column("Outcome, design", ratio=1)
    table.add_column("mean", justify="right", no_wrap=True)
    table.add_column("difference", justify="right", no_wrap=True)
    for outcome in found.file.experiment.outcomes:
        made = rows(found, outcome)
        table.add_row(Text(made[0].kpi.title, style="bold"), "", "")
        for row in made:
            change = Text(row.change_words, style=STYLES[row.verdict])
            table.add_row(Text(f"  {row.label}"), Text(row.mean_words), change)
    return table
