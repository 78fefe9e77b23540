"""The calendar of a run."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.errors import InputError
from sim.freeze.tables import DAY, HOUR
from sim.params import RunTimes
from sim.scenario.schema import Scenario
from sim.worktime import OfficeCalendar, add_months, build_calendar, yearly_holidays

_TAIL_DAYS = 500  # office calendar beyond the end, for work that outlives the run


def freeze_times(scenario: Scenario) -> tuple[RunTimes, OfficeCalendar]:
    c = scenario.calendar
    months = c.warm_up_months + c.horizon_months
    starts = [(add_months(c.start, month) - c.start).days * DAY for month in range(months + 1)]
    days = starts[-1] // DAY + _TAIL_DAYS
    years = range(c.start.year, c.start.year + days // 365 + 2)
    try:
        holidays = yearly_holidays(c.holidays, years)
    except ValueError as error:
        raise InputError(str(error), key="calendar.holidays") from error
    clock = build_calendar(
        c.start,
        days,
        holidays,
        c.office_opens * HOUR,
        c.office_closes * HOUR,
        c.fiscal_year_start,
        c.workdays,
    )
    firsts = [add_months(c.start.replace(day=1), month) for month in range(months + 2)]
    quarters = [
        (first - c.start).days * DAY
        for first in firsts
        if (first.month - c.fiscal_year_start) % 3 == 0 and first >= c.start
    ]
    fiscal = [
        ((first - c.start).days * DAY, (first.month - c.fiscal_year_start) % 12)
        for first in firsts
        if c.start <= first and (first - c.start).days * DAY < starts[-1]
    ]
    run = RunTimes(
        warm_up_ends=starts[c.warm_up_months],
        ends=starts[-1],
        grid=c.time_grid,
        first_weekday=c.start.weekday(),
        month_starts=np.array(starts, np.int64),
        quarter_starts=np.array([q for q in quarters if q < starts[-1]], np.int64),
        week_starts=clock.week_starts[clock.week_starts < starts[-1]],
        fiscal_starts=np.array([s for s, _ in fiscal], np.int64),
        fiscal_months=np.array([m for _, m in fiscal], np.int64),
    )
    return run, clock


def start_of(first_day: date | None, scenario: Scenario) -> int:
    """Return the second of a seat's first day, 0 if it was there before the run."""
    c = scenario.calendar
    if first_day is None or first_day <= c.start:
        return 0
    return (first_day - c.start).days * DAY + c.office_opens * HOUR
