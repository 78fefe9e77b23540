"""The charts of a run: the first, and those of its re-organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.freeze.policies import Reserve, reserves
from sim.freeze.routing import handed_to
from sim.freeze.structure import freeze_interfaces, marketing_head
from sim.freeze.times import start_of
from sim.org.chart import OrgChart, Seat, build_chart, refuse_equal_keys
from sim.org.succession import Succession, succession
from sim.params import CHART, RoutingParams
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import Reorganisation
from sim.vocabulary import Interface


class Charts(NamedTuple):
    """The charts in the order of time, and which seat is which."""

    charts: list[OrgChart]
    plan: Succession
    units: list[str]
    reserves: list[Reserve]
    """Seats that a rule may open; the last of ``plan.seats``, in no chart."""


class FrozenCharts(NamedTuple):
    """[charts, seats] who is there, under whom; where functions meet; who stands for marketing."""

    chart: np.ndarray
    interfaces: np.ndarray
    marketing_head: np.ndarray


def reorganisations(scenario: Scenario) -> list[tuple[int, Reorganisation]]:
    """The re-organisations with their numbers in the list of events, in the order of time."""
    found = [
        (number, event)
        for number, event in enumerate(scenario.events)
        if isinstance(event, Reorganisation)
    ]
    return sorted(found, key=lambda entry: entry[1].date)


def charts_of(scenario: Scenario, first: OrgChart) -> Charts:
    later = [
        build_chart(scenario.model_copy(update={"org": event.org}))
        for _, event in reorganisations(scenario)
    ]
    charts = [first, *later]
    units = list(dict.fromkeys(unit.name for chart in charts for unit in chart.units))
    plan = succession(charts)
    found = reserves(scenario, first, len(plan.seats))
    seats = (*plan.seats, *(one.seat for one in found))
    refuse_equal_keys(list(seats))
    return Charts(charts, replace(plan, seats=seats), units, found)


def freeze_charts(
    scenario: Scenario,
    found: Charts,
    seats: np.recarray,
    jobs: np.recarray,
    routing: RoutingParams,
) -> FrozenCharts:
    """Freeze the charts; ``seats`` are all seats with role and segment."""
    rows = np.zeros((len(found.charts), len(seats)), CHART).view(np.recarray)
    marks = np.zeros((len(found.charts), len(seats), len(Interface)), np.int64)
    heads = np.zeros(len(found.charts), np.int64)
    for nth, chart in enumerate(found.charts):
        before = rows[nth - 1] if nth else None
        _fill(rows[nth], scenario, chart, found.plan.places[nth], found.units, before)
        for one in found.reserves:
            _place_reserve(rows[nth], one.seat, chart, found.plan.places[nth], found.units)
        there = seats.copy()
        there.role[rows[nth]["there"] == 0] = -1
        there.boss, there.depth = rows[nth]["boss"], rows[nth]["depth"]
        heads[nth] = marketing_head(there)
        carers = handed_to(routing, there, jobs, len(scenario.segments))
        marks[nth] = freeze_interfaces(there, int(heads[nth]), carers)
    return FrozenCharts(rows, marks, heads)


def _fill(
    row: np.ndarray,
    scenario: Scenario,
    chart: OrgChart,
    places: Sequence[int],
    units: list[str],
    before: np.ndarray | None,
) -> None:
    """Fill one chart's row; seats that it does not have hang under their nearest boss who stays."""
    for seat in chart.seats:
        here = row[places[seat.number]]
        here["there"], here["depth"], here["unit"] = 1, seat.depth, units.index(seat.unit)
        here["boss"] = places[seat.boss] if seat.boss >= 0 else -1
        here["starts"] = start_of(seat.starts, scenario)
    root = places[chart.root.number]
    for number in np.flatnonzero(row["there"] == 0):
        boss = -1 if before is None else int(before["boss"][number])
        while boss >= 0 and row["there"][boss] == 0 and before is not None:
            boss = int(before["boss"][boss])
        row["boss"][number] = boss if boss >= 0 else root
        row["depth"][number] = row["depth"][row["boss"][number]] + 1
        row["unit"][number] = -1 if before is None else before["unit"][number]


def _place_reserve(
    row: np.ndarray, seat: Seat, chart: OrgChart, places: Sequence[int], units: list[str]
) -> None:
    """Hang a seat in reserve under the leader of its unit, or where its job is in this chart."""
    mates = [one for one in chart.seats if one.unit == seat.unit]
    mates = mates or [one for one in chart.seats if one.job == seat.job] or [chart.root]
    led = next((unit.leader for unit in chart.units if unit.name == mates[0].unit), -1)
    boss = led if led >= 0 else mates[0].boss
    boss = boss if boss >= 0 else chart.root.number
    here = row[seat.number]
    here["boss"], here["unit"] = places[boss], units.index(mates[0].unit)
    here["depth"] = row["depth"][places[boss]] + 1
