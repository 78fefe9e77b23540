"""A list of designs: a CSV file, rows in the experiment's file, or a data frame.

Columns are names of levers, dotted paths of the scenario, or ``seats.<job>``; ``name`` is how a
design is called.  An empty cell leaves the base as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.design_csv import row_error, rows_of_file
from sim.experiments.lever_check import BASE, NAME, SEATS
from sim.experiments.levers import is_whole
from sim.experiments.ranges import NotANumberError, range_of
from sim.experiments.sweep_check import too_many
from sim.experiments.sweep_schema import Experiment, Lever
from sim.scenario.complaints import found
from sim.scenario.marked import Marked, Place, mark, plain
from sim.scenario.suggestions import listed, suggest
from sim.scenario.yaml_reader import read_yaml_text

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NAME = 60


def read_rows(experiment: Experiment, tree: Marked, folder: Path) -> Marked:
    """Return the designs of a list, each a mapping with its place.  Raises ``InputError``."""
    if experiment.design.file is None:
        rows = tree.value["design"].value["rows"]
    else:
        rows = rows_of_file(experiment.design.file, tree, folder)
    return checked_rows(experiment, rows)


def rows_of_frame(experiment: Experiment, frame: pd.DataFrame) -> Marked:
    """Return the designs of a data frame; its index says which row an error is about."""
    made = []
    for label, record in zip(frame.index, frame.to_dict("records"), strict=True):
        cells = {str(column): value for column, value in record.items() if not _is_empty(value)}
        made.append(mark(cells, Place(f"row {label} of the data frame")))
    return checked_rows(experiment, Marked(made, Place("the data frame")))


def checked_rows(experiment: Experiment, rows: Marked) -> Marked:
    """Hold rows against the levers; numbers become numbers.  Raises ``InputError``."""
    if len(rows.value) < 2:
        raise row_error(rows.place, f"found {len(rows.value)} of them; expected at least 2 designs")
    problem = too_many(len(rows.value), experiment.world_count)
    if problem is not None:
        raise row_error(rows.place, *problem)
    made = [_checked(experiment, row) for row in rows.value]
    _refuse_doubles(made)
    return Marked(made, rows.place)


def _checked(experiment: Experiment, row: Marked) -> Marked:
    cells = {
        column: Marked(_value(experiment, column, cell), cell.place)
        for column, cell in row.value.items()
        if cell.value is not None
    }
    return Marked(cells, row.place)


def _refuse_doubles(rows: Sequence[Marked]) -> None:
    """Two designs of one name, or two that are the same, are a slip."""
    names: dict[Any, Marked] = {}
    kept: dict[Any, Marked] = {}
    for row in rows:
        cells = {column: cell.value for column, cell in row.value.items()}
        name = cells.pop(NAME, None)
        same = tuple(sorted((column, repr(value)) for column, value in cells.items()))
        if name is not None and name in names:
            raise row_error(row.value[NAME].place, f"the name '{name}' stands twice", key=NAME)
        if same in kept:
            place = kept[same].place
            first = f"line {place.line}" if place.line else str(place.file)
            raise row_error(row.place, f"the design is the same as that of {first}", "remove one")
        names[name], kept[same] = row, row


# --- a cell -------------------------------------------------------------------------------------


def _value(experiment: Experiment, column: str, cell: Marked) -> Any:
    if column == NAME:
        return _name(cell, experiment.design.with_base)
    if column in experiment.levers:
        return _lever_value(experiment.levers[column], column, cell)
    if column in experiment.uncertainties:
        raise row_error(
            cell.place,
            f"'{column}' is an uncertainty: every design meets all its worlds",
            "make it a lever, or leave the column out",
            column,
        )
    if column.startswith(SEATS):
        return _number(column, cell, whole=True, least=0.0)
    return _path_value(experiment, column, cell)


def _name(cell: Marked, with_base: bool) -> str:
    text = str(cell.value).strip()
    if with_base and text == BASE:
        message = f"the name '{BASE}' is that of the base company (with_base)"
        raise row_error(cell.place, message, key=NAME)
    if not text or len(text) > LONGEST_NAME:
        message = f"found {found(text)}; expected a name of 1 to {LONGEST_NAME} characters"
        raise row_error(cell.place, message, key=NAME)
    return text


def _lever_value(lever: Lever, column: str, cell: Marked) -> Any:
    if lever.is_choice:
        word = str(cell.value)
        if word not in lever.settings:
            raise row_error(
                cell.place,
                f"the lever '{column}' has no setting '{word}'",
                suggest(word, lever.settings, "settings"),
                column,
            )
        return word
    least = 0.0 if lever.seats or lever.scale else None
    number = _number(column, cell, whole=is_whole(lever), least=least)
    for is_outside, word, end in (
        (lever.low is not None and number < lever.low, "at least", lever.low),
        (lever.high is not None and number > lever.high, "at most", lever.high),
        (lever.values is not None and number not in lever.values, "one of", lever.values),
    ):
        if is_outside:
            limit = listed(f"{one:g}" for one in end) if isinstance(end, list) else f"{end:g}"
            message = f"found {number:g}; expected {word} {limit}, as the lever says"
            raise row_error(cell.place, message, key=column)
    return number


def _number(column: str, cell: Marked, *, whole: bool, least: float | None) -> float | int:
    value = cell.value
    if isinstance(value, str):
        node = read_yaml_text(value, str(cell.place.file), lines=False)
        value = node.value if node is not None else value
    wanted = "a whole number" if whole else "a number"
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or (whole and not float(value).is_integer()):
        raise row_error(cell.place, f"found {found(value)}; expected {wanted}", key=column)
    if least is not None and value < least:
        raise row_error(cell.place, f"found {value:g}; expected at least {least:g}", key=column)
    return int(value) if whole else float(value)


def _path_value(experiment: Experiment, column: str, cell: Marked) -> Any:
    """Return the value for a dotted path, read as YAML: a number, a word, true, a list."""
    if "." not in column:
        hint = suggest(column, [*experiment.levers, NAME], "levers")
        hint += "; other columns are dotted paths like ae.skill_effect, or seats.<job>"
        raise row_error(cell.place, f"unknown column '{column}'", hint, column)
    try:
        range_of(column)
    except NotANumberError as error:
        if not error.is_known:
            raise row_error(cell.place, error.message, error.hint, column) from error
    node: Marked | None = cell
    if isinstance(cell.value, str):
        node = read_yaml_text(cell.value, str(cell.place.file), lines=False)
    if node is None or isinstance(node.value, date):
        return str(cell.value)
    if node.is_list or node.is_mapping:
        message = f"found {found(plain(node))}; expected a single value"
        raise row_error(cell.place, message, "give the choice a lever with `settings`", column)
    return node.value


def _is_empty(value: Any) -> bool:
    return value is None or value != value  # NaN and pandas' NaT are not equal to themselves
