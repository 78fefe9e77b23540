"""Fact 16: what the departure of a rep costs with the accounts the rep had worked on.

The matched control of an account is the same account in the same market in which nobody of the
kind leaves; a second difference, with accounts whose rep stayed, takes out what else differs
between the two companies.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.tables import NEVER, Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.arms import LONG, WARM_UP
from sim.verification.patterns.drawing import bars
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import customer_keys, deal_keys
from sim.vocabulary import Entity, Kind, Role, Stage
from sim.worktime import DAY

YEAR = 365 * DAY


def deals_of_reps(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> dict[str, NDArray[Any]]:
    """Return every opportunity: key, when opened and closed, ACV won; and departures that hit it.

    ``left`` is when the opportunity's AE left within the counted time (the first time), −1 if not.
    """
    keys, deal = deal_keys(log), counted.deal
    moved = log[(log["kind"] == Kind.OWNER_CHANGED) & (log["code"] == Entity.OPPORTUNITY)]
    moved = moved[moved["time"] >= counted.warm_up_ends][::-1]
    left = np.full(len(deal), NEVER, np.int64)
    left[moved["subject"]] = moved["time"]  # the first is written last
    won = deal["outcome"] == Stage.WON
    ended = won | (deal["outcome"] == Stage.LOST)
    return {
        "key": keys,
        "opened": deal["opened"],
        "closed": np.where(ended, deal["closed"], np.iinfo(np.int64).max),
        "value": np.where(won, deal["cents"], 0) / 100,
        "left": left[: len(keys)],
    }


def customers_of_csms(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> dict[str, Any]:
    """Return every customer's key and ARR by day, and when the CSM left (−1: never)."""
    keys = customer_keys(log)
    moved = log[(log["kind"] == Kind.OWNER_CHANGED) & (log["code"] == Entity.CUSTOMER)]
    moved = moved[moved["time"] >= counted.warm_up_ends]
    moved = moved[frozen.params.seat["role"][moved["other"]] == Role.CSM][::-1]
    left = np.full(len(keys), NEVER, np.int64)
    left[moved["subject"]] = moved["time"]
    return {"key": keys, "left": left, "changes": _changes(log)}


