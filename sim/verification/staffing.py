"""Staffing arithmetic: how many productive heads a team has, and how busy its work keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.freeze.jobs import NO_AGENDA
from sim.org.chart import OrgChart, Seat
from sim.org.distance import common_boss, marketing_head
from sim.scenario.schema import Agenda, Job, Scenario
from sim.verification import evidence

if TYPE_CHECKING:
    from sim.verification.closed_form import Company

MONTHLY_HOURS = evidence.NET_HOURS / 12


def productive_share(attrition: float, vacancy_days: float, ramp_months: float) -> float:
    """Return the share of a seat's time that is productive: 1 - a V - a r / 2, V and r in years."""
    return 1 - attrition * vacancy_days / 365 - attrition * ramp_months / 12 / 2


def share_of(job: Job) -> float:
    """Return the productive share of a job's seats."""
    return productive_share(job.attrition, job.vacancy_days, job.ramp_months)


def productive_heads(scenario: Scenario, chart: OrgChart, job: str) -> float:
    """Return seats x productive share of one job."""
    return sum(seat.job == job for seat in chart.seats) * share_of(scenario.jobs[job])


def utilisation_figures(company: Company) -> dict[str, float]:
    """Return utilisation by job: administration + hours of work / (1,760 x productive heads).

    Jobs without a seat are left out.
    """
    figures = {}
    for name in dict.fromkeys(seat.job for seat in company.chart.seats):
        job = company.scenario.jobs[name]
        figures[name] = job.admin_share + _WORK[job.role](company, name)
    return figures


def _load(company: Company, job: str, hours: float) -> float:
    """Return yearly hours as a share of what the job's productive heads have."""
    heads = productive_heads(company.scenario, company.chart, job)
    return hours / (evidence.NET_HOURS * heads)


def _sdr(company: Company, job: str) -> float:
    mql = sum(year.mql for year in company.channels.values())
    booked = sum(year.flow.booked for year in company.channels.values())
    hours = mql * evidence.SDR_HOURS_PER_MQL + booked * evidence.SDR_HOURS_PER_MEETING
    return _load(company, job, hours)


def _bdr(company: Company, job: str) -> float:
    return evidence.BDR_HOURS_PER_DAY / evidence.HOURS_PER_DAY


def _setter(company: Company, job: str) -> float:
    return evidence.SETTER_HOURS_PER_DAY / evidence.HOURS_PER_DAY


def _ae(company: Company, job: str) -> float:
    """Work on opportunities, wins, rejected leads and no-shows, and prospecting."""
    segment = str(company.scenario.jobs[job].segment)
    figures, flow = evidence.SEGMENTS[segment], company.of_segment(segment)
    own = company.sources[segment]["self_sourced"]
    hours = flow.sao * figures.ae_hours_per_sao
    hours += company.wins(segment) * figures.closing_hours
    hours += (flow.held - flow.sao) * figures.rejected_hours
    hours += (flow.booked - flow.held) * figures.no_show_hours
    hours += own.sao * figures.prospecting_hours_per_sao
    return _load(company, job, hours)


def _se(company: Company, job: str) -> float:
    hours = sum(
        company.of_segment(name).sao * figures.technical * figures.se_hours
        for name, figures in evidence.SEGMENTS.items()
    )
    return _load(company, job, hours)


def _csm(company: Company, job: str) -> float:
    """Customers halfway through the year x hours, onboarding, and save plays."""
    segment = str(company.scenario.jobs[job].segment)
    figures, wins = evidence.SEGMENTS[segment], company.wins(segment)
    customers = _customers(company, segment)
    hours = customers * (figures.csm_hours_per_customer + figures.at_risk * figures.save_hours)
    return _load(company, job, hours + wins * figures.onboarding_hours)


def _customers(company: Company, segment: str) -> float:
    """Return a segment's customers halfway through the year."""
    market, figures = company.scenario.segments[segment], evidence.SEGMENTS[segment]
    start = company.scenario.initial.arr * market.initial_arr_share / market.initial_annual_value
    return start + (company.wins(segment) - start * figures.logos_lost) / 2


def _sales_manager(company: Company, job: str) -> float:
    return sum(evidence.MANAGER_HOURS.values()) / MONTHLY_HOURS


def _leader(company: Company, job: str) -> float:
    """The job's agenda and hiring, averaged over its seats."""
    mine = [seat for seat in company.chart.seats if seat.job == job]
    return sum(_leader_hours(company, seat) for seat in mine) / len(mine) / MONTHLY_HOURS


def _leader_hours(company: Company, seat: Seat) -> float:
    """Return a leader's hours a month: agenda, hiring, sponsoring, save plays, routing by hand."""
    scenario, chart = company.scenario, company.chart
    agenda = _agenda(scenario, seat.role)
    reports = chart.reports(seat.number)
    hours = len(reports) * (agenda.coaching_hours + agenda.people_hours + agenda.inspection_hours)
    if any(report.role == "sdr" for report in reports):
        hours += agenda.helping_hours
    hours += agenda.standing_hours + agenda.alignment_hours * _interfaces(company, seat)
    hours += agenda.hygiene_hours + agenda.dashboard_hours
    hours += agenda.enablement_hours + agenda.analysis_hours + agenda.strategy_hours
    hours += sum(_hiring(scenario.jobs[report.job]) for report in reports)
    below = [scenario.jobs[one.job] for report in reports for one in chart.reports(report.number)]
    hours += sum(one.attrition for one in below) * scenario.people.second_interview_hours / 12
    hours += _budgeting(scenario, chart, seat)
    hours += _sponsoring(company, seat) + _escalations(company, seat)
    return hours + _routing(company, seat)


