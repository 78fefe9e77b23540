"""``Params``: a scenario frozen to numbers.  Rules and engines read nothing else.

Durations are seconds (work in seconds of concentrated work, waits in calendar seconds), money is
integer cents, rates are per the unit in the name.  Tables are structured arrays, one row per
segment, channel, job or seat; desks are named tuples of scalars.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.worktime import OfficeCalendar

STAGES = 4
TIERS = 3

SEGMENT = np.dtype(
    [
        ("accounts", "i8"),
        ("first_account", "i8"),
        ("annual_value", "f8"),
        ("value_sigma", "f8"),
        ("advance", "f8", (STAGES,)),
        ("deliberation", "f8", (STAGES,)),
        ("deliberation_sigma", "f8"),
        ("buyer_sigma", "f8"),
        ("meetings", "i8"),
        ("meeting_gap", "f8"),
        ("selling_work", "f8"),
        ("meeting_share", "f8"),
        ("discovery_work", "f8"),
        ("no_show_work", "f8"),
        ("closing_work", "f8"),
        ("technical_share", "f8"),
        ("se_work", "f8"),
        ("support_work", "f8"),
        ("sponsor_work", "f8"),
        ("prospecting_yield", "f8"),
        ("prospecting_blocks", "i8"),
        ("prospecting_work", "f8"),
        ("self_show", "f8"),
        ("self_accept", "f8"),
        ("outbound_yield", "f8"),
        ("outbound_show", "f8"),
        ("outbound_accept", "f8"),
        ("setter_show", "f8"),
        ("setter_accept", "f8"),
        ("churn", "f8"),
        ("contraction", "f8"),
        ("contraction_size", "f8"),
        ("expansion_per_month", "f8"),
        ("expansion_success", "f8"),
        ("expansion_size", "f8"),
        ("expansion_work", "f8"),
        ("onboarding_work", "f8"),
        ("onboarding_time", "i8"),
        ("check_in_every", "i8"),
        ("check_in_work", "f8"),
        ("save_work", "f8"),
        ("initial_customers", "i8"),
        ("initial_value", "f8"),
        ("initial_deals", "i8", (STAGES,)),
        ("usual_discount", "f8"),
        ("asked_discount", "f8"),
        ("discount_sigma", "f8"),
        ("champion_work", "f8"),
        ("escalation_work", "f8"),
    ]
)

CHANNEL = np.dtype(
    [
        ("leads_per_day", "f8"),
        ("spend_per_month", "i8"),
        ("level", "f8"),  # normal quantile that the score must pass
        ("quality", "f8"),
        ("mql_quality", "f8"),
        ("qualifies", "f8"),
        ("show", "f8"),
        ("accept", "f8"),
        ("response_floor", "f8"),
        ("response_decay", "f8"),
        ("urgent", "i8"),
        ("follows", "i8"),  # 1: the rate follows the number of healthy customers
    ]
)

JOB = np.dtype(
    [
        ("role", "i8"),
        ("segment", "i8"),
        ("admin_share", "f8"),
        ("attrition_per_month", "f8"),
        ("vacancy_share", "f8"),
        ("search", "f8"),
        ("ramp", "f8"),
        ("interview_work", "f8"),
        ("welcome_work", "f8"),
        ("coaching_work", "f8"),
        ("people_work", "f8"),
        ("inspection_work", "f8"),
        ("alignment_work", "f8"),
        ("standing_work", "f8"),
        ("base_pay", "i8"),
        ("variable_pay", "i8"),
        ("quota", "i8"),
        ("plan", "i8"),
        ("discount_limit", "f8"),
        ("hygiene_work", "f8"),
        ("dashboard_work", "f8"),
        ("enablement_work", "f8"),
        ("analysis_work", "f8"),
        ("strategy_work", "f8"),
        ("helping_work", "f8"),
        ("duty", "i8"),
        ("promotes_to", "i8"),
        ("turnover_per_month", "f8"),
    ]
)

PLAN = np.dtype(
    [
        ("months", "i8"),
        ("threshold", "f8"),
        ("below_rate", "f8"),
        ("tier_from", "f8", (TIERS,)),
        ("tier_rate", "f8", (TIERS,)),
        ("quota_bonus", "f8"),
        ("cap", "f8"),
        ("clawback", "i8"),
    ]
)

SEAT = np.dtype(
    [
        ("key", "i8"),
        ("role", "i8"),
        ("segment", "i8"),
        ("job", "i8"),
        ("unit", "i8"),
        ("boss", "i8"),
        ("depth", "i8"),
        ("starts", "i8"),
        ("list_turn", "i8"),  # seats that had the same territory before this one
        ("home", "i8"),
        ("list_first", "i8"),
        ("list_accounts", "i8"),
        ("ends", "i8"),
    ]
)

# What a scenario's dated events are, in the order of time; ``over`` is 1 for the end of one.
DATED = np.dtype(
    [
        ("time", "i8"),
        ("number", "i8"),
        ("shock", "i8"),
        ("over", "i8"),
        ("until", "i8"),
        ("factor", "f8"),
        ("job", "i8"),
        ("unit", "i8"),
        ("seats", "i8"),
        ("best", "i8"),
        ("chart", "i8"),
    ]
)

# A seat in one of the run's charts.
CHART = np.dtype(
    [("there", "i8"), ("boss", "i8"), ("depth", "i8"), ("unit", "i8"), ("starts", "i8")]
)


class RunTimes(NamedTuple):
    """When things are counted; seconds since the first day's midnight."""

    warm_up_ends: int
    ends: int
    grid: int  # times are rounded up to a multiple of this
    first_weekday: int  # weekday of the first day, Monday is 0
    month_starts: np.ndarray  # int64 [months + 1], calendar months of the run; the last is ``ends``
    quarter_starts: np.ndarray  # int64, fiscal quarters that start within the run
    week_starts: np.ndarray  # int64, Mondays
    fiscal_starts: np.ndarray  # int64, first days of calendar months within the run
    fiscal_months: np.ndarray  # int64, months since the fiscal year began, 0 to 11


