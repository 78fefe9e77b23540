"""What a pattern is: figures with an interval over seeds, beside a band from the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sim.verification.case import Floats, mean_tolerance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNBOUNDED = float("inf")


@dataclass(frozen=True)
class Reading:
    """One figure of a pattern: a value for every seed, and the band its mean has to be in.

    ``unit`` says how it is shown: a word, "%" for shares.
    """

    what: str
    values: Floats
    low: float
    high: float
    unit: str = ""

    @property
    def known(self) -> Floats:
        """The seeds in which the figure is defined."""
        return self.values[np.isfinite(self.values)]

    @property
    def mean(self) -> float:
        return float(self.known.mean()) if len(self.known) else float("nan")

    @property
    def half(self) -> float:
        """Half the 95 % interval of the mean over seeds (Student's t)."""
        return mean_tolerance(self.known, 0.05) if len(self.known) > 1 else float("nan")

    @property
    def passed(self) -> bool:
        """Whether the mean is inside the band (never for a figure that is missing)."""
        return bool(self.low <= self.mean <= self.high)


def reading(what: str, values: ArrayLike, low: float, high: float, unit: str = "") -> Reading:
    """Return a figure from anything that is one number a seed."""
    return Reading(what, np.asarray(values, dtype=np.float64), low, high, unit)


Draw = Callable[["Axes"], None]
"""Draws the picture of a fact into a small sheet."""


class Found(NamedTuple):
    """What examining a pattern brought."""

    readings: Sequence[Reading]
    draw: Draw


Measure = Callable[..., Any]
"""(frozen, log, tally, luck) → anything small: what one replication tells about a pattern."""


class Need(NamedTuple):
    """A measure that is to be taken in every replication of an arm."""

    arm: str
    measure: Measure


class Seen:
    """What the replications brought: one entry a seed for each arm and measure."""

    def __init__(self, found: dict[tuple[str, str], list[Any]]) -> None:
        self._found = found

    def __call__(self, arm: str, measure: Measure) -> list[Any]:
        return self._found[arm, measure.__name__]

    def column(self, arm: str, measure: Measure, key: str) -> Floats:
        """Return one figure of a measure that is a dictionary."""
        return np.array([row[key] for row in self(arm, measure)], dtype=np.float64)


@dataclass(frozen=True)
class Pattern:
    """A stylised fact: what it says, where it comes from, what it needs, how it is examined.

    ``reason`` is what is known about a miss; it is shown only if there is one.
    """

    number: str
    title: str
    source: str
    needs: Sequence[Need]
    examine: Callable[[Seen], Found]
    reason: str = ""


@dataclass(frozen=True)
class Fact:
    """A pattern and what was found."""

    pattern: Pattern
    readings: Sequence[Reading]
    draw: Draw

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.readings)
