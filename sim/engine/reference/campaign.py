"""BDRs' campaigns among customers.  Twin of compiled/campaign.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import expansion
from sim.rules import outbound as rules
from sim.vocabulary import Kind

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def next_customer(model: SalesOrganisation, segment: int) -> Customer | None:
    """The segment's due customer that was contacted longest ago, by account; None: none is due."""
    due = (one for one in model.customers if one.segment_number == segment and is_due(one))
    return min(due, key=lambda one: (one.contacted, one.account), default=None)


def is_due(one: Customer) -> bool:
    """Whether the customer may be contacted: it is live, not at risk and not about to buy."""
    if one.ended or not one.live or one.save_pending or one.expansion_pending:
        return False
    return rules.may_be_contacted(one.model.p.bdr, one.contacted, one.model.clock.now)


def finish_campaigning(model: SalesOrganisation, seat: Seat) -> None:
    """The block's customers are contacted in turn."""
    p, ramped, coached = model.p, seat.ramp(), seat.coaching()
    for _ in range(p.bdr.accounts_per_block):
        customer = next_customer(model, seat.home)
        if customer is None:
            return
        chance = rules.campaign_chance(p.bdr, p.csm, customer.health, seat.skill, ramped, coached)
        contact(customer, seat, chance)


def contact(customer: Customer, seat: Seat, chance: float) -> None:
    """A contact may raise an occasion, which goes to whoever owns expansion."""
    model, before = customer.model, customer.contacted
    customer.contacted = model.clock.now
    customer.contacts += 1
    if rules.campaign_raises(model.luck, customer.key, customer.contacts, chance):
        model.log(Kind.CAMPAIGN_OCCASION, subject=customer.number, seat=seat.number, since=before)
        expansion.take_up(customer)
