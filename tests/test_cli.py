"""The command line: one clear message and exit code 2 for bad input, quick help, whole results."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import cli
from sim.engine.compiled import simulate
from sim.events import read_parquet
from sim.freeze import freeze
from sim.scenario.loading import load_scenario
from tests import bad_inputs
from tests.compiled_only import compiled_only

SMALL = ["--set", "calendar.warm_up_months=1", "--set", "calendar.horizon_months=2"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line in this process and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["salesorg", *arguments])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return int(caught.value.code or 0)


@pytest.mark.parametrize("case", bad_inputs.BAD_INPUTS, ids=lambda case: case.name)
def test_bad_input_ends_with_one_message_and_exit_code_2(case, tmp_path, monkeypatch, capsys):
    bad_inputs.write_files(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    overrides = [part for override in case.overrides for part in ("--set", override)]
    assert run(monkeypatch, "check", case.argument, *overrides) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error: ")
    assert "Traceback" not in shown.err
    for fragment in case.fragments:
        assert fragment in shown.err


def test_an_unknown_command_option_or_number_ends_with_exit_code_2(monkeypatch, capsys):
    for arguments in (["comparre"], ["run", "default", "--nope"], ["run", "default", "-n", "one"]):
        assert run(monkeypatch, *arguments) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_engine_is_one_clear_error(monkeypatch, capsys, tmp_path):
    code = run(monkeypatch, "run", "startup", "--engine", "fast", "-n", "2", *SMALL)
    assert code == 2
    assert "fast" in capsys.readouterr().err


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['salesorg', '--help']\n"
        "from sim import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'numba', 'pandas', 'mesa', 'simpy', 'matplotlib', 'scipy', 'pydantic'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["cro_led", "pods", "startup", "from_people"])
def test_check_describes_a_shipped_company(name, monkeypatch, capsys):
    assert run(monkeypatch, "check", name) == 0
    assert "Heads and cost" in capsys.readouterr().out


def test_a_comparison_prints_the_answer_and_writes_a_whole_folder(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "results"
    code = run(
        monkeypatch, "compare", "cso_led", "cro_led", "-n", "3", "--results", str(folder), *SMALL
    )
    assert code == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "New ARR" in shown
    assert "Report:" in shown
    (result,) = folder.iterdir()
    assert {path.name for path in result.iterdir()} >= {
        "report.html",
        "manifest.json",
        "kpis.csv",
        "kpis.parquet",
        "comparison.csv",
        "figures",
        "scenarios",
    }
    facts = json.loads((result / "manifest.json").read_text())
    assert facts["replications"] == 3


def test_a_checked_run_writes_the_logs_asked_for_and_names_them(tmp_path, monkeypatch, capsys):
    options = ["-n", "2", "--log", "1", "--check", "--results", str(tmp_path), *SMALL]
    assert run(monkeypatch, "run", "startup", *options) == 0
    (result,) = tmp_path.iterdir()
    facts = json.loads((result / "manifest.json").read_text())
    assert facts["logs"] == {"1": "log-1.parquet"}
    log = read_parquet(result / "log-1.parquet")
    seed = facts["seed"]
    params = freeze(load_scenario("startup", SMALL[1::2])).params
    assert log.tobytes() == simulate(params, 1, seed).tobytes()


@pytest.mark.parametrize("number", ["2", "-1"])
def test_the_log_of_a_replication_that_is_not_run_is_one_clear_error(
    number, tmp_path, monkeypatch, capsys
):
    options = ["-n", "2", "--log", number, "--results", str(tmp_path), *SMALL]
    assert run(monkeypatch, "run", "startup", *options) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: --log: found {number}, expected the number of a replication")
    assert "0 to 1" in error
    assert list(tmp_path.iterdir()) == []


def test_a_broken_invariant_ends_with_its_place_and_exit_code_1(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sim.experiments.work.check", lambda *_: ["cost in cents: counted 1"])
    options = ["-n", "2", "--check", "--seed", "5", "--workers", "1", "--results", str(tmp_path)]
    assert run(monkeypatch, "compare", "startup", "cro_led", *options, *SMALL) == 1
    error = capsys.readouterr().err
    assert "fault: scenario startup, replication 0, seed 5: cost in cents: counted 1" in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


def test_verify_prints_a_table_for_the_cases_asked_for(monkeypatch, capsys):
    assert run(monkeypatch, "verify", "philox_vs_random123") == 0
    assert "philox" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (["--patterns", "philox_vs_random123"], "neither names of cases nor --plots"),
        (["--patterns", "--replications", "1"], "at least 2, got 1"),
        (["--replications", "3"], "belong to --patterns"),
    ],
)
def test_verify_refuses_options_that_would_be_ignored(arguments, fragment, monkeypatch, capsys):
    assert run(monkeypatch, "verify", *arguments) == 2
    assert fragment in capsys.readouterr().err


def test_results_of_runs_and_comparisons_as_json_and_csv_are_the_same_numbers(
    monkeypatch, capsys, tmp_path
):
    for command in (["run", "startup"], ["compare", "cso_led", "cro_led"]):
        asked = [*command, "-n", "3", "--results", str(tmp_path), *SMALL]
        assert run(monkeypatch, *asked, "--json") == 0
        found = json.loads(capsys.readouterr().out)
        assert run(monkeypatch, *asked, "--csv") == 0
        table = pd.read_csv(io.StringIO(capsys.readouterr().out))
        assert found["replications"] == 3
        assert (Path(found["results"]) / "report.html").is_file()
        assert [row["kpi"] for row in found["rows"]] == table["kpi"].to_list()
        means = [np.nan if row["mean"] is None else row["mean"] for row in found["rows"]]
        np.testing.assert_allclose(means, table["mean"], rtol=1e-9)
        assert len(table) == len(found["scenarios"]) * table["kpi"].nunique()


@compiled_only
def test_an_ablation_as_json_and_csv(monkeypatch, capsys, tmp_path):
    asked = ["compare", "cso_led", "cro_led", "--ablate", "-n", "2", "--results", str(tmp_path)]
    assert run(monkeypatch, *asked, *SMALL, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert run(monkeypatch, *asked, *SMALL, "--csv") == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert [row["part"] for row in found["rows"]] == table["part"].to_list()


def test_what_is_shipped_and_a_company_as_json_and_csv(monkeypatch, capsys):
    assert run(monkeypatch, "scenarios", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in listed} == {"scenario", "experiment"}
    assert run(monkeypatch, "scenarios", "--csv") == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False)
    assert table.to_dict("records") == listed
    assert run(monkeypatch, "check", "cro_led", "--set", "ae.skill_effect=0.2", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["quantities"]["headcount"] > 50
    assert found["scenario"]["ae"]["skill_effect"] == 0.2


def test_a_verification_as_json_and_csv(monkeypatch, capsys):
    asked = ["verify", "philox_vs_random123"]
    assert run(monkeypatch, *asked, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert all(row["passed"] for row in found)
    assert run(monkeypatch, *asked, "--csv") == 0
    assert len(pd.read_csv(io.StringIO(capsys.readouterr().out))) == len(found)


def test_two_formats_at_once_are_one_clear_error(monkeypatch, capsys):
    for command in (
        ["run", "startup"],
        ["compare", "startup", "startup"],
        ["scenarios"],
        ["verify"],
        ["sweep", "speed_to_lead"],
        ["optimise", "headcount_mix"],
        ["store"],
        ["query", "SELECT 1"],
    ):
        assert run(monkeypatch, *command, "--json", "--csv") == 2
        assert "expected one of them" in capsys.readouterr().err
