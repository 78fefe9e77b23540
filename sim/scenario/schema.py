"""Every parameter, stated once: unit, default, plausible range, meaning, source, grade.

The defaults of this schema *are* the default company (63 people, $32M ARR).  A scenario file
states only what differs: it is merged deeply onto ``Scenario``'s defaults, and ``null`` removes an
entry of ``segments``, ``channels`` or ``jobs``.  Sources: ``E:A1`` … ``E:D`` are the sections of
``docs/evidence.md``, where each is traced to its publication.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.scenario.org_node import OrgNode
from sim.scenario.parameter import parameter

Probability = Annotated[float, Field(gt=0, lt=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=1e9)]
NotNegative = Annotated[float, Field(ge=0, le=1e9)]
Weekday = Annotated[int, Field(ge=0, le=6)]
Policy = Literal["round_robin", "least_loaded", "territory"]
Spread = Literal["lognormal", "exponential"]
RoleName = Literal[
    "sdr",
    "bdr",
    "setter",
    "ae",
    "se",
    "csm",
    "sales_ops",
    "team_lead",
    "sales_manager",
    "cs_manager",
    "vp_sales",
    "cmo",
    "cco",
    "cso",
    "cro",
    "ceo",
]


class Section(BaseModel):
    """A group of parameters; unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Calendar(Section):
    """When the company works and how long the run is."""

    start: date = parameter(
        date(2026, 1, 1), "date", None, "First day of the run (warm-up included)."
    )
    warm_up_months: int = parameter(
        6, "months", (3, 12), "Months simulated before anything is counted.", ge=0, le=60
    )
    horizon_months: int = parameter(
        24, "months", (12, 36), "Months that the results cover.", ge=1, le=120
    )
    fiscal_year_start: int = parameter(
        1, "calendar month", (1, 12), "First month of the fiscal year.", ge=1, le=12
    )
    office_opens: int = parameter(9, "hour", (7, 10), "Office opening hour.", ge=0, le=23)
    office_closes: int = parameter(17, "hour", (16, 19), "Office closing hour.", ge=1, le=24)
    holidays: list[str] = parameter(
        [
            "01-01",
            "3rd Monday of January",
            "last Monday of May",
            "06-19",
            "07-04",
            "1st Monday of September",
            "4th Thursday of November",
            "4th Friday of November",
            "12-24",
            "12-25",
        ],
        "yearly rules",
        None,
        "Days without office hours: MM-DD, YYYY-MM-DD or 'nth weekday of month'.",
        max_length=366,
    )
    workdays: list[Weekday] = parameter(
        [0, 1, 2, 3, 4],
        "weekdays, Monday is 0",
        None,
        "Days of the week that are worked.",
        min_length=1,
        max_length=7,
    )
    availability: Share = parameter(
        0.877,
        "share of office time",
        (0.82, 0.92),
        "Present and able to work: 1,760 of 2,006 office hours a year (vacation, sickness).",
        source="E:B 1,760 net hours per person-year",
        grade="D",
        gt=0,
    )

    time_grid: int = parameter(
        1,
        "seconds",
        (1, 900),
        "Times of events are rounded up to a multiple of this.",
        ge=1,
        le=3600,
    )

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Calendar:
        if self.office_closes <= self.office_opens:
            raise ValueError(
                f"office_closes ({self.office_closes}) must be later than office_opens "
                f"({self.office_opens})"
            )
        return self


