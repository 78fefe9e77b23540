"""Rules that act during the run, and the seats that they may open."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.errors import InputError
from sim.org.chart import OrgChart, Seat, seat_key
from sim.params import RULE, PolicyParams
from sim.rules.leader import MONTH
from sim.scenario.schema import Scenario
from sim.scenario.schema.rules import AnyRule, FreezeRule, HireRule, SpendRule
from sim.vocabulary import Action, Figure

_UNLIMITED = 1 << 30


class Reserve(NamedTuple):
    """A seat that a rule may open: the rule's number, and the seat, closed until then."""

    rule: int
    seat: Seat


def reserves(scenario: Scenario, first: OrgChart, number: int) -> list[Reserve]:
    """Return the seats in reserve, numbered from ``number`` on: behind all others."""
    found: list[Reserve] = []
    for nth, rule in enumerate(scenario.rules):
        if isinstance(rule, HireRule):
            unit = _unit_of(rule, nth, first)
            for _ in range(rule.most):
                seat = _reserve(scenario, rule.job, unit, number + len(found), found)
                found.append(Reserve(nth, seat))
    return found


def _unit_of(rule: HireRule, nth: int, first: OrgChart) -> str:
    if rule.unit is not None:
        return rule.unit
    same = [seat.unit for seat in first.seats if seat.job == rule.job]
    if not same:
        raise InputError(
            f"the chart has no seat of '{rule.job}' whose unit could be taken",
            key=f"rules.{nth}.unit",
            hint="state the unit of the new seats",
        )
    return same[0]


def _reserve(scenario: Scenario, job: str, unit: str, number: int, before: list[Reserve]) -> Seat:
    nth = 1 + sum(one.seat.job == job and one.seat.unit == unit for one in before)
    name = f"{unit} / {job} in reserve {nth}"
    row = scenario.jobs[job]
    return Seat(
        number=number,
        name=name,
        key=seat_key(name),
        job=job,
        role=row.role,
        segment=row.segment,
        unit=unit,
        boss=-1,
        starts=None,
        depth=0,
    )


def freeze_policies(scenario: Scenario, found: list[Reserve]) -> PolicyParams:
    rows = np.zeros(len(scenario.rules), RULE).view(np.recarray)
    for nth, rule in enumerate(scenario.rules):
        row = rows[nth]
        row.figure = getattr(Figure, rule.when.upper())
        row.job = -1 if rule.of is None else list(scenario.jobs).index(rule.of)
        row.above = int(rule.above is not None)
        row.border = rule.above if rule.above is not None else rule.below
        row.for_months, row.every = rule.for_months, rule.once_every_months
        row.action = getattr(Action, rule.do.upper())
        row.most = _UNLIMITED if isinstance(rule, FreezeRule) else rule.most
        row.reserve = next((one.seat.number for one in found if one.rule == nth), -1)
        if isinstance(rule, SpendRule):
            row.factor = rule.factor
        if isinstance(rule, FreezeRule):
            row.pause = int(rule.months * MONTH)
    channels = [[int(_names(rule, one)) for one in scenario.channels] for rule in scenario.rules]
    return PolicyParams(
        rows, np.array(channels, np.int64).reshape(len(rows), len(scenario.channels))
    )


def _names(rule: AnyRule, channel: str) -> bool:
    """Whether a rule changes the spend on a channel."""
    return isinstance(rule, SpendRule) and (rule.channels is None or channel in rule.channels)
