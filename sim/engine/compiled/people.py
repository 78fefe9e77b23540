"""The workforce: quits, vacancies, hiring, hand-over.  Twin of reference/people.py."""

from __future__ import annotations

from sim.engine.compiled import (
    acceptance,
    ae,
    careers,
    company,
    csm,
    expansion,
    leader,
    meeting,
    policies,
    review,
    routing,
    sales_ops,
    save,
    sdr,
    se,
    setter,
    trace,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.inbox import first, forget, pop, push
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import (
    IDLE,
    ask,
    assign,
    attainment,
    attended_hours,
    job_of,
    nearest_boss,
    wake,
)
from sim.engine.compiled.world import NEVER
from sim.jit import inner_jit
from sim.rules import people as rules
from sim.rules.terms import chance_of
from sim.vocabulary import (
    Chance,
    Desk,
    Kind,
    Reason,
    Role,
    Routing,
    SeState,
    Standing,
    Stream,
    Urgency,
    Work,
)
from sim.worktime import DAY, next_opening, office_at


@inner_jit
def month_begins(w):
    """At every month's start management acts on its figures, and people make up their minds."""
    count = w.count[0]
    policies.review(w, count.month)
    for seat in range(len(w.seat)):
        if w.seat[seat].occupied == 1:
            consider_leaving(w, seat, count.month)
        w.seat[seat].worked = 0
        w.seat[seat].helped = 0.0
    company.month_begins(w, count.month)
    count.month += 1
    schedule_month(w)


@inner_jit
def schedule_month(w):
    month = w.count[0].month
    if month < len(w.run.month_starts) - 1:
        schedule(w, w.run.month_starts[month], Kind.MONTH_BEGINS, 0, 0)


@inner_jit
def consider_leaving(w, seat, month):
    person, now = w.seat[seat], w.count[0].now
    start, end = w.run.month_starts[month], w.run.month_starts[month + 1]
    terms = rules.quit_terms(
        w.people,
        w.leader,
        job_of(w, seat).attrition_per_month,
        float(now - person.hired),
        attainment(w, seat),
        attended_hours(w, seat),
        busy_share(w, seat, month),
        w.changes.restless[now // DAY],
    )
    chance, stream, key = chance_of(terms), Stream.QUIT, w.chart[seat].key
    nth, holder = rules.month_of_holder(person.generation, month), person.generation
    trace.weigh(w, Chance.QUIT, stream, key, nth, holder, seat, terms, chance)
    if rules.quits(w.luck, key, person.generation, month, chance):
        last = rules.last_day(w.luck, key, person.generation, month, start, end)
        schedule(w, max(last, now + 1), Kind.PERSON_LEAVES, seat, person.generation)


@inner_jit
def busy_share(w, seat, month):
    """Share of last month's office time spent on work."""
    if month == 0:
        return 0.0
    before = office_at(w.clock, w.run.month_starts[month - 1])
    hours = office_at(w.clock, w.run.month_starts[month]) - before
    return w.seat[seat].worked / max(1, hours)


@inner_jit
def leave(w, seat, generation):
    """The seat falls vacant; colleagues take over; a successor is looked for."""
    person = w.seat[seat]
    if person.occupied == 0 or person.generation != generation:
        return
    vacate(w, seat, Reason.RESIGNED)
    careers.open_requisition(w, seat)
    pass_on(w, seat)


@inner_jit
def vacate(w, seat, reason):
    """The holder goes; what they were doing stays half done until it is passed on."""
    person = w.seat[seat]
    person.occupied, person.vacant_since = 0, w.count[0].now
    person.wake_at = NEVER
    person.requisition += 1
    person.interrupted, person.task = person.task, IDLE
    person.ticket += 1
    log(w, Kind.PERSON_LEFT, person.generation, seat, reason, person.hired, 0, -1)


@inner_jit
def plan_to_close(w, seat, time):
    schedule(w, time, Kind.SEAT_CLOSES, seat, 0)


@inner_jit
def lay_off(w, seat):
    """The plan's day has come: the seat is closed, colleagues take over."""
    if w.seat[seat].standing != Standing.ABSENT:
        close(w, seat, Reason.LAID_OFF)
        settle(w)


@inner_jit
def close(w, seat, reason):
    """The seat is given up; ``settle`` must follow."""
    person = w.seat[seat]
    if person.occupied == 1:
        vacate(w, seat, reason)
    else:
        person.requisition += 1
    person.standing, person.closing = Standing.ABSENT, 1
    log(w, Kind.SEAT_CLOSED, -1, seat, reason, 0, 0, -1)


@inner_jit
def settle(w):
    """The desks are staffed anew, and those who stay take over from those who left."""
    routing.staff_desks(w)
    leader.count_reports(w)
    for seat in range(len(w.seat)):
        if w.seat[seat].closing == 1:
            w.seat[seat].closing = 0
            pass_on(w, seat)


@inner_jit
def search(w, seat):
    """Look for candidates outside the company."""
    key, generation = w.chart[seat].key, w.seat[seat].generation
    time = rules.search_time(w.luck, w.people, key, generation, job_of(w, seat).search)
    find_candidates(w, seat, w.count[0].now + time)


@inner_jit
def find_candidates(w, seat, time):
    schedule(w, time, Kind.CANDIDATES_FOUND, seat, w.seat[seat].requisition)


@inner_jit
def pass_on(w, seat):
    """What the seat's holder was responsible for finds somebody else."""
    interrupted = int(w.seat[seat].interrupted)
    w.seat[seat].interrupted = IDLE
    wait_for_successor(w, seat)
    pass_on_deals_and_customers(w, seat)
    pass_on_tasks(w, seat, interrupted)


@inner_jit
def wait_for_successor(w, seat):
    """Where owners are named, their work waits for a while before it is passed on."""
    if w.routing.named == 0:
        return
    ends = w.count[0].now + w.routing.named_patience
    w.seat[seat].patience_ends = ends
    schedule(w, ends, Kind.NAMED_PATIENCE_ENDS, seat, w.seat[seat].generation)


@inner_jit
def lose_patience(w, seat, generation):
    """The vacancy has lasted too long: what waited for the successor is passed on."""
    if w.seat[seat].occupied == 1 or w.seat[seat].generation != generation:
        return
    pass_on_deals_and_customers(w, seat)
    pass_on_tasks(w, seat, IDLE)


@inner_jit
def pass_on_deals_and_customers(w, seat):
    role = w.chart[seat].role
    if role == Role.AE:
        deal = w.deals_of[seat].first
        while deal != 0:
            following = w.deal[deal - 1].following
            ae.pass_on(w, deal - 1)
            deal = following
    if role == Role.CSM or role == Role.AE:
        customer = w.customers_of[seat].first
        while customer != 0:
            following = w.customer[customer - 1].following
            csm.pass_on(w, customer - 1)
            customer = following


@inner_jit
def pass_on_tasks(w, seat, interrupted):
    """What waited in the inbox, and what the leaver was doing, finds somebody else."""
    tasks = 0
    if interrupted != IDLE:
        w.moving[tasks] = interrupted
        tasks += 1
    while first(w, seat) != 0:
        w.moving[tasks] = pop(w, seat)
        tasks += 1
    for nth in range(tasks):
        pass_on_task(w, seat, int(w.moving[nth]))


@inner_jit
def pass_on_task(w, seat, task):
    work, subject = w.task[task].work, w.task[task].subject
    if work == Work.TOUCHING:
        forget(w, task)
        if w.seat[w.lead[subject].owner].occupied == 0:
            routing.pass_on_lead(w, subject)
        sdr.ask_for_touch(w, subject)
    elif work == Work.ROUTING:
        segment = w.lead[subject].segment
        analyst = routing.choose(w, Desk.ROUTINGS, segment, Routing.ROUND_ROBIN, 0, 0.0)
        if analyst < 0:
            forget(w, task)
            sdr.assign_lead(w, subject)
        else:
            assign(w, analyst, task)
    elif work == Work.DISCOVERY_CALL:
        meeting.find_another_ae(w, subject)
        assign(w, w.lead[subject].ae, task)
    elif work == Work.SELLING or work == Work.CLOSING or work == Work.OFFERING:
        assign(w, w.deal[subject].ae, task)
    elif (
        work == Work.ONBOARDING
        or work == Work.CHECK_IN
        or work == Work.SAVING
        or work == Work.WINNING_OVER
    ):
        assign(w, w.customer[subject].csm, task)
    elif work == Work.EXPANDING:
        assign(w, expansion.pass_on(w, subject, seat), task)
    elif work == Work.EVALUATING:
        deal = w.deal[subject]
        deal.se_state = SeState.WAITING
        deal.se_task = task
        push(w, se.pool_of(w, deal.segment), task)
        se.wake_one(w, deal.segment)
        se.be_patient(w, subject)
    elif work == Work.SCHEDULING or work == Work.CONFIRMING or work == Work.REBOOKING:
        pass_on_setting(w, task, work, subject)
    elif work == Work.INTERVIEWING or work == Work.WELCOMING or work == Work.APPROVING:
        boss = nearest_boss(w, seat)
        assign(w, boss if boss >= 0 else seat, task)
    else:
        drop_task(w, seat, work, subject)
        forget(w, task)


@inner_jit
def pass_on_setting(w, task, work, number):
    """A setter's task goes to another one; without any, others find the date as they can."""
    new = setter.on_duty(w, w.lead[number].segment)
    if new >= 0:
        assign(w, new, task)
        return
    forget(w, task)
    if work == Work.SCHEDULING:
        meeting.schedule_meeting(w, number)
    elif work == Work.REBOOKING:
        acceptance.rebook_or_give_up(w, number, 0, -1)


@inner_jit
def drop_task(w, seat, work, subject):
    """What was on the leaver's own agenda is not done by anybody."""
    if work == Work.COACHING:
        w.seat[subject].coaching_pending = 0
    elif work == Work.ATTENDING:
        w.seat[subject].attending_pending = 0
    elif work == Work.STANDING:
        w.seat[seat].standing_pending = 0
    elif work == Work.INSPECTION:
        w.seat[seat].inspection_pending = 0
    elif work == Work.ALIGNING:
        w.aligned[seat, subject].pending = 0
    elif work == Work.DEAL_SUPPORT:
        w.deal[subject].support_task = 0
    elif work == Work.SPONSORING:
        w.deal[subject].sponsor_task = 0
    elif work == Work.ESCALATION and w.customer[subject].ended == 0:
        save.go_on_without(w, subject)
    elif Work.HYGIENE <= work <= Work.BUDGETING:
        w.seat[seat].pending &= ~sales_ops.own_bit(work)


@inner_jit
def interview(w, seat, requisition):
    """Candidates are there: the leader, and the leader's boss, interview them."""
    if requisition != w.seat[seat].requisition:
        return
    if w.count[0].now < w.count[0].frozen_until:
        log_delay(w, seat)
        find_candidates(w, seat, w.count[0].frozen_until)
        return
    boss = nearest_boss(w, seat)
    if boss < 0 or w.people.interviews == 0:
        agree(w, seat)
        return
    w.seat[seat].interviews = 1
    ask_for_interview(w, boss, seat, job_of(w, seat).interview_work)
    second = nearest_boss(w, boss)
    if w.people.second_interview_work > 0 and second >= 0:
        w.seat[seat].interviews += 1
        ask_for_interview(w, second, seat, w.people.second_interview_work)


@inner_jit
def ask_for_interview(w, boss, seat, seconds):
    ask(w, boss, Work.INTERVIEWING, seat, Urgency.INTERRUPTS, 0.0, max(1.0, seconds))


@inner_jit
def finish_interview(w, seat):
    w.seat[seat].interviews -= 1
    if w.seat[seat].interviews == 0 and w.seat[seat].standing == Standing.OPEN:
        agree(w, seat)


@inner_jit
def agree(w, seat):
    """The offer is made, unless hiring is frozen; the first day is after the notice period."""
    offered = max(w.count[0].now, w.count[0].frozen_until)
    if offered > w.count[0].now:
        log_delay(w, seat)
    expect(w, seat, next_opening(w.clock, offered + w.people.notice))


@inner_jit
def log_delay(w, seat):
    log(w, Kind.HIRING_DELAYED, -1, seat, 0, 0, w.count[0].frozen_until, -1)


@inner_jit
def expect(w, seat, first_day):
    """Somebody will take the seat on that day, unless the plan changes."""
    schedule(w, first_day, Kind.PERSON_JOINS, seat, w.seat[seat].requisition)


@inner_jit
def join(w, seat, requisition):
    """A new holder takes the seat, and the leader some time to welcome them."""
    if requisition != w.seat[seat].requisition:
        return
    if w.seat[seat].standing == Standing.PLANNED:
        open_seat(w, seat)
    take_seat(w, seat, w.count[0].now, 1.0)
    sales_ops.welcome(w, seat)
    person = w.seat[seat]
    log(w, Kind.PERSON_JOINED, person.generation, seat, 0, person.vacant_since, 0, -1)
    welcome(w, seat)
    wake(w, seat)


@inner_jit
def open_seat(w, seat):
    """The seat comes into being, vacant."""
    w.seat[seat].standing, w.seat[seat].vacant_since = Standing.OPEN, w.count[0].now
    log(w, Kind.SEAT_OPENED, -1, seat, 0, 0, 0, -1)
    routing.staff_desks(w)
    leader.count_reports(w)
    review.first_quota(w, seat)


@inner_jit
def welcome(w, seat):
    boss = nearest_boss(w, seat)
    if boss >= 0:
        work = max(1.0, job_of(w, seat).welcome_work)
        ask(w, boss, Work.WELCOMING, seat, Urgency.IN_TURN, 0.0, work)


@inner_jit
def take_seat(w, seat, hired, ramp_factor):
    """Fill the seat with a person of the next generation."""
    person, now = w.seat[seat], w.count[0].now
    person.occupied = 1
    person.generation += 1
    person.hired, person.ramp = hired, job_of(w, seat).ramp * ramp_factor
    person.worked, person.helped = 0, 0.0
    person.promised = 0
    person.skill = rules.skill(w.luck, w.people, w.chart[seat].key, person.generation)
    person.coached, person.coached_at = w.leader.coaching_reference, now
    person.attended, person.attended_at = w.leader.people_reference, now
    person.inspected, person.inspected_at = w.leader.inspection_reference, now
    person.bookings = 0.85 * person.quota / 12.0
    person.bookings_at = now
    if review.sells(w, seat):
        review.begin_period(w, seat)
    person.period, person.blocks = -1, 0
