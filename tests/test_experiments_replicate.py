"""Replications: the same bytes whatever the workers, through deaths and interruptions."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.errors import BrokenInvariantError, InputError, WorkersDiedError
from sim.events import read_parquet
from sim.experiments.campaign import Settings
from sim.experiments.crew import MOST_REBUILDS
from sim.experiments.logs import write_logs
from sim.experiments.precision import Target
from sim.experiments.replicate import replicate
from sim.experiments.results import Replications
from sim.metrics.fold import fold
from sim.scenario.loading import load_scenario
from tests.metrics_world import DeadlyEngine, company, faulty_engine, toy_engine

FROZEN = company(3, 6)


def digest(run: Replications) -> str:
    """Return a hash of every byte of a result."""
    found = hashlib.sha256()
    for table in (run.numbers, run.table, run.monthly, run.seats):
        found.update(table.tobytes())
    for sample in run.samples.values():
        for column in sample.values():
            found.update(column.tobytes())
    return found.hexdigest()


def run_toy(replications: int = 6, **settings: object) -> Replications:
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return replicate(FROZEN, replications, 3, engine=toy_engine, settings=chosen)


def test_a_replication_is_the_fold_of_its_own_log() -> None:
    run = replicate(FROZEN, 4, 3, engine=toy_engine, settings=Settings(workers=1), keep_logs=(2,))
    assert run.numbers.tolist() == [0, 1, 2, 3]
    assert list(run.logs) == [2]
    expected = fold(FROZEN.params, toy_engine(FROZEN.params, 2, 3))
    np.testing.assert_array_equal(run.table[2], expected)
    assert run.column("leads")[2] == expected[[kpi.name for kpi in run.kpis].index("leads")]
    assert run.monthly.shape[:2] == (4, 9)
    assert run.seats.shape[:2] == (4, 8)
    assert run.samples["deals"]["replication"].max() <= 3


@pytest.mark.parametrize("crew", ["threads", "processes"])
def test_a_replication_that_does_not_add_up_ends_a_checked_run_with_its_place(crew: str) -> None:
    settings = Settings(workers=2, crew=crew, check=True)  # type: ignore[arg-type]
    expected = "scenario test, replication 2, seed 3: deals won and customers started do not match"
    with pytest.raises(BrokenInvariantError, match=expected):
        replicate(FROZEN, 4, 3, engine=faulty_engine, settings=settings)
    unchecked = replicate(FROZEN, 4, 3, engine=faulty_engine, settings=Settings(workers=1))
    assert len(unchecked.numbers) == 4


def test_checking_changes_no_byte() -> None:
    assert digest(run_toy(check=True)) == digest(run_toy())


def test_logs_are_written_even_of_a_replication_that_precision_made_unnecessary(
    tmp_path: Path,
) -> None:
    case = load_scenario("startup", {"calendar.warm_up_months": 1, "calendar.horizon_months": 2})
    run = replicate(case, 2, 3, settings=Settings(workers=1), keep_logs=(1,))
    assert write_logs(tmp_path, run, [1, 3, 1]) == {"1": "log-1.parquet", "3": "log-3.parquet"}
    for number in (1, 3):
        expected = simulate(run.frozen.params, number, 3)
        assert read_parquet(tmp_path / f"log-{number}.parquet").tobytes() == expected.tobytes()
    interrupted = replace(run, interrupted=True)
    assert list(write_logs(tmp_path, interrupted, [1, 3])) == ["1"]


def test_threads_and_chunks_change_no_byte() -> None:
    one = digest(run_toy(workers=1, chunk=6))
    for settings in (
        {"workers": 2, "crew": "threads"},
        {"workers": 8, "chunk": 1, "crew": "threads"},
        {"workers": 3, "chunk": 4, "crew": "threads"},
    ):
        assert digest(run_toy(**settings)) == one


@pytest.mark.slow
def test_processes_change_no_byte() -> None:
    one = digest(run_toy(workers=1))
    assert digest(run_toy(workers=2, chunk=1, crew="processes")) == one
    assert digest(run_toy(workers=3, chunk=4, crew="processes")) == one


@pytest.mark.slow
def test_a_dead_worker_costs_time_but_no_result(tmp_path: Path) -> None:
    engine = DeadlyEngine(tmp_path, at=3, deaths=2)
    settings = Settings(workers=2, chunk=1, crew="processes")
    run = replicate(FROZEN, 6, 3, engine=engine, settings=settings)
    assert len(list(tmp_path.iterdir())) == 2
    assert digest(run) == digest(run_toy(workers=1))


@pytest.mark.slow
def test_workers_that_die_every_time_end_the_run_with_a_clear_error(tmp_path: Path) -> None:
    engine = DeadlyEngine(tmp_path, at=0, deaths=1_000)
    settings = Settings(workers=2, chunk=1, crew="processes")
    with pytest.raises(WorkersDiedError, match="try fewer workers"):
        replicate(FROZEN, 1, 3, engine=engine, settings=settings)
    assert len(list(tmp_path.iterdir())) == MOST_REBUILDS


def test_an_interruption_keeps_what_is_done() -> None:
    def interrupt(done: int, expected: int) -> None:
        assert expected == 12
        if done >= 4:
            raise KeyboardInterrupt

    settings = Settings(workers=1, chunk=2, progress=interrupt)
    run = replicate(FROZEN, 12, 3, engine=toy_engine, settings=settings)
    assert run.interrupted
    assert run.numbers.tolist() == [0, 1, 2, 3]
    np.testing.assert_array_equal(run.table, run_toy(4, workers=1).table)


def test_an_interruption_before_anything_is_done_leaves_empty_tables() -> None:
    def interrupt(done: int, expected: int) -> None:
        raise KeyboardInterrupt

    settings = Settings(workers=1, progress=interrupt)
    run = replicate(FROZEN, 12, 3, engine=toy_engine, settings=settings)
    assert run.interrupted
    assert len(run.numbers) == 0
    assert run.table.shape == (0, len(run.kpis))
    assert np.isnan(run.uncertainty().mean).all()
    assert len(run.kpi_rows()) == 0


def test_progress_counts_replications_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    settings = Settings(workers=1, chunk=2, progress=lambda *counts: seen.append(counts))
    replicate(FROZEN, 5, 3, engine=toy_engine, settings=settings)
    assert seen == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_a_target_stops_the_run_at_the_same_number_whatever_the_batches() -> None:
    target = Target("cost", 0.02)
    runs = [
        replicate(
            FROZEN,
            60,
            3,
            targets=[target],
            least=5,
            engine=toy_engine,
            settings=Settings(workers=workers, chunk=chunk, crew="threads"),
        )
        for workers, chunk in ((1, None), (2, 3))
    ]
    assert len({digest(run) for run in runs}) == 1
    stop = runs[0].stop
    assert stop is not None
    assert stop.reached
    assert 10 <= stop.replications < 60
    assert len(runs[0].numbers) == stop.replications


def test_an_unknown_kpi_or_engine_is_one_clear_error() -> None:
    with pytest.raises(InputError, match="unknown KPI 'new_ar'") as caught:
        replicate(FROZEN, 2, 3, targets=[Target("new_ar", 0.1)], engine=toy_engine)
    assert "new_arr" in str(caught.value)
    with pytest.raises(InputError, match="unknown engine 'warp'"):
        replicate(FROZEN, 2, 3, engine="warp")


def test_an_error_in_a_replication_is_not_swallowed() -> None:
    def broken(params: object, number: int, seed: int) -> np.ndarray:
        raise ZeroDivisionError("in the model")

    with pytest.raises(ZeroDivisionError, match="in the model"):
        replicate(FROZEN, 2, 3, engine=broken, settings=Settings(workers=1))


def test_rows_for_files_say_scenario_and_replication() -> None:
    run = run_toy(2, workers=1)
    kpi_rows, months, seats = run.kpi_rows(), run.monthly_rows(), run.seat_rows()
    assert len(kpi_rows) == 2 * len(run.kpis)
    assert len(months) == 2 * 9
    assert len(seats) == 2 * 8
    assert set(kpi_rows["replication"]) == {0, 1}
    assert set(months["scenario"]) == {"test"}
    assert seats["bookings"].sum() == pytest.approx(run.column("new_arr").sum())


_LONG_RUN = """
from sim.experiments.campaign import Settings
from sim.experiments.replicate import replicate
from tests.metrics_world import company, toy_engine

if __name__ == "__main__":
    told = lambda done, expected: print(done, flush=True)
    settings = Settings(workers=2, chunk=1, crew="CREW", progress=told)
    run = replicate(company(3, 6), 100_000, 3, engine=toy_engine, settings=settings)
    print("kept", run.interrupted, len(run.numbers), flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("crew", ["threads", "processes"])
def test_ctrl_c_ends_a_run_at_once_and_keeps_what_is_done(crew: str, tmp_path: Path) -> None:
    script = tmp_path / "long_run.py"
    script.write_text(_LONG_RUN.replace("CREW", crew))
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        start_new_session=True,
    )
    assert process.stdout is not None
    while int(process.stdout.readline() or 10) < 10:
        pass
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the workers too
    output, errors = process.communicate(timeout=60)
    kept = re.search(r"kept True (\d+)", output)
    assert kept is not None
    assert 5 <= int(kept[1]) < 100_000
    assert "Traceback" not in errors
    assert process.returncode == 0
