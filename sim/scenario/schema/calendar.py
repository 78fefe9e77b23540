"""When the company works, and how long the run is."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import Section, Share, Weekday


class Calendar(Section):
    """When the company works and how long the run is."""

    start: date = parameter(
        date(2026, 1, 1),
        "date",
        None,
        "First day of the run (warm-up included).",
        ge=date(1900, 1, 1),
        le=date(2200, 12, 31),
    )
    warm_up_months: int = parameter(
        6, "months", (3, 12), "Months simulated before anything is counted.", ge=0, le=60
    )
    horizon_months: int = parameter(
        24, "months", (12, 36), "Months that the results cover.", ge=1, le=120
    )
    fiscal_year_start: int = parameter(
        1, "calendar month", (1, 12), "First month of the fiscal year.", ge=1, le=12
    )
    office_opens: int = parameter(9, "hour", (7, 10), "Office opening hour.", ge=0, le=23)
    office_closes: int = parameter(17, "hour", (16, 19), "Office closing hour.", ge=1, le=24)
    holidays: list[str] = parameter(
        [
            "01-01",
            "3rd Monday of January",
            "last Monday of May",
            "06-19",
            "07-04",
            "1st Monday of September",
            "4th Thursday of November",
            "4th Friday of November",
            "12-24",
            "12-25",
        ],
        "yearly rules",
        None,
        "Days without office hours: MM-DD, YYYY-MM-DD or 'nth weekday of month'.",
        max_length=366,
    )
    workdays: list[Weekday] = parameter(
        [0, 1, 2, 3, 4],
        "weekdays, Monday is 0",
        None,
        "Days of the week that are worked.",
        min_length=1,
        max_length=7,
    )
    availability: Share = parameter(
        0.877,
        "share of office time",
        (0.82, 0.92),
        "Present and able to work: 1,760 of 2,006 office hours a year (vacation, sickness).",
        source="E:B 1,760 net hours per person-year",
        grade="D",
        gt=0,
    )

    time_grid: int = parameter(
        1,
        "seconds",
        (1, 900),
        "Times of events are rounded up to a multiple of this.",
        ge=1,
        le=3600,
    )

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Calendar:
        if self.office_closes <= self.office_opens:
            raise ValueError(
                f"office_closes ({self.office_closes}) must be later than office_opens "
                f"({self.office_opens})"
            )
        return self
