"""Pay plans, quotas, prices, forecasts: what moves a seller and a deal's amount."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, RoleName, Section, Share


class Tier(Section):
    """From this attainment on, a dollar of quota pays this many times the base rate."""

    above: float = parameter(
        ..., "share of quota", (0.8, 2), "Attainment at which it begins.", ge=0, le=20
    )
    rate: float = parameter(..., "ratio", (1, 3), "Rate relative to the base.", ge=0, le=20)


class PayPlan(Section):
    """How attainment becomes variable pay."""

    period_months: Literal[1, 3, 6, 12] = parameter(
        3,
        "months",
        None,
        "Quota period: attainment starts at zero with each.",
        source="E:A4 F33",
        grade="B",
    )
    threshold: Share = parameter(
        0.5,
        "share of quota",
        (0, 0.7),
        "Below this attainment a dollar pays less.",
        source="E:A4 F33",
        grade="J",
    )
    below_rate: Share = parameter(0.5, "ratio", (0, 1), "Rate below the threshold.")
    accelerators: list[Tier] = parameter(
        [Tier(above=1.0, rate=1.5), Tier(above=1.2, rate=2.0)],
        "tiers",
        None,
        "Rates above quota, in rising order.",
        source="E:A9",
        grade="J",
        max_length=3,
    )
    quota_bonus: NotNegative = parameter(
        0.15,
        "share of target pay",
        (0, 0.5),
        "Lump sum for reaching quota.",
        source="E:A4 F33 F34",
        grade="B",
        le=10,
    )
    cap: NotNegative = parameter(
        0.0, "times target pay", (0, 4), "Most that a period pays; 0: no cap.", le=100
    )
    clawback_months: NotNegative = parameter(
        0.0,
        "months",
        (0, 15),
        "Commission is taken back if the customer leaves within this time; 0: never. Customers "
        "leave at anniversaries only, so less than 12 takes nothing back.",
        le=120,
    )

    @model_validator(mode="after")
    def _tiers_rise(self) -> PayPlan:
        starts = [self.threshold, *(tier.above for tier in self.accelerators)]
        if any(later <= earlier for earlier, later in pairwise(starts)):
            raise ValueError(
                "the accelerators must begin above the threshold and in rising order, found "
                + ", ".join(f"{start:g}" for start in starts)
            )
        return self


def default_plans() -> dict[str, PayPlan]:
    """The plans that every scenario can name."""
    return {
        "accelerated": PayPlan(),
        "linear": PayPlan(threshold=0.0, below_rate=1.0, accelerators=[], quota_bonus=0.0),
        "yearly_quota": PayPlan(period_months=12),
        "capped": PayPlan(cap=1.5),
    }


class Quotas(Section):
    """How next year's quotas come about."""

    setting: Literal["fixed", "top_down", "ratchet"] = parameter(
        "fixed",
        "policy",
        None,
        "fixed: the job's quota; top_down: last year's bookings of the job × growth × "
        "over-assignment, shared among its seats; ratchet: moves towards the seat's own last year.",
        source="E:A4 F26 F32",
        grade="C",
    )
    growth: float = parameter(
        0.20, "per year", (0, 0.5), "Growth that a new year's quotas ask for.", ge=-0.9, le=5
    )
    over_assignment: Positive = parameter(
        1.31,
        "ratio",
        (1.1, 1.4),
        "Sum of quotas / plan (top_down).",
        source="E:A4 F26",
        grade="D",
        le=10,
    )
    ramp_floor: Share = parameter(
        0.25, "share of quota", (0, 0.6), "Least quota of a new hire on ramp.", gt=0
    )
    ratchet_share: Share = parameter(
        0.5,
        "share",
        (0, 1),
        "Part of the way to last year's own bookings (ratchet).",
        source="E:A4 F32",
        grade="J",
    )


def _limits() -> dict[RoleName, float]:
    return {
        "ae": 0.10,
        "team_lead": 0.15,
        "sales_manager": 0.20,
        "vp_sales": 0.30,
        "cmo": 0.30,
        "cco": 0.40,
        "cso": 0.40,
        "cro": 0.40,
        "ceo": 1.0,
    }


