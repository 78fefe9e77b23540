"""Everything that changes in a run: one table per entity, one row per number.

Handlers receive a ``World``: the frozen parameters and the state's tables behind one pointer.
Tables are structured arrays made in Python (and grown there, between two calls of the loop), so
that compiled code never allocates.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.jit import DISABLED
from sim.params import Params
from sim.plain_tables import PlainTable, plain
from sim.rules.feedback import SLOTS
from sim.rules.staffing import empty_desks
from sim.streams import Luck
from sim.vocabulary import EVENT, Desk, Interface

NEVER = 1 << 62

SEAT_STATE = np.dtype(
    [
        ("occupied", "i8"),
        ("standing", "i8"),
        ("patience_ends", "i8"),
        ("generation", "i8"),
        ("hired", "i8"),
        ("vacant_since", "i8"),
        ("skill", "f8"),
        ("task", "i8"),
        ("began", "i8"),
        ("seconds", "i8"),
        ("ticket", "i8"),
        ("wake_at", "i8"),
        ("worked", "i8"),
        ("coached", "f8"),
        ("coached_at", "i8"),
        ("attended", "f8"),
        ("attended_at", "i8"),
        ("bookings", "f8"),
        ("bookings_at", "i8"),
        ("coaching_pending", "i8"),
        ("attending_pending", "i8"),
        ("inspection_pending", "i8"),
        ("standing_pending", "i8"),
        ("period", "i8"),
        ("blocks", "i8"),
        ("position", "i8"),
        ("interviews", "i8"),
        ("boss", "i8"),
        ("depth", "i8"),
        ("reports", "i8"),
        ("quota", "i8"),
        ("period_quota", "f8"),
        ("booked", "i8"),
        ("year_booked", "i8"),
        ("outlook", "f8"),
        ("commit", "f8"),
        ("open_deals", "i8"),
        ("effort", "f8"),
        ("inspected", "f8"),
        ("inspected_at", "i8"),
        ("pending", "i8"),  # a bit for each kind of own work that is still to do
        ("strategy", "f8"),
        ("strategy_at", "i8"),
        ("helped", "f8"),
        ("all_blocks", "i8"),
        ("requisition", "i8"),
        ("interrupted", "i8"),
        ("ramp", "f8"),
        ("promised", "i8"),
        ("successor", "i8"),
        ("successor_generation", "i8"),
        ("closing", "i8"),
        ("unit", "i8"),
        ("old_boss", "i8"),
    ]
)
# Routing looks at everybody's at a desk, and at little else.
HELD = np.dtype([("load", "i8"), ("book", "i8")])
# Ends of the lists of open deals and of customers that a seat has; 0: none, else the number + 1.
PORTFOLIO = np.dtype([("first", "i8"), ("last", "i8")])
ALIGNED = np.dtype([("hours", "f8"), ("since", "i8"), ("pending", "i8"), ("common", "i8")])
LEAD = np.dtype(
    [
        ("key", "i8"),
        ("account", "i8"),
        ("created", "i8"),
        ("qualified", "i8"),
        ("waited", "i8"),
        ("quality", "f8"),
        ("score", "f8"),
        ("fidelity", "f8"),
        ("source", "i8"),
        ("segment", "i8"),
        ("state", "i8"),
        ("owner", "i8"),
        ("ae", "i8"),
        ("booker", "i8"),
        ("task", "i8"),
        ("touches", "i8"),
        ("all_touches", "i8"),
        ("cadence", "i8"),
        ("ticket", "i8"),
        ("bookings", "i8"),
        ("corrected", "i8"),
        ("impatient", "i8"),
        ("outcome", "i8"),
        ("misrouted", "i8"),
        ("date_is_open", "i8"),
        ("confirmed", "i8"),
        ("confirming", "i8"),
    ]
)
DEAL = np.dtype(
    [
        ("key", "i8"),
        ("segment", "i8"),
        ("source", "i8"),
        ("account", "i8"),
        ("quality", "f8"),
        ("fidelity", "f8"),
        ("ae", "i8"),
        ("stage", "i8"),
        ("opened", "i8"),
        ("entered", "i8"),
        ("value", "i8"),
        ("technical", "i8"),
        ("competitor", "i8"),
        ("se_state", "i8"),
        ("se_waits", "i8"),
        ("se_task", "i8"),
        ("requested", "i8"),
        ("supported", "i8"),
        ("sponsored", "i8"),
        ("support_task", "i8"),
        ("sponsor_task", "i8"),
        ("waited", "i8"),
        ("meetings", "i8"),
        ("meetings_left", "i8"),
        ("ended", "i8"),
        ("listed", "i8"),
        ("asked", "f8"),
        ("discount", "f8"),
        ("discount_asked_at", "i8"),
        ("offer", "f8"),
        ("offers", "i8"),
        ("offered_at", "i8"),
        ("proposals", "i8"),  # offers that the AE has wanted to make
        ("approving", "i8"),  # 1: the buyer's discount waits for an approval
        ("decides_at", "i8"),
        ("ticket", "i8"),
        ("slipped", "i8"),
        ("agreed", "i8"),
        ("period_offers", "i8"),
        ("previous", "i8"),  # of the AE's open deals: the number + 1
        ("following", "i8"),
    ]
)
CUSTOMER = np.dtype(
    [
        ("key", "i8"),
        ("segment", "i8"),
        ("account", "i8"),
        ("quality", "f8"),
        ("fidelity", "f8"),
        ("health", "f8"),
        ("attention", "f8"),
        ("csm", "i8"),
        ("arr", "i8"),
        ("since", "i8"),
        ("live", "i8"),
        ("late", "i8"),
        ("check_in_pending", "i8"),
        ("save_pending", "i8"),
        ("expansion_pending", "i8"),
        ("months", "i8"),
        ("renewals", "i8"),
        ("saves", "i8"),
        ("expansions", "i8"),
        ("ended", "i8"),
        ("commission", "i8"),
        ("sold_by", "i8"),
        ("sold_by_generation", "i8"),
        ("champion", "i8"),
        ("champion_left", "i8"),
        ("champion_attempts", "i8"),
        ("winning_pending", "i8"),
        ("help", "i8"),
        ("escalation", "i8"),
        ("save_asked", "i8"),
        ("seller", "i8"),
        ("context", "f8"),
        ("contacted", "i8"),
        ("contacts", "i8"),
        ("healthy", "i8"),
        ("previous", "i8"),  # of the CSM's customers: the number + 1
        ("following", "i8"),
    ]
)
TASK = np.dtype(
    [
        ("order", "i8"),
        ("asked", "i8"),
        ("seconds", "f8"),
        ("work", "i8"),
        ("subject", "i8"),
        ("child", "i8"),
        ("sibling", "i8"),
        ("cancelled", "i8"),
    ]
)
BOX = np.dtype([("root", "i8"), ("waiting", "i8")])
ENTRY = np.dtype([("time", "i8"), ("tag", "i8"), ("ticket", "i8")])
ACCOUNT = np.dtype(
    [
        ("until", "i8"),
        ("deal", "i8"),
        ("status", "i8"),
        ("bdr_target", "i4"),  # 2 × (quarters begun + 1) + (1 if on the list); older: not known
        ("setter_target", "i4"),
    ]
)
COMPANY = np.dtype(
    [
        ("data_quality", "f8"),
        ("dashboards", "f8"),
        ("dashboards_at", "i8"),
        ("adoption", "f8"),
        ("adopted", "f8"),  # what counts this month
        ("analysed", "f8"),
        ("analysed_at", "i8"),
        ("score_auc", "f8"),
        ("score_noise", "f8"),
        ("targeting_noise", "f8"),
        ("months", "i8"),
        ("quarters", "i8"),
        ("sellers_keep", "i8"),  # 1: who sold to a customer looks after it, without a hand-off
    ]
)
BUDGET = np.dtype(
    [
        ("factor", "f8"),  # by the owner of the budgets
        ("cut", "f8"),  # what dated cuts leave
        ("moved", "f8"),  # by rules of management
        ("known", "f8"),
        ("spent", "f8"),
        ("since", "i8"),  # up to when it is counted
    ]
)
RULE_STATE = np.dtype([("months", "i8"), ("last", "i8"), ("times", "i8")])
COUNT = np.dtype(
    [
        ("now", "i8"),
        ("log", "i8"),
        ("leads", "i8"),
        ("deals", "i8"),
        ("customers", "i8"),
        ("tasks", "i8"),
        ("free_task", "i8"),
        ("sequence", "i8"),
        ("entries", "i8"),
        ("day", "i8"),
        ("week", "i8"),
        ("month", "i8"),
        ("started", "i8"),
        ("marketing_head", "i8"),
        ("fiscal", "i8"),
        ("year_began", "i8"),
        ("healthy", "i8"),
        ("healthy_at_start", "i8"),
        ("chart", "i8"),
        ("frozen_until", "i8"),
        ("traced", "i8"),
    ]
)


class OfficeHours(NamedTuple):
    """The part of the office calendar that handlers need."""

    opens: int
    closes: int
    office_before: np.ndarray
    workday: np.ndarray
    is_workday: np.ndarray


class State(NamedTuple):
    """The tables of a run; ``count`` holds how much of each is used."""

    seat: Any
    held: Any
    deals_of: Any
    customers_of: Any
    aligned: Any
    lead: Any
    deal: Any
    customer: Any
    task: Any
    box: Any
    calendar: Any
    account: Any
    cursor: Any
    moving: Any
    log: Any
    count: Any
    company: Any
    budget: Any
    later: Any
    desks: Any
    rule_state: Any


FIELDS = [
    "luck",
    "clock",
    "run",
    "segment",
    "channel",
    "job",
    "chart",
    "demand",
    "routing",
    "sdr",
    "bdr",
    "setter",
    "meeting",
    "ae",
    "csm",
    "leader",
    "structure",
    "people",
    "plan",
    "quotas",
    "pricing",
    "forecast",
    "operations",
    "marketing",
    "setting",
    "changes",
    "policies",
    *State._fields,
]

if DISABLED:

    class World:
        """Parameters and state behind one name."""

        def __init__(self, *values: Any) -> None:
            for name, value in zip(FIELDS, values, strict=True):
                setattr(self, name, value)

else:
    from numba import types
    from numba.experimental import structref

    @structref.register
    class WorldType(types.StructRef):
        """The compiled world's type: one field per table."""

        def preprocess_fields(self, fields: Any) -> Any:
            return tuple((name, types.unliteral(kind)) for name, kind in fields)

    class World(structref.StructRefProxy):  # type: ignore[no-redef]
        """Parameters and state behind one pointer."""

    structref.define_proxy(World, WorldType, FIELDS)


