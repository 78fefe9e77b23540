"""Rules of the weekly pipeline review: run, close now, or slip [E:A4 incentive timing]."""

from __future__ import annotations

import math

from sim.jit import jit
from sim.rules.pay import earned, usual_rate
from sim.rules.pricing import offer_terms
from sim.rules.terms import chance_of
from sim.vocabulary import Stage

DAY, WEEK = 86400.0, 604800.0
SLIP = -1.0
RUN = 0.0


@jit
def signing_chance(segment, stage):
    """Return the chance to win from this stage on, before anything is known of the deal."""
    chance = 1.0
    for later in range(stage, Stage.WON):
        chance *= segment.advance[later]
    return chance


@jit
def stage_time(forecast, segment, stage):
    """Return the mean seconds from this stage to the end, as experience has it.

    (Buyer's deliberation + gaps between meetings) × what our own work and waits usually add.
    """
    time = 0.0
    for later in range(stage, Stage.WON):
        time += segment.deliberation[later] + (segment.meetings - 1) * segment.meeting_gap
    return max(1.0, forecast.cycle_factor * time)


@jit
def closes_by(forecast, segment, stage, seconds):
    """Return the AE's guess that a deal left alone is decided in time: 1 - exp(-time / mean)."""
    return 1.0 - math.exp(-max(0.0, seconds) / stage_time(forecast, segment, stage))


@jit
def expected_bookings(forecast, segment, stage, value, left):
    """Return what a late deal is expected to add to this period, cents.

    value × chance to sign × chance that it is decided in the ``left`` seconds.
    """
    in_time = closes_by(forecast, segment, stage, left)
    return value * signing_chance(segment, stage) * in_time


@jit
def best_choice(
    ae, pricing, plan, stage, chance, in_time, days, value, quota, outlook, usual, left
):
    """Return what pays the AE most: RUN, SLIP, or the extra discount of a close-now offer.

    Own commission in units of the period's target pay, this period's at ``outlook`` (expected
    bookings without this deal) against later ones at the usual pay per point:

    - let run: p·[P·G(V) + (1 - P)·L(V)]
    - close now for d off: a(d)·p·[S·G(V·(1 - d)) + (1 - S)·(1 - d)·L(V)] + (1 - a(d))·run
    - let slip: p·(1 - risk)·L(V), from Negotiation in the last days of the period only

    with p the chance to sign, P (``in_time``) the chance of a decision in this period, S that of
    answer and paperwork before it ends, G(V) = earned(outlook + V) - earned(outlook), L(V) = later
    weight × usual rate × V / quota, a(d) the chance that a buyer of usual sensitivity with ``days``
    to go accepts.  An AE moves only for a gain above the hassle.  And an offer that can still be
    signed in time if it is made at next Monday's review waits until then: the buyer may sign
    meanwhile at full price, and is no less likely to accept.
    """
    before = earned(plan, outlook / quota)
    later = ae.later_weight * usual_rate(plan, usual) * value / quota
    now = earned(plan, (outlook + value) / quota) - before
    run = chance * (in_time * now + (1.0 - in_time) * later)
    best, choice = run * (1.0 + ae.hassle), RUN
    to_sign = 4.0 * pricing.answer  # answer and paperwork: each uniform up to twice the mean
    signs_in_time = max(0.0, min(1.0, left / to_sign))
    steps = pricing.offer_steps if left < WEEK + to_sign else 0
    for step in range(1, steps + 1):
        extra = step * pricing.offer_step
        accepts = chance_of(offer_terms(pricing, extra, 0.0, days))
        signed = earned(plan, (outlook + value * (1.0 - extra)) / quota) - before
        paid = signs_in_time * signed + (1.0 - signs_in_time) * (1.0 - extra) * later
        worth = accepts * chance * paid + (1.0 - accepts) * run
        if worth > best:
            best, choice = worth, extra
    may_slip = stage == Stage.NEGOTIATION and left < ae.slip_window
    if may_slip and chance * (1.0 - ae.slip_risk) * later > best:
        return SLIP
    return choice


@jit
def effort(ae, plan, outlook, quota, left, length):
    """Return the AE's effort: a little less for those far below threshold late in the period.

    1 - loss if the last third has begun and the outlook is below half the threshold [F33].
    """
    if quota <= 0.0 or left > length / 3.0:
        return 1.0
    return 1.0 - ae.give_up_effect if outlook / quota < 0.5 * plan.threshold else 1.0
