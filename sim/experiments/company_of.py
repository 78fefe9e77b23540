"""From a point to a company: the base, what its settings change, its numbers, its seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.experiments.lever_check import SEATS
from sim.experiments.scenario_values import nowhere, values_at
from sim.experiments.seat_totals import NoSeatError, with_total
from sim.experiments.space import Point
from sim.experiments.sweep_file import ExperimentFile
from sim.scenario.complaints import input_error
from sim.scenario.files import SUFFIXES, shown
from sim.scenario.loading import load_scenario, with_overrides
from sim.scenario.marked import Marked, Place, place_of, plain
from sim.scenario.marked import Path as Keys
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import suggest

GROUPS = ("levers", "uncertainties")


@dataclass(frozen=True)
class Change:
    """One override of a company, and where it was stated."""

    key: str
    value: Any
    place: Place
    said: str
    """The dotted path in the experiment's file, for messages."""


def company_of(file: ExperimentFile, point: Point, row: Marked | None = None) -> Scenario:
    """Return the company at a point; what the point leaves out is as in the base.

    ``row`` is where a list of designs states the point.  Raise InputError with the place of the
    setting, lever or cell that is wrong.
    """
    start = _chosen(file, point)
    changes: list[Change] = []
    org: Change | None = None
    for name, value in point.items():
        place, said = _stated(file, name, row)
        jobs = _jobs(file, name)
        if jobs:
            tree = start.org.model_dump() if org is None else org.value
            _spread(start, tree, jobs, int(value), Change(said, value, place, said))
            org = Change("org", tree, place, said)
        elif not _is_choice(file, name):
            changes += _numbers(file, start, name, value, place, said)
    return _with(file, start, [*([org] if org else []), *changes])


def _is_choice(file: ExperimentFile, name: str) -> bool:
    plan = file.experiment
    return (name in plan.levers or name in plan.uncertainties) and plan.factor(name).is_choice


def _jobs(file: ExperimentFile, name: str) -> list[str]:
    """Return the jobs whose seats a lever or a column states, if it does."""
    plan = file.experiment
    if name in plan.levers or name in plan.uncertainties:
        return list(dict.fromkeys(plan.factor(name).seats or ()))
    return [name.removeprefix(SEATS)] if name.startswith(SEATS) else []


def _stated(file: ExperimentFile, name: str, row: Marked | None) -> tuple[Place, str]:
    """Return where a value was stated: the cell of a list, or the lever."""
    if row is not None and name in row.value:
        return row.value[name].place, name
    for group in GROUPS:
        if name in getattr(file.experiment, group):
            lever = file.experiment.factor(name)
            form = next(one for one in ("settings", "seats", "key", "scale") if getattr(lever, one))
            return place_of(file.tree, (group, name, form)), f"{group}.{name}.{form}"
    return file.tree.place, name


def _spread(
    start: Scenario, tree: dict[str, Any], jobs: list[str], total: int, stated: Change
) -> None:
    try:
        with_total(start, tree, jobs, total)
    except NoSeatError as error:
        raise _error(stated, error.message, error.hint) from error


# --- numbers ------------------------------------------------------------------------------------


def _numbers(
    file: ExperimentFile, start: Scenario, name: str, value: Any, place: Place, said: str
) -> Iterator[Change]:
    """Yield the overrides that a number means: of its key, or of all that it scales."""
    plan = file.experiment
    is_factor = name in plan.levers or name in plan.uncertainties
    lever = plan.factor(name) if is_factor else None
    keys = [name] if lever is None else [lever.key] if lever.key else lever.scale or []
    for key in keys:
        if key.startswith("org."):
            yield Change(key, value, place, said)
            continue
        found = dict(values_at(start, key))
        if not found:
            message, hint = nowhere(start, key)
            raise _error(Change(key, value, place, said), message, hint)
        for path, now in found.items():
            if lever is None or lever.key:
                yield Change(path, value, place, said)
            elif isinstance(now, (int, float)):
                scaled = round(now * value) if isinstance(now, int) else now * value
                yield Change(path, scaled, place, said)


