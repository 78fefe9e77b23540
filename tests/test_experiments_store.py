"""The store: what is there is whole, what is not is run, and no death or full disk costs more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError, StoreFullError
from sim.experiments import block
from sim.experiments import fill as filling
from sim.experiments.block import DamagedError, file_name, read_block, write_block
from sim.experiments.campaign import Settings
from sim.experiments.estimate import duration, estimate
from sim.experiments.fill import Case, failed, fill, lacking
from sim.experiments.identity import company_hash, key_of, model_digest
from sim.experiments.store import Key, Store, missing
from sim.metrics.fold import fold
from sim.scenario.loading import load_scenario, with_overrides
from tests.metrics_world import DeadlyEngine, boom_engine, company, faulty_engine, toy_engine
from tests.test_cli import run

FROZEN = company(1, 2)
SCENARIO = load_scenario("startup")
KEY = Key("a" * 16, "b" * 16, 7)
ALONE = Settings(workers=1)
NAMES = ["wins", "new_arr"]


def case(letter: str = "b", seed: int = 7) -> Case:
    return Case(Key("a" * 16, letter * 16, seed), FROZEN, SCENARIO)


def some(rows: int = 4) -> np.ndarray:
    return np.arange(2.0 * rows).reshape(rows, 2)


def parquet_files(store: Store) -> dict[str, bytes]:
    """Every block of a store with its bytes."""
    found = sorted(store.root.rglob("*.parquet"))
    return {str(path.relative_to(store.root)): path.read_bytes() for path in found}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


# --- blocks ---------------------------------------------------------------------------------------


def test_a_block_comes_back_bit_by_bit_with_its_holes(tmp_path: Path) -> None:
    table = np.array([[0.1 + 0.2, np.nan], [np.inf, -0.0]])
    path = write_block(tmp_path, 5, table, NAMES)
    assert path.name == "00000005-2.parquet"
    names, found = read_block(path)
    assert names == NAMES
    assert found.tobytes() == table.tobytes()
    assert read_block(path, ["new_arr"])[1].tobytes() == table[:, 1:].tobytes()


def spoil(path: Path, how: str) -> None:
    """Damage a file as crashes, disks and people do."""
    content = path.read_bytes()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "flipped":
        place = content.index(b"\x28\xb5\x2f\xfd") + 20  # in the first compressed page
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    elif how == "text":
        path.write_text("replication,wins\n0,1\n")
    elif how == "renamed":
        path.rename(path.with_name(file_name(64, 4)))


@pytest.mark.parametrize("how", ["cut", "empty", "flipped", "text", "renamed"])
def test_a_damaged_file_is_noticed_named_set_aside_and_its_rows_run_again(
    store: Store, how: str
) -> None:
    fill(store, [case()], 4, ALONE, toy_engine)
    good = store.digest()
    spoil(store.files(KEY)[0], how)
    again = Store(store.root)
    assert again.numbers(KEY).tolist() == []
    assert len(again.damages) == 1
    assert "damaged" in str(again.damages[0])
    assert ".parquet" in str(again.damages[0])
    state = fill(again, [case()], 4, ALONE, toy_engine)
    assert state.ran == 4
    assert again.digest() == good


def test_a_file_that_lacks_what_is_asked_for_is_damaged(tmp_path: Path) -> None:
    path = write_block(tmp_path, 0, some(), NAMES)
    with pytest.raises(DamagedError, match="key figures"):
        read_block(path, ["cycle_mean"])


def test_what_a_killed_process_left_unfinished_is_swept_up(store: Store) -> None:
    folder = store.put(KEY, 0, some(), NAMES).parent
    left = folder / ".00000004-4.parquet.123.unfinished"
    left.write_bytes(b"half")
    assert store.numbers(KEY).tolist() == [0, 1, 2, 3]
    assert left.exists()  # whoever only reads leaves alone what another process may be writing
    fill(store, [case()], 4, ALONE, toy_engine)
    assert not left.exists()


# --- what is missing ------------------------------------------------------------------------------


def test_missing_is_cut_at_the_same_borders_whatever_was_there() -> None:
    assert missing(range(40), np.array([], dtype=np.int64), 16) == [
        range(16),
        range(16, 32),
        range(32, 40),
    ]
    held = np.array([0, 1, 2, 20, 21])
    assert missing(range(36), held, 16) == [
        range(3, 16),
        range(16, 20),
        range(22, 32),
        range(32, 36),
    ]
    assert missing(range(3), held, 16) == []


def test_a_second_run_does_nothing_and_more_replications_extend(store: Store) -> None:
    assert fill(store, [case()], 20, ALONE, toy_engine).ran == 20
    again = fill(store, [case()], 20, ALONE, toy_engine)
    assert (again.ran, again.held, again.planned) == (0, 20, 20)
    more = fill(store, [case()], 50, ALONE, toy_engine)
    assert (more.ran, more.held) == (30, 20)
    names = case().names
    table = store.table(KEY, range(50), names)
    for number in (0, 19, 20, 49):
        expected = fold(FROZEN.params, toy_engine(FROZEN.params, number, 7))
        np.testing.assert_array_equal(table[number], expected)


def test_designs_of_the_same_company_are_run_once(store: Store) -> None:
    state = fill(store, [case(), case(), case("c")], 4, ALONE, toy_engine)
    assert (state.planned, state.ran) == (8, 8)
    assert [len(blocks) for blocks in lacking(store.numbers, [case("d"), case("d")], 40)] == [3, 0]


def test_fewer_replications_than_are_there_are_read_not_run(store: Store) -> None:
    fill(store, [case()], 20, ALONE, toy_engine)
    assert store.table(KEY, [3, 1], ["wins"]).shape == (2, 1)
    with pytest.raises(KeyError, match="replication 20"):
        store.table(KEY, range(21), ["wins"])


def test_the_store_is_the_same_from_any_workers_and_any_history(tmp_path: Path) -> None:
    cases = [case("b"), case("c", 8)]
    one, two, parts = (Store(tmp_path / name) for name in ("one", "two", "parts"))
    fill(one, cases, 70, ALONE, toy_engine)
    fill(two, cases, 70, Settings(workers=3, crew="threads"), toy_engine)
    for replications in (5, 21, 70):
        fill(parts, cases, replications, ALONE, toy_engine)
    assert one.digest() == two.digest() == parts.digest()
    relative = sorted(path.relative_to(one.root) for path in one.root.rglob("*.parquet"))
    assert relative == sorted(
        path.relative_to(parts.root) for path in parts.root.rglob("*.parquet")
    )
    for path in relative:
        assert (one.root / path).read_bytes() == (parts.root / path).read_bytes()


def test_other_numbers_are_noticed_by_the_digest(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "one"), Store(tmp_path / "other")
    fill(one, [case()], 4, ALONE, toy_engine)
    fill(other, [case()], 4, ALONE, boom_engine)
    assert one.digest() != other.digest()


# --- failures -------------------------------------------------------------------------------------


def test_a_case_that_fails_keeps_its_error_and_does_not_stop_the_others(store: Store) -> None:
    checked = replace(ALONE, check=True)
    state = fill(store, [case("b"), case("c")], 4, checked, faulty_engine)
    assert list(state.faults) == [0, 1]
    assert "replication 2: BrokenInvariantError" in state.faults[0]
    assert store.numbers(KEY).tolist() == [0, 1]


def failing_engine(params: object, number: int, seed: int) -> np.ndarray:
    """Fail in one seed only."""
    if seed == 13:
        raise ZeroDivisionError("nothing to divide by")
    return toy_engine(params, number, seed)  # type: ignore[arg-type]


def test_the_other_cases_of_a_failed_one_are_complete(store: Store) -> None:
    state = fill(store, [case("b", 13), case("c")], 40, ALONE, failing_engine)
    assert state.faults == {0: "replication 0: ZeroDivisionError: nothing to divide by"}
    assert state.ran == 40
    assert len(store.numbers(case("c").key)) == 40
    mended = fill(store, [case("b", 13), case("c")], 40, ALONE, toy_engine)
    assert (mended.ran, mended.faults) == (40, {})


def test_a_company_that_stands_twice_fails_twice(store: Store) -> None:
    cases = [case("b", 13), case("c"), case("b", 13)]
    state = fill(store, cases, 4, ALONE, failing_engine)
    assert [one.key in failed(cases, state) for one in cases] == [True, False, True]


@pytest.mark.slow
def test_a_dead_worker_process_costs_no_block(tmp_path: Path) -> None:
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    engine = DeadlyEngine(deaths, at=20, deaths=2)
    store, plain = Store(tmp_path / "store"), Store(tmp_path / "plain")
    fill(store, [case()], 40, Settings(workers=2, crew="processes"), engine)
    fill(plain, [case()], 40, ALONE, toy_engine)
    assert len(list(deaths.iterdir())) == 2
    assert store.digest() == plain.digest()


def test_a_store_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="cannot keep results here"):
        Store(tmp_path / "taken")


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.test_experiments_store import *
from tests.test_experiments_store import replace, toy_engine
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
def progress(done, planned):
    if done == 32:  # from here on no file may grow beyond 10 kB: the system refuses, as if full
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
try:
    fill(store, [case()], 64, replace(ALONE, progress=progress), toy_engine)
except StoreFullError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are a matter of POSIX")
def test_a_full_disk_is_named_and_costs_the_block_in_flight(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(store.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "00000032-16.parquet: cannot be written (File too large)" in done.stdout
    assert store.numbers(KEY).tolist() == list(range(32))
    assert store.damages == []
    assert not list(store.root.rglob("*.unfinished"))
    assert fill(store, [case()], 64, ALONE, toy_engine).ran == 32


def test_a_disk_without_space_leaves_no_half_file(tmp_path: Path, monkeypatch) -> None:
    def no_space(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(block.os, "fsync", no_space)
    with pytest.raises(StoreFullError, match="No space left on device"):
        write_block(tmp_path, 0, some(), NAMES)
    assert list(tmp_path.iterdir()) == []


# --- killed ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_sweep_killed_at_random_moments_ends_with_the_same_bytes(tmp_path: Path) -> None:
    """200 blocks, at least 20 kills; the last run finishes what is left."""
    command = [sys.executable, "-m", "tests.killed_sweeps", str(tmp_path), "24", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    held = json.loads(done.stdout)
    assert len(held) >= 20
    assert held == sorted(held)
    assert len(set(held)) >= 12
    timed, resumed = Store(tmp_path / "timed"), Store(tmp_path / "killed")
    assert resumed.digest() == timed.digest()
    assert len(parquet_files(timed)) == 4
    assert parquet_files(timed) == parquet_files(resumed)
    assert not list(resumed.root.rglob("*.unfinished"))


# --- tidying, reading -----------------------------------------------------------------------------


def test_tidying_joins_files_to_slabs_and_changes_no_row(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("sim.experiments.store.SLAB", 8)
    for first in (0, 2, 4, 6, 8, 12):
        store.put(KEY, first, some(2) + first, NAMES)
    before = store.digest()
    store.tidy(KEY)
    names = [path.name for path in store.files(KEY)]
    assert names == ["00000000-8.parquet", "00000008-2.parquet", "00000012-2.parquet"]
    assert store.digest() == before


@pytest.mark.parametrize("block", [2, 3])
def test_joining_never_holds_more_than_a_slab_however_many_there_are(
    store: Store, monkeypatch, block: int
) -> None:
    """The files are the same whether blocks came in order or not; a slab may end a block later."""
    monkeypatch.setattr("sim.experiments.store.SLAB", 8)
    most = 0

    def noted(path: Path, columns=None):
        nonlocal most
        held = read_block(path, columns)
        most = max(most, len(held[1]))
        return held

    monkeypatch.setattr("sim.experiments.store.read_block", noted)
    firsts = list(range(0, 96, block))
    late = [firsts[3], firsts[1], firsts[-2]]
    for turn in ([first for first in firsts if first not in late], late):
        for first in turn:
            store.put(KEY, first, some(block) + first, NAMES)
        store.tidy(KEY)
    assert most <= 8 + block - 1
    lengths = [int(path.stem.split("-")[1]) for path in store.files(KEY)]
    assert lengths == ([8] * 12 if block == 2 else [9, 9, 6] * 4)
    np.testing.assert_array_equal(store.table(KEY, firsts, ["wins"])[:, 0], firsts)


def test_files_that_tidying_did_not_come_to_delete_count_once(store: Store) -> None:
    store.put(KEY, 0, some(2), NAMES)
    store.put(KEY, 2, some(2) + 1, NAMES)
    small = [path.read_bytes() for path in store.files(KEY)]
    store.tidy(KEY)
    before = store.digest()
    folder = store.root / KEY.folder
    for first, content in zip((0, 2), small, strict=True):
        (folder / file_name(first, 2)).write_bytes(content)
    assert [path.name for path in store.files(KEY)] == ["00000000-4.parquet"]
    assert store.digest() == before
    assert store.query("SELECT count(*) AS n FROM runs")["n"].tolist() == [4]
    store.tidy(KEY)
    assert len(list(folder.glob("*.parquet"))) == 1


def test_a_query_sees_every_replication_with_its_key(store: Store) -> None:
    fill(store, [case("b"), case("c", 8)], 20, ALONE, toy_engine)
    columns = "company, seed, count(*) AS n, avg(wins) AS wins"
    frame = store.query(f"SELECT {columns} FROM runs GROUP BY ALL ORDER BY seed")
    assert frame["company"].tolist() == ["b" * 16, "c" * 16]
    assert frame["n"].tolist() == [20, 20]
    mean = store.table(KEY, range(20), ["wins"]).mean()
    assert frame["wins"][0] == pytest.approx(mean)
    with pytest.raises(InputError, match="winz"):
        store.query("SELECT winz FROM runs")


def test_a_query_reads_along_while_a_sweep_writes_and_changes_nothing(store: Store) -> None:
    seen: list[int] = []

    def look(done: int, planned: int) -> None:
        if done:
            before = parquet_files(store)
            found = Store(store.root).query("SELECT count(*) AS n, min(seed) AS seed FROM runs")
            seen.append(int(found["n"][0]))
            assert found["seed"][0] == 7
            assert parquet_files(store) == before

    fill(store, [case()], 48, replace(ALONE, progress=look), toy_engine)
    fill(store, [case()], 80, replace(ALONE, progress=look), toy_engine)
    assert seen == [16, 32, 48, 48, 64, 80]


def test_every_command_that_fills_names_a_damaged_file(store: Store) -> None:
    fill(store, [case()], 4, ALONE, toy_engine)
    spoil(store.files(KEY)[0], "cut")
    said: list[str] = []
    fill(Store(store.root), [case()], 4, replace(ALONE, notice=said.append), toy_engine)
    assert len(said) == 1
    assert "damaged" in said[0]


def test_an_empty_store_has_nothing_to_query(store: Store) -> None:
    with pytest.raises(InputError, match="holds no replications"):
        store.query("SELECT 1")


def test_the_company_of_a_case_can_be_run_again_from_the_store(store: Store) -> None:
    fill(store, [case()], 2, ALONE, toy_engine)
    kept = load_scenario(store.root / "companies" / f"{'b' * 16}.yaml")
    assert kept == SCENARIO.model_copy(update={"name": kept.name})


# --- identity -------------------------------------------------------------------------------------


def test_a_company_is_known_by_what_it_is_not_by_what_it_is_called() -> None:
    renamed = SCENARIO.model_copy(update={"name": "other", "title": "Other", "story": "Else."})
    assert company_hash(renamed) == company_hash(SCENARIO)
    longer = with_overrides(SCENARIO, {"run.replications": 7, "run.seed": 3})
    assert company_hash(longer) == company_hash(SCENARIO)
    changed = with_overrides(SCENARIO, {"ae.skill_effect": 0.31})
    assert company_hash(changed) != company_hash(SCENARIO)
    assert key_of(SCENARIO, 3) == Key(model_digest(), company_hash(SCENARIO), 3)


def test_reports_and_commands_do_not_count_for_the_model_but_rules_do(tmp_path: Path) -> None:
    from sim.jit import source_digest

    for room in ("rules", "report"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "a.py").write_text("x = 1\n")
    before = source_digest(tmp_path)
    (tmp_path / "report" / "a.py").write_text("x = 2\n")
    assert source_digest(tmp_path) == before
    (tmp_path / "rules" / "a.py").write_text("x = 2\n")
    assert source_digest(tmp_path) != before


def test_a_block_is_some_seconds_of_work() -> None:
    assert 4 <= filling.BLOCK <= 64


# --- cost and commands ----------------------------------------------------------------------------


def test_the_estimate_says_what_is_there_and_what_is_to_run(store: Store) -> None:
    fill(store, [case()], 20, ALONE, toy_engine)
    found = estimate(store, [case(), case("c"), case("c")], 60, ALONE, toy_engine)
    assert (found.cases, found.planned, found.held, found.todo) == (2, 120, 20, 100)
    assert found.seconds is not None
    assert found.seconds > 0
    assert "2 companies, 120 replications, 20 are in the store; 100 to run: about" in found.words()
    few = estimate(store, [case()], 21, ALONE, toy_engine)
    assert few.seconds is None
    assert "1 to run: " in few.words()
    assert "nothing to run" in estimate(store, [case()], 20, ALONE, toy_engine).words()


def test_durations_are_said_in_the_unit_that_people_use() -> None:
    assert [duration(s) for s in (0.1, 45, 200, 7_300)] == ["1 s", "45 s", "3 min", "2 h 02 min"]


def test_the_store_is_listed_asked_and_cleared_from_the_command_line(
    store: Store, monkeypatch, capsys
) -> None:
    fill(store, [case()], 4, ALONE, toy_engine)
    assert run(monkeypatch, "store", str(store.root), "--json") == 0
    listed = json.loads(capsys.readouterr().out)["cases"]
    assert [(row["name"], row["replications"], row["model"]) for row in listed] == [
        ("startup", 4, "another version")
    ]
    assert run(monkeypatch, "store", str(store.root)) == 0
    assert "startup" in capsys.readouterr().out
    question = "SELECT count(*) AS n FROM runs"
    assert run(monkeypatch, "query", question, "--store", str(store.root), "--csv") == 0
    assert capsys.readouterr().out == "n\n4\n"
    assert run(monkeypatch, "query", question, "--store", str(store.root), "--json") == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 4}]
    assert run(monkeypatch, "query", "SELEKT", "--store", str(store.root)) == 2
    assert "hint: for example" in capsys.readouterr().err
    assert run(monkeypatch, "store", str(store.root), "--forget-old") == 0
    assert "no replications" in " ".join(capsys.readouterr().out.split())
    assert run(monkeypatch, "store", "nowhere") == 2
    assert "there is no store here" in capsys.readouterr().err
