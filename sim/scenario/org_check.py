"""What can be wrong with an org chart that is well-formed: names, jobs, bosses, totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sim.scenario.jobs import LEADER_ROLES, UnknownJobError, job_for, job_named
from sim.scenario.marked import Path
from sim.scenario.org_node import MOST_SEATS, OrgNode, Person
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import listed, suggest


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where in the scenario, what, and a way out."""

    path: Path
    message: str
    hint: str | None = None


def org_problems(scenario: Scenario) -> Iterator[Problem]:
    """Every mistake in the scenario's org chart and its jobs, most basic first."""
    yield from _jobs_without_segment(scenario)
    yield from _duties_of_others(scenario)
    yield from _unknown_plans(scenario)
    yield from _date_problems(scenario)
    if scenario.org.people:
        yield from _people_problems(scenario)
    else:
        yield from _tree_problems(scenario)


def _jobs_without_segment(scenario: Scenario) -> Iterator[Problem]:
    for name, job in scenario.jobs.items():
        if job.segment is not None and job.segment not in scenario.segments:
            yield Problem(
                ("jobs", name, "segment"),
                f"the job '{name}' serves the unknown segment '{job.segment}'",
                f"{suggest(job.segment, scenario.segments, 'segments')} "
                f"(a job that is not needed: `jobs: {{{name}: null}}`)",
            )


def _unknown_plans(scenario: Scenario) -> Iterator[Problem]:
    for name, job in scenario.jobs.items():
        if job.plan is not None and job.plan not in scenario.plans:
            yield Problem(
                ("jobs", name, "plan"),
                f"found the pay plan '{job.plan}', expected one of {listed(list(scenario.plans))}",
                "declare it under plans, or leave the key out for the first plan",
            )


def _duties_of_others(scenario: Scenario) -> Iterator[Problem]:
    for name, job in scenario.jobs.items():
        if job.duty != "all" and job.role != "ae":
            yield Problem(
                ("jobs", name, "duty"),
                f"the job '{name}' ({job.role}) is a {job.duty}; only AEs are hunters or farmers",
                f"AE jobs: {listed([ae for ae, one in scenario.jobs.items() if one.role == 'ae'])}",
            )


def _date_problems(scenario: Scenario) -> Iterator[Problem]:
    """A seat is there for a while, and the head of the company to the end."""
    first = scenario.calendar.start
    for path, starts, ends in _dates(scenario.org):
        if ends is not None and ends <= max(first, starts or first):
            yield Problem(
                path,
                f"the seat is gone on {ends}, before it was there ({max(first, starts or first)})",
                "leave out a seat that the run never sees",
            )
    for number, person in enumerate(scenario.org.people):
        if person.manager is None and person.end is not None:
            yield Problem(
                ("org", "people", number, "end"), f"'{person.name}' is the head and stays"
            )


def _dates(org: OrgNode) -> Iterator[tuple[Path, date | None, date | None]]:
    for path, node in org.walk():
        for job, groups in node.seats.items():
            for nth, group in enumerate(groups):
                which = (nth,) if len(groups) > 1 else ()
                yield ("org", *path, "seats", job, *which, "ends"), group.starts, group.ends
    for number, person in enumerate(org.people):
        yield ("org", "people", number, "end"), person.start, person.end


def _tree_problems(scenario: Scenario) -> Iterator[Problem]:
    root = scenario.org
    if root.leader is None:
        yield Problem(
            ("org", "leader"),
            f"'{root.unit}' has no leader; expected the one seat everybody reports to",
            "every chart has a root, usually `leader: ceo`",
        )
    seen: set[str] = set()
    for path, node in root.walk():
        if node.unit in seen:
            yield Problem(
                ("org", *path, "unit"),
                f"the unit '{node.unit}' stands twice in the chart",
                "unit names are identity: give each unit its own",
            )
        seen.add(node.unit)
        yield from _unit_problems(scenario, ("org", *path), node)
    yield from _total_problems(scenario)


def _unit_problems(scenario: Scenario, path: Path, node: OrgNode) -> Iterator[Problem]:
    if node.people:
        yield Problem((*path, "people"), "a people list stands only at the top of org")
    if node.leader is not None:
        yield from _leader_problems(scenario, (*path, "leader"), node.leader)
    for word in node.seats:
        try:
            job_named(scenario.jobs, word)
        except UnknownJobError as error:
            yield Problem((*path, "seats", word), error.message, error.hint)


def _leader_problems(scenario: Scenario, path: Path, word: str) -> Iterator[Problem]:
    try:
        role = scenario.jobs[job_named(scenario.jobs, word)].role
    except UnknownJobError as error:
        yield Problem(path, error.message, error.hint)
        return
    if role not in LEADER_ROLES:
        yield Problem(path, f"'{word}' ({role}) cannot lead a unit", _leading_jobs(scenario))


