"""Every malformed input gets one clear error with its place, and nothing else."""

from __future__ import annotations

import importlib.util
import os
import time
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.org import build_chart, chart_from_people
from sim.scenario.loading import load_scenario


def _beside(name: str) -> ModuleType:
    """A module of this folder (tests are imported one by one, not as a package)."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


table = _beside("bad_inputs")
CASES = [pytest.param(case, id=case.name) for case in table.BAD_INPUTS]


@pytest.mark.parametrize("case", CASES)
def test_a_malformed_input_is_one_clear_error(
    case: table.BadInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write_files(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    began = time.perf_counter()
    with pytest.raises(InputError) as caught:
        load_scenario(case.argument, case.overrides)
    message = str(caught.value)
    assert time.perf_counter() - began < 10  # giants are refused, not expanded
    for fragment in case.fragments:
        assert fragment in message
    assert len(message) < 1_000
    assert str(tmp_path) not in message
    assert "Error" not in message
    assert "pydantic" not in message


def test_the_table_is_as_long_as_promised_and_its_names_differ() -> None:
    names = [case.name for case in table.BAD_INPUTS]
    assert len(names) >= 45
    assert len(set(names)) == len(names)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "s.yaml"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no such regular file"):
        load_scenario(pipe)


def test_a_file_without_permission_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "s.yaml"
    file.write_text("extends: default\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        load_scenario(file)


def test_a_people_list_given_to_a_scenario_is_checked_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,role,manager\nAda,ceo,\nBo,ae_smb,Adda\n")
    with pytest.raises(InputError, match="'Adda' is not in the list") as caught:
        chart_from_people(file, load_scenario("default"))
    assert caught.value.line == 3
    assert caught.value.file == str(file)


def test_a_chart_built_without_loading_is_checked_too() -> None:
    scenario = load_scenario("default")
    org = scenario.org.model_copy(update={"teams": [], "seats": {}})
    with pytest.raises(InputError, match="has no AE"):
        build_chart(scenario.model_copy(update={"org": org}))


def test_seats_with_one_random_number_key_ask_to_be_renamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.org.chart.seat_key", lambda name: 7)
    with pytest.raises(InputError, match="the same random-number key"):
        build_chart(load_scenario("startup"))


SHIPPED = Path(__file__).parents[1] / "scenarios"
STARTUP = (SHIPPED / "startup.yaml").read_text(encoding="utf-8")
PEOPLE = (SHIPPED / "people_example.csv").read_text(encoding="utf-8")
SNIPPETS = st.text(st.sampled_from("ab1-:,.{}[]&*!|>'\"#%@`?~\t\n \0é\u2028"), max_size=4)


def damaged(text: str, data: st.DataObject) -> str:
    """``text`` with up to three stretches replaced by a few awkward characters."""
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(len(text), begin + 12)))
        text = text[:begin] + data.draw(SNIPPETS) + text[end:]
    return text


@given(st.data())
def test_a_damaged_file_loads_or_is_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "s.yaml").write_text(damaged(STARTUP, data), encoding="utf-8")
    (folder / "default.yaml").write_bytes((SHIPPED / "default.yaml").read_bytes())
    with suppress(InputError):  # anything else fails the test
        build_chart(load_scenario(folder / "s.yaml"))


@given(st.data())
def test_a_damaged_people_list_loads_or_is_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("damaged") / "p.csv"
    file.write_text(damaged(PEOPLE, data), encoding="utf-8")
    with suppress(InputError):  # anything else fails the test
        chart_from_people(file, load_scenario("startup"))


@given(
    st.sampled_from(["ae.rest_days", "org.SMB sales", "segments", "org", "demand.season.0", "a"]),
    SNIPPETS,
    st.text(max_size=6),
)
def test_any_override_works_or_is_one_clear_error(path: str, more: str, value: str) -> None:
    with suppress(InputError):  # anything else fails the test
        build_chart(load_scenario("default", [f"{path}{more}={value}"]))
