"""Healthy customers, who refer others.  Twin of reference/advocates.py."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.rules import demand as rules


@inner_jit
def recount(w, number):
    """A customer went live, got better or worse, or left: keep the running count."""
    customer = w.customer[number]
    healthy = 0
    if customer.ended == 0:
        healthy = rules.is_healthy(w.demand, customer.live, customer.health)
    w.count[0].healthy += healthy - customer.healthy
    customer.healthy = healthy


@inner_jit
def referral_factor(w):
    """What the rate of channels that follow the customers is multiplied with today."""
    count = w.count[0]
    return rules.referral_factor(w.demand, count.healthy, count.healthy_at_start)
