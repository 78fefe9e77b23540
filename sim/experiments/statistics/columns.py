"""What the functions of this package take: designs side by side, one market a row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.metrics.catalogue import Better

Floats = NDArray[np.float64]


def table_of(values: ArrayLike, least: int = 2) -> Floats:
    """Return [replications, designs]; raise InputError below ``least`` rows or for no column."""
    table = np.asarray(values, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if table.ndim != 2 or table.shape[1] == 0:
        raise InputError(f"outcomes have shape {table.shape}, expected [replications, designs]")
    if len(table) < least:
        raise InputError(f"{len(table)} replications, expected at least {least}")
    return table


def whole_rows(table: Floats, least: int = 2) -> Floats:
    """Return the markets in which every design has a value; raise InputError if too few do."""
    known = table[np.isfinite(table).all(axis=1)]
    if len(known) < least:
        raise InputError(
            f"{len(known)} of {len(table)} markets have a value in every design, "
            f"expected at least {least}"
        )
    return known


def column_of(values: ArrayLike, least: int = 2) -> Floats:
    """Return the known values [n] of one outcome; raise InputError below ``least``."""
    column = np.asarray(values, dtype=np.float64)
    if column.ndim != 1:
        raise InputError(f"an outcome has shape {column.shape}, expected [replications]")
    known = column[np.isfinite(column)]
    if len(known) < least:
        raise InputError(f"{len(known)} replications have a value, expected at least {least}")
    return known


def pairs_of(first: ArrayLike, second: ArrayLike, least: int = 2) -> tuple[Floats, Floats]:
    """Return the markets [n] that both have; raise InputError for other lengths or too few."""
    a, b = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if a.ndim != 1 or a.shape != b.shape:
        raise InputError(f"pairs have shapes {a.shape} and {b.shape}, expected one length")
    both = whole_rows(np.stack((a, b), axis=1), least)
    return both[:, 0], both[:, 1]


def names_of(names: Sequence[str], count: int) -> tuple[str, ...]:
    """Return the designs' names, or numbers where none are given; raise InputError if too few."""
    if names and len(names) != count:
        raise InputError(f"{len(names)} names for {count} designs, expected one each")
    return tuple(names) or tuple(str(place) for place in range(count))


def sign_of(better: Better) -> float:
    """Return 1 or -1, so that more is better after multiplication; raise InputError for neither."""
    signs = {"higher": 1.0, "lower": -1.0}
    if better not in signs:
        raise InputError(f"better is {better!r}, expected higher or lower", key="better")
    return signs[better]


def check_level(name: str, level: float) -> None:
    """Raise InputError unless a level or a confidence is between 0 and 1."""
    if not 0 < level < 1:
        raise InputError(f"{name} is {level}, expected between 0 and 1", key=name)
