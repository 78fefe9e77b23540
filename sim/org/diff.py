"""What differs between two org charts, for people to read and for figures to mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.org.chart import OrgChart, Seat, Unit

Change = Literal[
    "unit_removed",
    "unit_added",
    "unit_moved",
    "leader_changed",
    "seats_removed",
    "seats_added",
    "boss_changed",
    "job_changed",
    "start_changed",
    "end_changed",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change from chart A to chart B; ``seats`` are names, ``before`` and ``after`` words."""

    change: Change
    unit: str
    text: str
    seats: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


def diff_charts(a: OrgChart, b: OrgChart) -> list[Difference]:
    """The changes that make chart ``b`` of chart ``a``; empty when they are the same."""
    units_a = {unit.name: unit for unit in a.units}
    units_b = {unit.name: unit for unit in b.units}
    gone = [unit for unit in a.units if unit.name not in units_b]
    new = [unit for unit in b.units if unit.name not in units_a]
    differences = [_whole_unit("unit_removed", a, unit) for unit in gone]
    differences += [_whole_unit("unit_added", b, unit) for unit in new]
    for name, unit in units_a.items():
        if name in units_b:
            differences += _moved(a, b, unit, units_b[name])
            differences += _led_by_another(a, b, unit, units_b[name])
    differences += _seats_come_and_gone(a, b, units_a.keys() & units_b.keys())
    differences += _seats_changed(a, b)
    return differences


def boss_of_unit(chart: OrgChart, unit: Unit) -> str | None:
    """Name of the seat a unit as a whole reports to; None at the top and for empty units."""
    members = [seat for seat in chart.seats if seat.unit == unit.name]
    top = chart.seats[unit.leader] if unit.leader >= 0 else next(iter(members), None)
    return chart.seats[top.boss].name if top is not None and top.boss >= 0 else None


def _whole_unit(change: Change, chart: OrgChart, unit: Unit) -> Difference:
    seats = [seat for seat in chart.seats if seat.unit == unit.name]
    boss = boss_of_unit(chart, unit)
    word = "no longer there" if change == "unit_removed" else f"new, under {boss or 'nobody'}"
    before, after = (boss, None) if change == "unit_removed" else (None, boss)
    names = tuple(seat.name for seat in seats)
    text = f"{unit.name}: {word} ({_counted(seats)})"
    return Difference(change, unit.name, text, names, before, after)


def _counted(seats: list[Seat]) -> str:
    counts = Counter(seat.job for seat in seats)
    return ", ".join(f"{number} {job}" for job, number in counts.items()) or "no seats"


def _moved(a: OrgChart, b: OrgChart, before: Unit, after: Unit) -> Iterator[Difference]:
    bosses = boss_of_unit(a, before), boss_of_unit(b, after)
    if bosses[0] != bosses[1]:
        text = f"{before.name}: reports to {bosses[1] or 'nobody'}, was {bosses[0] or 'nobody'}"
        yield Difference("unit_moved", before.name, text, (), *bosses)


def _led_by_another(a: OrgChart, b: OrgChart, before: Unit, after: Unit) -> Iterator[Difference]:
    old = a.seats[before.leader].job if before.leader >= 0 else None
    new = b.seats[after.leader].job if after.leader >= 0 else None
    if old != new:
        leaders = ((a, before.leader), (b, after.leader))
        seats = tuple(chart.seats[number].name for chart, number in leaders if number >= 0)
        text = f"{before.name}: led by {new or 'nobody'}, was {old or 'nobody'}"
        yield Difference("leader_changed", before.name, text, seats, old, new)


def _seats_come_and_gone(a: OrgChart, b: OrgChart, shared: set[str]) -> Iterator[Difference]:
    """Seats besides leaders, in units that both charts have; by unit and job."""
    directions: tuple[tuple[Change, OrgChart, OrgChart, str], ...] = (
        ("seats_removed", a, b, "−"),
        ("seats_added", b, a, "+"),
    )
    for change, chart, other, sign in directions:
        names = {seat.name for seat in other.seats}
        leaders = {unit.leader for unit in chart.units}
        groups: dict[tuple[str, str], list[str]] = {}
        for seat in chart.seats:
            if seat.unit in shared and seat.number not in leaders and seat.name not in names:
                groups.setdefault((seat.unit, seat.job), []).append(seat.name)
        for (unit, job), seats in groups.items():
            text = f"{unit}: {sign}{len(seats)} {job}"
            yield Difference(change, unit, text, tuple(seats))


def _seats_changed(a: OrgChart, b: OrgChart) -> Iterator[Difference]:
    """Changes of one and the same seat or person that no change of a unit explains."""
    names_b = {seat.name: seat for seat in b.seats}
    for seat in a.seats:
        other = names_b.get(seat.name)
        if other is None:
            continue
        if seat.unit != other.unit:
            old, new = (
                chart.seats[s.boss].name if s.boss >= 0 else "nobody"
                for chart, s in ((a, seat), (b, other))
            )
            text = f"{seat.name}: reports to {new}, was {old}"
            yield Difference("boss_changed", other.unit, text, (seat.name,), old, new)
        if seat.job != other.job:
            text = f"{seat.name}: {other.job}, was {seat.job}"
            yield Difference("job_changed", other.unit, text, (seat.name,), seat.job, other.job)
        if seat.starts != other.starts:
            old, new = (str(s.starts or "the beginning") for s in (seat, other))
            text = f"{seat.name}: starts {new}, was {old}"
            yield Difference("start_changed", other.unit, text, (seat.name,), old, new)
        if seat.ends != other.ends:
            old, new = (f"ends {s.ends}" if s.ends else "stays" for s in (seat, other))
            text = f"{seat.name}: {new}, was: {old}"
            yield Difference("end_changed", other.unit, text, (seat.name,), old, new)
