"""No parameter is dead: moving it changes the frozen numbers, and those move a KPI.

The whole list takes two or three minutes: ``pytest -m slow tests/test_dead_parameters.py``; the
ordinary run takes every twentieth.
"""

from __future__ import annotations

import importlib.util
import pickle
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.errors import InputError
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from sim.scenario.loading import load_scenario
from tests.compiled_only import compiled_only

SPEC = importlib.util.spec_from_file_location(
    "parameter_changes", Path(__file__).with_name("parameter_changes.py")
)
parameter_changes: Any = importlib.util.module_from_spec(SPEC)  # type: ignore[arg-type]
SPEC.loader.exec_module(parameter_changes)  # type: ignore[union-attr]

DECLARED = parameter_changes.declared()
NOT_MOVED = {
    **{f"run.{name}": "says how often and with which seed a company is simulated" for name in (
        "seed", "replications", "minimum_replications", "precision", "difference_precision"
    )},
    **{f"org.people.{name}": "another way to write a chart" for name in (
        "name", "role", "manager", "segment", "start", "end"
    )},
    **{key: "says which kind of entry it is" for key in DECLARED
       if key.startswith(("events.", "rules.")) and key.endswith((".event", ".do"))},
}  # fmt: skip
KEYS = [key for key in DECLARED if key not in NOT_MOVED]


@cache
def pickled_world(key: str) -> tuple[bytes, bytes, dict[str, float]]:
    return outcome(*parameter_changes.world_of(key))


def outcome(company: str, overrides: dict[str, Any]) -> tuple[bytes, bytes, dict[str, float]]:
    """The frozen numbers, the log and the KPIs (-1.25 where there is none) of one replication."""
    frozen = freeze(load_scenario(company, overrides))
    log = simulate(frozen.params, 0, 7)
    values = np.nan_to_num(fold(frozen.params, log), nan=-1.25)
    names = [kpi.name for kpi in kpis(frozen)]
    return pickle.dumps(frozen.params), log.tobytes(), dict(zip(names, values, strict=True))


def what_moves(key: str) -> set[str]:
    """Which of the frozen numbers, the log and the KPIs some change of the parameter moves."""
    company, world = parameter_changes.world_of(key)
    before = pickled_world(key)
    moved: set[str] = set()
    for change in parameter_changes.changes_of(key, DECLARED[key]):
        try:
            after = outcome(company, {**world, **change})
        except InputError:
            continue  # outside the limits, or not with this company
        parts = ("numbers", "log", "KPIs")
        moved |= {part for part, a, b in zip(parts, before, after, strict=True) if a != b}
        if {"numbers", "KPIs"} <= moved:
            break
    return moved


def test_every_parameter_has_unit_range_or_choices_source_and_grade() -> None:
    assert len(DECLARED) > 400
    for key, info in DECLARED.items():
        extra = info.json_schema_extra
        assert extra["unit"], key
        assert extra["source"], key
        assert extra["grade"] in "ABCDJ", key
        number = info.annotation in (int, float) and key != "run.seed"
        assert not number or extra["plausible"], f"{key} has no plausible range"


@compiled_only
@pytest.mark.parametrize("key", KEYS[::20])
def test_a_parameter_is_read_and_moves_a_kpi(key: str) -> None:
    assert {"numbers", "KPIs"} <= what_moves(key)


@compiled_only
@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_every_parameter_is_read_and_moves_a_kpi(key: str) -> None:
    assert {"numbers", "KPIs"} <= what_moves(key)
