"""The org chart: who sits where, who reports to whom.

Seats are numbered in a canonical order: role, segment, unit name, number within the unit.  That
order does not look at the tree above the unit, so a team that moves elsewhere keeps the numbers of
its people; with the keys it is what makes the same person the same in two charts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sim.errors import InputError
from sim.scenario.jobs import ROLES, job_for
from sim.scenario.org_check import org_problems
from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario

ROOT = -1  # the boss of the head of the company


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the company; people come and go, the seat stays."""

    number: int  # position in ``OrgChart.seats``
    name: str  # stable, readable identity: "SMB sales / ae_smb 3"
    key: int  # identity for random draws: CRC-32 of the name, masked to 31 bits
    job: str
    role: str
    segment: str | None
    unit: str
    boss: int  # seat number, ROOT for the head
    starts: date | None  # None: from the start
    depth: int  # bosses above
    ends: date | None = None  # the day from which the seat is gone

    @property
    def short_name(self) -> str:
        """The name without its unit."""
        return self.name.rsplit(" / ", 1)[-1]


@dataclass(frozen=True, slots=True)
class Unit:
    """A team; ``leader`` is a seat number (-1: none), ``parent`` a unit name (None: the top)."""

    name: str
    leader: int
    parent: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class OrgChart:
    """Seats in canonical order; units in the order of their lowest-numbered seat."""

    seats: tuple[Seat, ...]
    units: tuple[Unit, ...]

    @property
    def root(self) -> Seat:
        """The head of the company."""
        return next(seat for seat in self.seats if seat.boss == ROOT)

    def unit(self, name: str) -> Unit:
        """The unit of that name.  Raises ``KeyError``."""
        for unit in self.units:
            if unit.name == name:
                return unit
        raise KeyError(name)

    def reports(self, number: int) -> tuple[Seat, ...]:
        """The direct reports of a seat, in canonical order."""
        return tuple(seat for seat in self.seats if seat.boss == number)

    def with_role(self, role: str) -> tuple[Seat, ...]:
        """All seats of a role, in canonical order."""
        return tuple(seat for seat in self.seats if seat.role == role)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A seat that has no number yet; its boss is still a name."""

    name: str
    job: str
    unit: str
    within: tuple[int, str]  # order within unit and job
    boss: str | None
    starts: date | None
    ends: date | None = None


def build_chart(scenario: Scenario) -> OrgChart:
    """The org chart of a scenario.  Raises ``InputError``."""
    for problem in org_problems(scenario):
        key = ".".join(map(str, problem.path))
        raise InputError(problem.message, key=key, hint=problem.hint)
    if scenario.org.people:
        drafts = _drafts_of_people(scenario)
        parents = _teams_of_people(drafts)
        leaders = {draft.unit: draft.name for draft in drafts if draft.unit == _team(draft.name)}
    else:
        drafts, parents, leaders = _drafts_of_tree(scenario.org)
    seats = _numbered(drafts, scenario)
    return OrgChart(seats, _units(seats, parents, leaders))


# --- a tree of units ----------------------------------------------------------------------------

_Tree = tuple[list[_Draft], dict[str, str | None], dict[str, str]]


def _drafts_of_tree(root: OrgNode) -> _Tree:
    """Seats, the parent of each unit, and the name of each unit's leader."""
    drafts: list[_Draft] = []
    parents: dict[str, str | None] = {}
    leaders: dict[str, str] = {}

    def visit(node: OrgNode, parent: str | None, boss: str | None) -> None:
        parents[node.unit] = parent
        if node.leader is not None:
            name = f"{node.unit} / {node.leader}"
            drafts.append(_Draft(name, node.leader, node.unit, (0, ""), boss, None))
            leaders[node.unit] = boss = name
        drafts.extend(_counted(node, boss))
        for team in node.teams:
            visit(team, node.unit, boss)

    visit(root, None, None)
    return drafts, parents, leaders


def _counted(node: OrgNode, boss: str | None) -> Iterable[_Draft]:
    for job, groups in node.seats.items():
        number = 0
        for group in groups:
            for _ in range(group.count):
                number += 1
                name = f"{node.unit} / {job} {number}"
                within = (number, "")
                yield _Draft(name, job, node.unit, within, boss, group.starts, group.ends)


