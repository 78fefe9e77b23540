"""Leaders: attention is a queue.  Same order of steps as compiled/leader.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import review
from sim.rules import ae as ae_rules
from sim.rules import leader as rules
from sim.vocabulary import Interface, Kind, Role, Standing, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.clock import Life
    from sim.engine.reference.inbox import Task
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat

HOUR = 3600.0
INTERFACES = len(Interface)


def take_chart(model: SalesOrganisation, chart: int) -> None:
    """Who reports to whom, and who stands between two functions."""
    changes, rows = model.p.changes, model.p.changes.chart[chart]
    model.chart = chart
    model.bosses, model.depths = rows["boss"].copy(), rows["depth"].copy()
    model.interfaces = changes.interfaces[chart]
    model.marketing_head = int(changes.marketing_head[chart])
    for seat in model.seats:
        boss, seat.unit = int(model.bosses[seat.number]), int(rows[seat.number]["unit"])
        seat.boss = model.seats[boss] if boss >= 0 else None
    count_reports(model)


def count_reports(model: SalesOrganisation) -> None:
    """Direct reports are the seats that are there, or will be by plan."""
    for seat in model.seats:
        seat.reports = 0
    for seat in model.seats:
        if seat.boss is not None and seat.standing != Standing.ABSENT:
            seat.boss.reports += 1


def weeks(model: SalesOrganisation) -> Life:
    """Every Monday the week's agenda enters the leaders' inboxes, and AEs plan to prospect."""
    for monday in model.p.run.week_starts:
        yield model.clock.at(int(monday), Kind.WEEK_BEGINS, 0)
        for seat in model.seats:
            plan_week(model, seat)
        review.review_pipelines(model)


def plan_week(model: SalesOrganisation, seat: Seat) -> None:
    """What this seat brings to the week: its boss's time, its own desk work, its meetings."""
    boss = seat.boss
    if seat.occupied and boss is not None and boss.occupied:
        plan_time_for(model, seat, boss)
    if not seat.occupied:
        return
    job = seat.job
    if job["standing_work"] > 0:
        if seat.standing_pending:
            crowded_out(model, seat, Work.STANDING, -1)
        else:
            seat.standing_pending = True
            on_agenda(model, seat, Work.STANDING, None, float(job["standing_work"]))
    plan_own_work(model, seat)
    if job["inspection_work"] > 0 and seat.reports > 0:
        if seat.inspection_pending:
            crowded_out(model, seat, Work.INSPECTION, -1)
        else:
            seat.inspection_pending = True
            on_agenda(
                model, seat, Work.INSPECTION, None, float(job["inspection_work"]) * seat.reports
            )
    if job["alignment_work"] > 0:
        for interface in range(INTERFACES):
            if model.interfaces[seat.number, interface] == 0:
                continue
            if seat.alignment_pending[interface]:
                crowded_out(model, seat, Work.ALIGNING, interface)
            else:
                seat.alignment_pending[interface] = True
                on_agenda(model, seat, Work.ALIGNING, interface, float(job["alignment_work"]))
    if seat.role == Role.AE:
        seat.wake()


def plan_time_for(model: SalesOrganisation, report: Seat, boss: Seat) -> None:
    """Coaching, and time for the person."""
    job = boss.job
    if job["coaching_work"] > 0:
        if report.coaching_pending:
            crowded_out(model, boss, Work.COACHING, report.number)
        else:
            report.coaching_pending = True
            on_agenda(model, boss, Work.COACHING, report, float(job["coaching_work"]))
    if job["people_work"] > 0:
        if report.attending_pending:
            crowded_out(model, boss, Work.ATTENDING, report.number)
        else:
            report.attending_pending = True
            on_agenda(model, boss, Work.ATTENDING, report, float(job["people_work"]))


def plan_own_work(model: SalesOrganisation, seat: Seat) -> None:
    """Work that has a name and an effect of its own."""
    job = seat.job
    own_work(model, seat, Work.HYGIENE, float(job["hygiene_work"]))
    own_work(model, seat, Work.DASHBOARDS, float(job["dashboard_work"]))
    own_work(model, seat, Work.ENABLEMENT, float(job["enablement_work"]))
    own_work(model, seat, Work.ANALYSIS, float(job["analysis_work"]))
    own_work(model, seat, Work.STRATEGY, float(job["strategy_work"]))


def own_work(model: SalesOrganisation, seat: Seat, work: int, seconds: float) -> None:
    if seconds <= 0:
        return
    if work in seat.pending:
        crowded_out(model, seat, work, -1)
    else:
        seat.pending.add(work)
        on_agenda(model, seat, work, None, seconds)


def on_agenda(model: SalesOrganisation, seat: Seat, work: int, subject, seconds: float) -> None:  # type: ignore[no-untyped-def]
    model.ask(seat, work, subject, Urgency.IN_TURN, 0.0, seconds)


def crowded_out(model: SalesOrganisation, seat: Seat, work: int, subject: int) -> None:
    model.log(Kind.CROWDED_OUT, subject=subject, seat=seat.number, code=work)


def finish_coaching(model: SalesOrganisation, report: Seat, task: Task) -> None:
    """Coaching is worth the hours delivered, and is remembered for a while."""
    report.coaching_pending = False
    now, memory = model.clock.now, model.p.leader.memory
    report.coached = rules.after_delivery(
        report.coached, report.coached_at, now, memory, task.seconds / HOUR
    )
    report.coached_at = now