class DemandParams(NamedTuple):
    """Inbound demand; tables by channel, weekday, hour."""

    day_noise: np.ndarray  # float64 [channels, n] quantiles of the day's gamma factor, mean 1
    day_factor: np.ndarray  # float64 [days] season × weekday × growth
    hour_table: np.ndarray  # float64 [n] quantiles of the second of the day
    segment_table: np.ndarray  # float64 [segments] cumulative shares
    fit_sigma: float
    intent_sigma: float
    score_noise: float
    returning_intent: float
    most_leads: int  # more than any day brings
    spend_elasticity: float
    quality_sigma: float  # spread of latent quality within a channel
    referral_elasticity: float
    referral_health: float
    referral_limit: float
    usual_customers: float


class RoutingParams(NamedTuple):
    """Policies, and which roles work a desk."""

    leads: int
    deals: int
    customers: int
    manual_share: float
    manual_work: float
    overflow: np.ndarray  # int64 [desks]: open items at which an owner is full, -1: never
    named: int  # 1 where some policy is ``named``
    named_patience: int
    roles: np.ndarray  # int64 [desks, ranks]: roles in the order in which they are asked, -1: none
    spill: int  # 1: other segments help out when a whole desk is full
    setters_serve_all: int  # 1: setters serve every segment


class SdrParams(NamedTuple):
    touches: int
    gap: float
    connects: float
    touch_work: float
    conversation_work: float
    booking_work: float
    skill_effect: float
    quality_effect: float
    patience: float
    patience_sigma: float
    agreement: int
    recycle_share: float
    recycle_delay: float
    order: int  # vocabulary.TouchOrder


class OutboundParams(NamedTuple):
    blocks_per_day: int
    block_work: float
    accounts_per_block: int
    list_accounts: int
    attempts: int
    rest: int
    meeting_chance: float  # per account and attempt, at yield 1, full ramp, skill 0
    skill_effect: float
    target_slot: int  # 0 for BDRs, 1 for setters
    target_level: float  # normal quantile of the estimated fit from which an account is on the list
    target_quality: float  # usual latent quality of what the list brings
    campaign_share: float  # of the blocks, spent on customers
    campaign_chance: float  # a contact raises an occasion, at health and skill 0
    campaign_rest: int


