"""The default company's year in closed form: leads to ARR by multiplication, no queue, no luck.

Every figure is named by the KPI that it is compared with.  Headcount, staffing, channels, shares
and prices come from the scenario, outcomes of calibration from ``evidence``.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.org.chart import OrgChart, build_chart
from sim.scenario.schema import Channel, Job, Scenario
from sim.verification import evidence
from sim.verification.staffing import productive_heads

MONTHS = 12
INBOUND = "inbound"


class Flow(NamedTuple):
    """First meetings and opportunities of one source (or of several) in a year."""

    booked: float = 0.0
    held: float = 0.0
    sao: float = 0.0

    def plus(self, other: Flow) -> Flow:
        """Return both together."""
        return Flow(*(one + more for one, more in zip(self, other, strict=True)))

    def times(self, share: float) -> Flow:
        """Return a share of the flow."""
        return Flow(*(one * share for one in self))


class ChannelYear(NamedTuple):
    """One inbound channel in a year."""

    leads: float
    mql: float
    flow: Flow


class Company(NamedTuple):
    """The closed form of a scenario."""

    scenario: Scenario
    chart: OrgChart
    channels: dict[str, ChannelYear]
    sources: dict[str, dict[str, Flow]]
    """Flow by segment and source: inbound, bdr, setter, self_sourced."""

    def of_segment(self, segment: str) -> Flow:
        """Return a segment's flow from all sources."""
        total = Flow()
        for flow in self.sources[segment].values():
            total = total.plus(flow)
        return total

    def wins(self, segment: str) -> float:
        """Return the deals a segment wins."""
        return self.of_segment(segment).sao * evidence.SEGMENTS[segment].win_rate


def closed_form(scenario: Scenario) -> Company:
    """Return the year of a scenario with the default company's channels and segments."""
    chart = build_chart(scenario)
    channels = {name: channel_year(scenario, name, one) for name, one in scenario.channels.items()}
    inbound = Flow()
    for year in channels.values():
        inbound = inbound.plus(year.flow)
    sources = {
        name: {INBOUND: inbound.times(segment.inbound_share), **_outside(scenario, chart, name)}
        for name, segment in scenario.segments.items()
    }
    return Company(scenario, chart, channels, sources)


def channel_year(scenario: Scenario, name: str, channel: Channel) -> ChannelYear:
    """Return leads x MQL share x booked x held x accepted."""
    leads = MONTHS * channel.leads_per_month
    leads *= channel.spend_factor**scenario.demand.spend_elasticity
    booked = leads * channel.mql_share * evidence.BOOKED_OF_MQL[name]
    held = booked * channel.held
    return ChannelYear(leads, leads * channel.mql_share, Flow(booked, held, held * channel.accept))


def _outside(scenario: Scenario, chart: OrgChart, segment: str) -> dict[str, Flow]:
    """Return what BDRs, setters and AEs bring in themselves, by productive heads."""
    market, figures = scenario.segments[segment], evidence.SEGMENTS[segment]
    bdr = heads(scenario, chart, "bdr", segment) * figures.booked_per_bdr
    setter = heads(scenario, chart, "setter", segment) * evidence.BOOKED_PER_SETTER
    own = heads(scenario, chart, "ae", segment) * figures.self_sourced
    plan = scenario.setter
    return {
        "bdr": _booked(bdr, market.outbound_held, market.outbound_accept),
        "setter": _booked(setter, plan.held, plan.accept),
        "self_sourced": _accepted(own, market.self_sourced_held, market.self_sourced_accept),
    }


def _booked(per_month: float, held: float, accept: float) -> Flow:
    booked = MONTHS * per_month
    return Flow(booked, booked * held, booked * held * accept)


def _accepted(per_month: float, held: float, accept: float) -> Flow:
    sao = MONTHS * per_month
    return Flow(sao / accept / held, sao / accept, sao)


def heads(scenario: Scenario, chart: OrgChart, role: str, segment: str) -> float:
    """Return the productive heads of a role in a segment."""
    mine = {name for name, job in scenario.jobs.items() if _is(job, role, segment)}
    return sum(productive_heads(scenario, chart, name) for name in mine)


def _is(job: Job, role: str, segment: str) -> bool:
    return job.role == role and job.segment == segment


def funnel_figures(company: Company) -> dict[str, float]:
    """Return leads, MQLs, meetings held and SAOs by source, and wins by segment, for a year."""
    figures: dict[str, float] = {}
    for name, year in company.channels.items():
        figures |= {f"leads.{name}": year.leads, f"mql.{name}": year.mql}
        figures |= {f"held.{name}": year.flow.held, f"sao.{name}": year.flow.sao}
    for source in ("bdr", "setter", "self_sourced"):
        flows = [of[source] for of in company.sources.values()]
        figures[f"held.{source}"] = sum(flow.held for flow in flows)
        figures[f"sao.{source}"] = sum(flow.sao for flow in flows)
    return figures | {f"wins.{segment}": company.wins(segment) for segment in company.sources}


def revenue_figures(company: Company) -> dict[str, float]:
    """Return new ARR, and the ARR kept and expanded of every dollar at the start."""
    segments = company.scenario.segments
    share = {name: segment.initial_arr_share for name, segment in segments.items()}
    figures = evidence.SEGMENTS
    kept = sum(share[name] * figures[name].kept for name in segments)
    return {
        "new_arr": sum(company.wins(name) * one.annual_value for name, one in segments.items()),
        "grr": kept,
        "nrr": kept + sum(share[name] * figures[name].expanded for name in segments),
    }
