"""Jobs: how seats are filled, paid and led."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.errors import InputError
from sim.freeze.pay import plan_number
from sim.freeze.tables import DAY, HOUR, new_table
from sim.params import JOB
from sim.rules.leader import MONTH
from sim.scenario.schema import Agenda, Scenario
from sim.vocabulary import Duty, Role

_WEEKS_PER_MONTH = 365.25 / 12 / 7
_INTERVIEW_DAYS = 5  # what interviews usually add to the search for a candidate


def freeze_jobs(scenario: Scenario, segments: Sequence[str]) -> np.recarray:
    rows = new_table(len(scenario.jobs), JOB)
    for nth, (name, j) in enumerate(scenario.jobs.items()):
        row = rows[nth]
        row.role = getattr(Role, j.role.upper())
        row.segment = segment_number(j.segment, segments, f"jobs.{name}.segment")
        row.admin_share = j.admin_share
        row.attrition_per_month = j.attrition / 12
        vacant = j.attrition * j.vacancy_days / 365
        row.vacancy_share = vacant / (1 + vacant)
        search = j.vacancy_days - scenario.people.notice_days - _INTERVIEW_DAYS
        row.search = max(1.0, search) * DAY
        row.ramp = j.ramp_months * MONTH
        row.interview_work, row.welcome_work = j.interview_hours * HOUR, j.welcome_hours * HOUR
        agenda = scenario.leader.agendas.get(j.role, NO_AGENDA)
        row.coaching_work, row.people_work, row.inspection_work = (
            _weekly(agenda.coaching_hours),
            _weekly(agenda.people_hours),
            _weekly(agenda.inspection_hours),
        )
        row.alignment_work, row.standing_work = (
            _weekly(agenda.alignment_hours),
            _weekly(agenda.standing_hours),
        )
        row.base_pay = round(100 * j.pay * (1 - j.variable_share))
        row.variable_pay = round(100 * j.pay * j.variable_share)
        row.quota = round(100 * j.quota)
        row.plan = plan_number(j.plan, scenario)
        row.discount_limit = scenario.pricing.limits.get(j.role, 0.0)
        row.hygiene_work = _weekly(agenda.hygiene_hours)
        row.dashboard_work = _weekly(agenda.dashboard_hours)
        row.enablement_work = _weekly(agenda.enablement_hours)
        row.analysis_work = _weekly(agenda.analysis_hours)
        row.strategy_work = _weekly(agenda.strategy_hours)
        row.helping_work = agenda.helping_hours * HOUR
        row.duty = getattr(Duty, j.duty.upper())
        row.promotes_to = getattr(Role, j.promotes_to.upper()) if j.promotes_to else -1
        row.turnover_per_month = row.attrition_per_month
    return rows


NO_AGENDA = Agenda(coaching_hours=0, people_hours=0, inspection_hours=0)
"""Of a role that has no entry."""


def _weekly(hours_per_month: float) -> float:
    return hours_per_month * HOUR / _WEEKS_PER_MONTH


def segment_number(segment: str | None, segments: Sequence[str], key: str) -> int:
    if segment is None:
        return -1
    if segment not in segments:
        raise InputError(
            f"found the segment {segment!r}, expected one of {', '.join(segments)}",
            key=key,
            hint="declare the segment under segments, or use null for all segments",
        )
    return segments.index(segment)