def table(rows: int | tuple[int, int], kind: np.dtype) -> Any:
    """Return a table of zeros whose rows have attributes, with and without JIT."""
    zeros = np.zeros(rows, kind)
    return PlainTable(zeros) if DISABLED else zeros.view(np.recarray)


def slim(p: Params) -> Params:
    """Replace the office calendar by the part of it that handlers need."""
    hours = OfficeHours(
        p.clock.opens,
        p.clock.closes,
        p.clock.office_before,
        p.clock.workday,
        p.clock.is_workday,
    )
    slimmed = p._replace(clock=hours)  # type: ignore[arg-type]
    return plain(slimmed) if DISABLED else slimmed


def first_state(p: Params) -> State:
    """Return the tables of an empty company, of a size that most runs never outgrow."""
    seats, segments = len(p.seat), len(p.segment)
    days = p.run.ends // 86400 + 1
    leads = int(p.channel["leads_per_day"].sum() * 1.25 * days) + 1024
    customers = int(p.segment["initial_customers"].sum())
    deals = int(p.segment["initial_deals"].sum())
    accounts = int(p.segment["accounts"].sum())
    return State(
        seat=table(seats, SEAT_STATE),
        held=table(seats, HELD),
        deals_of=table(seats, PORTFOLIO),
        customers_of=table(seats, PORTFOLIO),
        aligned=table((seats, len(Interface)), ALIGNED),
        lead=table(leads, LEAD),
        deal=table(2 * deals + 4096, DEAL),
        customer=table(2 * customers + 1024, CUSTOMER),
        task=table(64 * seats + 1024, TASK),
        box=table(seats + segments, BOX),
        calendar=table(leads // 4 + 8 * customers + 64 * seats + 4096, ENTRY),
        account=table(accounts, ACCOUNT),
        cursor=np.zeros((len(Desk), segments), np.int64),
        moving=np.zeros(1024, np.int64),
        log=table(4 * leads + 2000 * seats + 4 * (deals + customers) + 4096, EVENT),
        count=table(1, COUNT),
        company=table(1, COMPANY),
        budget=table(len(p.channel), BUDGET),
        later=np.zeros((len(p.channel) + 1, SLOTS)),
        desks=empty_desks(seats, segments),
        rule_state=table(len(p.policies.rule), RULE_STATE),
    )


def grown(state: State, name: str) -> State:
    """Return the state with one table doubled."""
    return state._replace(**{name: doubled(getattr(state, name))})


def doubled(rows: Any) -> Any:
    """Return a table with as many rows again, of zeros; the old one is not to be used any more."""
    if isinstance(rows, PlainTable):
        rows.grow()
        return rows
    more = np.zeros(2 * len(rows), rows.dtype).view(type(rows))
    more[: len(rows)] = rows
    return more


def logged(state: State) -> np.ndarray:
    """Return the event log as far as it is written."""
    written = int(state.count[0].log)
    if isinstance(state.log, PlainTable):
        return state.log.first(written)
    return state.log[:written].view(EVENT, np.ndarray)


def luck_of(seed: int, replication: int) -> Luck:
    return Luck(int(seed), int(replication))
