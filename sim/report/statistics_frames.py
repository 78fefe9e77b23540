"""Power, risk and the warm-up as tables for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.statistics.power import Detectable, Replicates
    from sim.experiments.statistics.risk import TailFigure
    from sim.experiments.statistics.risk_table import RiskTable
    from sim.experiments.statistics.warm_up import WarmUp
    from sim.metrics.estimates import Chance, Uncertainty


def power_frame(kpi: str, needed: Replicates, seen: Detectable) -> pd.DataFrame:
    """Return one row: what the effect needs, and what the pilot itself could see (``seen_…``)."""
    import pandas as pd

    row = {"kpi": kpi, **asdict(needed)}
    row["factor"] = needed.factor.factor.item()
    for name in ("effect", "low", "high", "relative"):
        row[f"seen_{name}"] = getattr(seen, name)
    return pd.DataFrame([row])


def warm_up_frame(series: str, found: WarmUp) -> pd.DataFrame:
    """Return one row, without the statistic by batch."""
    import pandas as pd

    row = {"series": series, **asdict(found)}
    del row["statistic"]
    return pd.DataFrame([row])


def risk_frame(kpi: str, found: RiskTable) -> pd.DataFrame:
    """Return one row per scenario.

    ``…_low`` and ``…_high`` are the 95 % interval of the figure before them; those of the next
    market are its 90 % prediction.  The bad tail is the worst ``level`` of ``markets``.
    """
    import pandas as pd

    return pd.DataFrame([_risk_row(kpi, found, place) for place in range(len(found.names))])


def _risk_row(kpi: str, found: RiskTable, place: int) -> dict[str, Any]:
    row: dict[str, Any] = {"scenario": found.names[place], "kpi": kpi}
    row |= {"markets": found.known.replications[place], "level": found.tails[place].level}
    row |= _mean("mean", found.known, place)
    row["next_market_low"] = found.next_market.low[place]
    row["next_market_high"] = found.next_market.high[place]
    row |= _tail("bad_tail", found.tails[place]) | _tail("shortfall", found.shortfalls[place])
    if found.chances is not None:
        row["plan"] = found.plan
        row |= _chance("chance_of_plan", found.chances, place)
    if found.regret is not None:
        row |= _mean("regret", found.regret.known, place)
        row |= _chance("best", found.regret.best, place)
    return row


def _mean(name: str, known: Uncertainty, place: int) -> dict[str, Any]:
    return _three(name, known.mean[place], known.low[place], known.high[place])


def _chance(name: str, chance: Chance, place: int) -> dict[str, Any]:
    return _three(name, chance.share[place], chance.low[place], chance.high[place])


def _tail(name: str, figure: TailFigure) -> dict[str, Any]:
    return _three(name, figure.value, figure.low, figure.high)


def _three(name: str, value: Any, low: Any, high: Any) -> dict[str, Any]:
    return {name: value, f"{name}_low": low, f"{name}_high": high}
