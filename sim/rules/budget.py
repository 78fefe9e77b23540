"""Rules of channel budgets: where the next dollar goes [E:C6]."""

from __future__ import annotations

import math

import numpy as np

from sim.jit import jit

_HALVINGS = 60


@jit
def leads_per_day(demand, base, factor):
    """Return the leads a day at ``factor`` times the first spend: base × factor^ε."""
    if demand.spend_elasticity == 0.0:
        return base
    return base * math.exp(demand.spend_elasticity * math.log(factor)) if factor > 0.0 else 0.0


@jit
def spend_level(factor, cut, moved):
    """Return a channel's spend relative to its first: the owner's factor x cuts x rules' moves."""
    return factor * cut * moved


@jit
def is_due(marketing, month):
    """Say whether budgets are moved in this month of the run."""
    return marketing.budget_every > 0 and month > 0 and month % marketing.budget_every == 0


@jit
def gain(known, spent, mean):
    """Return how much better than the mean a channel's objective per cent is: -1 to 1."""
    return max(-1.0, min(1.0, known / spent / mean - 1.0))


@jit
def reallocated(marketing, base, factor, known, spent):
    """Return every channel's new spend, relative to its first (multiplicative weights).

    ``base`` is the first spend as cuts and rules have left it, ``factor`` the present one relative
    to it, ``known`` the objective that is known to have come of ``spent``.  Weights are factor ×
    exp(η × gain); all are scaled by one number, and held between floor and ceiling, such that the
    total stays what it is.  Channels that cost nothing stay as they are.
    """
    new = np.empty(len(base), np.float64)
    total_known, total_spent, total = 0.0, 0.0, 0.0
    for channel in range(len(base)):
        new[channel] = factor[channel]
        if base[channel] > 0 and spent[channel] > 0.0:
            total_known += known[channel]
            total_spent += spent[channel]
            total += base[channel] * factor[channel]
    if total_known <= 0.0:
        return new
    mean = total_known / total_spent
    for channel in range(len(base)):
        if base[channel] > 0 and spent[channel] > 0.0:
            better = gain(known[channel], spent[channel], mean)
            new[channel] = factor[channel] * math.exp(marketing.budget_step * better)
    scale = _scale(marketing, base, spent, new, total)
    for channel in range(len(base)):
        if base[channel] > 0 and spent[channel] > 0.0:
            new[channel] = _held(marketing, scale * new[channel])
    return new


@jit
def _held(marketing, factor):
    return max(marketing.budget_floor, min(marketing.budget_ceiling, factor))


@jit
def _scale(marketing, base, spent, weights, total):
    """Return the number that scales weights to the total spend, by halving intervals."""
    low, high = 0.0, 1.0
    for channel in range(len(base)):
        if base[channel] > 0 and spent[channel] > 0.0 and weights[channel] > 0.0:
            high = max(high, marketing.budget_ceiling / weights[channel])
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        spend = 0.0
        for channel in range(len(base)):
            if base[channel] > 0 and spent[channel] > 0.0:
                spend += base[channel] * _held(marketing, middle * weights[channel])
        if spend < total:
            low = middle
        else:
            high = middle
    return high


@jit
def cents(base, factor):
    """Return the spend per month in whole cents; at most a million times the first."""
    return int(base * min(factor, 1e6) + 0.5)