# --- settings -----------------------------------------------------------------------------------


def _chosen(file: ExperimentFile, point: Point) -> Scenario:
    """Return the company of the point's settings, built once for all points that share them."""
    settings = {name: str(value) for name, value in point.items() if _is_choice(file, name)}
    key = tuple(sorted(settings.items()))
    if key not in file.built:
        company = _company(file, settings)
        file.built[key] = _with(file, company, _overrides(file, settings))
    return file.built[key]


def _company(file: ExperimentFile, settings: dict[str, str]) -> Scenario:
    """Load the scenario that a setting chooses, or the base."""
    for name, word in settings.items():
        known = file.experiment.factor(name).settings
        if word not in known:
            message = f"the lever '{name}' has no setting '{word}'"
            hint = suggest(word, known, "settings")
            raise input_error(file.tree, (_group(file, name), name), message, hint)
        chosen = known[word].scenario
        if chosen is not None:
            return _loaded(file, chosen, (_group(file, name), name, "settings", word, "scenario"))
    if file.company is not None:
        return file.company
    return _loaded(file, file.experiment.base, ("base",))


def _group(file: ExperimentFile, name: str) -> str:
    return GROUPS[name in file.experiment.uncertainties]


def _loaded(file: ExperimentFile, name: str, where: Keys) -> Scenario:
    """Load a scenario named in the file: beside it, or a shipped one; a mistake names our line."""
    beside = file.folder / name
    source: str | Path = beside if name.endswith(SUFFIXES) and beside.is_file() else name
    try:
        return load_scenario(source)
    except InputError as error:
        if error.file is not None:
            raise
        stated = Change(_dotted(where), name, place_of(file.tree, where), _dotted(where))
        raise _error(stated, error.message, error.hint) from error


def _overrides(file: ExperimentFile, settings: dict[str, str]) -> list[Change]:
    """Return the overrides of settings: constants, levers, then combinations; later ones win."""
    found: list[Keys] = [("constants",)]
    for group in GROUPS:
        chosen = [name for name in getattr(file.experiment, group) if name in settings]
        found += [(group, name, "settings", settings[name], "set") for name in chosen]
    for number, part in enumerate(file.experiment.together):
        if part.when.items() <= settings.items():
            found.append(("together", number, "set"))
    return [
        Change(key, plain(value), place_of(file.tree, (*where, key)), _dotted(where))
        for where in found
        for key, value in _below(file.tree, where).items()
    ]


def _below(tree: Marked, where: Keys) -> dict[str, Marked]:
    """Return the mapping at a place of the file, empty if there is none."""
    node = tree
    for step in where:
        inside = dict(node.children())
        if step not in inside:
            return {}
        node = inside[step]
    return dict(node.value) if node.is_mapping else {}


# --- laying over --------------------------------------------------------------------------------


def _with(file: ExperimentFile, scenario: Scenario, changes: list[Change]) -> Scenario:
    """Lay all overrides over the scenario, later ones last; a mistake names its place."""
    values: dict[str, Any] = {}
    for change in changes:
        values.pop(change.key, None)
        values[change.key] = change.value
    try:
        return with_overrides(scenario, values) if values else scenario
    except InputError as error:
        raise _placed(file, error, changes) from error


def _placed(file: ExperimentFile, error: InputError, changes: list[Change]) -> InputError:
    """Return the error with the line of the override that caused it."""
    for change in reversed(changes):
        if error.file == f"override '{change.key}'":
            key = f"{change.said}: {error.key or change.key}"
            place = change.place
            return InputError(
                error.message, file=place.file, line=place.line, key=key, hint=error.hint
            )
    where = file.name if file.path is None else shown(file.path)
    return InputError(error.message, file=where, key=error.key, hint=error.hint)


def _error(stated: Change, message: str, hint: str | None) -> InputError:
    place = stated.place
    return InputError(message, file=place.file, line=place.line, key=stated.said, hint=hint)


def _dotted(where: Keys) -> str:
    return ".".join(str(step) for step in where)