class MeetingParams(NamedTuple):
    delay: float
    delay_sigma: float
    rebook_share: float
    rebookings: int
    quality_effect: float
    fidelity_effect: float
    load_effect: float
    full_load: float
    alignment_effect: float


class SettingParams(NamedTuple):
    """What appointment setters do for the seats they serve."""

    confirms: int
    confirmation_work: float
    confirmation_lead: int  # seconds before the meeting at which the confirmation is asked for
    confirmation_effect: float
    usual_confirmed: float
    recovers: int
    rebooking_work: float
    rebooking_time: int
    rebooking_effect: float
    usual_recovered: float
    scheduling_share: float  # part of the booking work that is taken off SDRs, 0: none


class AeParams(NamedTuple):
    skill_effect: float
    ramp_floor: float
    quality_effect: float
    quality_reference: float
    fidelity_effect: float
    fidelity_reference: float
    fidelity_delay: float
    extra_discovery: float
    wait_effect: float
    wait_allowance: float
    se_effect: float
    competitor_share: float
    competitor_effect: float
    support_effect: float
    usual_support: float
    sponsor_effect: float
    usual_sponsoring: float
    hours_sigma: float
    no_decision_share: float
    unresponsive_share: float
    disqualified_share: float
    price_share: float
    rest: int
    se_patience: float
    se_patience_exponential: int
    se_work_exponential: int
    later_weight: float
    hassle: float
    slip_risk: float
    slip_window: float
    give_up_effect: float


class CsmParams(NamedTuple):
    health_speed: float
    health_noise: float
    fit_effect: float
    fidelity_effect: float
    fidelity_reference: float
    attention_effect: float
    attention_reference: float
    attention_memory: float
    late_effect: float
    onboarding_fidelity: float
    churn_health: float
    churn_first_year: float
    churn_later_years: float
    expansion_health: float
    risk_level: float
    risk_noticed: float
    save_success: float
    save_effect: float
    rest: int
    champion_leaves: float  # chance a month
    champion_won: float
    champion_effect: float  # log of the hazard ratio
    usual_without_champion: float
    escalation_effect: float
    usual_help: float
    escalation_patience: float
    cross_functional_share: float
    expansion_owner: int
    expansion_skill_effect: float
    expansion_fidelity_effect: float
    ae_expansion_effect: float
    ae_expansion_time: float
    wallet: float


class LeaderParams(NamedTuple):
    coaching_max: float
    coaching_half: float
    coaching_tails: float
    coaching_reference: float
    people_half: float
    people_reference: float
    coach_the_coach: float
    memory: float
    inspection_reference: float
    coach_skill_effect: float


class StructureParams(NamedTuple):
    fidelity_structured: float
    fidelity_unstructured: float
    compliance: float
    distance_decay: float
    alignment_half: float
    correction_rate: float
    usual_inbound: float  # context fidelity an inbound lead usually has at its first meeting
    usual_outbound: float  # the same for a lead of outbound work
    usual_alignment: float  # hours a month at which the base acceptance holds
    kept_of_leaver: float


class PeopleParams(NamedTuple):
    skill_sigma: float
    tenure_effect: float
    attainment_effect: float
    attention_effect: float
    overload_effect: float
    fill_sigma: float
    notice: int
    interviews: int  # 0: hiring does not wait for leaders
    second_interview_work: float
    promotion_share: float
    promotion_tenure: int
    promotion_wait: int
    promotion_ramp: float  # factor on the ramp of the new seat


class PricingParams(NamedTuple):
    approvals: int
    approval_work: float
    cut_share: float
    cut_size: float
    price_effect: float
    sensitivity_sigma: float
    sensitivity_ask: float
    offer_work: float
    offer_step: float
    offer_steps: int
    offer_base: float
    offer_effect: float
    hurry_effect: float
    answer: float
    slip: float
    most_offers: int


class QuotaParams(NamedTuple):
    top_down: int
    growth: float
    over_assignment: float
    ratchet: float  # 0: quotas stay
    ramp_floor: float


class ForecastParams(NamedTuple):
    optimism: float
    skill_effect: float
    inspection_effect: float
    commit_level: float
    cycle_factor: float


