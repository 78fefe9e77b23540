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
    SPEND_CHANGED: int = 101


class StreamNames(NamedTuple):
    """One stream for each question that is put to chance.  Never renumber; add at the end."""

    # demand: who = (channel, day), nth = chunk of the count
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
    # outbound: who = seat key, nth = (day, block)
    OUTBOUND_MEETINGS: int = 27
    PROSPECTING_YIELD: int = 28
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
    # people
    RESIGNED: int = 30
    PROMOTED: int = 31  # took another seat of the company
    LAID_OFF: int = 32  # the seat was closed
    REORGANISED: int = 33  # the new chart does not have the seat
    DEPARTED: int = 34  # left on the date of an event


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
        subject="lead (ROUTING, TOUCHING, DISCOVERY_CALL, NO_SHOW), opportunity (SELLING, "
        "CLOSING, EVALUATING, DEAL_SUPPORT, SPONSORING), customer (ONBOARDING, CHECK_IN, SAVING, "
        "EXPANDING), seat (COACHING, INTERVIEWING, WELCOMING), interface (ALIGNING); else -1",
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
        value="list ACV in cents",
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
        seat="CSM, -1 if there is none",
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
        seat="CSM",
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
        "Work changed hands because its owner left.",
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
        subject="seat (COACHING), interface (ALIGNING); else -1",
        seat="leader",
        code="Work",
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
    "SPEND_CHANGED": EventMeaning(
        "The spend on a channel's programmes changed.",
        subject="channel",
        value="millionths of the scenario's spend",
    ),
}
