"""The words both engines share, and what each line of the event log means.

Named tuples of integers, because Numba and ``match`` both read their fields as constants.
New words go to the end of their list; a number once given never changes its meaning.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class RoleNames(NamedTuple):
    """Kinds of seats, in the order in which seats are numbered."""

    SDR: int = 0
    BDR: int = 1
    SETTER: int = 2
    AE: int = 3
    SE: int = 4
    CSM: int = 5
    SALES_OPS: int = 6
    TEAM_LEAD: int = 7
    SALES_MANAGER: int = 8
    CS_MANAGER: int = 9
    VP_SALES: int = 10
    CMO: int = 11
    CCO: int = 12
    CSO: int = 13
    CRO: int = 14
    CEO: int = 15


class KindNames(NamedTuple):
    """What can happen.

    Kinds up to 39 stand in an engine's calendar, and their value is their rank among events of
    the same second: what frees capacity comes before what asks for it.  Kinds from 40 on are only
    written to the log.  ``KIND_MEANINGS`` says what the columns of each logged kind hold.
    """

    # --- calendar -------------------------------------------------------------------------
    WORK_BEGINS: int = 1
    WORK_ENDS: int = 2
    PERSON_LEAVES: int = 3
    PERSON_JOINS: int = 4
    CANDIDATES_FOUND: int = 5
    SE_PATIENCE_ENDS: int = 6
    BUYER_DECIDES: int = 7
    BUYER_RETURNS: int = 8
    MEETING_TIME: int = 9
    LEAD_PATIENCE_ENDS: int = 10
    TOUCH_DUE: int = 11
    RESPONSE_CHECK: int = 12
    RENEWAL_DUE: int = 13
    CHECK_IN_DUE: int = 14
    HEALTH_REVIEW: int = 15
    LEAD_RETURNS: int = 16
    LEAD_ARRIVES: int = 17
    DAY_BEGINS: int = 18
    WEEK_BEGINS: int = 19
    MONTH_BEGINS: int = 20
    PERIOD_BEGINS: int = 21
    OFFER_ANSWERED: int = 22
    MISROUTE_NOTICED: int = 28
    NAMED_PATIENCE_ENDS: int = 35
    CONFIRMATION_DUE: int = 36
    ESCALATION_PATIENCE_ENDS: int = 25
    # --- log only -------------------------------------------------------------------------
    WORK_DONE: int = 40
    LEAD_CREATED: int = 41
    LEAD_MARKETING_QUALIFIED: int = 42
    LEAD_ASSIGNED: int = 43
    LEAD_RECYCLED: int = 44
    LEAD_ENDED: int = 45
    RESPONSE_CORRECTED: int = 46
    MEETING_BOOKED: int = 47
    MEETING_MISSED: int = 48
    MEETING_HELD: int = 49
    OPPORTUNITY_OPENED: int = 50
    STAGE_ENTERED: int = 51
    SE_UNAVAILABLE: int = 52
    DEAL_WON: int = 53
    DEAL_LOST: int = 54
    CUSTOMER_STARTED: int = 55
    CUSTOMER_LIVE: int = 56
    CUSTOMER_AT_RISK: int = 57
    CUSTOMER_RENEWED: int = 58
    CUSTOMER_CONTRACTED: int = 59
    CUSTOMER_EXPANDED: int = 60
    CUSTOMER_CHURNED: int = 61
    OWNER_CHANGED: int = 62
    PERSON_LEFT: int = 63
    PERSON_JOINED: int = 64
    CROWDED_OUT: int = 65
    QUOTA_SET: int = 66
    COMMISSION_EARNED: int = 67
    DISCOUNT_GRANTED: int = 68
    OFFER_MADE: int = 69
    OFFER_ACCEPTED: int = 70
    DEAL_SLIPPED: int = 71
    FORECAST_MADE: int = 72
    STATE_RECORDED: int = 85
    LEAD_MISROUTED: int = 86
    BUDGET_MOVED: int = 87
    WORK_OVERFLOWED: int = 105
    WORK_SPILLED: int = 106
    MEETING_CONFIRMED: int = 107
    MEETING_RECOVERED: int = 108
    CHANCE_WEIGHED: int = 113
    TERM_WEIGHED: int = 114
    CHAMPION_LEFT: int = 75
    CHAMPION_WON: int = 76
    SAVE_ESCALATED: int = 77
    SAVE_ENDED: int = 78
    EXPANSION_ASSIGNED: int = 79
    CAMPAIGN_OCCASION: int = 80
    # --- calendar: careers and changes of the organisation --------------------------------
    PROMOTION_DUE: int = 31
    DATED_EVENT: int = 32
    SEAT_CLOSES: int = 33
    # --- log only -------------------------------------------------------------------------
    SEAT_OPENED: int = 95
    SEAT_CLOSED: int = 96
    EVENT_HAPPENED: int = 97
    HIRING_DELAYED: int = 98
    RULE_ACTED: int = 99
    REPORTING_CHANGED: int = 100


class StreamNames(NamedTuple):
    """One stream for each question that is put to chance.  Never renumber; add at the end."""

    # demand: who = (channel, day), nth = 0
    DAY_NOISE: int = 0
    LEAD_COUNT: int = 1
    # lead: who = lead key
    LEAD_TIME: int = 2
    LEAD_SEGMENT: int = 3
    LEAD_ACCOUNT: int = 4
    LEAD_FIT: int = 5
    LEAD_SCORE_NOISE: int = 6
    LEAD_PATIENCE: int = 7
    ROUTING_MANUAL: int = 8
    TOUCH_CONNECTS: int = 9  # nth = touch
    LEAD_QUALIFIES: int = 10  # nth = touch
    RESPONSE_CORRECTION: int = 11  # nth = check
    RECYCLE: int = 12  # nth = round
    RECYCLE_DELAY: int = 13
    MEETING_DELAY: int = 14  # nth = booking
    MEETING_SHOW: int = 15  # nth = booking
    SAO: int = 16
    # opportunity: who = lead key; nth = stage (and meeting)
    DEAL_VALUE: int = 17
    DEAL_TECHNICAL: int = 18
    COMPETITOR: int = 19
    STAGE_WORK: int = 20
    MEETING_GAP: int = 21
    DELIBERATION: int = 22
    STAGE_ADVANCES: int = 23
    LOSS_REASON: int = 24
    EXTRA_DISCOVERY: int = 25
    SE_WORK: int = 26
    # outbound
    OUTBOUND_MEETINGS: int = 27  # who = account, nth = attempt on it
    PROSPECTING_YIELD: int = 28  # who = seat key, nth = running number of its blocks
    # customer: who = customer key; nth = month, year or occasion
    ONBOARDING_WORK: int = 29
    CHECK_IN_PHASE: int = 30
    HEALTH_NOISE: int = 31
    RENEWAL: int = 32
    CONTRACTION: int = 33
    EXPANSION_ARISES: int = 34
    EXPANSION_SUCCEEDS: int = 35
    EXPANSION_SIZE: int = 36
    SAVE_SUCCEEDS: int = 37
    # people: who = seat key, nth = generation (and month)
    SKILL: int = 38
    TENURE: int = 39
    QUIT: int = 40
    QUIT_DAY: int = 41
    TIME_TO_FILL: int = 42
    SEAT_VACANT_AT_START: int = 43
    # initial state: who = (segment, number)
    INITIAL_VALUE: int = 44
    INITIAL_AGE: int = 45
    INITIAL_HEALTH: int = 46
    INITIAL_RENEWAL: int = 47
    INITIAL_STAGE: int = 48
    INITIAL_ACCOUNT: int = 49
    INITIAL_FIT: int = 50
    RISK_NOTICED: int = 51
    CONTRACTION_SIZE: int = 52
    LEAD_INTENT: int = 53
    # 54 is free
    VACANCY_AT_START: int = 55
    TARGETING: int = 56
    REBOOK: int = 57
    SE_PATIENCE: int = 58
    # price and the close of a period: who = deal key (sensitivity: account); nth = offer
    DISCOUNT_ASKED: int = 60
    PRICE_SENSITIVITY: int = 61
    DISCOUNT_CUT: int = 62
    OFFER_ACCEPTED: int = 63
    OFFER_ANSWER: int = 64
    SLIP: int = 65
    SIGNING: int = 66
    OFFER_CUT: int = 67  # nth = offers wanted so far
    # sales operations: who = lead key
    MISROUTED: int = 80
    MISROUTE_TIME: int = 81
    OUTCOME_RECORDED: int = 82  # nth = Outcome
    # champions: who = customer key; nth = month, or try
    CHAMPION_LEAVES: int = 70
    CHAMPION_WON: int = 71
    # escalated saves: who = customer key; nth = save
    SAVE_SCOPE: int = 72
    ESCALATION_PATIENCE: int = 73
    # campaigns: who = customer key; nth = contact
    CAMPAIGN_RAISES: int = 74
    # careers and changes of the organisation: who = seat key, nth = generation
    PROMOTION: int = 90
    # re-organisation: who = key of the deal or customer, nth = number of the event
    PORTFOLIO: int = 91


class SourceNames(NamedTuple):
    """Where a lead came from: an inbound channel's number, or one of these."""

    BDR: int = 60
    SETTER: int = 61
    SELF_SOURCED: int = 62
    INITIAL: int = 63


