"""Which lines of a log are about one buyer, and who is the same buyer in another organisation.

A lead has a key that is the same in every organisation: its channel, day and number, or the account
and attempt that brought it.  All its luck hangs on the key.  The numbers of leads, deals and
customers in a log only count what came before in that log.  Deals of the first day have no lead;
they are numbered alike in companies that start with the same pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from sim.errors import InputError
from sim.story.trace import Trace
from sim.vocabulary import KIND_MEANINGS, Chance, Entity, Kind, Work

NONE = -1
_SUBJECTS = {"lead": Entity.LEAD, "opportunity": Entity.OPPORTUNITY, "customer": Entity.CUSTOMER}
Codes = Mapping[int, Iterable[int]]
_WORKS: Codes = {
    Entity.LEAD: (
        Work.ROUTING,
        Work.TOUCHING,
        Work.DISCOVERY_CALL,
        Work.NO_SHOW,
        Work.CONFIRMING,
        Work.REBOOKING,
        Work.SCHEDULING,
    ),
    Entity.OPPORTUNITY: (
        Work.SELLING,
        Work.CLOSING,
        Work.EVALUATING,
        Work.DEAL_SUPPORT,
        Work.SPONSORING,
        Work.APPROVING,
        Work.OFFERING,
    ),
    Entity.CUSTOMER: (
        Work.ONBOARDING,
        Work.CHECK_IN,
        Work.SAVING,
        Work.EXPANDING,
        Work.WINNING_OVER,
        Work.ESCALATION,
    ),
}
_CHANCES: Codes = {
    Entity.LEAD: range(Chance.CONNECT, Chance.ACCEPT + 1),
    Entity.OPPORTUNITY: (Chance.ADVANCE, Chance.OFFER),
    Entity.CUSTOMER: (Chance.CHURN, Chance.EXPAND, Chance.SAVE),
}


class Buyer(NamedTuple):
    """One buyer in one log; -1 for what the buyer never became."""

    key: int
    lead: int
    deal: int
    customer: int


def buyer_of(trace: Trace, number: int) -> Buyer:
    """Return the buyer of a deal's number, or of a lead's key.  Raises ``InputError``."""
    deals = opened(trace.log)
    if 0 <= number < len(deals):
        return _buyer_of_deal(trace.log, number)
    leads = trace.log[trace.log["kind"] == Kind.LEAD_CREATED]
    found = leads[leads["value"] == number]
    if len(found) == 0:
        raise InputError(
            f"found no deal {number} in {trace.label}; expected a deal's number from 0 to "
            f"{len(deals) - 1}, or the key of a lead",
            key="--deal",
            hint="without --deal and --rep, salesorg story suggests deals worth reading",
        )
    return _buyer_of_lead(trace.log, int(found[0]["subject"]), number)


def same_buyer(buyer: Buyer, here: Trace, there: Trace) -> Buyer | None:
    """Return the same buyer in another organisation, None if it never met this buyer."""
    if buyer.key != NONE:
        leads = there.log[there.log["kind"] == Kind.LEAD_CREATED]
        found = leads[leads["value"] == buyer.key]
        if len(found) == 0:
            return None
        return _buyer_of_lead(there.log, int(found[0]["subject"]), buyer.key)
    ours, theirs = first_deals(here.log), first_deals(there.log)
    if not np.array_equal(ours["code"], theirs["code"]) or len(ours) != len(theirs):
        return None
    return _buyer_of_deal(there.log, buyer.deal)


def opened(log: np.ndarray) -> np.ndarray:
    """Return the lines that open a deal, in the order of the deals' numbers."""
    lines = log[log["kind"] == Kind.OPPORTUNITY_OPENED]
    return lines[np.argsort(lines["subject"], kind="stable")]


def first_deals(log: np.ndarray) -> np.ndarray:
    """Return the entry into a stage of every deal of the initial state."""
    lines = log[(log["kind"] == Kind.STAGE_ENTERED) & (log["time"] == 0)]
    return lines[np.argsort(lines["subject"], kind="stable")]


def _buyer_of_deal(log: np.ndarray, deal: int) -> Buyer:
    lead = int(opened(log)["other"][deal])
    key = NONE
    if lead != NONE:
        leads = log[log["kind"] == Kind.LEAD_CREATED]
        key = int(leads["value"][leads["subject"] == lead][0])
    won = log[(log["kind"] == Kind.DEAL_WON) & (log["subject"] == deal)]
    return Buyer(key, lead, deal, int(won["other"][0]) if len(won) else NONE)


def _buyer_of_lead(log: np.ndarray, lead: int, key: int) -> Buyer:
    deals = opened(log)
    found = deals["subject"][deals["other"] == lead]
    return _buyer_of_deal(log, int(found[0])) if len(found) else Buyer(key, lead, NONE, NONE)


def entities(log: np.ndarray) -> np.ndarray:
    """Return for every line what its subject counts (``Entity``), -1 for none of these."""
    kinds = np.full(max(Kind) + 1, NONE)
    for name, meaning in KIND_MEANINGS.items():
        kinds[getattr(Kind, name)] = _SUBJECTS.get(meaning.subject, NONE)
    found = kinds[log["kind"]]
    tables: list[tuple[int, Codes]] = [(Kind.WORK_DONE, _WORKS)]
    tables += [(Kind.CHANCE_WEIGHED, _CHANCES), (Kind.TERM_WEIGHED, _CHANCES)]
    for kind, table in tables:
        for entity, codes in table.items():
            found[(log["kind"] == kind) & np.isin(log["code"], list(codes))] = entity
    for kind in (Kind.OWNER_CHANGED, Kind.COMMISSION_EARNED):
        rows = log["kind"] == kind
        found[rows] = log["code"][rows]
    return found


def lines_of(trace: Trace, buyer: Buyer) -> np.ndarray:
    """Return the places in the log of all lines about the buyer, in their order."""
    numbers = (buyer.lead, buyer.deal, buyer.customer)
    near = np.flatnonzero(np.isin(trace.log["subject"], [n for n in numbers if n != NONE]))
    lines = trace.log[near]
    found, chosen = entities(lines), np.zeros(len(lines), bool)
    for entity, number in zip(_SUBJECTS.values(), numbers, strict=True):
        if number != NONE:
            chosen |= (found == entity) & (lines["subject"] == number)
    return near[chosen]
