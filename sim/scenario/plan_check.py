"""What can be wrong with dated events and rules: unknown words, dates, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sim.scenario.jobs import LEADER_ROLES, UnknownJobError, job_named
from sim.scenario.layoff_check import layoff_problems
from sim.scenario.marked import Path
from sim.scenario.org_check import Problem, org_problems
from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import (
    BudgetCut,
    DemandShift,
    Event,
    HiringFreeze,
    KeyExit,
    Layoff,
    PriceChange,
    Reorganisation,
)
from sim.scenario.schema.rules import AnyRule, HireRule, SpendRule
from sim.scenario.seat_count import seats_of
from sim.scenario.suggestions import listed, suggest
from sim.worktime import add_months

OF_A_QUOTA = ("pipeline_coverage", "attainment")


def plan_problems(scenario: Scenario) -> Iterator[Problem]:
    """Every mistake in the scenario's dated events and rules, in their order."""
    charts = [scenario.org]
    for number, event in enumerate(scenario.events):
        path: Path = ("events", number)
        yield from _date_problems(scenario, path, event)
        if isinstance(event, Reorganisation):
            yield from _chart_problems(scenario, (*path, "org"), event.org)
            charts.append(event.org)
    for number, event in enumerate(scenario.events):
        yield from _word_problems(scenario, ("events", number), event, charts)
    yield from layoff_problems(scenario)
    yield from _contradictions(scenario)
    for number, rule in enumerate(scenario.rules):
        yield from _rule_problems(scenario, ("rules", number), rule, charts)


def _rule_problems(
    scenario: Scenario, path: Path, rule: AnyRule, charts: list[OrgNode]
) -> Iterator[Problem]:
    if rule.of is not None:
        for problem in seat_problems(scenario, path, rule.of, None, 1, charts):
            yield Problem((*path, "of"), problem.message, problem.hint)
        yield from _without_quota(scenario, path, rule)
    if isinstance(rule, SpendRule):
        yield from unknown_words(path, "channels", rule.channels, scenario.channels)
    if isinstance(rule, HireRule):
        wanted = 1 if rule.unit is None else 0
        yield from seat_problems(scenario, path, rule.job, rule.unit, wanted, [scenario.org])
        job = scenario.jobs.get(rule.job)
        if job is not None and job.role in LEADER_ROLES:
            yield Problem(
                (*path, "job"),
                f"'{rule.job}' ({job.role}) would lead nobody; expected a job that leads no unit",
                "leaders come with a unit of the chart: see org, or a reorganisation under events",
            )


def _without_quota(scenario: Scenario, path: Path, rule: AnyRule) -> Iterator[Problem]:
    job = scenario.jobs.get(str(rule.of))
    if rule.when in OF_A_QUOTA and job is not None and job.quota == 0:
        with_one = [name for name, one in scenario.jobs.items() if one.quota > 0]
        yield Problem(
            (*path, "of"),
            f"'{rule.of}' has no quota, so there is no {rule.when} of it",
            f"jobs with a quota: {listed(with_one)}; null: all of them",
        )


def _date_problems(scenario: Scenario, path: Path, event: Event) -> Iterator[Problem]:
    calendar = scenario.calendar
    ends = add_months(calendar.start, calendar.warm_up_months + calendar.horizon_months)
    if not calendar.start < event.date < ends:
        yield Problem(
            (*path, "date"),
            f"found {event.date}; expected a day after the run's first ({calendar.start}) and "
            f"before its end ({ends})",
            "see calendar.start, warm_up_months and horizon_months",
        )


def _chart_problems(scenario: Scenario, path: Path, org: OrgNode) -> Iterator[Problem]:
    for problem in org_problems(scenario.model_copy(update={"org": org})):
        if problem.path[0] == "org":
            yield Problem((*path, *problem.path[1:]), problem.message, problem.hint)


def _word_problems(
    scenario: Scenario, path: Path, event: Event, charts: list[OrgNode]
) -> Iterator[Problem]:
    if isinstance(event, (DemandShift, BudgetCut)):
        yield from unknown_words(path, "channels", event.channels, scenario.channels)
    if isinstance(event, PriceChange):
        yield from unknown_words(path, "segments", event.segments, scenario.segments)
    if isinstance(event, (KeyExit, Layoff)):
        count = event.count if isinstance(event, Layoff) else 1
        yield from seat_problems(scenario, path, event.job, event.unit, count, charts)


def unknown_words(
    path: Path, key: str, words: Iterable[str] | None, known: Iterable[str]
) -> Iterator[Problem]:
    """Words of a list that are no channel, segment …"""
    known = list(known)
    for word in words or ():
        if word not in known:
            what = key.removesuffix("s")
            yield Problem((*path, key), f"unknown {what} '{word}'", suggest(word, known, key))


def seat_problems(
    scenario: Scenario, path: Path, job: str, unit: str | None, count: int, charts: list[OrgNode]
) -> Iterator[Problem]:
    """A job or unit that is not there, or has fewer seats than are asked for."""
    try:
        job_named(scenario.jobs, job)
    except UnknownJobError as error:
        yield Problem((*path, "job"), error.message, error.hint)
        return
    units = list(dict.fromkeys(name for org in charts for name in units_of(org)))
    if unit is not None and unit not in units:
        yield Problem((*path, "unit"), f"unknown unit '{unit}'", suggest(unit, units, "units"))
        return
    most = max(seats_of(scenario, org, job, unit) for org in charts)
    if most < count:
        where = f"unit '{unit}'" if unit else "chart"
        yield Problem(
            (*path, "count" if count > 1 else "job"),
            f"found {count} of '{job}'; the {where} has {most}",
            "see org",
        )


def units_of(org: OrgNode) -> Iterator[str]:
    """Names of the units of a tree or of a people list."""
    if not org.people:
        yield from (node.unit for _, node in org.walk())
    heads = {person.manager for person in org.people if person.manager is not None}
    yield from (f"Team of {name}" for name in sorted(heads))


def _contradictions(scenario: Scenario) -> Iterator[Problem]:
    """Two entries that say different things about one day."""
    seen: dict[tuple[Any, ...], int] = {}
    frozen: list[tuple[date, date, int]] = []
    for number, event in enumerate(scenario.events):
        for key in _claims(scenario, event):
            if key in seen:
                yield Problem(
                    ("events", number),
                    f"this {event.event} begins on the same day as events.{seen[key]}, about the "
                    "same thing",
                    "state one of them",
                )
                break
            seen[key] = number
        if isinstance(event, HiringFreeze):
            for begins, until, other in frozen:
                if event.date < until and begins < event.until:
                    yield Problem(
                        ("events", number),
                        f"this hiring_freeze overlaps events.{other}",
                        "state one freeze over both",
                    )
            frozen.append((event.date, event.until, number))


def _claims(scenario: Scenario, event: Event) -> list[tuple[Any, ...]]:
    """What an entry alone may decide on its day."""
    if isinstance(event, (DemandShift, BudgetCut)):
        words = event.channels or list(scenario.channels)
    elif isinstance(event, PriceChange):
        words = event.segments or list(scenario.segments)
    elif isinstance(event, Reorganisation):
        words = [""]
    else:
        words = []
    return [(event.event, event.date, word) for word in words]
