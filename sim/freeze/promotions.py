"""What promotions are expected to do to quits and searches, taken off so that the means hold.

A scenario states, for every job, how many people leave the seat in a year and how long a vacancy
lasts, promotions included.  Promotions arise in the run; so that the stated means hold, freezing
takes the promotions expected of a job off its quits, and what they save off its searches.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.freeze.tables import DAY, NEVER
from sim.scenario.schema import Scenario

_LEAST_QUITS = 0.2
"""Part of the stated attrition that is left to quits, however many promotions are expected."""


class _Group(NamedTuple):
    """Seats whose holders may take a vacancy; the chance that one of them may, at any time."""

    seats: np.ndarray
    chance: float


def expect_promotions(jobs: np.recarray, seats: np.recarray, scenario: Scenario) -> None:
    """Lower the quits of jobs that people are promoted from and lengthen searches elsewhere."""
    seats = seats[seats.starts < NEVER]
    promoted = np.zeros(len(seats))
    turnover = 12 * jobs.turnover_per_month[seats.job]
    for job, stated in enumerate(scenario.jobs.values()):
        vacancies = float(turnover[seats.job == job].sum())
        filled, left = 0.0, scenario.people.promotion_share
        for group in _groups(jobs, seats, job, scenario):
            promoted[group.seats] += vacancies * left * group.chance / len(group.seats)
            filled += left * group.chance
            left *= 1 - group.chance
        saved = stated.vacancy_days - scenario.people.promotion_days
        jobs[job].search = max(1.0, jobs[job].search + filled / (1 - filled) * saved * DAY)
    for job in range(len(jobs)):
        mine = promoted[seats.job == job]
        if len(mine):
            a = float(jobs[job].turnover_per_month)
            jobs[job].attrition_per_month = max(_LEAST_QUITS * a, a - float(mine.mean()) / 12)


def _groups(jobs: np.recarray, seats: np.recarray, job: int, scenario: Scenario) -> list[_Group]:
    """Return who may be promoted into a job, in the order in which they are asked."""
    able = jobs.promotes_to[seats.job] == jobs[job].role
    segment = int(jobs[job].segment)
    able &= seats.job != job
    chosen = [able] if segment < 0 else [able & (seats.segment == s) for s in (segment, -1)]
    return [_group(jobs, seats, np.flatnonzero(one), scenario) for one in chosen if one.any()]


def _group(
    jobs: np.recarray, seats: np.recarray, members: np.ndarray, scenario: Scenario
) -> _Group:
    """Weigh a group: somebody has been there for long enough, stays being exponential."""
    months = scenario.people.promotion_tenure_months
    absent = 1.0
    for seat in members:
        absent *= 1 - math.exp(-float(jobs[seats[seat].job].turnover_per_month) * months)
    return _Group(members, 1 - absent)
