"""Companies reduced to one desk, so that theory knows the answer.

``quiet`` is a company in which nothing happens by itself: the office never closes, everybody is
present and fully ramped, nobody leaves, no leader has an agenda, no customer and no deal is there
at the start, and every effect on a chance is at its null value.  Leads come as a homogeneous
Poisson process; one segment, one channel.  What a case is about it lays over this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.schema import Scenario

CERTAIN = 1 - 1e-12
"""A chance that always comes true; the schema has none of exactly 1."""
NEVER = 1e-12
MOMENT = 1e-6
"""Hours of work that round up to the one second that every piece of work takes at least."""
FOR_EVER = 1e6
"""Days of patience that no run outlives."""
DAYS_PER_MONTH = 365.25 / 12

Overlay = Mapping[str, Any]


def quiet(*overlays: Overlay) -> Frozen:
    """Return the quiet company with overlays laid over it, later ones over earlier ones."""
    tree: dict[str, Any] = _quiet_tree()
    for overlay in overlays:
        tree = laid_over(tree, overlay)
    return freeze(Scenario.model_validate(tree))


def laid_over(base: Overlay, over: Overlay) -> dict[str, Any]:
    """Return ``over`` laid over ``base``: mappings merge, ``None`` removes, the rest replaces."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.pop(key, None)
        if value is None:
            continue
        both = isinstance(below, Mapping) and isinstance(value, Mapping) and key != "org"
        merged[key] = laid_over(below, value) if both else value
    return merged


def job(role: str, **more: Any) -> dict[str, Any]:
    """Return a job whose holders are always there, always ramped and always at work."""
    steady = {"attrition": 0.0, "admin_share": 0.0, "ramp_months": 1e-9, "pay": 0}
    return {"role": role, **steady, **more}


def org(**seats: int) -> dict[str, Any]:
    """Return a chart of one unit: seats by job below a chief executive."""
    return {"unit": "Company", "leader": "ceo", "seats": seats}


def always_open(warm_up_months: int, horizon_months: int) -> dict[str, Any]:
    """Return the calendar of an office that never closes."""
    return {
        "calendar": {
            "warm_up_months": warm_up_months,
            "horizon_months": horizon_months,
            "office_opens": 0,
            "office_closes": 24,
            "workdays": list(range(7)),
            "holidays": [],
            "availability": 1.0,
        }
    }


def arrivals(per_hour: float) -> dict[str, Any]:
    """Return a demand of so many leads an hour, as a Poisson process, all of them MQLs."""
    per_month = per_hour * 24 * DAYS_PER_MONTH
    return {"channels": {"web": {"leads_per_month": per_month}}}


def _quiet_tree() -> dict[str, Any]:
    return {
        "name": "quiet",
        **always_open(1, 12),
        "segments": {"only": quiet_segment()},
        "channels": {"web": _quiet_channel()},
        "jobs": {"ceo": job("ceo")},
        "org": org(),
        "demand": {
            "dispersion": 1.0,
            "weekday": [1.0] * 7,
            "hours": [1.0] * 24,
            "fit_sigma": 0.0,
            "intent_sigma": 0.0,
            "score_noise": 0.0,
            "returning_intent": 0.0,
        },
        "routing": {"manual_share": 0.0},
        "sdr": _quiet_sdr(),
        "meeting": {
            "delay_days": 0.5,
            "rebook_share": 0.0,
            "quality_effect": 0.0,
            "fidelity_effect": 0.0,
            "load_effect": 0.0,
            "alignment_effect": 0.0,
        },
        "ae": _quiet_ae(),
        "se": {"patience_days": FOR_EVER},
        "csm": {"champion_turnover": 0.0, "risk_level": -10.0},
        "leader": {"agendas": {}, "coaching_max": 0.0},
        "pricing": {"approvals": False, "offer_steps": 0, "sensitivity_sigma": 0.0},
        "structure": {
            "fidelity_structured": 1.0,
            "fidelity_unstructured": 1.0,
            "correction_rate": 0.0,
        },
        "people": {
            "skill_sigma": 0.0,
            "tenure_effect": 0.0,
            "attainment_effect": 0.0,
            "attention_effect": 0.0,
            "overload_effect": 0.0,
            "second_interview_hours": 0.0,
        },
        "operations": {
            "connect_effect": 0.0,
            "risk_effect": 0.0,
            "misrouted": 0.0,
            "misroute_effect": 0.0,
            "dashboard_rate": 0.0,
            "adoption_effect": 0.0,
        },
        "feedback": {"learning": 0.0, "drift": 0.0},
        "budget": {"every_months": 0},
        "targeting": {"strategy_effect": 0.0, "analysis_effect": 0.0},
        "initial": {"arr": 0.0, "open_deals": 0.0, "inflow": {}},
    }


def quiet_segment() -> dict[str, Any]:
    """Return a segment whose deals take no work and half a day a stage."""
    return {
        "addressable_accounts": 500_000,
        "inbound_share": 1.0,
        "value_sigma": 1e-9,
        "stage_days": [0.5] * 4,
        "meetings_per_stage": 1,
        "selling_hours": MOMENT,
        "discovery_hours": MOMENT,
        "no_show_hours": MOMENT,
        "closing_hours": MOMENT,
        "technical_share": 0.0,
        "deal_support_hours": 0.0,
        "sponsor_hours": 0.0,
        "prospecting_blocks_per_week": 0,
        "onboarding_hours": MOMENT,
        "check_ins_per_year": 1,
        "check_in_hours": MOMENT,
        "expansion": 0.0,
    }


def _quiet_channel() -> dict[str, Any]:
    return {
        "mql_share": CERTAIN,
        "qualifies": CERTAIN,
        "held": CERTAIN,
        "accept": CERTAIN,
        "response_floor": 1.0,
        "quality": 0.0,
    }


def _quiet_sdr() -> dict[str, Any]:
    return {
        "connects": CERTAIN,
        "touch_hours": MOMENT,
        "conversation_hours": MOMENT,
        "booking_hours": MOMENT,
        "skill_effect": 0.0,
        "quality_effect": 0.0,
        "patience_days": FOR_EVER,
        "recycle_share": 0.0,
    }


def _quiet_ae() -> dict[str, Any]:
    return {
        "skill_effect": 0.0,
        "quality_effect": 0.0,
        "fidelity_effect": 0.0,
        "fidelity_delay": 0.0,
        "extra_discovery": 0.0,
        "wait_effect": 0.0,
        "se_effect": 0.0,
        "competitor_effect": 0.0,
        "support_effect": 0.0,
        "sponsor_effect": 0.0,
        "rest_days": 0.0,
    }
