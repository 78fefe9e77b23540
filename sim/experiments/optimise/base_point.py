"""The base of an experiment as a point of its space, if it is one."""

from __future__ import annotations

from sim.errors import InputError
from sim.experiments.company_of import company_of
from sim.experiments.identity import company_hash
from sim.experiments.levers import Value
from sim.experiments.scenario_values import values_at
from sim.experiments.space import Factor, Point, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.scenario.schema import Scenario


def base_point(file: ExperimentFile) -> Point | None:
    """Return the base as a point of the levers' space; None if it is not one of its designs."""
    base = company_of(file, {})
    wanted, point = company_hash(base), {}
    for factor in space_of(file).levers.factors:
        value = _own(file, factor, base, wanted)
        if value is None or not _lies_in(factor, value):
            return None
        point[factor.name] = value
    try:
        return point if company_hash(company_of(file, point)) == wanted else None
    except InputError:
        return None


def _own(file: ExperimentFile, factor: Factor, base: Scenario, wanted: str) -> Value | None:
    """Return the base's own value of a lever, if it has one."""
    lever = file.experiment.levers[factor.name]
    if lever.is_choice:
        return next((one for one in factor.choices if _makes(file, factor, one, wanted)), None)
    if lever.seats:
        return sum(
            group.count
            for _, node in base.org.walk()
            for job in dict.fromkeys(lever.seats)
            for group in node.seats.get(job, ())
        )
    if lever.scale:
        return 1.0
    found = {value for _, value in values_at(base, str(lever.key))}
    return found.pop() if len(found) == 1 else None


def _makes(file: ExperimentFile, factor: Factor, choice: Value, wanted: str) -> bool:
    try:
        return company_hash(company_of(file, {factor.name: choice})) == wanted
    except InputError:
        return False


def _lies_in(factor: Factor, value: Value) -> bool:
    if factor.choices:
        return value in factor.choices
    return isinstance(value, (int, float)) and factor.low <= value <= factor.high
