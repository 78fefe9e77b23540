"""The customer: onboarding, health, renewal, expansion.  Twin of reference/csm.py."""

from __future__ import annotations

from sim.engine.compiled import handoff, routing
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log, log_change, rest, set_account
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import csm as rules
from sim.rules.leader import MONTH
from sim.vocabulary import AccountStatus, Desk, Entity, Interface, Kind, Urgency, Work

A_MONTH = int(MONTH)
A_YEAR = 12 * A_MONTH


@inner_jit
def new_customer(w, key, segment, account):
    """Return the number of a new customer."""
    count = w.count[0]
    number = count.customers
    count.customers += 1
    customer = w.customer[number]
    customer.key, customer.segment, customer.account = key, segment, account
    customer.fidelity, customer.attention = 1.0, 1.0
    customer.csm, customer.since = -1, count.now
    return number


@inner_jit
def target(w, customer):
    return rules.health_target(
        w.csm,
        customer.quality,
        customer.fidelity,
        customer.attention,
        customer.late,
        float(w.count[0].now - customer.since),
    )


@inner_jit
def start(w, deal_number):
    """A deal was won: the account becomes a customer and is handed to a CSM."""
    deal = w.deal[deal_number]
    number = new_customer(w, deal.key, deal.segment, deal.account)
    customer = w.customer[number]
    customer.quality, customer.fidelity = deal.quality, deal.fidelity
    customer.arr = deal.value
    csm = routing.choose(w, Desk.CUSTOMERS, deal.segment, w.routing.customers, deal.account)
    customer.csm = csm
    if csm >= 0:
        w.seat[csm].load += 1
        customer.fidelity *= handoff.kept(w, Interface.AE_TO_CSM, deal.ae, csm)
    set_account(w, deal.account, AccountStatus.CUSTOMER)
    customer.health = target(w, customer)
    log_start(w, number, deal.ae)
    if csm >= 0:
        segment = w.segment[customer.segment]
        work = rules.onboarding_work(w.luck, w.csm, segment, customer.key, customer.fidelity)
        ask(w, csm, Work.ONBOARDING, number, Urgency.FOR_A_BUYER, 0.0, work)
    begin_processes(w, number)


@inner_jit
def log_start(w, number, ae):
    customer = w.customer[number]
    log(
        w,
        Kind.CUSTOMER_STARTED,
        number,
        customer.csm,
        customer.segment,
        customer.since,
        customer.arr,
        ae,
    )


@inner_jit
def begin_processes(w, number):
    customer, now = w.customer[number], w.count[0].now
    wait = rules.first_check_in(w.luck, w.segment[customer.segment], customer.key)
    schedule(w, now + wait, Kind.CHECK_IN_DUE, number, 0)
    review = customer.since + (customer.months + 1) * A_MONTH
    schedule(w, review, Kind.HEALTH_REVIEW, number, 0)
    renewal = customer.since + (customer.renewals + 1) * A_YEAR
    schedule(w, renewal, Kind.RENEWAL_DUE, number, 0)


@inner_jit
def finish_onboarding(w, number):
    customer = w.customer[number]
    customer.live = 1
    log(w, Kind.CUSTOMER_LIVE, number, customer.csm, 0, customer.since, 0, -1)


# --- attention and health -------------------------------------------------------------------
@inner_jit
def check_in_due(w, number):
    """A check-in is due; one that has not been delivered counts as missed."""
    customer = w.customer[number]
    if customer.ended == 1:
        return
    segment = w.segment[customer.segment]
    if customer.csm < 0 or customer.check_in_pending == 1:
        customer.attention = rules.after_check_in(w.csm, customer.attention, 0.0)
    else:
        customer.check_in_pending = 1
        work = segment.check_in_work
        ask(w, customer.csm, Work.CHECK_IN, number, Urgency.IN_TURN, 0.0, work)
    schedule(w, w.count[0].now + segment.check_in_every, Kind.CHECK_IN_DUE, number, 0)


@inner_jit
def finish_check_in(w, number):
    customer = w.customer[number]
    customer.check_in_pending = 0
    customer.attention = rules.after_check_in(w.csm, customer.attention, 1.0)


