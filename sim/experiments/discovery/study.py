"""A discovery study of an experiment file: its question, its worlds, its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.errors import InputError
from sim.experiments.amounts import amount
from sim.experiments.asking import Asked, Floats
from sim.experiments.company_of import company_of
from sim.experiments.constraints import broken
from sim.experiments.designs import setting_title
from sim.experiments.discovery.tree import Rule, find_rule
from sim.experiments.discovery.worlds import Contrast, Plan, Question, Worlds, ask_worlds
from sim.experiments.levers import Value
from sim.experiments.space import Factor, Point, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.metrics.registry import Kpi
from sim.scenario.suggestions import suggest

DEFAULT_WORLDS = 200


class Stated(NamedTuple):
    """What the caller asks: a threshold, or a lever with two settings; None where nothing."""

    threshold: float | None = None
    lever: str | None = None
    setting: str | None = None
    against: str | None = None


@dataclass(frozen=True)
class Discovery:
    """What a study found, and from how much; ``outside`` points broke a constraint."""

    file: ExperimentFile
    kpi: Kpi
    question: Question
    worlds: Worlds
    rule: Rule
    points: int
    ran: int
    refused: tuple[tuple[Point, str], ...]
    outside: int
    seed: int

    def say(self, factor: Factor, value: Value) -> str:
        """Return a factor's number in its unit, or a setting's title."""
        lever = self.file.experiment.factor(factor.name)
        if isinstance(value, str):
            return lever.settings[value].title or value
        return amount(lever, value)


def question_of(file: ExperimentFile, stated: Stated) -> Question:
    """Return the question: as stated, else the contrast of the experiment's answer.

    Raise InputError if it is not one, or names what the experiment does not have.
    """
    sides = (stated.lever, stated.setting, stated.against)
    if stated.threshold is not None:
        if any(side is not None for side in sides):
            raise InputError("found a threshold and a contrast; expected one of them")
        return Plan(stated.threshold)
    if any(side is not None for side in sides):
        if None in sides:
            raise InputError(
                "a contrast needs a lever, a setting, and a setting that it is against",
                hint="--lever chart --setting cro --against cso",
            )
        return _contrast(file, str(stated.lever), str(stated.setting), str(stated.against))
    known = file.experiment.answer.contrast
    if known is None:
        raise InputError(
            "the experiment's answer has no contrast",
            file=file.name if file.path is None else str(file.path),
            hint="state --lever, --setting and --against, or a --threshold",
        )
    return _contrast(file, known.lever, str(known.setting), str(known.against))


def _contrast(file: ExperimentFile, lever: str, setting: str, against: str) -> Contrast:
    factors = {factor.name: factor for factor in space_of(file).factors}
    if lever not in factors:
        hint = suggest(lever, factors, "levers and uncertainties")
        raise InputError(f"there is no lever '{lever}'", key="lever", hint=hint)
    sides = [
        _setting(factors[lever], key, text)
        for key, text in (("setting", setting), ("against", against))
    ]
    if sides[0] == sides[1]:
        raise InputError(f"the setting '{setting}' is contrasted with itself", key="against")
    return Contrast(lever, *sides)


def _setting(factor: Factor, key: str, text: str) -> Value:
    """Return the value that a text names: a setting, or a number within the range."""
    try:
        number: float | None = float(text)
    except ValueError:
        number = None
    for choice in factor.choices:
        if choice == (text if isinstance(choice, str) else number):
            return choice
    if factor.choices or number is None:
        known = [str(choice) for choice in factor.choices]
        hint = suggest(text, known, "settings") if known else "state a number of its range"
        raise InputError(f"'{factor.name}' has no setting '{text}'", key=key, hint=hint)
    if not factor.low <= number <= factor.high or (factor.kind == "whole" and number % 1):
        what = "a whole number" if factor.kind == "whole" else "a number"
        raise InputError(
            f"found {text}; expected {what} from {factor.low:g} to {factor.high:g}", key=key
        )
    return int(number) if factor.kind == "whole" else number


def discover(asked: Asked, kpi: Kpi, question: Question, worlds: int, seed: int) -> Discovery:
    """Sample worlds, label them through the store, look for a rule.

    A world in which a side breaks a constraint of the experiment is left out.  Raise InputError as
    ``ask_worlds`` does.
    """
    file, before = asked.evaluator.file, asked.evaluator.ran
    kept = _Kept(asked)
    found = ask_worlds(space_of(file), kept, question, (worlds, seed), kpi.better == "lower")
    return Discovery(
        file,
        kpi,
        question,
        found,
        find_rule(found, seed),
        asked.points,
        asked.evaluator.ran - before,
        tuple(asked.evaluator.refused),
        kept.outside,
        seed,
    )


class _Kept:
    """The outcome at points that keep to the experiment's constraints; NaN at others."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.outside = asked, 0

    def __call__(self, points: Sequence[Point]) -> Floats:
        keeps = [self._keeps(point) for point in points]
        self.outside += keeps.count(False)
        found = np.full((len(points), self.asked.replications), np.nan)
        if any(keeps):
            kept = [point for point, is_kept in zip(points, keeps, strict=True) if is_kept]
            found[keeps] = self.asked(kept)
        return found

    def _keeps(self, point: Point) -> bool:
        file = self.asked.evaluator.file
        limits = file.experiment.constraints
        if not limits:
            return True
        try:
            return broken(limits, company_of(file, point)) is None
        except InputError:
            return True  # the evaluator refuses it and says why


def side_titles(study: Discovery) -> tuple[str, str]:
    """Return how both sides of a contrast are called."""
    question = study.question
    assert isinstance(question, Contrast)
    first, second = (
        setting_title(study.file, question.lever, side)
        for side in (question.setting, question.against)
    )
    return first, second
