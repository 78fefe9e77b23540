"""Ranking and selection: which design is best, with a stated chance of being right.

Both procedures promise: if the best mean is at least ``delta`` better than the second, it is chosen
with probability ≥ ``confidence`` (the indifference zone of Bechhofer 1954).  Outcomes of one design
must be independent between replications and about normal.

* ``kim_nelson.kn``: fully sequential, drops designs on the way.  Made for common markets: what
  counts is the variance of *differences*, so pairing saves most replications.
* ``rinott.rinott``: two stages, for designs that are independent of each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.statistics.columns import check_level
from sim.metrics.catalogue import Better

Floats = NDArray[np.float64]
FIRST_STAGE = 20
LEAST_FIRST_STAGE = 5
MOST = 10_000


@dataclass(frozen=True)
class Zone:
    """What is asked for: ``delta`` is the smallest difference that matters, in the outcome's unit.

    ``first_stage`` replications estimate variances; no design gets more than ``most``.
    """

    delta: float
    confidence: float = 0.95
    better: Better = "higher"
    first_stage: int = FIRST_STAGE
    most: int = MOST

    def check(self, systems: int) -> None:
        """Raise InputError for what no procedure can do."""
        check_level("confidence", self.confidence)
        if systems < 2:
            raise InputError(f"selection needs at least two designs, got {systems}")
        if not self.delta > 0:
            raise InputError(f"delta is {self.delta}, expected above 0", key="delta")
        if self.confidence <= 1 / systems:
            raise InputError(
                f"confidence is {self.confidence}, expected more than 1 / {systems}, "
                "which choosing blindly has",
                key="confidence",
            )
        if not LEAST_FIRST_STAGE <= self.first_stage <= self.most:
            raise InputError(
                f"first_stage is {self.first_stage}, expected {LEAST_FIRST_STAGE} to "
                f"{self.most}, the most replications of a design",
                key="first_stage",
            )


@dataclass(frozen=True)
class Elimination:
    """A design that was dropped, and after how many replications of each that was left."""

    system: int
    after: int


@dataclass(frozen=True)
class Selection:
    """The design chosen, what it took and what it is worth.

    ``replications`` [designs] that the decision used, ``means`` [designs] over them;
    ``eliminated`` in the order of dropping.  ``complete`` is False where the cap on replications
    came first: then the chosen one is only the best so far.
    """

    procedure: str
    names: tuple[str, ...]
    chosen: int
    replications: NDArray[np.int64]
    means: Floats
    eliminated: tuple[Elimination, ...]
    zone: Zone
    complete: bool

    @property
    def winner(self) -> str:
        """Return the chosen design's name."""
        return self.names[self.chosen]

    @property
    def guarantee(self) -> str:
        """Say in words what is promised."""
        if not self.complete:
            return (
                f"No guarantee: {self.procedure} needs more than the {self.zone.most:,} "
                f"replications allowed; {self.winner} is the best so far."
            )
        return (
            f"If the best design is at least {self.zone.delta:g} better than the second, "
            f"{self.procedure} chooses it with probability {self.zone.confidence:.0%} or more; "
            "of designs closer than that it may choose any."
        ).replace("%", " %")
