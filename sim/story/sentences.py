"""One sentence for every kind of event of the log."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.story.facts import Facts
from sim.story.trace import Trace
from sim.vocabulary import KIND_MEANINGS, Entity, Kind, Reason, Source, Stage

Sentence = str | Callable[[Facts], str]
KIND_NAMES = {number: name for name, number in Kind._asdict().items()}


def sentence_of(trace: Trace, line: np.void) -> str:
    """Return what a line of the log says."""
    facts = Facts(trace, line)
    return filled(facts, SENTENCES[KIND_NAMES[facts.kind]])


def filled(facts: Facts, sentence: Sentence) -> str:
    """Return a sentence with its gaps filled."""
    text = sentence if isinstance(sentence, str) else sentence(facts)
    said = text.format_map(facts)
    return said[:1].upper() + said[1:]


def missing_sentences() -> set[str]:
    """Return the kinds of the log without a sentence; there must be none."""
    return set(KIND_MEANINGS) - set(SENTENCES)


def _lead_created(facts: Facts) -> str:
    if facts.code in (Source.BDR, Source.SETTER):
        return "{who} called the account ({other_segment}) and won a first meeting."
    if facts.code == Source.SELF_SOURCED:
        return "{who} found the account ({other_segment}) by own prospecting."
    return "A lead of segment {other_segment} came in by {source}."


def _lead_ended(facts: Facts) -> str:
    if facts.code == Reason.ACCEPTED:
        return "{who} accepted the lead as an opportunity."
    return "The lead ended after {number} touches: {reason}."


def _person_joined(facts: Facts) -> str:
    if facts.time == 0:
        return "{who} was in place on the first day."
    if facts.other >= 0:
        return "The holder of {whom} was promoted to the seat {who}, vacant for {age}."
    return "A new holder took the seat {who}, vacant for {age}."


def _person_left(facts: Facts) -> str:
    return "The holder of {who} {reason}, after {age} with the company."


def _budget_moved(facts: Facts) -> str:
    if facts.seat < 0:
        return "The budget of {source} went from {money_before} to {money} a month."
    return "{who} set the budget of {source} from {money_before} to {money} a month."


def _event(facts: Facts) -> str:
    return "It is over: {shock}." if facts.value == 1 else "It happens: {shock}."


def _stage_entered(facts: Facts) -> str:
    if facts.time == 0:
        return "On the first day the deal ({money}, {other_segment}) stood in {stage}, with {who}."
    if facts.code == Stage.DISCOVERY:
        return "Discovery began, with {who}; {money} a year at the usual price."
    return "{stage} began, with {who}; the stage before took {age}."


def _granted(facts: Facts) -> str:
    if facts.other < 0:
        return "The buyer got {points} off list; {who} may grant that alone."
    cut = " and cut it" if facts.code == 1 else ""
    return f"{{whom}} decided about the discount{cut}: {{points}} off list, after {{age}}."


def _commission(facts: Facts) -> str:
    if facts.value < 0:
        return "{money} of commission were taken back from {who}: the customer left early."
    thing = "the deal" if facts.code == Entity.OPPORTUNITY else "the expansion"
    return f"{{who}} earned {{money}} of commission for {thing}."


def _save_ended(facts: Facts) -> str:
    worked = "worked" if facts.code == 1 else "did not work"
    return f"The save play {worked} ({{help}})."


def _escalated(facts: Facts) -> str:
    sales = ", one who leads sales too" if facts.code == 1 else ""
    return f"{{who}} did a CSM's part of the save play and asked an executive for help{sales}."


def _contacted(facts: Facts) -> str:
    before = ", contacted {age} before," if facts.since >= 0 else ""
    return f"A campaign call of {{who}} to the customer{before} raised an occasion to expand."


def _assigned(facts: Facts) -> str:
    return "{whom} handed an occasion to expand to {who}."


SENTENCES: dict[str, Sentence] = {
    "WORK_DONE": "{who} {done} ({hours}{waited}).",
    "LEAD_CREATED": _lead_created,
    "LEAD_MARKETING_QUALIFIED": "Its score passed the threshold of {source}: an MQL.",
    "LEAD_ASSIGNED": "The lead went into the inbox of {who}.",
    "LEAD_RECYCLED": "The lead came back from nurture, to {who}.",
    "LEAD_ENDED": _lead_ended,
    "RESPONSE_CORRECTED": "Somebody noticed how late it was; {who} puts the lead first.",
    "MEETING_BOOKED": "{whom} booked a first meeting with {who} for {at}.",
    "MEETING_MISSED": "The buyer did not come to the meeting with {who}.",
    "MEETING_HELD": "The first meeting took place, {age} after the lead.",
    "OPPORTUNITY_OPENED": "The deal was opened: {money} a year.",
    "STAGE_ENTERED": _stage_entered,
    "SE_UNAVAILABLE": "No sales engineer was free in time; {who} goes on without.",
    "DEAL_WON": "Won by {who}, {age} after the deal was opened: {money} a year.",
    "DEAL_LOST": "Lost in {last_stage} after {age} ({money} a year): {reason}.",
    "CUSTOMER_STARTED": "The contract began: {money} a year; {who} takes care of the customer.",
    "CUSTOMER_LIVE": "The customer went live, {age} after the contract began.",
    "CUSTOMER_AT_RISK": "{who} noticed that the customer is at risk and plans a save.",
    "CUSTOMER_RENEWED": "The customer renewed for a year: {money}.",
    "CUSTOMER_CONTRACTED": "The customer gave {money} a year back.",
    "CUSTOMER_EXPANDED": "The customer bought {money} a year more from {who}.",
    "CUSTOMER_CHURNED": "The customer left, {age} after it began, and took {money}: {reason}.",
    "OWNER_CHANGED": "{who} took over the {entity} from {whom}.",
    "PERSON_LEFT": _person_left,
    "PERSON_JOINED": _person_joined,
    "CROWDED_OUT": "{who} had no time last week for this: {done}.",
    "QUOTA_SET": "The quota of {who} was set: {money} a year.",
    "COMMISSION_EARNED": _commission,
    "DISCOUNT_GRANTED": _granted,
    "OFFER_MADE": "{who} offered a further {points} off for a signature now.",
    "OFFER_ACCEPTED": "The buyer took the offer and decides at once; {points} off list in all.",
    "DEAL_SLIPPED": "{who} let the deal slip into the next quota period, to {until}.",
    "FORECAST_MADE": "{who} forecast {money} for the next 90 days from {count} open deals.",
    "STATE_RECORDED": "The company's {measure} stood at {millionths}.",
    "LEAD_MISROUTED": "Wrong data sent the lead to {who}, who will hand it back.",
    "BUDGET_MOVED": _budget_moved,
    "WORK_OVERFLOWED": "{whom} was full ({number} open items); {who} got it ({desk}).",
    "WORK_SPILLED": "The whole desk was full; {who} of another segment got it ({desk}).",
    "MEETING_CONFIRMED": "{who} confirmed the meeting with the buyer.",
    "MEETING_RECOVERED": "{who} found a new date with the buyer.",
    "CHAMPION_LEFT": "The customer's champion left; {who} will try to win another.",
    "CHAMPION_WON": "{who} won a new champion, {age} after the last one left.",
    "SAVE_ESCALATED": _escalated,
    "SAVE_ENDED": _save_ended,
    "EXPANSION_ASSIGNED": _assigned,
    "CAMPAIGN_OCCASION": _contacted,
    "SEAT_OPENED": "The seat {who} was created.",
    "SEAT_CLOSED": "The seat {who} was closed.",
    "EVENT_HAPPENED": _event,
    "RULE_ACTED": "A rule of management came {action}: its figure stood at {millionths}.",
    "HIRING_DELAYED": "The hiring for {who} waits until {until}: hiring is frozen.",
    "REPORTING_CHANGED": "{who} reports to {whom} from now on, not to {old_boss}.",
    "CHANCE_WEIGHED": "A chance was put to the draw.",
    "TERM_WEIGHED": "A term of the chance above.",
}
"""Kind → its sentence; the gaps are the words of ``Facts``."""
