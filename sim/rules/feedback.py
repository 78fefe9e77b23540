"""Rules of lead-quality feedback: how good marketing's score is, what makes it better [E:C5].

How good a score is is said as an area under the curve: the chance that of two leads the better one
has the higher score.  Latent quality z and score s = z + noise are normal with correlation
ρ = σ_z / √(σ_z² + noise²), and so are their differences between two leads; that both have the same
sign has the chance

    AUC = 1/2 + asin(ρ) / π,

so noise = σ_z·√(1/ρ² - 1) with ρ = sin(π·(AUC - 1/2)).
"""

from __future__ import annotations

import math

from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Stream

SLOTS = 16
"""Months for which what will be heard can wait; more than the longest lag."""
_MOST_MONTHS = 12


@jit
def auc_of(noise, sigma):
    """Return how good a score with this noise is; ``sigma`` is the spread of latent quality."""
    if sigma <= 0.0:
        return 0.5
    return 0.5 + math.asin(sigma / math.sqrt(sigma * sigma + noise * noise)) / math.pi


@jit
def noise_of(auc, sigma):
    """Return the noise of a score that is so good, 0.5 < AUC <= 1."""
    rho = max(1e-6, math.sin(math.pi * (auc - 0.5)))
    return sigma * math.sqrt(max(0.0, 1.0 / (rho * rho) - 1.0))


@jit
def score_threshold(quality, level, sigma, noise):
    """Return the score that the channel's share of leads passes, whatever the noise.

    ``quality`` is the channel's mean, ``level`` the normal quantile of the share.
    """
    return quality + level * math.sqrt(sigma * sigma + noise * noise)


@jit
def is_recorded(luck, key, outcome, data_quality):
    """Say whether a lead's outcome is recorded so that marketing can learn of it: chance D."""
    return uniform(luck, Stream.OUTCOME_RECORDED, key, outcome) < data_quality


@jit
def lag_months(marketing, structure, levels, alignment):
    """Return the whole months until an outcome is known: 1 + (d - 1)·x·exp(-a / a½), 1 to 12.

    d levels up to the common boss of those who know and those who ask, a the alignment hours a
    month that boss delivered.
    """
    lag = (levels - 1) * marketing.lag_per_level * math.exp(-alignment / structure.alignment_half)
    return min(_MOST_MONTHS, int(1.5 + lag))


@jit
def lesson(marketing, months):
    """Return what an outcome still teaches after so many months: exp(-fade × months)."""
    return math.exp(-marketing.fade * months)


@jit
def next_auc(marketing, auc, outcomes):
    """Return how good the score is a month later.

    n outcomes bring it α·n / (n + N0) of the way to the highest AUC; then it drifts a part of the
    way to the lowest, because markets change.
    """
    learned = marketing.learning * outcomes / (outcomes + marketing.half_outcomes)
    auc += learned * (marketing.highest_auc - auc)
    return auc + marketing.drift * (marketing.lowest_auc - auc)


@jit
def usual_outcomes(marketing, auc):
    """Return the outcomes a month that keep the score as good as it is (very many if none can)."""
    loss = marketing.drift * (auc - marketing.lowest_auc)
    most = marketing.learning * (marketing.highest_auc - auc) * (1.0 - marketing.drift)
    if loss <= 0.0 or most <= 0.0:
        return 0.0
    share = min(loss / most, 0.999)
    return marketing.half_outcomes * share / (1.0 - share)
