"""Rules of the workforce: skill, ramp, quits, hiring [E:A10]."""

from __future__ import annotations

from sim.distributions import exponential, logit, lognormal_from_mean, normal
from sim.jit import jit
from sim.rules.leader import MONTH, attention
from sim.streams import uniform
from sim.vocabulary import Standing, Stream

YEAR = 12.0 * MONTH
NEVER = 1 << 62  # when a seat starts that the first chart does not have
_USUAL_TENURE = 1.5  # years
_USUAL_ATTAINMENT = 0.85
_OVERLOAD = 0.85


@jit
def skill(luck, people, key, generation):
    """Return the person's skill in standard deviations."""
    return people.skill_sigma * normal(luck, Stream.SKILL, key, generation)


@jit
def ramped(hired, now, ramp):
    """Return the share of full productivity, linear in time since hiring, 0 to 1."""
    return max(0.0, min(1.0, (now - hired) / ramp))


@jit
def working_speed(floor, hired, now, ramp):
    """Return the working speed of a person on ramp, never below ``floor``."""
    return max(floor, ramped(hired, now, ramp))


@jit
def quit_terms(people, leader, attrition_per_month, tenure, attainment, attended, busy, restless):
    """Return the terms of the chance to leave within a month: base + named effects.

    ``tenure`` in seconds, ``attainment`` as a ratio (below 0: no quota), ``attended`` in hours a
    month of the boss's time for the person, ``busy`` as the share of office time worked last month,
    ``restless`` as log-odds that a re-organisation adds.
    """
    missed = 0.0
    if attainment >= 0.0:
        missed = people.attainment_effect * (min(attainment, 2.0) - _USUAL_ATTAINMENT)
    return (
        logit(attrition_per_month),
        people.tenure_effect * (min(tenure / YEAR, 5.0) - _USUAL_TENURE),
        missed,
        people.attention_effect * attention(leader, attended),
        people.overload_effect * max(0.0, busy - _OVERLOAD) / (1.0 - _OVERLOAD),
        restless,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )


@jit
def month_of_holder(generation, month):
    """Return which of the seat's questions a holder's month is: the ``nth`` of its draws."""
    return (generation << 16) | month


@jit
def quits(luck, key, generation, month, chance):
    """Say whether the person decides to leave in this month."""
    return uniform(luck, Stream.QUIT, key, month_of_holder(generation, month)) < chance


@jit
def last_day(luck, key, generation, month, month_starts, month_ends):
    """Return the second of the month at which the person leaves."""
    u = uniform(luck, Stream.QUIT_DAY, key, month_of_holder(generation, month))
    return month_starts + int(u * (month_ends - month_starts))


@jit
def search_time(luck, people, key, generation, mean):
    """Return the seconds until candidates for the vacancy are found."""
    u = uniform(luck, Stream.TIME_TO_FILL, key, generation)
    return max(1, int(lognormal_from_mean(mean, people.fill_sigma, u)))


@jit
def is_filled_from_within(luck, people, key, generation):
    """Say whether the vacancy is offered to the best candidate of the company first [E:A3]."""
    return uniform(luck, Stream.PROMOTION, key, generation) < people.promotion_share


@jit
def may_be_promoted(people, hired, now):
    """Say whether somebody has been in the seat for long enough to be promoted."""
    return now - hired >= people.promotion_tenure


@jit
def tenure_at_start(luck, key, turnover_per_month):
    """Return how long the first holder has been in the seat at time 0, seconds (exponential)."""
    mean = MONTH / max(turnover_per_month, 0.002)
    return int(min(exponential(mean, uniform(luck, Stream.TENURE, key, 0)), 10.0 * YEAR))


@jit
def standing_at_start(starts):
    """Return whether a seat is there on the first day, planned for later, or not yet in a chart."""
    if starts == 0:
        return Standing.OPEN
    return Standing.PLANNED if starts < NEVER else Standing.ABSENT


@jit
def vacant_at_start(luck, key, vacancy_share):
    """Say whether the seat is vacant at time 0."""
    return uniform(luck, Stream.SEAT_VACANT_AT_START, key, 0) < vacancy_share


@jit
def search_left_at_start(luck, key, mean):
    """Return how much of the search is left for a seat vacant at time 0: uniform up to the mean."""
    return max(1, int(uniform(luck, Stream.VACANCY_AT_START, key, 0) * mean))