class Pricing(Section):
    """Discounts, their approval, and offers to close now [E:A4, A6]."""

    limits: dict[RoleName, Share] = Field(
        default_factory=_limits,
        description="Discount that a role may grant alone; roles without an entry none.",
        json_schema_extra={
            "unit": "share off list",
            "plausible": None,
            "source": "judgement",
            "grade": "J",
        },
    )
    approvals: bool = parameter(
        True,
        "yes/no",
        None,
        "Discounts above the AE's limit wait for the first boss who may grant them; else granted.",
        source="E:A6 F37",
        grade="C",
    )
    approval_hours: NotNegative = parameter(
        0.4, "hours", (0.1, 2), "Approver's work on a request.", le=40
    )
    cut_share: Share = parameter(
        0.08,
        "share of requests",
        (0, 0.2),
        "Requests that are cut at the usual inspection (more than 90 % pass).",
        source="E:A6 F37",
        grade="C",
    )
    cut_size: Share = parameter(
        0.5, "share", (0.2, 1), "Part of the discount above the AE's limit that a cut takes off."
    )
    price_effect: float = parameter(
        0.4,
        "log-odds per ten points",
        (0, 1),
        "Price against what the buyer asked, on the chance to sign.",
        ge=-5,
        le=5,
    )
    sensitivity_sigma: NotNegative = parameter(
        0.5, "log-odds per ten points", (0, 1), "Spread of price sensitivity of accounts.", le=5
    )
    sensitivity_ask: NotNegative = parameter(
        0.02,
        "share off list per unit",
        (0, 0.1),
        "What a unit of price sensitivity adds to the discount asked.",
        le=1,
    )
    offer_hours: Positive = parameter(
        0.5, "hours", (0.2, 3), "AE work on an offer to close now.", le=40
    )
    offer_step: Share = parameter(
        0.05,
        "share off list",
        (0.02, 0.1),
        "Step of the grid of close-now discounts.",
        gt=0,
        le=0.2,
    )
    offer_steps: int = parameter(
        4,
        "steps",
        (0, 5),
        "Steps of that grid; 0: AEs make no such offers.",
        source="E:A4 F29 F30",
        grade="B",
        ge=0,
        le=5,
    )
    most_offers: int = parameter(
        3, "offers", (1, 3), "Most offers to close now for one deal in a period.", ge=0, le=10
    )
    offer_base: float = parameter(
        -1.4, "log-odds", (-3, 1), "Acceptance of an offer without a discount.", ge=-20, le=20
    )
    offer_effect: float = parameter(
        3.4,
        "log-odds per ten points",
        (0, 4),
        "What a further ten points do to acceptance.",
        ge=-20,
        le=20,
    )
    hurry_effect: NotNegative = parameter(
        0.15,
        "log-odds per week",
        (0, 0.5),
        "What each week of thinking that the buyer still wanted costs.",
        le=20,
    )
    answer_days: Positive = parameter(
        1.0, "calendar days", (0.5, 7), "Mean time until the buyer answers an offer.", le=60
    )
    slip_days: Positive = parameter(
        10.0,
        "calendar days",
        (3, 30),
        "Mean time into the next period at which a deal let slip is decided.",
        le=90,
    )


class ForecastSection(Section):
    """The 90-day forecast [E:A6 F46 F47]."""

    optimism: float = parameter(
        0.15,
        "log-odds",
        (0, 1),
        "How much AEs overrate their deals at the usual inspection.",
        source="E:A6 F46",
        grade="C",
        ge=-5,
        le=5,
    )
    skill_effect: float = parameter(
        0.10, "log-odds per sd", (0, 0.4), "Skill on optimism (better AEs know).", ge=-5, le=5
    )
    inspection_effect: NotNegative = parameter(
        0.6,
        "log-odds",
        (0, 1.5),
        "Full inspection on optimism.",
        source="MODEL 5.12",
        le=5,
    )
    cycle_factor: Positive = parameter(
        1.6,
        "ratio",
        (1, 2),
        "Usual time to a decision relative to the buyer's own (our work and waits included), as "
        "AEs know it from experience.",
        source="E:A4 stage table",
        le=20,
    )
    commit_level: Share = parameter(
        0.5, "chance", (0.4, 0.8), "Deals believed above this stand in the commit category."
    )
