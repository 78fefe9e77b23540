"""Rules of sales operations: what wrong data cost, what analysts' hours are worth [MODEL 5.15]."""

from __future__ import annotations

import math

from sim.distributions import exponential, logistic, logit
from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Role, Stream


@jit
def after_record(operations, quality):
    """Return data quality after one more record: D × exp(-decay)."""
    return quality * math.exp(-operations.decay)


@jit
def after_hygiene(operations, quality, hours):
    """Return data quality after hours of data hygiene: 1 - (1 - D) × exp(-gain × hours).

    The cleaner the data, the less an hour finds: at R records and h hours a month quality rests
    near gain·h / (gain·h + decay·R).
    """
    return 1.0 - (1.0 - quality) * math.exp(-operations.hygiene * hours)


@jit
def data_effect(operations, effect, quality):
    """Return what data quality adds to the log-odds of a chance: effect × (D - usual D)."""
    return effect * (quality - operations.data_reference)


@jit
def is_misrouted(luck, operations, key, quality):
    """Say whether wrong data send a new MQL to the wrong owner.

    log-odds = logit(usual share) - effect × (D - D at which it holds).
    """
    log_odds = logit(operations.misrouted)
    log_odds -= data_effect(operations, operations.misroute_effect, quality)
    return uniform(luck, Stream.MISROUTED, key, 0) < logistic(log_odds)


@jit
def misroute_time(luck, operations, key):
    """Return the seconds until the wrong owner hands the lead back: exponential."""
    u = uniform(luck, Stream.MISROUTE_TIME, key, 0)
    return max(1, int(exponential(operations.misroute_time, u)))


@jit
def in_millionths(value):
    """Return a state as the log shows it: whole millionths."""
    return int(value * 1e6 + 0.5)


@jit
def uses_tools(role):
    """Say whether people in this role work leads, deals or customers, and so use the tools."""
    return role <= Role.CSM


@jit
def after_enablement(operations, adoption, hours):
    """Return tool adoption after hours of enablement: 1 - (1 - A) × exp(-gain × hours / heads)."""
    return 1.0 - (1.0 - adoption) * math.exp(-operations.enablement * hours / operations.users)


@jit
def after_hire(operations, adoption):
    """Return tool adoption, the mean of all heads, when one of them is replaced by a new one."""
    return adoption + (operations.adoption_of_new - adoption) / operations.users


@jit
def admin_share(operations, admin, adoption):
    """Return the share of working time for administration: a × (1 - g·(A - A_ref)), 0 to .98."""
    share = admin * (1.0 - operations.adoption_effect * (adoption - operations.adoption_reference))
    return max(0.0, min(0.98, share))


@jit
def focus(operations, admin, adoption):
    """Return the part of office time for modelled work: availability × (1 - admin share)."""
    return operations.availability * (1.0 - admin_share(operations, admin, adoption))
