"""Kinds of seats."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import Duty, NotNegative, Positive, RoleName, Section, Share


class Job(Section):
    """A kind of seat: role, segment, pay and how it is filled."""

    role: RoleName = parameter(..., "role", None, "What the seat does.")
    segment: str | None = parameter(None, "segment", None, "Segment it serves; null: all.")
    pay: NotNegative = parameter(
        100_000,
        "USD/year",
        (40_000, 600_000),
        "On-target earnings (OTE).",
        source="E:B E:A3 E:A4 F76",
        grade="D",
    )
    variable_share: Share = parameter(
        0.0, "share of OTE", (0, 0.6), "Variable part of OTE.", source="E:A4 50/50", grade="D"
    )
    quota: NotNegative = parameter(
        0, "USD/year", (0, 2_000_000), "Yearly quota of the seat.", source="E:A4", grade="D"
    )
    plan: str | None = parameter(
        None,
        "pay plan",
        None,
        "Plan under which an AE with a quota earns commissions; null: the first of plans.",
    )
    attrition: Share = parameter(
        0.2,
        "per year",
        (0.1, 0.55),
        "People who leave the seat per year at reference conditions, promotions included.",
        source="E:B E:A10 F15 F57",
        grade="C",
        le=0.95,
    )
    vacancy_days: Positive = parameter(
        60,
        "calendar days",
        (30, 150),
        "Mean days from a leaver to the successor's first day, promotions included.",
        source="E:B E:A10",
        grade="D",
    )
    ramp_months: Positive = parameter(
        3,
        "months",
        (1, 12),
        "Linear ramp to full productivity.",
        source="E:A3 E:A4 F15 F22 F25",
        grade="C",
    )
    admin_share: Share = parameter(
        0.25,
        "share of working time",
        (0.1, 0.5),
        "Internal meetings and administration.",
        source="E:B",
        le=0.95,
    )
    interview_hours: NotNegative = parameter(
        18,
        "hours",
        (4, 60),
        "Hiring leader's work on filling one vacancy of this job.",
        source="E:B manager hiring",
    )
    welcome_hours: NotNegative = parameter(
        16, "hours", (4, 60), "Leader's work on starting a new hire.", source="E:B manager hiring"
    )
    duty: Duty = parameter(
        "all",
        "all, hunter, farmer",
        None,
        "AE jobs: all business, new customers only (hunter) or existing customers only (farmer).",
        source="MODEL 5.11",
    )
    promotes_to: RoleName | None = parameter(
        None,
        "role",
        None,
        "Role whose vacancies may be filled by holders of this job; null: nobody is promoted.",
        source="MODEL 5.16",
    )
