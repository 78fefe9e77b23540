"""What a line of the log says, as words for the gaps of a sentence."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.story.trace import Trace, clock_words, day_words, seat_words, time_words
from sim.vocabulary import (
    Action,
    Desk,
    Entity,
    Help,
    Interface,
    MeasureNames,
    Reason,
    Shock,
    Source,
    Stage,
    Work,
)
from sim.worktime import HOUR

MILLION = 1e6
BASIS_POINTS = 100.0

REASONS = {
    Reason.NONE: "no reason",
    Reason.NOT_QUALIFIED: "not interested, or not a fit",
    Reason.NOT_REACHED: "never reached in the whole cadence",
    Reason.EXPIRED: "it lost patience while it waited for its next touch",
    Reason.ACCOUNT_BUSY: "its account is in pipeline, a customer or resting",
    Reason.NO_SHOW: "the buyer did not show up",
    Reason.REJECTED: "the AE did not accept it",
    Reason.BELOW_THRESHOLD: "its score was below the threshold",
    Reason.ACCEPTED: "accepted",
    Reason.COMPETITOR: "a competitor won",
    Reason.NO_DECISION: "no decision",
    Reason.UNRESPONSIVE: "the buyer stopped answering",
    Reason.DISQUALIFIED: "disqualified",
    Reason.PRICE: "the price",
    Reason.POOR_VALUE: "too little value",
    Reason.POOR_FIT: "a poor fit",
    Reason.CHAMPION_LEFT: "its champion had left",
    Reason.RESIGNED: "resigned",
    Reason.PROMOTED: "took another seat of the company",
    Reason.LAID_OFF: "was laid off: the seat was closed",
    Reason.REORGANISED: "had to go: the new chart does not have the seat",
    Reason.DEPARTED: "left on a date that the scenario names",
}
STAGES = {
    Stage.DISCOVERY: "Discovery",
    Stage.EVALUATION: "Evaluation",
    Stage.PROPOSAL: "Proposal",
    Stage.NEGOTIATION: "Negotiation",
    Stage.WON: "won",
    Stage.LOST: "lost",
}
SOURCES = {
    Source.BDR: "a BDR's call",
    Source.SETTER: "a setter's call",
    Source.SELF_SOURCED: "the AE's own prospecting",
    Source.INITIAL: "the time before the first day",
}
SHOCKS = {
    Shock.DEMAND: "a change of demand",
    Shock.COMPETITOR: "a new competitor",
    Shock.PRICE: "a change of prices",
    Shock.EXIT: "somebody leaves",
    Shock.LAYOFF: "a layoff",
    Shock.BUDGET_CUT: "a cut of budgets",
    Shock.HIRING_FREEZE: "a hiring freeze",
    Shock.REORGANISATION: "a re-organisation",
}
ACTIONS = {
    Action.HIRE: "to open the seat {who}",
    Action.FREEZE_HIRING: "to freeze hiring",
    Action.SPEND: "to change the spend on channels",
}
ENTITIES = {Entity.LEAD: "lead", Entity.OPPORTUNITY: "deal", Entity.CUSTOMER: "customer"}
INTERFACES = {
    Interface.MARKETING_TO_SDR: "marketing with SDRs",
    Interface.SDR_TO_AE: "SDRs with AEs",
    Interface.AE_TO_CSM: "AEs with CSMs",
}
HELPS = {
    Help.NOT_ASKED: "without asking an executive",
    Help.GIVEN: "with an executive's help",
    Help.TOO_LATE: "no executive had time",
}
DONE = {
    Work.ROUTING: "routed the lead by hand",
    Work.TOUCHING: "tried to reach the lead",
    Work.OUTBOUND: "called a block of accounts",
    Work.SETTING: "called a block of accounts",
    Work.DISCOVERY_CALL: "held the first meeting",
    Work.NO_SHOW: "waited for a buyer who did not come",
    Work.SELLING: "prepared and held a meeting with the buyer",
    Work.CLOSING: "did the paperwork",
    Work.PROSPECTING: "prospected",
    Work.EVALUATING: "did the technical evaluation",
    Work.ONBOARDING: "brought the customer live",
    Work.CHECK_IN: "checked in with the customer",
    Work.SAVING: "worked to save the customer",
    Work.EXPANDING: "worked on the occasion to expand",
    Work.COACHING: "coached {coached}",
    Work.ATTENDING: "took time for {coached}",
    Work.INSPECTION: "inspected the pipeline",
    Work.ALIGNING: "aligned {interface}",
    Work.DEAL_SUPPORT: "helped with the deal",
    Work.SPONSORING: "joined the deal as its sponsor",
    Work.INTERVIEWING: "interviewed candidates for {coached}",
    Work.WELCOMING: "welcomed the new {coached}",
    Work.STANDING: "did own work",
    Work.APPROVING: "decided about the discount",
    Work.OFFERING: "prepared an offer",
    Work.HYGIENE: "cleaned data",
    Work.DASHBOARDS: "built dashboards",
    Work.ENABLEMENT: "taught tools",
    Work.ANALYSIS: "analysed wins and losses",
    Work.STRATEGY: "worked on strategy",
    Work.BUDGETING: "moved channel budgets",
    Work.CONFIRMING: "confirmed the meeting",
    Work.REBOOKING: "called about a new date",
    Work.SCHEDULING: "found a date",
    Work.WINNING_OVER: "tried to win a new champion",
    Work.ESCALATION: "helped to save the customer",
    Work.CAMPAIGNING: "called customers for a campaign",
}


def money_words(cents: float) -> str:
    """Return cents as ``$23,400``, ``$1.2M``."""
    dollars = abs(cents) / 100
    sign = "−" if cents < 0 else ""
    return f"{sign}${dollars / 1e6:.2f}M" if dollars >= 999_500 else f"{sign}${dollars:,.0f}"


class Facts(dict[str, str]):
    """The words of one line; each is made when a sentence asks for it."""

    def __init__(self, trace: Trace, line: np.void) -> None:
        super().__init__()
        self.trace = trace
        self.time, self.since, self.value = (int(line[n]) for n in ("time", "since", "value"))
        self.subject, self.seat, self.other = (int(line[n]) for n in ("subject", "seat", "other"))
        self.kind, self.code = int(line["kind"]), int(line["code"])

    def __missing__(self, name: str) -> str:
        return str(getattr(self, name + "_"))

    @cached_property
    def who_(self) -> str:
        return seat_words(self.trace, self.seat)

    @cached_property
    def whom_(self) -> str:
        return seat_words(self.trace, self.other)

    @cached_property
    def coached_(self) -> str:
        return seat_words(self.trace, self.subject)

    @cached_property
    def source_(self) -> str:
        channels = self.trace.names.channels
        return channels[self.code] if self.code < len(channels) else SOURCES[self.code]

    @cached_property
    def segment_(self) -> str:
        return self._segment(self.code)

    @cached_property
    def other_segment_(self) -> str:
        return self._segment(self.other)

    def _segment(self, number: int) -> str:
        segments = self.trace.names.segments
        return segments[number] if 0 <= number < len(segments) else "unknown"

    @cached_property
    def reason_(self) -> str:
        return REASONS.get(self.code, "no reason given")

    @cached_property
    def stage_(self) -> str:
        return STAGES.get(self.code, "no stage")

    @cached_property
    def last_stage_(self) -> str:
        return STAGES.get(self.other, "no stage")

    @cached_property
    def entity_(self) -> str:
        return ENTITIES.get(self.code, "work")

    @cached_property
    def interface_(self) -> str:
        return INTERFACES.get(self.subject, "two functions")

    @cached_property
    def help_(self) -> str:
        return HELPS.get(self.value, "without help")

    @cached_property
    def measure_(self) -> str:
        words = {number: name for name, number in MeasureNames()._asdict().items()}
        return words.get(self.code, "STATE").replace("_", " ").lower()

    @cached_property
    def millionths_(self) -> str:
        return f"{self.value / MILLION:.3g}"

    @cached_property
    def action_(self) -> str:
        return ACTIONS.get(self.code, "to act").format_map(self)

    @cached_property
    def shock_(self) -> str:
        return SHOCKS.get(self.code, "an event")

    @cached_property
    def old_boss_(self) -> str:
        return seat_words(self.trace, self.subject)

    @cached_property
    def desk_(self) -> str:
        words = {number: name for name, number in Desk._asdict().items()}
        return words.get(self.code, "WORK").lower()

    @cached_property
    def money_(self) -> str:
        return money_words(self.value)

    @cached_property
    def money_before_(self) -> str:
        return money_words(self.since)

    @cached_property
    def points_(self) -> str:
        return f"{self.value / BASIS_POINTS:.1f} %"

    @cached_property
    def age_(self) -> str:
        return time_words(self.time - self.since)

    @cached_property
    def number_(self) -> str:
        return str(self.value)

    @cached_property
    def count_(self) -> str:
        return str(self.other)

    @cached_property
    def at_(self) -> str:
        return f"{day_words(self.trace, self.value)}, {clock_words(self.value)}"

    @cached_property
    def until_(self) -> str:
        return day_words(self.trace, self.value)

    @cached_property
    def done_(self) -> str:
        return DONE.get(self.code, "worked").format_map(self)

    @cached_property
    def hours_(self) -> str:
        return f"{self.other / HOUR:.1f} h"

    @cached_property
    def waited_(self) -> str:
        """How long the work had waited in the inbox; nothing below an hour."""
        waited = self.since - self.value
        asked = 0 < self.value <= self.since
        return f"; it had waited {time_words(waited)}" if asked and waited >= HOUR else ""
