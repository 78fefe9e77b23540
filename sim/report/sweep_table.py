"""An experiment in the terminal: outcomes by design with intervals, in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.sweep_rows import rows, shown_designs
from sim.report.terminal import VERDICTS, empty_table

if TYPE_CHECKING:
    from rich.table import Table

    from sim.experiments.sweep import Sweep

STYLES = {**VERDICTS, "reference": "dim"}


def sweep_table(found: Sweep) -> Table:
    """Return a block per outcome: every design's mean, and its difference to the reference.

    Of many designs the best and the worst in the answer's outcome, and the other outcomes of the
    best.
    """
    from rich.text import Text

    table = empty_table(caption(found))
    table.add_column("Outcome, design", ratio=1)
    table.add_column("mean", justify="right", no_wrap=True)
    table.add_column("difference", justify="right", no_wrap=True)
    shown, gap_after = shown_designs(found)
    plan = found.file.experiment
    for outcome in [plan.answer.outcome] if gap_after else plan.outcomes:
        made = rows(found, outcome, shown)
        table.add_row(Text(made[0].kpi.title, style="bold"), "", "")
        for number, row in enumerate(made):
            if gap_after and number == gap_after:
                table.add_row(Text(f"  … {len(found.designs) - len(shown):,} more", "dim"), "", "")
            change = Text(row.change_words, style=STYLES[row.verdict])
            table.add_row(Text(f"  {row.label}"), Text(row.mean_words), change)
    others = [outcome for outcome in plan.outcomes if outcome != plan.answer.outcome]
    if gap_after and others:
        table.add_row(Text("Other outcomes of the best design", style="bold"), "", "")
        for outcome in others:
            (row,) = rows(found, outcome, [found.best])
            table.add_row(Text(f"  {row.kpi.title}"), Text(row.mean_words), "")
    return table


def caption(found: Sweep) -> str:
    """Return what the numbers are, how many designs are left out and how many were refused."""
    over = f"{found.worlds} worlds × " if found.worlds > 1 else ""
    lines = [
        f"Means over {over}{found.replications} markets ± 95 % interval; difference: to "
        f"{reference_words(found)}, in the same markets, ± 95 % interval, each for itself; dim if "
        "zero lies inside."
    ]
    if shown_designs(found)[1]:
        about = found.kpi(found.file.experiment.answer.outcome).title
        lines.append(
            f"{len(found.designs):,} designs, by {about}: the best and the worst; all of them are "
            "in sweep.csv."
        )
    if found.refused:
        lines.append(refused_words(found))
    return " ".join(lines)


def reference_words(found: Sweep) -> str:
    """Return what designs are compared with."""
    is_best = found.lever is None and found.file.experiment.answer.reference is None
    return "the best design" if is_best else "the reference"


def refused_words(found: Sweep) -> str:
    """Return how many designs were not run, and why the first was not."""
    first, count = found.refused[0], len(found.refused)
    number = f"{count:,} designs were" if count > 1 else "One design was"
    return f"{number} refused, the first: {first.title}: {first.reason}."
