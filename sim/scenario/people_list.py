"""A people list (CSV) -> rows that know their line.

Columns: ``name``, ``role`` (a job of the scenario, or a role), ``manager`` (a name; empty for the
head of the company), and optionally ``segment``, ``start date`` and ``end date`` (ISO, YYYY-MM-DD).
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from sim.errors import InputError
from sim.scenario.marked import Marked, Place
from sim.scenario.suggestions import nearest
from sim.scenario.yaml_reader import read_text

MOST_PEOPLE = 100_000
REQUIRED = ("name", "role", "manager")
OPTIONAL = ("segment", "start", "end")
_SPELLINGS = {
    "start_date": "start",
    "startdate": "start",
    "starts": "start",
    "end_date": "end",
    "enddate": "end",
    "ends": "end",
    "reports_to": "manager",
}


def read_people(path: Path, shown: str) -> Marked:
    """The people in a CSV file as a list of mappings, each marked with its line.

    Raises ``InputError`` for an unreadable or empty file, missing, unknown or repeated columns,
    rows of the wrong length and dates that are none.
    """
    text = read_text(path, shown)
    if not text.strip():
        raise InputError(
            "the people list is empty; expected a header and one line per person",
            file=shown,
            hint=f"columns: {', '.join(REQUIRED)}, segment, start date, end date",
        )
    if "\0" in text:
        raise InputError("found a NUL byte; expected CSV text", file=shown)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        columns = _columns(next(reader), shown)
        rows = [
            _person(columns, cells, Place(shown, reader.line_num))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise InputError(f"CSV: {error}", file=shown, line=reader.line_num) from error
    if not rows:
        raise InputError("the people list has a header but no people", file=shown, line=1)
    if len(rows) > MOST_PEOPLE:
        raise InputError(
            f"found {len(rows):,} people; expected at most {MOST_PEOPLE:,}", file=shown
        )
    return Marked(rows, Place(shown, 1))


def _delimiter(text: str) -> str:
    """Comma, or the semicolon or tab that spreadsheets of some countries write."""
    header = text.splitlines()[0]
    return max(",;\t", key=header.count)


def _columns(header: list[str], shown: str) -> list[str]:
    columns = []
    for cell in header:
        word = "_".join(cell.strip().casefold().split())
        columns.append(_SPELLINGS.get(word, word))
    for column in columns:
        if columns.count(column) > 1:
            raise InputError(f"the column '{column}' is given twice", file=shown, line=1)
    for column in REQUIRED:
        if column not in columns:
            raise InputError(
                f"the column '{column}' is missing; found {', '.join(columns)}",
                file=shown,
                line=1,
                key=column,
                hint=f"columns: {', '.join(REQUIRED)}, segment, start date, end date",
            )
    for column in columns:
        if column not in REQUIRED + OPTIONAL:
            near = nearest(column, REQUIRED + OPTIONAL)
            raise InputError(
                f"unknown column '{column}'",
                file=shown,
                line=1,
                key=column,
                hint=f"did you mean '{near}'?" if near else "remove it from the file",
            )
    return columns


def _person(columns: list[str], cells: list[str], place: Place) -> Marked:
    if len(cells) != len(columns):
        raise InputError(
            f"found {len(cells)} cells; expected {len(columns)} ({', '.join(columns)})",
            file=place.file,
            line=place.line,
            hint="a text with a comma in it needs double quotes",
        )
    person: dict[str, Marked] = {}
    for column, cell in zip(columns, cells, strict=True):
        word = " ".join(cell.split())
        value = _date(word, column, place) if column in ("start", "end") else word or None
        person[column] = Marked(value, place)
    return Marked(person, place)


def _date(word: str, column: str, place: Place) -> date | None:
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise InputError(
            f"found '{word}'; expected a date like 2026-03-01",
            file=place.file,
            line=place.line,
            key=column,
        ) from error
