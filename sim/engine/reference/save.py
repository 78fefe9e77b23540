"""Save plays: the CSM's part, then an executive's.  Twin of compiled/save.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.reference import advocates, routing, sales_ops, trace
from sim.rules import csm as rules
from sim.rules.structure import escalation_boss
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Desk, Help, Kind, Stream, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.seat import Seat


def review(customer: Customer) -> None:
    """Once a month the CSM may notice that the customer is at risk, and plans a save."""
    model = customer.model
    if customer.save_pending:
        return
    effect = sales_ops.data_effect(model, model.p.operations.risk_effect)
    if rules.notices_risk(
        model.luck, model.p.csm, customer.key, customer.months, customer.health, effect
    ):
        customer.save_pending = True
        model.log(Kind.CUSTOMER_AT_RISK, subject=customer.number, seat=customer.csm.number)
        customer.ask(Work.SAVING, Urgency.FOR_A_BUYER, float(customer.segment["save_work"]))


def finish_saving(customer: Customer) -> None:
    """The CSM's part is done: an executive is asked to help, where that is usual."""
    customer.saves += 1
    customer.help, customer.save_asked = Help.NOT_ASKED, customer.model.clock.now
    if customer.segment["escalation_work"] > 0:
        escalate(customer)
    if customer.help != Help.WAITING:
        conclude(customer)


def escalate(customer: Customer) -> None:
    """The case waits in an executive's inbox, as long as the customer's patience lasts."""
    model, p, occasion = customer.model, customer.model.p.csm, customer.saves
    both = rules.needs_sales(model.luck, p, customer.key, occasion)
    helper = find_helper(customer, both)
    if helper is None:
        return
    customer.help = Help.WAITING
    model.log(
        Kind.SAVE_ESCALATED,
        subject=customer.number,
        seat=customer.csm.number,
        code=int(both),
    )
    work = float(customer.segment["escalation_work"])
    customer.escalation = model.ask(helper, Work.ESCALATION, customer, Urgency.IN_TURN, 0.0, work)
    model.clock.call(
        model.clock.now + rules.escalation_patience(model.luck, p, customer.key, occasion),
        Kind.ESCALATION_PATIENCE_ENDS,
        customer.number,
        lambda: lose_patience(customer, occasion),
    )


def find_helper(customer: Customer, both: bool) -> Seat | None:
    """The executive above customer success; where sales is needed, one above both."""
    model = customer.model
    sales = routing.eligible(model, Desk.DEALS, customer.segment_number)[0].number if both else -1
    occupied = np.array([seat.occupied for seat in model.seats], np.int64)
    helper = escalation_boss(model.bosses, model.depths, occupied, customer.csm.number, sales)
    return model.seats[helper] if helper >= 0 else None


def begin_escalation(customer: Customer) -> None:
    customer.help = Help.WORKING


def finish_escalation(customer: Customer) -> None:
    customer.help = Help.GIVEN
    conclude(customer)


def lose_patience(customer: Customer, occasion: int) -> None:
    """No executive came in time: the play goes on without."""
    if customer.ended or customer.saves != occasion or customer.help != Help.WAITING:
        return
    assert customer.escalation is not None
    customer.escalation.cancelled = True
    go_on_without(customer)


def go_on_without(customer: Customer) -> None:
    customer.help = Help.TOO_LATE
    conclude(customer)


def conclude(customer: Customer) -> None:
    """The save play works, or not."""
    model, p = customer.model, customer.model.p.csm
    customer.save_pending = False
    helped = int(customer.help == Help.GIVEN)
    terms = rules.save_terms(p, customer.segment, helped)
    chance, nth = chance_of(terms), customer.saves
    trace.weigh_for(customer, Chance.SAVE, Stream.SAVE_SUCCEEDS, nth, customer.csm, terms, chance)
    works = rules.save_works(model.luck, customer.key, customer.saves, chance)
    if works:
        customer.health += p.save_effect
        advocates.recount(customer)
    model.log(
        Kind.SAVE_ENDED,
        subject=customer.number,
        seat=customer.csm.number,
        code=int(works),
        since=customer.save_asked,
        value=customer.help,
    )
