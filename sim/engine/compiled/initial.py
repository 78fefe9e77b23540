"""The initial state: a company that has been running.  Twin of reference/initial.py."""

from __future__ import annotations

from sim.engine.compiled import (
    advocates,
    ae,
    company,
    csm,
    leader,
    marketing,
    people,
    pricing,
    review,
    routing,
    shocks,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import account_status, log, log_opened, set_account
from sim.engine.compiled.seat import job_of, wake
from sim.engine.compiled.world import NEVER
from sim.jit import inner_jit
from sim.rules import initial as rules
from sim.rules import people as people_rules
from sim.vocabulary import AccountStatus, Kind, Source

STAGES = 4


@inner_jit
def begin(w):
    w.count[0].started = 1
    for seat in range(len(w.seat)):
        w.seat[seat].generation = -1
        w.seat[seat].wake_at = NEVER
        w.seat[seat].ramp = job_of(w, seat).ramp
        w.seat[seat].standing = people_rules.standing_at_start(w.chart[seat].starts)
    company.found(w)
    leader.take_chart(w, 0)
    routing.staff_desks(w)
    marketing.begin(w)
    review.first_quotas(w)
    for seat in range(len(w.seat)):
        fill(w, seat)
    for segment in range(len(w.segment)):
        sign_customers(w, segment)
    w.count[0].healthy_at_start = w.count[0].healthy
    for segment in range(len(w.segment)):
        open_deals(w, segment)
    schedule(w, 0, Kind.DAY_BEGINS, 0, 0)
    leader.schedule_week(w)
    people.schedule_month(w)
    review.schedule_period(w)
    shocks.schedule_event(w, 0)


@inner_jit
def fill(w, seat):
    """Most seats are held by somebody; some are vacant, some open later."""
    row, job = w.chart[seat], job_of(w, seat)
    if row.ends < w.run.ends:
        people.plan_to_close(w, seat, row.ends)
    if row.starts >= w.run.ends:
        return
    if row.starts > 0:
        people.expect(w, seat, row.starts)
        return
    if people_rules.vacant_at_start(w.luck, row.key, job.vacancy_share):
        people.wait_for_successor(w, seat)
        left = people_rules.search_left_at_start(w.luck, row.key, job.search)
        people.find_candidates(w, seat, left)
        return
    tenure = people_rules.tenure_at_start(w.luck, row.key, job.turnover_per_month)
    people.take_seat(w, seat, -tenure, 1.0)
    person = w.seat[seat]
    log(w, Kind.PERSON_JOINED, person.generation, seat, 0, person.hired, 0, -1)
    wake(w, seat)


@inner_jit
def sign_customers(w, segment):
    """The customers of the past, at all ages."""
    market = w.segment[segment]
    for nth in range(market.initial_customers):
        key = rules.customer_key(segment, nth)
        account = free_account(w, segment, key)
        number = csm.new_customer(w, key, segment, account)
        customer = w.customer[number]
        age = rules.customer_age(w.luck, market, key)
        customer.since = -age
        customer.renewals, customer.months = age // csm.A_YEAR, age // csm.A_MONTH
        customer.quality = rules.fit(w.luck, w.demand.fit_sigma, key)
        customer.fidelity = w.csm.fidelity_reference
        customer.live = 1
        customer.arr = rules.customer_value(w.luck, market, key)
        customer.health = rules.customer_health(w.luck, w.csm, key, csm.target(w, customer))
        owner = routing.choose_carer(w, segment, account, customer.arr, -1)
        csm.take(w, number, owner)
        advocates.recount(w, number)
        set_account(w, account, AccountStatus.CUSTOMER)
        csm.log_start(w, number, -1)
        csm.begin_processes(w, number)


@inner_jit
def open_deals(w, segment):
    """The pipeline of the past, in every stage."""
    market = w.segment[segment]
    for stage in range(STAGES):
        for nth in range(market.initial_deals[stage]):
            key = rules.deal_key(segment, stage, nth)
            account = free_account(w, segment, key)
            number = ae.new_deal(w, key, segment, Source.INITIAL, account)
            deal = w.deal[number]
            deal.quality = rules.fit(w.luck, w.demand.fit_sigma, key)
            deal.fidelity = w.ae.fidelity_reference
            owner = routing.choose_seller(w, segment, account, deal.value, -1)
            ae.take(w, number, owner)
            deal.stage = stage
            log_opened(w, number, deal.opened, -1)
            ae.log_stage(w, number, stage)
            left = rules.deliberation_left(w.luck, key, stage, market.deliberation[stage])
            pricing.decide_at(w, number, left)


@inner_jit
def free_account(w, segment, key):
    """The account drawn for the key, or the next free one of the segment."""
    market = w.segment[segment]
    first, count = market.first_account, market.accounts
    account = rules.account(w.luck, first, count, key)
    for _ in range(count):
        if account_status(w, account) == AccountStatus.PROSPECT:
            break
        account = first + (account + 1 - first) % count
    return account
