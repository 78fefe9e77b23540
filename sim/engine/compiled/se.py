"""Sales engineers: a shared pool.  Same order of steps as reference/se.py."""

from __future__ import annotations

from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.inbox import new_task, push
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import asleep, wake
from sim.jit import inner_jit
from sim.rules import ae as rules
from sim.vocabulary import Desk, Kind, SeState, Urgency, Work


@inner_jit
def exists(w, segment):
    """Whether anybody could cover the evaluation."""
    return w.desks.number[Desk.EVALUATIONS, segment] > 0


@inner_jit
def pool_of(w, segment):
    """The number of a segment's pool among the inboxes."""
    return len(w.chart) + segment


@inner_jit
def request(w, number):
    """Ask the pool."""
    deal, now = w.deal[number], w.count[0].now
    segment = w.segment[deal.segment]
    deal.se_state, deal.requested = SeState.WAITING, now
    worth = rules.deal_worth(segment, deal.value, deal.stage)
    work = rules.se_work(w.luck, w.ae, segment, deal.key)
    deal.se_task = new_task(w, Work.EVALUATING, number, Urgency.FOR_A_BUYER, worth, work)
    push(w, pool_of(w, deal.segment), deal.se_task)
    wake_one(w, deal.segment)
    be_patient(w, number)


@inner_jit
def be_patient(w, number):
    """The AE waits for an engineer; not at all if there is none any more."""
    deal, patience = w.deal[number], 0
    if exists(w, deal.segment):
        patience = rules.se_patience(w.luck, w.ae, deal.key)
    deal.se_waits += 1
    schedule(w, w.count[0].now + patience, Kind.SE_PATIENCE_ENDS, number, deal.se_waits)


@inner_jit
def wake_one(w, segment):
    """Wake the first idle engineer of the pool who is not awake already."""
    first = w.desks.first[Desk.EVALUATIONS, segment]
    for place in range(w.desks.number[Desk.EVALUATIONS, segment]):
        seat = int(w.desks.members[first + place])
        if asleep(w, seat):
            wake(w, seat)
            return


@inner_jit
def call_the_next(w, box):
    """Who takes a task from a pool in which more wait calls the next colleague."""
    if box >= len(w.chart) and w.box[box].waiting > 0:
        wake_one(w, box - len(w.chart))


@inner_jit
def begin_evaluation(w, number):
    w.deal[number].se_state = SeState.WORKING


@inner_jit
def finish_evaluation(w, number, asked, began):
    deal = w.deal[number]
    deal.se_state = SeState.COVERED
    deal.waited += began - asked


@inner_jit
def lose_patience(w, number, ticket):
    """The AE goes on without an engineer; True if so."""
    deal = w.deal[number]
    if deal.se_state != SeState.WAITING or ticket != deal.se_waits:
        return False
    deal.se_state = SeState.MISSED
    w.task[deal.se_task].cancelled = 1
    deal.waited += w.count[0].now - deal.requested
    log(w, Kind.SE_UNAVAILABLE, number, deal.ae, 0, 0, 0, -1)
    return True
