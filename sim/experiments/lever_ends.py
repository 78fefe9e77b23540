"""Whether the ends of numeric levers are values that the base company can have."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import InputError
from sim.experiments.company_of import company_of
from sim.experiments.levers import levels, limits
from sim.experiments.scenario_values import values_at
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_schema import Lever
from sim.scenario.complaints import input_error
from sim.scenario.loading import with_overrides
from sim.scenario.marked import Path as Keys
from sim.scenario.schema import Scenario


def check_ends(file: ExperimentFile) -> None:
    """Raise InputError for the end of a range that the schema refuses, e.g. a share above 1.

    Without it a sample would lose a part of its designs to one slip.  A key that only some charts
    have is left to their designs.
    """
    plan = file.experiment
    numeric = [
        (group, name, lever)
        for group in ("levers", "uncertainties")
        for name, lever in getattr(plan, group).items()
        if lever.key is not None and not lever.key.startswith("org.")
    ]
    if not numeric:
        return
    base = company_of(file, {})
    for group, name, lever in numeric:
        for at, value in _ends(lever):
            _try(file, base, (group, name, *at), lever.key, value)


def _ends(lever: Lever) -> Iterator[tuple[Keys, float | int]]:
    """Yield where in the lever its lowest and its highest value stand."""
    if lever.values is not None:
        values = [value for value in levels(lever) if not isinstance(value, str)]
        for value in (min(values), max(values)):
            yield ("values", values.index(value)), value
        return
    for word, end in zip(("low", "high"), limits(lever), strict=True):
        if end is not None:
            yield (word,), int(end) if end.is_integer() else end


def _try(file: ExperimentFile, base: Scenario, at: Keys, key: str, value: float) -> None:
    found = [path for path, _ in values_at(base, key)]
    try:
        if found:
            with_overrides(base, dict.fromkeys(found, value))
    except InputError as error:
        message = f"{error.key or key}: {error.message}"
        raise input_error(file.tree, at, message, error.hint) from error
