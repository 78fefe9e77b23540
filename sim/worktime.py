"""Wall time and office hours: work is done while the office is open, the clock never stops.

Time is an integer number of seconds of company-local wall time since midnight of the scenario's
start date.  An ``OfficeCalendar`` holds what a run needs to turn wall seconds into office seconds
and back in constant time; office seconds count only while the office is open.
Times after the calendar's end are safe: the office has closed for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.jit import jit

HOUR = 3600
DAY = 86400

Integers = NDArray[np.int64]


class OfficeCalendar(NamedTuple):
    """When the office is open, and where weeks, months and fiscal quarters begin.

    ``opens`` and ``closes`` are seconds of the day; days are counted from the start date.
    """

    opens: int
    closes: int
    office_before: Integers
    """[days + 1] office seconds before midnight of each day; the last entry is the total."""
    workday: Integers
    """[workdays] day of the n-th workday."""
    is_workday: Integers
    """[days] 1 or 0."""
    weekday: Integers
    """[days] Monday is 0."""
    month_of_day: Integers
    """[days] calendar month, January is 0."""
    month_starts: Integers
    """[months + 1] second at which the run's k-th calendar month starts: 0, then every first of
    a month; the last entry is the first of a month at or after the calendar's end."""
    fiscal_quarter_of_day: Integers
    """[days] running number of the fiscal quarter, 0 at the start."""
    week_starts: Integers
    """[Mondays] second of every Monday's midnight within the calendar."""


@jit
def day_of(time: int) -> int:
    """Return the day on which this second falls."""
    return time // DAY


@jit
def office_at(calendar: OfficeCalendar, time: int) -> int:
    """Return the office seconds that have elapsed at a wall time."""
    day = time // DAY
    if day < 0:
        return 0
    if day >= len(calendar.is_workday):
        return int(calendar.office_before[-1])
    elapsed = int(calendar.office_before[day])
    if calendar.is_workday[day] == 1:
        elapsed += min(max(time - day * DAY - calendar.opens, 0), calendar.closes - calendar.opens)
    return elapsed


@jit
def wall_at(calendar: OfficeCalendar, office: int) -> int:
    """Return the earliest wall time at which so many office seconds have elapsed.

    Work that ends with the office hours ends at closing time, not next morning.  More than the
    calendar holds gives its end plus what is missing.
    """
    if office <= 0:
        return 0
    hours = calendar.closes - calendar.opens
    nth = (office - 1) // hours
    if nth >= len(calendar.workday):
        missing = office - len(calendar.workday) * hours
        return len(calendar.is_workday) * DAY + missing
    return int(calendar.workday[nth]) * DAY + calendar.opens + office - nth * hours


@jit
def work_ends(calendar: OfficeCalendar, now: int, seconds: int) -> int:
    """Return when work of so many office seconds (at least one) ends if it begins now."""
    return wall_at(calendar, office_at(calendar, now) + max(1, seconds))


@jit
def is_open(calendar: OfficeCalendar, now: int) -> bool:
    """Say whether the office is open: from the opening second to the one before closing."""
    day = now // DAY
    if day < 0 or day >= len(calendar.is_workday) or calendar.is_workday[day] == 0:
        return False
    return calendar.opens <= now - day * DAY < calendar.closes


@jit
def next_opening(calendar: OfficeCalendar, now: int) -> int:
    """Return ``now`` if the office is open, else the second at which it opens next.

    After the last workday this is a day or more after the calendar's end, and after ``now``.
    """
    if is_open(calendar, now):
        return now
    past_opening = now - calendar.opens
    first = 0 if past_opening < 0 else past_opening // DAY + 1
    if first < len(calendar.is_workday):
        hours = calendar.closes - calendar.opens
        nth = int(calendar.office_before[first]) // hours
        if nth < len(calendar.workday):
            return int(calendar.workday[nth]) * DAY + calendar.opens
    return max(now, len(calendar.is_workday) * DAY) + DAY


