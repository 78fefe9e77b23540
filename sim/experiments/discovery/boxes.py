"""Regions of the space in a factor's own numbers: what a tree divides by, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

from sim.experiments.levers import Value
from sim.experiments.space import Factor, Point, Space
from sim.experiments.wording import small

Floats = NDArray[np.float64]
Say = Callable[[Factor, Value], str]
"""How a factor's number or setting is written."""


@dataclass(frozen=True)
class Column:
    """What a tree may divide by: a factor's number, or whether a choice has one setting."""

    factor: Factor
    setting: Value | None = None

    def number(self, point: Point) -> float:
        """Return the number of a point."""
        value = point[self.factor.name]
        return float(value) if self.setting is None else float(value == self.setting)


@dataclass(frozen=True)
class Condition:
    """A column's number is above ``low`` and at most ``high``."""

    column: Column
    low: float = -inf
    high: float = inf

    def words(self, say: Say) -> str:
        """Return ``first-year churn above 14 %``, ``chart not “pods”``: what worlds are with."""
        factor, setting = self.column.factor, self.column.setting
        name = small(factor.title)
        if setting is not None:
            return f"{name} {'not ' if isinf(self.low) else ''}“{say(factor, setting)}”"
        least = np.floor(self.low) + 1 if factor.kind == "whole" else self.low
        if isinf(self.low):
            return f"{name} at most {say(factor, self.high)}"
        if isinf(self.high):
            word = "at least" if factor.kind == "whole" else "above"
            return f"{name} {word} {say(factor, least)}"
        return f"{name} from {say(factor, least)} to {say(factor, self.high)}"


def columns_of(space: Space) -> list[Column]:
    """Return the columns: one for a number, one of two settings, each of more."""
    found = []
    for factor in space.factors:
        if not any(isinstance(choice, str) for choice in factor.choices):
            found.append(Column(factor))
        else:
            settings = factor.choices if len(factor.choices) > 2 else factor.choices[1:]
            found += [Column(factor, setting) for setting in settings]
    return found


def matrix(columns: Sequence[Column], points: Sequence[Point]) -> Floats:
    """Return [points, columns]."""
    rows = [[column.number(point) for column in columns] for point in points]
    return np.array(rows, dtype=np.float64)


def round_between(low: float, high: float) -> float:
    """Return the number with the fewest digits that is at least ``low`` and below ``high``."""
    middle = (low + high) / 2
    for digits in range(1, 17):
        rounded = float(f"{middle:.{digits}g}")
        if low <= rounded < high:
            return rounded
    return low
