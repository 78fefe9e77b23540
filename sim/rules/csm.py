"""Rules of the customer: onboarding, health, renewal, expansion [E:A7]."""

from __future__ import annotations

from sim.distributions import logistic, logit, lognormal_from_mean, normal
from sim.jit import jit
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
def save_works(luck, csm, key, occasion):
    """Say whether the nth save play works."""
    return uniform(luck, Stream.SAVE_SUCCEEDS, key, occasion) < csm.save_success


@jit
def churn_chance(csm, segment, health, renewal):
    """Return the chance not to renew: log-odds of base - health + the renewal's number."""
    log_odds = logit(segment.churn) - csm.churn_health * health
    if renewal <= 1:
        log_odds += csm.churn_first_year
    elif renewal >= 3:
        log_odds += csm.churn_later_years
    return logistic(log_odds)


@jit
def churns(luck, key, renewal, chance):
    """Say whether the customer leaves at the nth renewal."""
    return uniform(luck, Stream.RENEWAL, key, renewal) < chance


@jit
def churn_reason(health, quality):
    """Return why: a poor fit where quality is worse than health, else poor value."""
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
def expansion_size(luck, segment, key, occasion, arr):
    """Return the cents of ARR an expansion adds, 0 if it fails; the mean is a share of ARR."""
    if uniform(luck, Stream.EXPANSION_SUCCEEDS, key, occasion) >= segment.expansion_success:
        return 0
    u = uniform(luck, Stream.EXPANSION_SIZE, key, occasion)
    return max(1, int(arr * lognormal_from_mean(segment.expansion_size, 0.5, u)))
