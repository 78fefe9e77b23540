"""The workforce: quits, vacancies, hiring, hand-over.  Twin of compiled/people.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import (
    careers,
    company,
    expansion,
    leader,
    meeting,
    policies,
    review,
    routing,
    sales_ops,
    save,
    se,
    setter,
    trace,
)
from sim.engine.reference.inbox import Task
from sim.engine.reference.seat import NEVER, Seat
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

if TYPE_CHECKING:
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation


def months(model: SalesOrganisation) -> Life:
    """At every month's start management acts on its figures, and people make up their minds."""
    starts = model.p.run.month_starts
    for month in range(len(starts) - 1):
        yield model.clock.at(int(starts[month]), Kind.MONTH_BEGINS, 0)
        policies.review(model, month)
        for seat in model.seats:
            if seat.occupied:
                consider_leaving(model, seat, month)
            seat.worked = 0
            seat.helped = 0.0
        company.month_begins(model, month)


def consider_leaving(model: SalesOrganisation, seat: Seat, month: int) -> None:
    p, now = model.p, model.clock.now
    start, end = int(p.run.month_starts[month]), int(p.run.month_starts[month + 1])
    terms = rules.quit_terms(
        p.people,
        p.leader,
        float(seat.job["attrition_per_month"]),
        float(now - seat.hired),
        seat.attainment(),
        seat.attended_hours(),
        busy_share(seat, month),
        float(p.changes.restless[now // DAY]),
    )
    chance, nth, holder = (
        chance_of(terms),
        rules.month_of_holder(seat.generation, month),
        seat.generation,
    )
    trace.weigh(model, Chance.QUIT, Stream.QUIT, seat.key, nth, holder, seat.number, terms, chance)
    if rules.quits(model.luck, seat.key, seat.generation, month, chance):
        last = rules.last_day(model.luck, seat.key, seat.generation, month, start, end)
        generation = seat.generation
        model.clock.call(
            max(last, now + 1), Kind.PERSON_LEAVES, seat.number, lambda: leave(seat, generation)
        )


def busy_share(seat: Seat, month: int) -> float:
    """Share of last month's office time spent on work."""
    if month == 0:
        return 0.0
    p = seat.model.p
    before = office_at(p.clock, int(p.run.month_starts[month - 1]))
    hours = office_at(p.clock, int(p.run.month_starts[month])) - before
    return seat.worked / max(1, hours)


def leave(seat: Seat, generation: int) -> None:
    """The seat falls vacant; colleagues take over; a successor is looked for."""
    if not seat.occupied or seat.generation != generation:
        return
    vacate(seat, Reason.RESIGNED)
    careers.open_requisition(seat)
    pass_on(seat)


def vacate(seat: Seat, reason: int) -> None:
    """The holder goes; what they were doing stays half done until it is passed on."""
    model = seat.model
    seat.occupied, seat.vacant_since = False, model.clock.now
    seat.wake_at = NEVER
    seat.requisition += 1
    seat.interrupted, seat.task = seat.task, None
    model.log(
        Kind.PERSON_LEFT,
        subject=seat.generation,
        seat=seat.number,
        code=reason,
        since=seat.hired,
    )


def plan_to_close(seat: Seat, time: int) -> None:
    seat.model.clock.call(time, Kind.SEAT_CLOSES, seat.number, lambda: lay_off(seat))


def lay_off(seat: Seat) -> None:
    """The plan's day has come: the seat is closed, colleagues take over."""
    if seat.standing != Standing.ABSENT:
        close(seat, Reason.LAID_OFF)
        settle(seat.model, [seat])


def close(seat: Seat, reason: int) -> None:
    """The seat is given up; ``settle`` must follow."""
    if seat.occupied:
        vacate(seat, reason)
    else:
        seat.requisition += 1
    seat.standing = Standing.ABSENT
    seat.model.log(Kind.SEAT_CLOSED, seat=seat.number, code=reason)


def settle(model: SalesOrganisation, closed: list[Seat]) -> None:
    """The desks are staffed anew, and those who stay take over from those who left."""
    routing.staff_desks(model)
    leader.count_reports(model)
    for seat in sorted(closed, key=lambda seat: seat.number):
        pass_on(seat)


def search(seat: Seat) -> None:
    """Look for candidates outside the company."""
    model = seat.model
    time = rules.search_time(
        model.luck, model.p.people, seat.key, seat.generation, float(seat.job["search"])
    )
    find_candidates(seat, model.clock.now + time)


def find_candidates(seat: Seat, time: int) -> None:
    requisition = seat.requisition
    seat.model.clock.call(
        time, Kind.CANDIDATES_FOUND, seat.number, lambda: interview(seat, requisition)
    )


def pass_on(seat: Seat) -> None:
    """What the seat's holder was responsible for finds somebody else."""
    interrupted, seat.interrupted = seat.interrupted, None
    wait_for_successor(seat)
    pass_on_deals_and_customers(seat.model, seat)
    pass_on_tasks(seat.model, seat, interrupted)


def wait_for_successor(seat: Seat) -> None:
    """Where owners are named, their work waits for a while before it is passed on."""
    model, generation = seat.model, seat.generation
    if model.p.routing.named == 0:
        return
    seat.patience_ends = model.clock.now + model.p.routing.named_patience
    model.clock.call(
        seat.patience_ends,
        Kind.NAMED_PATIENCE_ENDS,
        seat.number,
        lambda: lose_patience(seat, generation),
    )


def lose_patience(seat: Seat, generation: int) -> None:
    """The vacancy has lasted too long: what waited for the successor is passed on."""
    if seat.occupied or seat.generation != generation:
        return
    pass_on_deals_and_customers(seat.model, seat)
    pass_on_tasks(seat.model, seat, None)


def pass_on_deals_and_customers(model: SalesOrganisation, seat: Seat) -> None:
    if seat.role == Role.AE:
        for deal in model.deals:
            if not deal.ended and deal.ae is seat:
                deal.pass_on()
    if seat.role in (Role.CSM, Role.AE):
        for customer in model.customers:
            if not customer.ended and customer.csm is seat:
                customer.pass_on()


def pass_on_tasks(model: SalesOrganisation, seat: Seat, interrupted: Task | None) -> None:
    """What waited in the inbox, and what the leaver was doing, finds somebody else."""
    tasks = [] if interrupted is None else [interrupted]
    while seat.inbox.first() is not None:
        tasks.append(seat.inbox.pop())
    for task in tasks:
        pass_on_task(model, seat, task)


def pass_on_task(model: SalesOrganisation, seat: Seat, task: Task) -> None:
    subject = task.subject
    match task.work:
        case Work.TOUCHING:
            if not subject.owner.occupied:
                routing.pass_on_lead(model, subject)
            subject.ask_for_touch()
        case Work.ROUTING:
            analyst = routing.choose(
                model, Desk.ROUTINGS, subject.segment, Routing.ROUND_ROBIN, 0, 0.0
            )
            if analyst is None:
                routing.assign_lead(model, subject)
            else:
                move(model, analyst, task)
        case Work.DISCOVERY_CALL:
            meeting.find_another_ae(model, subject)
            move(model, subject.ae, task)
        case Work.SELLING | Work.CLOSING | Work.OFFERING:
            move(model, subject.ae, task)
        case Work.ONBOARDING | Work.CHECK_IN | Work.SAVING | Work.WINNING_OVER:
            move(model, subject.csm, task)
        case Work.EXPANDING:
            move(model, expansion.pass_on(subject, seat), task)
        case Work.EVALUATING:
            subject.se_state = SeState.WAITING
            task = model.renew(task)
            subject.se_task = task
            model.pools[subject.segment_number].push(task)
            se.wake_one(model, subject.segment_number)
            se.be_patient(subject)
        case Work.INTERVIEWING | Work.WELCOMING | Work.APPROVING:
            move(model, seat.nearest_boss() or seat, task)
        case Work.SCHEDULING | Work.CONFIRMING | Work.REBOOKING:
            pass_on_setting(model, task)
        case Work.COACHING:
            subject.coaching_pending = False
        case Work.ATTENDING:
            subject.attending_pending = False
        case Work.STANDING:
            seat.standing_pending = False
        case Work.INSPECTION:
            seat.inspection_pending = False
        case Work.ALIGNING:
            seat.alignment_pending[subject] = False
        case Work.DEAL_SUPPORT:
            subject.support_task = None
        case Work.SPONSORING:
            subject.sponsor_task = None
        case Work.ESCALATION if not subject.ended:
            save.go_on_without(subject)
        case _:
            seat.pending.discard(task.work)


def pass_on_setting(model: SalesOrganisation, task: Task) -> None:
    """A setter's task goes to another one; without any, others find the date as they can."""
    lead = task.subject
    new = setter.on_duty(model, lead.segment)
    if new is not None:
        move(model, new, task)
    elif task.work == Work.SCHEDULING:
        meeting.schedule(model, lead)
    elif task.work == Work.REBOOKING:
        meeting.rebook(model, lead, 0, None)


def move(model: SalesOrganisation, to: Seat, task: Task) -> None:
    """The task waits in another inbox; it was asked for when it was asked for."""
    to.assign(model.renew(task))


def interview(seat: Seat, requisition: int) -> None:
    """Candidates are there: the leader, and the leader's boss, interview them."""
    model = seat.model
    if requisition != seat.requisition:
        return
    if model.clock.now < model.frozen_until:
        log_delay(seat)
        find_candidates(seat, model.frozen_until)
        return
    boss = seat.nearest_boss()
    if boss is None or model.p.people.interviews == 0:
        agree(seat)
        return
    seat.interviews = 1
    ask_for_interview(model, boss, seat, float(seat.job["interview_work"]))
    second = boss.nearest_boss()
    if model.p.people.second_interview_work > 0 and second is not None:
        seat.interviews += 1
        ask_for_interview(model, second, seat, model.p.people.second_interview_work)


def ask_for_interview(model: SalesOrganisation, boss: Seat, seat: Seat, seconds: float) -> None:
    model.ask(boss, Work.INTERVIEWING, seat, Urgency.INTERRUPTS, 0.0, max(1.0, seconds))


def finish_interview(seat: Seat) -> None:
    seat.interviews -= 1
    if seat.interviews == 0 and seat.standing == Standing.OPEN:
        agree(seat)


def agree(seat: Seat) -> None:
    """The offer is made, unless hiring is frozen; the first day is after the notice period."""
    model = seat.model
    offered = max(model.clock.now, model.frozen_until)
    if offered > model.clock.now:
        log_delay(seat)
    expect(seat, next_opening(model.p.clock, offered + model.p.people.notice))


def log_delay(seat: Seat) -> None:
    seat.model.log(Kind.HIRING_DELAYED, seat=seat.number, value=seat.model.frozen_until)


def expect(seat: Seat, first_day: int) -> None:
    """Somebody will take the seat on that day, unless the plan changes."""
    requisition = seat.requisition
    seat.model.clock.call(
        first_day, Kind.PERSON_JOINS, seat.number, lambda: join(seat, requisition)
    )


def join(seat: Seat, requisition: int) -> None:
    """A new holder takes the seat, and the leader some time to welcome them."""
    model = seat.model
    if requisition != seat.requisition:
        return
    if seat.standing == Standing.PLANNED:
        open_seat(seat)
    take_seat(seat, model.clock.now, 1.0)
    sales_ops.welcome(model, seat)
    model.log(
        Kind.PERSON_JOINED, subject=seat.generation, seat=seat.number, since=seat.vacant_since
    )
    welcome(seat)
    seat.wake()


def open_seat(seat: Seat) -> None:
    """The seat comes into being, vacant."""
    seat.standing, seat.vacant_since = Standing.OPEN, seat.model.clock.now
    seat.model.log(Kind.SEAT_OPENED, seat=seat.number)
    routing.staff_desks(seat.model)
    leader.count_reports(seat.model)
    review.first_quota(seat)


def welcome(seat: Seat) -> None:
    model, boss = seat.model, seat.nearest_boss()
    if boss is not None:
        model.ask(
            boss,
            Work.WELCOMING,
            seat,
            Urgency.IN_TURN,
            0.0,
            max(1.0, float(seat.job["welcome_work"])),
        )


def take_seat(seat: Seat, hired: int, ramp_factor: float) -> None:
    """Fill the seat with a person of the next generation."""
    model, p = seat.model, seat.model.p
    seat.occupied = True
    seat.generation += 1
    seat.hired, seat.ramp_time = hired, float(seat.job["ramp"]) * ramp_factor
    seat.worked, seat.helped = 0, 0.0
    seat.promised = False
    seat.skill = rules.skill(model.luck, p.people, seat.key, seat.generation)
    seat.coached, seat.coached_at = p.leader.coaching_reference, model.clock.now
    seat.attended, seat.attended_at = p.leader.people_reference, model.clock.now
    seat.inspected, seat.inspected_at = p.leader.inspection_reference, model.clock.now
    seat.bookings = 0.85 * seat.quota / 12.0
    seat.bookings_at = model.clock.now
    if review.sells(seat):
        review.begin_period(seat)
    seat.period, seat.blocks = -1, 0
    model.clock.process(seat.work())
