"""The ablation as a table: which channel carries how much of a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.experiments.ablate import ALL_OFF, INTERACTION, Ablation
from sim.experiments.results import position
from sim.report.terminal import ROOMY, empty_table
from sim.report.wording import plus_minus

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

SHOWN = ("new_arr_per_year", "cycle_mean", "logo_churn")
MORE = ("grr", "contribution")
"""Shown too where the terminal is wide enough."""
TITLES = {"new_arr_per_year": "New ARR/year", "cycle_mean": "Sales cycle", "grr": "GRR"}
WORDS = {INTERACTION: "interaction of channels", ALL_OFF: "all channels off"}


def ablation_table(ablation: Ablation, width: int = 80) -> Table:
    """Return contributions with 95 % intervals, one row per channel, for a terminal."""
    first, second = ablation.names
    kpis = SHOWN + (MORE if width >= ROOMY else ())
    caption = (
        f"{second} less {first}, {ablation.replications} markets. A channel contributes what "
        "switching it off alone takes away; ± 95 % interval, dim if zero lies inside. With all "
        "channels off, charts with the same front line differ in their leaders' pay and nothing "
        "else; what is left between charts with another front line is that front line's."
    )
    table = empty_table(caption)
    table.add_column("Structure channel")
    for name in kpis:
        title = TITLES.get(name, ablation.kpis[position(ablation.kpis, name)].title)
        table.add_column(title, justify="right", no_wrap=True)
    for row in ablation.estimates(kpis[0]):
        cells = [_cell(ablation, name, row) for name in kpis]
        label = "difference" if row == "total" else WORDS.get(row, row)
        table.add_row(label, *cells, style="bold" if row == "total" else "")
    return table


def _cell(ablation: Ablation, name: str, row: str) -> Any:
    from rich.text import Text

    kpi = ablation.kpis[position(ablation.kpis, name)]
    known = ablation.estimates(name)[row]
    mean, half = float(known.mean[0]), float(known.high[0] - known.low[0]) / 2
    text = plus_minus(mean, half, kpi.display, signed=True)
    return Text(text, style="" if known.clear_of_zero()[0] else "dim")


def ablation_rows(ablation: Ablation) -> pd.DataFrame:
    """Return one row per KPI and part: mean, low and high of its 95 % interval, replications."""
    import pandas as pd

    rows = []
    for kpi in ablation.kpis:
        for part, known in ablation.estimates(kpi.name).items():
            rows.append(
                {
                    "kpi": kpi.name,
                    "part": part,
                    "mean": known.mean[0],
                    "low": known.low[0],
                    "high": known.high[0],
                    "replications": int(known.replications[0]),
                }
            )
    return pd.DataFrame(rows)