# --- a list of people ---------------------------------------------------------------------------


def _team(manager: str) -> str:
    return f"Team of {manager}"


def _drafts_of_people(scenario: Scenario) -> list[_Draft]:
    """People who manage others belong to the team they lead, everybody else to their manager's."""
    managers = {person.manager for person in scenario.org.people}
    drafts = []
    for person in scenario.org.people:
        leads = person.name in managers or person.manager is None
        unit = _team(person.name if leads else str(person.manager))
        job = job_for(scenario.jobs, person.role, person.segment)
        within, boss = (0, person.name), person.manager
        draft = _Draft(person.name, job, unit, within, boss, person.start, person.end)
        drafts.append(draft)
    return drafts


def _teams_of_people(drafts: list[_Draft]) -> dict[str, str | None]:
    return {
        draft.unit: None if draft.boss is None else _team(draft.boss)
        for draft in drafts
        if draft.unit == _team(draft.name)
    }


# --- numbers ------------------------------------------------------------------------------------


def _numbered(drafts: list[_Draft], scenario: Scenario) -> tuple[Seat, ...]:
    segments = {name: number for number, name in enumerate(scenario.segments)}
    jobs = {name: number for number, name in enumerate(scenario.jobs)}

    def order(draft: _Draft) -> tuple[object, ...]:
        job = scenario.jobs[draft.job]
        segment = -1 if job.segment is None else segments[job.segment]
        place = draft.unit, jobs[draft.job], *draft.within, draft.name
        return ROLES.index(job.role), segment, *place

    drafts = sorted(drafts, key=order)
    numbers = {draft.name: number for number, draft in enumerate(drafts)}
    bosses = [ROOT if draft.boss is None else numbers[draft.boss] for draft in drafts]
    depths = _depths(bosses)
    seats = []
    for number, draft in enumerate(drafts):
        job = scenario.jobs[draft.job]
        seats.append(
            Seat(
                number=number,
                name=draft.name,
                key=seat_key(draft.name),
                job=draft.job,
                role=job.role,
                segment=job.segment,
                unit=draft.unit,
                boss=bosses[number],
                starts=draft.starts,
                depth=depths[number],
                ends=draft.ends,
            )
        )
    refuse_equal_keys(seats)
    return tuple(seats)


def seat_key(name: str) -> int:
    """CRC-32 of the UTF-8 name, masked to 31 bits: the same on every machine, 0 … 2³¹ − 1."""
    return crc32(name.encode("utf-8")) & 0x7FFF_FFFF


def refuse_equal_keys(seats: list[Seat]) -> None:
    """Raises ``InputError`` when two names share a key (chance about n² / 2³² for n seats)."""
    names: dict[int, str] = {}
    for seat in seats:
        if seat.key in names:
            raise InputError(
                f"the seats '{names[seat.key]}' and '{seat.name}' get the same random-number key",
                key="org",
                hint="rename one of their units (or people) slightly",
            )
        names[seat.key] = seat.name


def _depths(bosses: list[int]) -> list[int]:
    depths = [-1] * len(bosses)
    for start in range(len(bosses)):
        line = []
        seat = start
        while seat != ROOT and depths[seat] < 0:
            line.append(seat)
            seat = bosses[seat]
        depth = -1 if seat == ROOT else depths[seat]
        for above in reversed(line):
            depth += 1
            depths[above] = depth
    return depths


def _units(
    seats: tuple[Seat, ...], parents: dict[str, str | None], leaders: dict[str, str]
) -> tuple[Unit, ...]:
    first: dict[str, int] = {}
    numbers = {}
    for seat in seats:
        first.setdefault(seat.unit, seat.number)
        numbers[seat.name] = seat.number
    units = [
        Unit(name, numbers[leaders[name]] if name in leaders else -1, parent, _above(name, parents))
        for name, parent in parents.items()
    ]
    return tuple(sorted(units, key=lambda unit: (first.get(unit.name, len(seats)), unit.name)))


def _above(name: str, parents: dict[str, str | None]) -> int:
    depth = 0
    parent = parents[name]
    while parent is not None:
        depth, parent = depth + 1, parents[parent]
    return depth
