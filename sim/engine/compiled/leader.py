"""Leaders: attention is a queue.  Same order of steps as reference/leader.py."""

from __future__ import annotations

from sim.engine.compiled import review
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.inbox import first, pop
from sim.engine.compiled.record import log
from sim.engine.compiled.sales_ops import own_bit
from sim.engine.compiled.seat import ask, job_of, wake
from sim.jit import inner_jit
from sim.rules import ae as ae_rules
from sim.rules import leader as rules
from sim.vocabulary import Interface, Kind, Role, Standing, Urgency, Work

HOUR = 3600.0
INTERFACES = len(Interface)


@inner_jit
def take_chart(w, chart):
    """Who reports to whom, and who stands between two functions."""
    w.count[0].chart = chart
    w.count[0].marketing_head = w.changes.marketing_head[chart]
    for seat in range(len(w.seat)):
        row, person = w.changes.chart[chart, seat], w.seat[seat]
        person.boss, person.depth, person.unit = row.boss, row.depth, row.unit
        for interface in range(INTERFACES):
            w.aligned[seat, interface].common = w.changes.interfaces[chart, seat, interface]
    count_reports(w)


@inner_jit
def count_reports(w):
    """Direct reports are the seats that are there, or will be by plan."""
    for seat in range(len(w.seat)):
        w.seat[seat].reports = 0
    for seat in range(len(w.seat)):
        boss = w.seat[seat].boss
        if boss >= 0 and w.seat[seat].standing != Standing.ABSENT:
            w.seat[boss].reports += 1


@inner_jit
def week_begins(w):
    """Every Monday the week's agenda enters the leaders' inboxes, and AEs plan to prospect."""
    for seat in range(len(w.seat)):
        plan_week(w, seat)
    review.review_pipelines(w)
    w.count[0].week += 1
    schedule_week(w)


@inner_jit
def schedule_week(w):
    week = w.count[0].week
    if week < len(w.run.week_starts):
        schedule(w, w.run.week_starts[week], Kind.WEEK_BEGINS, 0, 0)


@inner_jit
def plan_week(w, seat):
    """What this seat brings to the week: its boss's time, its own desk work, its meetings."""
    row, person, boss = w.chart[seat], w.seat[seat], w.seat[seat].boss
    if person.occupied == 1 and boss >= 0 and w.seat[boss].occupied == 1:
        plan_time_for(w, seat, boss)
    if person.occupied == 0:
        return
    job = w.job[row.job]
    if job.standing_work > 0:
        if person.standing_pending == 1:
            crowded_out(w, seat, Work.STANDING, -1)
        else:
            person.standing_pending = 1
            on_agenda(w, seat, Work.STANDING, -1, job.standing_work)
    plan_own_work(w, seat)
    if job.inspection_work > 0 and person.reports > 0:
        if person.inspection_pending == 1:
            crowded_out(w, seat, Work.INSPECTION, -1)
        else:
            person.inspection_pending = 1
            on_agenda(w, seat, Work.INSPECTION, -1, job.inspection_work * person.reports)
    if job.alignment_work > 0:
        for interface in range(INTERFACES):
            if w.aligned[seat, interface].common == 0:
                continue
            if w.aligned[seat, interface].pending == 1:
                crowded_out(w, seat, Work.ALIGNING, interface)
            else:
                w.aligned[seat, interface].pending = 1
                on_agenda(w, seat, Work.ALIGNING, interface, job.alignment_work)
    if row.role == Role.AE:
        wake(w, seat)


@inner_jit
def plan_time_for(w, report, boss):
    """Coaching, and time for the person."""
    person, job = w.seat[report], job_of(w, boss)
    if job.coaching_work > 0:
        if person.coaching_pending == 1:
            crowded_out(w, boss, Work.COACHING, report)
        else:
            person.coaching_pending = 1
            on_agenda(w, boss, Work.COACHING, report, job.coaching_work)
    if job.people_work > 0:
        if person.attending_pending == 1:
            crowded_out(w, boss, Work.ATTENDING, report)
        else:
            person.attending_pending = 1
            on_agenda(w, boss, Work.ATTENDING, report, job.people_work)


@inner_jit
def plan_own_work(w, seat):
    """Work that has a name and an effect of its own."""
    job = job_of(w, seat)
    own_work(w, seat, Work.HYGIENE, job.hygiene_work)
    own_work(w, seat, Work.DASHBOARDS, job.dashboard_work)
    own_work(w, seat, Work.ENABLEMENT, job.enablement_work)
    own_work(w, seat, Work.ANALYSIS, job.analysis_work)
    own_work(w, seat, Work.STRATEGY, job.strategy_work)


@inner_jit
def own_work(w, seat, work, seconds):
    if seconds <= 0:
        return
    bit = own_bit(work)
    if w.seat[seat].pending & bit:
        crowded_out(w, seat, work, -1)
    else:
        w.seat[seat].pending |= bit
        on_agenda(w, seat, work, -1, seconds)


@inner_jit
def on_agenda(w, seat, work, subject, seconds):
    ask(w, seat, work, subject, Urgency.IN_TURN, 0.0, seconds)


@inner_jit
def crowded_out(w, seat, work, subject):
    log(w, Kind.CROWDED_OUT, subject, seat, work, 0, 0, -1)


@inner_jit
def finish_coaching(w, report, seconds):
    """Coaching is worth the hours delivered, and is remembered for a while."""
    person, now = w.seat[report], w.count[0].now
    person.coaching_pending = 0
    person.coached = rules.after_delivery(
        person.coached, person.coached_at, now, w.leader.memory, seconds / HOUR
    )
    person.coached_at = now


