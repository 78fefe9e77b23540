"""KPIs of how deals close: discounts, offers, the calendar of a quarter, the forecast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ratios import ratio
from sim.metrics.tables import Flow, InWork, Tally
from sim.metrics.totals import Totals, Values
from sim.params import Params
from sim.rules.forecast import HORIZON
from sim.vocabulary import Stage, Work
from sim.worktime import DAY, HOUR

WEEK = 7 * DAY
LAST_WEEKS, FIRST_WEEKS, WEEKS = 2, 3, 13
MIDDLE = (2, 10)
"""Weeks 3 to 10 of a quarter: neither its beginning nor its end."""
BASIS_POINTS = 10_000
CLOSE_ENOUGH = 0.05


def closing_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return discounts, offers, the shape of the quarter and the forecast's error."""
    won = counted.deal[counted.deal["outcome"] == Stage.WON]
    won = won[(won["closed"] >= counted.warm_up_ends) & (won["closed"] < counted.ends)]
    flow, approving = totals.flow, counted.work[:, Work.APPROVING].sum(axis=0)
    return {
        **_discounts(params, won),
        **_quarter(params, counted, won),
        **_forecast(counted),
        ("approval_wait", ""): ratio(approving[InWork.WAITED] / HOUR, approving[InWork.BEGUN]),
        ("discounts_cut", ""): ratio(flow[Flow.DISCOUNTS_CUT], flow[Flow.DISCOUNTS_ASKED]),
        ("offers_per_year", ""): flow[Flow.OFFERS] / totals.years,
        ("offers_accepted", ""): ratio(flow[Flow.OFFERS_ACCEPTED], flow[Flow.OFFERS]),
        ("slipped_per_year", ""): flow[Flow.SLIPPED] / totals.years,
        ("commission_share", ""): ratio(flow[Flow.COMMISSION], flow[Flow.NEW_ARR]),
    }


def _discounts(params: Params, won: np.ndarray) -> Values:
    segments = range(len(params.segment))
    return {
        ("discount", ""): _mean_discount(won),
        ("discount", "segment"): np.array(
            [_mean_discount(won[won["segment"] == segment]) for segment in segments]
        ),
    }


def _mean_discount(won: np.ndarray) -> float:
    return ratio(won["discount"].sum() / BASIS_POINTS, len(won))


def _quarter(params: Params, counted: Tally, won: np.ndarray) -> Values:
    """Return how the ACV of the horizon's whole fiscal quarters spreads over their weeks."""
    borders = _quarter_borders(params, counted)
    number = np.searchsorted(borders, won["closed"], side="right") - 1
    whole = (number >= 0) & (number < len(borders) - 1)
    number, won = number[whole], won[whole]
    week = (won["closed"] - borders[number]) // WEEK
    left = (borders[number + 1] - 1 - won["closed"]) // WEEK
    cents = won["cents"].astype(np.float64)
    first = cents[week < FIRST_WEEKS].sum() / FIRST_WEEKS
    late, middle = won[left < LAST_WEEKS], won[(week >= MIDDLE[0]) & (week < MIDDLE[1])]
    return {
        ("quarter_end_share", ""): ratio(cents[left < LAST_WEEKS].sum(), cents.sum()),
        ("quarter_start_pace", ""): ratio(first, cents.sum() / WEEKS),
        ("quarter_end_discount", ""): _mean_discount(late) - _mean_discount(middle),
    }


def _quarter_borders(params: Params, counted: Tally) -> NDArray[np.int64]:
    """Return where the horizon's whole fiscal quarters begin and end.

    The end of the run is a border only if a quarter begins there: three months after the last one.
    """
    starts, months = np.asarray(params.run.quarter_starts), np.asarray(params.run.month_starts)
    ends_a_quarter = len(starts) > 0 and np.array_equal(months[-4::3], [starts[-1], counted.ends])
    borders = np.append(starts, counted.ends) if ends_a_quarter else starts
    return borders[borders >= counted.warm_up_ends]


def _forecast(counted: Tally) -> Values:
    """Return how the 90-day forecasts, and what was committed, fared where the horizon can tell."""
    time = counted.fiscal
    checked = (time >= counted.warm_up_ends) & (time + HORIZON <= counted.ends)
    forecast = counted.forecast[checked].astype(np.float64)
    commit = counted.commit[checked].astype(np.float64)
    actual = _won_within(counted, time[checked], int(HORIZON))
    error = ratio(forecast - actual, actual)
    from_open = _won_of_open(counted, time[checked], int(HORIZON))
    missed = ratio(commit - from_open, from_open)
    missed = np.abs(missed[np.isfinite(missed)])
    known = error[np.isfinite(error)]
    return {
        ("forecast_bias", ""): ratio(forecast.sum(), actual.sum()) - 1.0,
        ("forecast_error", ""): np.abs(known).mean() if len(known) else np.nan,
        ("forecast_hits", ""): ratio(np.count_nonzero(np.abs(known) <= CLOSE_ENOUGH), len(known)),
        ("commit_bias", ""): ratio(commit.sum(), from_open.sum()) - 1.0,
        ("commit_error", ""): missed.mean() if len(missed) else np.nan,
    }


def _won_of_open(counted: Tally, begins: NDArray[np.int64], length: int) -> NDArray[np.float64]:
    """Return the cents of ACV won within ``length`` seconds of deals open at each time."""
    won = counted.deal[counted.deal["outcome"] == Stage.WON]
    opened, closed, cents = won["opened"], won["closed"], won["cents"].astype(np.float64)
    inside = [(opened < at) & (closed >= at) & (closed < at + length) for at in begins]
    return np.array([cents[these].sum() for these in inside])


def _won_within(counted: Tally, begins: NDArray[np.int64], length: int) -> NDArray[np.float64]:
    """Return the cents of ACV won from each time on for ``length`` seconds."""
    won = counted.deal[counted.deal["outcome"] == Stage.WON]
    order = np.argsort(won["closed"], kind="stable")
    closed = won["closed"][order]
    total = np.concatenate(([0.0], np.cumsum(won["cents"][order].astype(np.float64))))
    until = np.searchsorted(closed, begins + length)
    return np.asarray(total[until] - total[np.searchsorted(closed, begins)])
