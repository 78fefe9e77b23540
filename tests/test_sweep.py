"""Experiments as files: what they may say, that designs share markets, the answer in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.campaign import Settings
from sim.experiments.designs import designs
from sim.experiments.gap import RISK, gap
from sim.experiments.sweep import Sweep, check_outcomes, sweep
from sim.experiments.sweep_answer import answer
from sim.experiments.sweep_file import list_experiments, load_experiment
from sim.report.sweep_rows import rows, sweep_frame
from sim.report.sweep_table import sweep_table
from tests import bad_experiments
from tests.compiled_only import compiled_only
from tests.test_cli import run

SHIPPED = [name for name, _, _ in list_experiments()]
ALONE = Settings(workers=1)


def file_of(folder: Path, text: str = bad_experiments.GOOD) -> Path:
    path = folder / "e.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Sweep:
    """Two designs of the start-up over one month, four markets."""
    return sweep(load_experiment(file_of(tmp_path_factory.mktemp("sweep"))), settings=ALONE)


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_experiment_builds_its_designs_and_has_its_outcomes(name):
    file = load_experiment(name)
    made = designs(file)
    check_outcomes(file, made)
    plan = file.experiment
    assert len({design.name for design in made}) == len(made) >= 2
    assert plan.question.endswith("?")
    assert plan.story
    assert plan.reading
    assert plan.folklore


def test_the_shipped_experiments_are_those_that_were_promised():
    assert {
        "sdr_ratio",
        "span_of_control",
        "pods_or_pools",
        "sdr_home",
        "speed_to_lead",
        "linear_or_accelerated_pay",
        "sales_ops_analysts",
        "sales_engineers",
        "lead_surge",
        "losing_the_best_ae",
        "reorganisation",
    } <= set(SHIPPED)


@pytest.mark.parametrize("case", bad_experiments.BAD_EXPERIMENTS, ids=lambda case: case.name)
def test_a_bad_experiment_is_one_clear_error_and_exit_code_2(case, tmp_path, monkeypatch, capsys):
    file_of(tmp_path, case.text)
    (tmp_path / "designs.csv").write_text(case.rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "sweep", "e.yaml", "--quiet") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error: ")
    assert "Traceback" not in shown.err
    assert "pydantic" not in shown.err
    assert str(tmp_path) not in shown.err
    for fragment in case.fragments:
        assert fragment in shown.err
    assert not (tmp_path / "results").exists()


def test_the_table_of_bad_experiments_is_as_long_as_promised():
    names = [case.name for case in bad_experiments.BAD_EXPERIMENTS]
    assert len(set(names)) == len(names) >= 60


def test_an_unknown_experiment_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'sdr_ratio'"):
        load_experiment("sdr_ratios")


def test_too_many_designs_are_refused_before_any_is_built(tmp_path):
    many = ", ".join(f"s{n}: {{at: {n}}}" for n in range(20))
    lever = "    title: Many\n    settings: {" + many + "}\n"
    text = bad_experiments.GOOD.replace(
        "outcomes:", f"  b:\n{lever}  c:\n{lever}  d:\n{lever}outcomes:"
    )
    with pytest.raises(InputError, match="16,000 designs; expected at most 10,000"):
        load_experiment(file_of(tmp_path, text))


# --- designs ------------------------------------------------------------------------------------


def test_designs_cross_the_levers_and_combinations_have_their_own_overrides(tmp_path):
    text = bad_experiments.GOOD.replace(
        "outcomes:",
        "  touches:\n    title: Touches\n    settings:\n      few: {set: {sdr.touches: 4}}\n"
        "      many: {set: {sdr.touches: 9}}\n"
        "together:\n  - {when: {aes: three, touches: many}, set: {sdr.touches: 12}}\noutcomes:",
    )
    made = designs(load_experiment(file_of(tmp_path, text)))
    assert [design.name for design in made] == [
        "two, few",
        "two, many",
        "three, few",
        "three, many",
    ]
    assert [design.scenario.sdr.touches for design in made] == [4, 9, 4, 12]
    assert [len(design.frozen.params.seat) for design in made] == [13, 13, 14, 14]


def test_the_same_experiment_gives_the_same_numbers_with_more_workers(small):
    again = sweep(small.file, settings=Settings(workers=2, chunk=1))
    for before, after in zip(small.comparison.tables, again.comparison.tables, strict=True):
        np.testing.assert_array_equal(before, after)


def test_designs_share_their_markets(small):
    np.testing.assert_array_equal(
        small.column(0, "leads.organic"), small.column(1, "leads.organic")
    )


# --- the answer ---------------------------------------------------------------------------------


def with_wins(found: Sweep, *columns: list[float]) -> Sweep:
    """The same sweep with other numbers of deals won."""
    names = [kpi.name for kpi in found.comparison.kpis]
    tables = []
    for table, column in zip(found.comparison.tables, columns, strict=True):
        changed = table.copy()
        changed[:, names.index("wins")] = column
        tables.append(changed)
    return replace(found, comparison=replace(found.comparison, tables=tuple(tables)))


def test_a_clear_difference_is_told_with_its_interval(small):
    found = with_wins(small, [10, 20, 10, 20], [12, 21, 12, 21])
    assert answer(found) == (
        "AEs, three AEs against two AEs: +10.0 % deals won "
        "(95 % interval of the mean +3.9 to +16.1 %, 4 markets)."
    )


def test_an_interval_with_zero_inside_is_no_clear_difference(small):
    found = with_wins(small, [10, 20, 10, 20], [12, 18, 13, 21])
    assert "no clear difference in deals won (95 % interval of the mean −" in answer(found)


def test_the_same_numbers_in_every_market_are_said_to_be_the_same(small):
    found = with_wins(small, [10, 20, 10, 20], [10, 20, 10, 20])
    assert "the same in every market" in answer(found)


def with_best(found: Sweep) -> Sweep:
    plan = found.file.experiment
    best = plan.answer.model_copy(update={"contrast": None, "best": "aes"})
    file = replace(found.file, experiment=plan.model_copy(update={"answer": best}))
    return replace(found, file=file)


def test_the_best_setting_is_named_only_if_it_can_be_told_from_others(small):
    clear = with_best(with_wins(small, [10, 20, 10, 20], [12, 21, 12, 21]))
    assert answer(clear).startswith(
        "Deals won: highest with three AEs (the end of what was tried), 16.5 on average, +10.0 %"
    )
    assert "clearly different from every other setting" in answer(clear)
    unclear = with_best(with_wins(small, [10, 20, 10, 20], [12, 18, 13, 21]))
    assert "no clear difference between any setting and the best of them" in answer(unclear)


def test_several_intervals_of_one_answer_are_wider_than_one_alone(small):
    found = with_wins(small, [10, 20, 10, 20], [12, 21, 13, 21])
    alone, together = gap(found, 1, 0, "wins"), gap(found, 1, 0, "wins", number=6)
    assert together.low < alone.low < alone.high < together.high


def test_intervals_that_hold_together_miss_no_more_often_than_promised():
    """Ten gaps of zero, 400 times: any miss in 5 %; false-alarm rate of this test below 1 in 1000.

    Binomial(400, 0.05) exceeds 34 with chance 0.0009.
    """
    from sim.metrics.estimates import uncertainty

    draws = np.random.default_rng(5).normal(size=(400, 30, 10))
    missed = [uncertainty(sample, 1 - RISK / 10).clear_of_zero().any() for sample in draws]
    assert sum(missed) <= 34


# --- what is written ----------------------------------------------------------------------------


def test_the_reference_has_no_difference_and_others_have_one(small):
    made = rows(small, "wins")
    assert [row.verdict == "reference" for row in made] == [True, False]
    frame = sweep_frame(small)
    assert len(frame) == 4
    assert frame["difference"].isna().tolist() == [True, False, True, False]
    np.testing.assert_allclose(
        frame["difference"][1], small.column(1, "wins").mean() - small.column(0, "wins").mean()
    )


@compiled_only
@pytest.mark.parametrize("name", SHIPPED)
def test_the_table_of_every_shipped_experiment_fits_80_columns(name, monkeypatch):
    from io import StringIO

    from rich.console import Console

    file = load_experiment(name)
    plan = file.experiment
    has_events = "events" in file.path.read_text(encoding="utf-8")
    short = {"calendar.warm_up_months": 0, "calendar.horizon_months": 14 if has_events else 1}
    shortened = replace(file, experiment=plan, tree=with_constants(file.tree, short))
    found = sweep(shortened, 2, settings=ALONE)
    out = StringIO()
    Console(file=out, width=80).print(sweep_table(found))
    lines = out.getvalue().splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 80
    assert answer(found).endswith(" markets).")
    assert all(found.kpi(outcome).title in out.getvalue() for outcome in plan.outcomes)


def with_constants(tree, values):
    from sim.scenario.marked import Marked, mark

    stated = dict(tree.value["constants"].value) if "constants" in tree.value else {}
    constants = Marked(stated | mark(values).value, tree.place)
    return Marked(tree.value | {"constants": constants}, tree.place)


def test_the_command_writes_a_whole_folder_and_prints_the_answer(monkeypatch, tmp_path, capsys):
    file_of(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "sweep", "e.yaml", "--out", "kept", "--workers", "1", "-q") == 0
    shown = capsys.readouterr().out
    assert "Are two AEs enough?" in shown
    assert "AEs, three AEs against two AEs: " in shown
    (folder,) = (tmp_path / "kept").iterdir()
    assert {"report.html", "sweep.csv", "kpis.csv", "manifest.json", "experiment.yaml"} <= {
        path.name for path in folder.iterdir()
    }
    assert {"experiment.png", "experiment.svg"} == {p.name for p in (folder / "figures").iterdir()}
    assert (folder / "experiment.yaml").read_text() == bad_experiments.GOOD
    facts = json.loads((folder / "manifest.json").read_text())
    assert facts["replications"] == 4
    assert [one["title"] for one in facts["scenarios"]] == ["two AEs", "three AEs"]
    page = (folder / "report.html").read_text()
    assert "Are two AEs enough?" in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_json_is_all_that_is_printed_when_asked_for(monkeypatch, tmp_path, capsys):
    file_of(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "sweep", "e.yaml", "--json", "--workers", "1", "-n", "3", "-q") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["replications"] == 3
    assert told["answer"].startswith("AEs, three AEs against two AEs: ")
    assert len(told["rows"]) == 4
    assert told["rows"][0]["difference"] is None
