"""Rules of targeting: how well the fit of an account is known before it is called [MODEL 5.12]."""

from __future__ import annotations

import math

from sim.distributions import normal
from sim.jit import jit
from sim.vocabulary import Stream


@jit
def strategy_dose(hours, usual):
    """Return h / (h + usual): 0 to 1, a half at the usual hours."""
    return hours / (hours + usual)


@jit
def targeting_noise(marketing, fit_sigma, strategy, analysis):
    """Return the noise of the estimated fit for a quarter.

    fit's own spread × exp(-Σ effect × (dose - 1/2)) over the strategy hours a month of the leaders
    above sales and analysts' hours on territories, wins and losses.
    """
    better = marketing.strategy_effect * (strategy_dose(strategy, marketing.usual_strategy) - 0.5)
    better += marketing.analysis_effect * (strategy_dose(analysis, marketing.usual_analysis) - 0.5)
    return fit_sigma * math.exp(-better)


@jit
def is_target(luck, demand, account, fit, noise, level):
    """Say whether the account's estimated fit puts it on the list.

    Estimate = fit + noise; the cut is the level that the list's share of accounts passes.  An
    account's luck with estimates is the same in every quarter.
    """
    cut = level * math.sqrt(demand.fit_sigma * demand.fit_sigma + noise * noise)
    return fit + noise * normal(luck, Stream.TARGETING, account, 0) >= cut