class StageNames(NamedTuple):
    """Stages of an opportunity; the last two are its ends."""

    DISCOVERY: int = 0
    EVALUATION: int = 1
    PROPOSAL: int = 2
    NEGOTIATION: int = 3
    WON: int = 4
    LOST: int = 5


class WorkNames(NamedTuple):
    """What people spend their hours on."""

    ROUTING: int = 0
    TOUCHING: int = 1
    OUTBOUND: int = 2
    SETTING: int = 3
    DISCOVERY_CALL: int = 4
    NO_SHOW: int = 5
    SELLING: int = 6
    CLOSING: int = 7
    PROSPECTING: int = 8
    EVALUATING: int = 9
    ONBOARDING: int = 10
    CHECK_IN: int = 11
    SAVING: int = 12
    EXPANDING: int = 13
    COACHING: int = 14
    INSPECTION: int = 15
    ALIGNING: int = 16
    DEAL_SUPPORT: int = 17
    SPONSORING: int = 18
    INTERVIEWING: int = 19
    WELCOMING: int = 20
    STANDING: int = 21
    APPROVING: int = 22
    OFFERING: int = 23
    HYGIENE: int = 31
    DASHBOARDS: int = 32
    ENABLEMENT: int = 33
    ANALYSIS: int = 34
    STRATEGY: int = 35
    BUDGETING: int = 36
    CONFIRMING: int = 41
    REBOOKING: int = 42
    SCHEDULING: int = 43
    WINNING_OVER: int = 26
    ESCALATION: int = 27
    CAMPAIGNING: int = 28
    ATTENDING: int = 29


