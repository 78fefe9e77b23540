"""Facts 17 and 18: coaching has a concave dose-response, and leaders' attention is rival."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.rules.people import skill
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import bars, lines
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import holder_at, key_figures
from sim.vocabulary import Kind, Role

MIDDLE = 0.8416212335729143
"""|skill| of the middle 60 %."""
DOSES = ("coaching 0", "coaching 3", "coaching 6")


def outcomes_by_skill(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> NDArray[np.float64]:
    """Return [2, 2] won and closed opportunities of AEs in the middle 60 % and the tails."""
    ended = log[np.isin(log["kind"], (Kind.DEAL_WON, Kind.DEAL_LOST))]
    ended = ended[(ended["time"] >= counted.warm_up_ends) & (ended["seat"] >= 0)]
    ended = ended[frozen.params.seat["role"][ended["seat"]] == Role.AE]
    middle = np.abs(_skills(frozen, log, ended, luck)) < MIDDLE
    won = ended["kind"] == Kind.DEAL_WON
    return np.array([[won[mine].sum(), mine.sum()] for mine in (middle, ~middle)], np.float64)


def _skills(frozen: Frozen, log: np.ndarray, ended: np.ndarray, luck: Luck) -> Floats:
    """Return the skill of the AE who held the seat when each opportunity ended."""
    holder = holder_at(log, ended["seat"], ended["time"])
    people, place = np.unique(np.stack([ended["seat"], holder], 1), axis=0, return_inverse=True)
    keys = frozen.params.seat["key"]
    known = [skill(luck, frozen.params.people, int(keys[s]), int(g)) for s, g in people]
    return np.array(known, dtype=np.float64)[place.ravel()]


def _gain(seen: Seen, low: str, high: str, group: int) -> Floats:
    """Return pseudo-values (jackknife over seeds) of the relative gain in the win rate."""
    tables = np.array([seen(arm, outcomes_by_skill) for arm in (low, high)])[:, :, group]
    whole, count = tables.sum(axis=1), tables.shape[1]

    def effect(sums: Floats) -> float:
        return float((sums[1, 0] / sums[1, 1]) / (sums[0, 0] / sums[0, 1]) - 1)

    without = [effect(whole - tables[:, seed]) for seed in range(count)]
    return np.asarray(count * effect(whole) - (count - 1) * np.array(without))


def _dose(seen: Seen) -> Found:
    first = [_gain(seen, DOSES[0], DOSES[1], group) for group in (0, 1)]
    second = _gain(seen, DOSES[1], DOSES[2], 0)

    def draw(axes: Any) -> None:
        curves = {name: _curve(seen, group) for group, name in enumerate(("middle 60 %", "tails"))}
        lines(axes, (0, 3, 6), curves)
        axes.set_xlabel("Coaching, hours per AE and month")
        axes.set_ylabel("Win rate against none")

    return Found(
        [
            reading("Middle 60 %: win rate, +3 h a month", first[0], 0.02, 0.12, "%"),
            reading(
                "Concave: first 3 h minus next 3 h", 100 * (first[0] - second), 0, 99, " points"
            ),
            reading(
                "Tails below half of the middle",
                100 * (0.5 * first[0] - first[1]),
                0,
                99,
                " points",
            ),
        ],
        draw,
    )


def _curve(seen: Seen, group: int) -> Floats:
    none = np.zeros(len(seen(DOSES[0], outcomes_by_skill)))
    return np.stack([none, *(_gain(seen, DOSES[0], dose, group) for dose in DOSES[1:])], axis=1)


def sales_team(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, float]:
    """Return quits, person-years and won ACV of the AEs and SEs that sales managers lead."""
    from sim.metrics.tables import YEAR, InSeat

    seat = frozen.params.seat
    mine = np.isin(seat["role"], (Role.AE, Role.SE))
    quits = counted.by_seat[mine, InSeat.DEPARTURES].sum()
    years = counted.occupied[mine, counted.horizon_edge :].sum() / YEAR
    return {"quits": float(quits), "years": float(years)}


def change(seen: Seen, before: str, after: str, key: str) -> Floats:
    """Return pseudo-values (jackknife) of the relative change of a ratio of sums over seeds."""
    if key == "bookings":
        tables = [seen.column(arm, key_figures, "new_arr") for arm in (before, after)]
        table = np.array([[values, np.ones(len(values))] for values in tables])
    else:
        table = np.array(
            [
                [seen.column(arm, sales_team, k) for k in ("quits", "years")]
                for arm in (before, after)
            ]
        )
    whole, count = table.sum(axis=2), table.shape[2]

    def effect(sums: Floats) -> float:
        return float((sums[1, 0] / sums[1, 1]) / (sums[0, 0] / sums[0, 1]) - 1)

    without = [effect(whole - table[:, :, seed]) for seed in range(count)]
    return np.asarray(count * effect(whole) - (count - 1) * np.array(without))


def _rival(seen: Seen) -> Found:
    quits = change(seen, "experiment", "retention", "quits")
    bookings = change(seen, "experiment", "retention", "bookings")
    return Found(
        [
            reading("Quits of the people managed", quits, -0.30, -0.10, "%"),
            reading("New ARR", bookings, -0.03, 0.03, "%"),
        ],
        lambda axes: bars(axes, {"quits": quits, "new ARR": bookings}, "Change"),
    )


PATTERNS = (
    Pattern(
        "17",
        "Coaching helps the middle most, the first hours most",
        "F38 F39 F40, A/C",
        [Need(dose, outcomes_by_skill) for dose in DOSES],
        _dose,
        "The parameter leaves the tails 0.3 of the middle's effect. The difference to one half is "
        "a point or two of the win rate, as wide as its interval.",
    ),
    Pattern(
        "18",
        "Managers' time for people comes out of their time for deals",
        "F41, A",
        [Need(arm, m) for arm in ("experiment", "retention") for m in (key_figures, sales_team)],
        _rival,
        "Managers are told to take three hours a month for each of their people instead of half an "
        "hour. Reviews and a little coaching are crowded out; help with deals goes before the "
        "agenda. Fewer vacancies add somewhat more to sales than that costs.",
    ),
)
