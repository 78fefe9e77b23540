"""Outcomes drawn as a selection procedure asks for them, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError

Floats = NDArray[np.float64]


class Sample(Protocol):
    """Where outcomes come from: a simulation, a store, a table."""

    def __call__(self, system: int, first: int, count: int) -> ArrayLike:
        """Return [count] outcomes of replications ``first`` … of one design."""


def from_table(table: ArrayLike) -> Sample:
    """Return a ``Sample`` that reads [replications, designs]; it refuses to go beyond the last."""
    held = np.asarray(table, dtype=np.float64)

    def sample(system: int, first: int, count: int) -> Floats:
        if first + count > len(held):
            raise InputError(
                f"the table has {len(held)} replications, {first + count} are needed",
                hint="add replications, or set `most` to what there is",
            )
        return np.asarray(held[first : first + count, system])

    return sample


class Draws:
    """What has been drawn so far; ``sign`` turns outcomes so that more is better."""

    def __init__(self, sample: Sample, systems: int, sign: float) -> None:
        self.sample, self.sign = sample, sign
        self.values: list[Floats] = [np.empty(0) for _ in range(systems)]

    def upto(self, systems: Sequence[int], count: int) -> Floats:
        """Return [count, systems], drawing what is missing."""
        return np.stack([self.of(system, count) for system in systems], axis=1)

    def of(self, system: int, count: int) -> Floats:
        """Return the first ``count`` outcomes of one design, drawing what is missing."""
        held = self.values[system]
        if len(held) < count:
            fresh = self._drawn(system, len(held), count - len(held))
            held = self.values[system] = np.concatenate((held, self.sign * fresh))
        return held[:count]

    def _drawn(self, system: int, first: int, count: int) -> Floats:
        fresh = np.asarray(self.sample(system, first, count), dtype=np.float64)
        if fresh.shape != (count,):
            raise InputError(
                f"sample returned shape {fresh.shape} for design {system}, expected ({count},)"
            )
        if not np.isfinite(fresh).all():
            lost = first + int(np.flatnonzero(~np.isfinite(fresh))[0])
            raise InputError(
                f"design {system} has no value in replication {lost}, "
                "expected an outcome that every market has"
            )
        return fresh
