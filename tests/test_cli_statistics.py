"""Power, risk and warm-up from the command line, on a start-up of a few months."""

from __future__ import annotations

import io
import json
import math

import pandas as pd
import pytest

from sim.experiments.fill import Filling
from sim.report.plain import as_json
from tests.test_cli import SMALL, run


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capsys) -> str:
    return " ".join(capsys.readouterr().out.split())


def table(capsys) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(capsys.readouterr().out))


def pair(*more: str) -> list[str]:
    return ["startup", "wide.yaml", "--workers", "1", "--quiet", *SMALL, *more]


@pytest.fixture
def wide(folder):
    """The start-up with more patient SDRs."""
    text = "extends: startup\nsdr: {touches: 9}\n"
    (folder / "wide.yaml").write_text(text, encoding="utf-8")


def test_power_says_how_many_replications_a_difference_needs(wide, monkeypatch, capsys):
    assert run(monkeypatch, "power", *pair("-n", "8", "--kpi", "booked")) == 0
    text = shown(capsys)
    assert "A difference of 3.0 %" in text
    assert "replications of each design find it with power 80 % at α = 0.05" in text
    assert "The 8 replications of this pilot see a difference of" in text
    assert run(monkeypatch, "power", *pair("-n", "8", "--kpi", "booked", "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["needed"]["pilot"] == 8
    assert found["needed"]["low"] <= found["needed"]["replications"] <= found["needed"]["high"]
    assert run(monkeypatch, "power", *pair("-n", "8", "--kpi", "booked", "--csv")) == 0
    [row] = table(capsys).to_dict("records")
    assert row["replications"] == found["needed"]["replications"]
    assert row["seen_effect"] == pytest.approx(found["detectable"]["effect"])
    assert [row["factor"]] == pytest.approx(found["needed"]["factor"]["factor"])


def test_risk_compares_plan_tail_regret_and_dominance(wide, monkeypatch, capsys):
    asked = pair("-n", "12", "--kpi", "booked", "--plan", "10")
    assert run(monkeypatch, "risk", *asked) == 0
    text = shown(capsys)
    for words in ("next market", "bad tail", "shortfall", "Regret", "markets, false-alarm"):
        assert words in text
    assert run(monkeypatch, "risk", *asked, "--json") == 0
    found = json.loads(capsys.readouterr().out)["risk"]
    assert found["names"] == ["startup", "wide"]
    assert all(0 <= share <= 1 for share in found["chances"]["share"])
    assert found["tails"][0]["value"] <= found["known"]["mean"][0]
    assert run(monkeypatch, "risk", *asked, "--csv") == 0
    rows = table(capsys)
    assert rows["scenario"].tolist() == ["startup", "wide"]
    assert rows[["kpi", "markets", "level"]].to_numpy().tolist() == [["booked", 12, 0.1]] * 2
    assert rows["mean_low"].tolist() == pytest.approx(found["known"]["low"])
    assert rows["chance_of_plan"].tolist() == pytest.approx(found["chances"]["share"])
    assert rows["bad_tail"][1] == pytest.approx(found["tails"][1]["value"])
    assert rows["best_high"].tolist() == pytest.approx(found["regret"]["best"]["high"])


def test_the_second_question_reads_what_the_first_simulated(wide, monkeypatch, capsys, folder):
    assert run(monkeypatch, "power", *pair("-n", "4", "--kpi", "booked")) == 0
    files = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert files
    assert run(monkeypatch, "risk", *pair("-n", "4", "--kpi", "leads")) == 2  # too few for a test
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")} == files


def test_the_warm_up_is_judged_by_months(monkeypatch, capsys):
    months = ["--set", "calendar.warm_up_months=3", "--set", "calendar.horizon_months=15"]
    asked = ["startup", "-n", "4", "--series", "leads", "--workers", "1", "-q", *months]
    assert run(monkeypatch, "warm-up", *asked) == 0
    assert "Leads, by month: " in shown(capsys)
    assert run(monkeypatch, "warm-up", *asked, "--json") == 0
    assert json.loads(capsys.readouterr().out)["warm_up"]["periods"] == 18
    assert run(monkeypatch, "warm-up", *asked, "--csv") == 0
    [row] = table(capsys).to_dict("records")
    assert (row["series"], row["warm_up"], row["periods"]) == ("leads", 3, 18)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["power", "startup"], "power compares two scenarios, got 1"),
        (["power", "startup", "wide.yaml", "--kpi", "new_ar"], "did you mean 'new_arr'?"),
        (["power", "startup", "wide.yaml", "--effect", "0", "-n", "4"], "expected a difference"),
        (["risk", "startup", "--kpi", "nothing"], "unknown KPI"),
        (["risk", "startup", "nowhere"], "there is no scenario 'nowhere'"),
        (["warm-up", "startup", "--series", "lead"], "did you mean 'leads'?"),
        (["warm-up", "startup", "-n", "4"], "batches of 3, expected at least"),
    ],
)
def test_a_wrong_question_is_one_clear_error(wide, monkeypatch, capsys, arguments, words):
    assert run(monkeypatch, *arguments, *SMALL) == 2
    found = capsys.readouterr()
    assert found.err.startswith("error: ")
    assert words in found.err
    assert "Traceback" not in found.err


def test_json_has_no_number_that_is_none():
    assert json.loads(as_json({"a": math.nan, "b": (1, math.inf)})) == {"a": None, "b": [1, None]}


def test_an_interrupted_question_says_that_it_goes_on_from_the_store(wide, monkeypatch, capsys):
    def stopped(store, cases, replications, settings):
        return Filling(planned=8, held=2, ran=3, interrupted=True)

    monkeypatch.setattr("sim.experiments.from_store.fill", stopped)
    assert run(monkeypatch, "power", *pair("-n", "4")) == 130
    found = capsys.readouterr()
    assert found.out == ""
    assert "5 replications are in the store; the same command goes on" in found.err
