"""What can be wrong with seats that close: the head goes, more than there are, nobody sells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sim.scenario.jobs import UnknownJobError, job_for
from sim.scenario.org_check import Problem
from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import Event, Layoff, Reorganisation
from sim.scenario.seat_count import seats_of


class _Step(NamedTuple):
    """A layoff, the chart it meets and what that chart has lost before, by job."""

    number: int
    event: Layoff
    org: OrgNode
    lost: Counter[tuple[str, str | None]]


def layoff_problems(scenario: Scenario) -> Iterator[Problem]:
    """Layoffs that reach the head of the company, too many seats, or the last AE."""
    for step in _layoffs(scenario):
        yield from _of_the_head(scenario, step)
        yield from _beyond_the_seats(scenario, step)
        yield from _of_the_last_ae(scenario, step)
    yield from _planned_end_of_all_aes(scenario)


def _layoffs(scenario: Scenario) -> Iterator[_Step]:
    """Layoffs in the order of their days; a new chart begins with all its seats."""
    org = scenario.org
    lost: Counter[tuple[str, str | None]] = Counter()
    ordered = sorted(enumerate(scenario.events), key=lambda entry: entry[1].date)
    for number, event in ordered:
        if isinstance(event, Reorganisation):
            org, lost = event.org, Counter()
        if isinstance(event, Layoff):
            yield _Step(number, event, org, lost.copy())
            lost[event.job, None] += event.count
            if event.unit is not None:
                lost[event.job, event.unit] += event.count


def _of_the_head(scenario: Scenario, step: _Step) -> Iterator[Problem]:
    job, unit = _head(scenario, step.org)
    if step.event.job == job and step.event.unit in (None, unit):
        yield Problem(
            ("events", step.number, "job"),
            f"'{job}' is the head of the company, which somebody must lead",
            "an exit of the head is possible: the seat is filled again",
        )


def _head(scenario: Scenario, org: OrgNode) -> tuple[str | None, str]:
    for person in org.people:
        if person.manager is None:
            try:
                job = job_for(scenario.jobs, person.role, person.segment)
            except UnknownJobError:
                return None, ""  # told already
            return job, f"Team of {person.name}"
    return org.leader, org.unit


def _beyond_the_seats(scenario: Scenario, step: _Step) -> Iterator[Problem]:
    event = step.event
    for unit in dict.fromkeys((event.unit, None)):
        there = seats_of(scenario, step.org, event.job, unit, event.date)
        before = step.lost[event.job, unit]
        if before + event.count > there and before:
            where = f"unit '{unit}'" if unit else "chart"
            yield Problem(
                ("events", step.number, "count"),
                f"found {event.count} of '{event.job}' after {before} that earlier layoffs close; "
                f"the {where} has {there} on {event.date}",
                "see org, and the other layoffs under events",
            )
            return


def _of_the_last_ae(scenario: Scenario, step: _Step) -> Iterator[Problem]:
    if scenario.jobs.get(step.event.job) is None or not _is_ae(scenario, step.event.job):
        return
    gone = step.event.count + sum(
        count for (job, unit), count in step.lost.items() if unit is None and _is_ae(scenario, job)
    )
    if gone >= _aes(scenario, step.org, step.event.date):
        yield Problem(("events", step.number, "count"), *_NOBODY_SELLS)


_NOBODY_SELLS = ("the company would have no AE left; nobody could close a deal", "keep one AE")


def _planned_end_of_all_aes(scenario: Scenario) -> Iterator[Problem]:
    org = scenario.org
    ends = {
        group.ends for _, node in org.walk() for found in node.seats.values() for group in found
    }
    ends |= {person.end for person in org.people}
    changed = [event.date for event in scenario.events if _is_new_chart(event)]
    for day in sorted(day for day in ends if day is not None):
        over = any(first <= day for first in changed)
        if not over and _aes(scenario, org, day) == 0 < _aes(scenario, org):
            yield Problem(("org",), f"from {day} {_NOBODY_SELLS[0]}", _NOBODY_SELLS[1])
            return


def _is_new_chart(event: Event) -> bool:
    return isinstance(event, Reorganisation)


def _aes(scenario: Scenario, org: OrgNode, day: date | None = None) -> int:
    jobs = [name for name in scenario.jobs if _is_ae(scenario, name)]
    return sum(seats_of(scenario, org, job, None, day) for job in jobs)


def _is_ae(scenario: Scenario, job: str) -> bool:
    found = scenario.jobs.get(job)
    return found is not None and found.role == "ae"
