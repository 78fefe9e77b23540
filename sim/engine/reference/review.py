"""Quotas, the weekly pipeline review, the forecast.  Twin of compiled/review.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import pricing
from sim.rules import forecast as forecast_rules
from sim.rules import pay
from sim.rules import review as rules
from sim.rules.leader import MONTH
from sim.rules.people import YEAR
from sim.vocabulary import Kind, Role, Stage, Standing

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


# --- quota periods --------------------------------------------------------------------------
def periods(model: SalesOrganisation) -> Life:
    """A calendar month begins: perhaps a quota period, perhaps a fiscal year; AEs forecast."""
    run = model.p.run
    for place, start in enumerate(run.fiscal_starts):
        yield model.clock.at(int(start), Kind.PERIOD_BEGINS, 0)
        model.fiscal = place
        month = int(run.fiscal_months[place])
        if month == 0 and model.clock.now > 0:
            set_quotas(model)
        for seat in model.seats:
            if sells(seat) and month % seat.plan["months"] == 0:
                begin_period(seat)
        make_forecasts(model, month)


def sells(seat: Seat) -> bool:
    """Whether the seat is an AE's with a quota."""
    return seat.role == Role.AE and seat.quota > 0


def begun_at(model: SalesOrganisation, months: int) -> int:
    """When the current period of so many months began; it may have been before the run."""
    run = model.p.run
    for place in range(model.fiscal, -1, -1):
        if run.fiscal_months[place] % months == 0:
            return int(run.fiscal_starts[place])
    return ends_at(model, months) - int(months * MONTH)


def ends_at(model: SalesOrganisation, months: int) -> int:
    """When the current period ends; it may be after the run."""
    run = model.p.run
    for place in range(model.fiscal + 1, len(run.fiscal_starts)):
        if run.fiscal_months[place] % months == 0:
            return int(run.fiscal_starts[place])
    left = months - int(run.fiscal_months[-1]) % months
    return int(run.fiscal_starts[-1]) + int(left * MONTH)


def begin_period(seat: Seat) -> None:
    """The seat's bookings count from zero, against the holder's quota for this period."""
    model, months = seat.model, int(seat.plan["months"])
    seat.booked, seat.effort = 0, 1.0
    seat.period_quota = pay.period_quota(
        model.p.quotas,
        seat.quota,
        months,
        float(begun_at(model, months)),
        float(ends_at(model, months)),
        float(seat.hired),
        seat.ramp_time,
    )


def first_quotas(model: SalesOrganisation) -> None:
    """The quotas of the year that is running when the run starts."""
    for seat in model.seats:
        if seat.standing == Standing.OPEN:
            first_quota(seat)


def first_quota(seat: Seat) -> None:
    """A seat that comes into being gets its job's quota."""
    if seat.role == Role.AE and seat.job["quota"] > 0 and seat.quota == 0:
        seat.quota = int(seat.job["quota"])
        seat.model.log(Kind.QUOTA_SET, seat=seat.number, value=seat.quota)


def set_quotas(model: SalesOrganisation) -> None:
    """A fiscal year begins: new quotas from last year's bookings, annualised."""
    scale = YEAR / max(1.0, float(model.clock.now - model.year_began))
    model.year_began = model.clock.now
    for seat in model.seats:
        if sells(seat) and seat.standing == Standing.OPEN:
            set_quota(seat, scale)
    for seat in model.seats:
        seat.year_booked = 0


def set_quota(seat: Seat, scale: float) -> None:
    own = seat.year_booked * scale
    asked = asked_of_a_seat(seat) * scale
    seat.quota = pay.new_quota(seat.model.p.quotas, seat.quota, own, asked)
    seat.model.log(Kind.QUOTA_SET, seat=seat.number, since=int(own), value=seat.quota)


def asked_of_a_seat(seat: Seat) -> float:
    """What the plan asks of a seat of this job: last year's bookings of all of them, grown."""
    model = seat.model
    same = [
        other
        for other in model.seats
        if other.job_number == seat.job_number and other.standing == Standing.OPEN
    ]
    bookings = sum(other.year_booked for other in same)
    return bookings / len(same) * (1.0 + model.p.quotas.growth)


