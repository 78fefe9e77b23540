"""What a lever may take: its limits, whether whole numbers only, and its levels."""

from __future__ import annotations

import numpy as np

from sim.experiments.ranges import range_of
from sim.experiments.sweep_schema import Lever

Value = float | int | str
"""Of a factor: a number, or the name of a setting."""


def word(value: Value) -> str:
    """Return a setting or a number as one word of names and messages."""
    return value if isinstance(value, str) else f"{value:.6g}"


def limits(lever: Lever) -> tuple[float | None, float | None]:
    """Return low and high of a number: as stated, else as the schema has them, else None.

    Raise NotANumberError for a key that is none.
    """
    known = range_of(lever.key) if lever.key is not None else None
    low = lever.low if lever.low is not None or known is None else known.low
    high = lever.high if lever.high is not None or known is None else known.high
    return low, high


def is_whole(lever: Lever) -> bool:
    """Say whether it takes whole numbers only: seats do, others as stated or as the schema says."""
    if lever.seats or lever.whole is not None:
        return bool(lever.seats or lever.whole)
    return lever.key is not None and range_of(lever.key).is_whole


def levels(lever: Lever) -> tuple[Value, ...]:
    """Return what a factorial design tries of it: settings, values, or steps of equal size.

    Empty if it states none of them, or steps without limits.
    """
    if lever.settings:
        return tuple(lever.settings)
    if lever.values is not None:
        return tuple(int(value) if value.is_integer() else value for value in lever.values)
    low, high = limits(lever)
    if lever.steps is None or low is None or high is None:
        return ()
    places = np.linspace(low, high, lever.steps).tolist()
    return tuple(dict.fromkeys(round(x) if is_whole(lever) else float(x) for x in places))