@inner_jit
def health_review(w, number):
    """Once a month health moves; risk may be noticed, an occasion to expand may arise."""
    customer = w.customer[number]
    if customer.ended == 1:
        return
    customer.months += 1
    age = w.count[0].now - customer.since
    if customer.live == 0 and age > w.segment[customer.segment].onboarding_time:
        customer.late = 1
    customer.health = rules.next_health(
        w.luck, w.csm, customer.key, customer.months, customer.health, target(w, customer)
    )
    if customer.csm >= 0:
        look_after(w, number)
    due = customer.since + (customer.months + 1) * A_MONTH
    schedule(w, due, Kind.HEALTH_REVIEW, number, 0)


@inner_jit
def look_after(w, number):
    customer = w.customer[number]
    segment = w.segment[customer.segment]
    if customer.save_pending == 0 and rules.notices_risk(
        w.luck, w.csm, customer.key, customer.months, customer.health
    ):
        customer.save_pending = 1
        log(w, Kind.CUSTOMER_AT_RISK, number, customer.csm, 0, 0, 0, -1)
        work = segment.save_work
        ask(w, customer.csm, Work.SAVING, number, Urgency.FOR_A_BUYER, 0.0, work)
    if customer.expansion_pending == 0 and rules.expansion_arises(
        w.luck, w.csm, segment, customer.key, customer.months, customer.health
    ):
        customer.expansion_pending = 1
        work = segment.expansion_work
        ask(w, customer.csm, Work.EXPANDING, number, Urgency.FOR_A_BUYER, 0.0, work)


@inner_jit
def finish_saving(w, number):
    customer = w.customer[number]
    customer.save_pending = 0
    customer.saves += 1
    if rules.save_works(w.luck, w.csm, customer.key, customer.saves):
        customer.health += w.csm.save_effect


@inner_jit
def finish_expanding(w, number):
    customer = w.customer[number]
    customer.expansion_pending = 0
    customer.expansions += 1
    segment = w.segment[customer.segment]
    added = rules.expansion_size(w.luck, segment, customer.key, customer.expansions, customer.arr)
    if added > 0:
        customer.arr += added
        log_arr(w, Kind.CUSTOMER_EXPANDED, number, added)


# --- renewal --------------------------------------------------------------------------------
@inner_jit
def renewal_due(w, number):
    """On an anniversary the customer renews, renews for less, or leaves."""
    customer = w.customer[number]
    segment = w.segment[customer.segment]
    customer.renewals += 1
    chance = rules.churn_chance(w.csm, segment, customer.health, customer.renewals)
    if rules.churns(w.luck, customer.key, customer.renewals, chance):
        churn(w, number)
        return
    lost = rules.contraction(w.luck, segment, customer.key, customer.renewals, customer.arr)
    if lost > 0:
        customer.arr -= lost
        log_arr(w, Kind.CUSTOMER_CONTRACTED, number, lost)
    log_arr(w, Kind.CUSTOMER_RENEWED, number, customer.arr)
    renewal = customer.since + (customer.renewals + 1) * A_YEAR
    schedule(w, renewal, Kind.RENEWAL_DUE, number, 0)


@inner_jit
def churn(w, number):
    customer = w.customer[number]
    customer.ended = 1
    if customer.csm >= 0:
        w.seat[customer.csm].load -= 1
    rest(w, customer.account, w.csm.rest)
    reason = rules.churn_reason(customer.health, customer.quality)
    log(
        w,
        Kind.CUSTOMER_CHURNED,
        number,
        customer.csm,
        reason,
        customer.since,
        customer.arr,
        customer.segment,
    )


@inner_jit
def log_arr(w, kind, number, amount):
    customer = w.customer[number]
    log(w, kind, number, customer.csm, customer.segment, customer.since, amount, -1)


@inner_jit
def pass_on(w, number):
    """The CSM has left: a colleague takes over, if there is one."""
    customer = w.customer[number]
    old = customer.csm
    if old < 0:
        return
    policy = w.routing.customers
    new = routing.choose_another(w, Desk.CUSTOMERS, customer.segment, policy, customer.account, old)
    if new < 0 or w.seat[new].occupied == 0 or new == old:
        return
    w.seat[old].load -= 1
    w.seat[new].load += 1
    customer.csm = new
    customer.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.CUSTOMER, number, old, new)
