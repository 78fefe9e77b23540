"""The opportunity: AE and sales engineer."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Probability, Section, Share, Spread


class Ae(Section):
    """The opportunity [E:A4]."""

    skill_effect: float = parameter(
        0.12,
        "log-odds per sd and stage",
        (0, 0.4),
        "Skill on advancing.",
        source="E:B skill σ .30",
        ge=-5,
        le=5,
    )
    ramp_floor: Probability = parameter(
        0.20,
        "share",
        (0.1, 0.6),
        "Least working speed of a new hire.",
        source="E:A3 F22: a quarter of quota in the first month",
    )
    quality_effect: float = parameter(
        0.15, "log-odds per unit", (0, 0.6), "Latent quality on advancing.", ge=-5, le=5
    )
    quality_reference: float = parameter(
        0.25,
        "log-odds",
        (0, 1),
        "Latent quality of the usual opportunity: the base rates hold there.",
        ge=-5,
        le=5,
    )
    fidelity_effect: float = parameter(
        0.15,
        "log-odds per unit and stage",
        (0, 0.4),
        "β_q: context fidelity on advancing (.6 over four stages).",
        source="E:C2",
        ge=-5,
        le=5,
    )
    fidelity_reference: Share = parameter(
        0.87, "fidelity", (0.6, 1), "q_ref: fidelity at which the base rates hold."
    )
    fidelity_delay: NotNegative = parameter(
        0.3, "log per unit", (0, 0.6), "Deliberation × exp(this·(1 - q)).", source="E:C2", le=5
    )
    extra_discovery: Share = parameter(
        0.5,
        "chance per unit",
        (0, 1),
        "Chance of a further discovery meeting, × (1 - q).",
        source="E:C2",
    )
    wait_effect: NotNegative = parameter(
        0.02,
        "log-odds per day",
        (0, 0.08),
        "Advance log-odds lost per day the buyer waited on us in the stage.",
        le=5,
    )
    wait_allowance: NotNegative = parameter(
        5.0, "calendar days", (0, 8), "Days of waiting per stage that no buyer minds."
    )
    se_effect: float = parameter(
        0.35,
        "log-odds",
        (0, 0.8),
        "An SE covers the evaluation on time.",
        source="E:A5",
        ge=-5,
        le=5,
    )
    competitor_share: Share = parameter(
        0.5, "share", (0.2, 0.8), "Opportunities with a competitor.", source="E:A4 F8", grade="B"
    )
    competitor_effect: float = parameter(
        -0.3,
        "log-odds per stage",
        (-0.8, 0),
        "A competitor on advancing.",
        source="E:A4 F8",
        grade="B",
        ge=-5,
        le=5,
    )
    support_effect: float = parameter(
        0.10, "log-odds", (0, 0.3), "First-line manager's deal support in Proposal.", ge=-5, le=5
    )
    usual_support: Share = parameter(
        0.85, "share of deals", (0.5, 1), "Deals supported at the base rates."
    )
    sponsor_effect: float = parameter(
        0.25,
        "log-odds",
        (0, 0.6),
        "Executive sponsorship in Negotiation.",
        source="E:C3",
        ge=-5,
        le=5,
    )
    usual_sponsoring: Share = parameter(
        0.85, "share of deals", (0.5, 1), "Deals sponsored at the base rates."
    )
    hours_sigma: Positive = parameter(0.4, "log-sd", (0.1, 1), "Spread of working times.", le=3)
    no_decision_share: Share = parameter(
        0.54, "share of losses", (0.4, 0.65), "Losses to no decision.", source="E:A4 F48", grade="C"
    )
    unresponsive_share: Share = parameter(
        0.12, "share of losses", (0.05, 0.25), "Buyers who stop answering."
    )
    disqualified_share: Share = parameter(
        0.08, "share of losses", (0.02, 0.2), "Disqualified after all."
    )
    price_share: Share = parameter(
        0.08, "share of losses", (0.02, 0.2), "Lost on price; the rest goes to a competitor."
    )
    later_weight: Share = parameter(
        0.95,
        "ratio",
        (0.8, 1),
        "What a dollar of next period's commission is worth in this one.",
        source="E:A4 F33",
        grade="J",
    )
    hassle: NotNegative = parameter(
        0.02, "ratio", (0, 0.2), "Gain below which an AE leaves a deal as it is.", le=5
    )
    slip_risk: Share = parameter(
        0.10, "chance", (0.02, 0.3), "Loss that an AE fears when a deal is let slip."
    )
    slip_window_days: NotNegative = parameter(
        14.0,
        "calendar days",
        (0, 30),
        "Deals can be let slip in the last days of a period.",
        le=90,
    )
    give_up_effect: Share = parameter(
        0.05,
        "ratio",
        (0, 0.2),
        "Effort lost by AEs whose outlook is below half the threshold in the last third of a "
        "period.",
        source="E:A4 F33",
        grade="J",
        le=0.9,
    )
    rest_days: NotNegative = parameter(
        120.0, "calendar days", (30, 365), "Rest of an account after a lost deal."
    )


class Se(Section):
    """Sales engineers: a shared pool [E:A5]."""

    patience_days: Positive = parameter(
        20.0, "calendar days", (2, 40), "The AE waits this long for an SE, on average."
    )
    patience_spread: Spread = parameter(
        "exponential", "distribution", None, "Spread of that patience."
    )
    work_spread: Spread = parameter(
        "lognormal",
        "distribution",
        None,
        "Spread of the SE's working time (lognormal: ae.hours_sigma).",
    )
