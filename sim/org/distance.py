"""How far apart two seats are: levels up to their lowest common boss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sim.org.chart import ROOT, OrgChart, Seat


def line_of_bosses(chart: OrgChart, number: int) -> list[int]:
    """The seat itself, its boss, the boss's boss … up to the head."""
    line = []
    while number != ROOT:
        line.append(number)
        number = chart.seats[number].boss
    return line


def common_boss(chart: OrgChart, a: int, b: int) -> int:
    """Seat number of the lowest seat that both answer to; a boss counts as answering to itself."""
    above = set(line_of_bosses(chart, a))
    return next(number for number in line_of_bosses(chart, b) if number in above)


def distance(chart: OrgChart, a: int, b: int) -> int:
    """Levels from the deeper of the two up to their common boss; 0 for a seat and itself.

    Two reports of one boss are at distance 1; a boss and somebody two levels below, at 2.
    """
    boss = chart.seats[common_boss(chart, a, b)]
    return max(chart.seats[a].depth, chart.seats[b].depth) - boss.depth


def marketing_head(chart: OrgChart) -> int:
    """The seat that stands for marketing: the first CMO, or the head of the company without one."""
    heads = chart.with_role("cmo")
    return heads[0].number if heads else chart.root.number


@dataclass(frozen=True, slots=True)
class Interface:
    """A hand-off between two groups of seats, over all pairs that can meet."""

    mean: float  # levels
    lowest: int
    highest: int
    bosses: tuple[tuple[str, float], ...]  # names of the common bosses and their share of pairs


def interface(chart: OrgChart, givers: Iterable[Seat], takers: Iterable[Seat]) -> Interface | None:
    """Distances between two groups, all pairs of compatible segments weighing the same.

    None when no pair can meet.  Seats with the same boss and segment are taken together, so
    large charts cost no more than their number of teams squared.
    """
    levels: Counter[int] = Counter()
    bosses: Counter[int] = Counter()
    for giver, given in _alike(givers):
        for taker, taken in _alike(takers):
            if not _can_meet(giver, taker):
                continue
            levels[distance(chart, giver.number, taker.number)] += given * taken
            bosses[common_boss(chart, giver.number, taker.number)] += given * taken
    if not levels:
        return None
    pairs = levels.total()
    named = tuple((chart.seats[boss].name, n / pairs) for boss, n in bosses.most_common())
    mean = sum(level * n for level, n in levels.items()) / pairs
    return Interface(mean, min(levels), max(levels), named)


def _alike(seats: Iterable[Seat]) -> list[tuple[Seat, int]]:
    groups: dict[tuple[int, str | None], list[Seat]] = {}
    for seat in seats:
        groups.setdefault((seat.boss, seat.segment), []).append(seat)
    return [(members[0], len(members)) for members in groups.values()]


def _can_meet(giver: Seat, taker: Seat) -> bool:
    return None in (giver.segment, taker.segment) or giver.segment == taker.segment
