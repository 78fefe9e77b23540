"""A CSV file with a list of designs -> rows that know their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sim.errors import InputError
from sim.scenario.complaints import input_error
from sim.scenario.files import shown
from sim.scenario.marked import Marked, Place
from sim.scenario.suggestions import nearest
from sim.scenario.yaml_reader import read_text


def rows_of_file(name: str, tree: Marked, folder: Path) -> Marked:
    """Return the rows of the CSV file that an experiment names.  Raises ``InputError``."""
    path = folder / name
    if not path.is_file():
        near = nearest(name, [item.name for item in folder.glob("*.csv")])
        hint = f"did you mean '{near}'?" if near else "a path relative to the experiment's file"
        raise input_error(tree, ("design", "file"), f"there is no file '{name}'", hint)
    return _parsed(read_text(path, shown(path)), shown(path))


def _parsed(text: str, file: str) -> Marked:
    """Return the rows of a CSV text, commas, semicolons or tabs between, each with its line."""
    if not text.strip():
        raise InputError("the file is empty; expected a header and a line per design", file=file)
    header = text.splitlines()[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [cell.strip() for cell in next(reader)]
        _check_columns(columns, Place(file, 1))
        rows = [
            _row(columns, cells, Place(file, reader.line_num))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise InputError(f"CSV: {error}", file=file, line=reader.line_num) from error
    return Marked(rows, Place(file, 1))


def _check_columns(columns: Sequence[str], place: Place) -> None:
    for column in columns:
        if not column:
            raise row_error(place, "a column has no name")
        if columns.count(column) > 1:
            raise row_error(place, f"the column '{column}' is given twice", key=column)


def _row(columns: Sequence[str], cells: Sequence[str], place: Place) -> Marked:
    if len(cells) != len(columns):
        message = f"found {len(cells)} cells; expected {len(columns)} ({', '.join(columns)})"
        raise row_error(place, message, "a text with a comma in it needs double quotes")
    found_cells = ((column, cell.strip()) for column, cell in zip(columns, cells, strict=True))
    return Marked({column: Marked(cell or None, place) for column, cell in found_cells}, place)


def row_error(
    place: Place, message: str, hint: str | None = None, key: str | None = None
) -> InputError:
    """Return the error of a cell, a row or a file."""
    return InputError(message, file=place.file, line=place.line, key=key, hint=hint)
