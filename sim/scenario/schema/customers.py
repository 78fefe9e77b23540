"""The customer: CSM."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import (
    ExpansionOwner,
    NotNegative,
    Positive,
    Probability,
    Section,
    Share,
)


class Csm(Section):
    """Onboarding, health, renewal, expansion [E:A7]."""

    health_speed: Share = parameter(
        0.25, "per month", (0.1, 0.5), "Health moves this part of the way to its target."
    )
    health_noise: NotNegative = parameter(
        0.25, "sd per month", (0.1, 0.6), "Random change of health.", le=5
    )
    fit_effect: float = parameter(
        0.4, "health per unit", (0, 1), "Latent quality on the health target.", ge=-5, le=5
    )
    fidelity_effect: float = parameter(
        0.8,
        "health per unit",
        (0, 1.5),
        "β_c: context fidelity on the health target.",
        source="E:C2",
        ge=-5,
        le=5,
    )
    fidelity_reference: Share = parameter(
        0.78, "fidelity", (0.4, 1), "Fidelity at which the base churn holds."
    )
    attention_effect: float = parameter(
        0.8,
        "health per unit",
        (0, 2),
        "Share of due check-ins delivered on the health target.",
        ge=-5,
        le=5,
    )
    attention_reference: Share = parameter(
        0.97, "share", (0.8, 1), "Delivered share at which the base churn holds."
    )
    attention_memory: Share = parameter(
        0.5, "share", (0.2, 0.8), "Weight of the latest check-in in the delivered share."
    )
    late_effect: float = parameter(
        -0.3,
        "health",
        (-1, 0),
        "A late go-live on the health target in the first year.",
        ge=-5,
        le=5,
    )
    onboarding_fidelity: NotNegative = parameter(
        0.5, "ratio per unit", (0, 1), "Onboarding hours × (1 + this·(1 - q)).", source="E:C2", le=5
    )
    churn_health: float = parameter(
        1.0, "log-odds per unit", (0, 2), "Health on churn.", ge=-5, le=5
    )
    churn_first_year: float = parameter(
        0.45,
        "log-odds",
        (0, 1),
        "First renewal is the riskiest: a chance of 10 % becomes 15 %.",
        source="E:A7 1.5 : 1.0 : 0.7",
        grade="B",
        ge=-5,
        le=5,
    )
    churn_later_years: float = parameter(
        -0.4,
        "log-odds",
        (-1, 0),
        "Third and later renewals.",
        source="E:A7",
        grade="B",
        ge=-5,
        le=5,
    )
    expansion_health: float = parameter(
        0.5, "log-odds per unit", (0, 1), "Health on expansion occasions.", ge=-5, le=5
    )
    risk_level: float = parameter(
        -0.7, "health", (-1.5, 0), "Health below which a customer is at risk.", ge=-10, le=10
    )
    risk_noticed: Probability = parameter(0.3, "chance per month", (0.1, 0.8), "The CSM notices.")
    save_success: Probability = parameter(0.4, "chance", (0.2, 0.6), "A save play works.")
    save_effect: float = parameter(
        0.8, "health", (0.3, 1.5), "What a save play that works adds.", ge=-5, le=10
    )
    rest_days: NotNegative = parameter(
        365.0, "calendar days", (90, 730), "Rest of an account after churn."
    )
    # --- champions
    champion_turnover: Share = parameter(
        0.20,
        "per year",
        (0.15, 0.30),
        "Champions who leave their customer in a year; 0: none does.",
        source="E:A7 F55",
        grade="D",
        le=0.95,
    )
    champion_hazard_ratio: Positive = parameter(
        2.0,
        "ratio",
        (1.3, 4),
        "Odds of churn in the year after a champion left and before another was won.",
        source="E:A7 F55",
        grade="D",
        ge=0.05,
        le=20,
    )
    champion_won: Probability = parameter(
        0.5, "chance", (0.2, 0.8), "An attempt of the CSM wins somebody else over as champion."
    )
    usual_without_champion: Share = parameter(
        0.017, "share", (0, 0.2), "Renewals without a champion at which the base churn holds."
    )
    # --- save plays with an executive's help
    escalation_effect: float = parameter(
        0.6,
        "log-odds",
        (0, 1.2),
        "An executive's help on a save play, in segments with save_executive_hours; "
        "0: nobody is asked.",
        source="MODEL 5.11",
        ge=-5,
        le=5,
    )
    usual_help: Share = parameter(
        0.94, "share", (0.3, 1), "Escalated save plays that get help at which save_success holds."
    )
    escalation_patience_days: Positive = parameter(
        10.0,
        "calendar days",
        (3, 40),
        "Median days that an escalated save play waits for the executive.",
    )
    cross_functional_share: Share = parameter(
        0.4,
        "share of save plays",
        (0, 1),
        "Escalations that need sales too: they climb to the boss that both functions share.",
        source="MODEL 5.13",
    )
    # --- who owns expansion
    expansion_owner: ExpansionOwner = parameter(
        "csm",
        "csm, ae, bdr",
        None,
        "Who works occasions to expand: the CSM; an AE (farmers first); or nobody but BDR "
        "campaigns raise them and the CSM closes them.",
        source="MODEL 5.11",
    )
    expansion_skill_effect: float = parameter(
        0.25, "log-odds per sd", (0, 0.6), "Skill on the success of an expansion.", ge=-5, le=5
    )
    expansion_fidelity_effect: float = parameter(
        0.6,
        "log-odds per unit",
        (0, 1.5),
        "Context lost between CSM and AE on the success of an expansion.",
        source="E:C2",
        ge=-5,
        le=5,
    )
    ae_expansion_effect: float = parameter(
        0.2, "log-odds", (0, 0.5), "An AE sells expansions better than a CSM.", ge=-5, le=5
    )
    ae_expansion_time: Positive = parameter(
        1.5, "ratio", (1, 3), "AE's hours on an occasion relative to the CSM's.", le=100
    )
    wallet: Positive = parameter(
        5.0,
        "ratio to the segment's mean ACV",
        (5, 50),
        "Most that a customer's ARR grows to by expansions.",
        le=1000,
    )
