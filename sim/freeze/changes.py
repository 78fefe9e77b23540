"""Dated events: what they do day by day, and whom they concern."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from sim.freeze.charts import Charts, FrozenCharts, reorganisations
from sim.freeze.tables import DAY, NEVER
from sim.params import DATED, ChangeParams
from sim.rules.leader import MONTH
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import (
    BudgetCut,
    CompetitorEntry,
    DemandShift,
    Event,
    HiringFreeze,
    KeyExit,
    Layoff,
    PriceChange,
    Reorganisation,
)
from sim.scenario.schema.rules import SpendRule
from sim.vocabulary import Shock

_SHOCKS: dict[type, int] = {
    DemandShift: Shock.DEMAND,
    CompetitorEntry: Shock.COMPETITOR,
    PriceChange: Shock.PRICE,
    KeyExit: Shock.EXIT,
    Layoff: Shock.LAYOFF,
    BudgetCut: Shock.BUDGET_CUT,
    HiringFreeze: Shock.HIRING_FREEZE,
    Reorganisation: Shock.REORGANISATION,
}


def freeze_changes(
    scenario: Scenario, found: Charts, frozen: FrozenCharts, run_ends: int
) -> ChangeParams:
    """Freeze the dated events; the tables by day cover the run."""
    days = run_ends // DAY + 1
    rows = sorted(_rows(scenario, found), key=lambda row: (row["time"], row["number"], row["over"]))
    rows = [row for row in rows if row["time"] < run_ends]
    events = [scenario.events[int(row["number"])] for row in rows]
    channels = [event.channels if isinstance(event, BudgetCut) else [] for event in events]
    pace, restless = _transition(scenario, days)
    share, effect = _competitor(scenario, days)
    return ChangeParams(
        event=_table(rows),
        event_channels=named(channels, list(scenario.channels)),
        chart=frozen.chart,
        interfaces=frozen.interfaces,
        marketing_head=frozen.marketing_head,
        demand=demand_by_day(scenario, days),
        price=_price(scenario, days),
        competitor_share=share,
        competitor_effect=effect,
        pace=pace,
        restless=restless,
    )


def _table(rows: Sequence[np.ndarray]) -> np.recarray:
    return np.array(rows, DATED).reshape(-1).view(np.recarray)


def _rows(scenario: Scenario, found: Charts) -> Iterable[np.ndarray]:
    """Yield an event's beginning, and its end if it has one."""
    charts = {number: nth for nth, (number, _) in enumerate(reorganisations(scenario), start=1)}
    for number, event in enumerate(scenario.events):
        row = np.zeros((), DATED)
        row["time"], row["number"], row["shock"] = _time(event.date, scenario), number, 0
        row["shock"], row["until"] = _SHOCKS[type(event)], NEVER
        row["job"] = row["unit"] = -1
        _particulars(row, event, scenario, found)
        row["chart"] = charts.get(number, 0)
        yield row
        if row["until"] < NEVER:
            over = row.copy()
            over["time"], over["over"] = row["until"], 1
            yield over


def _particulars(row: np.ndarray, event: Event, scenario: Scenario, found: Charts) -> None:
    until = getattr(event, "until", None)
    if until is not None:
        row["until"] = _time(until, scenario)
    if isinstance(event, (KeyExit, Layoff)):
        row["job"] = list(scenario.jobs).index(event.job)
        row["unit"] = -1 if event.unit is None else found.units.index(event.unit)
    if isinstance(event, Layoff):
        row["seats"] = event.count
    if isinstance(event, KeyExit):
        row["best"] = int(event.who == "best")
    if isinstance(event, (DemandShift, PriceChange, BudgetCut)):
        row["factor"] = event.factor
    if isinstance(event, Reorganisation):
        row["factor"] = event.portfolio_handoffs


def _time(day: date, scenario: Scenario) -> int:
    return (day - scenario.calendar.start).days * DAY


def _days(event: Event, scenario: Scenario) -> slice:
    """The days on which a lasting event acts."""
    first = _time(event.date, scenario) // DAY
    until = getattr(event, "until", None)
    return slice(first, None if until is None else _time(until, scenario) // DAY)


def named(lists: Sequence[Sequence[str] | None], words: Sequence[str]) -> np.ndarray:
    """Return int64 [lists, words]: 1 where a list has the word; None is every word."""
    marks = [[int(one is None or word in one) for word in words] for one in lists]
    return np.array(marks, np.int64).reshape(len(lists), len(words))


def demand_by_day(scenario: Scenario, days: int) -> np.ndarray:
    """Return the factor on every channel's leads, [channels, days]."""
    factor = np.ones((len(scenario.channels), days))
    for event in scenario.events:
        if isinstance(event, DemandShift):
            mine = named([event.channels], list(scenario.channels))[0] == 1
            factor[mine, _days(event, scenario)] *= event.factor
    return factor


def _price(scenario: Scenario, days: int) -> np.ndarray:
    """Return the factor on the list ACV, [segments, days]."""
    factor = np.ones((len(scenario.segments), days))
    for event in scenario.events:
        if isinstance(event, PriceChange):
            mine = named([event.segments], list(scenario.segments))[0] == 1
            factor[mine, _days(event, scenario)] *= event.factor
    return factor


def _competitor(scenario: Scenario, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what entrants add to share and effect, [days]; both halve with every half-life."""
    share, effect = np.zeros(days), np.zeros(days)
    for event in scenario.events:
        if not isinstance(event, CompetitorEntry):
            continue
        age = np.arange(days) - _time(event.date, scenario) // DAY
        left = (age >= 0).astype(np.float64)
        if event.half_life_months is not None:
            left *= 0.5 ** (np.maximum(age, 0) * DAY / (event.half_life_months * MONTH))
        share += event.share * left
        effect += event.effect * left
    return share, effect


def _transition(scenario: Scenario, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the working time that is left and the log-odds of leaving on top, [days]."""
    pace, restless = np.ones(days), np.zeros(days)
    for event in scenario.events:
        if isinstance(event, Reorganisation):
            first = _time(event.date, scenario) // DAY
            for table, months in ((pace, event.loss_months), (restless, event.quit_months)):
                last = first + math.ceil(months * MONTH / DAY)
                if table is pace:
                    pace[first:last] *= 1 - event.speed_loss
                else:
                    restless[first:last] += math.log(event.quit_ratio)
    return pace, restless


def busiest_day(scenario: Scenario, days: int) -> np.ndarray:
    """Return the largest factor that changes put on each channel's leads."""
    elasticity = scenario.demand.spend_elasticity
    most = demand_by_day(scenario, days).max(axis=1)
    for event in scenario.events:
        if isinstance(event, BudgetCut):
            mine = named([event.channels], list(scenario.channels))[0] == 1
            most[mine] *= max(1.0, event.factor) ** elasticity
    for rule in scenario.rules:
        if isinstance(rule, SpendRule):
            mine = named([rule.channels], list(scenario.channels))[0] == 1
            most[mine] *= max(1.0, rule.factor) ** (elasticity * rule.most)
    return most
