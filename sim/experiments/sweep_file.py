"""An experiment as a file: a question, levers, uncertainties, outcomes, what answers it.

A YAML file such as those in ``scenarios/experiments/``, or the same as a dict.  ``base`` is the
company, ``constants`` are overrides for every design, ``levers`` are varied as ``design`` says,
``uncertainties`` make the worlds that every design meets, ``together`` holds overrides for some
combinations only, ``constraints`` keep designs comparable, and ``answer`` says what answers the
question.  All designs run in the same markets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.errors import InputError
from sim.experiments.design_rows import read_rows
from sim.experiments.sweep_check import problems
from sim.experiments.sweep_schema import Experiment
from sim.scenario.complaints import complaint, input_error
from sim.scenario.files import SHIPPED, SUFFIXES, shown
from sim.scenario.marked import Marked, Place, mark, plain
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import listed, nearest
from sim.scenario.yaml_reader import read_yaml

FOLDER = "experiments"


@dataclass(frozen=True)
class ExperimentFile:
    """An experiment with its name (the file's stem) and the tree with the places.

    ``path`` is None for one that was stated in Python; ``rows`` are the designs of a list, each
    with its place; ``company`` stands in for the base that the experiment names.
    """

    name: str
    experiment: Experiment
    path: Path | None
    tree: Marked
    rows: Marked | None = None
    company: Scenario | None = None
    built: dict[Any, Scenario] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Companies of the choices so far: what designs with the same settings start from."""

    @property
    def folder(self) -> Path:
        """Return where files that it names are looked for first."""
        return Path() if self.path is None else self.path.parent

    def text(self) -> str:
        """Return the file's text, or the YAML that says the same."""
        import yaml

        if self.path is not None:
            return self.path.read_text(encoding="utf-8")
        return yaml.safe_dump(plain(self.tree), sort_keys=False, allow_unicode=True)


def load_experiment(name_or_path: str | Path) -> ExperimentFile:
    """Load an experiment file, or a shipped experiment by its name.  Raises ``InputError``."""
    path = _find(str(name_or_path))
    return _checked(read_yaml(path, shown(path)), path.stem, path)


def experiment_from(
    stated: Mapping[str, Any], name: str = "experiment", company: Scenario | None = None
) -> ExperimentFile:
    """Return the experiment that a dict states, held against the same rules as a file.

    ``company`` is varied in place of ``base``.  Raises ``InputError`` with the key.
    """
    return _checked(mark(stated, Place(name)), name, None, company)


def _checked(
    tree: Marked, name: str, path: Path | None, company: Scenario | None = None
) -> ExperimentFile:
    try:
        experiment = Experiment.model_validate(plain(tree))
    except ValidationError as error:
        raise complaint(error, tree, Experiment) from error
    for keys, message, hint in problems(experiment):
        raise input_error(tree, keys, message, hint)
    rows = None
    if experiment.design.method == "list":
        rows = read_rows(experiment, tree, Path() if path is None else path.parent)
    return ExperimentFile(name, experiment, path, tree, rows, company)


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
