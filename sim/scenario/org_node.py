"""The org chart as it is written: a tree of units, or a list of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, model_validator

from sim.scenario.parameter import parameter

MOST_SEATS = 100_000

Name = Annotated[
    str, Field(strict=True, min_length=1, max_length=120, pattern=r"^[^\s\x00-\x1f](.*[^\s])?$")
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _whole(value: Any) -> Any:
    """``1e3`` is a whole number too; a truth value is none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class SeatGroup(_Part):
    """Seats of one job in one unit that open on the same day."""

    count: Annotated[StrictInt, BeforeValidator(_whole)] = parameter(
        ..., "seats", (1, 200), "Number of seats.", ge=1, le=MOST_SEATS
    )
    starts: date | None = parameter(
        None, "date", None, "Day on which the seats open; null: from the start."
    )
    ends: date | None = parameter(
        None, "date", None, "Day from which the seats are gone (a layoff); null: they stay."
    )


def _seat_groups(value: Any) -> Any:
    """``6`` or ``{count: 6, starts: …}`` -> a list with one group."""
    if isinstance(value, list):
        return value
    if isinstance(value, (dict, SeatGroup)):
        return [value]
    return [{"count": value}]


SeatGroups = Annotated[list[SeatGroup], BeforeValidator(_seat_groups), Field(min_length=1)]


class Person(_Part):
    """One line of a people list."""

    name: Name = parameter(..., "text", None, "Name; each person once.")
    role: Name = parameter(..., "job or role", None, "A job of the scenario, or a role.")
    manager: str | None = parameter(None, "text", None, "Name of the manager; null for the head.")
    segment: str | None = parameter(None, "segment", None, "Segment, to find the job of a role.")
    start: date | None = parameter(None, "date", None, "First day; null: has always been here.")
    end: date | None = parameter(
        None, "date", None, "Day from which the seat is gone; null: stays."
    )


class OrgNode(_Part):
    """A unit with its leader, its own seats and the teams below it.

    Unit names are identity: each stands once in the tree, and the same name in two charts means
    the same team.  At the top, ``people:`` with the name of a CSV file may stand instead.
    """

    unit: str = parameter(
        ..., "text", None, "Name of the unit; unique in the chart.", max_length=120
    )
    leader: str | None = parameter(
        ..., "job", None, "Job of the unit's leader; null: its people report to the leader above."
    )
    seats: dict[str, SeatGroups] = parameter(
        {},
        "seats by job",
        None,
        "Seats of the unit besides its leader: a count, {count, starts, ends}, or a list of those.",
    )
    teams: list[OrgNode] = parameter([], "units", None, "Units below this one.")
    people: list[Person] = parameter([], "people", None, "A people list in place of the tree.")

    @model_validator(mode="before")
    @classmethod
    def _tree_or_people(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not data.get("people"):
            return data
        tree = [key for key in ("unit", "leader", "seats", "teams") if data.get(key)]
        if tree:
            raise ValueError(f"found people together with {', '.join(tree)}; expected one of them")
        return {"unit": "", "leader": None, **data}

    @model_validator(mode="after")
    def _has_a_name(self) -> OrgNode:
        if not self.people and self.unit != self.unit.strip():
            raise ValueError("the unit's name begins or ends with a blank")
        if not self.people and not self.unit:
            raise ValueError("the unit has no name")
        return self

    def walk(self) -> Iterator[tuple[tuple[str | int, ...], OrgNode]]:
        """This unit and all below it, top down, each with its path from here."""
        yield (), self
        for number, team in enumerate(self.teams):
            for path, node in team.walk():
                yield ("teams", number, *path), node
