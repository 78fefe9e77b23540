"""What sellers earn by the pay plan.  Twin of compiled/commission.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference.seat import HALF_A_YEAR
from sim.rules import leader as leader_rules
from sim.rules import pay as rules
from sim.vocabulary import Entity, Kind

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.seat import Seat


def earn(seller: Seat, cents: int, entity: int, subject: int) -> int:
    """ARR that was sold counts towards quota and attainment, and the plan pays for it."""
    now = seller.model.clock.now
    seller.bookings = leader_rules.after_delivery(
        seller.bookings, seller.bookings_at, now, HALF_A_YEAR, float(cents)
    )
    seller.bookings_at = now
    if seller.quota == 0:
        return 0
    variable = int(seller.job["variable_pay"]) * (seller.period_quota / seller.quota)
    before = seller.booked
    earned = 0  # nobody is paid for what a vacant seat sold
    if seller.occupied:
        earned = rules.commission(
            seller.plan, variable, seller.period_quota, float(before), float(cents)
        )
    seller.booked += cents
    seller.year_booked += cents
    seller.model.log(
        Kind.COMMISSION_EARNED,
        subject=subject,
        seat=seller.number,
        code=entity,
        since=before,
        value=earned,
    )
    return earned


def take_back(customer: Customer) -> None:
    """An early churn costs the seller, if still there, the commission."""
    seller, model = customer.sold_by, customer.model
    if customer.commission == 0 or seller is None:
        return
    if model.clock.now - customer.since > seller.plan["clawback"]:
        return
    if seller.occupied and seller.generation == customer.sold_by_generation:
        model.log(
            Kind.COMMISSION_EARNED,
            subject=customer.number,
            seat=seller.number,
            code=Entity.CUSTOMER,
            since=seller.booked,
            value=-customer.commission,
        )
