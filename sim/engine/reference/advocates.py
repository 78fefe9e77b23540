"""Healthy customers, who refer others.  Twin of compiled/advocates.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.rules import demand as rules

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.model import SalesOrganisation


def recount(customer: Customer) -> None:
    """A customer went live, got better or worse, or left: keep the running count."""
    model, healthy = customer.model, 0
    if not customer.ended:
        healthy = rules.is_healthy(model.p.demand, customer.live, customer.health)
    model.healthy += healthy - customer.healthy
    customer.healthy = healthy


def referral_factor(model: SalesOrganisation) -> float:
    """What the rate of channels that follow the customers is multiplied with today."""
    return rules.referral_factor(model.p.demand, model.healthy, model.healthy_at_start)
