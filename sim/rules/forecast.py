"""Rules of the forecast: what an AE commits to, and what the leader makes of it [E:A6 F46 F47]."""

from __future__ import annotations

import math

from sim.distributions import logistic, logit
from sim.jit import jit
from sim.rules.leader import MONTH, dose
from sim.rules.review import closes_by, signing_chance, stage_time

HORIZON = 7776000.0  # 90 days


@jit
def optimism(forecast, leader, skill, inspected):
    """Return the log-odds by which an AE overrates a deal: less with skill and with inspection.

    base - skill effect·skill - inspection effect·(dose(hours) - dose(reference)), at least 0.
    """
    bias = forecast.optimism - forecast.skill_effect * skill
    usual = dose(leader, leader.inspection_reference)
    return max(0.0, bias - forecast.inspection_effect * (dose(leader, inspected) - usual))


@jit
def believed_chance(forecast, segment, stage, bias):
    """Return the AE's belief that a deal is won within 90 days.

    σ(logit(Π later chances) + bias) × (1 - exp(-90 d / mean time left)).
    """
    in_time = closes_by(forecast, segment, stage, HORIZON)
    return logistic(logit(signing_chance(segment, stage)) + bias) * in_time


@jit
def new_business(forecast, segment, monthly, bias):
    """Return what deals not yet opened will bring within 90 days, cents.

    Three months of the usual bookings × (1 - E[min(T, 90 d)] / 90 d), T exponential with the mean
    sales cycle; overrated like the rest.
    """
    known = stage_time(forecast, segment, 0) * closes_by(forecast, segment, 0, HORIZON) / HORIZON
    return monthly * HORIZON / MONTH * (1.0 - known) * math.exp(0.5 * bias)
