"""The working day: take a task, work, decide, repeat.  Twin of ``Seat.work``."""

from __future__ import annotations

from sim.engine.compiled import (
    acceptance,
    ae,
    campaign,
    champion,
    csm,
    expansion,
    leader,
    marketing,
    meeting,
    outbound,
    people,
    pricing,
    sales_ops,
    save,
    sdr,
    se,
    setter,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.inbox import first, forget, pop
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import IDLE, focus, job_of, speed, wake
from sim.engine.compiled.world import NEVER
from sim.jit import inner_jit
from sim.rules.tasks import office_seconds, speed_for
from sim.vocabulary import Duty, Kind, Role, Standing, Work
from sim.worktime import DAY, work_ends


@inner_jit
def work_begins(w, seat):
    """The bell rings: an idle person takes the next task."""
    person, now = w.seat[seat], w.count[0].now
    if person.wake_at > now:
        return
    person.wake_at = NEVER
    if person.occupied == 0 or person.task != IDLE:
        return
    task = next_task(w, seat)
    if task == 0:
        task = own_initiative(w, seat)
    if task == 0:
        return
    person.task, person.began = task, now
    begin(w, task, seat)
    pace = speed_for(w.task[task].work, speed(w, seat))
    time_left = focus(w, seat) * w.changes.pace[now // DAY]
    person.seconds = office_seconds(w.task[task].seconds, time_left, pace)
    schedule(w, work_ends(w.clock, now, person.seconds), Kind.WORK_ENDS, seat, person.ticket)


@inner_jit
def work_ended(w, seat, ticket):
    """The task is done: write it down, decide what follows, look for the next."""
    person = w.seat[seat]
    if ticket != person.ticket:
        return
    task = person.task
    row = w.task[task]
    person.task = IDLE
    person.worked += person.seconds
    log(
        w,
        Kind.WORK_DONE,
        row.subject,
        seat,
        row.work,
        person.began,
        row.asked,
        person.seconds,
    )
    if not is_stale(w, task):
        finish(w, row.work, row.subject, seat, row.asked, person.began, row.seconds)
    forget(w, task)
    wake(w, seat)


@inner_jit
def next_task(w, seat):
    """Take the first task of the own inbox or of the pools this seat serves."""
    while True:
        best, order = -1, 0
        task = first(w, seat)
        if task != 0:
            best, order = seat, w.task[task].order
        if w.chart[seat].role == Role.SE:
            for segment in range(len(w.segment)):
                if w.desks.serves[seat, segment] == 1:
                    box = se.pool_of(w, segment)
                    task = first(w, box)
                    if task != 0 and (best < 0 or w.task[task].order < order):
                        best, order = box, w.task[task].order
        if best < 0:
            return 0
        task = pop(w, best)
        if not is_stale(w, task):
            w.seat[seat].task = task
            se.call_the_next(w, best)
            return task
        forget(w, task)


@inner_jit
def is_stale(w, task):
    """Whether nothing is left to do: customer or vacancy are gone, or the meeting is over."""
    row = w.task[task]
    if row.work == Work.CONFIRMING:
        return setter.is_too_late(w, task)
    if row.work == Work.INTERVIEWING:
        return w.seat[row.subject].standing == Standing.ABSENT
    if (
        Work.ONBOARDING <= row.work <= Work.EXPANDING
        or Work.WINNING_OVER <= row.work <= Work.ESCALATION
    ):
        return w.customer[row.subject].ended == 1
    return False


@inner_jit
def own_initiative(w, seat):
    """What a person does with an empty inbox."""
    role = w.chart[seat].role
    if role == Role.BDR or role == Role.SETTER:
        return outbound.next_block(w, seat)
    if role == Role.AE and job_of(w, seat).duty != Duty.FARMER:
        return outbound.next_prospecting(w, seat)
    return leader.help_a_report(w, seat)


@inner_jit
def begin(w, task, seat):
    work, subject = w.task[task].work, w.task[task].subject
    if work == Work.TOUCHING:
        sdr.begin_touch(w, task, seat)
    elif work == Work.EVALUATING:
        se.begin_evaluation(w, subject)
    elif work == Work.DEAL_SUPPORT:
        w.deal[subject].support_task = 0
    elif work == Work.SPONSORING:
        w.deal[subject].sponsor_task = 0
    elif work == Work.ESCALATION:
        save.begin_escalation(w, subject)


@inner_jit
def finish(w, work, subject, seat, asked, began, seconds):
    if work == Work.TOUCHING:
        sdr.finish_touch(w, subject)
    elif work == Work.ROUTING:
        sdr.assign_lead(w, subject)
    elif work == Work.OUTBOUND or work == Work.SETTING:
        outbound.finish_block(w, seat)
    elif work == Work.CAMPAIGNING:
        campaign.finish_campaigning(w, seat)
    elif work == Work.PROSPECTING:
        outbound.finish_prospecting(w, seat)
    elif work == Work.DISCOVERY_CALL:
        acceptance.finish_discovery_call(w, subject, seat)
    elif work == Work.SCHEDULING:
        meeting.schedule_meeting(w, subject)
    elif work == Work.CONFIRMING:
        setter.finish_confirming(w, subject, seat, asked)
    elif work == Work.REBOOKING:
        acceptance.finish_rebooking(w, subject, asked, seat)
    elif work == Work.SELLING:
        ae.finish_selling(w, subject, asked, began)
    elif work == Work.EVALUATING:
        se.finish_evaluation(w, subject, asked, began)
        ae.ask_for_selling(w, subject)
    elif work == Work.ONBOARDING:
        csm.finish_onboarding(w, subject)
    elif work == Work.CHECK_IN:
        csm.finish_check_in(w, subject)
    elif work == Work.SAVING:
        save.finish_saving(w, subject)
    elif work == Work.EXPANDING:
        expansion.finish_expanding(w, subject, seat)
    elif work == Work.WINNING_OVER:
        champion.finish_winning_over(w, subject)
    elif work == Work.ESCALATION:
        save.finish_escalation(w, subject)
    elif work == Work.COACHING:
        leader.finish_coaching(w, subject, seconds)
    elif work == Work.ATTENDING:
        leader.finish_attending(w, subject, seconds)
    elif work == Work.STANDING:
        w.seat[seat].standing_pending = 0
    elif work == Work.INSPECTION:
        leader.finish_inspection(w, seat, seconds)
    elif work == Work.ALIGNING:
        leader.finish_alignment(w, subject, seat, seconds)
    elif work == Work.DEAL_SUPPORT:
        w.deal[subject].supported = 1
    elif work == Work.SPONSORING:
        w.deal[subject].sponsored = 1
    elif work == Work.APPROVING:
        if pricing.finish_approval(w, subject, seat, asked, began):
            ae.ask_for_selling(w, subject)
    elif work == Work.OFFERING:
        pricing.finish_offering(w, subject)
    elif work == Work.INTERVIEWING:
        people.finish_interview(w, subject)
    elif Work.HYGIENE <= work <= Work.ANALYSIS:
        sales_ops.finish_own_work(w, seat, work, seconds)
    elif work == Work.STRATEGY:
        leader.finish_strategy(w, seat, seconds)
    elif work == Work.BUDGETING:
        marketing.move_budgets(w, seat)
