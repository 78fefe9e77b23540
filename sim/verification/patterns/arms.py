"""The arms: companies that the patterns are measured in, and how they differ from the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.scenario.loading import load_scenario
from sim.scenario.structure_channels import all_null

WARM_UP, LONG, SHORT = 12, 60, 24
"""Months: four quarters of burn-in, twenty of levels, eight of an experiment's effect."""
AE_JOBS = ("ae_smb", "ae_mm", "ae_ent")
CSM_JOBS = ("csm_smb", "csm_mm", "csm_ent")
SURGE = 1.5
"""Leads of a marketing surge, times the usual."""


class Arm(NamedTuple):
    """One company: a shipped chart, what differs, and the months that count."""

    chart: str
    overrides: Mapping[str, Any]
    months: int = SHORT


def _jobs(jobs: tuple[str, ...], key: str, value: Any) -> dict[str, Any]:
    return {f"jobs.{job}.{key}": value for job in jobs}


def _segments(key: str, value: float) -> dict[str, Any]:
    return {f"segments.{name}.{key}": value for name in ("smb", "mm", "ent")}


def _surge() -> dict[str, Any]:
    channels = load_scenario("default").channels
    return {
        f"channels.{name}.leads_per_month": SURGE * channel.leads_per_month
        for name, channel in channels.items()
    }


def _coaching(hours: float) -> dict[str, Any]:
    return {"leader.agendas.sales_manager.coaching_hours": hours}


def _time_for_people(hours: float) -> dict[str, Any]:
    return {"leader.agendas.sales_manager.people_hours": hours}


LINEAR = _jobs(AE_JOBS, "plan", "linear")
INSTANT_SDRS = {
    "sdr.touch_hours": 0.001,
    "sdr.conversation_hours": 0.001,
    "sdr.booking_hours": 0.001,
}
"""SDRs without limit: their work takes no time."""
FREE_MANAGERS = {
    "jobs.sales_manager.admin_share": 0.0,
    "pricing.approval_hours": 0.001,
    **_segments("deal_support_hours", 0.001),
    **{f"jobs.{job}.interview_hours": 0.001 for job in (*AE_JOBS, "se")},
    **{f"jobs.{job}.welcome_hours": 0.001 for job in (*AE_JOBS, "se")},
}
"""Sales managers without limit: what others ask of them takes no time."""
MORE_TIME = 3.0
"""Hours a month that managers are told to take for each of their people; half an hour is usual."""
NO_AGREEMENT = {"structure.correction_rate": 0.0, "operations.dashboard_rate": 0.0}
STAY = 1e-6
"""A yearly chance to leave that nobody lives to see."""


def arms() -> dict[str, Arm]:
    """Return every arm by name."""
    chart, surge = "cro_led", _surge()
    return {
        "usual": Arm(chart, {}, LONG),
        "linear": Arm(chart, LINEAR, LONG),
        "experiment": Arm(chart, {}),
        "surge": Arm(chart, surge),
        "instant": Arm(chart, INSTANT_SDRS),
        "instant surge": Arm(chart, {**INSTANT_SDRS, **surge}),
        "no agreement": Arm(chart, NO_AGREEMENT),
        "no agreement, surge": Arm(chart, {**NO_AGREEMENT, **surge}),
        "AEs stay": Arm(chart, _jobs(AE_JOBS, "attrition", STAY), LONG),
        "CSMs stay": Arm(chart, _jobs(CSM_JOBS, "attrition", STAY), LONG),
        "coaching 0": Arm(chart, {**FREE_MANAGERS, **_coaching(0.0)}, LONG),
        "coaching 3": Arm(chart, {**FREE_MANAGERS, **_coaching(3.0)}, LONG),
        "coaching 6": Arm(chart, {**FREE_MANAGERS, **_coaching(6.0)}, LONG),
        "free": Arm(chart, {**FREE_MANAGERS, **_coaching(3.0)}),
        "retention": Arm(chart, _time_for_people(MORE_TIME)),
        "free retention": Arm(
            chart, {**FREE_MANAGERS, **_coaching(3.0), **_time_for_people(MORE_TIME)}
        ),
        "CSO": Arm("cso_led", {}),
        "null CRO": Arm(chart, all_null()),
        "null CSO": Arm("cso_led", all_null()),
    }
