"""Which points of its space an experiment tries, and in which worlds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sim.experiments.lever_check import BASE, NAME
from sim.experiments.levers import levels, word
from sim.experiments.space import SAMPLERS, Point, latin_hypercube, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_schema import DEFAULT_POINTS
from sim.scenario.marked import Marked


@dataclass(frozen=True)
class NamedPoint:
    """A design before it is a company; ``row`` is where a list states it."""

    name: str
    point: Point
    row: Marked | None = None
    is_named: bool = False
    """Whether somebody gave it the name, which then stands for it in tables and sentences."""


def points_of(file: ExperimentFile) -> list[NamedPoint]:
    """Return the designs' points: crossed levers with the last fastest, a list, or a sample.

    The base company comes first where it is asked for.
    A sample has each point once, so that levers with few levels may make fewer than asked for.
    """
    plan = file.experiment.design
    if plan.method == "factorial":
        return _crossed(file)
    found = _listed(file) if plan.method == "list" else _sampled(file)
    return [NamedPoint(BASE, {}), *found] if plan.with_base else found


def worlds_of(file: ExperimentFile) -> list[Point]:
    """Return the worlds: a Latin hypercube over the uncertainties; without any, the base's own."""
    uncertainties = space_of(file, ["uncertainties"])
    if not uncertainties.factors:
        return [{}]
    plan = file.experiment
    seed = plan.design.seed + 1  # not the designs' own: their columns would be the same
    return uncertainties.from_unit(latin_hypercube(uncertainties, plan.world_count, seed))


def _crossed(file: ExperimentFile) -> list[NamedPoint]:
    levers = file.experiment.levers
    made = []
    for chosen in product(*(levels(lever) for lever in levers.values())):
        point = dict(zip(levers, chosen, strict=True))
        made.append(NamedPoint(", ".join(word(value) for value in chosen), point))
    return made


def _listed(file: ExperimentFile) -> list[NamedPoint]:
    rows = [] if file.rows is None else file.rows.value
    made = []
    for name, row in zip(_numbers(len(rows)), rows, strict=True):
        point = {column: cell.value for column, cell in row.value.items()}
        stated = point.pop(NAME, None)
        made.append(NamedPoint(stated or name, point, row, stated is not None))
    return made


def _sampled(file: ExperimentFile) -> list[NamedPoint]:
    plan, space = file.experiment.design, space_of(file, ["levers"])
    number = DEFAULT_POINTS if plan.points is None else plan.points
    points = space.from_unit(SAMPLERS[plan.method](space, number, plan.seed))
    once = list({tuple(point.values()): point for point in points}.values())
    return [NamedPoint(name, point) for name, point in zip(_numbers(len(once)), once, strict=True)]


def _numbers(count: int) -> list[str]:
    """Return names of designs that sort as they are numbered, from 1."""
    digits = len(str(count))
    return [f"design {number:0{digits}}" for number in range(1, count + 1)]
