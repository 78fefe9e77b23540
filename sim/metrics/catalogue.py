"""The list of measures: what is counted, in which unit, by which formula.

``over`` lists the forms a measure takes: ``""`` is the total, the others are dimensions.
Formulas speak of the horizon unless they say otherwise.  Flows are counted where they happen (a
deal won in the horizon counts even if it was opened before), so ratios of flows mix cohorts; in a
steady company the two agree, and nothing has to be cut off at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", "neither"]

TOTAL = ("",)
BY_SEGMENT = ("", "segment")
BY_SOURCE = ("", "source")
BY_SEGMENT_AND_SOURCE = ("", "segment", "source")
BY_ROLE = ("role", "job")
BY_CHANNEL = ("", "channel")


@dataclass(frozen=True)
class Measure:
    """One line of the catalogue; see ``registry.Kpi`` for the fields."""

    name: str
    title: str
    unit: str
    better: Better
    group: str
    display: str
    over: tuple[str, ...]
    formula: str
    description: str = ""


def _money(name: str, title: str, better: Better, over: tuple[str, ...], formula: str) -> Measure:
    return Measure(name, title, "USD", better, "revenue", "money", over, formula)


REVENUE = (
    _money("new_arr", "New ARR", "higher", BY_SEGMENT_AND_SOURCE, "Sum of the ACV of deals won."),
    Measure(
        "new_arr_per_year",
        "New ARR per year",
        "USD/year",
        "higher",
        "revenue",
        "money",
        TOTAL,
        "New ARR / years of the horizon.",
    ),
    _money("bookings", "Bookings", "higher", TOTAL, "New ARR + expansion ARR."),
    Measure(
        "bookings_per_year",
        "Bookings per year",
        "USD/year",
        "higher",
        "revenue",
        "money",
        TOTAL,
        "Bookings / years of the horizon.",
    ),
    _money(
        "recognised_revenue",
        "Recognised revenue",
        "higher",
        TOTAL,
        "ARR / 12 for each calendar month, pro rata to the second.",
    ),
    _money("expansion_arr", "Expansion ARR", "higher", BY_SEGMENT, "ARR that customers added."),
    _money("expansion_arr_by_csm", "Expansion ARR sold by CSMs", "neither", TOTAL, "Sold by CSMs."),
    _money("expansion_arr_by_ae", "Expansion ARR sold by AEs", "neither", TOTAL, "Sold by AEs."),
    _money(
        "contraction_arr", "Contraction ARR", "lower", BY_SEGMENT, "ARR lost by renewals for less."
    ),
    _money(
        "churned_arr", "Churned ARR", "lower", BY_SEGMENT, "ARR of customers that did not renew."
    ),
    _money("start_arr", "ARR at the start", "neither", BY_SEGMENT, "ARR when the horizon begins."),
    _money("end_arr", "ARR at the end", "higher", BY_SEGMENT, "ARR when the horizon ends."),
    _money("net_new_arr", "Net new ARR", "higher", TOTAL, "ARR at the end - ARR at the start."),
    Measure(
        "arr_growth",
        "ARR growth per year",
        "share",
        "higher",
        "revenue",
        "percent",
        TOTAL,
        "(ARR at the end / ARR at the start)^(1 / years) - 1.",
    ),
    Measure(
        "mean_deal_size",
        "Mean deal size",
        "USD/year",
        "higher",
        "revenue",
        "money",
        BY_SEGMENT,
        "New ARR / deals won.",
    ),
)

_COHORT = (
    "The cohort are the customers on the first day of the horizon, followed for 365 days; in a "
    "shorter horizon to its end, the share kept raised to the power 365 / days."
)


def _cohort(name: str, title: str, better: Better, formula: str) -> Measure:
    return Measure(
        name,
        title,
        "share",
        better,
        "retention",
        "percent",
        BY_SEGMENT,
        formula,
        _COHORT,
    )


def _care(name: str, title: str, better: Better, formula: str) -> Measure:
    return Measure(name, title, "count/year", better, "retention", "integer", TOTAL, formula)


RETENTION = (
    _cohort(
        "grr",
        "Gross revenue retention",
        "higher",
        "Sum over the cohort of min(ARR after, ARR before) / sum of ARR before.",
    ),
    _cohort(
        "nrr",
        "Net revenue retention",
        "higher",
        "Sum over the cohort of ARR after / sum of ARR before.",
    ),
    _cohort("logo_churn", "Logo churn", "lower", "Customers of the cohort lost / customers."),
    Measure(
        "renewal_rate",
        "Renewal rate",
        "share",
        "higher",
        "retention",
        "percent",
        BY_SEGMENT,
        "Renewals / (renewals + churns).",
    ),
    Measure(
        "customers_at_end",
        "Customers at the end",
        "count",
        "higher",
        "retention",
        "integer",
        BY_SEGMENT,
        "Customers when the horizon ends.",
    ),
    Measure(
        "onboarding_days",
        "Days to go live",
        "days",
        "lower",
        "retention",
        "days",
        TOTAL,
        "Mean of go-live - start of the contract, customers that went live.",
    ),
    _care("champions_lost", "Champions lost per year", "lower", "Champions who left / years."),
    _care("champions_won", "Champions won per year", "higher", "New champions won over / years."),
    _care("saves", "Save plays per year", "neither", "Save plays ended / years."),
    Measure(
        "saves_worked",
        "Save plays that worked",
        "share",
        "higher",
        "retention",
        "percent",
        TOTAL,
        "Save plays that worked / save plays ended.",
    ),
    Measure(
        "saves_helped",
        "Escalated save plays helped in time",
        "share",
        "higher",
        "retention",
        "percent",
        TOTAL,
        "Save plays that an executive helped with / those for which one was asked.",
    ),
    _care(
        "campaign_occasions",
        "Campaign occasions per year",
        "higher",
        "Occasions to expand that BDR campaigns raised / years.",
    ),
)


def _flow(
    name: str,
    title: str,
    better: Better,
    over: tuple[str, ...],
    formula: str,
    description: str = "",
) -> Measure:
    return Measure(
        name,
        title,
        "count",
        better,
        "funnel",
        "integer",
        over,
        formula,
        description,
    )


def _share(name: str, title: str, better: Better, over: tuple[str, ...], formula: str) -> Measure:
    return Measure(name, title, "share", better, "funnel", "percent", over, formula)


FUNNEL = (
    _flow("leads", "Leads", "neither", BY_SOURCE, "Leads created, those won by outbound work too."),
    _flow("mql", "MQLs", "neither", BY_SOURCE, "Leads whose score passed the threshold."),
    _flow("booked", "Meetings booked", "higher", BY_SOURCE, "First meetings put in a calendar."),
    _flow("held", "Meetings held", "higher", BY_SOURCE, "First meetings that took place."),
    _flow(
        "sao",
        "Opportunities accepted (SAO)",
        "higher",
        BY_SEGMENT_AND_SOURCE,
        "Leads accepted by an AE.",
        "Deals of the initial state are not counted.",
    ),
    _flow("wins", "Deals won", "higher", BY_SEGMENT_AND_SOURCE, "Deals won."),
    _flow("closed", "Deals closed", "neither", BY_SEGMENT, "Deals won or lost."),
    _share("lead_to_mql", "Lead to MQL", "higher", TOTAL, "MQLs / inbound leads."),
    _share(
        "referral_share",
        "Leads from customers",
        "higher",
        TOTAL,
        "Leads of channels that follow the number of healthy customers / inbound leads.",
    ),
    _share("mql_to_held", "MQL to meeting", "higher", TOTAL, "Inbound meetings held / MQLs."),
    _share("mql_to_sao", "MQL to SAO", "higher", BY_CHANNEL, "Inbound SAOs / MQLs."),
    _share("sao_to_won", "SAO to won", "higher", TOTAL, "Deals won / SAOs."),
    _share(
        "show_share",
        "Meetings held",
        "higher",
        BY_SOURCE,
        "Meetings held / meetings booked; a re-booked meeting counts once.",
    ),
    _share(
        "confirmed_share",
        "Meetings confirmed",
        "higher",
        TOTAL,
        "Meetings that a setter confirmed before their time / meetings held or missed.",
    ),
    _share(
        "recovered_share",
        "Missed meetings booked again",
        "higher",
        TOTAL,
        "Re-bookings / meetings missed; every miss of a meeting counts.",
    ),
    _share("win_rate", "Win rate", "higher", BY_SEGMENT, "Deals won / deals won or lost."),
    _share(
        "stage_advance",
        "Stage conversion",
        "higher",
        ("stage",),
        "Deals that left the stage forward / deals that left it.",
    ),
    _share(
        "loss_share", "Share of losses", "neither", ("reason",), "Deals lost for the reason / lost."
    ),
    _share(
        "no_decision_share",
        "Losses to no decision",
        "lower",
        BY_SEGMENT,
        "Deals lost to no decision / deals lost.",
    ),
)


def _days(name: str, title: str, formula: str) -> Measure:
    return Measure(name, title, "days", "lower", "speed", "days", BY_SEGMENT, formula)


def _hours(name: str, title: str, formula: str, description: str = "") -> Measure:
    return Measure(name, title, "hours", "lower", "speed", "hours", TOTAL, formula, description)


_RESPONSE = "MQLs touched for the first time; those never touched are in `share_never_worked`."

SPEED = (
    _days("cycle_mean", "Sales cycle, mean", "Mean calendar days from opening to won, deals won."),
    _days("cycle_median", "Sales cycle, median", "Median of the same days."),
    _days("cycle_p90", "Sales cycle, 90th percentile", "90th percentile of the same days."),
    _hours(
        "lead_response_mean",
        "Lead response, mean",
        "Mean office hours from MQL to the beginning of the first touch.",
        _RESPONSE,
    ),
    _hours("lead_response_median", "Lead response, median", "Median of the same hours.", _RESPONSE),
    _hours("lead_response_p90", "Lead response, 90th percentile", "90th percentile.", _RESPONSE),
    _hours(
        "lead_response_wall_mean",
        "Lead response on the wall clock, mean",
        "The same in hours of the wall clock, nights and weekends included.",
        _RESPONSE,
    ),
    _hours(
        "lead_response_wall_median",
        "Lead response on the wall clock, median",
        "Median of the hours of the wall clock.",
        _RESPONSE,
    ),
    _hours(
        "lead_response_wall_p90",
        "Lead response on the wall clock, 90th percentile",
        "90th percentile of the hours of the wall clock.",
        _RESPONSE,
    ),
    Measure(
        "share_never_worked",
        "MQLs never worked",
        "share",
        "lower",
        "speed",
        "percent",
        TOTAL,
        "MQLs that ended without a touch / MQLs that were touched or ended.",
        "MQLs still waiting at the end are left out.",
    ),
)

REPS = (
    Measure(
        "pipeline_coverage",
        "Pipeline coverage",
        "ratio",
        "higher",
        "reps",
        "ratio",
        TOTAL,
        "Mean over fiscal quarter starts of open pipeline value / (yearly quotas in force / 4).",
    ),
    Measure(
        "open_pipeline",
        "Open pipeline",
        "USD",
        "neither",
        "reps",
        "money",
        TOTAL,
        "Mean over fiscal quarter starts of the ACV of open opportunities.",
    ),
    Measure(
        "attainment_mean",
        "Quota attainment, mean",
        "share",
        "higher",
        "reps",
        "percent",
        TOTAL,
        "Mean over rep-years of ACV sold / (quota in force x time), both while the seat's holder "
        "was ramped.",
        "ACV sold is that of deals won and of expansions sold by AEs. A rep-year is an AE seat in "
        "a year of the horizon with a ramped holder for half of it.",
    ),
    Measure(
        "attainment_median",
        "Quota attainment, median",
        "share",
        "higher",
        "reps",
        "percent",
        TOTAL,
        "Median over the same rep-years.",
    ),
    Measure(
        "share_at_quota",
        "Reps at quota",
        "share",
        "higher",
        "reps",
        "percent",
        TOTAL,
        "Rep-years with an attainment of at least 100 % / rep-years.",
    ),
    Measure(
        "selling_time_share",
        "Selling time",
        "share",
        "higher",
        "reps",
        "percent",
        BY_SEGMENT,
        "AE hours with buyers (first meetings, prospecting, the meeting share of selling and of "
        "expansion work, half of closing work) / AE hours present.",
    ),
)

_OVERFLOW = "Set by `routing.overflow_leads` and its siblings."

CAPACITY = (
    Measure(
        "utilisation",
        "Utilisation",
        "share",
        "neither",
        "capacity",
        "percent",
        BY_ROLE,
        "a + (1 - a) B: a the job's admin share at the month's tool adoption, B the share of "
        "occupied office time spent on modelled work.",
        "Work is clipped at the borders of the horizon.",
    ),
    Measure(
        "busy",
        "Busy share",
        "share",
        "neither",
        "capacity",
        "percent",
        BY_ROLE,
        "B: office time spent on modelled work / office time occupied.",
        "The load of the queue: close to 1, waiting explodes.",
    ),
    Measure(
        "waiting",
        "Waiting for",
        "hours",
        "lower",
        "capacity",
        "hours",
        BY_ROLE,
        "Mean office hours from asked to begun, work begun in the horizon.",
    ),
    Measure(
        "backlog",
        "Backlog of",
        "count",
        "lower",
        "capacity",
        "decimal",
        BY_ROLE,
        "Office hours waited / office hours of the horizon: the mean number waiting (Little).",
    ),
    Measure(
        "se_missed_share",
        "Evaluations without an SE",
        "share",
        "lower",
        "capacity",
        "percent",
        TOTAL,
        "Evaluations that went on without a sales engineer / (those + evaluations supported).",
    ),
    Measure(
        "owner_changes",
        "Changes of owner per year",
        "count/year",
        "lower",
        "capacity",
        "integer",
        TOTAL,
        "Leads, deals and customers that passed to another owner / years.",
        "Their owner left, or a re-organisation passed them on.",
    ),
    Measure(
        "corrections",
        "Response breaches corrected per year",
        "count/year",
        "neither",
        "capacity",
        "integer",
        TOTAL,
        "Late leads that were noticed and moved to the front / years.",
    ),
    Measure(
        "overflowed",
        "Work passed over a full owner per year",
        "count/year",
        "lower",
        "capacity",
        "integer",
        TOTAL,
        "Leads, deals and customers that went to the least loaded because the owner that the "
        "policy named was full / years.",
        _OVERFLOW,
    ),
    Measure(
        "spilled",
        "Work passed to another segment per year",
        "count/year",
        "lower",
        "capacity",
        "integer",
        TOTAL,
        "Leads, deals and customers that went to a seat of another segment because the whole desk "
        "was full / years.",
        _OVERFLOW,
    ),
)

PEOPLE = (
    Measure(
        "headcount",
        "Headcount",
        "count",
        "neither",
        "people",
        "decimal",
        TOTAL,
        "Mean number of occupied seats.",
    ),
    Measure(
        "vacant_seats",
        "Vacant seats",
        "count",
        "lower",
        "people",
        "decimal",
        TOTAL,
        "Mean number of seats that were open but not occupied.",
    ),
    Measure(
        "quits_per_year",
        "Quits per year",
        "count/year",
        "lower",
        "people",
        "decimal",
        TOTAL,
        "People who resigned, or left on the date of an event / years.",
        "Promotions, layoffs and seats that a re-organisation gives up are not among them.",
    ),
    Measure(
        "promotions_per_year",
        "Promotions per year",
        "count/year",
        "neither",
        "people",
        "decimal",
        TOTAL,
        "People who took another seat of the company / years.",
    ),
    Measure(
        "layoffs",
        "Layoffs",
        "count",
        "neither",
        "people",
        "integer",
        TOTAL,
        "People who left because their seat was closed, by a layoff or a re-organisation.",
    ),
    Measure(
        "rule_hires",
        "Seats opened by rules",
        "count",
        "neither",
        "people",
        "integer",
        TOTAL,
        "Seats that rules of management opened.",
    ),
    Measure(
        "frozen_days",
        "Days lost to hiring freezes",
        "days",
        "neither",
        "people",
        "days",
        TOTAL,
        "Days that candidates and offers waited for the end of hiring freezes, over all seats.",
    ),
    Measure(
        "severance",
        "Severance",
        "USD",
        "lower",
        "people",
        "money",
        TOTAL,
        "Severance accounts of the ledger.",
    ),
    Measure(
        "attrition",
        "Attrition of",
        "share/year",
        "lower",
        "people",
        "percent",
        BY_ROLE,
        "People who left the seat, promotions and layoffs included / (occupied seats x years).",
    ),
    Measure(
        "on_ramp",
        "On ramp",
        "share",
        "lower",
        "people",
        "percent",
        BY_ROLE,
        "Time that seats were held by people on ramp / time that they were occupied.",
        "Somebody is on ramp for the job's ramp time from the day of joining, shorter after a "
        "promotion.",
    ),
    Measure(
        "vacancy_days",
        "Days to fill a vacancy",
        "days",
        "lower",
        "people",
        "days",
        TOTAL,
        "Mean calendar days from a leaver to the successor, vacancies filled in the horizon.",
    ),
)

LEADERS = (
    Measure(
        "coaching_hours",
        "Coaching per rep",
        "hours/month",
        "higher",
        "leaders",
        "hours",
        TOTAL,
        "Hours of coaching received by SDRs, BDRs, setters, AEs, SEs and CSMs / their months.",
    ),
    Measure(
        "alignment_hours",
        "Alignment between functions",
        "hours/month",
        "higher",
        "leaders",
        "hours",
        TOTAL,
        "Hours of alignment meetings held by leaders / months.",
    ),
    Measure(
        "sponsored_deals",
        "Sponsored deals per year",
        "count/year",
        "higher",
        "leaders",
        "integer",
        TOTAL,
        "Pieces of executive sponsoring completed / years.",
    ),
    Measure(
        "leader_hours",
        "Leaders' hours",
        "hours/month",
        "neither",
        "leaders",
        "hours",
        ("activity", "attention"),
        "Hours leaders worked on the activity / months.",
        "By attention: the hours of all leaders of one role on one activity.",
    ),
    Measure(
        "agenda_delivered",
        "Agenda delivered",
        "share",
        "higher",
        "leaders",
        "percent",
        ("", "leader"),
        "Weekly items of leaders' agendas (coaching, time for people, review, alignment, own desk "
        "work, operations, strategy) begun / (begun + crowded out).",
        "What is missing to 100 % was intended and crowded out.",
    ),
    Measure(
        "touches_by_leaders",
        "Touches by leaders",
        "share",
        "neither",
        "leaders",
        "percent",
        TOTAL,
        "Touches of leads that a leader made for a report / touches.",
    ),
    Measure(
        "crowded_out",
        "Leaders' items crowded out",
        "count/month",
        "lower",
        "leaders",
        "decimal",
        TOTAL,
        "Weekly items of leaders' agendas that were not added because last week's was still open / "
        "months.",
    ),
)


def _cost(name: str, title: str, formula: str) -> Measure:
    return Measure(name, title, "USD", "lower", "money", "money", TOTAL, formula)


def _ratio(name: str, title: str, better: Better, formula: str) -> Measure:
    return Measure(name, title, "ratio", better, "money", "ratio", TOTAL, formula)


MONEY = (
    _cost("cost", "Cost", "Sum of all cost accounts of the ledger."),
    _cost("s_and_m_cost", "Sales and marketing cost", "Cost accounts of sales and marketing."),
    _cost("cs_cost", "Customer success cost", "Cost accounts of customer success."),
    _ratio("cac_ratio", "CAC ratio", "lower", "Sales and marketing cost / new ARR."),
    Measure(
        "cac_per_customer",
        "CAC per customer",
        "USD",
        "lower",
        "money",
        "money",
        TOTAL,
        "Sales and marketing cost / deals won.",
    ),
    Measure(
        "cac_payback_months",
        "CAC payback",
        "months",
        "lower",
        "money",
        "decimal",
        TOTAL,
        "12 x sales and marketing cost / (new ARR x gross margin).",
    ),
    Measure(
        "ltv",
        "Lifetime value of a customer",
        "USD",
        "higher",
        "money",
        "money",
        TOTAL,
        "Mean deal size x gross margin / (1 - GRR).",
    ),
    _ratio(
        "ltv_to_cac",
        "LTV : CAC",
        "higher",
        "Lifetime value of a customer / CAC per customer.",
    ),
    _ratio("magic_number", "Magic number", "higher", "Net new ARR / sales and marketing cost."),
    Measure(
        "s_and_m_share",
        "Sales and marketing share",
        "share",
        "lower",
        "money",
        "percent",
        TOTAL,
        "Sales and marketing cost / recognised revenue.",
    ),
    Measure(
        "contribution",
        "Contribution",
        "USD",
        "higher",
        "money",
        "money",
        TOTAL,
        "Recognised revenue x gross margin - sales and marketing cost - customer success cost.",
    ),
)

_WHOLE = "Whole fiscal quarters of the horizon."
_FORECASTS = "Forecasts made at each calendar month's start whose 90 days lie within the horizon."
_COMMITS = (
    "Committed are deals whose AE believes above `forecast.commit_level` that they are won within "
    "90 days. The same forecasts."
)

CLOSING = (
    Measure(
        "discount",
        "Mean discount",
        "share",
        "lower",
        "closing",
        "percent",
        BY_SEGMENT,
        "Mean over deals won of the discount off list.",
    ),
    Measure(
        "quarter_end_share",
        "Bookings in the last two weeks",
        "share",
        "neither",
        "closing",
        "percent",
        TOTAL,
        "New ARR won in the last 14 days of fiscal quarters / new ARR.",
        _WHOLE + " A flat quarter has 15.4 %.",
    ),
    Measure(
        "quarter_start_pace",
        "Pace of the first three weeks",
        "ratio",
        "neither",
        "closing",
        "ratio",
        TOTAL,
        "Weekly new ARR in the first 21 days of fiscal quarters / weekly new ARR.",
        _WHOLE,
    ),
    Measure(
        "quarter_end_discount",
        "Extra discount at the quarter's end",
        "share",
        "lower",
        "closing",
        "percent",
        TOTAL,
        "Mean discount of deals won in the last 14 days - in weeks 3 to 10 of fiscal quarters.",
        _WHOLE,
    ),
    Measure(
        "approval_wait",
        "Wait for a discount's approval",
        "hours",
        "lower",
        "closing",
        "hours",
        TOTAL,
        "Mean office hours from a request until an approver begins with it.",
    ),
    Measure(
        "discounts_cut",
        "Discounts cut by the approver",
        "share",
        "neither",
        "closing",
        "percent",
        TOTAL,
        "Requests of buyers that were cut / requests that needed an approval.",
    ),
    Measure(
        "offers_per_year",
        "Close-now offers per year",
        "offers/year",
        "neither",
        "closing",
        "decimal",
        TOTAL,
        "Offers of a further discount for a signature now / years.",
    ),
    Measure(
        "offers_accepted",
        "Close-now offers accepted",
        "share",
        "neither",
        "closing",
        "percent",
        TOTAL,
        "Offers accepted / offers made.",
    ),
    Measure(
        "slipped_per_year",
        "Deals let slip per year",
        "deals/year",
        "neither",
        "closing",
        "decimal",
        TOTAL,
        "Decisions that AEs moved into the next quota period / years.",
    ),
    Measure(
        "commission_share",
        "Commissions on new ARR",
        "share",
        "lower",
        "closing",
        "percent",
        TOTAL,
        "Commissions earned, less those taken back / new ARR.",
    ),
    Measure(
        "forecast_bias",
        "Forecast bias",
        "share",
        "neither",
        "closing",
        "percent",
        TOTAL,
        "Sum of 90-day forecasts / sum of what was won in those 90 days - 1.",
        _FORECASTS,
    ),
    Measure(
        "forecast_error",
        "Forecast error",
        "share",
        "lower",
        "closing",
        "percent",
        TOTAL,
        "Mean of |forecast - won| / won.",
        _FORECASTS,
    ),
    Measure(
        "forecast_hits",
        "Forecasts within 5 %",
        "share",
        "higher",
        "closing",
        "percent",
        TOTAL,
        "Forecasts that miss by 5 % at most / forecasts.",
        _FORECASTS,
    ),
    Measure(
        "commit_bias",
        "Bias of what is committed",
        "share",
        "neither",
        "closing",
        "percent",
        TOTAL,
        "Sum of ACV committed 90 days out / sum of what was won in those 90 days of deals open "
        "then - 1.",
        _COMMITS,
    ),
    Measure(
        "commit_error",
        "Error of what is committed",
        "share",
        "lower",
        "closing",
        "percent",
        TOTAL,
        "Mean of |committed - won of deals open then| / won of deals open then.",
        _COMMITS,
    ),
)


def _state(name: str, title: str, formula: str, description: str = "") -> Measure:
    return Measure(
        name, title, "share", "higher", "operations", "percent", TOTAL, formula, description
    )


OPERATIONS = (
    _state("data_quality", "Data quality", "Mean over month starts of the share of records right."),
    _state(
        "tool_adoption", "Tool adoption", "Mean over month starts of the share of the tools in use."
    ),
    Measure(
        "misrouted",
        "Leads sent to the wrong owner per year",
        "count/year",
        "lower",
        "operations",
        "integer",
        TOTAL,
        "MQLs that wrong data sent to the wrong owner first / years.",
    ),
    Measure(
        "score_auc",
        "Quality of the lead score (AUC)",
        "ratio",
        "higher",
        "operations",
        "ratio",
        TOTAL,
        "Mean over month starts of the chance that of two leads the better has the higher score.",
    ),
    Measure(
        "targeting_noise",
        "Noise of outbound lists",
        "log-odds",
        "lower",
        "operations",
        "ratio",
        TOTAL,
        "Mean over month starts of the noise of the fit that outbound work estimates.",
    ),
    Measure(
        "programme_spend",
        "Programme spend",
        "USD",
        "neither",
        "operations",
        "money",
        BY_CHANNEL,
        "Marketing programmes in the horizon at the budgets that were in force.",
    ),
)

MEASURES: tuple[Measure, ...] = (
    *REVENUE,
    *RETENTION,
    *FUNNEL,
    *SPEED,
    *REPS,
    *CAPACITY,
    *PEOPLE,
    *LEADERS,
    *CLOSING,
    *MONEY,
    *OPERATIONS,
)
