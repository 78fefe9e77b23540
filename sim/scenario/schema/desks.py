"""The desks that win first meetings: routing, SDR, outbound, the meeting itself."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import (
    NotNegative,
    Policy,
    Positive,
    Probability,
    Section,
    Serves,
    Share,
    TouchOrder,
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
    overflow_leads: int | None = parameter(
        None,
        "open leads",
        (40, 400),
        "An owner with so many is full: the least loaded gets the next; null: no limit.",
        ge=1,
        le=1_000_000,
    )
    overflow_deals: int | None = parameter(
        None,
        "open deals",
        (10, 60),
        "The same for AEs.",
        source="E:A4 Little's law",
        ge=1,
        le=1_000_000,
    )
    overflow_customers: int | None = parameter(
        None, "customers", (20, 500), "The same for CSMs.", source="E:A7 F54", ge=1, le=1_000_000
    )
    spill: bool = parameter(
        False, "yes/no", None, "Where a whole desk is full, seats of other segments help out."
    )
    named_patience_days: NotNegative = parameter(
        30.0,
        "calendar days",
        (0, 120),
        "Policy named: work waits so long for a vacant owner's successor, then it is passed on.",
        le=3650,
    )


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
        0.65,
        "hours",
        (0.1, 1),
        "Booking and preparing a meeting; a setter takes over part of it where there is one.",
        source="E:B 30 min per booked meeting, setters' part taken off",
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
    order: TouchOrder = parameter(
        "score",
        "order",
        None,
        "Which touch of a class of urgency comes first: best score, newest or oldest MQL.",
        source="MODEL 5.3",
    )


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


class Bdr(Outbound):
    """BDRs: outbound, and campaigns among the customers of their segment [E:A3, MODEL 5.4]."""

    campaign_share: Share = parameter(
        0.0,
        "share of blocks",
        (0, 0.5),
        "Blocks on customers instead of prospects, as long as any customer is due.",
        source="MODEL 5.4",
    )
    campaign_occasion: Probability = parameter(
        0.05,
        "chance per contact",
        (0.01, 0.15),
        "A contact raises an occasion to expand, at health 0.",
    )
    campaign_rest_days: NotNegative = parameter(
        90.0, "calendar days", (30, 365), "Rest of a customer after a contact."
    )


class Setter(Outbound):
    """Appointment setters' own calling: high volume, low yield [E:A3, B]."""

    block_hours: Positive = parameter(
        0.53,
        "hours",
        (0.3, 2),
        "Length of a block; with the work for others 4.74 h on days that people are there.",
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
    serves: Serves = parameter(
        "own_segment",
        "segments",
        None,
        "For whose meetings setters work: those of their own segment, or all.",
        source="MODEL 5.5",
    )
    confirms: bool = parameter(
        True, "yes/no", None, "Setters confirm every meeting before its time.", source="MODEL 5.5"
    )
    confirmation_hours: Positive = parameter(
        0.1, "hours", (0.03, 0.3), "Work per confirmation.", le=100
    )
    confirmation_days: NotNegative = parameter(
        3.0,
        "calendar days",
        (0.5, 5),
        "So long before the meeting its confirmation is asked for (or when it is booked).",
        le=365,
    )
    confirmation_effect: float = parameter(
        0.35,
        "log-odds",
        (0, 1),
        "A confirmation made in time on the buyer's showing up.",
        ge=-5,
        le=5,
    )
    usual_confirmed: Share = parameter(
        0.93,
        "share",
        (0, 1),
        "Share confirmed at which the shares held hold; 0: they hold without confirmation.",
    )
    recovers: bool = parameter(
        True, "yes/no", None, "Setters call after every missed meeting.", source="MODEL 5.5"
    )
    rebooking_hours: Positive = parameter(
        0.2, "hours", (0.05, 0.5), "Work per missed meeting.", le=100
    )
    rebooking_days: NotNegative = parameter(
        3.0, "calendar days", (1, 10), "A call within this time helps to find a new date.", le=365
    )
    rebooking_effect: float = parameter(
        0.7, "log-odds", (0, 1.5), "A call in time on the chance of a new date.", ge=-5, le=5
    )
    usual_recovered: Share = parameter(
        1.0,
        "share",
        (0, 1),
        "Share called in time at which meeting.rebook_share holds; 0: it holds without a call.",
    )
    schedules: bool = parameter(
        True, "yes/no", None, "Setters find the date for meetings SDRs win.", source="MODEL 5.5"
    )
    scheduling_share: Share = parameter(
        0.3,
        "share of sdr.booking_hours",
        (0.1, 0.7),
        "Part of the booking work that is finding a date: setters do it where they serve.",
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
