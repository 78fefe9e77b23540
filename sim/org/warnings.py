"""What is allowed but worth a second look before a run: spans, gaps, seats that never open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.org.chart import OrgChart
from sim.org.happenings import emptied_desks
from sim.org.measures import planned, spans
from sim.scenario.jobs import LEADER_ROLES
from sim.scenario.schema import Scenario

WIDE_SPAN = 12  # reports; beyond it weekly one-to-ones of half an hour take a leader's working day
_SERVING = {"ae": "deals", "csm": "customers"}


def chart_warnings(chart: OrgChart, scenario: Scenario) -> list[str]:
    """Warnings as sentences, the gravest first; empty for an unremarkable chart."""
    return [
        *_missing_desks(chart, scenario),
        *_unserved_segments(chart, scenario),
        *_closed_at_start(chart, scenario),
        *_never_open(chart, scenario),
        *emptied_desks(chart, scenario),
        *_wide_spans(chart),
        *_leaders_of_nobody(chart),
    ]


def _missing_desks(chart: OrgChart, scenario: Scenario) -> Iterator[str]:
    if not chart.with_role("sdr") and any(c.leads_per_month for c in scenario.channels.values()):
        others = "BDRs" if chart.with_role("bdr") else "AEs"
        yield f"no SDR: {others} work the inbound leads beside their own work"
    technical = [name for name, segment in scenario.segments.items() if segment.technical_share]
    if not chart.with_role("se") and technical:
        yield f"no SE: technical deals ({', '.join(technical)}) go without after the AE's patience"
    if not chart.with_role("csm"):
        yield "no CSM: AEs look after customers beside their deals"


def _unserved_segments(chart: OrgChart, scenario: Scenario) -> Iterator[str]:
    for role, what in _SERVING.items():
        served = {seat.segment for seat in chart.with_role(role)}
        for name in scenario.segments:
            if served and None not in served and name not in served:
                yield f"no {role.upper()} for segment {name}: its {what} have no owner"


def _closed_at_start(chart: OrgChart, scenario: Scenario) -> Iterator[str]:
    later = {seat.number for seat in planned(chart, scenario)}
    jobs: dict[str, list[int]] = {}
    for seat in chart.seats:
        jobs.setdefault(seat.job, []).append(seat.number)
    for job, numbers in jobs.items():
        if later.issuperset(numbers):
            opens = min(chart.seats[number].starts or date.max for number in numbers)
            yield f"all {len(numbers)} seats of {job} are vacant by plan until {opens}"


def _never_open(chart: OrgChart, scenario: Scenario) -> Iterator[str]:
    calendar = scenario.calendar
    months = calendar.start.month - 1 + calendar.warm_up_months + calendar.horizon_months
    end = date(calendar.start.year + months // 12, months % 12 + 1, min(calendar.start.day, 28))
    never = [seat for seat in planned(chart, scenario) if seat.starts and seat.starts >= end]
    if never:
        yield f"open only after the run ends ({end}): {len(never)} planned, like {never[0].name}"


def _wide_spans(chart: OrgChart) -> Iterator[str]:
    for number, span in spans(chart).items():
        if span > WIDE_SPAN:
            name = chart.seats[number].name
            yield f"{name} has {span} direct reports: little coaching for each"


def _leaders_of_nobody(chart: OrgChart) -> Iterator[str]:
    """A CMO is left out: the marketing team is not simulated seat by seat."""
    leading = spans(chart)
    for seat in chart.seats:
        if seat.role in LEADER_ROLES - {"cmo"} and seat.number not in leading:
            yield f"{seat.name} leads nobody"
