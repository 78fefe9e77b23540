"""What all groups of parameters share: their base class and the types of values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(gt=0, lt=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=1e9)]
NotNegative = Annotated[float, Field(ge=0, le=1e9)]
Weekday = Annotated[int, Field(ge=0, le=6)]
Policy = Literal["round_robin", "least_loaded", "territory", "by_score", "named"]
TouchOrder = Literal["score", "newest", "oldest"]
Serves = Literal["own_segment", "all"]
ExpansionOwner = Literal["csm", "ae", "bdr"]
Duty = Literal["all", "hunter", "farmer"]
Spread = Literal["lognormal", "exponential"]
RoleName = Literal[
    "sdr",
    "bdr",
    "setter",
    "ae",
    "se",
    "csm",
    "sales_ops",
    "team_lead",
    "sales_manager",
    "cs_manager",
    "vp_sales",
    "cmo",
    "cco",
    "cso",
    "cro",
    "ceo",
]


class Section(BaseModel):
    """A group of parameters; unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
