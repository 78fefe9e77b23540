"""Leaders, and where functions meet in the chart."""

from __future__ import annotations

import numpy as np

from sim.params import LeaderParams, StructureParams
from sim.rules.leader import MONTH
from sim.scenario.schema import Scenario
from sim.vocabulary import Interface, Role


def freeze_leader(scenario: Scenario) -> LeaderParams:
    s = scenario.leader
    return LeaderParams(
        coaching_max=s.coaching_max,
        coaching_half=s.coaching_half,
        coaching_tails=s.coaching_tails,
        coaching_reference=s.coaching_reference,
        people_half=s.people_half,
        people_reference=s.people_reference,
        coach_the_coach=s.coach_the_coach,
        memory=s.memory_months * MONTH,
        inspection_reference=s.inspection_reference,
        coach_skill_effect=s.coach_skill_effect,
    )


def marketing_head(seats: np.recarray) -> int:
    """Return the seat that stands for marketing: the CMO, else the head of the company."""
    chiefs = np.flatnonzero(seats.role == Role.CMO)
    return int(chiefs[0]) if len(chiefs) else int(np.flatnonzero(seats.boss < 0)[0])


def freeze_interfaces(seats: np.recarray, head: int, carers: np.ndarray) -> np.ndarray:
    """Mark who is the lowest common boss of the two sides of an interface.

    ``carers`` are the seats that look after customers.
    """
    marks = np.zeros((len(seats), len(Interface)), np.int64)
    front = _by_boss(seats, (Role.SDR, Role.BDR, Role.SETTER)) or _by_boss(seats, (Role.AE,))
    sellers, caring = _by_boss(seats, (Role.AE,)), _teams(seats, carers)
    inbound = _by_boss(seats, (Role.SDR,)) or front
    for boss, _ in inbound:
        marks[_lowest(seats, head, boss), Interface.MARKETING_TO_SDR] = 1
    for interface, givers, takers in (
        (Interface.SDR_TO_AE, front, sellers),
        (Interface.AE_TO_CSM, sellers, caring),
    ):
        for boss, segments in givers:
            for other, others in takers:
                if -1 in segments or -1 in others or segments & others:
                    marks[_lowest(seats, boss, other), interface] = 1
    return marks


def _by_boss(seats: np.recarray, roles: tuple[int, ...]) -> list[tuple[int, set[int]]]:
    """Return (boss, segments served) of every team that has seats of these roles."""
    return _teams(seats, np.flatnonzero(np.isin(seats.role, roles)))


def _teams(seats: np.recarray, numbers: np.ndarray) -> list[tuple[int, set[int]]]:
    """Return (boss, segments served) of every team that has one of these seats."""
    teams: dict[int, set[int]] = {}
    for number in numbers:
        boss = int(seats.boss[number])
        teams.setdefault(boss if boss >= 0 else int(number), set()).add(int(seats.segment[number]))
    return sorted(teams.items())


def _lowest(seats: np.recarray, one: int, other: int) -> int:
    """Return the lowest common boss of two seats (either may be it)."""
    while one != other:
        if seats.depth[one] >= seats.depth[other]:
            one = int(seats.boss[one])
        else:
            other = int(seats.boss[other])
    return one


def freeze_structure(scenario: Scenario) -> StructureParams:
    s = scenario.structure
    return StructureParams(**{name: getattr(s, name) for name in StructureParams._fields})
