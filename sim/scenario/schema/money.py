"""Money, and the company at the start."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Probability, Section


class Ledger(Section):
    """Money [E:A9, B]."""

    payroll_load: Positive = parameter(
        1.22, "ratio", (1.1, 1.4), "Employer's cost per dollar of pay.", source="E:B", le=5
    )
    marketing_team_pay: NotNegative = parameter(
        700_000,
        "USD/year",
        (0, 5_000_000),
        "Marketing team that is not simulated (5 people).",
        source="E:B",
    )
    tools: NotNegative = parameter(
        9_000, "USD per seat and year", (3_000, 20_000), "Software.", source="E:B"
    )
    travel: NotNegative = parameter(
        550_000, "USD/year", (0, 3_000_000), "Travel and entertainment.", source="E:B"
    )
    recruiting: NotNegative = parameter(
        25_000,
        "USD per hire",
        (10_000, 60_000),
        "Recruiting cost.",
        source="E:B E:A10 F57",
        grade="D",
    )
    gross_margin: Probability = parameter(
        0.78, "ratio", (0.65, 0.85), "Gross margin on revenue.", source="E:B"
    )
    severance_months: NotNegative = parameter(
        2.0, "months of base pay", (0, 6), "Paid to people whose seat is closed.", le=120
    )


class Initial(Section):
    """A company that has been running."""

    arr: NotNegative = parameter(
        32_000_000,
        "USD/year",
        (0, 1e9),
        "ARR at the start of the horizon, aimed at (warm-up growth taken off).",
        source="E:B",
        le=1e12,
    )
    warm_up_growth: float = parameter(
        0.185,
        "ratio",
        (0, 0.4),
        "ARR growth expected over the warm-up: start ARR = arr / (1 + this).",
        ge=-0.9,
        le=10,
    )
    open_deals: NotNegative = parameter(
        1.0, "ratio", (0, 1.5), "Open pipeline at the start relative to the steady state.", le=100
    )
    inflow: dict[str, NotNegative] = parameter(
        {"smb": 904.0, "mm": 500.0, "ent": 120.0},
        "opportunities/year",
        None,
        "Opportunities per year and segment that the initial pipeline is sized for.",
        source="E:B",
    )