def _leading_jobs(scenario: Scenario) -> str:
    jobs = [name for name, job in scenario.jobs.items() if job.role in LEADER_ROLES]
    return f"jobs that lead: {listed(jobs)}"


def _total_problems(scenario: Scenario) -> Iterator[Problem]:
    total, sells = 0, False
    for _, node in scenario.org.walk():
        total += node.leader is not None
        for word, groups in node.seats.items():
            total += sum(group.count for group in groups)
            sells |= word not in scenario.jobs or scenario.jobs[word].role == "ae"
    if total > MOST_SEATS:
        yield Problem(("org",), f"found {total:,} seats; expected at most {MOST_SEATS:,}")
    if not sells:
        yield _no_ae(scenario)


def _no_ae(scenario: Scenario) -> Problem:
    jobs = [name for name, job in scenario.jobs.items() if job.role == "ae"]
    return Problem(
        ("org", "people") if scenario.org.people else ("org",),
        "the chart has no AE; nobody could close a deal",
        f"AE jobs: {listed(jobs)}",
    )


def _people_problems(scenario: Scenario) -> Iterator[Problem]:
    people = scenario.org.people
    first: dict[str, int] = {}
    for number, person in enumerate(people):
        if person.name in first:
            yield _stands_twice(people, first[person.name], number)
        first.setdefault(person.name, number)
    yield from _job_problems(scenario)
    yield from _manager_problems(people, first)
    yield from _cycles(people, first)
    yield from _managing_without_leading(scenario, first)


def _stands_twice(people: list[Person], first: int, again: int) -> Problem:
    name, bosses = people[again].name, (people[first].manager, people[again].manager)
    message = f"'{name}' stands twice in the people list"
    if bosses[0] != bosses[1]:
        message = f"'{name}' has two bosses: {bosses[0] or 'nobody'} and {bosses[1] or 'nobody'}"
    return Problem(
        ("org", "people", again, "name"),
        message,
        "one line per person; two people of one name need something to tell them apart",
    )


def _job_problems(scenario: Scenario) -> Iterator[Problem]:
    sells = False
    for number, person in enumerate(scenario.org.people):
        if person.segment is not None and person.segment not in scenario.segments:
            yield Problem(
                ("org", "people", number, "segment"),
                f"'{person.name}': unknown segment '{person.segment}'",
                suggest(person.segment, scenario.segments, "segments"),
            )
            sells = True  # perhaps: one mistake is not told twice
            continue
        try:
            job = job_for(scenario.jobs, person.role, person.segment)
            sells |= scenario.jobs[job].role == "ae"
        except UnknownJobError as error:
            sells = True
            yield Problem(
                ("org", "people", number, "role"), f"'{person.name}': {error.message}", error.hint
            )
    if not sells:
        yield _no_ae(scenario)


def _manager_problems(people: list[Person], known: dict[str, int]) -> Iterator[Problem]:
    heads = [number for number, person in enumerate(people) if person.manager is None]
    for number, person in enumerate(people):
        if person.manager is not None and person.manager not in known:
            yield Problem(
                ("org", "people", number, "manager"),
                f"'{person.name}': the manager '{person.manager}' is not in the list",
                suggest(person.manager, known, "people"),
            )
    if not heads:
        yield Problem(
            ("org", "people"),
            "nobody is at the head: every person has a manager",
            "leave the manager of one person empty",
        )
    for number in heads[1:]:
        yield Problem(
            ("org", "people", number, "manager"),
            f"two people are at the head: '{people[heads[0]].name}' and '{people[number].name}'",
            "exactly one person has no manager",
        )


def _cycles(people: list[Person], known: dict[str, int]) -> Iterator[Problem]:
    """People whose line of managers comes back to themselves; each cycle once."""
    clear: set[str] = set()
    for start in people:
        line: dict[str, None] = {}
        name: str | None = start.name
        while name is not None and name in known and name not in clear:
            if name in line:
                ring = [*list(line)[list(line).index(name) :], name]
                yield Problem(
                    ("org", "people", known[name], "manager"),
                    f"the reporting line is a cycle: {' → '.join(ring)}",
                    "each person's line of managers must end at the head",
                )
                break
            line[name] = None
            name = people[known[name]].manager
        clear |= line.keys()


def _managing_without_leading(scenario: Scenario, known: dict[str, int]) -> Iterator[Problem]:
    people = scenario.org.people
    for name in sorted({person.manager for person in people if person.manager in known} - {None}):
        manager = people[known[str(name)]]
        try:
            job = job_for(scenario.jobs, manager.role, manager.segment)
        except UnknownJobError:
            continue  # told already
        role = scenario.jobs[job].role
        if role not in LEADER_ROLES:
            yield Problem(
                ("org", "people", known[str(name)], "role"),
                f"'{name}' manages people, but '{job}' ({role}) cannot lead",
                _leading_jobs(scenario),
            )
