"""What sellers earn by the pay plan.  Twin of reference/commission.py."""

from __future__ import annotations

from sim.engine.compiled.record import log
from sim.engine.compiled.seat import HALF_A_YEAR, job_of, plan_of
from sim.jit import inner_jit
from sim.rules import leader as leader_rules
from sim.rules import pay as rules
from sim.vocabulary import Entity, Kind


@inner_jit
def earn(w, seat, cents, entity, subject):
    """ARR that was sold counts towards quota and attainment, and the plan pays for it."""
    seller, now = w.seat[seat], w.count[0].now
    seller.bookings = leader_rules.after_delivery(
        seller.bookings, seller.bookings_at, now, HALF_A_YEAR, float(cents)
    )
    seller.bookings_at = now
    if seller.quota == 0:
        return 0
    variable = job_of(w, seat).variable_pay * (seller.period_quota / seller.quota)
    before = seller.booked
    earned = 0  # nobody is paid for what a vacant seat sold
    if seller.occupied == 1:
        earned = rules.commission(
            plan_of(w, seat), variable, seller.period_quota, float(before), float(cents)
        )
    seller.booked += cents
    seller.year_booked += cents
    log(w, Kind.COMMISSION_EARNED, subject, seat, entity, before, earned, -1)
    return earned


@inner_jit
def take_back(w, number):
    """An early churn costs the seller, if still there, the commission."""
    customer = w.customer[number]
    if customer.commission == 0:
        return
    seat = customer.sold_by
    seller = w.seat[seat]
    if w.count[0].now - customer.since > plan_of(w, seat).clawback:
        return
    if seller.occupied == 1 and seller.generation == customer.sold_by_generation:
        cents = -customer.commission
        log(w, Kind.COMMISSION_EARNED, number, seat, Entity.CUSTOMER, seller.booked, cents, -1)
