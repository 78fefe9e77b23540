"""Routing: new work finds its owner.  Same order of steps as compiled/routing.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from sim.engine.reference import handoff
from sim.rules import routing as rules
from sim.rules import sales_ops as sales_ops_rules
from sim.rules import staffing
from sim.rules.sdr import touch_urgency
from sim.vocabulary import Desk, Entity, Interface, Kind, LeadState, Routing, Standing, Work

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.sdr import Lead
    from sim.engine.reference.seat import Seat


def staff_desks(model: SalesOrganisation) -> None:
    """Seats have come or gone: write down anew who works what."""
    p = model.p
    standing = np.array([seat.standing for seat in model.seats], np.int64)
    staffing.staff_desks(p.routing, p.seat, p.job, standing, model.desks)
    model.company.sellers_keep = staffing.sellers_keep(p.seat, p.job, standing)


def eligible(model: SalesOrganisation, desk: int, segment: int) -> list[Seat]:
    """The seats that a desk's work for a segment may go to."""
    d = model.desks
    return at_places(model, int(d.first[desk, segment]), int(d.number[desk, segment]))


def at_places(model: SalesOrganisation, first: int, count: int) -> list[Seat]:
    return [model.seats[number] for number in model.desks.members[first : first + count]]


def open_items(desk: int, seat: Seat) -> int:
    """What counts as a seat's load at a desk: its book of customers, or everything else."""
    return seat.book if desk == Desk.CUSTOMERS else seat.load


def choose(
    model: SalesOrganisation, desk: int, segment: int, policy: int, account: int, quantile: float
) -> Seat | None:
    """Choose the next owner by the policy; None if the desk has no seat."""
    return choose_another(model, desk, segment, policy, account, quantile, None)


def choose_another(
    model: SalesOrganisation,
    desk: int,
    segment: int,
    policy: int,
    account: int,
    quantile: float,
    old: Seat | None,
) -> Seat | None:
    """Choose the next owner, somebody else than the old one if there is anybody."""
    seats, now = eligible(model, desk, segment), model.clock.now
    available = np.array(
        [rules.is_available(policy, int(s.occupied), now, s.patience_ends) for s in seats], np.int64
    )
    for position, seat in enumerate(seats):
        if seat is old and seat.occupied:
            available[position] = 0
    if not available.any():
        available = np.array([seat.standing == Standing.OPEN for seat in seats], np.int64)
    position = rules.choose(
        policy,
        available,
        np.array([open_items(desk, seat) for seat in seats], np.int64),
        np.array([seat.skill for seat in seats], np.float64),
        model.cursor[desk][segment],
        account,
        quantile,
    )
    if position < 0:
        return None
    model.cursor[desk][segment] = position + 1
    if rules.is_full(model.p.routing.overflow[desk], open_items(desk, seats[position])):
        return overflow(model, desk, segment, seats[position], account)
    return seats[position]


def overflow(model: SalesOrganisation, desk: int, segment: int, named: Seat, account: int) -> Seat:
    """The owner named is full: the least loaded of the desk, or somebody of another segment."""
    d, limit = model.desks, model.p.routing.overflow[desk]
    best, kind = least_loaded(desk, eligible(model, desk, segment)), Kind.WORK_OVERFLOWED
    if best is None:
        return named
    if rules.is_full(limit, open_items(desk, best)):
        first, count = int(d.spill_first[desk, segment]), int(d.spill_number[desk, segment])
        helper = least_loaded(desk, at_places(model, first, count))
        if helper is not None and not rules.is_full(limit, open_items(desk, helper)):
            best, kind = helper, Kind.WORK_SPILLED
    if best is not named:
        log_overflow(model, kind, desk, account, best, named)
    return best


def least_loaded(desk: int, seats: list[Seat]) -> Seat | None:
    """The least loaded of the seats that are occupied, None if none is."""
    occupied = np.array([seat.occupied for seat in seats], np.int64)
    loads = np.array([open_items(desk, seat) for seat in seats], np.int64)
    position = rules.least_loaded(occupied, loads)
    return seats[position] if position >= 0 and seats[position].occupied else None


def log_overflow(
    model: SalesOrganisation, kind: int, desk: int, account: int, seat: Seat, named: Seat
) -> None:
    model.log(
        kind,
        subject=account,
        seat=seat.number,
        code=desk,
        value=open_items(desk, named),
        other=named.number,
    )


def route(model: SalesOrganisation, lead: Lead) -> None:
    """A new MQL waits for an analyst, or is assigned at once."""
    analyst = choose(model, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account, 0.0)
    if analyst is None or not rules.is_manual(model.luck, model.p.routing, lead.key):
        assign_lead(model, lead)
        return
    ask_for_routing(model, lead, analyst)


def finish_routing(model: SalesOrganisation, lead: Lead, analyst: Seat) -> None:
    assign_lead(model, lead)


