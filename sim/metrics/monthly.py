"""Monthly series: what happens in each calendar month of the run, warm-up included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ledger import ACCOUNTS, POSITION, by_month, ledger_of
from sim.metrics.tables import Flow, State, Tally
from sim.metrics.tally import tally
from sim.params import Params


@dataclass(frozen=True)
class Series:
    """One monthly series; ``flow`` sums over a month, otherwise the value is at its end."""

    name: str
    title: str
    unit: str
    display: str
    flow: bool


SERIES = (
    Series("new_arr", "New ARR", "USD", "money", True),
    Series("expansion_arr", "Expansion ARR", "USD", "money", True),
    Series("contraction_arr", "Contraction ARR", "USD", "money", True),
    Series("churned_arr", "Churned ARR", "USD", "money", True),
    Series("end_arr", "ARR at the end of the month", "USD", "money", False),
    Series("recognised_revenue", "Recognised revenue", "USD", "money", True),
    Series("leads", "Leads", "count", "integer", True),
    Series("mql", "MQLs", "count", "integer", True),
    Series("sao", "Opportunities accepted (SAO)", "count", "integer", True),
    Series("wins", "Deals won", "count", "integer", True),
    Series("open_pipeline", "Open pipeline at the end of the month", "USD", "money", False),
    Series("open_deals", "Open deals at the end of the month", "count", "integer", False),
    Series("customers", "Customers at the end of the month", "count", "integer", False),
    Series("headcount", "Headcount, mean of the month", "count", "decimal", False),
    Series("quits", "Quits", "count", "decimal", True),
    Series("cost", "Cost", "USD", "money", True),
)

_FLOWS = {
    "new_arr": Flow.NEW_ARR,
    "expansion_arr": Flow.EXPANSION,
    "contraction_arr": Flow.CONTRACTION,
    "churned_arr": Flow.CHURNED,
    "leads": Flow.LEADS,
    "mql": Flow.MQL,
    "sao": Flow.SAO,
    "wins": Flow.WINS,
    "quits": Flow.QUITS,
}
_STATES = {
    "end_arr": State.ARR,
    "open_pipeline": State.PIPELINE,
    "open_deals": State.DEALS,
    "customers": State.CUSTOMERS,
}


def monthly(params: Params, log: np.ndarray) -> NDArray[np.float64]:
    """Return [months, series] in the order of ``SERIES``, money in dollars."""
    return monthly_of(params, tally(params, log))


def monthly_of(params: Params, counted: Tally) -> NDArray[np.float64]:
    """Return the monthly series of a tally."""
    flows = by_month(counted, params, counted.flow)
    ends = _month_ends(params, counted)
    states = counted.state[np.searchsorted(counted.edges, ends)]
    columns: dict[str, NDArray[Any]] = {name: flows[:, flow] for name, flow in _FLOWS.items()}
    columns |= {name: states[:, state] for name, state in _STATES.items()}
    columns |= _money_and_people(params, counted, ends)
    scale = np.array([0.01 if series.unit == "USD" else 1.0 for series in SERIES])
    table = np.stack([columns[series.name] for series in SERIES], axis=1).astype(np.float64)
    return np.asarray(table * scale)


def _money_and_people(
    params: Params, counted: Tally, ends: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    book = by_month(counted, params, ledger_of(params, counted)).astype(np.float64)
    costs = [place for place, account in enumerate(ACCOUNTS) if account.function]
    occupied = by_month(counted, params, counted.occupied.sum(axis=0))
    return {
        "recognised_revenue": book[:, POSITION["revenue"]],
        "cost": book[:, costs].sum(axis=1),
        "headcount": occupied / np.diff(ends, prepend=0),
    }


def _month_ends(params: Params, counted: Tally) -> NDArray[np.int64]:
    starts = np.asarray(params.run.month_starts)
    return np.append(starts[(starts > 0) & (starts < counted.ends)], counted.ends)
