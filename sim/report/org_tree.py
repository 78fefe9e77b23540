"""An org chart as a tree of boxes: one per unit, with its leader, its seats as counts, and a mark
where it differs from another chart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.metrics.registry import readable
from sim.org.chart import OrgChart, Unit
from sim.org.diff import Difference, diff_charts
from sim.report.wording import listing
from sim.vocabulary import RoleNames

ROLES = {name.lower() for name in RoleNames._fields}
CHIEFS = ("vp_sales", "cmo", "cco", "cso", "cro", "ceo")
Mark = Literal["", "added", "moved", "changed"]
NO_BREAK = "\u00a0"
ENOUGH = 3
MARK_WORDS = {
    "added": "only in this chart",
    "moved": "reports to someone else",
    "changed": "other seats",
}


class SeatCount(NamedTuple):
    """How many seats of a job a unit has."""

    words: str
    role: str
    number: int


@dataclass(frozen=True)
class Box:
    """One unit; ``role`` gives the colour, ``note`` explains the mark, ``parts`` are its teams."""

    unit: str
    leader: str
    role: str
    seats: tuple[SeatCount, ...]
    mark: Mark
    note: str
    parts: tuple[Box, ...]

    @property
    def seats_text(self) -> str:
        """The seats in one line; a count never parts from its job."""
        counts = [f"{seat.number} {seat.words}".replace(" ", NO_BREAK) for seat in self.seats]
        return " · ".join(counts).replace(" ·", f"{NO_BREAK}·")


def boxes(chart: OrgChart, other: OrgChart | None = None, other_label: str = "") -> Box:
    """Return the top box of a chart; with ``other``, units that differ from it are marked."""
    notes = _notes(chart, other, other_label) if other is not None else {}
    top = next(unit for unit in chart.units if unit.parent is None)
    return _box(chart, top, notes)


def columns(box: Box, levels: int) -> int:
    """Return how many columns a tree takes when this many levels below the top are spread out."""
    if levels == 0 or not box.parts:
        return 1
    return sum(columns(part, levels - 1) for part in box.parts)


def spread_levels(box: Box, most: int) -> int:
    """Return how many levels to spread side by side: until there are ``ENOUGH`` columns, and
    never more than ``most``."""
    levels = 0
    while levels < depth(box) and columns(box, levels) < ENOUGH:
        if columns(box, levels + 1) > most:
            break
        levels += 1
    return levels


def depth(box: Box) -> int:
    """Return the levels below a box."""
    return 1 + max((depth(part) for part in box.parts), default=-1)


def differences_in_words(base: OrgChart, chart: OrgChart) -> list[str]:
    """Return the changes from one chart to the other, one sentence each."""
    return [_readable_names(difference.text) for difference in diff_charts(base, chart)]


def _box(chart: OrgChart, unit: Unit, notes: dict[str, tuple[Mark, str]]) -> Box:
    leader = chart.seats[unit.leader] if unit.leader >= 0 else None
    seats = _seat_counts(chart, unit)
    mark, note = notes.get(unit.name, ("", ""))
    role = leader.role if leader else (seats[0].role if seats else "")
    return Box(
        unit=unit.name,
        leader=_capital(readable(leader.job)) if leader else "",
        role=_function_role(role, seats),
        seats=seats,
        mark=mark,
        note=note,
        parts=tuple(_box(chart, part, notes) for part in _parts(chart, unit.name)),
    )


def _parts(chart: OrgChart, name: str) -> list[Unit]:
    """Return the teams of a unit in the order of the funnel: marketing, then by lowest seat."""
    parts = [unit for unit in chart.units if unit.parent == name]
    return sorted(parts, key=lambda unit: _place_in_funnel(chart, unit.name))


def _place_in_funnel(chart: OrgChart, name: str) -> int:
    own = [seat for seat in chart.seats if seat.unit == name]
    if any(seat.role == "cmo" for seat in own):
        return -1
    below = [_place_in_funnel(chart, unit.name) for unit in chart.units if unit.parent == name]
    return min([seat.number for seat in own] + below, default=len(chart.seats))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _seat_counts(chart: OrgChart, unit: Unit) -> tuple[SeatCount, ...]:
    members = [s for s in chart.seats if s.unit == unit.name and s.number != unit.leader]
    roles = {seat.job: seat.role for seat in members}
    counts = Counter(seat.job for seat in members)
    return tuple(SeatCount(readable(job), roles[job], count) for job, count in counts.items())


def _function_role(leader: str, seats: tuple[SeatCount, ...]) -> str:
    """Return the role whose colour a box bears: its chief's, or else that of its first seats."""
    if not seats or leader in CHIEFS:
        return leader
    return seats[0].role


def _notes(chart: OrgChart, other: OrgChart, label: str) -> dict[str, tuple[Mark, str]]:
    """Return mark and note by unit, seen from ``chart``; what weighs most gives the mark."""
    marks: dict[str, Mark] = {}
    words: dict[str, list[str]] = {}
    for change in diff_charts(other, chart):
        if change.change == "unit_removed":
            continue
        marks.setdefault(change.unit, _MARK_OF.get(change.change, "changed"))
        words.setdefault(change.unit, []).append(_change_words(change))
    return {unit: (marks[unit], _note(marks[unit], words[unit], label)) for unit in marks}


_MARK_OF: dict[str, Mark] = {"unit_added": "added", "unit_moved": "moved"}


def _note(mark: Mark, words: list[str], label: str) -> str:
    if mark == "added":
        return "only here"
    return f"in {label}: {', '.join(dict.fromkeys(words))}"


def _change_words(change: Difference) -> str:
    """Say how the other chart has it."""
    if change.change == "unit_moved":
        return f"under {_short(change.before)}"
    if change.change == "leader_changed":
        return f"led by {readable(change.before) if change.before else 'nobody'}"
    if change.change in {"seats_added", "seats_removed"}:
        job = readable(change.text.rsplit(" ", 1)[-1])
        more = "fewer" if change.change == "seats_added" else "more"
        return f"{len(change.seats)} {job} {more}"
    if change.change == "start_changed":
        return f"{len(change.seats)} starts {change.before}"
    if change.change == "end_changed":
        return f"{len(change.seats)} {change.before}"
    return "other people or jobs"


def _short(seat: str | None) -> str:
    """Return a leader's job from a seat name such as ``Revenue / cro``."""
    if seat is None:
        return "nobody"
    return readable(seat.rsplit(" / ", 1)[-1])


def _readable_names(text: str) -> str:
    """Turn keys of jobs and roles within a sentence into words: ``cro`` is CRO."""
    return re.sub(r"\b[a-z]+(_[a-z]+)*\b", _in_words, text)


def _in_words(found: re.Match[str]) -> str:
    word = found[0]
    return readable(word) if "_" in word or word in ROLES else word


def legend(trees: list[Box]) -> list[Mark]:
    """Return the marks that occur, in a fixed order."""
    seen = {box.mark for tree in trees for box in _all(tree)}
    return [mark for mark in ("added", "moved", "changed") if mark in seen]


def _all(box: Box) -> list[Box]:
    return [box, *(inner for part in box.parts for inner in _all(part))]


def described(box: Box) -> str:
    """Return the tree in words, for those who do not see the drawing."""
    head = f"{box.unit} ({box.leader})" if box.leader else box.unit
    inner = [box.seats_text] if box.seats else []
    inner += [described(part) for part in box.parts]
    return f"{head}: {listing(inner)}" if inner else head
