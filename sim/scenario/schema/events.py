"""Dated events: what happens to the company or its market in the middle of the run."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.scenario.org_node import OrgNode
from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Section, Share


class _Dated(Section):
    date: datetime.date = parameter(..., "date", None, "Day on which it happens or begins.")


class _Lasting(_Dated):
    until: datetime.date | None = parameter(
        None, "date", None, "First day on which it is over; null: it lasts."
    )

    @model_validator(mode="after")
    def _has_a_length(self) -> _Lasting:
        if self.until is not None and self.until <= self.date:
            raise ValueError(f"found until {self.until}; expected a day after {self.date}")
        return self


class DemandShift(_Lasting):
    """Channels bring more leads, or fewer: a surge or a recession."""

    event: Literal["demand"] = parameter(..., "word", None, "`demand`")
    factor: NotNegative = parameter(..., "ratio", (0.3, 3), "Factor on the leads.", le=20)
    channels: list[str] | None = parameter(
        None, "channels", None, "Which channels; null: all.", min_length=1
    )


class CompetitorEntry(_Dated):
    """A competitor is in more deals, or counts more where there is one; both may fade."""

    event: Literal["competitor"] = parameter(..., "word", None, "`competitor`")
    share: float = parameter(
        0.0, "share of deals", (0, 0.4), "Added to ae.competitor_share for new deals.", ge=-1, le=1
    )
    effect: float = parameter(
        0.0, "log-odds", (-0.6, 0), "Added to ae.competitor_effect.", ge=-10, le=10
    )
    half_life_months: Positive | None = parameter(
        None, "months", (3, 24), "Until half of it is gone; null: it stays.", le=1200
    )


class PriceChange(_Dated):
    """The list price changes: the ACV of opportunities opened from that day on."""

    event: Literal["price"] = parameter(..., "word", None, "`price`")
    factor: Positive = parameter(..., "ratio", (0.7, 1.3), "Factor on the list ACV.", le=100)
    segments: list[str] | None = parameter(
        None, "segments", None, "Which segments; null: all.", min_length=1
    )


class KeyExit(_Dated):
    """Somebody leaves on that day; the vacancy is filled as after any departure."""

    event: Literal["exit"] = parameter(..., "word", None, "`exit`")
    job: str = parameter(..., "job", None, "Job of the person.")
    unit: str | None = parameter(None, "unit", None, "Unit of the seat; null: any.")
    who: Literal["best", "first"] = parameter(
        "best", "choice", None, "The most skilled holder, or the first in the chart."
    )


class Layoff(_Dated):
    """Seats are closed: vacant ones first, then of those who joined last."""

    event: Literal["layoff"] = parameter(..., "word", None, "`layoff`")
    job: str = parameter(..., "job", None, "Job of the seats.")
    unit: str | None = parameter(None, "unit", None, "Unit of the seats; null: any.")
    count: int = parameter(..., "seats", (1, 20), "Seats that are closed.", ge=1, le=100_000)


class BudgetCut(_Lasting):
    """Less is spent on marketing programmes (or more); leads follow from the next day on."""

    event: Literal["budget_cut"] = parameter(..., "word", None, "`budget_cut`")
    factor: NotNegative = parameter(..., "ratio", (0.3, 1.5), "Factor on the spend.", le=20)
    channels: list[str] | None = parameter(
        None, "channels", None, "Which channels; null: all.", min_length=1
    )


class HiringFreeze(_Lasting):
    """Nobody is hired: candidates who are found, and offers, wait until it is over."""

    event: Literal["hiring_freeze"] = parameter(..., "word", None, "`hiring_freeze`")
    until: datetime.date = parameter(..., "date", None, "First day on which it is over.")


class Reorganisation(_Dated):
    """A new org chart from that day, and what the change costs [E:A8, C]."""

    event: Literal["reorganisation"] = parameter(..., "word", None, "`reorganisation`")
    org: OrgNode = parameter(
        ..., "org chart", None, "The new chart: a tree, or the name of a scenario that has it."
    )
    speed_loss: Share = parameter(
        0.05,
        "share of working time",
        (0, 0.1),
        "Everybody's working time lost to the change.",
        source="E:C9",
        le=0.9,
    )
    loss_months: NotNegative = parameter(
        2.0, "months", (0, 6), "For how long working time is lost.", source="E:C9", le=1200
    )
    quit_ratio: Positive = parameter(
        1.3, "odds ratio", (1, 2), "Factor on the odds to leave.", source="E:C9", le=100
    )
    quit_months: NotNegative = parameter(
        6.0, "months", (0, 12), "For how long people leave more easily.", source="E:C9", le=1200
    )
    portfolio_handoffs: Share = parameter(
        0.1,
        "share of deals and customers",
        (0, 0.5),
        "Open deals and customers that pass to another owner.",
        source="MODEL 5.18",
    )


Event = (
    DemandShift
    | CompetitorEntry
    | PriceChange
    | KeyExit
    | Layoff
    | BudgetCut
    | HiringFreeze
    | Reorganisation
)
DatedEvent = Annotated[Event, Field(discriminator="event")]
