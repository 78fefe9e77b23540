"""Occasions to expand: who works them, and what comes of it.  Twin of reference/expansion.py."""

from __future__ import annotations

from sim.engine.compiled import commission, handoff, routing, trace
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask, coaching, ramp
from sim.jit import inner_jit
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


@inner_jit
def review(w, number):
    """Once a month an occasion may arise by itself."""
    customer = w.customer[number]
    if w.csm.expansion_owner == ExpansionOwner.BDR or customer.expansion_pending == 1:
        return
    segment = w.segment[customer.segment]
    if rules.expansion_arises(
        w.luck, w.csm, segment, customer.key, customer.months, customer.health
    ):
        take_up(w, number)


@inner_jit
def take_up(w, number):
    """The occasion goes to whoever owns expansion."""
    customer = w.customer[number]
    customer.expansion_pending, customer.context = 1, 1.0
    owner = int(customer.csm)
    if w.csm.expansion_owner == ExpansionOwner.AE:
        owner = hand_over(w, number, owner)
    by_ae = 1 if w.chart[owner].role == Role.AE else 0
    segment = w.segment[customer.segment]
    worth = rules.expansion_worth(segment, customer.arr) if by_ae == 1 else 0.0
    work = rules.expansion_work(w.csm, segment, by_ae)
    ask(w, owner, Work.EXPANDING, number, Urgency.FOR_A_BUYER, worth, work)


@inner_jit
def hand_over(w, number, csm):
    """Choose an AE, who learns what the CSM knows, or some of it; without one the CSM keeps it."""
    customer = w.customer[number]
    seller = routing.choose_expander(w, customer.segment, customer.account, customer.arr, -1)
    if seller < 0 or seller == csm:
        return csm
    customer.seller = seller
    w.held[seller].load += 1
    customer.context = handoff.kept(w, Interface.AE_TO_CSM, csm, seller)
    log(w, Kind.EXPANSION_ASSIGNED, number, seller, 0, 0, 0, csm)
    return seller


@inner_jit
def finish_expanding(w, number, seat):
    customer = w.customer[number]
    segment, person = w.segment[customer.segment], w.seat[seat]
    customer.expansion_pending = 0
    customer.expansions += 1
    put_down(w, number)
    by_ae = 1 if w.chart[seat].role == Role.AE else 0
    skill = person.skill * ramp(w, seat)
    terms = rules.expansion_terms(w.csm, segment, skill, coaching(w, seat), customer.context, by_ae)
    chance, stream, nth = chance_of(terms), Stream.EXPANSION_SUCCEEDS, customer.expansions
    trace.weigh(w, Chance.EXPAND, stream, customer.key, nth, number, seat, terms, chance)
    added = rules.expansion_size(
        w.luck, w.csm, segment, customer.key, customer.expansions, customer.arr, chance
    )
    if added > 0:
        customer.arr += added
        since = customer.since
        log(w, Kind.CUSTOMER_EXPANDED, number, seat, customer.segment, since, added, -1)
        if by_ae == 1:
            commission.earn(w, seat, added, Entity.CUSTOMER, number)


@inner_jit
def put_down(w, number):
    """The AE who had the occasion no longer has it."""
    customer = w.customer[number]
    if customer.seller >= 0:
        w.held[customer.seller].load -= 1
        customer.seller = -1


@inner_jit
def pass_on(w, number, old):
    """The AE has left: a colleague takes over the occasion, if there is one; return the owner."""
    customer = w.customer[number]
    if customer.seller < 0:
        return int(customer.csm)
    new = routing.choose_expander(w, customer.segment, customer.account, customer.arr, old)
    if not routing.takes_over(w, new, old):
        return int(old)
    w.held[old].load -= 1
    w.held[new].load += 1
    customer.seller = new
    customer.context *= handoff.kept_among_peers(w, old, new)
    log(w, Kind.EXPANSION_ASSIGNED, number, new, 0, 0, 0, old)
    return new