def finish_attending(model: SalesOrganisation, report: Seat, task: Task) -> None:
    """Time for the person is worth the hours delivered, and is remembered for a while."""
    report.attending_pending = False
    now, memory = model.clock.now, model.p.leader.memory
    report.attended = rules.after_delivery(
        report.attended, report.attended_at, now, memory, task.seconds / HOUR
    )
    report.attended_at = now


def finish_inspection(seat: Seat, task: Task) -> None:
    """Inspection is worth the hours delivered per report."""
    seat.inspection_pending = False
    now, memory = seat.model.clock.now, seat.model.p.leader.memory
    hours = task.seconds / HOUR / max(1, seat.reports)
    seat.inspected = rules.after_delivery(seat.inspected, seat.inspected_at, now, memory, hours)
    seat.inspected_at = now


def finish_alignment(model: SalesOrganisation, interface: int, boss: Seat, task: Task) -> None:
    boss.alignment_pending[interface] = False
    now, memory = model.clock.now, model.p.leader.memory
    hours, since = boss.aligned[interface]
    boss.aligned[interface] = (
        rules.after_delivery(hours, since, now, memory, task.seconds / HOUR),
        now,
    )


def finish_strategy(model: SalesOrganisation, seat: Seat, task: Task) -> None:
    seat.pending.discard(Work.STRATEGY)
    now, memory = model.clock.now, model.p.leader.memory
    seat.strategy = rules.after_delivery(
        seat.strategy, seat.strategy_at, now, memory, task.seconds / HOUR
    )
    seat.strategy_at = now


def strategy_above_sales(model: SalesOrganisation) -> float:
    """Strategy hours a month of everybody to whom an AE reports, at whatever distance."""
    hours = 0.0
    for seat in model.seats:
        if seat.strategy > 0.0 and stands_above_sales(model, seat):
            memory, now = model.p.leader.memory, model.clock.now
            hours += rules.remembered(seat.strategy, seat.strategy_at, now, memory)
    return hours


def stands_above_sales(model: SalesOrganisation, seat: Seat) -> bool:
    return any(
        seat in ae.ancestors()
        for ae in model.seats
        if ae.role == Role.AE and ae.standing != Standing.ABSENT
    )


# --- a player-coach -------------------------------------------------------------------------
def has_time_to_help(leader: Seat) -> bool:
    """Whether the month's hours for helping are not used up."""
    return bool(leader.helped < leader.job["helping_work"])


def wake_helper(report: Seat) -> None:
    """A touch waits: an idle leader with time to help looks after it."""
    if report.boss is not None and has_time_to_help(report.boss):
        report.boss.wake()


def help_a_report(leader: Seat) -> Task | None:
    """Take the first touch that waits in the longest inbox of the reports."""
    if not has_time_to_help(leader):
        return None
    best = None
    for seat in leader.model.seats:
        if seat.boss is not leader:
            continue
        first = seat.inbox.first()
        if first is None or first.work != Work.TOUCHING:
            continue
        if best is None or seat.inbox.waiting > best.inbox.waiting:
            best = seat
    return None if best is None else best.inbox.pop()


# --- deals ----------------------------------------------------------------------------------
def ask_for_support(deal: Opportunity) -> None:
    """In Proposal the AE asks the direct leader to work on the deal."""
    work, boss = float(deal.segment["support_work"]), deal.ae.boss
    if work <= 0 or boss is None or not boss.occupied:
        return
    deal.support_task = about_a_deal(deal, boss, Work.DEAL_SUPPORT, Urgency.FOR_A_BUYER, work)


def ask_for_sponsor(deal: Opportunity) -> None:
    """In Negotiation an executive above the AE's leader is asked to join."""
    work = float(deal.segment["sponsor_work"])
    if work <= 0:
        return
    sponsor = find_sponsor(deal)
    if sponsor is not None:
        deal.sponsor_task = about_a_deal(deal, sponsor, Work.SPONSORING, Urgency.IN_TURN, work)


def find_sponsor(deal: Opportunity) -> Seat | None:
    """The executive with the shortest inbox above the AE's leader; the CEO as a last resort."""
    best = None
    for nth, boss in enumerate(deal.ae.ancestors()):
        if nth == 0 or not boss.occupied:
            continue
        if boss.role == Role.CEO and best is not None:
            continue
        if best is None or boss.inbox.waiting < best.inbox.waiting:
            best = boss
    return best


def about_a_deal(deal: Opportunity, seat: Seat, work: int, urgency: int, seconds: float) -> Task:
    worth = ae_rules.deal_worth(deal.segment, deal.value, deal.stage)
    if urgency == Urgency.IN_TURN:
        worth = 0.0  # executives take their agenda as it comes
    return deal.model.ask(seat, work, deal, urgency, worth, seconds)


def withdraw(deal: Opportunity) -> None:
    """The buyer has decided: what no leader has begun is no longer needed."""
    if deal.support_task is not None:
        deal.support_task.cancelled = True
        deal.support_task = None
    if deal.sponsor_task is not None:
        deal.sponsor_task.cancelled = True
        deal.sponsor_task = None


def finish_support(deal: Opportunity) -> None:
    deal.supported = 1


def finish_sponsoring(deal: Opportunity) -> None:
    deal.sponsored = 1
