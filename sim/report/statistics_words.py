"""Power and risk in words and in a table of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.metrics.display import UNDEFINED, show, show_percent
from sim.report.terminal import empty_table

if TYPE_CHECKING:
    from rich.table import Table

    from sim.experiments.statistics.power import Detectable, Replicates
    from sim.experiments.statistics.risk import TailFigure
    from sim.experiments.statistics.risk_table import RiskTable
    from sim.metrics.registry import Kpi


def power_words(kpi: Kpi, effect: float, needed: Replicates, seen: Detectable) -> list[str]:
    """Return what it takes to see the effect, and what the pilot itself could see."""
    size = f"A difference of {show_percent(abs(effect))} ({show(kpi, needed.effect)})"
    return [
        f"{size} in {kpi.title}: {needed.sentence()}",
        f"The {seen.replications:,} replications of this pilot see a difference of "
        f"{show(kpi, seen.effect)} ({show_percent(seen.relative)}) with the same power.",
    ]


def risk_rows(kpi: Kpi, found: RiskTable) -> Table:
    """Return a table with one row per design."""
    level = f"{found.tails[0].level:.0%}".replace("%", "\u00a0%")
    caption = (
        f"{kpi.title}, {int(found.known.replications[0])} markets; in brackets 95 % intervals. "
        f"Bad tail: the worst {level} of markets begin there; shortfall: their mean."
    )
    table = empty_table(caption)
    heads = ["mean", "next market\n(90 %)", "bad tail", "shortfall"]
    if found.chances is not None and found.plan is not None:
        heads.append(f"chance of\n{show(kpi, found.plan)}")
    table.add_column("Scenario")
    for head in heads:
        table.add_column(head, justify="right")
    for place, name in enumerate(found.names):
        table.add_row(name, *_cells(kpi, found, place))
    return table


def _cells(kpi: Kpi, found: RiskTable, place: int) -> list[str]:
    known, coming = found.known, found.next_market
    mean = show(kpi, float(known.mean[place]))
    interval = f"({show(kpi, float(known.low[place]))} to {show(kpi, float(known.high[place]))})"
    low, high = show(kpi, float(coming.low[place])), show(kpi, float(coming.high[place]))
    cells = [f"{mean}\n{interval}", f"{low}\nto {high}"]
    cells += [_tail(kpi, found.tails[place]), _tail(kpi, found.shortfalls[place])]
    if found.chances is not None:
        share, least, most = (
            100 * float(values[place])
            for values in (found.chances.share, found.chances.low, found.chances.high)
        )
        cells.append(f"{share:.0f} %\n({least:.0f}–{most:.0f} %)")
    return cells


def _tail(kpi: Kpi, figure: TailFigure) -> str:
    low, high = show(kpi, figure.low), show(kpi, figure.high)
    interval = "" if UNDEFINED in (low, high) else f"\n({low} to {high})"
    return f"{show(kpi, figure.value)}{interval}"


def risk_words(kpi: Kpi, found: RiskTable) -> list[str]:
    """Return who dominates whom, and what each design leaves on the table."""
    lines = [each.sentence() for each in found.dominances]
    if found.regret is not None:
        parts = [
            f"{name} {show(kpi, float(mean))} (best in {show_percent(float(share))} of markets)"
            for name, mean, share in zip(
                found.names, found.regret.known.mean, found.regret.best.share, strict=True
            )
        ]
        lines.append(f"Regret, against the best design of each market: {'; '.join(parts)}.")
    return lines
