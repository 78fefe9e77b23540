"""Scenario discovery: a planted rule is found and said, and noise is called noise."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.experiments.amounts import amount
from sim.experiments.discovery.boxes import Column, Condition, round_between
from sim.experiments.discovery.study import Discovery, Stated, question_of
from sim.experiments.discovery.tree import Counted, find_rule
from sim.experiments.discovery.words import answer, notes, region_words
from sim.experiments.discovery.worlds import Contrast, Plan, ask_worlds
from sim.experiments.space import Space, space_of
from sim.experiments.sweep_file import experiment_from
from sim.freeze import freeze
from sim.metrics.registry import kpis
from sim.report.discovery_rows import discovery_frame, discovery_json, discovery_table, worlds_frame
from sim.scenario.loading import load_scenario
from tests.test_cli import run

CHIEFS = {
    "title": "One chief or several",
    "question": "When does one chief beat several?",
    "base": "startup",
    "levers": {
        "chart": {
            "title": "Chart",
            "settings": {
                "cro": {"title": "CRO-led"},
                "cso": {"title": "CSO-led", "set": {"sdr.touches": 7}},
            },
        },
        "touches": {
            "title": "Touches",
            "settings": {
                "few": {"title": "few touches"},
                "some": {"set": {"sdr.touches": 8}},
                "many": {"set": {"sdr.touches": 12}},
            },
        },
    },
    "uncertainties": {
        "churn": {"title": "First-year churn", "key": "segments.smb.churn", "low": 0, "high": 0.3},
        "compliance": {"title": "Template compliance", "key": "structure.compliance"},
        "leads": {"title": "Leads", "scale": "channels.*.leads_per_month", "low": 0.5, "high": 2},
        "aes": {"title": "SMB AEs", "seats": "ae_smb", "low": 1, "high": 9},
    },
    "outcomes": ["new_arr_per_year"],
    "answer": {
        "outcome": "new_arr_per_year",
        "contrast": {"lever": "chart", "setting": "cro", "against": "cso"},
    },
}
CONTRAST = Contrast("chart", "cro", "cso")


@pytest.fixture(scope="module")
def file():
    return experiment_from(CHIEFS, "chiefs")


@pytest.fixture(scope="module")
def space(file):
    return space_of(file)


def simulated(points, wins, noise=0.5, markets=6):
    """Outcomes of 10 in every market, and ±1 more for the CRO as the rule says, with noise."""
    random = np.random.default_rng(4)
    bonus = [(1 if wins(p) else -1) if p["chart"] == "cro" else 0 for p in points]
    market = 5 * np.random.default_rng(5).normal(size=markets)
    own = noise * random.normal(size=(len(points), markets))
    return 10 + np.array(bonus)[:, None] + market + own


def planted(point):
    return point["churn"] > 0.14 and point["compliance"] <= 0.5


def discovery(file, space, wins, worlds=400, **noise):
    sampled = ask_worlds(
        space, lambda points: simulated(points, wins, **noise), CONTRAST, (worlds, 1)
    )
    (kpi,) = [
        one for one in kpis(freeze(load_scenario("startup"))) if one.name == "new_arr_per_year"
    ]
    rule = find_rule(sampled)
    return Discovery(file, kpi, CONTRAST, sampled, rule, 2 * worlds, 0, (), 0, 1)


@pytest.fixture(scope="module")
def found(file, space):
    return discovery(file, space, planted)


# --- the rule -----------------------------------------------------------------------------------


def test_a_planted_rule_is_found_with_its_thresholds(found):
    (region,) = found.rule.regions
    bounds = {one.column.factor.name: (one.low, one.high) for one in region}
    assert set(bounds) == {"churn", "compliance"}
    assert bounds["churn"] == (pytest.approx(0.14, abs=0.01), np.inf)
    assert bounds["compliance"] == (-np.inf, pytest.approx(0.5, abs=0.03))
    rule = found.rule
    assert rule.holds
    assert rule.inside.value > 0.9
    assert rule.outside.value < 0.1
    assert rule.coverage.value > 0.9
    assert rule.accuracy > rule.majority + 0.1


def test_the_rule_is_said_in_words_and_units(found):
    said = answer(found)
    assert said.startswith("New ARR per year: higher with CRO-led than with CSO-led in ")
    assert re.search(r"in \d+ % \(\d+–\d+\) of worlds with ", said)
    assert re.search(r"[ w]first-year churn above 1[345](\.\d+)? %", said)
    assert re.search(r" template compliance at most (0\.)?\d+", said)
    assert re.search(r"; elsewhere in \d+ % \(\d+–\d+\) \(95 % intervals; 400 worlds, 13", said)
    assert "(coverage)" in notes(found)[0]
    assert "(density)" in notes(found)[0]


def test_shares_are_of_worlds_that_the_tree_was_not_grown_on(found):
    rule, unseen = found.rule, found.rule.is_unseen
    assert unseen.sum() == rule.inside.number + rule.outside.number
    assert rule.inside.wins + rule.outside.wins == found.worlds.wins[unseen].sum()
    assert sum(part.seen.number for part in rule.parts) == (~unseen).sum()
    assert rule.coverage.number == found.worlds.wins[unseen].sum()


def test_the_words_and_the_counts_are_of_the_same_regions(found):
    """Thresholds were rounded: the worlds are counted by what is said."""
    (region,) = found.rule.regions
    inside = np.array(
        [
            all(one.low < point[one.column.factor.name] <= one.high for one in region)
            for point in found.worlds.points
        ]
    )
    unseen = found.rule.is_unseen
    assert found.rule.inside.number == (inside & unseen).sum()
    assert found.rule.inside.wins == (inside & unseen & found.worlds.wins).sum()


def test_settings_and_whole_numbers_are_divided_by_what_they_are(file, space):
    study = discovery(file, space, lambda p: p["touches"] == "many" or p["aes"] >= 7)
    words = region_words(study.rule.regions, study.say)
    assert "SMB AEs at least 7" in words
    assert "touches “many”" in words
    assert study.rule.inside.value > 0.9


def test_of_pure_noise_no_rule_is_reported(file, space):
    """Stated: a rule in 5 % at most; more than 4 of 25 have a chance of 1 % then."""
    random = np.random.default_rng(9)
    sampled = ask_worlds(space, lambda points: simulated(points, planted), CONTRAST, (150, 1))
    claimed = sum(
        find_rule(replace(sampled, wins=random.random(150) < 0.5), seed).holds for seed in range(25)
    )
    assert claimed <= 4


def test_noise_is_said_to_be_noise(file, space):
    study = discovery(file, space, planted, worlds=150)
    coin = np.random.default_rng(1).random(150) < 0.5
    worlds = replace(study.worlds, wins=coin)
    said = answer(replace(study, worlds=worlds, rule=find_rule(worlds)))
    assert "no rule tells where" in said
    assert "majority" in said


def test_if_one_side_wins_everywhere_there_is_nothing_to_divide(file, space):
    study = discovery(file, space, lambda point: True, worlds=100)
    assert study.rule.overall == Counted(100, 100)
    assert len(study.rule.parts) == 1
    assert not study.rule.holds
    assert answer(study).startswith(
        "New ARR per year: higher with CRO-led than with CSO-led in 100 % (96–100) of worlds; too "
    )


def test_the_same_worlds_give_the_same_rule(found):
    again = find_rule(found.worlds)
    assert again.regions == found.rule.regions
    assert again.parts == found.rule.parts


# --- labels -------------------------------------------------------------------------------------


def test_a_label_is_the_sign_of_the_paired_difference(space):
    """The markets differ by far more than the settings do; pairs do not see it."""
    worlds = ask_worlds(
        space, lambda points: simulated(points, planted, noise=0), CONTRAST, (60, 1)
    )
    assert worlds.wins.tolist() == [planted(point) for point in worlds.points]
    np.testing.assert_allclose(np.abs(worlds.margins), 1)
    assert worlds.clear == 60
    assert "chart" not in worlds.points[0]


def test_where_lower_is_better_the_lower_side_wins(space):
    lower = ask_worlds(
        space, lambda points: simulated(points, planted, noise=0), CONTRAST, (60, 1), lower=True
    )
    assert lower.wins.tolist() == [not planted(point) for point in lower.points]


def test_a_plan_is_reached_from_the_threshold_on(space):
    def f(points):
        return np.array([[point["aes"], point["aes"]] for point in points])

    worlds = ask_worlds(space, f, Plan(5), (60, 1))
    assert worlds.wins.tolist() == [point["aes"] >= 5 for point in worlds.points]
    assert {point["chart"] for point in worlds.points} == {"cro", "cso"}
    few = ask_worlds(space, f, Plan(5), (60, 1), lower=True)
    assert few.wins.tolist() == [point["aes"] <= 5 for point in few.points]


def test_worlds_without_a_value_on_either_side_are_left_out(space):
    def holed(points):
        table = simulated(points, planted)
        table[[p["chart"] == "cso" and p["leads"] > 1.5 for p in points]] = np.nan
        return table

    worlds = ask_worlds(space, holed, CONTRAST, (120, 1))
    assert worlds.dropped + len(worlds.points) == 120
    assert worlds.dropped == 40
    assert max(point["leads"] for point in worlds.points) <= 1.5


# --- wording ------------------------------------------------------------------------------------


def test_thresholds_have_as_few_digits_as_divide_in_the_same_way():
    assert round_between(0.1391, 0.1482) == 0.14
    assert round_between(0.1411, 0.1419) == pytest.approx(0.1415)
    assert round_between(3, 4) in (3, 3.5)
    assert round_between(1240.0, 1390.0) == 1300.0


def test_numbers_are_said_in_the_unit_of_their_parameter(file):
    factors = file.experiment.factor
    assert amount(factors("churn"), 0.14) == "14 %"
    assert amount(factors("leads"), 1.5) == "1.5 times the usual"
    assert amount(factors("aes"), 7) == "7"
    assert amount(None, 12345.6) == "12,345.6"


def test_conditions_read_as_they_divide(space):
    factors = {factor.name: factor for factor in space.factors}

    def said(name, **bounds):
        column = Column(factors[name], "few" if name == "touches" else None)
        return Condition(column, **bounds).words(
            lambda _, value: f"{value:g}" if value != "few" else value
        )

    assert said("aes", low=3.5) == "SMB AEs at least 4"
    assert said("aes", low=2.5, high=6) == "SMB AEs from 3 to 6"
    assert said("churn", low=0.1, high=0.2) == "first-year churn from 0.1 to 0.2"
    assert said("touches", low=0.5) == "touches “few”"
    assert said("touches", high=0.5) == "touches not “few”"


def test_the_table_the_frames_and_the_json_say_the_same(found):
    frame, said = discovery_frame(found), discovery_json(found, "folder")
    assert frame["seen"].sum() + frame["unseen"].sum() == 400
    assert [part["where"] for part in said["parts"]] == frame["where"].tolist()
    assert json.loads(json.dumps(said))["density"]["wins"] == found.rule.inside.wins
    assert said["question"] == {
        "kind": "contrast", "lever": "chart", "setting": "cro", "against": "cso"
    }  # fmt: skip
    worlds = worlds_frame(found)
    assert worlds["yes"].sum() == found.worlds.wins.sum()
    assert {"churn", "compliance", "touches", "margin", "unseen"} <= set(worlds.columns)
    assert discovery_table(found).row_count == len(found.rule.parts)


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        (Stated(lever="char", setting="cro", against="cso"), "did you mean 'chart'"),
        (Stated(lever="chart", setting="cro", against="coo"), "no setting 'coo'"),
        (Stated(lever="chart", setting="cro", against="cro"), "with itself"),
        (Stated(lever="chart"), "needs a lever, a setting"),
        (Stated(threshold=1.0, lever="chart"), "expected one of them"),
        (Stated(lever="aes", setting="3", against="12"), "from 1 to 9"),
        (Stated(lever="aes", setting="3", against="4.5"), "a whole number"),
        (Stated(lever="churn", setting="high", against="0.1"), "no setting 'high'"),
    ],
)
def test_a_question_that_is_none_is_one_clear_error(file, stated, message):
    with pytest.raises(InputError, match=message):
        question_of(file, stated)


def test_a_question_may_be_about_numbers_of_a_lever(file):
    assert question_of(file, Stated(lever="aes", setting="3", against="4")) == Contrast("aes", 3, 4)
    assert question_of(file, Stated()) == CONTRAST
    assert question_of(file, Stated(threshold=2e6)) == Plan(2e6)


def test_without_a_contrast_the_options_are_asked_for():
    stated = {**CHIEFS, "answer": {"outcome": "new_arr_per_year", "best": "chart"}}
    with pytest.raises(InputError, match="--lever, --setting and --against"):
        question_of(experiment_from(stated), Stated())


def test_too_few_worlds_are_one_clear_error(space):
    def f(points):
        return simulated(points, planted)

    with pytest.raises(InputError, match="found 20 worlds; expected at least 40"):
        ask_worlds(space, f, CONTRAST, (20, 1))
    with pytest.raises(InputError, match="defined in 0 of 60 worlds only"):
        ask_worlds(space, lambda points: np.full(len(points), np.nan), CONTRAST, (60, 1))
    with pytest.raises(InputError, match="3 different worlds"):
        ask_worlds(space.levers, f, CONTRAST, (60, 1))
    with pytest.raises(InputError, match="no factor besides 'chart'"):
        ask_worlds(Space(space.factors[:1]), f, CONTRAST, (60, 1))


# --- end to end ---------------------------------------------------------------------------------

SMALL = """title: Two or four
question: When do four AEs win more than two?
base: startup
constants: {calendar.warm_up_months: 0, calendar.horizon_months: 1}
levers:
  aes:
    title: AEs
    settings:
      two: {title: two AEs}
      four: {title: four AEs, set: {org.Sales.seats.ae_smb: 4}}
