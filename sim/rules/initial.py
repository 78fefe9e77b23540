"""Rules of the initial state: a company that has been running [MODEL 6]."""

from __future__ import annotations

import math

from sim.distributions import exponential, lognormal_from_mean, normal
from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Source, Stream

YEAR = 31557600.0


@jit
def customer_key(segment, number):
    """Return the stable 48-bit key of an initial customer."""
    return (Source.INITIAL << 42) | (segment << 32) | number


@jit
def deal_key(segment, stage, number):
    """Return the stable 48-bit key of an initial opportunity."""
    return (Source.INITIAL << 42) | (1 << 41) | (segment << 34) | (stage << 30) | number


@jit
def customer_value(luck, segment, key):
    """Return an initial customer's ARR in cents: lognormal with the segment's mean."""
    u = uniform(luck, Stream.INITIAL_VALUE, key, 0)
    return max(1, int(100.0 * lognormal_from_mean(segment.initial_value, segment.value_sigma, u)))


@jit
def customer_age(luck, segment, key):
    """Return an initial customer's age, s: whole years by survival, a uniform part of one."""
    years = exponential(1.0 / max(segment.churn, 0.02), uniform(luck, Stream.INITIAL_AGE, key, 0))
    part = uniform(luck, Stream.INITIAL_RENEWAL, key, 0)
    return int((min(int(years), 9) + part) * YEAR)


@jit
def customer_health(luck, csm, key, target):
    """Return an initial customer's health: its target plus the stationary spread of the noise."""
    speed = max(csm.health_speed, 0.01)
    spread = csm.health_noise / math.sqrt(speed * (2.0 - speed))
    return target + spread * normal(luck, Stream.INITIAL_HEALTH, key, 0)


@jit
def account(luck, first_account, accounts, key):
    """Return the account of an initial customer or deal."""
    return first_account + int(uniform(luck, Stream.INITIAL_ACCOUNT, key, 0) * accounts)


@jit
def fit(luck, sigma, key):
    """Return the latent quality of an initial customer or deal."""
    return sigma * normal(luck, Stream.INITIAL_FIT, key, 0)


@jit
def deliberation_left(luck, key, stage, mean):
    """Return the seconds of deliberation left: uniform, 0.7 of the mean on average."""
    return max(1, int(uniform(luck, Stream.INITIAL_STAGE, key, stage) * 2.0 * mean * 0.7))