class ReasonNames(NamedTuple):
    """Why a lead, an opportunity, a customer or an employment ended."""

    NONE: int = 0
    # leads
    NOT_QUALIFIED: int = 1  # talked to, not interested or not a fit
    NOT_REACHED: int = 2  # worked through the whole cadence without an answer
    EXPIRED: int = 3  # its patience ran out while it waited for its next touch
    ACCOUNT_BUSY: int = 4  # the account is in pipeline, a customer or resting
    NO_SHOW: int = 5
    REJECTED: int = 6  # the AE did not accept it
    BELOW_THRESHOLD: int = 7  # never became an MQL
    ACCEPTED: int = 8  # became an opportunity
    # opportunities
    COMPETITOR: int = 10
    NO_DECISION: int = 11
    UNRESPONSIVE: int = 12
    DISQUALIFIED: int = 13
    PRICE: int = 14
    # customers
    POOR_VALUE: int = 20
    POOR_FIT: int = 21
    CHAMPION_LEFT: int = 24  # within the last year, and nobody had taken the place
    # people
    RESIGNED: int = 30
    PROMOTED: int = 31  # took another seat of the company
    LAID_OFF: int = 32  # the seat was closed
    REORGANISED: int = 33  # the new chart does not have the seat
    DEPARTED: int = 34  # left on the date of an event


