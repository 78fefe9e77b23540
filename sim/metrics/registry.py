"""What a KPI is: one registry of names, units, formulas and directions.

A ``Measure`` is declared once and may exist as a total, and once for each segment, source, role,
job, stage, reason or leader's activity.  ``kpis`` spells the measures out for one company; the
position of a KPI there is its column in every KPI vector.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.catalogue import MEASURES, Better, Measure
from sim.vocabulary import ReasonNames, Role, RoleNames, StageNames, Work, WorkNames

Members = dict[str, NDArray[np.int64]]

OUTSIDE_SOURCES = ("inbound", "bdr", "setter", "self_sourced")
"""Sources behind the channels, in the order of their columns; ``inbound`` sums the channels."""
STAGES = StageNames._fields[:4]
REASONS = ("COMPETITOR", "NO_DECISION", "UNRESPONSIVE", "DISQUALIFIED", "PRICE")
ACTIVITIES = (
    *WorkNames._fields[Work.COACHING : Work.APPROVING + 1],
    "HYGIENE",
    "DASHBOARDS",
    "ENABLEMENT",
    "ANALYSIS",
    "STRATEGY",
    "BUDGETING",
    "ATTENDING",
    "ESCALATION",
    "TOUCHING",
    "ROUTING",
)
"""What leaders spend their hours on; the last two are those of player-coaches."""

ACTIVITY_CODES = tuple(getattr(Work, activity) for activity in ACTIVITIES)
REASON_CODES = tuple(getattr(ReasonNames(), reason) for reason in REASONS)


@dataclass(frozen=True)
class Kpi:
    """One number per replication.

    ``unit`` is the unit of the stored value (a ``share`` is a fraction of 1), ``display`` how it is
    shown: money, percent, days, hours, integer, decimal or ratio.
    """

    name: str
    title: str
    unit: str
    better: Better
    group: str
    formula: str
    description: str
    display: str


def kpis(frozen: Any) -> tuple[Kpi, ...]:
    """Return the KPIs of one company; ``frozen`` holds ``params`` and ``names``."""
    words = _words(frozen.names)
    found: dict[str, Kpi] = {}
    for measure, dimension, member in columns(frozen.params):
        word = words[dimension][member] if dimension else ""
        name = f"{measure.name}.{word}" if word else measure.name
        if name in found:
            name = f"{name}_{dimension}"
        found[name] = _spell(measure, name, word)
    return tuple(found.values())


def columns(params: Any) -> Iterable[tuple[Measure, str, int]]:
    """Yield (measure, dimension, member) in the order of the KPI vector."""
    present = members(params)
    for measure in MEASURES:
        for dimension in measure.over:
            for member in present[dimension]:
                yield measure, dimension, member


def members(params: Any) -> Members:
    """Return which members of each dimension this company has, as positions along its array.

    Roles and jobs are those with a seat; jobs only where a role has more than one (otherwise the
    role's KPI already says it).
    """
    role_of_job = params.job["role"]
    has_role = np.bincount(params.seat["role"], minlength=len(Role)) > 0
    has_job = np.bincount(params.seat["job"], minlength=len(role_of_job)) > 0
    jobs_of_role = np.bincount(role_of_job, weights=has_job, minlength=len(Role))
    return {
        "": np.arange(1),
        "segment": np.arange(len(params.segment)),
        "source": np.arange(len(params.channel) + len(OUTSIDE_SOURCES)),
        "role": np.flatnonzero(has_role),
        "job": np.flatnonzero(has_job & (jobs_of_role[role_of_job] > 1)),
        "stage": np.arange(len(STAGES)),
        "reason": np.arange(len(REASONS)),
        "activity": np.arange(len(ACTIVITIES)),
        "channel": np.arange(len(params.channel)),
        "leader": np.flatnonzero(has_role & (np.arange(len(Role)) >= Role.TEAM_LEAD)),
        "attention": _attention(has_role),
    }


def _attention(has_role: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the pairs (leader's role, activity) of the roles with a seat, row by row."""
    leads = has_role & (np.arange(len(Role)) >= Role.TEAM_LEAD)
    return np.flatnonzero(np.repeat(leads, len(ACTIVITIES)))


def _words(names: Any) -> dict[str, tuple[str, ...]]:
    """Return the members' names by dimension, in the order of their arrays."""
    return {
        "segment": tuple(names.segments),
        "source": (*names.channels, *OUTSIDE_SOURCES),
        "role": tuple(role.lower() for role in RoleNames._fields),
        "job": tuple(names.jobs),
        "stage": tuple(stage.lower() for stage in STAGES),
        "reason": tuple(reason.lower() for reason in REASONS),
        "activity": tuple(activity.lower() for activity in ACTIVITIES),
        "channel": tuple(names.channels),
        "leader": tuple(role.lower() for role in RoleNames._fields),
        "attention": tuple(
            attention_word(role, activity) for role in RoleNames._fields for activity in ACTIVITIES
        ),
    }


def attention_word(role: str, activity: str) -> str:
    """Return the word of a leader's role and an activity, as in ``leader_hours.cro_coaching``."""
    return f"{role}_{activity}".lower()


def _spell(measure: Measure, name: str, word: str) -> Kpi:
    title = f"{measure.title}, {readable(word)}" if word else measure.title
    return Kpi(
        name,
        title,
        measure.unit,
        measure.better,
        measure.group,
        measure.formula,
        measure.description,
        measure.display,
    )


SHORT = {
    "sdr",
    "bdr",
    "ae",
    "se",
    "csm",
    "cmo",
    "cco",
    "cso",
    "cro",
    "ceo",
    "smb",
    "mm",
    "ent",
    "vp",
    "cs",
}


def readable(word: str) -> str:
    """Turn a key such as ``ae_smb`` into words: ``AE SMB``."""
    parts = word.split("_")
    return " ".join(part.upper() if part in SHORT else part for part in parts)


def registry_markdown() -> str:
    """Return the KPI reference as Markdown, one table per group, for ``docs/``."""
    lines = ["# Key figures", "", "Generated from `sim/metrics/catalogue.py`; do not edit.", ""]
    lines += [
        "All KPIs cover the horizon (the warm-up is left out). Money is in US dollars; a share is "
        "a fraction of 1. A KPI that is not defined in a replication (no deal won: no cycle) is "
        "empty and left out of the averages, and the number of replications behind an estimate "
        "says so.",
        "",
    ]
    for group in dict.fromkeys(measure.group for measure in MEASURES):
        lines += [f"## {group.capitalize()}", "", _HEAD, "|---|---|---|---|---|"]
        lines += [_row(measure) for measure in MEASURES if measure.group == group]
        lines.append("")
    return "\n".join(lines)


_HEAD = "| KPI | unit | better | formula | also per |"


def _row(measure: Measure) -> str:
    """Return one table row; a measure without a total shows a dot and its dimension."""
    name = measure.name if "" in measure.over else f"{measure.name}.*"
    per = ", ".join(dimension for dimension in measure.over if dimension)
    text = f"**{measure.title}.** {measure.formula}"
    if measure.description:
        text += f" {measure.description}"
    return f"| `{name}` | {measure.unit} | {measure.better} | {text} | {per} |"
