"""Rules of the SDR desk: working inbound leads [E:A2, A3]."""

from __future__ import annotations

import math

from sim.distributions import logit, lognormal
from sim.jit import jit
from sim.rules.terms import chance_of, few
from sim.streams import uniform
from sim.vocabulary import Stream, Touch, TouchOrder, Urgency

_AGE_STEP = 129600.0  # seconds: 15 years of leads fit the scale of an inbox, to about 2 minutes


@jit
def response_factor(floor, decay, waited):
    """Return f(t) = w + (1 - w)·exp(-t / τ), t office seconds from MQL to first touch [E:A2]."""
    return floor + (1.0 - floor) * math.exp(-waited / decay)


@jit
def connect_terms(sdr, data_effect):
    """Return the terms of the chance that a touch reaches the lead: usual + data quality."""
    return few(logit(sdr.connects), data_effect, 0.0, 0.0, 0.0)


@jit
def connects(luck, sdr, key, touch, data_effect):
    """Say whether the nth touch reaches the lead."""
    chance = chance_of(connect_terms(sdr, data_effect))
    return uniform(luck, Stream.TOUCH_CONNECTS, key, touch) < chance


@jit
def qualify_terms(sdr, channel, quality, skill, coaching):
    """Return the terms of the chance that a lead reached at once agrees to a meeting.

    logit(p_max) + latent quality above the channel's usual + skill + coaching.
    """
    better = sdr.quality_effect * (quality - channel.mql_quality)
    return few(logit(channel.qualifies), better, sdr.skill_effect * skill, coaching, 0.0)


@jit
def qualify_chance(channel, terms, waited):
    """Return the chance that a reached lead agrees to a meeting: σ(terms) × f(t)."""
    return chance_of(terms) * response_factor(
        channel.response_floor, channel.response_decay, waited
    )


@jit
def touch_outcome(luck, sdr, key, touch, chance, data_effect):
    """Return what the nth touch of a lead brings (``vocabulary.Touch``)."""
    if not connects(luck, sdr, key, touch, data_effect):
        return Touch.NO_ANSWER
    if uniform(luck, Stream.LEAD_QUALIFIES, key, touch) < chance:
        return Touch.QUALIFIED
    return Touch.NOT_QUALIFIED


@jit
def touch_work(sdr, outcome, taken):
    """Return the seconds of work of a touch with this outcome.

    ``taken`` is the share of the booking work that a setter does.
    """
    work = sdr.touch_work
    if outcome != Touch.NO_ANSWER:
        work += sdr.conversation_work
    if outcome == Touch.QUALIFIED:
        work += sdr.booking_work * (1.0 - taken)
    return work


@jit
def touch_urgency(channel, corrected):
    """Return the class of a touch: corrected breaches, then hand-raisers, then the rest."""
    if corrected == 1:
        return Urgency.IN_CALENDAR
    return Urgency.FOR_A_BUYER if channel.urgent == 1 else Urgency.IN_TURN


@jit
def touch_worth(sdr, score, qualified):
    """Return the worth of a touch within its class: the score, or how new or old the MQL is.

    ``qualified`` is the second at which the lead became an MQL.
    """
    if sdr.order == TouchOrder.NEWEST:
        return qualified / _AGE_STEP
    if sdr.order == TouchOrder.OLDEST:
        return -qualified / _AGE_STEP
    return score


@jit
def patience(luck, sdr, key, occasion):
    """Return the seconds until a lead that was not reached has lost interest."""
    return int(
        lognormal(
            sdr.patience, sdr.patience_sigma, uniform(luck, Stream.LEAD_PATIENCE, key, occasion)
        )
    )


@jit
def is_recycled(luck, sdr, key, occasion):
    """Say whether a lead that was not reached will come back from nurture; once at most."""
    return occasion == 0 and uniform(luck, Stream.RECYCLE, key, occasion) < sdr.recycle_share


@jit
def nurture_time(luck, sdr, key, occasion):
    """Return the seconds in nurture."""
    return max(
        1,
        int(lognormal(sdr.recycle_delay, 0.5, uniform(luck, Stream.RECYCLE_DELAY, key, occasion))),
    )
