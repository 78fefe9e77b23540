"""What people earn and what programmes cost [E:A4 incentive timing, E:A9].

A pay plan turns attainment into pay.  Money is integer cents; amounts that accrue over time are
floats of cents (numbers or arrays), rounded once when the ledger books them.
"""

from __future__ import annotations

from typing import Any

from sim.jit import jit

MONTHS_PER_YEAR = 12.0
TIERS = 3


@jit
def earned(plan, attainment):
    """Return what a period's attainment earns, in units of the period's target variable pay.

    Piecewise linear: ``below_rate`` up to the threshold, 1 up to the first tier, then each tier's
    rate; the quota bonus comes on top at 100 %; the cap (0: none) ends it.  The linear plan has
    threshold 0, no tiers and no bonus: earned = attainment, 1 at quota.
    """
    reached = max(0.0, attainment)
    pay = plan.below_rate * min(reached, plan.threshold)
    start, rate = plan.threshold, 1.0
    for tier in range(TIERS):
        until = plan.tier_from[tier]
        pay += rate * max(0.0, min(reached, until) - start)
        start, rate = max(start, until), plan.tier_rate[tier]
    pay += rate * max(0.0, reached - start)
    if reached >= 1.0:
        pay += plan.quota_bonus
    return min(pay, plan.cap) if plan.cap > 0.0 else pay


@jit
def commission(plan, variable, quota, booked, value):
    """Return the commission on one deal in cents: target pay × (earned(after) - earned(before)).

    ``variable`` (target pay), ``quota`` and ``booked`` (before this deal) are of the period, in
    cents; no quota, no commission.  A seat's commissions of a period add up to what its bookings
    earn, to the cent.
    """
    if quota <= 0.0:
        return 0
    before = int(variable * earned(plan, booked / quota) + 0.5)
    return int(variable * earned(plan, (booked + value) / quota) + 0.5) - before


@jit
def of_period(amount_per_year, months):
    """Return what a yearly amount comes to in a period of whole months."""
    return amount_per_year * (months / MONTHS_PER_YEAR)


@jit
def period_quota(quotas, quota, months, begins, ends, hired, ramp):
    """Return a holder's quota for a period, cents: for the time they are there, less on ramp.

    quota × months/12 × (part of the period after ``hired``, and in the run) × ramp in the middle of
    that part, the ramp counted at ``ramp_floor`` at least.
    """
    first = max(begins, hired, 0.0)
    there = max(0.0, (ends - first) / max(1.0, ends - begins))
    relief = max(quotas.ramp_floor, min(1.0, (0.5 * (first + ends) - hired) / ramp))
    return of_period(quota, months) * there * relief


@jit
def usual_rate(plan, attainment):
    """Return the pay per point of quota at the usual attainment: earned(a) / a, a within .3–2."""
    usual = max(0.3, min(2.0, attainment))
    return earned(plan, usual) / usual


@jit
def new_quota(quotas, seat_quota, own_last_year, plan_per_seat):
    """Return a seat's quota for the new fiscal year, cents.

    Top-down: what the plan asks of a seat × over-assignment.  Ratchet: part of the way from the old
    quota to last year's own bookings × (1 + growth), within half and twice the old quota [F32].
    """
    if quotas.top_down == 1:
        return max(1, int(plan_per_seat * quotas.over_assignment + 0.5))
    if quotas.ratchet > 0.0:
        asked = own_last_year * (1.0 + quotas.growth)
        moved = seat_quota + quotas.ratchet * (asked - seat_quota)
        return max(1, int(max(0.5 * seat_quota, min(2.0 * seat_quota, moved)) + 0.5))
    return seat_quota


def accrued(amount_per_year: Any, share_of_month: Any) -> Any:
    """Return what a yearly amount comes to in a part of one calendar month: amount / 12 x share.

    Every month counts a twelfth of the year, whatever its length.
    """
    return amount_per_year / MONTHS_PER_YEAR * share_of_month


def employer_cost(pay: Any, payroll_load: float) -> Any:
    """Return what pay costs the company, taxes and benefits included: pay x load."""
    return pay * payroll_load


def recognised(annual_value: Any, share_of_month: Any) -> Any:
    """Return the revenue that ARR brings in a part of a calendar month: ARR / 12 x share."""
    return annual_value / MONTHS_PER_YEAR * share_of_month


def severance(base_pay_per_year: Any, months: float) -> Any:
    """Return what is paid to somebody whose seat is closed: base pay / 12 x months."""
    return base_pay_per_year / MONTHS_PER_YEAR * months
