"""Quotas, the weekly pipeline review, the forecast.  Twin of reference/review.py."""

from __future__ import annotations

from sim.engine.compiled import pricing
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import (
    attainment,
    bookings_per_month,
    inspected_hours,
    job_of,
    plan_of,
)
from sim.jit import inner_jit
from sim.rules import forecast as forecast_rules
from sim.rules import pay
from sim.rules import review as rules
from sim.rules.leader import MONTH
from sim.rules.people import YEAR
from sim.vocabulary import Kind, Role, Stage, Standing


# --- quota periods --------------------------------------------------------------------------
@inner_jit
def schedule_period(w):
    following = w.count[0].fiscal + 1
    if following < len(w.run.fiscal_starts):
        schedule(w, w.run.fiscal_starts[following], Kind.PERIOD_BEGINS, 0, 0)


@inner_jit
def period_begins(w):
    """A calendar month begins: perhaps a quota period, perhaps a fiscal year; AEs forecast."""
    count = w.count[0]
    count.fiscal += 1
    month = int(w.run.fiscal_months[count.fiscal])
    if month == 0 and count.now > 0:
        set_quotas(w)
    for seat in range(len(w.seat)):
        if sells(w, seat) and month % plan_of(w, seat).months == 0:
            begin_period(w, seat)
    make_forecasts(w, month)
    schedule_period(w)


@inner_jit
def sells(w, seat):
    """Whether the seat is an AE's with a quota."""
    return w.chart[seat].role == Role.AE and w.seat[seat].quota > 0


@inner_jit
def begun_at(w, months):
    """When the current period of so many months began; it may have been before the run."""
    place = w.count[0].fiscal
    while place >= 0 and w.run.fiscal_months[place] % months != 0:
        place -= 1
    if place >= 0:
        return int(w.run.fiscal_starts[place])
    return ends_at(w, months) - int(months * MONTH)


@inner_jit
def ends_at(w, months):
    """When the current period ends; it may be after the run."""
    run, place = w.run, w.count[0].fiscal + 1
    while place < len(run.fiscal_starts) and run.fiscal_months[place] % months != 0:
        place += 1
    if place < len(run.fiscal_starts):
        return int(run.fiscal_starts[place])
    left = months - run.fiscal_months[place - 1] % months
    return int(run.fiscal_starts[place - 1]) + int(left * MONTH)


@inner_jit
def begin_period(w, seat):
    """The seat's bookings count from zero, against the holder's quota for this period."""
    person, months = w.seat[seat], plan_of(w, seat).months
    person.booked, person.effort = 0, 1.0
    person.period_quota = pay.period_quota(
        w.quotas,
        person.quota,
        months,
        float(begun_at(w, months)),
        float(ends_at(w, months)),
        float(person.hired),
        person.ramp,
    )


@inner_jit
def first_quotas(w):
    """The quotas of the year that is running when the run starts."""
    w.count[0].fiscal = -1
    for seat in range(len(w.seat)):
        w.seat[seat].effort = 1.0
        if w.seat[seat].standing == Standing.OPEN:
            first_quota(w, seat)


@inner_jit
def first_quota(w, seat):
    """A seat that comes into being gets its job's quota."""
    if w.chart[seat].role == Role.AE and job_of(w, seat).quota > 0 and w.seat[seat].quota == 0:
        w.seat[seat].quota = job_of(w, seat).quota
        log(w, Kind.QUOTA_SET, -1, seat, 0, 0, w.seat[seat].quota, -1)


@inner_jit
def set_quotas(w):
    """A fiscal year begins: new quotas from last year's bookings, annualised."""
    count = w.count[0]
    scale = YEAR / max(1.0, float(count.now - count.year_began))
    count.year_began = count.now
    for seat in range(len(w.seat)):
        if sells(w, seat) and w.seat[seat].standing == Standing.OPEN:
            set_quota(w, seat, scale)
    for seat in range(len(w.seat)):
        w.seat[seat].year_booked = 0


@inner_jit
def set_quota(w, seat, scale):
    person = w.seat[seat]
    own = person.year_booked * scale
    asked = asked_of_a_seat(w, w.chart[seat].job) * scale
    person.quota = pay.new_quota(w.quotas, person.quota, own, asked)
    log(w, Kind.QUOTA_SET, -1, seat, 0, int(own), person.quota, -1)


@inner_jit
def asked_of_a_seat(w, job):
    """What the plan asks of a seat of this job: last year's bookings of all of them, grown."""
    bookings, seats = 0, 0
    for seat in range(len(w.seat)):
        if w.chart[seat].job == job and w.seat[seat].standing == Standing.OPEN:
            bookings += w.seat[seat].year_booked
            seats += 1
    return bookings / seats * (1.0 + w.quotas.growth)


