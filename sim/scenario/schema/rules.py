"""Rules that act during the run: what management does when a key figure stays high or low."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Section

OF_A_JOB = ("utilisation", "backlog")


class _Rule(Section):
    when: Literal["pipeline_coverage", "utilisation", "backlog", "attainment"] = parameter(
        ...,
        "figure",
        None,
        "What is looked at every month: open pipeline / quarterly quota; working time used; tasks "
        "waiting per head; bookings of half a year / quota.",
        source="MODEL 5.16",
    )
    of: str | None = parameter(
        None, "job", None, "Whose figure; null: of everybody with a quota (not for a backlog)."
    )
    above: NotNegative | None = parameter(
        None,
        "share (utilisation), tasks per head (backlog), ratio (the others)",
        None,
        "It acts above this …",
    )
    below: NotNegative | None = parameter(
        None,
        "share (utilisation), tasks per head (backlog), ratio (the others)",
        None,
        "… or below this; state one.",
    )
    for_months: int = parameter(
        1, "months", (1, 6), "For how many months in a row before it acts.", ge=1, le=120
    )
    once_every_months: int = parameter(
        3, "months", (1, 12), "How long it waits before it acts again.", ge=1, le=120
    )

    @model_validator(mode="after")
    def _has_one_border(self) -> _Rule:
        if (self.above is None) == (self.below is None):
            raise ValueError("expected either above or below")
        if self.when in OF_A_JOB and self.of is None:
            raise ValueError(f"the {self.when} is that of a job: state it with of")
        self._can_fire()
        return self

    def _can_fire(self) -> None:
        """A figure is never below 0, and nobody works more than the hours there are."""
        if self.below == 0:
            raise ValueError("no figure is below 0, so the rule could never act")
        if self.when == "utilisation" and self.above is not None and self.above >= 1:
            raise ValueError(
                f"found above {self.above:g}; the utilisation is a share, never above 1, so the "
                "rule could never act"
            )


class HireRule(_Rule):
    """One more seat is opened, and somebody is looked for."""

    do: Literal["hire"] = parameter(..., "word", None, "`hire`")
    job: str = parameter(..., "job", None, "Job of the new seat.")
    unit: str | None = parameter(
        None, "unit", None, "Unit of the new seat; null: where the job's first seat is."
    )
    most: int = parameter(3, "seats", (1, 20), "Seats opened at most.", ge=1, le=100)


class FreezeRule(_Rule):
    """Nobody is hired for some months."""

    do: Literal["freeze_hiring"] = parameter(..., "word", None, "`freeze_hiring`")
    months: Positive = parameter(3, "months", (1, 12), "For how long.", le=120)


class SpendRule(_Rule):
    """The spend on channels is multiplied."""

    do: Literal["spend"] = parameter(..., "word", None, "`spend`")
    factor: NotNegative = parameter(..., "ratio", (0.5, 1.5), "Factor on the spend.", le=4)
    channels: list[str] | None = parameter(
        None, "channels", None, "Which channels; null: all.", min_length=1
    )
    most: int = parameter(4, "times", (1, 12), "How often at most.", ge=1, le=10)


AnyRule = HireRule | FreezeRule | SpendRule
Rule = Annotated[AnyRule, Field(discriminator="do")]
