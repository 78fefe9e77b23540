"""Tables for runs without a compiler: rows are Python objects instead of structured arrays.

Reading a number of a structured array takes plain Python nearly a hundred times as long as reading
an attribute, and handlers of events do little else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class PlainRow:
    """One row; a number that is put in takes the kind of its field, as it does in an array."""

    __slots__ = ()
    _puts: dict[str, tuple[Callable[[Any], Any], Callable[..., None]]]

    def __setattr__(self, field: str, value: Any) -> None:
        kind, put = self._puts[field]
        put(self, kind(value))

    def __getitem__(self, field: str) -> Any:
        return getattr(self, field)


class PlainTable(dict[Any, Any]):
    """The rows of a structured array by number, or by numbers if it has several dimensions.

    A row is made from the array when it is first asked for; a number that the array does not have,
    or a negative one, is an ``IndexError``.  ``table.field`` is a copy of a column.
    """

    __slots__ = ("_array", "_row")

    def __init__(self, array: np.ndarray) -> None:
        self._array, self._row = array, _row_class(array.dtype)

    def __missing__(self, number: Any) -> PlainRow:
        if (min(number) if isinstance(number, tuple) else number) < 0:
            raise IndexError(f"row {number} of a table")
        row = self._row()
        values = self._array[number].item()
        for field, value in zip(self._array.dtype.names or (), values, strict=True):
            setattr(row, field, value)
        self[number] = row
        return row

    def __len__(self) -> int:
        return len(self._array)

    def __getattr__(self, field: str) -> np.ndarray:
        if field not in (self._array.dtype.names or ()):
            raise AttributeError(field)
        column = [getattr(self[number], field) for number in range(len(self))]
        return np.array(column, self._array.dtype[field])

    def grow(self) -> None:
        """Double the number of rows; the new ones are zeros."""
        self._array = np.concatenate([self._array, np.zeros_like(self._array)])

    def first(self, rows: int) -> np.ndarray:
        """Return the first rows as a structured array."""
        fields = self._array.dtype.names or ()
        values = [tuple(getattr(self[row], field) for field in fields) for row in range(rows)]
        return np.array(values, self._array.dtype)


def plain(values: Any) -> Any:
    """Replace the structured arrays in a tuple of tuples with names, however deep."""
    if isinstance(values, np.recarray):
        return PlainTable(values.view(np.ndarray))
    if isinstance(values, tuple) and hasattr(values, "_fields"):
        return type(values)(*map(plain, values))
    return values


def _row_class(fields: np.dtype) -> type[PlainRow]:
    """Return the class of rows with these fields: integers, floats, or arrays, which stay so."""
    names = fields.names or ()
    made: Any = type("Row", (PlainRow,), {"__slots__": names})
    made._puts = {name: (_kind(fields[name]), getattr(made, name).__set__) for name in names}
    return made


def _kind(field: np.dtype) -> Callable[[Any], Any]:
    if field.subdtype is not None:
        return np.asarray
    return float if field.kind == "f" else int