# --- the weekly review ----------------------------------------------------------------------
@inner_jit
def review_pipelines(w):
    """Every Monday AEs look at each deal that a buyer thinks over: run, close now, or slip."""
    for seat in range(len(w.seat)):
        w.seat[seat].outlook = float(w.seat[seat].booked)
    for number in range(w.count[0].deals):
        if is_late_stage(w, number):
            w.seat[w.deal[number].ae].outlook += expected(w, number)
    for seat in range(len(w.seat)):
        if sells(w, seat):
            set_effort(w, seat)
    for number in range(w.count[0].deals):
        if is_late_stage(w, number):
            review_deal(w, number)


@inner_jit
def is_late_stage(w, number):
    deal = w.deal[number]
    if deal.ended == 1 or deal.stage < Stage.PROPOSAL or deal.decides_at == 0:
        return False
    return w.seat[deal.ae].occupied == 1 and sells(w, deal.ae)


@inner_jit
def time_left(w, seat):
    return float(ends_at(w, plan_of(w, seat).months) - w.count[0].now)


@inner_jit
def expected(w, number):
    deal = w.deal[number]
    segment = w.segment[deal.segment]
    left = time_left(w, deal.ae)
    return rules.expected_bookings(w.forecast, segment, deal.stage, float(deal.value), left)


@inner_jit
def set_effort(w, seat):
    person, months = w.seat[seat], plan_of(w, seat).months
    length = float(ends_at(w, months) - begun_at(w, months))
    person.effort = rules.effort(
        w.ae, plan_of(w, seat), person.outlook, person.period_quota, time_left(w, seat), length
    )


@inner_jit
def review_deal(w, number):
    """One deal: what pays this AE most."""
    deal = w.deal[number]
    person, plan = w.seat[deal.ae], plan_of(w, deal.ae)
    if deal.offered_at < begun_at(w, plan.months):
        deal.period_offers = 0
    if deal.offer > 0.0 or deal.period_offers >= w.pricing.most_offers or deal.slipped == 1:
        return
    if person.period_quota <= 0.0:
        return
    segment, left = w.segment[deal.segment], time_left(w, deal.ae)
    choice = rules.best_choice(
        w.ae,
        w.pricing,
        plan,
        deal.stage,
        rules.signing_chance(segment, deal.stage),
        rules.closes_by(w.forecast, segment, deal.stage, left),
        rules.stage_time(w.forecast, segment, deal.stage) / rules.DAY,
        float(deal.value),
        person.period_quota,
        max(0.0, person.outlook - expected(w, number)),
        attainment(w, deal.ae),
        left,
    )
    if choice > 0.0:
        pricing.propose(w, number, choice)
    elif choice < 0.0:
        pricing.let_slip(w, number, ends_at(w, plan.months))


# --- the forecast ---------------------------------------------------------------------------
@inner_jit
def make_forecasts(w, month):
    """Every AE says what the next 90 days bring; the leader corrects it."""
    for seat in range(len(w.seat)):
        w.seat[seat].outlook, w.seat[seat].commit, w.seat[seat].open_deals = 0.0, 0.0, 0
    for number in range(w.count[0].deals):
        if w.deal[number].ended == 0 and w.seat[w.deal[number].ae].occupied == 1:
            forecast_deal(w, number)
    for seat in range(len(w.seat)):
        if w.chart[seat].role == Role.AE and w.seat[seat].occupied == 1:
            log_forecast(w, seat, month)


@inner_jit
def bias_of(w, seat):
    boss = w.seat[seat].boss
    inspected = inspected_hours(w, boss) if boss >= 0 else 0.0
    return forecast_rules.optimism(w.forecast, w.leader, w.seat[seat].skill, inspected)


@inner_jit
def forecast_deal(w, number):
    deal = w.deal[number]
    person, segment = w.seat[deal.ae], w.segment[deal.segment]
    chance = forecast_rules.believed_chance(w.forecast, segment, deal.stage, bias_of(w, deal.ae))
    person.outlook += chance * deal.value
    person.open_deals += 1
    if chance >= w.forecast.commit_level:
        person.commit += float(deal.value)


@inner_jit
def log_forecast(w, seat, month):
    person, segment = w.seat[seat], w.segment[w.chart[seat].home]
    monthly = bookings_per_month(w, seat)
    bias = bias_of(w, seat)
    total = person.outlook + forecast_rules.new_business(w.forecast, segment, monthly, bias)
    commit = int(person.commit)
    log(w, Kind.FORECAST_MADE, -1, seat, month, commit, int(total), person.open_deals)
