"""An experiment as a file: a question, levers with named settings, outcomes, what answers it.

A YAML file such as those in ``scenarios/experiments/``.  ``base`` is the company, ``constants`` are
overrides for every design, ``levers`` are crossed (every setting of one with every setting of the
others), ``together`` holds overrides for some combinations only, and ``answer`` says which contrast
or which best setting answers the question.  All designs run in the same markets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from sim.errors import InputError
from sim.scenario.complaints import complaint, input_error
from sim.scenario.files import SHIPPED, SUFFIXES, shown
from sim.scenario.marked import Marked, plain
from sim.scenario.marked import Path as Keys
from sim.scenario.schema import Section
from sim.scenario.suggestions import listed, nearest, suggest
from sim.scenario.yaml_reader import read_yaml

FOLDER = "experiments"
MOST_DESIGNS = 200
Text = Annotated[str, Field(min_length=1, max_length=400)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Changes = dict[str, Any]
"""Dotted paths of the scenario's schema and their values, as ``--set`` takes them."""


class Setting(Section):
    """One setting of a lever: a scenario, overrides, or neither (the base as it is)."""

    title: Text | None = None
    scenario: str | None = None
    set: Changes = Field(default_factory=dict)
    at: float | None = Field(default=None, allow_inf_nan=False)
    """Its place on a number line, for curves."""


class Lever(Section):
    """One thing that is varied; its settings stand in their natural order."""

    title: Text
    settings: dict[Word, Setting] = Field(min_length=2, max_length=40)


class Together(Section):
    """Overrides for the designs that have all these settings."""

    when: dict[str, str] = Field(min_length=1)
    set: Changes = Field(min_length=1)


class Contrast(Section):
    """One setting of a lever against another."""

    lever: str
    setting: str
    against: str


class Answer(Section):
    """What answers the question: a contrast, or the best setting of a lever, in one outcome.

    ``reference`` goes with ``best``: the setting that the others are shown against (the first).
    """

    outcome: str
    contrast: Contrast | None = None
    best: str | None = None
    reference: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Answer:
        if (self.contrast is None) == (self.best is None):
            raise ValueError("expected exactly one of contrast and best")
        if self.contrast is not None and self.reference is not None:
            raise ValueError("reference goes with best; a contrast has its own, against")
        return self


class Experiment(Section):
    """The file as it is written."""

    title: Text
    question: Text
    story: str = Field(default="", max_length=4000)
    base: str = "default"
    constants: Changes = Field(default_factory=dict)
    levers: dict[Word, Lever] = Field(min_length=1, max_length=6)
    together: list[Together] = Field(default_factory=list)
    outcomes: list[Word] = Field(min_length=1, max_length=12)
    replications: int = Field(default=100, ge=2, le=1_000_000)
    seed: int = Field(default=1, ge=0, lt=2**63)
    answer: Answer
    folklore: str = Field(default="", max_length=400)
    """What people say about it."""
    reading: str = Field(default="", max_length=2000)
    """What drives the answer and what is weak about it; never the result itself."""


@dataclass(frozen=True)
class ExperimentFile:
    """An experiment, its name (the file's stem), its folder and the tree with the places."""

    name: str
    experiment: Experiment
    path: Path
    tree: Marked


def load_experiment(name_or_path: str | Path) -> ExperimentFile:
    """Load an experiment file, or a shipped experiment by its name.  Raises ``InputError``."""
    path = _find(str(name_or_path))
    tree = read_yaml(path, shown(path))
    try:
        experiment = Experiment.model_validate(plain(tree))
    except ValidationError as error:
        raise complaint(error, tree, Experiment) from error
    for keys, message, hint in _problems(experiment):
        raise input_error(tree, keys, message, hint)
    return ExperimentFile(path.stem, experiment, path, tree)


def list_experiments() -> list[tuple[str, str, str]]:
    """Names, titles and questions of the shipped experiments, by name."""
    found: list[tuple[str, str, str]] = []
    for file in _shipped():
        tree = read_yaml(file, shown(file)).value
        title, question = (
            str(tree[key].value) if key in tree else "" for key in ("title", "question")
        )
        found.append((file.stem, title, question))
    return sorted(found)


