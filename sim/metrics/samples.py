"""Raw samples of one replication: times, deal sizes, customer lifetimes, attainment.

Samples of long lists are thinned evenly in the order of the entities' numbers, so that pooling many
replications stays small and nothing depends on chance.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.jit import jit
from sim.metrics.attainment import rep_years
from sim.metrics.tables import NEVER, Integers, Tally
from sim.vocabulary import Stage
from sim.worktime import DAY, HOUR

Sample = dict[str, NDArray[Any]]
"""Columns of equal length."""


def won_deals(counted: Tally) -> np.ndarray:
    """Return the rows of the deals won in the horizon."""
    deal = counted.deal
    return deal[(deal["outcome"] == Stage.WON) & (deal["closed"] >= counted.warm_up_ends)]


def cycle_seconds(deals: np.ndarray) -> NDArray[np.int64]:
    """Return wall seconds from opening to closing."""
    return deals["closed"] - deals["opened"]


def response_seconds(counted: Tally) -> tuple[Integers, Integers, int]:
    """Return office and wall seconds from MQL to first touch, and how many MQLs ended untouched.

    MQLs of the horizon; those still waiting at the end are in none of the three.
    """
    office = np.empty(len(counted.lead), np.int64)
    wall = np.empty(len(counted.lead), np.int64)
    touched, never = _responses_of(counted.lead, counted.warm_up_ends, office, wall)
    return office[:touched], wall[:touched], never


@jit
def _responses_of(lead: np.ndarray, first: int, office: Integers, wall: Integers) -> Any:
    touched, never = 0, 0
    for row in lead:
        if row["qualified"] == NEVER or row["qualified"] < first:
            continue
        if row["touched"] != NEVER:
            office[touched] = row["response"]
            wall[touched] = row["touched"] - row["qualified"]
            touched += 1
        elif row["ended"] == 1:
            never += 1
    return touched, never


def samples_of(counted: Tally, most: int = 2_000) -> dict[str, Sample]:
    """Return each sample, thinned evenly to at most ``most`` rows."""
    samples = {
        "deals": _deals(counted),
        "lead_response": _responses(counted),
        "customers": _customers(counted),
        "rep_years": _rep_years(counted),
    }
    return {name: thinned(sample, most) for name, sample in samples.items()}


def _deals(counted: Tally) -> Sample:
    """Cycle in days and ACV in dollars of every deal won in the horizon."""
    deals = won_deals(counted)
    return {
        "cycle_days": (cycle_seconds(deals) / DAY).astype(np.float32),
        "annual_value": (deals["cents"] / 100).astype(np.float32),
        "segment": deals["segment"].astype(np.int16),
        "source": deals["source"].astype(np.int16),
    }


def _responses(counted: Tally) -> Sample:
    office, wall, _ = response_seconds(counted)
    return {
        "office_hours": (office / HOUR).astype(np.float32),
        "wall_hours": (wall / HOUR).astype(np.float32),
    }


def _customers(counted: Tally) -> Sample:
    """Lifetimes of customers seen in the horizon.

    ``age_seen_days`` is the age at which the horizon first saw the customer (left truncation);
    ``censored`` says that it was still a customer when the run ended.
    """
    customer, first = counted.customer, counted.warm_up_ends
    seen = customer[(customer["ended"] == NEVER) | (customer["ended"] >= max(first, 1))]
    alive = seen["ended"] == NEVER
    until = np.where(alive, counted.ends, seen["ended"])
    return {
        "lifetime_days": ((until - seen["started"]) / DAY).astype(np.float32),
        "age_seen_days": (np.maximum(0, first - seen["started"]) / DAY).astype(np.float32),
        "censored": alive,
        "segment": seen["segment"].astype(np.int16),
    }


def _rep_years(counted: Tally) -> Sample:
    """Quota attainment of every AE seat in every year with a ramped holder for half of it."""
    found = rep_years(counted)
    return {
        "attainment": found.attainment.astype(np.float32),
        "seat": found.seat.astype(np.int32),
        "year": found.year.astype(np.int16),
    }


def thinned(sample: Sample, most: int) -> Sample:
    """Return at most ``most`` rows at even distances, the first and the last among them."""
    rows = len(next(iter(sample.values())))
    if rows <= most:
        return sample
    kept = np.linspace(0, rows - 1, most).astype(np.int64)
    return {name: column[kept] for name, column in sample.items()}
