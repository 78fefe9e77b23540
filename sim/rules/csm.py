"""Rules of the customer: onboarding, health, renewal, expansion [E:A7]."""

from __future__ import annotations

import math

from sim.distributions import logistic, logit, lognormal, lognormal_from_mean, normal
from sim.jit import jit
from sim.rules.terms import few
from sim.streams import uniform
from sim.vocabulary import Reason, Stream

YEAR = 31557600.0


@jit
def onboarding_work(luck, csm, segment, key, fidelity):
    """Return the seconds of CSM work to go live: lognormal × (1 + .5·(q_ref - q)) [E:C2]."""
    work = lognormal_from_mean(
        segment.onboarding_work, 0.3, uniform(luck, Stream.ONBOARDING_WORK, key, 0)
    )
    return work * max(0.2, 1.0 + csm.onboarding_fidelity * (csm.fidelity_reference - fidelity))


@jit
def first_check_in(luck, segment, key):
    """Return the seconds until a customer's first planned check-in: uniform in one interval."""
    return max(1, int(uniform(luck, Stream.CHECK_IN_PHASE, key, 0) * segment.check_in_every))


@jit
def after_check_in(csm, attention, delivered):
    """Return the remembered share of due check-ins that were delivered (exponential smoothing)."""
    return attention + csm.attention_memory * (delivered - attention)


@jit
def health_target(csm, quality, fidelity, attention, late, tenure):
    """Return where health moves to: fit + fidelity + attention + a late go-live in year 1."""
    target = csm.fit_effect * quality
    target += csm.fidelity_effect * (fidelity - csm.fidelity_reference)
    target += csm.attention_effect * (attention - csm.attention_reference)
    if late == 1 and tenure < YEAR:
        target += csm.late_effect
    return target


@jit
def next_health(luck, csm, key, month, health, target):
    """Return health a month later: part of the way to its target, plus noise."""
    noise = csm.health_noise * normal(luck, Stream.HEALTH_NOISE, key, month)
    return health + csm.health_speed * (target - health) + noise


@jit
def notices_risk(luck, csm, key, month, health, data_effect):
    """Say whether the CSM notices this month that the customer is at risk.

    log-odds = logit(usual chance) + data quality.
    """
    if health >= csm.risk_level:
        return False
    chance = logistic(logit(csm.risk_noticed) + data_effect)
    return uniform(luck, Stream.RISK_NOTICED, key, month) < chance


@jit
def needs_sales(luck, csm, key, occasion):
    """Say whether the nth save play needs sales as well as customer success."""
    return uniform(luck, Stream.SAVE_SCOPE, key, occasion) < csm.cross_functional_share


@jit
def escalation_patience(luck, csm, key, occasion):
    """Return the seconds a save play waits for an executive: lognormal around its median."""
    u = uniform(luck, Stream.ESCALATION_PATIENCE, key, occasion)
    return max(1, int(lognormal(csm.escalation_patience, 0.5, u)))


@jit
def save_terms(csm, segment, helped):
    """Return the terms of the chance that a save play works.

    Base + effect × (an executive helped - the usual share that is helped), in segments
    whose cases are escalated.
    """
    help_given = 0.0
    if segment.escalation_work > 0.0:
        help_given = csm.escalation_effect * (helped - csm.usual_help)
    return few(logit(csm.save_success), help_given, 0.0, 0.0, 0.0)


@jit
def save_works(luck, key, occasion, chance):
    """Say whether the nth save play works."""
    return uniform(luck, Stream.SAVE_SUCCEEDS, key, occasion) < chance


@jit
def champion_leaves(luck, csm, key, month):
    """Say whether the customer's champion leaves this month: yearly turnover / 12 [E:A7 F55]."""
    return uniform(luck, Stream.CHAMPION_LEAVES, key, month) < csm.champion_leaves


@jit
def champion_is_won(luck, csm, key, attempt):
    """Say whether the CSM's nth attempt wins somebody else over as the champion."""
    return uniform(luck, Stream.CHAMPION_WON, key, attempt) < csm.champion_won


@jit
def is_without_champion(champion, left, now):
    """Return 1 in the year after a champion has left, while nobody took the place, else 0."""
    return 1 if champion == 0 and now - left <= YEAR else 0


@jit
def churn_terms(csm, segment, health, renewal, without):
    """Return the terms of the chance not to renew.

    Base - health + ln(hazard ratio) × (without a champion - the usual share of renewals without
    one), so that the base holds for the usual customer, + the renewal's number.
    """
    champion = csm.champion_effect * (without - csm.usual_without_champion)
    year = 0.0
    if renewal <= 1:
        year = csm.churn_first_year
    elif renewal >= 3:
        year = csm.churn_later_years
    return few(logit(segment.churn), -csm.churn_health * health, champion, year, 0.0)


@jit
def churns(luck, key, renewal, chance):
    """Say whether the customer leaves at the nth renewal."""
    return uniform(luck, Stream.RENEWAL, key, renewal) < chance


@jit
def churn_reason(health, quality, without):
    """Return why: no champion; else a poor fit where quality is worse than health; else value."""
    if without == 1:
        return Reason.CHAMPION_LEFT
    return Reason.POOR_FIT if quality < health else Reason.POOR_VALUE


@jit
def contraction(luck, segment, key, renewal, arr):
    """Return the cents of ARR lost at a renewal (0: none)."""
    if uniform(luck, Stream.CONTRACTION, key, renewal) >= segment.contraction:
        return 0
    share = 2.0 * segment.contraction_size * uniform(luck, Stream.CONTRACTION_SIZE, key, renewal)
    return min(arr - 1, int(arr * share))


@jit
def expansion_arises(luck, csm, segment, key, month, health):
    """Say whether an occasion to expand arises this month."""
    log_odds = logit(segment.expansion_per_month) + csm.expansion_health * health
    return uniform(luck, Stream.EXPANSION_ARISES, key, month) < logistic(log_odds)


@jit
def expansion_terms(csm, segment, skill, coaching, context, by_ae):
    """Return the terms of the chance that an occasion ends in a sale.

    Base + skill and coaching of whoever works it + the AE's trade + what is lost of
    the context when the CSM hands it to an AE (context 1: nothing).
    """
    return few(
        logit(segment.expansion_success),
        csm.expansion_skill_effect * skill,
        coaching,
        csm.expansion_fidelity_effect * (context - 1.0),
        csm.ae_expansion_effect * by_ae,
    )


@jit
def expansion_work(csm, segment, by_ae):
    """Return the seconds of work on an occasion; an AE needs longer than who knows the customer."""
    return segment.expansion_work * (csm.ae_expansion_time if by_ae == 1 else 1.0)


@jit
def expansion_worth(segment, arr):
    """Return an occasion's worth in an AE's inbox: log of the expected ARR in dollars."""
    return math.log(max(arr, 100) / 100.0 * segment.expansion_size * segment.expansion_success)


@jit
def expansion_size(luck, csm, segment, key, occasion, arr, chance):
    """Return the cents of ARR an expansion adds, 0 if it fails; the mean is a share of ARR.

    Nobody buys beyond their means: ARR grows to ``wallet`` times the segment's mean deal at most.
    """
    if uniform(luck, Stream.EXPANSION_SUCCEEDS, key, occasion) >= chance:
        return 0
    u = uniform(luck, Stream.EXPANSION_SIZE, key, occasion)
    room = max(0.0, csm.wallet * 100.0 * segment.annual_value - arr)
    return int(min(room, max(1.0, arr * lognormal_from_mean(segment.expansion_size, 0.5, u))))
