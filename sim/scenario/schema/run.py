"""How many replications."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import Positive, Section


class Run(Section):
    """How many replications, and how they are chosen."""

    seed: int = parameter(20260101, "seed", None, "Seed of all random numbers.", ge=0, lt=2**63)
    replications: int = parameter(
        200, "replications", (40, 2000), "Most replications of a run.", ge=2, le=10_000_000
    )
    minimum_replications: int = parameter(
        40,
        "replications",
        (20, 100),
        "Fewest replications before stopping early.",
        ge=2,
        le=1_000_000,
    )
    precision: Positive = parameter(
        0.03,
        "relative half-width",
        (0.005, 0.1),
        "Target for the 95 % intervals of the main KPIs; runs stop when it is met.",
        le=1,
    )
    difference_precision: Positive = parameter(
        0.005,
        "share of the baseline's mean",
        (0.002, 0.03),
        "The same for the paired differences of a comparison.",
        le=1,
    )