def _changes(log: np.ndarray) -> NDArray[Any]:
    """Return [changes, 3] of ARR: customer, time, dollars."""
    signs = {
        Kind.CUSTOMER_STARTED: 1,
        Kind.CUSTOMER_EXPANDED: 1,
        Kind.CUSTOMER_CONTRACTED: -1,
        Kind.CUSTOMER_CHURNED: -1,
    }
    parts = []
    for kind, sign in signs.items():
        rows = log[log["kind"] == kind]
        parts.append(np.stack([rows["subject"], rows["time"], sign * (rows["value"] // 100)], 1))
    return np.concatenate(parts)


def year_after(changes: NDArray[Any], customers: int, when: NDArray[np.int64]) -> Floats:
    """Return the revenue of each customer in the year after a time of its own, dollars."""
    number, time, dollars = changes.T
    until = when[number] + YEAR
    share = np.clip((until - np.maximum(time, when[number])) / YEAR, 0, 1)
    return np.bincount(number, dollars * share, customers).astype(np.float64)


def arr_at(changes: NDArray[Any], customers: int, when: NDArray[np.int64]) -> Floats:
    """Return each customer's ARR just before a time of its own, dollars."""
    number, time, dollars = changes.T
    return np.bincount(number, dollars * (time < when[number]), customers).astype(np.float64)


def _effect_on_deals(usual: dict[str, Any], stay: dict[str, Any], ends: int) -> Floats:
    """Return won ACV of the year after: [affected, untouched] x [with, without departures]."""
    _, mine, theirs = np.intersect1d(usual["key"], stay["key"], return_indices=True)
    left = usual["left"][mine]
    sums = np.zeros((2, 2))
    times = np.unique(left[(left >= 0) & (left < ends - YEAR)])
    for time in times:
        both = _open_at(usual, mine, time) & _open_at(stay, theirs, time)
        hit = both & (left == time)
        for place, group in enumerate((hit, both & (left < 0))):
            weight = 1.0 if place == 0 else hit.sum() / max(1, group.sum())
            sums[place, 0] += weight * _won_within(usual, mine[group], time)
            sums[place, 1] += weight * _won_within(stay, theirs[group], time)
    return sums


def _open_at(deals: dict[str, Any], rows: NDArray[Any], time: int) -> NDArray[np.bool_]:
    return np.asarray((deals["opened"][rows] < time) & (deals["closed"][rows] >= time))


def _won_within(deals: dict[str, Any], rows: NDArray[Any], time: int) -> float:
    inside = deals["closed"][rows] < time + YEAR
    return float(deals["value"][rows][inside].sum())


def _effect_on_customers(usual: dict[str, Any], stay: dict[str, Any], ends: int) -> Floats:
    """Return revenue of the year after: [affected, untouched] x [with, without departures]."""
    _, mine, theirs = np.intersect1d(usual["key"], stay["key"], return_indices=True)
    left = usual["left"][mine]
    hit = (left >= 0) & (left < ends - YEAR)
    typical = int(np.median(left[hit])) if hit.any() else 0
    sums = np.zeros((2, 2))
    for place, group in enumerate((hit, left < 0)):
        moment = np.where(hit, left, typical)
        for arm, (company, rows) in enumerate(((usual, mine), (stay, theirs))):
            when = np.zeros(len(company["key"]), np.int64)
            when[rows] = moment
            revenue = year_after(company["changes"], len(when), when)[rows]
            before = [_alive(c, r, moment) for c, r in ((usual, mine), (stay, theirs))]
            sums[place, arm] = revenue[group & before[0] & before[1]].sum()
    return sums


def _alive(company: dict[str, Any], rows: NDArray[Any], moment: NDArray[Any]) -> NDArray[np.bool_]:
    when = np.zeros(len(company["key"]), np.int64)
    when[rows] = moment
    return np.asarray(arr_at(company["changes"], len(when), when)[rows] > 0)


def jackknifed(tables: list[Floats]) -> Floats:
    """Return pseudo-values of the difference-in-differences ratio of sums over seeds.

    (affected with / affected without) / (untouched with / untouched without) − 1.
    """
    whole, count = np.sum(tables, axis=0), len(tables)

    def effect(sums: Floats) -> float:
        return float(sums[0, 0] / sums[0, 1] / (sums[1, 0] / sums[1, 1]) - 1)

    return np.array([count * effect(whole) - (count - 1) * effect(whole - t) for t in tables])


def _departures(seen: Seen) -> Found:
    ends = int((WARM_UP + LONG) * 30.4375 * DAY)
    pairs = zip(seen("usual", deals_of_reps), seen("AEs stay", deals_of_reps), strict=True)
    sales = jackknifed([_effect_on_deals(usual, stay, ends) for usual, stay in pairs])
    both = zip(seen("usual", customers_of_csms), seen("CSMs stay", customers_of_csms), strict=True)
    service = jackknifed([_effect_on_customers(usual, stay, ends) for usual, stay in both])

    def draw(axes: Any) -> None:
        bars(axes, {"AE left": sales, "CSM left": service}, "Revenue of the next 12 months", BAND)

    return Found(
        [reading("An AE left: open deals, ACV won", sales, *BAND, "%"), _told(service)], draw
    )


BAND = (-0.20, -0.08)


def _told(service: Floats) -> Any:
    """A CSM sells nothing: the sign counts, the band is that of sales reps."""
    return reading("A CSM left: recurring revenue", service, -1.0, 0.0, "%")


PATTERNS = (
    Pattern(
        "16",
        "A rep's departure costs revenue with the accounts left behind",
        "F60, A",
        [
            Need("usual", deals_of_reps),
            Need("AEs stay", deals_of_reps),
            Need("usual", customers_of_csms),
            Need("CSMs stay", customers_of_csms),
        ],
        _departures,
        "What a departure costs in the model is context lost at the hand-over, the wait until the "
        "colleague gets to the deal, and the colleague's load. Contracts run for a year, so "
        "recurring revenue hardly notices within twelve months.",
    ),
)
