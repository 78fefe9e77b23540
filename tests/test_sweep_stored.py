"""An experiment through the store: the same numbers, run once, resumed, failed designs left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments import sweep_stored
from sim.experiments.campaign import Settings
from sim.experiments.fill import Filling
from sim.experiments.store import Store
from sim.experiments.sweep import sweep
from sim.experiments.sweep_answer import answer
from sim.experiments.sweep_file import ExperimentFile, load_experiment
from sim.experiments.sweep_stored import plan_sweep, run_sweep
from tests import bad_experiments
from tests.test_cli import run

ALONE = Settings(workers=1)
THREE = bad_experiments.GOOD.replace(
    "outcomes:", "      four: {title: four AEs, at: 4, set: {org.Sales.seats.ae_smb: 4}}\noutcomes:"
)


def file_of(folder: Path, text: str = bad_experiments.GOOD) -> ExperimentFile:
    path = folder / "e.yaml"
    path.write_text(text, encoding="utf-8")
    return load_experiment(path)


def test_the_store_gives_the_numbers_and_the_answer_of_memory(tmp_path: Path) -> None:
    file = file_of(tmp_path)
    before, store = sweep(file, settings=ALONE), Store(tmp_path / "store")
    after = run_sweep(plan_sweep(file), store, ALONE)
    for design in range(2):
        for outcome in file.experiment.outcomes:
            expected = before.column(design, outcome)
            np.testing.assert_array_equal(after.column(design, outcome), expected)
    assert answer(after) == answer(before)
    assert [kpi.name for kpi in after.comparison.kpis] == file.experiment.outcomes


def test_a_plan_knows_what_is_there_before_it_runs(tmp_path: Path) -> None:
    file, store = file_of(tmp_path), Store(tmp_path / "store")
    assert plan_sweep(file).estimate(store, ALONE).todo == 8
    run_sweep(plan_sweep(file), store, ALONE)
    assert plan_sweep(file).estimate(store, ALONE).todo == 0
    assert plan_sweep(file, replications=6).estimate(store, ALONE).todo == 4


def without(monkeypatch: pytest.MonkeyPatch, faults: dict[int, str]) -> None:
    """Let the engine fail for some cases."""
    real = sweep_stored.fill

    def fill(*arguments: object) -> Filling:
        done = real(*arguments)  # type: ignore[arg-type]
        done.faults |= faults
        return done

    monkeypatch.setattr(sweep_stored, "fill", fill)


def test_a_design_whose_simulation_fails_is_refused_and_the_others_are_compared(
    tmp_path: Path, monkeypatch
) -> None:
    without(monkeypatch, {2: "replication 1: ZeroDivisionError"})
    plan = plan_sweep(file_of(tmp_path, THREE))
    found = run_sweep(plan, Store(tmp_path / "store"), ALONE)
    assert [design.name for design in found.designs] == ["two", "three"]
    assert [one.reason for one in found.refused] == [
        "the simulation failed: replication 1: ZeroDivisionError"
    ]


def test_an_experiment_of_which_nothing_is_left_is_one_clear_error(
    tmp_path: Path, monkeypatch
) -> None:
    without(monkeypatch, {1: "replication 0: MemoryError"})
    with pytest.raises(InputError, match=r"fewer than two designs could be run .*MemoryError"):
        run_sweep(plan_sweep(file_of(tmp_path)), Store(tmp_path / "store"), ALONE)


def test_the_command_prices_runs_goes_on_and_speaks_json_and_csv(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    file_of(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "sweep", "e.yaml", "--dry-run") == 0
    shown = capsys.readouterr()
    assert "2 companies, 8 replications; 8 to run" in shown.err
    assert shown.out == ""
    assert not list(tmp_path.glob("results/*e-*"))
    assert run(monkeypatch, "sweep", "e.yaml", "--json", "--workers", "1") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["replications"] == 4
    assert run(monkeypatch, "sweep", "e.yaml", "--csv", "-n", "6") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("outcome,unit,design")
    assert len(lines) == 5
    assert run(monkeypatch, "sweep", "e.yaml", "-n", "6") == 0
    shown = capsys.readouterr()
    assert "12 are in the store: nothing to run" in shown.err
    assert "Report: results/" in shown.out