def _budgeting(scenario: Scenario, chart: OrgChart, seat: Seat) -> float:
    """Return the hours a month on moving channel budgets, for the seat that owns them."""
    budget, owner = scenario.budget, marketing_head(chart)
    if budget.owner == "common_boss":
        for ae in chart.with_role("ae"):
            owner = common_boss(chart, owner, ae.number)
    if budget.every_months == 0 or seat.number != owner:
        return 0.0
    return budget.hours / budget.every_months


def _agenda(scenario: Scenario, role: str) -> Agenda:
    """Return a role's agenda, an empty one for a role without."""
    agendas = {str(name): agenda for name, agenda in scenario.leader.agendas.items()}
    return agendas.get(role, NO_AGENDA)


def _hiring(job: Job) -> float:
    """Return the direct leader's hours a month on hiring for one seat."""
    return job.attrition * (job.interview_hours + job.welcome_hours) / 12


def _interfaces(company: Company, seat: Seat) -> int:
    """Return how many hand-offs have this seat as the lowest common boss of both sides."""
    chart = company.chart
    front = {one.boss for one in chart.seats if one.role == "sdr"}
    givers = {one.boss for one in chart.seats if one.role in ("sdr", "bdr", "setter")}
    sellers = {one.boss for one in chart.seats if one.role == "ae"}
    carers = {one.boss for one in chart.seats if one.role == "csm"}
    marketing = {one.number for one in chart.seats if one.role == "cmo"} or {chart.root.number}
    pairs = ((marketing, front), (givers, sellers), (sellers, carers))
    return sum(
        any(_common(chart, one, other) == seat.number for one in these for other in those)
        for these, those in pairs
    )


def _common(chart: OrgChart, one: int, other: int) -> int:
    """Return the lowest common boss of two leaders, either of whom may be it."""
    line = {one}
    while chart.seats[one].boss >= 0:
        one = chart.seats[one].boss
        line.add(one)
    while other not in line:
        other = chart.seats[other].boss
    return other


def _sponsoring(company: Company, seat: Seat) -> float:
    """Return an executive's hours a month on late deals, shared among those above the leaders."""
    executives = {
        above
        for ae in company.chart.with_role("ae")
        for above in _above(company.chart, ae.boss)
        if company.chart.seats[above].role != "ceo"
    }
    if seat.number not in executives:
        return 0.0
    hours = 0.0
    for name, segment in company.scenario.segments.items():
        reached = segment.stage_advance[0] * segment.stage_advance[1] * segment.stage_advance[2]
        hours += company.of_segment(name).sao * reached * segment.sponsor_hours
    return hours / 12 / len(executives)


def _escalations(company: Company, seat: Seat) -> float:
    """Return an executive's hours a month on save plays that CSMs escalate."""
    scenario, chart, hours = company.scenario, company.chart, 0.0
    both = scenario.csm.cross_functional_share
    for name, segment in scenario.segments.items():
        carers = [one for one in chart.with_role("csm") if one.segment in (name, None)]
        sellers = [one for one in chart.with_role("ae") if one.segment in (name, None)]
        if not carers or not sellers or scenario.csm.escalation_effect == 0:
            continue
        cases = _customers(company, name) * evidence.SEGMENTS[name].at_risk
        carer, seller = carers[0].number, sellers[0].number
        share = (1 - both) * (_helper(chart, carer, carer) == seat.number)
        share += both * (_helper(chart, carer, seller) == seat.number)
        hours += share * cases * segment.save_executive_hours
    return hours / 12


def _helper(chart: OrgChart, carer: int, other: int) -> int:
    """Return the second boss above a CSM, or the common boss with another seat if that is higher.

    -1 where there is none.
    """
    line = _above(chart, carer)
    common = 0 if other == carer else line.index(_common(chart, line[0], chart.seats[other].boss))
    place = max(1, common)
    return line[place] if place < len(line) else -1


def _above(chart: OrgChart, number: int) -> list[int]:
    line = []
    while chart.seats[number].boss >= 0:
        number = chart.seats[number].boss
        line.append(number)
    return line


def _routing(company: Company, seat: Seat) -> float:
    """Return an analyst's hours a month on routing by hand."""
    if seat.role != "sales_ops":
        return 0.0
    routing, mql = company.scenario.routing, sum(year.mql for year in company.channels.values())
    analysts = len(company.chart.with_role("sales_ops"))
    return mql / 12 * routing.manual_share * routing.manual_hours / analysts


_WORK: dict[str, Callable[[Company, str], float]] = {
    "sdr": _sdr,
    "bdr": _bdr,
    "setter": _setter,
    "ae": _ae,
    "se": _se,
    "csm": _csm,
    "sales_manager": _sales_manager,
    **dict.fromkeys(
        ("sales_ops", "team_lead", "cs_manager", "vp_sales", "cmo", "cco", "cso", "cro", "ceo"),
        _leader,
    ),
}