class MeasureNames(NamedTuple):
    """What a company's state is made of (``STATE_RECORDED``)."""

    DATA_QUALITY: int = 0
    TOOL_ADOPTION: int = 1
    SCORE_AUC: int = 2
    TARGETING_NOISE: int = 3


class OutcomeNames(NamedTuple):
    """What became of an inbound lead, as marketing hears of it."""

    CONTACT: int = 0  # it was reached and agreed to meet, or not
    MEETING: int = 1  # it was accepted, or not
    DEAL: int = 2  # it was won, or lost


class ObjectiveNames(NamedTuple):
    """What the owner of the channel budgets wants most of for a dollar."""

    MQL: int = 0
    SAO: int = 1
    ARR: int = 2


class EntityNames(NamedTuple):
    """What a number in the ``subject`` column counts."""

    LEAD: int = 0
    OPPORTUNITY: int = 1
    CUSTOMER: int = 2


class InterfaceNames(NamedTuple):
    """Where work or knowledge crosses from one function to another."""

    MARKETING_TO_SDR: int = 0
    SDR_TO_AE: int = 1
    AE_TO_CSM: int = 2


class RoutingNames(NamedTuple):
    """Policies by which new work finds its owner."""

    ROUND_ROBIN: int = 0
    LEAST_LOADED: int = 1
    TERRITORY: int = 2
    BY_SCORE: int = 3
    NAMED: int = 4


class DeskNames(NamedTuple):
    """What needs an owner."""

    LEADS: int = 0
    DEALS: int = 1
    CUSTOMERS: int = 2
    EVALUATIONS: int = 3
    ROUTINGS: int = 4
    EXPANSIONS: int = 5
    SETTINGS: int = 6


class TouchNames(NamedTuple):
    """What a touch brings."""

    NO_ANSWER: int = 0
    NOT_QUALIFIED: int = 1
    QUALIFIED: int = 2


class TouchOrderNames(NamedTuple):
    """Which touch of a class of urgency comes first."""

    SCORE: int = 0
    NEWEST: int = 1
    OLDEST: int = 2


class LeadStateNames(NamedTuple):
    """Where a lead stands."""

    NEW: int = 0
    ROUTING: int = 1
    WAITING: int = 2  # in an inbox, for its next touch
    WORKED: int = 3  # somebody is on it right now
    RESTING: int = 4  # between two touches
    BOOKED: int = 5
    ENDED: int = 6


class SeStateNames(NamedTuple):
    """Where an opportunity's request for a sales engineer stands."""

    NOT_NEEDED: int = 0
    WAITING: int = 1
    WORKING: int = 2
    COVERED: int = 3
    MISSED: int = 4


class ExpansionOwnerNames(NamedTuple):
    """Who owns occasions to expand."""

    CSM: int = 0
    AE: int = 1
    BDR: int = 2  # occasions come from campaigns only; the CSM closes them


class DutyNames(NamedTuple):
    """Which business an AE's job is for."""

    ALL: int = 0
    HUNTER: int = 1  # new customers only
    FARMER: int = 2  # customers only


class HelpNames(NamedTuple):
    """Where an executive's help with a save play stands."""

    NOT_ASKED: int = 0
    WAITING: int = 1
    WORKING: int = 2
    GIVEN: int = 3
    TOO_LATE: int = 4


class UrgencyNames(NamedTuple):
    """Classes of tasks: a lower class is always taken first."""

    IN_CALENDAR: int = 0  # meetings whose time has come, breaches of the response agreement
    INTERRUPTS: int = 1  # interviews, approvals
    FOR_A_BUYER: int = 2  # deals, hand-raisers, renewals at stake
    IN_TURN: int = 3  # everything else


class StandingNames(NamedTuple):
    """Whether a seat is part of the company."""

    ABSENT: int = 0  # not there, or no longer
    PLANNED: int = 1  # opens on a date
    OPEN: int = 2  # held by somebody, or vacant


class ShockNames(NamedTuple):
    """Kinds of dated events."""

    DEMAND: int = 0
    COMPETITOR: int = 1
    PRICE: int = 2
    EXIT: int = 3
    LAYOFF: int = 4
    BUDGET_CUT: int = 5
    HIRING_FREEZE: int = 6
    REORGANISATION: int = 7


