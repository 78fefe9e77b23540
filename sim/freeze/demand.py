"""Channels and the flow of leads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from sim.distributions import gamma_table
from sim.errors import InputError
from sim.freeze.changes import busiest_day
from sim.freeze.segments import show_chance
from sim.freeze.tables import HOUR, new_table
from sim.params import CHANNEL, DemandParams
from sim.scenario.schema import Scenario
from sim.worktime import OfficeCalendar

_NORMAL = NormalDist()


def freeze_channels(scenario: Scenario) -> np.recarray:
    d, m = scenario.demand, scenario.meeting
    rows = new_table(len(scenario.channels), CHANNEL)
    spread = math.sqrt(d.fit_sigma**2 + d.intent_sigma**2 + d.score_noise**2)
    for nth, c in enumerate(scenario.channels.values()):
        row = rows[nth]
        row.leads_per_day = c.leads_per_month * 12 / 365.25 * c.spend_factor**d.spend_elasticity
        row.spend_per_month = round(100 * c.leads_per_month * c.cost_per_lead * c.spend_factor)
        level = _NORMAL.inv_cdf(1 - c.mql_share)
        row.level, row.quality = level, c.quality
        row.mql_quality = c.quality + selection(d.fit_sigma**2 + d.intent_sigma**2, spread, level)
        row.qualifies, row.accept = c.qualifies, c.accept
        row.show = show_chance(c.held, m.rebook_share, m.rebookings)
        row.response_floor, row.response_decay = c.response_floor, c.response_hours * HOUR
        row.urgent, row.follows = int(c.urgent), int(c.follows_customers)
    return rows


def selection(variance: float, spread: float, level: float) -> float:
    """Return E[z | z + noise above the level]: variance / spread × φ(l) / (1 - Φ(l))."""
    if spread == 0:
        return 0.0
    return variance / spread * _NORMAL.pdf(level) / (1 - _NORMAL.cdf(level))


def freeze_demand(scenario: Scenario, clock: OfficeCalendar) -> DemandParams:
    d = scenario.demand
    weekday = np.array(d.weekday) / max(1e-12, float(np.mean(d.weekday)))
    days = np.arange(len(clock.weekday))
    factor = np.array(d.season)[clock.month_of_day] * weekday[clock.weekday]
    factor = factor * (1 + d.growth) ** (days / 365.25)
    base = [c.leads_per_month * 12 / 365.25 for c in scenario.channels.values()]
    noise = [gamma_table(1.0, _noise(mean, d.dispersion)) for mean in base]
    return DemandParams(
        day_noise=np.array(noise) if noise else np.ones((0, 2)),
        day_factor=factor.astype(np.float64),
        hour_table=_hours(d.hours),
        segment_table=np.cumsum([s.inbound_share for s in scenario.segments.values()]).astype(
            float
        ),
        fit_sigma=d.fit_sigma,
        intent_sigma=d.intent_sigma,
        score_noise=d.score_noise,
        returning_intent=d.returning_intent,
        most_leads=_most_leads(scenario, factor),
        spend_elasticity=d.spend_elasticity,
        quality_sigma=math.sqrt(d.fit_sigma**2 + d.intent_sigma**2),
        referral_elasticity=d.referral_elasticity,
        referral_health=d.referral_health,
        referral_limit=d.referral_limit,
        usual_customers=d.usual_customers,
    )


def _noise(mean: float, dispersion: float) -> float:
    """Return the cv of a day's gamma factor: variance/mean = 1 + mean·cv², capped at cv 2."""
    return min(2.0, math.sqrt((dispersion - 1) / mean)) if mean > 0 else 0.0


def _most_leads(scenario: Scenario, factor: np.ndarray) -> int:
    """Return more leads than any day brings: 25 times the busiest day's mean, and 512.

    Every channel counts with the most that its budget, and changes, may make of it.
    """
    d, budget = scenario.demand, scenario.budget
    most_spend = budget.ceiling if budget.every_months > 0 else 1.0
    changes = busiest_day(scenario, len(factor))
    mean = sum(
        c.leads_per_month
        * 12
        / 365.25
        * (c.spend_factor * most_spend) ** d.spend_elasticity
        * (d.referral_limit if c.follows_customers else 1)
        * float(change)
        for c, change in zip(scenario.channels.values(), changes, strict=True)
    )
    most = int(25 * mean * float(factor.max())) + 512
    if most > 20_000_000:
        raise InputError(
            f"found a demand of {mean * 30.4:,.0f} leads a month",
            key="channels",
            hint="check leads_per_month, spend_factor, season, events and rules",
        )
    return most


def _hours(weights: Sequence[float]) -> np.ndarray:
    """Return the quantile table of the second of the day for hourly weights."""
    w = np.array(weights, float)
    if w.sum() <= 0:
        raise InputError(
            "all hours have weight 0", key="demand.hours", hint="give some hour a weight"
        )
    cumulative = np.concatenate(([0.0], np.cumsum(w / w.sum())))
    return np.interp(np.linspace(0, 1, 481), cumulative, np.arange(25) * 3600.0)