@inner_jit
def finish_attending(w, report, seconds):
    """Time for the person is worth the hours delivered, and is remembered for a while."""
    person, now = w.seat[report], w.count[0].now
    person.attending_pending = 0
    person.attended = rules.after_delivery(
        person.attended, person.attended_at, now, w.leader.memory, seconds / HOUR
    )
    person.attended_at = now


@inner_jit
def finish_inspection(w, seat, seconds):
    """Inspection is worth the hours delivered per report."""
    person, now = w.seat[seat], w.count[0].now
    person.inspection_pending = 0
    hours = seconds / HOUR / max(1, person.reports)
    person.inspected = rules.after_delivery(
        person.inspected, person.inspected_at, now, w.leader.memory, hours
    )
    person.inspected_at = now


@inner_jit
def finish_alignment(w, interface, boss, seconds):
    row, now = w.aligned[boss, interface], w.count[0].now
    row.pending = 0
    row.hours = rules.after_delivery(row.hours, row.since, now, w.leader.memory, seconds / HOUR)
    row.since = now


@inner_jit
def finish_strategy(w, seat, seconds):
    person, now = w.seat[seat], w.count[0].now
    person.pending &= ~own_bit(Work.STRATEGY)
    person.strategy = rules.after_delivery(
        person.strategy, person.strategy_at, now, w.leader.memory, seconds / HOUR
    )
    person.strategy_at = now


@inner_jit
def strategy_above_sales(w):
    """Strategy hours a month of everybody to whom an AE reports, at whatever distance."""
    hours, now = 0.0, w.count[0].now
    for seat in range(len(w.seat)):
        person = w.seat[seat]
        if person.strategy > 0.0 and stands_above_sales(w, seat):
            hours += rules.remembered(person.strategy, person.strategy_at, now, w.leader.memory)
    return hours


@inner_jit
def stands_above_sales(w, seat):
    for seller in range(len(w.seat)):
        if w.chart[seller].role == Role.AE and w.seat[seller].standing != Standing.ABSENT:
            boss = w.seat[seller].boss
            while boss >= 0:
                if boss == seat:
                    return True
                boss = w.seat[boss].boss
    return False


# --- a player-coach -------------------------------------------------------------------------
@inner_jit
def has_time_to_help(w, leader):
    """Whether the month's hours for helping are not used up."""
    return w.seat[leader].helped < job_of(w, leader).helping_work


@inner_jit
def wake_helper(w, report):
    """A touch waits: an idle leader with time to help looks after it."""
    boss = w.seat[report].boss
    if boss >= 0 and has_time_to_help(w, boss):
        wake(w, boss)


@inner_jit
def help_a_report(w, leader):
    """Take the first touch that waits in the longest inbox of the reports."""
    if not has_time_to_help(w, leader):
        return 0
    best = -1
    for seat in range(len(w.seat)):
        if w.seat[seat].boss != leader:
            continue
        task = first(w, seat)
        if task == 0 or w.task[task].work != Work.TOUCHING:
            continue
        if best < 0 or w.box[seat].waiting > w.box[best].waiting:
            best = seat
    return pop(w, best) if best >= 0 else 0


# --- deals ----------------------------------------------------------------------------------
@inner_jit
def ask_for_support(w, number):
    """In Proposal the AE asks the direct leader to work on the deal."""
    deal = w.deal[number]
    work, boss = w.segment[deal.segment].support_work, w.seat[deal.ae].boss
    if work <= 0 or boss < 0 or w.seat[boss].occupied == 0:
        return
    deal.support_task = about_a_deal(w, number, boss, Work.DEAL_SUPPORT, Urgency.FOR_A_BUYER, work)


@inner_jit
def ask_for_sponsor(w, number):
    """In Negotiation an executive above the AE's leader is asked to join."""
    deal = w.deal[number]
    work = w.segment[deal.segment].sponsor_work
    if work <= 0:
        return
    sponsor = find_sponsor(w, deal.ae)
    if sponsor >= 0:
        deal.sponsor_task = about_a_deal(w, number, sponsor, Work.SPONSORING, Urgency.IN_TURN, work)


@inner_jit
def find_sponsor(w, ae):
    """The executive with the shortest inbox above the AE's leader; the CEO as a last resort."""
    best, boss = -1, w.seat[ae].boss
    if boss >= 0:
        boss = w.seat[boss].boss
    while boss >= 0:
        free = w.seat[boss].occupied == 1 and (w.chart[boss].role != Role.CEO or best < 0)
        if free and (best < 0 or w.box[boss].waiting < w.box[best].waiting):
            best = boss
        boss = w.seat[boss].boss
    return best


@inner_jit
def about_a_deal(w, number, seat, work, urgency, seconds):
    deal = w.deal[number]
    worth = ae_rules.deal_worth(w.segment[deal.segment], deal.value, deal.stage)
    if urgency == Urgency.IN_TURN:
        worth = 0.0  # executives take their agenda as it comes
    return ask(w, seat, work, number, urgency, worth, seconds)


@inner_jit
def withdraw(w, number):
    """The buyer has decided: what no leader has begun is no longer needed."""
    deal = w.deal[number]
    if deal.support_task > 0:
        w.task[deal.support_task].cancelled = 1
        deal.support_task = 0
    if deal.sponsor_task > 0:
        w.task[deal.sponsor_task].cancelled = 1
        deal.sponsor_task = 0