def build_calendar(
    start: date,
    days: int,
    holidays: Sequence[date],
    opens: int,
    closes: int,
    fiscal_year_start: int,
    workdays: Sequence[int] = (0, 1, 2, 3, 4),
) -> OfficeCalendar:
    """Build the calendar of ``days`` days from ``start``; ``workdays`` (Monday is 0) are worked.

    ``opens`` and ``closes`` are seconds of the day, ``fiscal_year_start`` a month (1 to 12).
    Raise ValueError where a number makes no sense.
    """
    _check(days, opens, closes, fiscal_year_start)
    dates = [start + timedelta(days=day) for day in range(days)]
    closed = set(holidays)
    weekday = _integers(day.weekday() for day in dates)
    is_workday = _integers(day.weekday() in workdays and day not in closed for day in dates)
    quarter = _integers((12 * day.year + day.month - fiscal_year_start) // 3 for day in dates)
    return OfficeCalendar(
        opens=opens,
        closes=closes,
        office_before=np.concatenate(([0], np.cumsum(is_workday))) * (closes - opens),
        workday=np.flatnonzero(is_workday).astype(np.int64),
        is_workday=is_workday,
        weekday=weekday,
        month_of_day=_integers(day.month - 1 for day in dates),
        month_starts=_month_starts(start, days),
        fiscal_quarter_of_day=quarter - quarter[0],
        week_starts=np.flatnonzero(weekday == 0).astype(np.int64) * DAY,
    )


def _integers(numbers: Iterable[int]) -> Integers:
    return np.array([int(number) for number in numbers], dtype=np.int64)


def _check(days: int, opens: int, closes: int, fiscal_year_start: int) -> None:
    """Raise ValueError where a number makes no sense."""
    if days < 1:
        raise ValueError(f"a calendar needs at least 1 day, got {days}")
    if not 0 <= opens < closes <= DAY:
        raise ValueError(f"office hours need 0 <= opens < closes <= {DAY}, got {opens} to {closes}")
    if not 1 <= fiscal_year_start <= 12:
        raise ValueError(f"a fiscal year starts in month 1 to 12, got {fiscal_year_start}")


def _month_starts(start: date, days: int) -> Integers:
    """Return 0 and the second of every first of a month, up to the first at or after the end."""
    starts, month = [0], 12 * start.year + start.month - 1
    while starts[-1] < days * DAY:
        month += 1
        starts.append((date(month // 12, month % 12 + 1, 1) - start).days * DAY)
    return _integers(starts)


def add_months(start: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + year, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)).day
    return first.replace(day=min(start.day, last))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "last")


def yearly_holidays(rules: Sequence[str], years: Iterable[int]) -> list[date]:
    """Return the dates of yearly holidays, in order and without doubles.

    A rule is a month and day ("01-01"), or a weekday of a month ("4th Thursday of November",
    "last Monday of May").  A day that a year does not have (02-29, a fifth Monday) is left out.
    Raise ValueError, with the forms that are understood, for any other rule.
    """
    found = {_holiday(rule, year) for year in years for rule in rules}
    return sorted(day for day in found if day is not None)


def _holiday(rule: str, year: int) -> date | None:
    """Return the day of one rule in one year, or None if the year does not have it."""
    words = rule.lower().split()
    if len(words) == 4:
        nth, weekday, of, month_name = words
        if nth in _ORDINALS and weekday in _WEEKDAYS and of == "of" and month_name in _MONTHS:
            month = _MONTHS.index(month_name) + 1
            return _weekday_of_month(year, month, _WEEKDAYS.index(weekday), nth)
    numbers = re.fullmatch(r"(\d\d)-(\d\d)", rule.strip())
    if numbers:
        month, day = int(numbers[1]), int(numbers[2])
        if 1 <= month <= 12 and 1 <= day <= _days_in_month(2000, month):
            return date(year, month, day) if day <= _days_in_month(year, month) else None
    raise ValueError(
        f"cannot read the holiday {rule!r}: expected a month and day such as '01-01', or a weekday "
        "of a month such as '4th Thursday of November' or 'last Monday of May'"
    )


def _weekday_of_month(year: int, month: int, weekday: int, ordinal: str) -> date | None:
    """Return the n-th or last given weekday of a month, or None if there is none."""
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    days = range(first, _days_in_month(year, month) + 1, 7)
    nth = -1 if ordinal == "last" else _ORDINALS.index(ordinal)
    return date(year, month, days[nth]) if nth < len(days) else None


def _days_in_month(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
