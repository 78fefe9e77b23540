"""``freeze``: the only bridge from a scenario's words to the numbers that engines read.

Units are converted here once: hours and days to seconds, dollars to cents, yearly rates to monthly.
Evidence states outcomes (a share of meetings held, a share of leads qualified); what the rules need
(a chance per booking, a score threshold) is solved from them here.
"""

from __future__ import annotations

from sim.freeze.changes import freeze_changes
from sim.freeze.charts import charts_of, freeze_charts
from sim.freeze.demand import freeze_channels, freeze_demand
from sim.freeze.desks import (
    freeze_ae,
    freeze_csm,
    freeze_ledger,
    freeze_meeting,
    freeze_outbound,
    freeze_people,
    freeze_sdr,
    freeze_setting,
)
from sim.freeze.jobs import freeze_jobs
from sim.freeze.marketing import freeze_marketing
from sim.freeze.operations import freeze_operations
from sim.freeze.pay import freeze_forecast, freeze_plans, freeze_pricing, freeze_quotas
from sim.freeze.policies import freeze_policies
from sim.freeze.promotions import expect_promotions
from sim.freeze.routing import freeze_routing
from sim.freeze.seats import freeze_seats
from sim.freeze.segments import freeze_segments
from sim.freeze.structure import freeze_leader, freeze_structure
from sim.freeze.times import freeze_times
from sim.org.chart import OrgChart, build_chart
from sim.params import Frozen, Names, Params
from sim.scenario.schema import Scenario

__all__ = ["freeze"]


def freeze(scenario: Scenario, chart: OrgChart | None = None) -> Frozen:
    """Freeze a scenario (and its chart) to numbers.  Raises ``InputError``."""
    chart = build_chart(scenario) if chart is None else chart
    run, clock = freeze_times(scenario)
    segments = list(scenario.segments)
    jobs = freeze_jobs(scenario, segments)
    found = charts_of(scenario, chart)
    seats = freeze_seats(scenario, found, segments)
    routing = freeze_routing(scenario)
    charts = freeze_charts(scenario, found, seats, jobs, routing)
    seats.boss, seats.depth = charts.chart[0].boss, charts.chart[0].depth
    expect_promotions(jobs, seats, scenario)
    params = Params(
        clock=clock,
        run=run,
        segment=freeze_segments(scenario),
        channel=freeze_channels(scenario),
        job=jobs,
        seat=seats,
        demand=freeze_demand(scenario, clock),
        routing=routing,
        sdr=freeze_sdr(scenario),
        bdr=freeze_outbound(scenario, scenario.bdr, 0),
        setter=freeze_outbound(scenario, scenario.setter, 1),
        meeting=freeze_meeting(scenario),
        ae=freeze_ae(scenario),
        csm=freeze_csm(scenario),
        leader=freeze_leader(scenario),
        structure=freeze_structure(scenario),
        people=freeze_people(scenario),
        ledger=freeze_ledger(scenario),
        plan=freeze_plans(scenario),
        quotas=freeze_quotas(scenario),
        pricing=freeze_pricing(scenario),
        forecast=freeze_forecast(scenario),
        operations=freeze_operations(scenario, seats),
        marketing=freeze_marketing(scenario),
        setting=freeze_setting(scenario),
        changes=freeze_changes(scenario, found, charts, run.ends),
        policies=freeze_policies(scenario, found.reserves),
    )
    names = Names(
        scenario=scenario.name,
        segments=tuple(segments),
        channels=tuple(scenario.channels),
        jobs=tuple(scenario.jobs),
        seats=tuple(seat.name for seat in found.plan.seats),
        units=tuple(found.units),
    )
    return Frozen(params, names)
