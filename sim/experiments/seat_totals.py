"""The total number of seats of a job, spread over a chart in the proportions that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import listed, suggest


class NoSeatError(Exception):
    """A chart that has no seat of the job to multiply; ``hint`` says which jobs it has."""

    def __init__(self, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def with_total(scenario: Scenario, org: dict[str, Any], jobs: Sequence[str], total: int) -> None:
    """Change an org tree (as plain data) so that the jobs together have ``total`` seats.

    Every group of seats keeps its share, rounded by the largest remainder; ties go to the group
    that is written first.  Groups that come to nothing vanish.  Raise NoSeatError for a chart that
    has no such seat, or is a list of people.
    """
    if org.get("people"):
        raise NoSeatError(
            "the chart is a list of people, whose seats cannot be multiplied",
            "describe the chart as a tree of units",
        )
    groups = [
        group
        for unit in _units(org)
        for job in jobs
        for group in unit.get("seats", {}).get(job, ())
    ]
    if not groups:
        raise NoSeatError(*_nothing(scenario, jobs))
    shares = apportioned([group["count"] for group in groups], total)
    for group, count in zip(groups, shares, strict=True):
        group["count"] = count
    for unit in _units(org):
        for job in jobs:
            _drop_empty(unit, job)


def apportioned(counts: Sequence[int], total: int) -> list[int]:
    """Return ``total`` divided in the proportion of ``counts``, by the largest remainder."""
    whole = sum(counts)
    shares = [count * total // whole for count in counts]
    left = total - sum(shares)
    order = sorted(range(len(counts)), key=lambda n: (-(counts[n] * total % whole), n))
    for place in order[:left]:
        shares[place] += 1
    return shares


def _units(org: dict[str, Any]) -> list[dict[str, Any]]:
    found = [org]
    for team in org.get("teams", ()):
        found += _units(team)
    return found


def _drop_empty(unit: dict[str, Any], job: str) -> None:
    groups = [group for group in unit.get("seats", {}).get(job, ()) if group["count"]]
    if groups:
        unit["seats"][job] = groups
    else:
        unit.get("seats", {}).pop(job, None)


def _nothing(scenario: Scenario, jobs: Sequence[str]) -> tuple[str, str | None]:
    """Return why there are no seats, and a hint."""
    words = " or ".join(f"'{job}'" for job in jobs)
    there = _jobs(scenario.org)
    leads = [job for job in jobs if any(node.leader == job for _, node in scenario.org.walk())]
    if leads:
        return f"the chart has '{leads[0]}' only as leaders of units", f"seats: {listed(there)}"
    hint = suggest(jobs[0], there, "jobs with seats")
    return f"the chart has no seat of the job {words}", hint


def _jobs(org: OrgNode) -> list[str]:
    return list(dict.fromkeys(job for _, node in org.walk() for job in node.seats))
