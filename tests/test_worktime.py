"""Wall time and office hours against a slow oracle that looks at every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import worktime
from sim.worktime import DAY, HOUR, OfficeCalendar, build_calendar, yearly_holidays


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    start = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 800)))
    days = draw(st.integers(1, 120))
    holidays = [start + timedelta(days=day) for day in draw(st.lists(st.integers(0, 120)))]
    opens = draw(st.integers(0, DAY - 1))
    closes = draw(st.integers(opens + 1, DAY))
    return build_calendar(start, days, holidays, opens, closes, draw(st.integers(1, 12)))


times = st.integers(-2 * DAY, 130 * DAY)


def office_by_days(calendar: OfficeCalendar, time: int) -> int:
    """Office seconds elapsed, added up day by day."""
    total = 0
    for day, worked in enumerate(calendar.is_workday):
        if worked:
            last = min(time, day * DAY + calendar.closes)
            total += max(0, last - (day * DAY + calendar.opens))
    return total


def open_by_days(calendar: OfficeCalendar, time: int) -> bool:
    """Whether a second is an office second: it counts."""
    return office_by_days(calendar, time + 1) > office_by_days(calendar, time)


@given(calendars(), times)
def test_office_seconds_agree_with_the_oracle(calendar, time):
    assert worktime.office_at(calendar, time) == office_by_days(calendar, time)


@given(calendars(), times)
def test_the_office_is_open_exactly_when_office_seconds_pass(calendar, time):
    assert worktime.is_open(calendar, time) == open_by_days(calendar, time)


@given(calendars(), st.data())
def test_wall_time_is_the_earliest_with_so_many_office_seconds(calendar, data):
    office = data.draw(st.integers(0, int(calendar.office_before[-1])))
    wall = worktime.wall_at(calendar, office)
    assert worktime.office_at(calendar, wall) == office
    assert wall == 0 or worktime.office_at(calendar, wall - 1) == office - 1


@given(calendars(), st.integers(0, 10**7), st.integers(1, 10**6))
def test_more_office_seconds_never_end_sooner(calendar, office, more):
    assert worktime.wall_at(calendar, office) < worktime.wall_at(calendar, office + more)


@given(calendars(), times, st.integers(-5, 10**6))
def test_work_ends_after_it_begins_and_takes_its_office_seconds(calendar, now, seconds):
    end = worktime.work_ends(calendar, now, seconds)
    horizon = len(calendar.is_workday) * DAY
    if end <= horizon:
        took = worktime.office_at(calendar, end) - worktime.office_at(calendar, now)
        assert took == max(1, seconds)
        assert end > now
    else:
        left = calendar.office_before[-1] - worktime.office_at(calendar, now)
        assert left < max(1, seconds)


@given(calendars(), times)
def test_the_next_opening_is_the_first_open_second(calendar, now):
    opening = worktime.next_opening(calendar, now)
    horizon = len(calendar.is_workday) * DAY
    before = worktime.office_at(calendar, now)
    if opening < horizon:
        assert open_by_days(calendar, opening)
        assert opening >= now
        assert worktime.office_at(calendar, opening) == before
    else:
        assert before == calendar.office_before[-1]
        assert opening > now


def week() -> OfficeCalendar:
    """Eight days from a Wednesday, nine to five, Friday off."""
    return build_calendar(date(2025, 1, 1), 8, [date(2025, 1, 3)], 9 * HOUR, 17 * HOUR, 1)


def test_work_that_fills_the_day_ends_at_closing_time_not_next_morning():
    assert worktime.work_ends(week(), 9 * HOUR, 8 * HOUR) == 17 * HOUR
    assert worktime.work_ends(week(), 9 * HOUR, 8 * HOUR + 1) == DAY + 9 * HOUR + 1


def test_work_waits_over_holiday_and_weekend():
    thursday_evening = DAY + 20 * HOUR
    monday = 5 * DAY
    assert worktime.work_ends(week(), thursday_evening, HOUR) == monday + 10 * HOUR
    assert worktime.next_opening(week(), thursday_evening) == monday + 9 * HOUR


def test_the_opening_second_is_open_and_the_closing_second_is_not():
    assert worktime.is_open(week(), 9 * HOUR)
    assert not worktime.is_open(week(), 9 * HOUR - 1)
    assert worktime.is_open(week(), 17 * HOUR - 1)
    assert not worktime.is_open(week(), 17 * HOUR)
    assert worktime.next_opening(week(), 17 * HOUR) == DAY + 9 * HOUR


def test_after_the_end_the_office_stays_closed_and_time_still_moves():
    end = 8 * DAY
    total = int(week().office_before[-1])
    assert worktime.wall_at(week(), total + 10) == end + 10
    for now in (end - 1, end, 50 * DAY):
        assert not worktime.is_open(week(), now)
        assert worktime.next_opening(week(), now) > max(now, end)
        assert worktime.office_at(week(), now) == total


def test_weeks_months_and_fiscal_quarters_begin_where_the_calendar_says():
    calendar = build_calendar(date(2025, 1, 15), 100, [], 9 * HOUR, 17 * HOUR, 2)
    assert list(calendar.month_starts // DAY) == [0, 17, 45, 76, 106]
    assert [calendar.month_of_day[day] for day in (0, 16, 17, 45, 99)] == [0, 0, 1, 2, 3]
    assert [calendar.fiscal_quarter_of_day[day] for day in (0, 16, 17, 99)] == [0, 0, 1, 1]
    assert list(calendar.week_starts[:2] // DAY) == [5, 12]
    assert calendar.weekday[0] == 2
    assert worktime.day_of(17 * DAY - 1) == 16


def test_a_calendar_that_ends_with_a_month_ends_its_last_month_there():
    calendar = build_calendar(date(2025, 1, 1), 59, [], 0, DAY, 1)
    assert list(calendar.month_starts // DAY) == [0, 31, 59]


def test_twelve_months_make_four_fiscal_quarters_whenever_the_year_starts():
    for month in range(1, 13):
        calendar = build_calendar(date(2025, month, 1), 365, [], 0, DAY, month)
        assert sorted(set(calendar.fiscal_quarter_of_day)) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"days": 0}, "at least 1 day"),
        ({"opens": 17 * HOUR, "closes": 9 * HOUR}, "opens < closes"),
        ({"closes": DAY + 1}, "closes <= 86400"),
        ({"fiscal_year_start": 13}, "month 1 to 12"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_an_error(change, complaint):
    plain = {"days": 30, "opens": 9 * HOUR, "closes": 17 * HOUR, "fiscal_year_start": 1}
    with pytest.raises(ValueError, match=complaint):
        build_calendar(date(2025, 1, 1), holidays=[], **(plain | change))


def test_yearly_holidays_are_found_by_date_and_by_weekday():
    rules = ["01-01", "4th Thursday of November", "last Monday of May", "01-01"]
    assert yearly_holidays(rules, [2025, 2024]) == [
        date(2024, 1, 1),
        date(2024, 5, 27),
        date(2024, 11, 28),
        date(2025, 1, 1),
        date(2025, 5, 26),
        date(2025, 11, 27),
    ]


def test_days_that_a_year_does_not_have_are_left_out():
    assert yearly_holidays(["02-29"], [2023, 2024]) == [date(2024, 2, 29)]
    assert yearly_holidays(["5th Monday of February"], [2024, 2025]) == []
    assert yearly_holidays(["last friday of december"], [2025]) == [date(2025, 12, 26)]


@pytest.mark.parametrize(
    "rule", ["", "13-01", "04-31", "1-1", "Christmas", "6th Monday of May", "last Moonday of May"]
)
def test_a_holiday_that_cannot_be_read_is_an_error_that_shows_the_forms(rule):
    with pytest.raises(ValueError, match="expected a month and day such as '01-01'"):
        yearly_holidays([rule], [2025])
