"""The event loop: take the first event, let its desk handle it, until the end of the run."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.engine.compiled import (
    acceptance,
    ae,
    careers,
    csm,
    demand,
    initial,
    leader,
    people,
    pricing,
    review,
    save,
    sdr,
    se,
    setter,
    shocks,
    work,
)
from sim.engine.compiled.calendar import drop_first
from sim.engine.compiled.world import World, first_state, grown, logged, luck_of, slim
from sim.jit import inner_jit, jit
from sim.params import Params
from sim.vocabulary import Kind

DONE, LEADS, DEALS, CUSTOMERS, TASKS, ENTRIES, LOG, MOVING = range(8)
_TABLES = {
    LEADS: "lead",
    DEALS: "deal",
    CUSTOMERS: "customer",
    TASKS: "task",
    ENTRIES: "calendar",
    LOG: "log",
    MOVING: "moving",
}
_SLACK = 64


@inner_jit
def full_table(w):
    """Return which table might not hold what the next event adds (``DONE``: none).

    The most that one event adds: a day's leads; deals, customers and tasks change hands when people
    leave, and once more in a re-organisation; a Monday's agenda and a review of every deal; a block
    of outbound work in which every account says yes.  A traced run adds a chance and its terms for
    each person, account or task.
    """
    count = w.count[0]
    block = max(w.bdr.accounts_per_block, w.setter.accounts_per_block)
    seats = len(w.seat)
    tasks = count.tasks
    day = w.demand.most_leads
    if count.leads + day + block > len(w.lead):
        return LEADS
    if count.deals + _SLACK > len(w.deal):
        return DEALS
    if count.customers + _SLACK > len(w.customer):
        return CUSTOMERS
    if tasks + count.deals + 16 * seats + block + _SLACK > len(w.task):
        return TASKS
    if tasks > len(w.moving):
        return MOVING
    entries = day + count.deals + 4 * seats + 3 * tasks + block
    if count.entries + entries + _SLACK > len(w.calendar):
        return ENTRIES
    rows = 4 * (count.deals + count.customers) + 3 * tasks + 16 * seats + 2 * block + _SLACK
    rows += (2 + len(w.policies.rule)) * (2 + len(w.channel))
    rows += count.traced * 16 * (seats + block + tasks + 4)
    if count.log + rows > len(w.log):
        return LOG
    return DONE


@inner_jit
def handle(w, kind, who, ticket):
    if kind == Kind.WORK_ENDS:
        work.work_ended(w, who, ticket)
    elif kind == Kind.WORK_BEGINS:
        work.work_begins(w, who)
    elif kind == Kind.LEAD_ARRIVES:
        demand.arrive(w, who)
    elif kind == Kind.TOUCH_DUE:
        sdr.touch_again(w, who, ticket)
    elif kind == Kind.LEAD_PATIENCE_ENDS:
        sdr.lose_patience(w, who, ticket)
    elif kind == Kind.RESPONSE_CHECK:
        sdr.check_response(w, who, ticket)
    elif kind == Kind.LEAD_RETURNS:
        sdr.come_back(w, who)
    elif kind == Kind.MEETING_TIME:
        acceptance.meeting_time(w, who)
    elif kind == Kind.BUYER_RETURNS:
        ae.ask_for_selling(w, who)
    elif kind == Kind.BUYER_DECIDES:
        ae.buyer_decides(w, who, ticket)
    elif kind == Kind.SE_PATIENCE_ENDS:
        if se.lose_patience(w, who, ticket):
            ae.ask_for_selling(w, who)
    elif kind == Kind.HEALTH_REVIEW:
        csm.health_review(w, who)
    elif kind == Kind.CONFIRMATION_DUE:
        setter.ask_for_confirmation(w, who, ticket)
    elif kind == Kind.CHECK_IN_DUE:
        csm.check_in_due(w, who)
    elif kind == Kind.RENEWAL_DUE:
        csm.renewal_due(w, who)
    else:
        handle_rare(w, kind, who, ticket)


@inner_jit
def handle_rare(w, kind, who, ticket):
    if kind == Kind.DAY_BEGINS:
        demand.inbound(w)
    elif kind == Kind.WEEK_BEGINS:
        leader.week_begins(w)
    elif kind == Kind.MONTH_BEGINS:
        people.month_begins(w)
    elif kind == Kind.PERIOD_BEGINS:
        review.period_begins(w)
    elif kind == Kind.OFFER_ANSWERED:
        if pricing.offer_answered(w, who, ticket):
            ae.decide(w, who)
    elif kind == Kind.PERSON_LEAVES:
        people.leave(w, who, ticket)
    elif kind == Kind.CANDIDATES_FOUND:
        people.interview(w, who, ticket)
    elif kind == Kind.PERSON_JOINS:
        people.join(w, who, ticket)
    elif kind == Kind.PROMOTION_DUE:
        careers.promote(w, who, ticket)
    elif kind == Kind.SEAT_CLOSES:
        people.lay_off(w, who)
    elif kind == Kind.DATED_EVENT:
        shocks.happen(w, who)
    elif kind == Kind.MISROUTE_NOTICED:
        sdr.hand_back(w, who)
    elif kind == Kind.NAMED_PATIENCE_ENDS:
        people.lose_patience(w, who, ticket)
    elif kind == Kind.ESCALATION_PATIENCE_ENDS:
        save.lose_patience(w, who, ticket)


@jit
def advance(
    luck,
    clock,
    run,
    segment,
    channel,
    job,
    chart,
    demand_,
    routing,
    sdr_,
    bdr,
    setter,
    meeting,
    ae_,
    csm_,
    leader_,
    structure,
    people_,
    plan,
    quotas,
    pricing_,
    forecast,
    operations,
    marketing,
    setting,
    changes,
    policies,
    state,
):
    """Run until the end, or until a table is full; return which."""
    w: Any = World(
        luck,
        clock,
        run,
        segment,
        channel,
        job,
        chart,
        demand_,
        routing,
        sdr_,
        bdr,
        setter,
        meeting,
        ae_,
        csm_,
        leader_,
        structure,
        people_,
        plan,
        quotas,
        pricing_,
        forecast,
        operations,
        marketing,
        setting,
        changes,
        policies,
        state.seat,
        state.held,
        state.deals_of,
        state.customers_of,
        state.aligned,
        state.lead,
        state.deal,
        state.customer,
        state.task,
        state.box,
        state.calendar,
        state.account,
        state.cursor,
        state.moving,
        state.log,
        state.count,
        state.company,
        state.budget,
        state.later,
        state.desks,
        state.rule_state,
    )
    count = w.count[0]
    if count.started == 0:
        initial.begin(w)
    while count.entries > 0:
        full = full_table(w)
        if full != DONE:
            return full
        entry = w.calendar[0]
        time, tag, ticket = entry.time, entry.tag, entry.ticket
        if time >= w.run.ends:
            break
        drop_first(w)
        count.now = time
        handle(w, tag >> 32, tag & 0xFFFFFFFF, ticket)
    return DONE


def simulate(p: Params, replication: int = 0, seed: int = 0, traced: bool = False) -> np.ndarray:
    """Run one replication and return its event log (``vocabulary.EVENT``).

    A traced run has the same events, and besides them every chance with its terms.
    """
    luck, q, state = luck_of(seed, replication), slim(p), first_state(p)
    state.count[0].traced = int(traced)
    while True:
        full = advance(
            luck,
            q.clock,
            q.run,
            q.segment,
            q.channel,
            q.job,
            q.seat,
            q.demand,
            q.routing,
            q.sdr,
            q.bdr,
            q.setter,
            q.meeting,
            q.ae,
            q.csm,
            q.leader,
            q.structure,
            q.people,
            q.plan,
            q.quotas,
            q.pricing,
            q.forecast,
            q.operations,
            q.marketing,
            q.setting,
            q.changes,
            q.policies,
            state,
        )
        if full == DONE:
            return logged(state)
        state = grown(state, _TABLES[full])