class Segment(Section):
    """One market segment: its accounts, its deals and its customers.  Defaults: mid-market."""

    addressable_accounts: int = parameter(
        40_000, "accounts", (1_000, 500_000), "Accounts in the market.", gt=0, le=10_000_000
    )
    inbound_share: Share = parameter(
        0.19,
        "share of leads",
        (0, 1),
        "Share of inbound leads from this segment.",
        source="E:B",
        grade="D",
    )
    annual_value: Positive = parameter(
        40_000,
        "USD/year",
        (5_000, 300_000),
        "Mean net ACV of a won deal.",
        source="E:A4 F23 F24 F52",
        grade="C",
    )
    value_sigma: Positive = parameter(
        0.50, "log-sd", (0.3, 0.9), "Spread of ACV (lognormal).", le=3
    )
    # --- the opportunity
    stage_advance: list[Probability] = parameter(
        [0.675, 0.63, 0.68, 0.79],
        "chance",
        (0.4, 0.95),
        "Chance to advance from Discovery, Evaluation, Proposal, Negotiation "
        "at reference conditions (the first two calibrated to hold with queues).",
        source="E:A4 stage table",
        min_length=4,
        max_length=4,
    )
    stage_days: list[Positive] = parameter(
        [10.5, 16.0, 16.0, 15.0],
        "calendar days",
        (2, 120),
        "Mean buyer deliberation in each stage (without our own work and waits).",
        source="E:A4 stage table",
        min_length=4,
        max_length=4,
    )
    stage_sigma: Positive = parameter(
        0.95,
        "log-sd",
        (0.5, 1.3),
        "Spread of deliberation (lognormal).",
        source="E:A4 F7",
        grade="B",
        le=3,
    )
    meetings_per_stage: int = parameter(
        2, "meetings", (1, 6), "Selling meetings in each stage.", source="E:A4", ge=1, le=50
    )
    meeting_gap_days: Positive = parameter(
        2.5, "calendar days", (1, 10), "Mean days between two meetings of one stage."
    )
    selling_hours: Positive = parameter(
        2.45,
        "hours",
        (1, 6),
        "AE work per selling meeting, preparation and follow-up included.",
        source="E:A4",
    )
    meeting_share: Share = parameter(
        0.435, "share", (0.3, 0.6), "Part of selling work spent with the buyer.", source="E:A4"
    )
    discovery_hours: Positive = parameter(
        0.9, "hours", (0.5, 2), "AE work for a first meeting.", source="E:B"
    )
    no_show_hours: Positive = parameter(
        0.3, "hours", (0.1, 1), "AE time lost when the buyer does not show up.", source="E:B"
    )
    closing_hours: Positive = parameter(
        6.0, "hours", (1, 40), "AE work on contract and hand-over after a win.", source="E:B"
    )
    technical_share: Share = parameter(
        0.45,
        "share of opportunities",
        (0, 1),
        "Opportunities whose evaluation needs an SE.",
        source="E:B MODEL 5.8",
    )
    se_hours: Positive = parameter(
        14.8,
        "hours",
        (1, 80),
        "SE work for one evaluation (9 h per technical opportunity, of which 61 % get there).",
        source="E:B",
    )
    deal_support_hours: NotNegative = parameter(
        2.1,
        "hours",
        (0, 10),
        "First-line manager's work on a deal in Proposal.",
        source="E:B manager 30 h/month",
    )
    sponsor_hours: NotNegative = parameter(
        3.0,
        "hours",
        (0, 6),
        "Executive's work on a deal in Negotiation; 0: not sponsored.",
        source="MODEL 5.12",
    )
    prospecting_yield: NotNegative = parameter(
        0.72,
        "meetings per block",
        (0, 1),
        "First meetings an AE's own prospecting block brings.",
        source="E:B AE self-sourced",
    )
    prospecting_blocks_per_week: int = parameter(
        1, "blocks of prospecting_hours", (0, 5), "Most prospecting blocks in a week.", ge=0, le=40
    )
    prospecting_hours: Positive = parameter(
        2.5, "hours", (0.5, 4), "Length of an AE's prospecting block.", source="E:B"
    )
    self_sourced_accept: Probability = parameter(
        0.60, "chance", (0.4, 0.9), "Own first meetings that the AE accepts.", source="E:B"
    )
    self_sourced_held: Probability = parameter(
        0.80, "chance", (0.6, 0.95), "Own first meetings that take place.", source="E:B"
    )
    outbound_yield: Positive = parameter(
        1.0,
        "ratio",
        (0.3, 2),
        "Outbound meetings per touch relative to mid-market.",
        source="E:A3 F20",
        grade="D",
    )
    outbound_held: Probability = parameter(
        0.70, "chance", (0.6, 0.8), "BDR meetings that take place.", source="E:A3 F13", grade="D"
    )
    outbound_accept: Probability = parameter(
        0.50,
        "chance",
        (0.35, 0.65),
        "BDR meetings that become an SAO.",
        source="E:A3 F65",
        grade="D",
    )
    # --- the customer
    churn: Probability = parameter(
        0.115,
        "chance at renewal",
        (0.03, 0.4),
        "Logo churn at a renewal, at reference conditions.",
        source="E:A7 F51",
        grade="D",
    )
    contraction: Share = parameter(0.05, "chance at renewal", (0, 0.2), "Renewals for less.")
    contraction_size: Share = parameter(
        0.15, "share of ARR", (0.05, 0.5), "Mean ARR lost by a contraction."
    )
    expansion: Share = parameter(
        0.58,
        "occasions per year",
        (0.1, 1.5),
        "Expansion occasions a healthy customer gives per year.",
    )
    expansion_success: Probability = parameter(
        0.5, "chance", (0.2, 0.8), "Occasions that end in a sale."
    )
    expansion_size: Positive = parameter(
        0.5,
        "share of ARR",
        (0.1, 1),
        "Mean size of an expansion.",
        source="E:A7 F50 F52",
        grade="C",
    )
    onboarding_hours: Positive = parameter(
        14.0, "hours", (2, 80), "CSM work to bring a customer live.", source="E:B"
    )
    onboarding_days: Positive = parameter(
        45.0, "calendar days", (7, 180), "Go-live later than this counts as late.", source="E:A7"
    )
    check_ins_per_year: int = parameter(4, "per year", (1, 24), "Planned check-ins.", ge=1, le=52)
    check_in_hours: Positive = parameter(
        2.45,
        "hours",
        (0.5, 8),
        "CSM work per check-in, reactive work between them included.",
        source="E:B",
    )
    save_hours: Positive = parameter(
        8.0, "hours", (1, 60), "CSM work of a save play.", source="E:B"
    )
    expansion_hours: Positive = parameter(
        1.5, "hours", (0.5, 20), "CSM work on an expansion occasion."
    )
    # --- the company's book at the start
    initial_arr_share: Share = parameter(
        0.45, "share of ARR", (0, 1), "Part of the initial ARR.", source="E:B"
    )
    initial_annual_value: Positive = parameter(
        42_000, "USD/year", (5_000, 300_000), "Mean ARR of an initial customer.", source="E:B"
    )


