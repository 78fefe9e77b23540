"""Routing: new work finds its owner.  Same order of steps as compiled/routing.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.reference import handoff
from sim.rules import routing as rules
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
    rules.staff_desks(
        p.routing.roles,
        p.seat["role"],
        p.seat["segment"],
        standing,
        model.desk_first,
        model.desk_number,
        model.members,
        model.serves,
    )


def eligible(model: SalesOrganisation, desk: int, segment: int) -> list[Seat]:
    """The seats that a desk's work for a segment may go to."""
    first, count = int(model.desk_first[desk, segment]), int(model.desk_number[desk, segment])
    return [model.seats[number] for number in model.members[first : first + count]]


def choose(
    model: SalesOrganisation, desk: int, segment: int, policy: int, account: int
) -> Seat | None:
    """Choose the next owner by the policy; None if the desk has no seat."""
    return choose_another(model, desk, segment, policy, account, None)


def choose_another(
    model: SalesOrganisation,
    desk: int,
    segment: int,
    policy: int,
    account: int,
    old: Seat | None,
) -> Seat | None:
    """Choose the next owner, somebody else than the old one if there is anybody."""
    seats = eligible(model, desk, segment)
    occupied = np.array([seat.occupied and seat is not old for seat in seats], np.int64)
    if not occupied.any():
        occupied = np.array([seat.standing == Standing.OPEN for seat in seats], np.int64)
    position = rules.choose(
        policy,
        occupied,
        np.array([seat.load for seat in seats], np.int64),
        model.cursor[desk][segment],
        account,
    )
    if position < 0:
        return None
    model.cursor[desk][segment] = position + 1
    return seats[position]


def route(model: SalesOrganisation, lead: Lead) -> None:
    """A new MQL waits for an analyst, or is assigned at once."""
    analyst = choose(model, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account)
    if analyst is None or not rules.is_manual(model.luck, model.p.routing, lead.key):
        assign_lead(model, lead)
        return
    lead.state = LeadState.ROUTING
    urgency = touch_urgency(model.p.channel[lead.source], 0)
    model.ask(analyst, Work.ROUTING, lead, urgency, lead.score, model.p.routing.manual_work)


def finish_routing(model: SalesOrganisation, lead: Lead, analyst: Seat) -> None:
    assign_lead(model, lead)


def assign_lead(model: SalesOrganisation, lead: Lead) -> None:
    """The lead enters an inbox; marketing's knowledge of it is handed over."""
    owner = choose(model, Desk.LEADS, lead.segment, model.p.routing.leads, lead.account)
    assert owner is not None
    lead.owner = owner
    owner.load += 1
    head = model.marketing_head
    lead.fidelity *= handoff.kept(model, Interface.MARKETING_TO_SDR, head, owner.number)
    model.log(Kind.LEAD_ASSIGNED, subject=lead.number, seat=owner.number, code=lead.source)
    lead.start_cadence()


def choose_seller(model: SalesOrganisation, segment: int, account: int) -> Seat:
    """Choose an AE; every company has one."""
    seat = choose(model, Desk.DEALS, segment, model.p.routing.deals, account)
    assert seat is not None
    return seat


def pass_on_lead(model: SalesOrganisation, lead: Lead) -> None:
    """The lead's owner has left: a colleague takes over, if there is one."""
    old = lead.owner
    new = choose(model, Desk.LEADS, lead.segment, model.p.routing.leads, lead.account)
    if new is None or not new.occupied or new is old:
        return
    old.load -= 1
    new.load += 1
    lead.owner = new
    lead.fidelity *= handoff.kept_among_peers(model, old, new)
    model.log_change(Entity.LEAD, lead.number, old, new)
