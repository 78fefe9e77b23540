"""Facts 1 to 4: what a quarterly quota with accelerators does to the calendar of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.closing import WEEK, WEEKS
from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import BASE, bars, lines
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import deals_won, key_figures
from sim.vocabulary import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FLAT = 2 / WEEKS


def weeks(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, Floats]:
    """Return list value, discount given and number of deals won by week of the quarter, 1 to 13."""
    borders = np.append(np.asarray(frozen.params.run.quarter_starts), counted.ends)
    won = counted.deal[counted.deal["outcome"] == Stage.WON]
    won = won[(won["closed"] >= counted.warm_up_ends) & (won["closed"] < counted.ends)]
    number = np.searchsorted(borders, won["closed"], side="right") - 1
    week = np.minimum((won["closed"] - borders[number]) // WEEK, WEEKS - 1).astype(np.int64)
    value = won["cents"] / 100
    return {
        "value": np.bincount(week, value, WEEKS).astype(np.float64),
        "discount": np.bincount(week, won["discount"] / 10_000, WEEKS).astype(np.float64),
        "deals": np.bincount(week, minlength=WEEKS).astype(np.float64),
    }


def profile(seen: Seen, arm: str) -> Floats:
    """Return the share of bookings by week, one row a seed."""
    value = np.array([row["value"] for row in seen(arm, weeks)])
    return np.asarray(value / value.sum(axis=1, keepdims=True))


def _draw_profiles(seen: Seen, axes: Axes) -> None:
    across = np.arange(1, WEEKS + 1)
    lines(axes, across, {"accelerated": profile(seen, "usual"), "linear": profile(seen, "linear")})
    axes.axhline(1 / WEEKS, color=BASE, linewidth=0.8, linestyle=":")
    axes.set_xlabel("Week of the quarter")
    axes.set_ylabel("Share of bookings")


def _bunching(seen: Seen) -> Found:
    share = seen.column("usual", key_figures, "quarter_end_share")
    hazard = (share / FLAT) / ((1 - share) / (1 - FLAT))
    return Found(
        [
            reading("Bookings in the last 2 of 13 weeks", share, 0.25, 0.45, "%"),
            reading("The same as closing hazard, times the rest", hazard, 1.8, 4.5, "×"),
        ],
        lambda axes: _draw_profiles(seen, axes),
    )


def _linear(seen: Seen) -> Found:
    usual = seen.column("usual", key_figures, "quarter_end_share")
    linear = seen.column("linear", key_figures, "quarter_end_share")
    return Found(
        [
            reading("Bookings in the last 2 weeks, linear plan", linear, 0.14, 0.22, "%"),
            reading("Seeds in which that is less than #1", linear < usual, 0.95, 1.0, "%"),
        ],
        lambda axes: bars(axes, {"accelerated": usual, "linear": linear}, "Last 2 of 13 weeks"),
    )


def _given(seen: Seen, arm: str) -> Floats:
    """Return the revenue given away: discount weighted by list value."""
    rows = seen(arm, deals_won)
    return np.array([(row["list"] * row["discount"]).sum() / row["list"].sum() for row in rows])


def _discounts(seen: Seen) -> Found:
    deeper = 100 * seen.column("usual", key_figures, "quarter_end_discount")
    usual, linear = _given(seen, "usual"), _given(seen, "linear")
    cost = (usual - linear) / (1 - linear)

    def draw(axes: Axes) -> None:
        across = np.arange(1, WEEKS + 1)
        lines(axes, across, {name: _by_week(seen, arm) for name, arm in PLANS.items()})
        axes.set_xlabel("Week of the quarter")
        axes.set_ylabel("Mean discount off list")

    return Found(
        [
            reading("Quarter-end discount minus mid-quarter's", deeper, 3, 12, " points"),
            reading("Revenue given away against the linear plan", cost, 0.03, 0.10, "%"),
        ],
        draw,
    )


PLANS = {"accelerated": "usual", "linear": "linear"}


def _by_week(seen: Seen, arm: str) -> Floats:
    rows = seen(arm, weeks)
    return np.array([row["discount"] / np.maximum(1, row["deals"]) for row in rows])


def _hangover(seen: Seen) -> Found:
    pace = seen.column("usual", key_figures, "quarter_start_pace")
    linear = seen.column("linear", key_figures, "quarter_start_pace")
    return Found(
        [reading("Pace of the first 3 weeks, times the mean", pace, 0.3, 0.8, "×")],
        lambda axes: bars(axes, {"accelerated": pace, "linear": linear}, "First 3 weeks / mean"),
    )


_BOTH = [
    Need(arm, measure) for arm in ("usual", "linear") for measure in (key_figures, weeks, deals_won)
]
PATTERNS = (
    Pattern(
        "1",
        "Bookings bunch at the quarter's end",
        "F28 F29 F30 F31, B/C",
        _BOTH,
        _bunching,
        "A deal can be pulled only if it stands in Proposal or Negotiation when the AE looks, and "
        "only if the buyer takes the offer.",
    ),
    Pattern("2", "Under a linear plan they hardly do", "F35, A", _BOTH, _linear),
    Pattern(
        "3",
        "The pull costs discounts",
        "F30 F28, A/B",
        _BOTH,
        _discounts,
        "The extra discount is given to the deals that are pulled, about a quarter of the bookings "
        "by some five points each; so the price of the pull is near one per cent of all revenue. "
        "Larkin's vendor sold nearly everything in the quarter's last days, at 30 % off and more.",
    ),
    Pattern(
        "4",
        "The first weeks of a quarter are quiet",
        "F31 F30, B",
        _BOTH,
        _hangover,
        "What can be pulled forward is the late-stage inventory: deals in Proposal and Negotiation "
        "whose buyers would have signed soon after. Two cycles in three are longer than a "
        "quarter's first weeks, so the hole is shallower than the heap is high.",
    ),
)
