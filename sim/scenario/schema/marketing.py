"""Marketing: what it learns of its leads, how it moves budgets; targeting of outbound work."""

from __future__ import annotations

from typing import Literal

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Section, Share


class Feedback(Section):
    """Lead-quality feedback: outcomes that come back make the lead score better [E:C5]."""

    learning: Share = parameter(
        0.15,
        "per month",
        (0, 0.4),
        "α: part of the way to the highest AUC that very many outcomes bring the score in a month.",
        source="E:C5",
    )
    drift: Share = parameter(
        0.057,
        "per month",
        (0, 0.2),
        "Part of the way to the lowest AUC that the score falls back in a month (calibrated so "
        "that the default company keeps its AUC).",
        source="E:C5",
    )
    half_outcomes: Positive = parameter(
        400.0,
        "outcomes per month",
        (100, 2000),
        "N0: outcomes at which half of that is learned.",
        source="E:C5",
    )
    fade: NotNegative = parameter(
        0.25,
        "per month",
        (0, 1),
        "What an outcome teaches fades while it is on its way.",
        le=20,
    )
    lag_per_level: NotNegative = parameter(
        1.0,
        "months per level",
        (0, 2),
        "Delay of outcomes for every level above the first between marketing and sales, without "
        "alignment.",
        source="E:C5",
        le=12,
    )
    highest_auc: float = parameter(
        0.80,
        "AUC",
        (0.7, 0.9),
        "AUC that learning leads to.",
        source="E:A1 F8 F10",
        ge=0.51,
        le=0.99,
    )
    lowest_auc: float = parameter(
        0.58,
        "AUC",
        (0.52, 0.65),
        "AUC of a score that nobody looks after.",
        source="E:A1 F8 F10",
        ge=0.51,
        le=0.99,
    )


class Budget(Section):
    """Moving money between channels [E:C6]."""

    every_months: int = parameter(
        3,
        "months",
        (0, 12),
        "How often channel budgets are moved; 0: never.",
        source="E:C6",
        ge=0,
        le=120,
    )
    objective: Literal["mql", "sao", "arr"] = parameter(
        "sao", "outcome", None, "What the owner wants most of for a dollar.", source="E:C6"
    )
    owner: Literal["marketing", "common_boss"] = parameter(
        "marketing",
        "seat",
        None,
        "Whose work it is: the head of marketing's, or the lowest common boss's of marketing and "
        "sales.",
        source="E:C6",
    )
    step: NotNegative = parameter(
        0.01,
        "log-spend",
        (0, 0.3),
        "η: a channel with twice the mean objective per dollar gains this much against a mean one.",
        source="E:C6",
        le=5,
    )
    floor: Share = parameter(0.5, "ratio", (0.2, 1), "Least spend of a channel, of its first.")
    ceiling: float = parameter(
        1.5, "ratio", (1, 3), "Most spend of a channel, of its first.", ge=1, le=20
    )
    hours: Positive = parameter(
        6.0, "hours", (1, 40), "Owner's work on moving the budgets once.", le=2000
    )


class Targeting(Section):
    """Which accounts outbound work calls: how noisy the estimate of their fit is [MODEL 5.12]."""

    strategy_effect: NotNegative = parameter(
        0.4,
        "log-ratio per dose",
        (0, 1),
        "Strategy hours of the leaders above sales on the noise of the estimate.",
        source="MODEL 5.12",
        le=5,
    )
    usual_strategy: Positive = parameter(
        10.0,
        "hours per month",
        (2, 40),
        "Strategy hours at which the noise is as wide as the fit itself, and half their effect.",
        le=2000,
    )
    analysis_effect: NotNegative = parameter(
        0.4,
        "log-ratio per dose",
        (0, 1),
        "Analysts' hours on territories, wins and losses on the noise of the estimate.",
        source="MODEL 5.15",
        le=5,
    )
    usual_analysis: Positive = parameter(
        34.0,
        "hours per month",
        (5, 100),
        "Analysis hours at which the noise is as wide as the fit itself, and half their effect.",
        le=2000,
    )
