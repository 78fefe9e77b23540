"""What can be wrong with levers and uncertainties: names, keys, limits, levels."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.levers import is_whole, limits
from sim.experiments.ranges import NotANumberError, range_of
from sim.experiments.sweep_schema import Experiment, Lever
from sim.scenario.marked import Path as Keys

Problem = tuple[Keys, str, str | None]
"""Where in the file, what, and a way out."""

NAME = "name"
"""The column of a list of designs that holds their names."""
BASE = "base"
"""The name of the design that is the base company."""
SEATS = "seats."
"""What columns of a list of designs begin with that are seats of a job."""


def lever_problems(experiment: Experiment) -> Iterator[Problem]:
    """Yield what is wrong with levers, then with uncertainties, in the order of the file."""
    for group in ("levers", "uncertainties"):
        for name, lever in getattr(experiment, group).items():
            yield from _name_problems(experiment, (group, name))
            if not lever.is_choice:
                yield from _number_problems(experiment, (group, name), lever)


def _name_problems(experiment: Experiment, at: Keys) -> Iterator[Problem]:
    name = str(at[1])
    if at[0] == "uncertainties" and name in experiment.levers:
        yield at, f"'{name}' is a lever too; expected another name", None
    if name == NAME or "." in name:
        reason = "is the column of designs' names" if name == NAME else "reads like a path"
        yield at, f"the name '{name}' {reason}; expected another", "use letters, digits and _"


def _number_problems(experiment: Experiment, at: Keys, lever: Lever) -> Iterator[Problem]:
    try:
        for key in (lever.key, *(lever.scale or ())):
            if key is not None:
                range_of(key)
        low, high = limits(lever)
    except NotANumberError as error:
        form = "key" if lever.key is not None else "scale"
        yield (*at, form), error.message, error.hint
        return
    if lever.values is not None:
        yield from _value_problems(at, lever, lever.values)
    elif low is None or high is None:
        yield from _no_range(experiment, at, lever, "low" if low is None else "high")
    else:
        yield from _end_problems(at, lever, low, high)
    if at[0] == "levers" and experiment.is_crossed and lever.values is None and not lever.steps:
        yield (
            at,
            "a factorial design crosses levels, and this lever has none",
            "state values: [...], or steps; or take the method latin_hypercube",
        )


def _no_range(experiment: Experiment, at: Keys, lever: Lever, lacking: str) -> Iterator[Problem]:
    """A list of designs states every value itself and needs no range."""
    if at[0] == "levers" and experiment.design.method == "list" and not lever.steps:
        return
    reason = "a lever of this form has no range of its own"
    if lever.key is not None:
        reason = f"the schema has no plausible range of {lever.key}"
    yield at, f"the key '{lacking}' is missing: {reason}", "state low and high, or values"


def _end_problems(at: Keys, lever: Lever, low: float, high: float) -> Iterator[Problem]:
    if not low < high:
        own = "" if lever.low is not None and lever.high is not None else " (one is the schema's)"
        yield at, f"low ({low:g}) is not below high ({high:g}){own}", None
    for word, value in (("low", low), ("high", high)):
        yield from _one_value((*at, word), lever, value)


def _value_problems(at: Keys, lever: Lever, values: list[float]) -> Iterator[Problem]:
    for number, value in enumerate(values):
        if value in values[:number]:
            yield (*at, "values", number), f"the value {value:g} stands twice", None
        yield from _one_value((*at, "values", number), lever, value)


def _one_value(at: Keys, lever: Lever, value: float) -> Iterator[Problem]:
    if is_whole(lever) and not value.is_integer():
        what = "seats are" if lever.seats else "this lever is"
        yield at, f"found {value:g}; {what} counted in whole numbers", None
    elif (lever.seats or lever.scale) and value < 0:
        what = "a number of seats" if lever.seats else "a factor"
        yield at, f"found {value:g}; expected {what} of at least 0", None
