"""Rules of leadership: what delivered hours are worth [E:A6]."""

from __future__ import annotations

import math

from sim.jit import jit

MONTH = 2629800.0  # seconds: a twelfth of 365.25 days
WEEK = 604800.0
_MIDDLE = 0.8416212335729143  # |skill| below this: the middle 60 %


@jit
def remembered(hours, since, now, memory):
    """Return delivered hours per month as remembered ``now``: they fade with ``memory`` seconds."""
    return hours * math.exp(-(now - since) / memory)


@jit
def after_delivery(hours, since, now, memory, delivered):
    """Return the remembered hours per month after ``delivered`` further hours.

    Steady delivery of h hours a month converges to h: each delivery adds its hours × month/memory.
    """
    return remembered(hours, since, now, memory) + delivered * (MONTH / memory)


@jit
def usual_hours(work):
    """Return the hours a month of so many seconds of work a week."""
    return work / 3600.0 * (MONTH / WEEK)


@jit
def dose(leader, hours):
    """Return the concave dose-response h / (h + half), 0 to 1, of coaching and of inspection."""
    return hours / (hours + leader.coaching_half)


@jit
def attention(leader, hours):
    """Return how far the boss's time for the person goes beyond the usual: dose - usual dose.

    Concave: dose(h) = h / (h + half); 0 at the reference hours, where base attrition holds.
    """
    half, usual = leader.people_half, leader.people_reference
    return hours / (hours + half) - usual / (usual + half)


@jit
def coaching_effect(leader, hours, skill, leader_hours, coach_skill):
    """Return what coaching adds to the log-odds of success.

    log(1 + max × shape × (1 + g × dose(leader's own))) × (dose(h) × (1 + e × coach's skill) -
    dose(reference)): concave in the hours delivered, weaker for the best and the worst fifth,
    stronger where the coach is coached, and an hour of a better seller is worth more.  Zero at the
    reference dose by a coach of usual skill, so that base rates hold there.
    """
    shape = 1.0 if abs(skill) < _MIDDLE else leader.coaching_tails
    ceiling = (
        leader.coaching_max * shape * (1.0 + leader.coach_the_coach * dose(leader, leader_hours))
    )
    worth = max(0.0, 1.0 + leader.coach_skill_effect * coach_skill)
    return math.log(1.0 + ceiling) * (
        dose(leader, hours) * worth - dose(leader, leader.coaching_reference)
    )
