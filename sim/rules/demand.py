"""Rules of demand: how many leads, who they are, which of them marketing calls qualified [E:A1]."""

from __future__ import annotations

from sim.distributions import choice, normal, poisson, table
from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Stream

DAY = 86400


@jit
def lead_key(source, day, number):
    """Return the lead's stable 48-bit key: 6 bits source, 14 bits day, 28 bits number."""
    return (source << 42) | ((day & 0x3FFF) << 28) | (number & 0xFFFFFFF)


@jit
def count_of_day(luck, demand, channel, leads_per_day, day):
    """Return how many leads a channel brings on a day: Poisson with a gamma-noisy mean.

    mean = leads_per_day × day_factor[day] × noise; noise is gamma with mean 1, so that the
    variance of a day's count is ``demand.dispersion`` times its mean.  The count never falls when
    the rate rises: more spend brings a superset of the same leads.
    """
    who = (channel << 20) | day
    noise = table(demand.day_noise[channel], uniform(luck, Stream.DAY_NOISE, who, 0))
    mean = leads_per_day * demand.day_factor[day] * noise
    return poisson(mean, uniform(luck, Stream.LEAD_COUNT, who, 0))


@jit
def changed_rate(demand, leads_per_day, shift, spend):
    """Return a channel's rate after changes: rate x shift of demand x spend^elasticity."""
    return leads_per_day * shift * spend**demand.spend_elasticity


@jit
def lead_time(luck, demand, key, day):
    """Return the second at which a lead of that day comes in."""
    second = int(table(demand.hour_table, uniform(luck, Stream.LEAD_TIME, key, 0)))
    return day * DAY + min(second, DAY - 1)


@jit
def lead_segment(luck, demand, key):
    """Return the segment of an inbound lead."""
    return choice(demand.segment_table, uniform(luck, Stream.LEAD_SEGMENT, key, 0))


@jit
def lead_account(luck, first_account, accounts, key):
    """Return the account (numbered over all segments) of the lead; uniform in its market."""
    return first_account + int(uniform(luck, Stream.LEAD_ACCOUNT, key, 0) * accounts)


@jit
def account_fit(luck, demand, account):
    """Return how well the account matches the ideal customer profile, log-odds."""
    return demand.fit_sigma * normal(luck, Stream.LEAD_FIT, account, 0)


@jit
def lead_quality(luck, demand, key, account, channel_quality):
    """Return the latent quality z = channel + fit + intent, log-odds."""
    intent = demand.intent_sigma * normal(luck, Stream.LEAD_INTENT, key, 0)
    return channel_quality + account_fit(luck, demand, account) + intent


@jit
def lead_score(luck, demand, key, quality):
    """Return marketing's score: latent quality plus noise."""
    return quality + demand.score_noise * normal(luck, Stream.LEAD_SCORE_NOISE, key, 0)