# --- the weekly review ----------------------------------------------------------------------
def review_pipelines(model: SalesOrganisation) -> None:
    """Every Monday AEs look at each deal that a buyer thinks over: run, close now, or slip."""
    for seat in model.seats:
        seat.outlook = float(seat.booked)
    for deal in model.deals:
        if is_late_stage(deal):
            deal.ae.outlook += expected(deal)
    for seat in model.seats:
        if sells(seat):
            set_effort(seat)
    for deal in model.deals:
        if is_late_stage(deal):
            review_deal(deal)


def is_late_stage(deal: Opportunity) -> bool:
    if deal.ended or deal.stage < Stage.PROPOSAL or deal.decides_at == 0:
        return False
    return deal.ae.occupied and sells(deal.ae)


def time_left(seat: Seat) -> float:
    return float(ends_at(seat.model, int(seat.plan["months"])) - seat.model.clock.now)


def expected(deal: Opportunity) -> float:
    return rules.expected_bookings(
        deal.model.p.forecast, deal.segment, deal.stage, float(deal.value), time_left(deal.ae)
    )


def set_effort(seat: Seat) -> None:
    model, months = seat.model, int(seat.plan["months"])
    length = float(ends_at(model, months) - begun_at(model, months))
    seat.effort = rules.effort(
        model.p.ae, seat.plan, seat.outlook, seat.period_quota, time_left(seat), length
    )


def review_deal(deal: Opportunity) -> None:
    """One deal: what pays this AE most."""
    model, ae = deal.model, deal.ae
    months = int(ae.plan["months"])
    if deal.offered_at < begun_at(model, months):
        deal.period_offers = 0
    if deal.offer > 0.0 or deal.period_offers >= model.p.pricing.most_offers or deal.slipped:
        return
    if ae.period_quota <= 0.0:
        return
    forecast, segment, left = model.p.forecast, deal.segment, time_left(ae)
    choice = rules.best_choice(
        model.p.ae,
        model.p.pricing,
        ae.plan,
        deal.stage,
        rules.signing_chance(segment, deal.stage),
        rules.closes_by(forecast, segment, deal.stage, left),
        rules.stage_time(forecast, segment, deal.stage) / rules.DAY,
        float(deal.value),
        ae.period_quota,
        max(0.0, ae.outlook - expected(deal)),
        ae.attainment(),
        left,
    )
    if choice > 0.0:
        pricing.propose(deal, choice)
    elif choice < 0.0:
        pricing.let_slip(deal, ends_at(model, months))


# --- the forecast ---------------------------------------------------------------------------
def make_forecasts(model: SalesOrganisation, month: int) -> None:
    """Every AE says what the next 90 days bring; the leader corrects it."""
    for seat in model.seats:
        seat.outlook, seat.commit, seat.open_deals = 0.0, 0.0, 0
    for deal in model.deals:
        if not deal.ended and deal.ae.occupied:
            forecast_deal(deal)
    for seat in model.seats:
        if seat.role == Role.AE and seat.occupied:
            log_forecast(seat, month)


def bias_of(seat: Seat) -> float:
    p = seat.model.p
    inspected = seat.boss.inspected_hours() if seat.boss is not None else 0.0
    return forecast_rules.optimism(p.forecast, p.leader, seat.skill, inspected)


def forecast_deal(deal: Opportunity) -> None:
    ae = deal.ae
    forecast = deal.model.p.forecast
    chance = forecast_rules.believed_chance(forecast, deal.segment, deal.stage, bias_of(ae))
    ae.outlook += chance * deal.value
    ae.open_deals += 1
    if chance >= forecast.commit_level:
        ae.commit += float(deal.value)


def log_forecast(seat: Seat, month: int) -> None:
    segment = seat.model.p.segment[seat.home]
    new = forecast_rules.new_business(
        seat.model.p.forecast, segment, seat.bookings_per_month(), bias_of(seat)
    )
    seat.model.log(
        Kind.FORECAST_MADE,
        seat=seat.number,
        code=month,
        since=int(seat.commit),
        value=int(seat.outlook + new),
        other=seat.open_deals,
    )
