"""Management looks at its key figures every month and acts.  Twin of reference/policies.py."""

from __future__ import annotations

from sim.engine.compiled import careers, marketing, people, se, shocks
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import attainment as seat_attainment
from sim.jit import inner_jit
from sim.rules import policies as rules
from sim.rules.sales_ops import admin_share
from sim.vocabulary import Action, Figure, Kind, Role, Standing
from sim.worktime import office_at


@inner_jit
def review(w, month):
    """Look at the month that is over."""
    if month == 0:
        return
    for number in range(len(w.policies.rule)):
        rule, state = w.policies.rule[number], w.rule_state[number]
        figure = figure_of(w, rule, month)
        beyond = rules.is_beyond(figure, rule.border, rule.above)
        state.months = state.months + 1 if beyond else 0
        if rules.acts(rule, state.months, month, state.last, state.times):
            act(w, number, figure)
            state.times += 1
            state.last = month


@inner_jit
def figure_of(w, rule, month):
    if rule.figure == Figure.UTILISATION:
        return utilisation(w, rule.job, month)
    if rule.figure == Figure.BACKLOG:
        return backlog(w, rule.job)
    if rule.figure == Figure.ATTAINMENT:
        return attainment(w, rule.job)
    return coverage(w, rule.job)


@inner_jit
def has_job(w, seat, job):
    return job < 0 or w.chart[seat].job == job


@inner_jit
def utilisation(w, job, month):
    """Working time used last month by those who are there now."""
    worked, available = 0, 0
    begins, ends = w.run.month_starts[month - 1], w.run.month_starts[month]
    for seat in range(len(w.seat)):
        person = w.seat[seat]
        if person.occupied == 1 and has_job(w, seat, job):
            worked += person.worked
            since = max(begins, person.hired)
            available += office_at(w.clock, ends) - office_at(w.clock, since)
    admin = admin_share(w.operations, w.job[job].admin_share, w.company[0].adopted)
    return rules.utilisation(admin, worked, available)


@inner_jit
def backlog(w, job):
    """Tasks that wait, in inboxes and in the pools that the job serves."""
    waiting, heads = 0, 0
    for seat in range(len(w.seat)):
        if w.seat[seat].standing != Standing.ABSENT and has_job(w, seat, job):
            waiting += w.box[seat].waiting
            heads += w.seat[seat].occupied
    if w.job[job].role == Role.SE:
        for segment in range(len(w.segment)):
            if serves(w, job, segment):
                waiting += w.box[se.pool_of(w, segment)].waiting
    return rules.per_head(waiting, heads)


@inner_jit
def serves(w, job, segment):
    for seat in range(len(w.seat)):
        if w.desks.serves[seat, segment] == 1 and has_job(w, seat, job):
            return True
    return False


@inner_jit
def attainment(w, job):
    """Mean attainment of the people with a quota."""
    total, heads = 0.0, 0
    for seat in range(len(w.seat)):
        person = w.seat[seat]
        if person.occupied == 1 and has_job(w, seat, job) and person.quota > 0:
            total += seat_attainment(w, seat)
            heads += 1
    return rules.ratio_or_nothing(total, float(heads))


@inner_jit
def coverage(w, job):
    """Open pipeline against the quota of a quarter."""
    pipeline, quota = 0, 0
    for number in range(w.count[0].deals):
        deal = w.deal[number]
        if deal.ended == 0 and has_job(w, deal.ae, job):
            pipeline += deal.value
    for seat in range(len(w.seat)):
        if w.seat[seat].standing == Standing.OPEN and has_job(w, seat, job):
            quota += w.seat[seat].quota
    return rules.ratio_or_nothing(4.0 * pipeline, float(quota))


@inner_jit
def act(w, number, figure):
    rule, seat = w.policies.rule[number], -1
    if rule.action == Action.HIRE:
        seat = int(rule.reserve + w.rule_state[number].times)
    value = rules.in_millionths(figure)
    log(w, Kind.RULE_ACTED, number, seat, rule.action, 0, value, -1)
    if rule.action == Action.HIRE:
        hire(w, seat)
    elif rule.action == Action.FREEZE_HIRING:
        shocks.freeze_hiring(w, w.count[0].now + rule.pause)
    elif rule.action == Action.SPEND:
        change_spend(w, number)


@inner_jit
def hire(w, seat):
    """A seat in reserve is opened, and somebody is looked for."""
    people.open_seat(w, seat)
    careers.open_requisition(w, seat)


@inner_jit
def change_spend(w, number):
    factor = w.policies.rule[number].factor
    for channel in range(len(w.budget)):
        if w.policies.channels[number, channel] == 1:
            marketing.count_spend(w, channel)
            before = marketing.spend_level(w, channel)
            w.budget[channel].moved *= factor
            marketing.spend_changes(w, -1, channel, before)