def assign_lead(model: SalesOrganisation, lead: Lead) -> None:
    """The lead enters an inbox; marketing's knowledge of it is handed over."""
    owner = choose_owner(model, lead)
    assert owner is not None
    lead.owner = owner
    owner.load += 1
    if goes_astray(model, lead):
        misroute(model, lead)
        return
    head = model.marketing_head
    lead.fidelity *= handoff.kept(model, Interface.MARKETING_TO_SDR, head, owner.number)
    model.log(Kind.LEAD_ASSIGNED, subject=lead.number, seat=owner.number, code=lead.source)
    lead.start_cadence()


def goes_astray(model: SalesOrganisation, lead: Lead) -> bool:
    """Whether wrong data chose the owner; a lead is sent to the wrong one once at most."""
    if lead.misrouted or lead.cadence > 0:
        return False
    quality = model.company.data_quality
    return bool(sales_ops_rules.is_misrouted(model.luck, model.p.operations, lead.key, quality))


def misroute(model: SalesOrganisation, lead: Lead) -> None:
    """The lead lies with the wrong owner for a while."""
    lead.misrouted = True
    lead.state = LeadState.ROUTING
    wrong = somebody_else(model, lead)
    lead.owner.load -= 1
    wrong.load += 1
    lead.owner = wrong
    model.log(Kind.LEAD_MISROUTED, subject=lead.number, seat=lead.owner.number, code=lead.source)
    back = model.clock.now + sales_ops_rules.misroute_time(model.luck, model.p.operations, lead.key)
    model.clock.call(back, Kind.MISROUTE_NOTICED, lead.number, lambda: hand_back(model, lead))


def somebody_else(model: SalesOrganisation, lead: Lead) -> Seat:
    """The next of the desk after the right owner who is there, else the right one."""
    desk = eligible(model, Desk.LEADS, lead.segment)
    place = desk.index(lead.owner) if lead.owner in desk else len(desk)
    for step in range(1, len(desk) + 1):
        other = desk[(place + step) % len(desk)]
        if other is not lead.owner and other.occupied:
            return other
    return lead.owner


def hand_back(model: SalesOrganisation, lead: Lead) -> None:
    """The wrong owner hands the lead back: an analyst routes it anew, if there is one."""
    lead.owner.load -= 1
    analyst = choose(model, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account, 0.0)
    if analyst is None:
        assign_lead(model, lead)
        return
    ask_for_routing(model, lead, analyst)


def ask_for_routing(model: SalesOrganisation, lead: Lead, analyst: Seat) -> None:
    lead.state = LeadState.ROUTING
    urgency = touch_urgency(model.p.channel[lead.source], 0)
    model.ask(analyst, Work.ROUTING, lead, urgency, lead.score, model.p.routing.manual_work)


def takes_over(new: Seat | None, old: Seat) -> TypeGuard[Seat]:
    """Whether another seat can take work over: someone is in it, or the old one is no more."""
    if new is None or new is old:
        return False
    return new.occupied or old.standing == Standing.ABSENT


def choose_owner(model: SalesOrganisation, lead: Lead) -> Seat | None:
    """Choose who works a lead."""
    p, noise = model.p, model.company.score_noise
    channel = p.channel[lead.source]
    quantile = rules.score_quantile(channel, p.demand.quality_sigma, noise, lead.score)
    return choose(model, Desk.LEADS, lead.segment, p.routing.leads, lead.account, quantile)


def choose_seller(
    model: SalesOrganisation, segment: int, account: int, value: int, old: Seat | None
) -> Seat:
    """Choose an AE for a deal of this value; every company has one."""
    quantile = rules.value_quantile(model.p.segment[segment], value)
    seat = choose_another(model, Desk.DEALS, segment, model.p.routing.deals, account, quantile, old)
    assert seat is not None
    return seat


def choose_carer(
    model: SalesOrganisation, segment: int, account: int, value: int, old: Seat | None
) -> Seat | None:
    """Choose a CSM for a customer of this value."""
    quantile = rules.value_quantile(model.p.segment[segment], value)
    return choose_another(
        model, Desk.CUSTOMERS, segment, model.p.routing.customers, account, quantile, old
    )


def choose_expander(
    model: SalesOrganisation, segment: int, account: int, value: int, old: Seat | None
) -> Seat | None:
    """Choose an AE for an occasion to expand a customer of this value."""
    quantile = rules.value_quantile(model.p.segment[segment], value)
    return choose_another(
        model, Desk.EXPANSIONS, segment, model.p.routing.deals, account, quantile, old
    )


def pass_on_lead(model: SalesOrganisation, lead: Lead) -> None:
    """The lead's owner has left: a colleague takes over, if there is one."""
    old = lead.owner
    new = choose_owner(model, lead)
    if not takes_over(new, old):
        return
    old.load -= 1
    new.load += 1
    lead.owner = new
    lead.fidelity *= handoff.kept_among_peers(model, old, new)
    model.log_change(Entity.LEAD, lead.number, old, new)
