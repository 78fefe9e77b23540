"""From an experiment to designs: points of its space as companies, those refused named apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.experiments.company_of import company_of
from sim.experiments.constraints import Broken, broken
from sim.experiments.design_points import NamedPoint, points_of, worlds_of
from sim.experiments.lever_ends import check_ends
from sim.experiments.levers import Value, word
from sim.experiments.space import Point
from sim.experiments.sweep_file import ExperimentFile
from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.complaints import input_error
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Design:
    """A value of every lever, a world, and the company that they make.

    ``settings`` are names of settings or numbers, by lever (or by path, in a list of designs);
    ``world`` counts from 0 and ``uncertainties`` says what it is, empty for the base's own.
    ``title`` is how the design is called in tables and sentences and ``base_name`` its name,
    whatever the world.
    """

    name: str
    settings: dict[str, Value]
    scenario: Scenario
    frozen: Frozen
    world: int = 0
    uncertainties: dict[str, Value] = field(default_factory=dict)
    title: str = ""
    base_name: str = ""


@dataclass(frozen=True)
class Refused:
    """A design that is not run: it breaks a constraint (``broken``) or cannot be built."""

    name: str
    title: str
    settings: dict[str, Value]
    reason: str
    broken: Broken | None = None


@dataclass(frozen=True)
class Built:
    """The designs that run, each in all its worlds one after the other, and those that do not."""

    designs: tuple[Design, ...]
    refused: tuple[Refused, ...]
    worlds: int


def designs(file: ExperimentFile) -> list[Design]:
    """Return the designs that run, in the order of the file: levers crossed, the last fastest.

    Raise InputError, with file and line, as ``build`` does.
    """
    return list(build(file).designs)


def build(file: ExperimentFile) -> Built:
    """Build every design in every world, refuse those that break a constraint.

    A design that cannot be built is one error where levers are crossed; in a list or a sample it
    is refused and the others run.  Raise InputError if none is left.
    """
    check_ends(file)
    worlds = worlds_of(file)
    kept: list[Design] = []
    refused: list[Refused] = []
    first: InputError | None = None
    for one in points_of(file):
        try:
            found = _in_worlds(file, one, worlds)
        except InputError as error:
            if file.experiment.is_crossed:
                raise
            first = first or error
            found = _refused(file, one, _reason(error))
        if isinstance(found, Refused):
            refused.append(found)
        else:
            kept += found
    if not kept:
        raise _none_left(file, refused, first)
    return Built(tuple(kept), tuple(refused), len(worlds))


def design_of(file: ExperimentFile, point: Point, name: str = "") -> Design:
    """Return the company at a point of an experiment's space, uncertainties included.

    What the point leaves out is as in the base; names that are no factor are dotted paths or
    ``seats.<job>``.  Constraints are not looked at: ``constraints.broken`` does.  ``name`` defaults
    to the point's values.  Raise InputError if there is no such company.
    """
    uncertain = {key: value for key, value in point.items() if key in file.experiment.uncertainties}
    settings = {key: value for key, value in point.items() if key not in uncertain}
    name = name or ", ".join(word(value) for value in point.values()) or "base"
    return _design(file, NamedPoint(name, settings), uncertain, company_of(file, point))


def setting_title(file: ExperimentFile, lever: str, value: Value) -> str:
    """Return how a setting is called in tables and sentences: its title, or lever and number."""
    plan = file.experiment
    if lever not in plan.levers and lever not in plan.uncertainties:
        return f"{lever} {word(value)}"
    known = plan.factor(lever)
    if known.is_choice:
        return known.settings[str(value)].title or str(value)
    number = number_word(value)
    return f"{number} {known.title}" if known.seats else f"{known.title} {number}"


def number_word(value: Value) -> str:
    """Return a number for sentences: three digits that say something, whole ones in full."""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3g}"


# --- building -----------------------------------------------------------------------------------


def _in_worlds(
    file: ExperimentFile, one: NamedPoint, worlds: Sequence[Point]
) -> list[Design] | Refused:
    """Build a design in all worlds; refuse it if it breaks a constraint in any."""
    made: list[tuple[Point, Scenario]] = []
    for number, world in enumerate(worlds):
        scenario = company_of(file, one.point | world, one.row)
        missed = broken(file.experiment.constraints, scenario)
        if missed is not None:
            where = f" (in world {number + 1})" if len(worlds) > 1 and number else ""
            return _refused(file, one, missed.words + where, missed)
        made.append((world, scenario))
    return [
        _design(file, one, world, scenario, number if len(worlds) > 1 else None)
        for number, (world, scenario) in enumerate(made)
    ]


def _design(
    file: ExperimentFile,
    one: NamedPoint,
    world: Point,
    scenario: Scenario,
    number: int | None = None,
) -> Design:
    """Freeze a company under the design's name; ``number`` tells its worlds apart."""
    title = _title(file, one)
    tail = (
        "" if number is None else f", world {number + 1:0{len(str(file.experiment.world_count))}}"
    )
    scenario = scenario.model_copy(update={"name": one.name + tail, "title": title + tail})
    return Design(
        name=one.name + tail,
        settings=dict(one.point),
        scenario=scenario,
        frozen=freeze(scenario),
        world=number or 0,
        uncertainties=dict(world),
        title=title,
        base_name=one.name,
    )


def _title(file: ExperimentFile, one: NamedPoint) -> str:
    if one.is_named:
        return one.name
    words = [setting_title(file, lever, value) for lever, value in one.point.items()]
    return ", ".join(words) or "the base company"


def _refused(
    file: ExperimentFile, one: NamedPoint, reason: str, missed: Broken | None = None
) -> Refused:
    return Refused(one.name, _title(file, one), dict(one.point), reason, missed)


def _reason(error: InputError) -> str:
    """Return an error in one line, without the place in the file that all designs share."""
    return f"{error.key}: {error.message}" if error.key else error.message


def _none_left(
    file: ExperimentFile, refused: Sequence[Refused], first: InputError | None
) -> InputError:
    """Return the error of an experiment whose designs are all refused."""
    number = f"{len(refused):,} designs" if len(refused) > 1 else "one design"
    if first is not None and all(one.broken is None for one in refused):
        message = f"none of the {number} can be built; the first: {first.message}"
        return InputError(message, file=first.file, line=first.line, key=first.key, hint=first.hint)
    one = next(one for one in refused if one.broken is not None)
    return input_error(
        file.tree,
        ("constraints",),
        f"none of the {number} keeps to the constraints; {one.name}: {one.reason}",
        "widen the limits, or the ranges of the levers",
    )
