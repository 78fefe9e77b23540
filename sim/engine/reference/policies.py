"""Management looks at its key figures every month and acts.  Twin of compiled/policies.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import careers, marketing, people, shocks
from sim.rules import policies as rules
from sim.rules.sales_ops import admin_share
from sim.vocabulary import Action, Figure, Kind, Role, Standing
from sim.worktime import office_at

if TYPE_CHECKING:
    import numpy as np

    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def review(model: SalesOrganisation, month: int) -> None:
    """Look at the month that is over."""
    if month == 0:
        return
    for number, rule in enumerate(model.p.policies.rule):
        state = model.rule_states[number]
        figure = figure_of(model, rule, month)
        beyond = rules.is_beyond(figure, float(rule["border"]), int(rule["above"]))
        state.months = state.months + 1 if beyond else 0
        if rules.acts(rule, state.months, month, state.last, state.times):
            act(model, number, figure)
            state.times += 1
            state.last = month


def figure_of(model: SalesOrganisation, rule: np.void, month: int) -> float:
    job = int(rule["job"])
    match rule["figure"]:
        case Figure.UTILISATION:
            return utilisation(model, job, month)
        case Figure.BACKLOG:
            return backlog(model, job)
        case Figure.ATTAINMENT:
            return attainment(model, job)
    return coverage(model, job)


def has_job(seat: Seat, job: int) -> bool:
    return job < 0 or seat.job_number == job


def utilisation(model: SalesOrganisation, job: int, month: int) -> float:
    """Working time used last month by those who are there now."""
    worked = available = 0
    clock = model.p.clock
    begins, ends = (int(model.p.run.month_starts[nth]) for nth in (month - 1, month))
    for seat in model.seats:
        if seat.occupied and has_job(seat, job):
            worked += seat.worked
            since = max(begins, seat.hired)
            available += office_at(clock, ends) - office_at(clock, since)
    stated, adopted = float(model.p.job[job]["admin_share"]), model.company.adopted
    admin = admin_share(model.p.operations, stated, adopted)
    return rules.utilisation(admin, worked, available)


def backlog(model: SalesOrganisation, job: int) -> float:
    """Tasks that wait, in inboxes and in the pools that the job serves."""
    waiting = heads = 0
    for seat in model.seats:
        if seat.standing != Standing.ABSENT and has_job(seat, job):
            waiting += seat.inbox.waiting
            heads += seat.occupied
    if model.p.job[job]["role"] == Role.SE:
        for segment, pool in enumerate(model.pools):
            if serves(model, job, segment):
                waiting += pool.waiting
    return rules.per_head(waiting, heads)


def serves(model: SalesOrganisation, job: int, segment: int) -> bool:
    return any(
        model.desks.serves[seat.number, segment] == 1 for seat in model.seats if has_job(seat, job)
    )


def attainment(model: SalesOrganisation, job: int) -> float:
    """Mean attainment of the people with a quota."""
    total, heads = 0.0, 0
    for seat in model.seats:
        if seat.occupied and has_job(seat, job) and seat.quota > 0:
            total += seat.attainment()
            heads += 1
    return rules.ratio_or_nothing(total, float(heads))


def coverage(model: SalesOrganisation, job: int) -> float:
    """Open pipeline against the quota of a quarter."""
    pipeline = quota = 0
    for deal in model.deals:
        if not deal.ended and has_job(deal.ae, job):
            pipeline += deal.value
    for seat in model.seats:
        if seat.standing == Standing.OPEN and has_job(seat, job):
            quota += seat.quota
    return rules.ratio_or_nothing(4.0 * pipeline, float(quota))


def act(model: SalesOrganisation, number: int, figure: float) -> None:
    rule, seat = model.p.policies.rule[number], None
    if rule["action"] == Action.HIRE:
        seat = model.seats[int(rule["reserve"]) + model.rule_states[number].times]
    model.log(
        Kind.RULE_ACTED,
        subject=number,
        seat=-1 if seat is None else seat.number,
        code=int(rule["action"]),
        value=rules.in_millionths(figure),
    )
    match rule["action"]:
        case Action.HIRE:
            assert seat is not None
            hire(seat)
        case Action.FREEZE_HIRING:
            shocks.freeze_hiring(model, model.clock.now + int(rule["pause"]))
        case Action.SPEND:
            change_spend(model, number)


def hire(seat: Seat) -> None:
    """A seat in reserve is opened, and somebody is looked for."""
    people.open_seat(seat)
    careers.open_requisition(seat)


def change_spend(model: SalesOrganisation, number: int) -> None:
    factor = float(model.p.policies.rule[number]["factor"])
    moved = model.company.moved
    for channel in range(len(moved)):
        if model.p.policies.channels[number, channel] == 1:
            marketing.count_spend(model, channel)
            before = marketing.spend_level(model, channel)
            moved[channel] *= factor
            marketing.spend_changes(model, -1, channel, before)
