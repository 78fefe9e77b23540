"""A seat and the person in it, as rows of arrays.  Same order of steps as reference/seat.py."""

from __future__ import annotations

from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.inbox import new_task, push
from sim.engine.compiled.world import NEVER
from sim.jit import inner_jit
from sim.rules import leader as leader_rules
from sim.rules import people as rules
from sim.rules import sales_ops
from sim.vocabulary import Kind
from sim.worktime import next_opening

HALF_A_YEAR = 6.0 * leader_rules.MONTH
IDLE = 0  # no task: row 0 of the task table is never used


# --- what rules ask about a person ----------------------------------------------------------
@inner_jit
def job_of(w, seat):
    return w.job[w.chart[seat].job]


@inner_jit
def ramp(w, seat):
    return rules.ramped(w.seat[seat].hired, w.count[0].now, w.seat[seat].ramp)


@inner_jit
def speed(w, seat):
    full = rules.working_speed(
        w.ae.ramp_floor, w.seat[seat].hired, w.count[0].now, w.seat[seat].ramp
    )
    return full * w.seat[seat].effort


@inner_jit
def plan_of(w, seat):
    return w.plan[job_of(w, seat).plan]


@inner_jit
def bookings_per_month(w, seat):
    """Bookings of the last half year, cents per month."""
    row = w.seat[seat]
    return leader_rules.remembered(row.bookings, row.bookings_at, w.count[0].now, HALF_A_YEAR)


@inner_jit
def attainment(w, seat):
    """Bookings of the last half year against quota; -1 for people without one."""
    quota = w.seat[seat].quota
    return -1.0 if quota == 0 else bookings_per_month(w, seat) * 12.0 / quota


@inner_jit
def inspected_hours(w, seat):
    """Hours of inspection per report and month that this leader delivered."""
    row = w.seat[seat]
    return leader_rules.remembered(row.inspected, row.inspected_at, w.count[0].now, w.leader.memory)


@inner_jit
def focus(w, seat):
    return sales_ops.focus(w.operations, job_of(w, seat).admin_share, w.company[0].adopted)


@inner_jit
def coaching_hours(w, seat):
    row = w.seat[seat]
    return leader_rules.remembered(row.coached, row.coached_at, w.count[0].now, w.leader.memory)


@inner_jit
def attended_hours(w, seat):
    """The boss's time for the person, hours a month."""
    row = w.seat[seat]
    return leader_rules.remembered(row.attended, row.attended_at, w.count[0].now, w.leader.memory)


@inner_jit
def coaching(w, seat):
    """What coaching adds to this person's log-odds now."""
    boss = w.seat[seat].boss
    own = coaching_hours(w, boss) if boss >= 0 else 0.0
    coach_skill = w.seat[boss].skill if boss >= 0 else 0.0
    return leader_rules.coaching_effect(
        w.leader, coaching_hours(w, seat), w.seat[seat].skill, own, coach_skill
    )


# --- the bell -------------------------------------------------------------------------------
@inner_jit
def wake(w, seat):
    """Let an idle person look into the inbox: now, or when the office opens."""
    row = w.seat[seat]
    if row.occupied == 1 and row.task == IDLE:
        wake_not_before(w, seat, w.count[0].now)


@inner_jit
def wake_not_before(w, seat, time):
    opening = next_opening(w.clock, time)
    if opening < w.seat[seat].wake_at:
        w.seat[seat].wake_at = opening
        schedule(w, opening, Kind.WORK_BEGINS, seat, 0)


@inner_jit
def asleep(w, seat):
    """Idle, and no bell is set."""
    row = w.seat[seat]
    return row.occupied == 1 and row.task == IDLE and row.wake_at == NEVER


@inner_jit
def assign(w, seat, task):
    push(w, seat, task)
    wake(w, seat)


@inner_jit
def ask(w, seat, work, subject, urgency, worth, seconds):
    """Put a task into a seat's inbox."""
    task = new_task(w, work, subject, urgency, worth, seconds)
    assign(w, seat, task)
    return task


@inner_jit
def nearest_boss(w, seat):
    """The nearest boss whose seat is not vacant, -1 if there is none."""
    boss = w.seat[seat].boss
    while boss >= 0 and w.seat[boss].occupied == 0:
        boss = w.seat[boss].boss
    return boss