def _shipped() -> Iterator[Path]:
    folder = next((root / FOLDER for root in SHIPPED if (root / FOLDER).is_dir()), None)
    if folder is not None:
        yield from sorted(folder.glob("*.yaml"))


def _find(text: str) -> Path:
    by_name = {file.stem: file for file in _shipped()}
    if text in by_name:
        return by_name[text]
    path = Path(text)
    try:
        if text.strip() and path.exists():
            return path
    except (OSError, ValueError):
        pass
    beside = [str(file) for file in path.parent.glob("*") if file.suffix in SUFFIXES]
    near = nearest(text, [*by_name, *beside])
    raise InputError(
        f"there is no experiment '{text[:80]}'",
        hint=f"did you mean '{near}'?" if near else f"shipped experiments: {listed(by_name)}",
    )


Problem = tuple[Keys, str, str | None]


def _problems(experiment: Experiment) -> Iterator[Problem]:
    """Yield what validation field by field cannot see, in the order of the file."""
    yield from _too_many(experiment)
    yield from _two_scenarios(experiment)
    for number, part in enumerate(experiment.together):
        for lever, setting in part.when.items():
            yield from _unknown(experiment, ("together", number, "when", lever), lever, setting)
    yield from _doubles(experiment)
    yield from _answer_problems(experiment)


def _too_many(experiment: Experiment) -> Iterator[Problem]:
    number = 1
    for lever in experiment.levers.values():
        number *= len(lever.settings)
    if number > MOST_DESIGNS:
        yield (
            ("levers",),
            f"the levers make {number:,} designs; expected at most {MOST_DESIGNS}",
            "every setting of a lever is crossed with every setting of the others",
        )


def _two_scenarios(experiment: Experiment) -> Iterator[Problem]:
    choosing = [
        name
        for name, lever in experiment.levers.items()
        if any(setting.scenario for setting in lever.settings.values())
    ]
    if len(choosing) > 1:
        yield (
            ("levers", choosing[1]),
            f"the levers {listed(choosing)} both choose a scenario; expected one such lever",
            "let the others state overrides under `set`",
        )


def _doubles(experiment: Experiment) -> Iterator[Problem]:
    for number, kpi in enumerate(experiment.outcomes):
        if kpi in experiment.outcomes[:number]:
            yield (("outcomes", number), f"the outcome '{kpi}' stands twice", None)


def _answer_problems(experiment: Experiment) -> Iterator[Problem]:
    answer = experiment.answer
    if answer.outcome not in experiment.outcomes:
        yield (
            ("answer", "outcome"),
            f"found '{answer.outcome}', which is not among the outcomes",
            suggest(answer.outcome, experiment.outcomes, "outcomes"),
        )
    if answer.best is not None:
        yield from _unknown(experiment, ("answer", "best"), answer.best, None)
    if answer.best in experiment.levers and answer.reference is not None:
        yield from _unknown(experiment, ("answer", "reference"), answer.best, answer.reference)
    if answer.contrast is not None:
        lever, sides = answer.contrast.lever, ("setting", "against")
        for side in sides:
            at: Keys = ("answer", "contrast", side)
            yield from _unknown(experiment, at, lever, getattr(answer.contrast, side))
        if answer.contrast.setting == answer.contrast.against:
            yield (
                ("answer", "contrast"),
                f"the setting '{answer.contrast.setting}' is contrasted with itself",
                None,
            )


def _unknown(
    experiment: Experiment, at: Keys, lever: str, setting: str | None
) -> Iterator[Problem]:
    """Yield what is wrong with the name of a lever and of one of its settings."""
    if lever not in experiment.levers:
        yield (
            (*at[:-1], "lever") if at[:2] == ("answer", "contrast") else at,
            f"there is no lever '{lever}'",
            suggest(lever, experiment.levers, "levers"),
        )
    elif setting is not None and setting not in experiment.levers[lever].settings:
        known = experiment.levers[lever].settings
        yield (
            at,
            f"the lever '{lever}' has no setting '{setting}'",
            suggest(setting, known, "settings"),
        )
