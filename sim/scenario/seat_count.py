"""How many seats of a job a chart has, on some day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sim.scenario.jobs import UnknownJobError, job_for
from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario


def seats_of(
    scenario: Scenario, org: OrgNode, job: str, unit: str | None = None, day: date | None = None
) -> int:
    """Seats of a job in a unit (None: in the chart) that are there on a day (None: on any)."""
    counts: Counter[str] = Counter()
    for _, node in org.walk():
        counts[node.unit] += node.leader == job and bool(node.unit)
        for group in node.seats.get(job, []):
            counts[node.unit] += group.count * _is_there(group.starts, group.ends, day)
    managers = {person.manager for person in org.people}
    for person in org.people:
        leads = person.name in managers or person.manager is None
        try:
            found = job_for(scenario.jobs, person.role, person.segment) == job
        except UnknownJobError:
            continue  # told already
        there = found and _is_there(person.start, person.end, day)
        counts[f"Team of {person.name if leads else person.manager}"] += there
    return counts[unit] if unit is not None else counts.total()


def _is_there(starts: date | None, ends: date | None, day: date | None) -> bool:
    if day is None:
        return True
    return (starts is None or starts <= day) and (ends is None or day < ends)
