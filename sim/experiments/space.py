"""The space of an experiment: its levers and uncertainties as factors, and points in it.

A *point* gives every factor a value: ``{"chart": "pods", "smb_aes": 9, "ramp": 4.25}``.  Samplers
speak of the unit cube, one axis per factor; ``Space.from_unit`` turns rows of it into points: a
number runs linearly from low to high, whole numbers and choices share the unit interval in equal
bins.  What a point is as a company, ``designs.design_of`` says::

    space = space_of(file)                       # levers first, then uncertainties, as in the file
    points = space.from_unit(u)                  # u [n, len(space.factors)] -> n points
    design = design_of(file, points[0])          # the company; Design.frozen is what runs

A point may leave factors out: an experiment's base has its own values of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.experiments.levers import Value, is_whole, levels, limits
from sim.experiments.sweep_file import ExperimentFile
from sim.scenario.complaints import input_error

Point = dict[str, Value]
Group = Literal["levers", "uncertainties"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """One axis of the space.

    ``number`` and ``whole`` run from ``low`` to ``high``, both included; a ``choice`` is one of
    ``choices`` (settings of a lever, or its stated values).
    """

    name: str
    title: str
    kind: Literal["number", "whole", "choice"]
    low: float
    high: float
    choices: tuple[Value, ...]
    is_uncertainty: bool

    @property
    def bins(self) -> int:
        """Return how many values it has; 0 for a number, which has no end of them."""
        if self.kind == "number":
            return 0
        return len(self.choices) or int(self.high) - int(self.low) + 1

    def value(self, unit: float) -> Value:
        """Return the value at a place in [0, 1]."""
        if self.kind == "number":
            return float(self.low + (self.high - self.low) * unit)
        place = min(int(unit * self.bins), self.bins - 1)
        return self.choices[place] if self.choices else int(self.low) + place

    def unit(self, value: Value) -> float:
        """Return the place of a value in [0, 1]; the middle of its bin for all but numbers.

        Raise ValueError for a choice that is none.
        """
        if self.kind == "number":
            return (float(value) - self.low) / (self.high - self.low)
        place = self.choices.index(value) if self.choices else float(value) - int(self.low)
        return (place + 0.5) / self.bins


@dataclass(frozen=True)
class Space:
    """The factors of an experiment, in the order of the axes of the unit cube."""

    factors: tuple[Factor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the factors' names."""
        return tuple(factor.name for factor in self.factors)

    @property
    def levers(self) -> Space:
        """Return the space of what is decided."""
        return Space(tuple(one for one in self.factors if not one.is_uncertainty))

    @property
    def uncertainties(self) -> Space:
        """Return the space of what nobody decides."""
        return Space(tuple(one for one in self.factors if one.is_uncertainty))

    def from_unit(self, u: ArrayLike) -> list[Point]:
        """Return the points of rows [n, factors] of the unit cube.

        Raise ValueError for another number of columns or a place outside [0, 1].
        """
        rows = np.asarray(u, dtype=np.float64)
        if rows.ndim != 2 or rows.shape[1] != len(self.factors):
            raise ValueError(f"expected [n, {len(self.factors)}] places, found {rows.shape}")
        if rows.size and not (rows.min() >= 0 and rows.max() <= 1):
            raise ValueError("expected places from 0 to 1")
        return [
            {
                factor.name: factor.value(place)
                for factor, place in zip(self.factors, row, strict=True)
            }
            for row in rows.tolist()
        ]

    def to_unit(self, points: Sequence[Point]) -> Floats:
        """Return [n, factors] places of points; of whole numbers and choices the bins' middles."""
        rows = [[factor.unit(point[factor.name]) for factor in self.factors] for point in points]
        return np.array(rows, dtype=np.float64).reshape(len(points), len(self.factors))


def space_of(file: ExperimentFile, groups: Sequence[Group] = ("levers", "uncertainties")) -> Space:
    """Return the levers and uncertainties of an experiment as factors, or one of both groups.

    Ranges that are not stated are the schema's own.  Raise InputError, with file and line, for a
    lever that has neither.
    """
    names = [name for group in groups for name in getattr(file.experiment, group)]
    return Space(tuple(_factor(file, name) for name in names))


def latin_hypercube(space: Space, number: int, seed: int) -> Floats:
    """Return [number, factors] places, one in each of ``number`` slices of every axis.

    McKay, Beckman and Conover 1979, by SciPy.
    """
    from scipy.stats import qmc

    if not space.factors:
        return np.zeros((number, 0))
    return np.asarray(qmc.LatinHypercube(len(space.factors), rng=seed).random(number))


def sobol(space: Space, number: int, seed: int) -> Floats:
    """Return [number, factors] places of a scrambled Sobol' sequence (Owen 1998, by SciPy).

    Raise ValueError unless the number is a power of 2, for which the sequence is balanced.
    """
    from scipy.stats import qmc

    if number & (number - 1):
        raise ValueError(f"a Sobol' sequence has a power of 2 of points, not {number}")
    return np.asarray(qmc.Sobol(len(space.factors), rng=seed).random(number))


SAMPLERS: dict[str, Callable[[Space, int, int], Floats]] = {
    "latin_hypercube": latin_hypercube,
    "sobol": sobol,
}


def _factor(file: ExperimentFile, name: str) -> Factor:
    lever, nobody = file.experiment.factor(name), name in file.experiment.uncertainties
    choices = levels(lever)
    if choices:
        return Factor(name, lever.title, "choice", 0.0, len(choices) - 1.0, choices, nobody)
    low, high = limits(lever)
    if low is None or high is None:
        message = f"'{name}' has no range, and the schema states none to take"
        group = "uncertainties" if nobody else "levers"
        raise input_error(file.tree, (group, name), message, "state low and high, or values")
    kind: Literal["whole", "number"] = "whole" if is_whole(lever) else "number"
    return Factor(name, lever.title, kind, float(low), float(high), (), nobody)