class FigureNames(NamedTuple):
    """Key figures that management's rules look at."""

    PIPELINE_COVERAGE: int = 0
    UTILISATION: int = 1
    BACKLOG: int = 2
    ATTAINMENT: int = 3


class ActionNames(NamedTuple):
    """What management's rules do."""

    HIRE: int = 0
    FREEZE_HIRING: int = 1
    SPEND: int = 2


class ChanceNames(NamedTuple):
    """Chances that a traced run writes down with their terms (``rules.terms.TERMS``)."""

    CONNECT: int = 0  # a touch reaches the lead
    QUALIFY: int = 1  # who is reached agrees to a meeting
    SHOW: int = 2  # the buyer comes to the meeting
    REBOOK: int = 3  # a missed meeting gets a new date
    OUTBOUND: int = 4  # an attempt on an account brings a meeting; written down if it does
    PROSPECT: int = 5  # an AE's own block brings a meeting; written down if it does
    ACCEPT: int = 6  # the AE accepts the lead as an opportunity
    ADVANCE: int = 7  # the deal goes on to the next stage, or is won
    OFFER: int = 8  # the buyer takes the offer to close now
    CHURN: int = 9  # the customer does not renew
    EXPAND: int = 10  # an occasion to expand ends in a sale
    SAVE: int = 11  # a save play works
    QUIT: int = 12  # somebody decides to leave in this month


class AccountStatusNames(NamedTuple):
    """Where an account of the addressable market stands."""

    PROSPECT: int = 0
    IN_PIPELINE: int = 1
    CUSTOMER: int = 2
    RESTING: int = 3
    IN_SEQUENCE: int = 4


Role, Kind, Stream, Source, Stage = (
    RoleNames(),
    KindNames(),
    StreamNames(),
    SourceNames(),
    StageNames(),
)
Work, Reason, Entity, Interface = WorkNames(), ReasonNames(), EntityNames(), InterfaceNames()
Routing, AccountStatus, Desk = RoutingNames(), AccountStatusNames(), DeskNames()
Touch, Urgency, LeadState, SeState = TouchNames(), UrgencyNames(), LeadStateNames(), SeStateNames()
Measure, Outcome, Objective = MeasureNames(), OutcomeNames(), ObjectiveNames()
TouchOrder = TouchOrderNames()
Chance = ChanceNames()
Help, ExpansionOwner, Duty = HelpNames(), ExpansionOwnerNames(), DutyNames()
Standing, Shock = StandingNames(), ShockNames()
Figure, Action = FigureNames(), ActionNames()

# One line of the event log.  Times are integer seconds since midnight of the scenario's first day
# (company-local wall clock), money is integer cents, -1 means "nobody" or "nothing".
EVENT = np.dtype(
    [
        ("time", "i8"),
        ("since", "i8"),
        ("value", "i8"),
        ("subject", "i4"),
        ("seat", "i4"),
        ("other", "i4"),
        ("kind", "i2"),
        ("code", "i2"),
    ]
)


class EventMeaning(NamedTuple):
    """What the columns of one logged kind hold (empty: not used, -1 or 0)."""

    text: str
    subject: str = ""
    seat: str = ""
    code: str = ""
    since: str = ""
    value: str = ""
    other: str = ""


