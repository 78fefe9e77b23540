"""Sales engineers: a shared pool.  Same order of steps as compiled/se.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import routing
from sim.engine.reference.inbox import Inbox, Task
from sim.rules import ae as rules
from sim.vocabulary import Desk, Kind, Role, SeState, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.seat import Seat


def exists(deal: Opportunity) -> bool:
    """Whether anybody could cover the evaluation."""
    return bool(deal.model.desks.number[Desk.EVALUATIONS, deal.segment_number] > 0)


def pools_of(seat: Seat) -> list[Inbox]:
    """The pools, by segment, that a seat serves."""
    if seat.role != Role.SE:
        return []
    serves = seat.model.desks.serves[seat.number]
    return [pool for segment, pool in enumerate(seat.model.pools) if serves[segment]]


def request(deal: Opportunity):  # type: ignore[no-untyped-def]
    """Ask the pool; the event returned succeeds when the work is done, or patience has run out."""
    model = deal.model
    deal.se_state, deal.requested = SeState.WAITING, model.clock.now
    deal.worked = model.clock.event()
    task = model.new_task(
        Work.EVALUATING,
        deal,
        Urgency.FOR_A_BUYER,
        rules.deal_worth(deal.segment, deal.value, deal.stage),
        rules.se_work(model.luck, model.p.ae, deal.segment, deal.key),
    )
    deal.se_task = task
    model.pools[deal.segment_number].push(task)
    wake_one(deal.model, deal.segment_number)
    be_patient(deal)
    return deal.worked


def be_patient(deal: Opportunity) -> None:
    """The AE waits for an engineer; not at all if there is none any more."""
    model, patience = deal.model, 0
    if exists(deal):
        patience = rules.se_patience(model.luck, model.p.ae, deal.key)
    deal.se_waits += 1
    ticket = deal.se_waits
    model.clock.call(
        model.clock.now + patience,
        Kind.SE_PATIENCE_ENDS,
        deal.number,
        lambda: lose_patience(deal, ticket),
    )


def wake_one(model, segment: int) -> None:  # type: ignore[no-untyped-def]
    """Wake the first idle engineer of the pool who is not awake already."""
    for seat in routing.eligible(model, Desk.EVALUATIONS, segment):
        if seat.asleep():
            seat.wake()
            return


def call_the_next(seat: Seat, box: Inbox) -> None:
    """Who takes a task from a pool in which more wait calls the next colleague."""
    if box is seat.inbox or box.waiting == 0:
        return
    wake_one(seat.model, next(s for s, pool in enumerate(seat.model.pools) if pool is box))


def begin_evaluation(deal: Opportunity) -> None:
    deal.se_state = SeState.WORKING


def finish_evaluation(deal: Opportunity, task: Task, seat: Seat) -> None:
    deal.se_state = SeState.COVERED
    deal.waited += seat.began - task.asked
    deal.worked.succeed()


def lose_patience(deal: Opportunity, ticket: int) -> None:
    """The AE goes on without an engineer."""
    if deal.se_state != SeState.WAITING or ticket != deal.se_waits:
        return
    deal.se_state = SeState.MISSED
    if deal.se_task is not None:
        deal.se_task.cancelled = True
    deal.waited += deal.model.clock.now - deal.requested
    deal.model.log(Kind.SE_UNAVAILABLE, subject=deal.number, seat=deal.ae.number)
    deal.worked.succeed()
