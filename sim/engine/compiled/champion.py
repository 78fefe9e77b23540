"""The customer's champion: leaves, and is replaced or not.  Twin of reference/champion.py."""

from __future__ import annotations

from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import csm as rules
from sim.vocabulary import Kind, Urgency, Work


@inner_jit
def review(w, number):
    """Once a month the champion may leave; without one the CSM tries to win another."""
    customer = w.customer[number]
    if customer.champion == 1 and rules.champion_leaves(
        w.luck, w.csm, customer.key, customer.months
    ):
        customer.champion, customer.champion_left = 0, w.count[0].now
        log(w, Kind.CHAMPION_LEFT, number, customer.csm, 0, 0, 0, -1)
    if customer.champion == 0 and customer.winning_pending == 0:
        customer.winning_pending = 1
        work = w.segment[customer.segment].champion_work
        ask(w, customer.csm, Work.WINNING_OVER, number, Urgency.FOR_A_BUYER, 0.0, work)


@inner_jit
def finish_winning_over(w, number):
    """Somebody else becomes the champion, or the CSM tries again after the next review."""
    customer = w.customer[number]
    customer.winning_pending = 0
    customer.champion_attempts += 1
    if rules.champion_is_won(w.luck, w.csm, customer.key, customer.champion_attempts):
        customer.champion = 1
        log(w, Kind.CHAMPION_WON, number, customer.csm, 0, customer.champion_left, 0, -1)


@inner_jit
def without(w, customer):
    """Whether the churn of a customer without a champion holds now."""
    return rules.is_without_champion(customer.champion, customer.champion_left, w.count[0].now)
