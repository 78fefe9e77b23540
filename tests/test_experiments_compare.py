"""Comparisons: the same markets, pairs, and words that keep spread and uncertainty apart."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.experiments.answer import answer, answers, bottleneck, statement, statements
from sim.experiments.campaign import Settings
from sim.experiments.cases import frozen_of
from sim.experiments.compare import Comparison, compare, comparison_of
from sim.experiments.precision import Target
from sim.experiments.replicate import replicate
from sim.experiments.result_folder import save
from sim.experiments.results import Replications
from sim.experiments.tables import comparison_table, sample_table, summary
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from tests.metrics_world import boom_engine, company, toy_engine

ALONE = Settings(workers=1)


def named(name: str, travel: int = 12_000_000) -> Frozen:
    """Return the small company under a name, with another travel budget."""
    frozen = company(3, 6)
    ledger = frozen.params.ledger._replace(travel_per_year=travel)
    return Frozen(frozen.params._replace(ledger=ledger), frozen.names._replace(scenario=name))


def runs(replications: int) -> tuple[Replications, Replications]:
    return (
        replicate(named("calm"), replications, 3, engine=toy_engine, settings=ALONE),
        replicate(named("boom"), replications, 3, engine=boom_engine, settings=ALONE),
    )


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return comparison_of(runs(12))


def test_every_scenario_meets_the_same_markets() -> None:
    found = compare([named("a"), named("b")], 3, 3, engine=toy_engine, settings=ALONE)
    np.testing.assert_array_equal(found.tables[0], found.tables[1])
    assert found.names == ("a", "b")
    assert found.replications == 3
    assert answer(found) == "b: the same new ARR in all 3 markets."


def test_a_case_may_be_given_by_name_as_a_scenario_or_frozen() -> None:
    by_name = frozen_of("startup")
    assert by_name.names.scenario == "startup"
    assert len(frozen_of(load_scenario("startup")).params.seat) == len(by_name.params.seat)
    assert frozen_of(by_name) is by_name
    with pytest.raises(InputError, match="startupp"):
        compare(["startupp", "cro_led"], 2, 1)


def test_a_cost_that_differs_by_a_constant_differs_by_it_in_every_market() -> None:
    cases = [named("a"), named("b", travel=24_000_000), named("c", travel=36_000_000)]
    found = compare(cases, 4, 3, engine=toy_engine, settings=ALONE)
    cost = [kpi.name for kpi in found.kpis].index("cost")
    for second in (1, 2):
        change = found.difference(second)
        assert change.uncertainty.mean[cost] == pytest.approx(60_000 * second)
        assert change.uncertainty.half_width[cost] == pytest.approx(0, abs=1e-3)
        assert change.higher.share[cost] == 1
        assert found.beats(second).share[cost] == 0
    assert found.difference(2, first=1).uncertainty.mean[cost] == pytest.approx(60_000)


def test_a_comparison_stops_when_the_difference_is_known() -> None:
    cases = [named("a"), named("b", travel=24_000_000)]
    found = compare(
        cases,
        60,
        3,
        targets=[Target("cost", 0.01)],
        least=4,
        engine=toy_engine,
        settings=ALONE,
    )
    assert found.stop is not None
    assert found.stop.reached
    assert found.replications == found.stop.replications == 9  # 4 and the look-ahead of 5
    assert list(found.stop.shortfall) == ["cost: b"]


def test_an_interruption_leaves_pairs() -> None:
    def interrupt(done: int, expected: int) -> None:
        if done >= 5:
            raise KeyboardInterrupt

    settings = Settings(workers=1, chunk=1, progress=interrupt)
    found = compare([named("a"), named("b")], 9, 3, engine=toy_engine, settings=settings)
    assert found.interrupted
    assert found.replications == 2
    assert [len(run.numbers) for run in found.runs] == [2, 2]


def test_scenarios_need_two_and_names_of_their_own() -> None:
    with pytest.raises(InputError, match="at least two scenarios, got 1"):
        compare([named("a")], 3, 3, engine=toy_engine)
    with pytest.raises(InputError, match="2 scenarios are named 'a'"):
        compare([named("a"), named("a")], 3, 3, engine=toy_engine)


def test_runs_of_other_markets_are_not_compared() -> None:
    calm, boom = runs(3)
    with pytest.raises(ValueError, match="replications"):
        comparison_of((calm, runs(2)[1]))
    other = replicate(named("x"), 3, 4, engine=toy_engine, settings=ALONE)
    with pytest.raises(ValueError, match="seeds"):
        comparison_of((calm, other))
    assert comparison_of((calm, boom)).replications == 3


def test_kpis_are_lined_up_by_name_with_holes() -> None:
    calm, boom = runs(3)
    fewer = [place for place, kpi in enumerate(boom.kpis) if not kpi.name.endswith("ceo")]
    cut = Replications(
        **{
            **boom.__dict__,
            "kpis": tuple(boom.kpis[place] for place in fewer),
            "table": boom.table[:, fewer],
        }
    )
    found = comparison_of((cut, calm))
    assert len(found.kpis) == len(calm.kpis)
    assert np.isnan(found.column(0, "utilisation.ceo")).all()
    np.testing.assert_array_equal(found.column(1, "wins"), calm.column("wins"))
    np.testing.assert_array_equal(
        found.column(0, "utilisation.sdr"), boom.column("utilisation.sdr")
    )


def test_beating_means_better_by_the_kpis_own_direction(comparison: Comparison) -> None:
    names = [kpi.name for kpi in comparison.kpis]
    beats, higher = comparison.beats(1), comparison.difference(1).higher
    churn, arr = names.index("churned_arr"), names.index("new_arr")
    assert beats.share[arr] == higher.share[arr]
    assert beats.share[churn] == pytest.approx(1 - higher.share[churn])


def test_the_answer_says_what_markets_show_and_how_well_the_mean_is_known(
    comparison: Comparison,
) -> None:
    text = answer(comparison, "new_arr", names=("Calm", "Boom"))
    assert text.startswith("Boom: +")
    assert "% new ARR, 90 % of markets between +" in text
    assert "better on average, clear of luck, and better in 96 % of markets" in text  # one tie
    assert "95 % interval of the mean +" in text
    assert text.endswith("12 replications).")
    change = comparison.relative(1)[:, 0]
    assert f"+{100 * change.mean():.1f} % new ARR" in text
    assert len(answers(comparison)) == 3


def test_luck_is_called_luck() -> None:
    first = replicate(named("first"), 12, 3, engine=toy_engine, settings=ALONE)
    other = replicate(named("other"), 12, 4, engine=toy_engine, settings=ALONE)
    lucky = comparison_of((first, Replications(**{**other.__dict__, "seed": 3})))
    text = answer(lucky)
    assert "not distinguishable from luck at 12 replications" in text
    assert "better" not in text
    assert "worse" not in text


def test_shares_differ_in_points_and_everything_else_in_percent(comparison: Comparison) -> None:
    assert " points sales and marketing share, 90 %" in answer(comparison, "s_and_m_share")
    assert " % recognised revenue, 90 %" in answer(comparison, "recognised_revenue")


def test_more_cost_is_worse_and_more_headcount_is_neither() -> None:
    cases = [named("a"), named("b", travel=24_000_000)]
    found = compare(cases, 3, 3, engine=toy_engine, settings=ALONE)
    assert "worse on average, clear of luck, and worse in 100 % of markets" in answer(found, "cost")
    assert "the same headcount in all 3 markets" in answer(found, "headcount")


def test_one_replication_is_no_evidence() -> None:
    found = comparison_of(runs(1))
    assert "one replication cannot tell" in answer(found) or "same" in answer(found)
    assert "in one replication" in statement(found.runs[0], "leads")


def test_a_kpi_without_values_is_said_to_be_undefined(comparison: Comparison) -> None:
    assert "not defined in any of 12" in answer(comparison, "waiting.ceo")
    assert "not defined in any of 12" in statement(comparison.runs[0], "waiting.ceo")
    with pytest.raises(InputError, match="unknown KPI"):
        answer(comparison, "nonsense")


def test_a_single_run_is_stated_with_interval_and_spread(comparison: Comparison) -> None:
    sentences = statements(comparison.runs[0])
    assert len(sentences) == 3
    assert sentences[0].startswith("New ARR: $")
    assert "95 % interval of the mean" in sentences[0]
    assert "80 % of markets" in sentences[0]


def test_the_bottleneck_is_named(comparison: Comparison) -> None:
    text = bottleneck(comparison.runs[0])
    assert text.startswith("The bottleneck is ")
    assert "office hours" in text


def test_the_comparison_table_has_a_row_per_kpi_and_scenario(comparison: Comparison) -> None:
    table = comparison_table(comparison)
    assert len(table) == 2 * len(comparison.kpis)
    row = table[(table["kpi"] == "new_arr") & (table["scenario"] == "boom")].iloc[0]
    change = comparison.column(1, "new_arr") - comparison.column(0, "new_arr")
    assert row["difference"] == pytest.approx(change.mean())
    assert row["difference_low"] < row["difference"] < row["difference_high"]
    assert row["p10"] <= row["p50"] <= row["p90"]
    assert row["variance_factor"] > 1
    assert len(summary(comparison.runs[0])) == len(comparison.runs[0].kpis)


def test_samples_are_pooled_to_a_cap(comparison: Comparison) -> None:
    table = sample_table(comparison.runs, most=5)
    counts = table.groupby(["scenario", "sample"], observed=True).size()
    assert counts.max() <= 5
    assert len(counts) == 8


def test_a_result_is_a_whole_folder(tmp_path: Path, comparison: Comparison) -> None:
    scenarios = [load_scenario("cso_led"), load_scenario("cro_led")]
    day, seen = date(2026, 3, 1), []

    def also(folder: Path) -> None:
        seen.append(folder.name)
        (folder / "report.html").write_text("<p>")

    folder = save(comparison, scenarios, tmp_path, name="My test!", day=day, also=also)
    assert folder.name.startswith("2026-03-01-my-test-")
    assert seen[0].startswith(".2026-03-01")
    assert {path.name for path in folder.iterdir()} == {
        "comparison.csv",
        "kpis.csv",
        "kpis.parquet",
        "manifest.json",
        "monthly.parquet",
        "report.html",
        "reps.parquet",
        "samples.parquet",
        "scenarios",
    }
    kpis = pd.read_parquet(folder / "kpis.parquet")
    new_arr = kpis[(kpis["scenario"] == "boom") & (kpis["kpi"] == "new_arr")]["value"]
    np.testing.assert_array_equal(new_arr, comparison.column(1, "new_arr"))
    assert load_scenario(folder / "scenarios" / "cro_led.yaml") == scenarios[1]
    again = save(comparison, scenarios, tmp_path, name="My test!", day=day)
    assert again == folder
    assert not (folder / "report.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_the_manifest_says_how_to_make_it_again(tmp_path: Path, comparison: Comparison) -> None:
    scenarios = [load_scenario("cso_led"), load_scenario("cro_led")]
    folder = save(comparison, scenarios, tmp_path)
    facts = json.loads((folder / "manifest.json").read_text())
    assert facts["seed"] == 3
    assert facts["replications"] == 12
    assert [scenario["name"] for scenario in facts["scenarios"]] == ["cso_led", "cro_led"]
    assert facts["command"].startswith("salesorg compare calm boom --seed 3 --replications 12")
    assert facts["versions"]["numpy"] == np.__version__
    assert folder.name.endswith(facts["identity"])
    assert str(tmp_path) not in json.dumps(facts)


def test_a_result_that_fails_half_way_leaves_nothing(
    tmp_path: Path, comparison: Comparison
) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        save(comparison, [], tmp_path, also=fail)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_clear_error(
    tmp_path: Path, comparison: Comparison
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(InputError, match="cannot write results here"):
        save(comparison, [], blocked / "below")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("calendar.start", "2027-01-01"),
        ("calendar.warm_up_months", 5),
        ("calendar.horizon_months", 23),
    ],
)
def test_companies_of_other_days_are_not_in_the_same_markets(key, value):
    other = load_scenario("cro_led", {key: value, "name": "other"})
    with pytest.raises(InputError, match="not in the same markets") as caught:
        compare([load_scenario("cro_led"), other], 2, 1, engine=toy_engine, settings=ALONE)
    assert caught.value.key == key
