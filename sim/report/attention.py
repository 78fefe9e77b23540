"""Where leaders' hours go: a table of hours by kind of work, one row for each role of leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.registry import attention_word, readable
from sim.report.wording import UNKNOWN, show
from sim.vocabulary import Role, RoleNames

if TYPE_CHECKING:
    from sim.report.material import Material, Side

LEADERS = RoleNames._fields[Role.TEAM_LEAD :]
GROUPS = {
    "coaching": ("COACHING",),
    "people": ("ATTENDING",),
    "reviews": ("INSPECTION",),
    "deals": ("DEAL_SUPPORT", "SPONSORING", "APPROVING"),
    "alignment": ("ALIGNING",),
    "customers": ("ESCALATION",),
    "hiring": ("INTERVIEWING", "WELCOMING"),
    "operations": ("HYGIENE", "DASHBOARDS", "ENABLEMENT", "ANALYSIS"),
    "strategy": ("STRATEGY", "BUDGETING"),
    "own desk": ("STANDING",),
    "reports' work": ("TOUCHING", "ROUTING"),
}
"""Kinds of work that share a column; every activity stands in one."""


@dataclass(frozen=True)
class AttentionRow:
    """One role in one scenario: texts of hours a month by activity, and of the agenda delivered."""

    place: int
    title: str
    hours: tuple[str, ...]
    delivered: str


@dataclass(frozen=True)
class Attention:
    """The table: the groups of activities that take anybody's time, and the rows."""

    activities: tuple[str, ...]
    rows: tuple[AttentionRow, ...]


def attention_of(material: Material) -> Attention:
    """Return mean hours a month of all leaders of a role, by what they are spent on."""
    used = tuple(
        group
        for group in GROUPS
        if any(_hours(side, role, group) >= 0.05 for side in material.sides for role in LEADERS)
    )
    rows = tuple(
        _row(side, role, used)
        for role in LEADERS
        for side in material.sides
        if any(_hours(side, role, group) > 0 for group in used)
    )
    return Attention(used, rows)


def _row(side: Side, role: str, used: tuple[str, ...]) -> AttentionRow:
    name = f"agenda_delivered.{role.lower()}"
    return AttentionRow(
        place=side.place,
        title=readable(role.lower()),
        hours=tuple(f"{_hours(side, role, group):.0f}" for group in used),
        delivered=show(side.mean(name).value, "percent") if side.has(name) else UNKNOWN,
    )


def _hours(side: Side, role: str, group: str) -> float:
    """Return the mean hours a month, 0 for a role without a seat."""
    names = [f"leader_hours.{attention_word(role, activity)}" for activity in GROUPS[group]]
    means = [side.mean(name).value for name in names if name in side.means]
    return float(np.nansum(means))
