"""Save plays: the CSM's part, then an executive's.  Twin of reference/save.py."""

from __future__ import annotations

from sim.engine.compiled import advocates, sales_ops, trace
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import csm as rules
from sim.rules.structure import escalation_boss
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Desk, Help, Kind, Stream, Urgency, Work


@inner_jit
def review(w, number):
    """Once a month the CSM may notice that the customer is at risk, and plans a save."""
    customer = w.customer[number]
    if customer.save_pending == 1:
        return
    effect = sales_ops.data_effect(w, w.operations.risk_effect)
    if rules.notices_risk(w.luck, w.csm, customer.key, customer.months, customer.health, effect):
        customer.save_pending = 1
        log(w, Kind.CUSTOMER_AT_RISK, number, customer.csm, 0, 0, 0, -1)
        work = w.segment[customer.segment].save_work
        ask(w, customer.csm, Work.SAVING, number, Urgency.FOR_A_BUYER, 0.0, work)


@inner_jit
def finish_saving(w, number):
    """The CSM's part is done: an executive is asked to help, where that is usual."""
    customer = w.customer[number]
    customer.saves += 1
    customer.help, customer.save_asked = Help.NOT_ASKED, w.count[0].now
    if w.segment[customer.segment].escalation_work > 0.0:
        escalate(w, number)
    if customer.help != Help.WAITING:
        conclude(w, number)


@inner_jit
def escalate(w, number):
    """The case waits in an executive's inbox, as long as the customer's patience lasts."""
    customer = w.customer[number]
    both = rules.needs_sales(w.luck, w.csm, customer.key, customer.saves)
    sales = -1
    if both:
        sales = int(w.desks.members[w.desks.first[Desk.DEALS, customer.segment]])
    helper = escalation_boss(w.seat.boss, w.seat.depth, w.seat.occupied, int(customer.csm), sales)
    if helper < 0:
        return
    customer.help = Help.WAITING
    log(w, Kind.SAVE_ESCALATED, number, customer.csm, 1 if both else 0, 0, 0, -1)
    work = w.segment[customer.segment].escalation_work
    customer.escalation = ask(w, helper, Work.ESCALATION, number, Urgency.IN_TURN, 0.0, work)
    patience = rules.escalation_patience(w.luck, w.csm, customer.key, customer.saves)
    until = w.count[0].now + patience
    schedule(w, until, Kind.ESCALATION_PATIENCE_ENDS, number, customer.saves)


@inner_jit
def begin_escalation(w, number):
    w.customer[number].help = Help.WORKING


@inner_jit
def finish_escalation(w, number):
    w.customer[number].help = Help.GIVEN
    conclude(w, number)


@inner_jit
def lose_patience(w, number, occasion):
    """No executive came in time: the play goes on without."""
    customer = w.customer[number]
    if customer.ended == 1 or customer.saves != occasion or customer.help != Help.WAITING:
        return
    w.task[customer.escalation].cancelled = 1
    go_on_without(w, number)


@inner_jit
def go_on_without(w, number):
    w.customer[number].help = Help.TOO_LATE
    conclude(w, number)


@inner_jit
def conclude(w, number):
    """The save play works, or not."""
    customer = w.customer[number]
    customer.save_pending = 0
    helped = 1 if customer.help == Help.GIVEN else 0
    terms = rules.save_terms(w.csm, w.segment[customer.segment], helped)
    chance, stream, nth = chance_of(terms), Stream.SAVE_SUCCEEDS, customer.saves
    trace.weigh(w, Chance.SAVE, stream, customer.key, nth, number, customer.csm, terms, chance)
    works = rules.save_works(w.luck, customer.key, customer.saves, chance)
    if works:
        customer.health += w.csm.save_effect
        advocates.recount(w, number)
    log(
        w,
        Kind.SAVE_ENDED,
        number,
        customer.csm,
        1 if works else 0,
        customer.save_asked,
        customer.help,
        -1,
    )
