"""Occasions to expand: who works them, and what comes of it.  Twin of compiled/expansion.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import commission, handoff, routing, trace
from sim.rules import csm as rules
from sim.rules.terms import chance_of
from sim.vocabulary import (
    Chance,
    Entity,
    ExpansionOwner,
    Interface,
    Kind,
    Role,
    Stream,
    Urgency,
    Work,
)

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.seat import Seat


def review(customer: Customer) -> None:
    """Once a month an occasion may arise by itself."""
    model, p = customer.model, customer.model.p.csm
    if p.expansion_owner == ExpansionOwner.BDR or customer.expansion_pending:
        return
    if rules.expansion_arises(
        model.luck, p, customer.segment, customer.key, customer.months, customer.health
    ):
        take_up(customer)


def take_up(customer: Customer) -> None:
    """The occasion goes to whoever owns expansion."""
    model, p, segment = customer.model, customer.model.p.csm, customer.segment
    customer.expansion_pending, customer.context = True, 1.0
    owner = customer.csm
    if p.expansion_owner == ExpansionOwner.AE:
        owner = hand_over(customer, owner)
    by_ae = int(owner.role == Role.AE)
    worth = rules.expansion_worth(segment, customer.arr) if by_ae else 0.0
    work = rules.expansion_work(p, segment, by_ae)
    model.ask(owner, Work.EXPANDING, customer, Urgency.FOR_A_BUYER, worth, work)


def hand_over(customer: Customer, csm: Seat) -> Seat:
    """Choose an AE, who learns what the CSM knows, or some of it; without one the CSM keeps it."""
    model = customer.model
    seller = choose_seller(customer, None)
    if seller is None or seller is csm:
        return csm
    customer.seller = seller
    seller.load += 1
    customer.context = handoff.kept(model, Interface.AE_TO_CSM, csm.number, seller.number)
    log_assigned(customer, csm, seller)
    return seller


def choose_seller(customer: Customer, old: Seat | None) -> Seat | None:
    segment, account = customer.segment_number, customer.account
    return routing.choose_expander(customer.model, segment, account, customer.arr, old)


def log_assigned(customer: Customer, old: Seat, new: Seat) -> None:
    customer.model.log(
        Kind.EXPANSION_ASSIGNED, subject=customer.number, seat=new.number, other=old.number
    )


def finish_expanding(customer: Customer, seat: Seat) -> None:
    model, p, segment = customer.model, customer.model.p.csm, customer.segment
    customer.expansion_pending = False
    customer.expansions += 1
    put_down(customer)
    by_ae = int(seat.role == Role.AE)
    terms = rules.expansion_terms(
        p, segment, seat.skill * seat.ramp(), seat.coaching(), customer.context, by_ae
    )
    chance, nth = chance_of(terms), customer.expansions
    trace.weigh_for(customer, Chance.EXPAND, Stream.EXPANSION_SUCCEEDS, nth, seat, terms, chance)
    added = rules.expansion_size(
        model.luck, p, segment, customer.key, customer.expansions, customer.arr, chance
    )
    if added > 0:
        customer.arr += added
        customer.log_arr(Kind.CUSTOMER_EXPANDED, added, seat)
        if by_ae:
            commission.earn(seat, added, Entity.CUSTOMER, customer.number)


def put_down(customer: Customer) -> None:
    """The AE who had the occasion no longer has it."""
    if customer.seller is not None:
        customer.seller.load -= 1
        customer.seller = None


def pass_on(customer: Customer, old: Seat) -> Seat:
    """The AE has left: a colleague takes over the occasion, if there is one; return the owner."""
    if customer.seller is None:
        return customer.csm
    new = choose_seller(customer, old)
    if not routing.takes_over(new, old):
        return old
    old.load -= 1
    new.load += 1
    customer.seller = new
    customer.context *= handoff.kept_among_peers(customer.model, old, new)
    log_assigned(customer, old, new)
    return new
