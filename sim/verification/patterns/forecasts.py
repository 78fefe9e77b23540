"""Fact 21: forecasts of the next 90 days, all categories, miss and are too high."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.metrics.closing import CLOSE_ENOUGH
from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.rules.forecast import HORIZON
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import histogram
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.vocabulary import Kind, Stage


def company_forecasts(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> Floats:
    """Return [months, 2]: what all AEs forecast for 90 days, and what was won in them, dollars."""
    made = log[log["kind"] == Kind.FORECAST_MADE]
    times, place = np.unique(made["time"], return_inverse=True)
    forecast = np.bincount(place, made["value"]) / 100
    won = counted.deal[counted.deal["outcome"] == Stage.WON]
    end = times + int(HORIZON)
    actual = [
        won["cents"][(won["closed"] >= a) & (won["closed"] < b)].sum() / 100
        for a, b in zip(times, end, strict=True)
    ]
    checked = (times >= counted.warm_up_ends) & (end <= counted.ends)
    return np.stack([forecast, np.array(actual)], axis=1)[checked]


def _errors(seen: Seen) -> list[Floats]:
    return [table[:, 0] / table[:, 1] - 1 for table in seen("usual", company_forecasts)]


def _forecast(seen: Seen) -> Found:
    errors = _errors(seen)
    bias = [table[:, 0].sum() / table[:, 1].sum() - 1 for table in seen("usual", company_forecasts)]
    hits = [np.mean(np.abs(error) <= CLOSE_ENOUGH) for error in errors]

    def draw(axes: Any) -> None:
        histogram(axes, np.concatenate(errors), "Forecast / actual − 1, by month")

    return Found(
        [
            reading("Mean absolute error", [np.abs(e).mean() for e in errors], 0.10, 0.35, "%"),
            reading("Bias (above 0: too high)", bias, 1e-9, 1, "%"),
            reading("Forecasts within 5 %", hits, 0, 0.35, "%"),
        ],
        draw,
    )


PATTERNS = (
    Pattern(
        "21",
        "Forecasts miss, and are too high",
        "F45 F46 F47, C",
        [Need("usual", company_forecasts)],
        _forecast,
    ),
)
