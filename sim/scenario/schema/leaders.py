"""Leaders and structure."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, RoleName, Section, Share


class Agenda(Section):
    """How a leader intends to spend the hours [E:A6, MODEL 5.12]."""

    coaching_hours: NotNegative = parameter(
        2.5,
        "hours per report and month",
        (0, 6),
        "One-to-one coaching: how to sell, how to look after customers.",
        source="E:A6 F38 F44",
        grade="C",
        le=200,
    )
    people_hours: NotNegative = parameter(
        0.5,
        "hours per report and month",
        (0, 4),
        "Time for the person: workload, career, what would make somebody leave.",
        source="E:A6 F41",
        le=200,
    )
    inspection_hours: NotNegative = parameter(
        2.6,
        "hours per report and month",
        (0, 6),
        "Pipeline and forecast review.",
        source="E:B manager 21 h",
        le=200,
    )
    alignment_hours: NotNegative = parameter(
        0.0,
        "hours per interface and month",
        (0, 16),
        "Cross-functional meetings, where this leader is the lowest common boss.",
        source="E:C3",
        le=200,
    )
    standing_hours: NotNegative = parameter(
        0.0, "hours per month", (0, 100), "Own desk work: planning, programmes, board.", le=700
    )
    hygiene_hours: NotNegative = parameter(
        0.0, "hours per month", (0, 60), "Data hygiene.", source="MODEL 5.15", le=700
    )
    dashboard_hours: NotNegative = parameter(
        0.0, "hours per month", (0, 60), "Dashboards and reports.", source="MODEL 5.15", le=700
    )
    enablement_hours: NotNegative = parameter(
        0.0,
        "hours per month",
        (0, 60),
        "Training people in the tools, and looking after the tools.",
        source="MODEL 5.15",
        le=700,
    )
    analysis_hours: NotNegative = parameter(
        0.0,
        "hours per month",
        (0, 60),
        "Territories, wins and losses: which accounts are worth calling.",
        source="MODEL 5.15",
        le=700,
    )
    strategy_hours: NotNegative = parameter(
        0.0,
        "hours per month",
        (0, 40),
        "Strategy and market analysis.",
        source="MODEL 5.12",
        le=700,
    )
    helping_hours: NotNegative = parameter(
        0.0,
        "hours per month",
        (0, 40),
        "At most so much of touching leads that wait in a report's inbox, when the own is empty.",
        source="MODEL 5.12",
        le=700,
    )


def _chief(standing_hours: float, inspection_hours: float = 3) -> Agenda:
    return Agenda(
        inspection_hours=inspection_hours,
        alignment_hours=6,
        standing_hours=standing_hours,
        strategy_hours=8,
    )


def _agendas() -> dict[RoleName, Agenda]:
    return {
        "sales_ops": Agenda(
            coaching_hours=0,
            people_hours=0,
            inspection_hours=0,
            hygiene_hours=24,
            dashboard_hours=12,
            enablement_hours=18,
            analysis_hours=18,
        ),
        "team_lead": Agenda(inspection_hours=2.0, standing_hours=32, helping_hours=6),
        "sales_manager": Agenda(),
        "cs_manager": Agenda(inspection_hours=2.0, standing_hours=25),
        "vp_sales": Agenda(
            inspection_hours=3,
            alignment_hours=6,
            standing_hours=8,
            strategy_hours=4,
        ),
        "cmo": _chief(inspection_hours=2, standing_hours=65),
        "cco": _chief(standing_hours=43),
        "cso": _chief(standing_hours=32),
        "cro": _chief(standing_hours=25),
        "ceo": Agenda(coaching_hours=1.5, inspection_hours=1, alignment_hours=1.5),
    }


class Leader(Section):
    """Attention is a queue [E:A6; Jin & Levitt 1996]."""

    agendas: dict[RoleName, Agenda] = Field(
        default_factory=_agendas,
        description="Intended hours by role; people without an entry have none.",
        json_schema_extra={"unit": "hours", "plausible": None, "source": "E:B E:C3", "grade": "J"},
    )
    coaching_max: Share = parameter(
        0.10,
        "ratio",
        (0, 0.19),
        "Most that coaching adds to the odds of success.",
        source="E:A6 F38 F40",
        grade="B",
    )
    inspection_reference: Positive = parameter(
        2.6,
        "hours per report and month",
        (1, 5),
        "Inspection at which base discipline and optimism hold.",
        source="E:B manager 21 h",
        le=200,
    )
    coaching_half: Positive = parameter(
        3.0, "hours per month", (1, 6), "Dose at half the effect.", source="E:C3"
    )
    coaching_tails: Share = parameter(
        0.3,
        "ratio",
        (0, 1),
        "Effect on the outer 20 % on either side, relative to the middle.",
        source="E:A6 F38",
        grade="C",
    )
    coaching_reference: NotNegative = parameter(
        2.5, "hours per month", (1, 5), "Dose at which the base rates hold."
    )
    people_half: Positive = parameter(
        1.0,
        "hours per month",
        (0.5, 3),
        "Time for the person at half the effect on leaving.",
        source="E:C3",
    )
    people_reference: NotNegative = parameter(
        0.5, "hours per month", (0, 2), "Time for the person at which base attrition holds."
    )
    coach_the_coach: NotNegative = parameter(
        0.25,
        "ratio",
        (0, 0.6),
        "What a fully coached leader adds to the effect of the own coaching.",
        source="E:A6 F40",
        grade="B",
        le=5,
    )
    coach_skill_effect: float = parameter(
        0.2,
        "share per sd",
        (0, 0.9),
        "The coach's own skill on what an hour of coaching is worth.",
        source="E:A6 F40",
        ge=-5,
        le=5,
    )
    memory_months: Positive = parameter(
        2.0, "months", (1, 6), "Delivered hours are remembered this long.", le=120
    )


class Structure(Section):
    """Distance, hand-offs, alignment [E:A8, C]."""

    fidelity_structured: Share = parameter(
        0.97,
        "ratio",
        (0.93, 0.998),
        "ρ_s: context kept by a hand-off that follows the template.",
        source="E:C2 F63",
        grade="J",
    )
    fidelity_unstructured: Share = parameter(
        0.60, "ratio", (0.35, 0.85), "ρ_u: context kept otherwise.", source="E:C2 F63", grade="J"
    )
    kept_of_leaver: Share = parameter(
        0.4,
        "ratio",
        (0.3, 1),
        "Context of a leaver's deals and customers that colleagues find, on top of the hand-off.",
        source="E:A6 F60: calibrated to what departures cost",
    )
    compliance: Share = parameter(
        0.6,
        "share",
        (0.1, 0.95),
        "c0: hand-offs that follow the template at distance 1.",
        source="E:C2 F63",
        grade="J",
    )
    distance_decay: NotNegative = parameter(
        0.15,
        "per level",
        (0, 0.4),
        "κ: compliance falls with distance.",
        source="E:C2 F62",
        grade="J",
        le=5,
    )
    alignment_half: Positive = parameter(
        4.0,
        "hours per interface and month",
        (1, 12),
        "a½: alignment hours that remove 63 % of non-compliance.",
        source="E:C2",
    )
    usual_inbound: Share = parameter(
        0.85,
        "fidelity",
        (0.5, 1),
        "Context fidelity an inbound lead usually has when base acceptance holds.",
    )
    usual_outbound: Share = parameter(
        0.92, "fidelity", (0.5, 1), "The same for a lead of outbound work."
    )
    usual_alignment: NotNegative = parameter(
        5.0,
        "hours per interface and month",
        (0, 10),
        "Alignment at which base acceptance holds.",
        le=200,
    )
    correction_rate: NotNegative = parameter(
        0.08,
        "per day, per hour of alignment a month",
        (0, 0.3),
        "η: rate at which a breach of the response agreement is noticed.",
        source="E:C4",
        le=10,
    )
