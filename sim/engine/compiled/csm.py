"""The customer: onboarding, health, renewal, expansion.  Twin of reference/csm.py."""

from __future__ import annotations

from sim.engine.compiled import (
    advocates,
    champion,
    commission,
    expansion,
    handoff,
    portfolio,
    routing,
    sales_ops,
    save,
    trace,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log, log_change, rest, set_account
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import csm as rules
from sim.rules.leader import MONTH
from sim.rules.terms import chance_of
from sim.vocabulary import (
    AccountStatus,
    Chance,
    Entity,
    Interface,
    Kind,
    Stream,
    Urgency,
    Work,
)

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
    customer.champion, customer.seller, customer.context = 1, -1, 1.0
    customer.contacted = -1
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
def start(w, deal_number, earned):
    """A deal was won: the account becomes a customer and is handed to a CSM."""
    deal = w.deal[deal_number]
    number = new_customer(w, deal.key, deal.segment, deal.account)
    customer = w.customer[number]
    customer.quality, customer.fidelity = deal.quality, deal.fidelity
    customer.arr = deal.value
    customer.commission, customer.sold_by = earned, deal.ae
    customer.sold_by_generation = w.seat[deal.ae].generation
    choose_owner(w, number, deal.ae)
    set_account(w, deal.account, AccountStatus.CUSTOMER)
    customer.health = target(w, customer)
    log_start(w, number, deal.ae)
    sales_ops.add_record(w)
    segment = w.segment[customer.segment]
    work = rules.onboarding_work(w.luck, w.csm, segment, customer.key, customer.fidelity)
    ask(w, customer.csm, Work.ONBOARDING, number, Urgency.FOR_A_BUYER, 0.0, work)
    begin_processes(w, number)


@inner_jit
def choose_owner(w, number, ae):
    """A CSM takes over what the AE knows; in a company without, the AE keeps the customer."""
    customer = w.customer[number]
    owner = ae
    if w.company[0].sellers_keep == 0:
        value = customer.arr
        owner = routing.choose_carer(w, customer.segment, customer.account, value, -1)
    take(w, number, owner)
    if customer.csm != ae:
        customer.fidelity *= handoff.kept(w, Interface.AE_TO_CSM, ae, customer.csm)


@inner_jit
def take(w, number, seat):
    """The customer is in the seat's book from now on."""
    w.customer[number].csm = seat
    w.held[seat].book += 1
    portfolio.enter(w.customer, w.customers_of, seat, number)


@inner_jit
def put_down(w, number):
    """The customer is gone, or in somebody else's book from now on."""
    seat = w.customer[number].csm
    w.held[seat].book -= 1
    portfolio.strike(w.customer, w.customers_of, seat, number)


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
    advocates.recount(w, number)
    log(w, Kind.CUSTOMER_LIVE, number, customer.csm, 0, customer.since, 0, -1)


# --- attention and health -------------------------------------------------------------------
@inner_jit
def check_in_due(w, number):
    """A check-in is due; one that has not been delivered counts as missed."""
    customer = w.customer[number]
    if customer.ended == 1:
        return
    segment = w.segment[customer.segment]
    if customer.check_in_pending == 1:
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
    advocates.recount(w, number)
    champion.review(w, number)
    save.review(w, number)
    expansion.review(w, number)
    due = customer.since + (customer.months + 1) * A_MONTH
    schedule(w, due, Kind.HEALTH_REVIEW, number, 0)


# --- renewal --------------------------------------------------------------------------------
@inner_jit
def renewal_due(w, number):
    """On an anniversary the customer renews, renews for less, or leaves."""
    customer = w.customer[number]
    segment = w.segment[customer.segment]
    customer.renewals += 1
    without = champion.without(w, customer)
    terms = rules.churn_terms(w.csm, segment, customer.health, customer.renewals, without)
    chance, stream, nth = chance_of(terms), Stream.RENEWAL, customer.renewals
    trace.weigh(w, Chance.CHURN, stream, customer.key, nth, number, customer.csm, terms, chance)
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
    expansion.put_down(w, number)
    advocates.recount(w, number)
    put_down(w, number)
    rest(w, customer.account, w.csm.rest)
    without = champion.without(w, customer)
    reason = rules.churn_reason(customer.health, customer.quality, without)
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
    commission.take_back(w, number)


@inner_jit
def log_arr(w, kind, number, amount):
    customer = w.customer[number]
    log(w, kind, number, customer.csm, customer.segment, customer.since, amount, -1)


@inner_jit
def pass_on(w, number):
    """The CSM has left: a colleague takes over, if there is one."""
    customer = w.customer[number]
    old = customer.csm
    new = routing.choose_carer(w, customer.segment, customer.account, customer.arr, old)
    if not routing.takes_over(w, new, old):
        return
    put_down(w, number)
    take(w, number, new)
    customer.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.CUSTOMER, number, old, new)
