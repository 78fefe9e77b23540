"""The workforce."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Section, Share


class People(Section):
    """Quits, vacancies, hiring [E:A10]."""

    skill_sigma: NotNegative = parameter(1.0, "sd", (0.5, 1.5), "Spread of skill.", le=5)
    tenure_effect: float = parameter(
        -0.15,
        "log-odds per year",
        (-0.4, 0),
        "Tenure on quitting (centred at 1.5 years).",
        ge=-5,
        le=5,
    )
    attainment_effect: float = parameter(
        -0.6,
        "log-odds per unit",
        (-1.5, 0),
        "Attainment on quitting (AEs; centred at .85).",
        source="E:A10",
        ge=-5,
        le=5,
    )
    attention_effect: float = parameter(
        -0.5,
        "log-odds",
        (-0.5, 0),
        "What all of a boss's attention does to leaving; three hours a month make about -20 %.",
        source="E:A6 F41",
        grade="A",
        ge=-5,
        le=5,
    )
    overload_effect: float = parameter(
        0.3,
        "log-odds",
        (0, 1),
        "Working without a break on quitting (busy share above .85).",
        ge=-5,
        le=5,
    )
    fill_sigma: Positive = parameter(
        0.4, "log-sd", (0.2, 0.8), "Spread of the search for candidates.", le=3
    )
    notice_days: NotNegative = parameter(
        14.0, "calendar days", (0, 60), "From the offer to the first day."
    )
    interviews: bool = parameter(
        True,
        "yes/no",
        None,
        "Hiring waits for the leaders' interviews; else only for search and notice.",
        source="MODEL 5.12",
    )
    second_interview_hours: NotNegative = parameter(
        2.0,
        "hours",
        (0, 6),
        "Work of the hiring leader's boss on every hire.",
        source="MODEL 5.12",
        le=200,
    )
    promotion_share: Share = parameter(
        0.25,
        "share of vacancies",
        (0, 0.6),
        "Vacancies that are offered to the best candidate of the company, if there is one.",
        source="E:A3",
        le=0.9,
    )
    promotion_tenure_months: NotNegative = parameter(
        12.0, "months", (6, 24), "Time in the seat before somebody can be promoted.", le=600
    )
    promotion_days: NotNegative = parameter(
        14.0,
        "calendar days",
        (0, 60),
        "From the vacancy to the promoted person's first day.",
        le=3650,
    )
    promotion_ramp: Positive = parameter(
        0.75,
        "ratio",
        (0.4, 1),
        "Ramp of a promoted person relative to a new hire's: they know the product.",
        le=10,
    )