class OperationsParams(NamedTuple):
    """Sales operations: data quality, dashboards, tools."""

    data_start: float
    data_reference: float
    decay: float  # of data quality, per record
    hygiene: float  # of what is wrong, per hour of data hygiene
    connect_effect: float
    risk_effect: float
    misrouted: float  # share of MQLs at the reference
    misroute_effect: float
    misroute_time: float
    dashboard_rate: float  # breaches noticed per day and hour of dashboards a month
    usual_dashboards: float  # hours a month at which the alignment's own rate holds
    adoption_start: float
    adoption_reference: float
    adoption_of_new: float
    enablement: float  # of what is not adopted, per hour of enablement a head
    adoption_effect: float
    users: int  # seats that work with the tools
    availability: float


class MarketingParams(NamedTuple):
    """What marketing learns and how it spends; what strategy is worth."""

    learning: float
    drift: float
    half_outcomes: float
    fade: float  # per month, of what an outcome teaches
    lag_per_level: float  # months
    highest_auc: float
    lowest_auc: float
    budget_every: int  # months; 0: never
    budget_step: float
    budget_floor: float
    budget_ceiling: float
    budget_objective: int
    budget_at_common_boss: int
    budget_work: float
    strategy_effect: float
    usual_strategy: float
    analysis_effect: float
    usual_analysis: float


class LedgerParams(NamedTuple):
    """Money, cents."""

    payroll_load: float
    marketing_team_per_year: int
    tools_per_seat_year: int
    travel_per_year: int
    recruiting_per_hire: int
    gross_margin: float
    severance_months: float


class ChangeParams(NamedTuple):
    """Dated events, the charts of the run, and what events do by day; day 0 is the run's first."""

    event: np.ndarray  # DATED
    event_channels: np.ndarray  # int64 [events, channels]: 1 where the budget cut concerns it
    chart: np.ndarray  # CHART [charts, seats]; the first is that of the first day
    interfaces: np.ndarray  # int64 [charts, seats, interfaces]: 1 at a lowest common boss
    marketing_head: np.ndarray  # int64 [charts]: seat that stands for marketing in distances
    demand: np.ndarray  # float64 [channels, days] factor on leads
    price: np.ndarray  # float64 [segments, days] factor on the list ACV
    competitor_share: np.ndarray  # float64 [days] added for new deals
    competitor_effect: np.ndarray  # float64 [days] added where there is a competitor, log-odds
    pace: np.ndarray  # float64 [days] part of the working time that is left
    restless: np.ndarray  # float64 [days] log-odds of leaving on top


# A rule that management acts by; ``reserve`` is the first of the seats that it may open.
RULE = np.dtype(
    [
        ("figure", "i8"),
        ("job", "i8"),
        ("border", "f8"),
        ("above", "i8"),
        ("for_months", "i8"),
        ("every", "i8"),
        ("action", "i8"),
        ("most", "i8"),
        ("factor", "f8"),
        ("pause", "i8"),
        ("reserve", "i8"),
    ]
)


class PolicyParams(NamedTuple):
    """Rules that act during the run."""

    rule: np.ndarray  # RULE
    channels: np.ndarray  # int64 [rules, channels]: 1 where the rule changes the spend


class Params(NamedTuple):
    """A scenario frozen to numbers."""

    clock: OfficeCalendar
    run: RunTimes
    segment: np.ndarray
    channel: np.ndarray
    job: np.ndarray
    seat: np.ndarray
    demand: DemandParams
    routing: RoutingParams
    sdr: SdrParams
    bdr: OutboundParams
    setter: OutboundParams
    meeting: MeetingParams
    ae: AeParams
    csm: CsmParams
    leader: LeaderParams
    structure: StructureParams
    people: PeopleParams
    ledger: LedgerParams
    plan: np.ndarray
    quotas: QuotaParams
    pricing: PricingParams
    forecast: ForecastParams
    operations: OperationsParams
    marketing: MarketingParams
    setting: SettingParams
    changes: ChangeParams
    policies: PolicyParams


class Names(NamedTuple):
    """The words behind the numbers, for people."""

    scenario: str
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    jobs: tuple[str, ...]
    seats: tuple[str, ...]
    units: tuple[str, ...]


class Frozen(NamedTuple):
    """What ``freeze`` makes of a scenario and its chart."""

    params: Params
    names: Names