uncertainties:
  leads: {title: Leads, scale: channels.*.leads_per_month, low: 0.2, high: 3}
outcomes: [held, contribution]
answer:
  outcome: contribution
  contrast: {lever: aes, setting: four, against: two}
"""


@pytest.mark.slow
def test_the_command_finds_prints_and_keeps_a_rule(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = ("discover", "small.yaml", "--worlds", "40", "-n", "2", "--workers", "1")
    assert run(monkeypatch, *arguments) == 0
    shown = capsys.readouterr()
    assert "80 companies × 2 markets = 160 simulations." in shown.err
    assert "Contribution: higher with four AEs than with two AEs in" in " ".join(shown.out.split())
    (folder,) = tmp_path.glob("results/*-small-discovery-contribution")
    assert {path.name for path in folder.iterdir()} == {
        "discovery.csv", "worlds.csv", "discovery.json", "experiment.yaml"
    }  # fmt: skip
    assert len(pd.read_csv(folder / "worlds.csv")) == 40
    assert run(monkeypatch, *arguments, "--json", "--outcome", "held", "--threshold", "30") == 0
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert said["question"] == {"kind": "plan", "threshold": 30}
    assert said["answer"].startswith("Meetings held: at least 30")


def test_a_mistake_on_the_command_line_is_one_message(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "discover", "small.yaml", "--outcome", "contributions") == 2
    assert "did you mean 'contribution'" in capsys.readouterr().err
    assert run(monkeypatch, "discover", "small.yaml", "--json", "--csv") == 2
    assert "--json and --csv" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()
