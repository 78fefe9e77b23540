"""A chance as the sum of named terms: one truth for the formula and for its explanation.

A rule that weighs a chance returns its terms in log-odds as a row of ``MOST`` numbers, in the
order that ``TERMS`` documents; what is not used is 0.  The chance is the logistic of their sum.
Every row has the same type, so that compiled code needs one function to sum rows and one to log
them.
"""

from __future__ import annotations

import math

from sim.distributions import logistic, logit
from sim.jit import jit

MOST = 12
"""Numbers in a row.  The place behind them, in the log, is the ``factor``."""
SCALE = 1e12
_LARGEST = 1000.0  # log-odds; what is certain is infinite
_NEGLIGIBLE = 1e-9

TERMS: dict[str, tuple[str, ...]] = {
    "CONNECT": ("base", "data"),
    "QUALIFY": ("base", "quality", "skill", "coaching"),
    "SHOW": ("base", "confirmed"),
    "REBOOK": ("base", "in_time"),
    "OUTBOUND": ("base", "skill", "coaching"),
    "PROSPECT": ("base",),
    "ACCEPT": ("base", "quality", "context", "load", "agreement"),
    "ADVANCE": (
        "base",
        "quality",
        "context",
        "skill",
        "coaching",
        "waiting",
        "competitor",
        "engineer",
        "support",
        "sponsor",
        "price",
        "entrant",
    ),
    "OFFER": ("base", "discount", "sensitivity", "hurry"),
    "CHURN": ("base", "health", "champion", "year"),
    "EXPAND": ("base", "skill", "coaching", "context", "trade"),
    "SAVE": ("base", "help"),
    "QUIT": ("base", "tenure", "attainment", "attention", "overload", "restless"),
}
"""The terms of each chance (``vocabulary.Chance``) in the order of its row."""


@jit
def few(base, second, third, fourth, fifth):
    """Return a row of up to five terms."""
    second, third, fourth, fifth = float(second), float(third), float(fourth), float(fifth)
    return (float(base), second, third, fourth, fifth, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@jit
def total(terms):
    """Return the sum of a row, from left to right: the log-odds of the chance."""
    log_odds = 0.0
    for term in terms:
        log_odds += term
    return log_odds


@jit
def chance_of(terms):
    """Return the chance of a row of terms: σ(sum)."""
    return logistic(total(terms))


@jit
def factor_term(terms, chance):
    """Return what a factor on the chance is worth in log-odds: logit(chance) - sum, 0 if none.

    Some chances are a chance of terms times a factor (a lead that waited, a person on ramp).
    """
    whole, told = logit(chance), total(terms)
    if whole == told:  # both may be infinite
        return 0.0
    rest = whole - told
    if math.isnan(rest) or abs(rest) < _NEGLIGIBLE:
        return 0.0
    return rest


@jit
def in_trillionths(number):
    """Return a chance, a draw or a term as the log shows it: whole trillionths, held to ±1000."""
    return math.floor(max(-_LARGEST, min(_LARGEST, number)) * SCALE + 0.5)
