"""Measures that several patterns share: key figures, deals won, the accounts behind customers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.fold import fold_tally
from sim.metrics.registry import kpis
from sim.metrics.samples import cycle_seconds
from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.vocabulary import Kind, Stage
from sim.worktime import DAY


def key_figures(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, float]:
    """Return every key figure by name."""
    names = [kpi.name for kpi in kpis(frozen)]
    return dict(zip(names, fold_tally(frozen.params, counted).tolist(), strict=True))


def deals_won(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> dict[str, NDArray[Any]]:
    """Return cycle and lead-to-won days, segment, list value and discount of every deal won."""
    number = np.flatnonzero(
        (counted.deal["outcome"] == Stage.WON) & (counted.deal["closed"] >= counted.warm_up_ends)
    )
    won = counted.deal[number]
    opened = log[log["kind"] == Kind.OPPORTUNITY_OPENED]
    created = np.full(len(counted.deal), -1, np.int64)
    created[opened["subject"]] = opened["since"]
    off = won["discount"] / 10_000
    return {
        "cycle": cycle_seconds(won) / DAY,
        "from_lead": (won["closed"] - created[number]) / DAY,
        "segment": won["segment"].astype(np.int64),
        "source": won["source"].astype(np.int64),
        "list": won["cents"] / 100 / (1 - off),
        "discount": off,
    }


def lead_keys(log: np.ndarray) -> NDArray[np.int64]:
    """Return the stable key of every lead, by its number; the same in every arm."""
    created = log[log["kind"] == Kind.LEAD_CREATED]
    keys = np.full(int(created["subject"].max()) + 1, -1, np.int64)
    keys[created["subject"]] = created["value"]
    return keys


def deal_keys(log: np.ndarray) -> NDArray[np.int64]:
    """Return the stable key of every opportunity; −2 − number for those of the first day."""
    opened = log[log["kind"] == Kind.OPPORTUNITY_OPENED]
    keys = np.full(int(opened["subject"].max()) + 1, -1, np.int64)
    lead = opened["other"]
    keys[opened["subject"]] = np.where(
        lead >= 0, lead_keys(log)[np.maximum(lead, 0)], -2 - opened["subject"].astype(np.int64)
    )
    return keys


def customer_keys(log: np.ndarray) -> NDArray[np.int64]:
    """Return the stable key of every customer: its deal's, or −10⁶ − number on the first day."""
    started = log[log["kind"] == Kind.CUSTOMER_STARTED]
    keys = -1_000_000 - np.arange(int(started["subject"].max()) + 1, dtype=np.int64)
    won = log[log["kind"] == Kind.DEAL_WON]
    keys[won["other"]] = deal_keys(log)[won["subject"]]
    return keys


def holder_at(log: np.ndarray, seats: NDArray[Any], times: NDArray[Any]) -> NDArray[np.int64]:
    """Return the generation of the person in each seat at each time (the last to have joined)."""
    joined = log[log["kind"] == Kind.PERSON_JOINED]
    holder = np.zeros(len(seats), np.int64)
    for seat in np.unique(seats):
        mine = joined[joined["seat"] == seat]
        place = np.searchsorted(mine["time"], times[seats == seat], side="right") - 1
        found = mine["subject"][np.maximum(place, 0)] if len(mine) else np.zeros(len(place))
        holder[seats == seat] = found
    return holder
