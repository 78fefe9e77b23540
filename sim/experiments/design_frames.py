"""Designs from a data frame: one row a design, as in a CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.experiments.design_rows import rows_of_frame
from sim.experiments.designs import Design, build
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_schema import Answer, Experiment
from sim.scenario.marked import Marked, Place
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    import pandas as pd


def with_frame(file: ExperimentFile, frame: pd.DataFrame) -> ExperimentFile:
    """Return the experiment with a data frame as its list of designs; columns as in a CSV.

    Raise InputError with the row of the frame for what is wrong.
    """
    plan = file.experiment
    design = plan.design.model_copy(update={"method": "list", "file": None, "points": None})
    answer = Answer(outcome=plan.answer.outcome) if plan.has_levels else plan.answer
    plan = plan.model_copy(update={"design": design, "answer": answer})
    return replace(file, experiment=plan, rows=rows_of_frame(plan, frame))


def designs_from_frame(
    file_or_base: ExperimentFile | Scenario | str | Path, frame: pd.DataFrame
) -> list[Design]:
    """Return a design for every row of a data frame.

    Columns are levers of the experiment, dotted paths, ``seats.<job>`` or ``name``; given a company
    (a scenario, its name or file) in place of an experiment, paths and seats only.  Raise
    InputError for the first row that is wrong, cannot be built or breaks a constraint.
    """
    built = build(with_frame(_experiment(file_or_base), frame))
    if built.refused:
        first = built.refused[0]
        raise InputError(f"the design '{first.name}' cannot be run: {first.reason}")
    return list(built.designs)


def _experiment(given: ExperimentFile | Scenario | str | Path) -> ExperimentFile:
    """Return the experiment, or one without levers about a company."""
    if isinstance(given, ExperimentFile):
        return given
    company = given if isinstance(given, Scenario) else None
    outcome = "new_arr_per_year"
    plan = Experiment(
        title="Designs",
        question="Which of these designs is best?",
        base="default" if company is not None else str(given),
        outcomes=[outcome],
        answer=Answer(outcome=outcome),
    )
    return ExperimentFile("designs", plan, None, Marked({}, Place("designs")), company=company)