KIND_MEANINGS: dict[str, EventMeaning] = {
    "WORK_DONE": EventMeaning(
        "A piece of work ended.",
        subject="lead (ROUTING, TOUCHING, DISCOVERY_CALL, NO_SHOW, CONFIRMING, REBOOKING, "
        "SCHEDULING), opportunity (SELLING, "
        "CLOSING, EVALUATING, DEAL_SUPPORT, SPONSORING), customer (ONBOARDING, CHECK_IN, SAVING, "
        "EXPANDING, WINNING_OVER, ESCALATION), seat (COACHING, ATTENDING, INTERVIEWING, "
        "WELCOMING), interface (ALIGNING); else -1",
        seat="who did it",
        code="Work",
        since="when it was begun",
        value="when it was asked for (waiting = since - value)",
        other="office seconds it took",
    ),
    "LEAD_CREATED": EventMeaning(
        "A lead came in (or was won by outbound work).",
        subject="lead",
        seat="seat that won it, -1 for inbound",
        code="channel number or Source",
        since="account number within its segment",
        value="stable key of the lead",
        other="segment",
    ),
    "LEAD_MARKETING_QUALIFIED": EventMeaning(
        "The lead's score passed its channel's threshold: an MQL.", subject="lead", code="channel"
    ),
    "LEAD_ASSIGNED": EventMeaning(
        "The lead entered an inbox.", subject="lead", seat="owner", code="channel"
    ),
    "LEAD_RECYCLED": EventMeaning(
        "The lead came back from nurture and starts a new cadence.", subject="lead", seat="owner"
    ),
    "LEAD_ENDED": EventMeaning(
        "The lead's life ended (ACCEPTED: it lives on as an opportunity).",
        subject="lead",
        seat="owner or -1",
        code="Reason",
        since="when the lead was created",
        value="touches made",
    ),
    "RESPONSE_CORRECTED": EventMeaning(
        "A breach of the response-time agreement was noticed and the lead moved to the front.",
        subject="lead",
        seat="owner",
    ),
    "MEETING_BOOKED": EventMeaning(
        "A first meeting was put in an AE's calendar.",
        subject="lead",
        seat="AE",
        code="channel or Source",
        value="time of the meeting",
        other="who booked it",
    ),
    "MEETING_MISSED": EventMeaning(
        "The buyer did not show up.", subject="lead", seat="AE", code="channel or Source"
    ),
    "MEETING_HELD": EventMeaning(
        "The first meeting took place.",
        subject="lead",
        seat="AE",
        code="channel or Source",
        since="when the lead was created",
    ),
    "OPPORTUNITY_OPENED": EventMeaning(
        "The AE accepted the lead (SAO).",
        subject="opportunity",
        seat="AE",
        code="channel or Source",
        since="when the lead was created",
        value="ACV in cents, net of the usual discount",
        other="lead, -1 for deals of the initial state",
    ),
    "STAGE_ENTERED": EventMeaning(
        "The opportunity entered a stage.",
        subject="opportunity",
        seat="AE",
        code="Stage",
        since="when it entered the stage before",
        value="ACV in cents",
        other="segment",
    ),
    "SE_UNAVAILABLE": EventMeaning(
        "No sales engineer was free within the AE's patience; the evaluation goes on without.",
        subject="opportunity",
        seat="AE",
    ),
    "DEAL_WON": EventMeaning(
        "The opportunity was won.",
        subject="opportunity",
        seat="AE",
        code="channel or Source",
        since="when the opportunity was opened",
        value="ACV in cents",
        other="customer",
    ),
    "DEAL_LOST": EventMeaning(
        "The opportunity was lost.",
        subject="opportunity",
        seat="AE",
        code="Reason",
        since="when the opportunity was opened",
        value="ACV in cents",
        other="stage in which it ended",
    ),
    "CUSTOMER_STARTED": EventMeaning(
        "A customer's contract began (also logged at time 0 for the initial customers).",
        subject="customer",
        seat="CSM (where the company has none: an AE)",
        code="segment",
        since="start of the contract (negative for initial customers)",
        value="ARR in cents",
        other="AE, -1 for initial customers",
    ),
    "CUSTOMER_LIVE": EventMeaning(
        "Onboarding was completed.", subject="customer", seat="CSM", since="start of the contract"
    ),
    "CUSTOMER_AT_RISK": EventMeaning(
        "The CSM noticed that the customer is at risk and plans a save.",
        subject="customer",
        seat="CSM",
    ),
    "CUSTOMER_RENEWED": EventMeaning(
        "The contract was renewed for another term.",
        subject="customer",
        seat="CSM",
        code="segment",
        since="start of the contract",
        value="ARR in cents",
    ),
    "CUSTOMER_CONTRACTED": EventMeaning(
        "The customer renewed for less.",
        subject="customer",
        seat="CSM",
        code="segment",
        since="start of the contract",
        value="ARR lost, cents",
    ),
    "CUSTOMER_EXPANDED": EventMeaning(
        "The customer bought more.",
        subject="customer",
        seat="who sold it: CSM or AE",
        code="segment",
        since="start of the contract",
        value="ARR added, cents",
    ),
    "CUSTOMER_CHURNED": EventMeaning(
        "The customer did not renew.",
        subject="customer",
        seat="CSM",
        code="Reason",
        since="start of the contract",
        value="ARR lost, cents",
        other="segment",
    ),
    "OWNER_CHANGED": EventMeaning(
        "Work changed hands: its owner left, or a re-organisation passed it on.",
        subject="lead, opportunity or customer",
        seat="new owner",
        code="Entity",
        other="old owner",
    ),
    "PERSON_LEFT": EventMeaning(
        "A seat's holder left; the seat is vacant.",
        subject="generation of the holder",
        seat="seat",
        code="Reason",
        since="when the person was hired",
    ),
    "PERSON_JOINED": EventMeaning(
        "A new holder took the seat (also logged at time 0 for everybody in place).",
        subject="generation of the holder",
        seat="seat",
        code="Reason: PROMOTED if the holder comes from another seat, else NONE",
        since="when the seat fell vacant (at time 0: when the person was hired)",
        other="seat that the holder was promoted from, -1 if hired",
    ),
    "CROWDED_OUT": EventMeaning(
        "A leader had not got to last week's item of the agenda; this week's is not added.",
        subject="seat (COACHING, ATTENDING), interface (ALIGNING); else -1",
        seat="leader",
        code="Work",
    ),
    "QUOTA_SET": EventMeaning(
        "The run, the seat or a fiscal year begins: the seat's quota.",
        seat="AE",
        value="yearly quota from now on, cents",
        since="own bookings of the fiscal year that ends, annualised, cents",
    ),
    "COMMISSION_EARNED": EventMeaning(
        "Commission on what was sold; negative: taken back because the customer left early.",
        subject="opportunity (a deal) or customer (an expansion, or taken back)",
        seat="AE",
        code="Entity of the subject",
        value="cents",
        since="bookings of the quota period before the deal, cents",
    ),
    "DISCOUNT_GRANTED": EventMeaning(
        "The buyer's discount is settled; the deal's ACV follows.",
        subject="opportunity",
        seat="AE",
        code="1 if the approver cut it",
        since="when it was asked for",
        value="discount off list, basis points",
        other="approver, -1: within the AE's limit",
    ),
    "OFFER_MADE": EventMeaning(
        "The AE offers a further discount for a signature now.",
        subject="opportunity",
        seat="AE",
        code="how many offers were made before",
        value="further discount, basis points",
    ),
    "OFFER_ACCEPTED": EventMeaning(
        "The buyer takes the offer and decides at once.",
        subject="opportunity",
        seat="AE",
        since="when the buyer would have decided",
        value="discount off list in all, basis points",
    ),
    "DEAL_SLIPPED": EventMeaning(
        "The AE lets the deal slip into the next quota period.",
        subject="opportunity",
        seat="AE",
        since="when the buyer would have decided",
        value="when the buyer decides now",
    ),
    "FORECAST_MADE": EventMeaning(
        "The AE's 90-day forecast, as the leader passes it on.",
        seat="AE",
        code="months since the fiscal year began",
        value="all categories, cents",
        since="of which commit: deals believed in above forecast.commit_level, whole, cents",
        other="open deals",
    ),
    "STATE_RECORDED": EventMeaning(
        "How the company stands at the start of a month.",
        code="Measure",
        value="value x 1,000,000",
    ),
    "LEAD_MISROUTED": EventMeaning(
        "Wrong data sent the lead to the wrong owner; it will come back to be routed anew.",
        subject="lead",
        seat="wrong owner",
        code="channel",
    ),
    "BUDGET_MOVED": EventMeaning(
        "A channel's spend was set anew (it may be the same).",
        seat="owner of the budgets, -1: a dated cut or a rule of management",
        code="channel",
        since="spend per month before, cents",
        value="spend per month from now on, cents",
    ),
    "WORK_OVERFLOWED": EventMeaning(
        "The owner that the policy named was full; the least loaded of the desk took the work.",
        subject="account",
        seat="who took it",
        code="Desk",
        value="open items of the owner named",
        other="the owner named",
    ),
    "WORK_SPILLED": EventMeaning(
        "The whole desk was full; somebody of another segment took the work.",
        subject="account",
        seat="who took it",
        code="Desk",
        value="open items of the owner named",
        other="the owner named",
    ),
    "MEETING_CONFIRMED": EventMeaning(
        "A setter confirmed the meeting before its time.",
        subject="lead",
        seat="setter",
        code="channel or Source",
    ),
    "MEETING_RECOVERED": EventMeaning(
        "A setter found a new date for a missed meeting (MEETING_BOOKED follows).",
        subject="lead",
        seat="setter",
        code="channel or Source",
    ),
    "CHAMPION_LEFT": EventMeaning(
        "The customer's champion left; the CSM will try to win another.",
        subject="customer",
        seat="CSM",
    ),
    "CHAMPION_WON": EventMeaning(
        "Somebody else at the customer became its champion.",
        subject="customer",
        seat="CSM",
        since="when the champion before left",
    ),
    "SAVE_ESCALATED": EventMeaning(
        "The CSM's part of a save play is done; an executive is asked to help.",
        subject="customer",
        seat="CSM",
        code="1 if the case needs sales too, else 0",
    ),
    "SAVE_ENDED": EventMeaning(
        "A save play ended.",
        subject="customer",
        seat="CSM",
        code="1 if it worked, else 0",
        since="when the CSM's part was done",
        value="Help: 0 not asked for, 3 given, 4 not in time",
    ),
    "EXPANSION_ASSIGNED": EventMeaning(
        "An occasion to expand went to an AE.",
        subject="customer",
        seat="AE",
        other="who handed it over: CSM, or the AE who left",
    ),
    "CAMPAIGN_OCCASION": EventMeaning(
        "A BDR's campaign among customers raised an occasion to expand.",
        subject="customer",
        seat="BDR",
        since="when the customer was contacted before, -1 if never",
    ),
    "SEAT_OPENED": EventMeaning(
        "A seat that was not there on the first day came into being.", seat="seat"
    ),
    "SEAT_CLOSED": EventMeaning(
        "A seat was given up; its holder, if there was one, has left.", seat="seat", code="Reason"
    ),
    "EVENT_HAPPENED": EventMeaning(
        "A dated event of the scenario took place, or was over.",
        subject="its number in the scenario's list, from 0",
        seat="who left (EXIT), else -1",
        code="Shock",
        value="0: it happens or begins, 1: it is over",
    ),
    "HIRING_DELAYED": EventMeaning(
        "Candidates or an offer wait for the end of a hiring freeze.",
        seat="seat that stays vacant",
        value="until when",
    ),
    "RULE_ACTED": EventMeaning(
        "A rule of management acted.",
        subject="its number in the scenario's list, from 0",
        seat="seat that is opened (HIRE), else -1",
        code="Action",
        value="the figure it acted on, in millionths",
    ),
    "REPORTING_CHANGED": EventMeaning(
        "A re-organisation gave the seat another boss.",
        seat="seat",
        other="new boss, -1 for the head of the company",
        subject="old boss, -1 for the head of the company",
    ),
    "CHANCE_WEIGHED": EventMeaning(
        "Traced runs only: a chance was put to the draw; what came of it follows.",
        subject="lead (CONNECT to ACCEPT), opportunity (ADVANCE, OFFER), customer (CHURN, EXPAND, "
        "SAVE), generation of the holder (QUIT)",
        seat="whose chance it is",
        code="Chance",
        since="the draw x 10^12",
        value="the chance x 10^12",
        other="1 if the draw is below the chance: yes; else 0",
    ),
    "TERM_WEIGHED": EventMeaning(
        "Traced runs only: a term of the chance in the line CHANCE_WEIGHED above.",
        subject="as there",
        seat="as there",
        code="Chance",
        value="log-odds x 10^12; the terms add up to the log-odds of the chance",
        other="place of the term in its row; 12: a factor on the chance, in log-odds",
    ),
}