class Channel(Section):
    """One inbound channel.  Rates are outcomes at default response behaviour [E:B]."""

    leads_per_month: NotNegative = parameter(
        300, "leads/month", (10, 2_000), "Raw leads at the base spend.", source="E:B", grade="D"
    )
    cost_per_lead: NotNegative = parameter(
        100,
        "USD",
        (20, 500),
        "Programme cost per raw lead at the base spend.",
        source="E:A1 F66",
        grade="D",
    )
    spend_factor: NotNegative = parameter(
        1.0,
        "ratio",
        (0.5, 2),
        "Spend relative to the base; leads follow with demand.spend_elasticity.",
    )
    mql_share: Probability = parameter(
        0.25,
        "share",
        (0.1, 0.6),
        "Leads whose score passes the threshold.",
        source="E:A1 F65",
        grade="D",
    )
    qualifies: Probability = parameter(
        0.26,
        "chance",
        (0.05, 0.8),
        "p_max: a reached lead agrees to meet at an instant response (calibrated to MQL→booked).",
        source="E:B",
    )
    held: Probability = parameter(
        0.80,
        "share",
        (0.6, 0.95),
        "Booked meetings that take place, re-bookings included.",
        source="E:A3 F13",
        grade="D",
    )
    accept: Probability = parameter(
        0.60,
        "share",
        (0.4, 0.75),
        "Held meetings that become an SAO.",
        source="E:A3 F65",
        grade="D",
    )
    response_floor: Share = parameter(
        0.75,
        "ratio",
        (0.1, 1),
        "w in f(t) = w + (1 - w)·exp(-t/τ): what is left of the chance after a slow response.",
        source="E:A2 F1 F2",
        grade="C",
    )
    response_hours: Positive = parameter(
        6.0, "office hours", (0.5, 24), "τ in f(t).", source="E:A2", grade="C"
    )
    quality: float = parameter(
        0.0,
        "log-odds",
        (-1, 1),
        "Mean latent quality of the channel's leads (after the sale).",
        ge=-5,
        le=5,
    )
    urgent: bool = parameter(
        False, "yes/no", None, "Worked before other leads (demo and pricing requests)."
    )


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
    attrition: Share = parameter(
        0.2,
        "per year",
        (0.1, 0.55),
        "People who leave per year at reference conditions.",
        source="E:B E:A10 F15 F57",
        grade="C",
        le=0.95,
    )
    vacancy_days: Positive = parameter(
        60,
        "calendar days",
        (30, 150),
        "Mean days from a leaver to the successor's first day.",
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


class Demand(Section):
    """Inbound demand [E:A1]."""

    spend_elasticity: Share = parameter(
        0.5, "elasticity", (0.3, 0.8), "Leads ∝ spend^ε, local.", source="E:A1 F59", grade="B"
    )
    dispersion: float = parameter(
        2.8,
        "variance/mean",
        (1, 6),
        "Day-level over-dispersion of lead counts.",
        source="MODEL 5.1 funnel logs",
        grade="B",
        ge=1,
        le=50,
    )
    growth: float = parameter(0.0, "per year", (-0.3, 0.5), "Growth of demand.", ge=-0.9, le=5)
    season: list[NotNegative] = parameter(
        [1.0] * 12,
        "ratio by month",
        (0.7, 1.3),
        "Relative demand by calendar month.",
        min_length=12,
        max_length=12,
    )
    weekday: list[NotNegative] = parameter(
        [1.15, 1.2, 1.2, 1.15, 1.0, 0.6, 0.7],
        "ratio by weekday",
        (0, 2),
        "Relative demand, Monday first (normalised to mean 1).",
        min_length=7,
        max_length=7,
    )
    hours: list[NotNegative] = parameter(
        [0.3] * 6
        + [
            0.6,
            0.9,
            1.3,
            1.7,
            1.9,
            1.8,
            1.6,
            1.7,
            1.8,
            1.7,
            1.5,
            1.2,
            1.0,
            0.9,
            0.8,
            0.7,
            0.5,
            0.4,
        ],
        "ratio by hour",
        (0, 3),
        "Relative demand by hour of the day (normalised).",
        min_length=24,
        max_length=24,
    )
    fit_sigma: NotNegative = parameter(
        0.6, "log-odds", (0.3, 1), "Spread of ICP fit between accounts.", le=5
    )
    intent_sigma: NotNegative = parameter(
        0.5, "log-odds", (0.3, 1), "Spread of intent between leads.", le=5
    )
    score_noise: NotNegative = parameter(
        1.1,
        "log-odds",
        (0.5, 3),
        "Noise of the lead score around the latent quality.",
        source="E:A1 AUC .70 F8 F10",
        grade="B",
        le=20,
    )
    returning_intent: NotNegative = parameter(
        0.15,
        "log-odds",
        (0, 0.5),
        "Intent that a further lead of the account adds to its open deal.",
        le=5,
    )


class RoutingSection(Section):
    """How work finds its owner."""

    leads: Policy = parameter("least_loaded", "policy", None, "MQL → SDR.")
    deals: Policy = parameter("least_loaded", "policy", None, "Booked meeting → AE.")
    customers: Policy = parameter("least_loaded", "policy", None, "Won deal → CSM.")
    manual_share: Share = parameter(
        0.10, "share of MQLs", (0, 1), "MQLs that a sales-operations analyst routes by hand."
    )
    manual_hours: Positive = parameter(0.15, "hours", (0.05, 0.5), "Analyst's work per such lead.")


class Sdr(Section):
    """Working inbound leads [E:A2, A3]."""

    touches: int = parameter(
        8, "touches", (4, 15), "Touches in a cadence.", source="E:A3 F75", grade="D", ge=1, le=100
    )
    gap_hours: Positive = parameter(
        20.0, "hours", (4, 72), "Calendar hours between a touch and the next."
    )
    connects: Probability = parameter(
        0.15,
        "chance per touch",
        (0.05, 0.3),
        "A touch reaches the lead.",
        source="E:B 40 min per MQL",
        grade="J",
    )
    touch_hours: Positive = parameter(
        0.10, "hours", (0.03, 0.3), "Work per touch.", source="E:B 40 min per MQL"
    )
    conversation_hours: Positive = parameter(
        0.25, "hours", (0.1, 0.6), "Conversation with a reached lead.", source="E:B"
    )
    booking_hours: Positive = parameter(
        0.5, "hours", (0.1, 1), "Booking and preparing a meeting.", source="E:B"
    )
    skill_effect: float = parameter(
        0.25, "log-odds per sd", (0, 0.6), "Skill on the chance to qualify.", ge=-5, le=5
    )
    quality_effect: float = parameter(
        0.4, "log-odds per unit", (0, 1), "Latent quality on the chance to qualify.", ge=-5, le=5
    )
    patience_days: Positive = parameter(
        25.0, "calendar days", (10, 60), "Median patience of a lead."
    )
    patience_sigma: Positive = parameter(0.4, "log-sd", (0.2, 1), "Spread of patience.", le=3)
    response_agreement_hours: Positive = parameter(
        8.0, "office hours", (1, 24), "SLA: first touch within this time."
    )
    recycle_share: Share = parameter(
        0.10, "share", (0, 0.4), "Leads not reached that come back from nurture."
    )
    recycle_days: Positive = parameter(60.0, "calendar days", (20, 180), "Median days in nurture.")


class Outbound(Section):
    """A day of outbound work, in blocks [E:A3]."""

    blocks_per_day: int = parameter(
        5, "blocks", (3, 8), "Blocks of outbound work in a day.", source="E:B", ge=1, le=24
    )
    block_hours: Positive = parameter(
        0.872,
        "hours",
        (0.5, 2),
        "Length of a block: 4.97 h on the 88 % of office days that people are there.",
        source="E:B",
    )
    accounts_per_block: int = parameter(
        10, "accounts", (5, 40), "Accounts touched in a block.", ge=1, le=500
    )
    list_accounts: int = parameter(
        250, "accounts", (50, 1000), "Accounts on a list.", ge=1, le=100_000
    )
    attempts: int = parameter(
        6,
        "attempts",
        (3, 15),
        "Attempts per account before the list rests.",
        source="E:A3 F75",
        grade="D",
        ge=1,
        le=100,
    )
    rest_days: NotNegative = parameter(
        90.0, "calendar days", (30, 365), "Rest of a list that is worked out.", source="MODEL 5.4"
    )
    dials_per_day: NotNegative = parameter(
        40, "per day", (30, 60), "Dials.", source="E:A3 F18", grade="D"
    )
    emails_per_day: NotNegative = parameter(
        50, "per day", (30, 120), "E-mails.", source="E:A3", grade="D"
    )
    social_per_day: NotNegative = parameter(
        20, "per day", (0, 60), "Social touches.", source="E:A3", grade="D"
    )
    connects: Share = parameter(
        0.065,
        "chance per dial",
        (0.03, 0.133),
        "A dial reaches a person.",
        source="E:A3 F11",
        grade="C",
    )
    conversation_to_meeting: Share = parameter(
        0.07,
        "chance",
        (0.02, 0.17),
        "A conversation ends in a meeting.",
        source="E:A3 F12",
        grade="C",
    )
    message_to_meeting: Share = parameter(
        0.006, "chance", (0.002, 0.02), "An e-mail or social touch ends in a meeting.", source="E:B"
    )
    skill_effect: float = parameter(
        0.25, "log-odds per sd", (0, 0.6), "Skill on the chance of a meeting.", ge=-5, le=5
    )
    target_share: Probability = parameter(
        0.5,
        "share of accounts",
        (0.1, 0.9),
        "Accounts whose estimated fit makes the list.",
        source="MODEL 5.4",
    )
    calibration: Positive = parameter(
        0.91,
        "ratio",
        (0.5, 2),
        "Yield relative to the product of the rates above (calibrated to a ramped BDR's meetings).",
        source="E:B 12 and 8 meetings a month",
        le=100,
    )


class Setter(Outbound):
    """Appointment setters' own calling: high volume, low yield [E:A3, B]."""

    block_hours: Positive = parameter(
        0.831,
        "hours",
        (0.5, 2),
        "Length of a block: 4.74 h on the 88 % of office days that people are there.",
        source="E:B",
    )
    accounts_per_block: int = parameter(
        18,
        "accounts",
        (5, 40),
        "Accounts touched in a block.",
        source="E:B 90 dials a day",
        ge=1,
        le=500,
    )
    dials_per_day: NotNegative = parameter(
        90, "per day", (60, 150), "Dials.", source="E:B", grade="D"
    )
    emails_per_day: NotNegative = parameter(0, "per day", (0, 50), "E-mails.", source="E:B")
    social_per_day: NotNegative = parameter(0, "per day", (0, 50), "Social touches.", source="E:B")
    connects: Share = parameter(
        0.07, "chance per dial", (0.03, 0.133), "A dial reaches a person.", source="E:B", grade="D"
    )
    conversation_to_meeting: Share = parameter(
        0.20, "chance", (0.05, 0.3), "A conversation ends in a meeting.", source="E:B", grade="D"
    )
    calibration: Positive = parameter(
        0.915,
        "ratio",
        (0.5, 2),
        "Yield relative to the product of the rates above (calibrated to a ramped setter's).",
        source="E:B 25 meetings a month",
        le=100,
    )
    held: Probability = parameter(
        0.60,
        "chance",
        (0.5, 0.75),
        "Setter meetings that take place.",
        source="E:A3 F13",
        grade="D",
    )
    accept: Probability = parameter(
        0.35, "chance", (0.2, 0.5), "Setter meetings that become an SAO.", source="E:A3", grade="D"
    )


class Meeting(Section):
    """First meetings and the hand-off to the AE."""

    delay_days: Positive = parameter(
        4.0, "calendar days", (1, 14), "Median days from booking to meeting."
    )
    delay_sigma: Positive = parameter(0.6, "log-sd", (0.3, 1), "Spread of that delay.", le=3)
    rebook_share: Share = parameter(0.5, "share", (0, 0.9), "No-shows that are booked again.")
    rebookings: int = parameter(
        2, "times", (0, 4), "Most re-bookings of one meeting.", source="MODEL 5.6", ge=0, le=10
    )
    quality_effect: float = parameter(
        0.4, "log-odds per unit", (0, 1), "Latent quality on acceptance.", ge=-5, le=5
    )
    fidelity_effect: float = parameter(
        0.6,
        "log-odds per unit",
        (0, 1.5),
        "Context fidelity on acceptance.",
        source="E:C2",
        ge=-5,
        le=5,
    )
    load_effect: float = parameter(
        0.3,
        "log-odds",
        (0, 1),
        "A full AE is choosier: per open deals / full_load above 1.",
        source="E:A1 F5",
        grade="B",
        ge=-5,
        le=5,
    )
    full_load: Positive = parameter(
        22.0,
        "open deals",
        (10, 40),
        "Open deals at which an AE becomes choosier.",
        source="E:A4 Little's law",
    )
    alignment_effect: float = parameter(
        0.15,
        "log-odds",
        (0, 0.6),
        "Agreed MQL definition (saturating in alignment hours) on acceptance.",
        source="MODEL 5.6",
        ge=-5,
        le=5,
    )


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
        0.30, "share", (0.1, 0.6), "Least working speed of a new hire."
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
        0.35,
        "log-odds",
        (0, 1),
        "First renewal is the riskiest.",
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


class Agenda(Section):
    """How a leader intends to spend the hours [E:A6, MODEL 5.12]."""

    coaching_hours: NotNegative = parameter(
        3.0,
        "hours per report and month",
        (0, 6),
        "One-to-one coaching.",
        source="E:A6 F38 F44",
        grade="C",
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


def _agendas() -> dict[RoleName, Agenda]:
    return {
        "sales_ops": Agenda(coaching_hours=0, inspection_hours=0, standing_hours=72),
        "team_lead": Agenda(coaching_hours=3, inspection_hours=2.0, standing_hours=35),
        "sales_manager": Agenda(coaching_hours=3, inspection_hours=2.6),
        "cs_manager": Agenda(coaching_hours=3, inspection_hours=2.0, standing_hours=25),
        "vp_sales": Agenda(
            coaching_hours=3, inspection_hours=3, alignment_hours=6, standing_hours=12
        ),
        "cmo": Agenda(coaching_hours=3, inspection_hours=2, alignment_hours=6, standing_hours=75),
        "cco": Agenda(coaching_hours=3, inspection_hours=3, alignment_hours=6, standing_hours=55),
        "cso": Agenda(coaching_hours=3, inspection_hours=3, alignment_hours=6, standing_hours=40),
        "cro": Agenda(coaching_hours=3, inspection_hours=3, alignment_hours=6, standing_hours=40),
        "ceo": Agenda(coaching_hours=2, inspection_hours=1, alignment_hours=1.5, standing_hours=0),
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
        3.0, "hours per month", (1, 5), "Dose at which the base rates hold."
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
        grade="B",
    )
    fidelity_unstructured: Share = parameter(
        0.60, "ratio", (0.35, 0.85), "ρ_u: context kept otherwise.", source="E:C2 F63", grade="B"
    )
    compliance: Share = parameter(
        0.6,
        "share",
        (0.1, 0.95),
        "c0: hand-offs that follow the template at distance 1.",
        source="E:C2 F63",
        grade="B",
    )
    distance_decay: NotNegative = parameter(
        0.15,
        "per level",
        (0, 0.4),
        "κ: compliance falls with distance.",
        source="E:C2 F62",
        grade="B",
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
        "per hour of alignment and month",
        (0, 0.3),
        "η: a breach of the response agreement is noticed per day.",
        source="E:C4",
        le=10,
    )


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
    coaching_effect: float = parameter(
        -0.25,
        "log-odds",
        (-0.5, 0),
        "Full people attention on quitting (up to -20 %).",
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


class Run(Section):
    """How many replications, and how they are chosen."""

    seed: int = parameter(20260101, "seed", None, "Seed of all random numbers.", ge=0, lt=2**63)
    replications: int = parameter(
        200, "replications", (40, 2000), "Most replications of a run.", ge=1, le=10_000_000
    )
    minimum_replications: int = parameter(
        40,
        "replications",
        (20, 100),
        "Fewest replications before stopping early.",
        ge=2,
        le=1_000_000,
    )
    precision: Positive = parameter(
        0.03,
        "relative half-width",
        (0.005, 0.1),
        "Target for the 95 % intervals of the main KPIs; runs stop when it is met.",
        le=1,
    )
    difference_precision: Positive = parameter(
        0.005,
        "share of the baseline's mean",
        (0.002, 0.03),
        "The same for the paired differences of a comparison.",
        le=1,
    )


def _segments() -> dict[str, Segment]:
    return {
        "smb": Segment(
            addressable_accounts=200_000,
            inbound_share=0.77,
            annual_value=12_000,
            value_sigma=0.45,
            stage_advance=[0.72, 0.66, 0.70, 0.81],
            stage_days=[5.5, 7.2, 6.3, 5.2],
            stage_sigma=1.0,
            meetings_per_stage=1,
            meeting_gap_days=1.5,
            selling_hours=1.84,
            meeting_share=0.417,
            discovery_hours=0.75,
            no_show_hours=0.25,
            closing_hours=2.0,
            technical_share=0.10,
            se_hours=4.3,
            deal_support_hours=1.0,
            sponsor_hours=0.0,
            prospecting_yield=0.56,
            prospecting_hours=1.4,
            prospecting_blocks_per_week=2,
            outbound_yield=1.0,
            churn=0.187,
            contraction=0.04,
            expansion=0.30,
            expansion_size=0.4,
            onboarding_hours=4.0,
            onboarding_days=14.0,
            check_ins_per_year=2,
            check_in_hours=1.4,
            save_hours=3.0,
            expansion_hours=0.5,
            initial_arr_share=0.25,
            initial_annual_value=12_000,
        ),
        "mm": Segment(),
        "ent": Segment(
            addressable_accounts=20_000,
            inbound_share=0.04,
            annual_value=140_000,
            value_sigma=0.60,
            stage_advance=[0.665, 0.60, 0.64, 0.76],
            stage_days=[17.0, 33.0, 33.0, 33.0],
            stage_sigma=0.9,
            meetings_per_stage=4,
            meeting_gap_days=3.0,
            selling_hours=2.67,
            meeting_share=0.40,
            discovery_hours=1.0,
            no_show_hours=0.3,
            closing_hours=20.0,
            technical_share=1.0,
            se_hours=51.0,
            deal_support_hours=9.0,
            sponsor_hours=5.0,
            prospecting_yield=0.48,
            prospecting_hours=1.9,
            prospecting_blocks_per_week=1,
            outbound_yield=0.667,
            outbound_held=0.72,
            outbound_accept=0.46,
            churn=0.066,
            contraction=0.06,
            expansion=0.6,
            expansion_size=0.55,
            onboarding_hours=30.0,
            onboarding_days=90.0,
            check_ins_per_year=12,
            check_in_hours=2.83,
            save_hours=20.0,
            expansion_hours=5.0,
            initial_arr_share=0.30,
            initial_annual_value=150_000,
        ),
    }


def _channels() -> dict[str, Channel]:
    def channel(
        leads: float,
        cost: float,
        mql: float,
        qualifies: float,
        held: float,
        accept: float,
        **more: object,
    ) -> Channel:
        return Channel(
            leads_per_month=leads,
            cost_per_lead=cost,
            mql_share=mql,
            qualifies=qualifies,
            held=held,
            accept=accept,
            **more,
        )

    return {
        "organic": channel(900, 60, 0.25, 0.285, 0.80, 0.60),
        "paid_search": channel(450, 140, 0.30, 0.29, 0.80, 0.60),
        "paid_social": channel(400, 150, 0.20, 0.190, 0.76, 0.58, quality=-0.2),
        "webinar": channel(500, 80, 0.18, 0.160, 0.76, 0.58, quality=-0.2),
        "events": channel(150, 400, 0.35, 0.31, 0.76, 0.58),
        "hand_raiser": channel(
            150, 20, 0.60, 0.588, 0.84, 0.64, quality=0.2, urgent=True, response_floor=0.35
        ),
        "referral": channel(60, 250, 0.60, 0.54, 0.85, 0.64, quality=0.2),
    }


def _jobs() -> dict[str, Job]:
    return {
        "sdr": Job(
            role="sdr",
            pay=85_000,
            variable_share=0.35,
            attrition=0.38,
            vacancy_days=45,
            ramp_months=3,
            admin_share=0.19,
        ),
        "bdr_mm": Job(
            role="bdr",
            segment="mm",
            pay=90_000,
            variable_share=0.35,
            attrition=0.40,
            vacancy_days=45,
            ramp_months=3.5,
            admin_share=0.125,
        ),
        "bdr_ent": Job(
            role="bdr",
            segment="ent",
            pay=90_000,
            variable_share=0.35,
            attrition=0.40,
            vacancy_days=45,
            ramp_months=3.5,
            admin_share=0.125,
        ),
        "setter": Job(
            role="setter",
            segment="smb",
            pay=60_000,
            variable_share=0.25,
            attrition=0.45,
            vacancy_days=35,
            ramp_months=1.5,
            admin_share=0.125,
            interview_hours=8,
            welcome_hours=8,
        ),
        "ae_smb": Job(
            role="ae",
            segment="smb",
            pay=115_000,
            variable_share=0.5,
            quota=470_000,
            attrition=0.33,
            vacancy_days=70,
            ramp_months=4,
            admin_share=0.29,
        ),
        "ae_mm": Job(
            role="ae",
            segment="mm",
            pay=170_000,
            variable_share=0.5,
            quota=720_000,
            attrition=0.28,
            vacancy_days=80,
            ramp_months=5.5,
            admin_share=0.24,
        ),
        "ae_ent": Job(
            role="ae",
            segment="ent",
            pay=260_000,
            variable_share=0.5,
            quota=1_000_000,
            attrition=0.22,
            vacancy_days=100,
            ramp_months=8,
            admin_share=0.22,
            interview_hours=28,
            welcome_hours=24,
        ),
        "se": Job(
            role="se",
            pay=190_000,
            variable_share=0.2,
            attrition=0.15,
            vacancy_days=90,
            ramp_months=4,
            admin_share=0.15,
        ),
        "csm_smb": Job(
            role="csm",
            segment="smb",
            pay=85_000,
            variable_share=0.2,
            attrition=0.22,
            vacancy_days=50,
            ramp_months=2.5,
            admin_share=0.20,
        ),
        "csm_mm": Job(
            role="csm",
            segment="mm",
            pay=110_000,
            variable_share=0.2,
            attrition=0.20,
            vacancy_days=60,
            ramp_months=3,
            admin_share=0.20,
        ),
        "csm_ent": Job(
            role="csm",
            segment="ent",
            pay=145_000,
            variable_share=0.2,
            attrition=0.15,
            vacancy_days=75,
            ramp_months=4,
            admin_share=0.20,
        ),
        "sales_ops": Job(
            role="sales_ops",
            pay=120_000,
            attrition=0.15,
            vacancy_days=60,
            ramp_months=3,
            admin_share=0.2,
        ),
        "team_lead": Job(
            role="team_lead",
            pay=115_000,
            variable_share=0.2,
            attrition=0.20,
            vacancy_days=60,
            ramp_months=2,
            admin_share=0.24,
        ),
        "sales_manager": Job(
            role="sales_manager",
            pay=240_000,
            variable_share=0.4,
            attrition=0.18,
            vacancy_days=90,
            ramp_months=3,
            admin_share=0.24,
        ),
        "cs_manager": Job(
            role="cs_manager",
            pay=190_000,
            variable_share=0.25,
            attrition=0.15,
            vacancy_days=90,
            ramp_months=3,
            admin_share=0.24,
        ),
        "vp_sales": Job(
            role="vp_sales",
            pay=370_000,
            variable_share=0.4,
            attrition=0.25,
            vacancy_days=120,
            ramp_months=4,
            admin_share=0.27,
            interview_hours=30,
            welcome_hours=20,
        ),
        "cmo": Job(
            role="cmo",
            pay=330_000,
            variable_share=0.25,
            attrition=0.22,
            vacancy_days=120,
            ramp_months=4,
            admin_share=0.27,
            interview_hours=30,
            welcome_hours=20,
        ),
        "cco": Job(
            role="cco",
            pay=330_000,
            variable_share=0.25,
            attrition=0.22,
            vacancy_days=120,
            ramp_months=4,
            admin_share=0.27,
            interview_hours=30,
            welcome_hours=20,
        ),
        "cso": Job(
            role="cso",
            pay=430_000,
            variable_share=0.4,
            attrition=0.25,
            vacancy_days=120,
            ramp_months=4,
            admin_share=0.27,
            interview_hours=30,
            welcome_hours=20,
        ),
        "cro": Job(
            role="cro",
            pay=430_000,
            variable_share=0.4,
            attrition=0.25,
            vacancy_days=120,
            ramp_months=4,
            admin_share=0.27,
            interview_hours=30,
            welcome_hours=20,
        ),
        "ceo": Job(
            role="ceo", pay=0, attrition=0.0, vacancy_days=120, ramp_months=4, admin_share=0.80
        ),
    }


class Scenario(Section):
    """One company in one market: everything a run needs."""

    name: str = parameter(
        ..., "text", None, "Short name (file stem by default).", min_length=1, max_length=80
    )
    title: str = parameter("", "text", None, "Title for reports.")
    story: str = parameter(
        "", "text", None, "One paragraph: what this company is and the question it is for."
    )
    calendar: Calendar = Field(default_factory=Calendar)
    segments: dict[str, Segment] = Field(default_factory=_segments, min_length=1, max_length=12)
    channels: dict[str, Channel] = Field(default_factory=_channels, max_length=40)
    jobs: dict[str, Job] = Field(default_factory=_jobs, min_length=1, max_length=200)
    org: OrgNode = Field(description="The org chart.")
    demand: Demand = Field(default_factory=Demand)
    routing: RoutingSection = Field(default_factory=RoutingSection)
    sdr: Sdr = Field(default_factory=Sdr)
    bdr: Outbound = Field(default_factory=Outbound)
    setter: Setter = Field(default_factory=Setter)
    meeting: Meeting = Field(default_factory=Meeting)
    ae: Ae = Field(default_factory=Ae)
    se: Se = Field(default_factory=Se)
    csm: Csm = Field(default_factory=Csm)
    leader: Leader = Field(default_factory=Leader)
    structure: Structure = Field(default_factory=Structure)
    people: People = Field(default_factory=People)
    ledger: Ledger = Field(default_factory=Ledger)
    initial: Initial = Field(default_factory=Initial)
    run: Run = Field(default_factory=Run)
