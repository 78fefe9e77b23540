"""The customer's champion: leaves, and is replaced or not.  Twin of compiled/champion.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.rules import csm as rules
from sim.vocabulary import Kind, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer


def review(customer: Customer) -> None:
    """Once a month the champion may leave; without one the CSM tries to win another."""
    model, p = customer.model, customer.model.p.csm
    if customer.champion and rules.champion_leaves(model.luck, p, customer.key, customer.months):
        customer.champion, customer.champion_left = 0, model.clock.now
        model.log(Kind.CHAMPION_LEFT, subject=customer.number, seat=customer.csm.number)
    if not customer.champion and not customer.winning_pending:
        customer.winning_pending = True
        work = float(customer.segment["champion_work"])
        customer.ask(Work.WINNING_OVER, Urgency.FOR_A_BUYER, work)


def finish_winning_over(customer: Customer) -> None:
    """Somebody else becomes the champion, or the CSM tries again after the next review."""
    model = customer.model
    customer.winning_pending = False
    customer.champion_attempts += 1
    if rules.champion_is_won(model.luck, model.p.csm, customer.key, customer.champion_attempts):
        customer.champion = 1
        model.log(
            Kind.CHAMPION_WON,
            subject=customer.number,
            seat=customer.csm.number,
            since=customer.champion_left,
        )


def without(customer: Customer) -> int:
    """Whether the churn of a customer without a champion holds now."""
    now = customer.model.clock.now
    return rules.is_without_champion(customer.champion, customer.champion_left, now)
