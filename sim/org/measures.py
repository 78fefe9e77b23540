"""Numbers that describe an org chart: heads, cost, spans, layers."""

from __future__ import annotations

from collections import Counter

from sim.org.chart import OrgChart, Seat
from sim.scenario.jobs import ROLES
from sim.scenario.schema import Scenario


def headcount(chart: OrgChart) -> dict[str, int]:
    """Seats by role, planned ones included, in the order of roles."""
    counts = Counter(seat.role for seat in chart.seats)
    return {role: counts[role] for role in ROLES if counts[role]}


def seat_cost(seat: Seat, scenario: Scenario) -> float:
    """Fully loaded cost of a seat at target: OTE × payroll load, USD per year."""
    return scenario.jobs[seat.job].pay * scenario.ledger.payroll_load


def pay_at_target(chart: OrgChart, scenario: Scenario) -> float:
    """Base and variable pay at target of all seats, all of them filled: USD per year."""
    return sum(scenario.jobs[seat.job].pay for seat in chart.seats)


def cost_by_role(chart: OrgChart, scenario: Scenario) -> dict[str, float]:
    """Cost of the seats of each role, all of them filled: USD per year."""
    costs = dict.fromkeys(headcount(chart), 0.0)
    for seat in chart.seats:
        costs[seat.role] += seat_cost(seat, scenario)
    return costs


def spans(chart: OrgChart) -> dict[int, int]:
    """Direct reports of every seat that has some, by seat number."""
    counts = Counter(seat.boss for seat in chart.seats if seat.boss >= 0)
    return dict(sorted(counts.items()))


def layers(chart: OrgChart) -> int:
    """Levels of the company from the head down to the lowest seat, both counted."""
    return 1 + max(seat.depth for seat in chart.seats)


def planned(chart: OrgChart, scenario: Scenario) -> tuple[Seat, ...]:
    """Seats that open only after the first day of the run."""
    first = scenario.calendar.start
    return tuple(seat for seat in chart.seats if seat.starts is not None and seat.starts > first)
