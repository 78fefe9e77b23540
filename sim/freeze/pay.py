"""Pay plans, quotas, prices and forecasts."""

from __future__ import annotations

import numpy as np

from sim.freeze.tables import DAY, HOUR, new_table
from sim.params import PLAN, TIERS, ForecastParams, PricingParams, QuotaParams
from sim.rules.leader import MONTH
from sim.scenario.schema import Scenario

_NEVER = 1e9  # an attainment that nobody reaches


def freeze_plans(scenario: Scenario) -> np.recarray:
    """Return the pay plans, one row each; unused tiers begin where nobody gets."""
    rows = new_table(len(scenario.plans), PLAN)
    for row, plan in zip(rows, scenario.plans.values(), strict=True):
        row.months, row.threshold = plan.period_months, plan.threshold
        row.below_rate, row.quota_bonus, row.cap = plan.below_rate, plan.quota_bonus, plan.cap
        row.clawback = int(plan.clawback_months * MONTH)
        row.tier_from[:], row.tier_rate[:] = _NEVER, 1.0
        for nth, tier in enumerate(plan.accelerators[:TIERS]):
            row.tier_from[nth], row.tier_rate[nth] = tier.above, tier.rate
    return rows


def plan_number(name: str | None, scenario: Scenario) -> int:
    """Return the number of a job's plan: the named one, else the first."""
    return 0 if name is None else list(scenario.plans).index(name)


def freeze_quotas(scenario: Scenario) -> QuotaParams:
    q = scenario.quotas
    return QuotaParams(
        top_down=int(q.setting == "top_down"),
        growth=q.growth,
        over_assignment=q.over_assignment,
        ratchet=q.ratchet_share if q.setting == "ratchet" else 0.0,
        ramp_floor=q.ramp_floor,
    )


def freeze_pricing(scenario: Scenario) -> PricingParams:
    p = scenario.pricing
    return PricingParams(
        approvals=int(p.approvals),
        approval_work=p.approval_hours * HOUR,
        cut_share=p.cut_share,
        cut_size=p.cut_size,
        price_effect=p.price_effect,
        sensitivity_sigma=p.sensitivity_sigma,
        sensitivity_ask=p.sensitivity_ask,
        offer_work=p.offer_hours * HOUR,
        offer_step=p.offer_step,
        offer_steps=p.offer_steps,
        offer_base=p.offer_base,
        offer_effect=p.offer_effect,
        hurry_effect=p.hurry_effect,
        answer=p.answer_days * DAY,
        slip=p.slip_days * DAY,
        most_offers=p.most_offers,
    )


def freeze_forecast(scenario: Scenario) -> ForecastParams:
    f = scenario.forecast
    return ForecastParams(
        optimism=f.optimism,
        skill_effect=f.skill_effect,
        inspection_effect=f.inspection_effect,
        commit_level=f.commit_level,
        cycle_factor=f.cycle_factor,
    )
