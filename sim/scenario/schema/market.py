"""The market: segments, channels, demand."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Probability, Section, Share


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
    # --- price
    usual_discount: Share = parameter(
        0.13,
        "share off list",
        (0.05, 0.35),
        "Discount at which annual_value is reached; list price = annual_value / (1 - this).",
        source="E:A4 F37",
        le=0.6,
    )
    asked_discount: Share = parameter(
        0.115,
        "share off list",
        (0, 0.35),
        "Mean discount that buyers ask for in Negotiation (calibrated: with close-now offers the "
        "mean is usual_discount).",
        source="E:A4",
        le=0.6,
    )
    discount_sigma: NotNegative = parameter(
        0.05, "share off list", (0.02, 0.12), "Spread of what is asked.", le=0.5
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
    buyer_sigma: NotNegative = parameter(
        0.7,
        "log-sd",
        (0, 1),
        "Spread of the buyer's own pace, which all stages of a deal share (lognormal, mean 1).",
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
        2.2,
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
    champion_hours: Positive = parameter(
        2.5, "hours", (0.5, 12), "CSM work on an attempt to win a new champion."
    )
    save_executive_hours: NotNegative = parameter(
        1.0,
        "hours",
        (0, 6),
        "Executive's work on a save play after the CSM's; 0: not escalated.",
        source="MODEL 5.11",
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
        grade="J",
    )
    response_hours: Positive = parameter(
        6.0, "office hours", (0.5, 24), "τ in f(t).", source="E:A2", grade="J"
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
    follows_customers: bool = parameter(
        False,
        "yes/no",
        None,
        "The rate follows the number of healthy customers (demand.referral_elasticity).",
        source="MODEL 5.1",
    )


class Demand(Section):
    """Inbound demand [E:A1]."""

    spend_elasticity: Share = parameter(
        0.5, "elasticity", (0.3, 0.8), "Leads ∝ spend^ε, local.", source="E:A1 F59", grade="J"
    )
    dispersion: float = parameter(
        2.8,
        "variance/mean",
        (1, 6),
        "Day-level over-dispersion of lead counts.",
        source="E:A1",
        grade="J",
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
    referral_elasticity: Share = parameter(
        0.5,
        "elasticity",
        (0, 1),
        "Leads of channels that follow customers ∝ (healthy customers / those at the start)^ε; "
        "0: they do not.",
        source="MODEL 5.1",
    )
    referral_health: float = parameter(
        0.0, "health", (-0.5, 0.5), "Health from which a live customer refers.", ge=-10, le=10
    )
    referral_limit: Positive = parameter(
        5.0, "ratio", (2, 10), "Most that such a channel grows by.", ge=1, le=20
    )
    usual_customers: Positive = parameter(
        1.38,
        "ratio",
        (0.8, 2),
        "Healthy customers, relative to the start, at which leads_per_month holds.",
        ge=0.01,
        le=100,
    )
