"""A sensitivity study of an experiment file: its factors, one outcome, one method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.errors import InputError
from sim.experiments.asking import Asked
from sim.experiments.sensitivity.response import check_factors
from sim.experiments.sensitivity.screening import Screening, morris
from sim.experiments.sensitivity.variance import Shares, check_base, sobol_indices
from sim.experiments.space import Point, space_of
from sim.experiments.sweep_file import ExperimentFile
from sim.metrics.registry import Kpi
from sim.scenario.suggestions import suggest

Method = Literal["morris", "sobol"]
DEFAULT_SAMPLES: dict[str, int] = {"morris": 20, "sobol": 128}
"""Trajectories, or base samples."""
LEVELS = 4


@dataclass(frozen=True)
class Study:
    """What a study found, and from how much: ``points`` companies, of which some were refused."""

    file: ExperimentFile
    kpi: Kpi
    method: Method
    found: Screening | Shares
    points: int
    ran: int
    refused: tuple[tuple[Point, str], ...]
    seed: int


def check_method(file: ExperimentFile, method: str, samples: int) -> Method:
    """Refuse, before anything is built, what no study can be."""
    if method not in ("morris", "sobol"):
        raise InputError(
            f"unknown method '{method}'", key="method", hint=suggest(method, DEFAULT_SAMPLES)
        )
    check_factors(space_of(file))
    if method == "morris":
        return "morris"
    check_base(samples)
    return "sobol"


def study(asked: Asked, kpi: Kpi, method: Method, samples: int, seed: int) -> Study:
    """Run a study through the store; ``seed`` is that of the plan, the markets have their own.

    Constraints of the experiment are not looked at: both methods need factors that vary each for
    itself.  Raise InputError as the methods do.
    """
    file = asked.evaluator.file
    space = space_of(file)
    before = asked.evaluator.ran
    found: Screening | Shares
    if method == "morris":
        found = morris(space, asked, samples, LEVELS, seed)
    else:
        found = sobol_indices(space, asked, samples, seed)
    ran, refused = asked.evaluator.ran - before, tuple(asked.evaluator.refused)
    return Study(file, kpi, method, found, asked.points, ran, refused, seed)
