"""The initial state: a company that has been running.  Twin of compiled/initial.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import advocates, csm, people, routing
from sim.engine.reference.ae import STAGES
from sim.rules import initial as rules
from sim.rules import people as people_rules
from sim.vocabulary import AccountStatus, Kind, Source

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def begin(model: SalesOrganisation) -> None:
    for seat in model.seats:
        fill(model, seat)
    for segment in range(len(model.p.segment)):
        sign_customers(model, segment)
    model.healthy_at_start = model.healthy
    for segment in range(len(model.p.segment)):
        open_deals(model, segment)


def fill(model: SalesOrganisation, seat: Seat) -> None:
    """Most seats are held by somebody; some are vacant, some open later."""
    row = model.p.seat[seat.number]
    luck, job, starts = model.luck, seat.job, int(row["starts"])
    if row["ends"] < model.p.run.ends:
        people.plan_to_close(seat, int(row["ends"]))
    if starts >= model.p.run.ends:
        return
    if starts > 0:
        people.expect(seat, starts)
        return
    if people_rules.vacant_at_start(luck, seat.key, float(job["vacancy_share"])):
        people.wait_for_successor(seat)
        left = people_rules.search_left_at_start(luck, seat.key, float(job["search"]))
        people.find_candidates(seat, left)
        return
    tenure = people_rules.tenure_at_start(luck, seat.key, float(job["turnover_per_month"]))
    people.take_seat(seat, -tenure, 1.0)
    model.log(Kind.PERSON_JOINED, subject=seat.generation, seat=seat.number, since=seat.hired)
    seat.wake()


def sign_customers(model: SalesOrganisation, segment: int) -> None:
    """The customers of the past, at all ages."""
    luck, p, market = model.luck, model.p, model.p.segment[segment]
    for nth in range(int(market["initial_customers"])):
        key = rules.customer_key(segment, nth)
        account = free_account(model, segment, key)
        customer = model.new_customer(key, segment, account)
        age = rules.customer_age(luck, market, key)
        customer.since = -age
        customer.renewals, customer.months = age // csm.A_YEAR, age // csm.A_MONTH
        customer.quality = rules.fit(luck, p.demand.fit_sigma, key)
        customer.fidelity = p.csm.fidelity_reference
        customer.live = 1
        customer.arr = rules.customer_value(luck, market, key)
        customer.health = rules.customer_health(luck, p.csm, key, customer.target())
        owner = routing.choose_carer(model, segment, account, customer.arr, None)
        assert owner is not None
        customer.csm = owner
        owner.book += 1
        advocates.recount(customer)
        model.set_account(account, AccountStatus.CUSTOMER)
        csm.log_start(customer, -1)
        csm.begin_processes(customer)


def open_deals(model: SalesOrganisation, segment: int) -> None:
    """The pipeline of the past, in every stage."""
    luck, p, market = model.luck, model.p, model.p.segment[segment]
    for stage in range(STAGES):
        for nth in range(int(market["initial_deals"][stage])):
            key = rules.deal_key(segment, stage, nth)
            account = free_account(model, segment, key)
            deal = model.new_deal(key, segment, Source.INITIAL, account)
            deal.quality = rules.fit(luck, p.demand.fit_sigma, key)
            deal.fidelity = p.ae.fidelity_reference
            deal.ae = routing.choose_seller(model, segment, account, deal.value, None)
            deal.ae.load += 1
            deal.stage = stage
            model.log_opened(deal, deal.opened, -1)
            deal.log_stage(stage)
            left = rules.deliberation_left(luck, key, stage, float(market["deliberation"][stage]))
            model.clock.process(deal.life(stage, left))


def free_account(model: SalesOrganisation, segment: int, key: int) -> int:
    """The account drawn for the key, or the next free one of the segment."""
    market = model.p.segment[segment]
    first, count = int(market["first_account"]), int(market["accounts"])
    account = rules.account(model.luck, first, count, key)
    for _ in range(count):
        if model.account_status(account) == AccountStatus.PROSPECT:
            break
        account = first + (account + 1 - first) % count
    return account
