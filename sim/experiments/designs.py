"""From an experiment file to designs: every combination of the levers' settings, as companies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.experiments.sweep_file import ExperimentFile, Setting
from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.files import SUFFIXES, shown
from sim.scenario.loading import load_scenario, with_overrides
from sim.scenario.marked import Marked, place_of, plain
from sim.scenario.marked import Path as Keys
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Design:
    """One combination: a setting of every lever, and the company that it makes."""

    name: str
    settings: dict[str, str]
    scenario: Scenario
    frozen: Frozen


def designs(file: ExperimentFile) -> list[Design]:
    """Return all designs in the order of the settings, the last lever fastest.

    Raise InputError with file and line if a scenario or an override is wrong.
    """
    names = list(file.experiment.levers)
    choices = (list(lever.settings) for lever in file.experiment.levers.values())
    return [_design(file, dict(zip(names, chosen, strict=True))) for chosen in product(*choices)]


def _design(file: ExperimentFile, settings: dict[str, str]) -> Design:
    name = ", ".join(settings.values())
    scenario = _changed(file, _company(file, settings), list(_changes(file, settings)))
    scenario = scenario.model_copy(update={"name": name, "title": _title(file, settings)})
    return Design(name, settings, scenario, freeze(scenario))


def _title(file: ExperimentFile, settings: dict[str, str]) -> str:
    return ", ".join(setting_title(file, lever, word) for lever, word in settings.items())


def setting_title(file: ExperimentFile, lever: str, word: str) -> str:
    """Return how a setting is called in tables and sentences: its title, or its name."""
    return file.experiment.levers[lever].settings[word].title or word


def _company(file: ExperimentFile, settings: dict[str, str]) -> Scenario:
    """Load the scenario that a setting chooses, or the base."""
    for lever, word in settings.items():
        chosen = _setting(file, lever, word).scenario
        if chosen is not None:
            return _loaded(file, chosen, ("levers", lever, "settings", word, "scenario"))
    return _loaded(file, file.experiment.base, ("base",))


def _loaded(file: ExperimentFile, name: str, where: Keys) -> Scenario:
    """Load a scenario named in the file: beside it, or a shipped one; a mistake names our line."""
    beside = file.path.parent / name
    source: str | Path = beside if name.endswith(SUFFIXES) and beside.is_file() else name
    try:
        return load_scenario(source)
    except InputError as error:
        if error.file is not None:
            raise
        place = place_of(file.tree, where)
        raise InputError(
            error.message, file=place.file, line=place.line, key=_dotted(where), hint=error.hint
        ) from error


def _changes(file: ExperimentFile, settings: dict[str, str]) -> Iterator[tuple[Keys, str, Marked]]:
    """Yield the overrides of a design with their places: constants, levers, then combinations."""
    found: list[Keys] = [("constants",)]
    found += [("levers", lever, "settings", word, "set") for lever, word in settings.items()]
    for number, part in enumerate(file.experiment.together):
        if part.when.items() <= settings.items():
            found.append(("together", number, "set"))
    for where in found:
        for key, value in _below(file.tree, where).items():
            yield where, key, value


def _below(tree: Marked, where: Keys) -> dict[str, Marked]:
    """Return the mapping at a place of the file, empty if there is none."""
    node = tree
    for step in where:
        inside = dict(node.children())
        if step not in inside:
            return {}
        node = inside[step]
    return dict(node.value) if node.is_mapping else {}


def _changed(
    file: ExperimentFile, scenario: Scenario, changes: list[tuple[Keys, str, Marked]]
) -> Scenario:
    """Lay all overrides over the scenario, later ones last; a mistake names our file and line."""
    values: dict[str, Any] = {}
    for _, key, value in changes:
        values.pop(key, None)
        values[key] = plain(value)
    try:
        return with_overrides(scenario, values) if values else scenario
    except InputError as error:
        raise _placed(file, error, changes) from error


def _placed(
    file: ExperimentFile, error: InputError, changes: list[tuple[Keys, str, Marked]]
) -> InputError:
    """Return the error with the line of the override that caused it."""
    for where, key, _ in reversed(changes):
        if error.file == f"override '{key}'":
            place = place_of(file.tree, (*where, key))
            dotted = f"{_dotted(where)}: {error.key or key}"
            return InputError(
                error.message, file=place.file, line=place.line, key=dotted, hint=error.hint
            )
    return InputError(error.message, file=shown(file.path), key=error.key, hint=error.hint)


def _dotted(where: Keys) -> str:
    return ".".join(str(step) for step in where)


def _setting(file: ExperimentFile, lever: str, word: str) -> Setting:
    return file.experiment.levers[lever].settings[word]
