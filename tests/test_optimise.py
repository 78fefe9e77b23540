"""Optimisation: known optima are found, constraints kept, promises checked in fresh markets."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError, StoppedError, StoreFullError
from sim.experiments.campaign import Settings
from sim.experiments.constraints import quantities
from sim.experiments.fill import Filling
from sim.experiments.identity import company_hash
from sim.experiments.optimise import wording
from sim.experiments.optimise.base_point import base_point
from sim.experiments.optimise.finalists import best_of
from sim.experiments.optimise.objective import Objective, objective_of
from sim.experiments.optimise.of_file import (
    Source,
    checker,
    excess,
    fresh_seed,
    problem_of,
)
from sim.experiments.optimise.optimum import optimise, trade_off
from sim.experiments.optimise.pareto import clearly_beaten, crowding, non_dominated
from sim.experiments.optimise.problem import Check, Effort, least_markets
from sim.experiments.optimise.search import Searched, search
from sim.experiments.optimise.task import Wish, effort_for, objectives_of, run_task
from sim.experiments.space import Factor, Space
from sim.experiments.sweep_file import ExperimentFile, load_experiment
from sim.scenario.loading import load_scenario
from tests.compiled_only import compiled_only
from tests.optimise_world import FRESH, MIXED, World, height, kpi, problem
from tests.test_cli import run

SMALL = Effort(trials=30, replications=16, finalists=6, smallest_difference=0.02, fresh=60)
FILE = """title: Mix of a start-up
question: Which mix of AEs and SDRs wins most?
base: startup
constants: {calendar.warm_up_months: 0, calendar.horizon_months: 1}
levers:
  aes: {title: AEs, seats: ae_smb, low: 2, high: 6}
  sdrs: {title: SDRs, seats: sdr, low: 1, high: 4}
  effect: {title: Effect of skill, key: ae.skill_effect, low: 0.1, high: 0.4}
outcomes: [wins, contribution]
replications: 6
design: {method: sobol, points: 4}
constraints: [{quantity: payroll, most: 1_900_000}]
answer: {outcome: wins}
"""
TINY = ["--trials", "4", "-n", "2", "--finalists", "2", "--most", "20"]


def written(folder: Path, text: str = FILE) -> ExperimentFile:
    path = folder / "mix.yaml"
    path.write_text(text, encoding="utf-8")
    return load_experiment(path)


def pair(first, second, seed: int = 1, **more):
    """Return a problem of two outcomes over the mixed space."""
    return problem(
        objectives=(Objective(kpi("a"), "higher"), Objective(kpi("b"), "higher")),
        evaluate=World([first, second], seed),
        fresh=World([first, second], seed + FRESH),
        **more,
    )


# --- the known optimum ----------------------------------------------------------------------------


def hits(seeds: range, effort: Effort = SMALL) -> tuple[int, int]:
    """Return in how many runs the winner was as good as the best of all, and of the finalists."""
    best, selected = 0, 0
    for seed in seeds:
        found = optimise(problem(seed=seed), replace(effort, seed=seed))
        reached = height(found.winner.point)
        top = max(height(trial.point) for trial in found.finals.finalists)
        best += reached > 100 - found.finals.delta
        selected += reached > top - found.finals.delta
        assert found.finals.selection.complete
    return best, selected


def test_the_known_optimum_is_chosen_or_one_that_does_not_differ_in_substance():
    """At 95 % a run, fewer than 7 of 10 runs have a chance of 0.1 %."""
    best, selected = hits(range(10))
    assert best >= 7
    assert selected >= 7


@pytest.mark.slow
def test_the_known_optimum_is_chosen_in_95_percent_of_runs():
    """At 95 % a run, fewer than 54 of 60 runs have a chance of 3 % (each count)."""
    best, selected = hits(range(100, 160), replace(SMALL, trials=60, replications=24))
    assert best >= 54
    assert selected >= 54


def test_less_is_better_where_it_is():
    def cost(point):
        return 200 - height(point)

    cheap = (Objective(kpi("value"), "lower"),)
    found = optimise(problem(cost, objectives=cheap), SMALL)
    assert cost(found.winner.point) < 100 + 2 * found.finals.delta
    assert found.fresh.gain.high < 0


def test_a_quantile_prefers_the_safe_design_where_the_mean_prefers_the_risky_one():
    """Pods: mean 101, deviation 20; the others: mean 100, deviation 1.  P10: 75 against 99."""

    class Risky(World):
        def __call__(self, points, outcomes, replications, first):
            found = super().__call__(points, outcomes, replications, first)
            for place, point in enumerate(points):
                if point["chart"] == "pods":
                    found[place] = 103 + 10 * (found[place] - 103)
            return found

    def level(point):
        return 103.0 if point["chart"] == "pods" else 100.0

    space = Space(MIXED.factors[:1])
    worlds = [Risky([level], seed, own=2.0, common=0.2) for seed in (1, 2)]
    base, effort = {"chart": "cso"}, replace(SMALL, replications=40, fresh=200)
    given = {"space": space, "evaluate": worlds[0], "fresh": worlds[1], "base": base}
    by_mean = optimise(problem(**given), effort)
    low = (Objective(kpi("value"), "higher", 0.1),)
    by_quantile = optimise(problem(objectives=low, batch=40, **given), effort)
    assert by_mean.winner.point == {"chart": "pods"}
    assert by_quantile.winner.point != {"chart": "pods"}
    assert by_quantile.fresh.markets == 400
    assert by_quantile.finals.selection.means.min() < 85 < by_quantile.finals.selection.means.max()


# --- constraints, copies, small spaces ------------------------------------------------------------


def test_designs_that_break_a_constraint_are_never_simulated():
    def few(point):
        over = max(0, int(point["aes"]) - 5)
        return Check(over / 5, "too many AEs" if over else "")

    asked = problem(check=few)
    found = optimise(asked, SMALL)
    assert {point["aes"] for point in asked.evaluate.points} <= {2, 3, 4, 5}
    assert found.winner.point["aes"] == 5
    assert found.searched.refused > 0
    assert len(found.searched.candidates) == SMALL.trials
    assert len(found.finals.finalists) == SMALL.finalists


def test_a_narrow_constraint_is_reached_from_outside():
    """One design of 275 may be: by chance the 160 that are asked for hold 8 with less than 1e-6."""

    def exactly(point):
        away = abs(float(point["aes"]) - 11) / 10 + abs(float(point["ramp"]) - 1.2) / 5
        return Check(max(0.0, away - 0.02), "not there")

    found = search(problem(check=exactly), replace(SMALL, trials=8))
    assert len(found.candidates) == 8


def test_a_space_without_a_design_that_may_be_is_one_clear_error():
    with pytest.raises(InputError, match=r"none of \d+ designs may be; the first: never"):
        search(problem(check=lambda point: Check(1.0, "never")), replace(SMALL, trials=4))


def test_a_small_space_is_tried_as_a_whole_and_every_design_once():
    space = Space(MIXED.factors[:2])

    def truth(point):
        return height({**point, "ramp": 3.0})

    asked = problem(truth, space=space, base={"chart": "pods", "aes": 4})
    found = search(asked, replace(SMALL, trials=33))
    points = [tuple(trial.point.values()) for trial in found.candidates]
    assert found.exhaustive
    assert len(points) == len(set(points)) == 33
    assert not search(asked, replace(SMALL, trials=32)).exhaustive


def test_designs_that_a_lever_without_effect_tells_apart_are_one_finalist():
    class Blind(World):
        def __call__(self, points, outcomes, replications, first):
            seen = [{"chart": point["chart"]} for point in points]
            return super().__call__(seen, outcomes, replications, first)

    def truth(point):
        return height({"aes": 7, "ramp": 3.0, **point})

    asked = problem(evaluate=Blind([truth]), fresh=Blind([truth], 2))
    found = search(asked, SMALL)
    assert len({trial.point["chart"] for trial in best_of(asked, found, 6)}) == 3
    assert len(best_of(asked, found, 6)) == 3


def test_one_design_alone_needs_no_selection():
    only = problem(check=lambda point: Check(float(point["chart"] != "cso"), "no"))
    only = replace(only, space=Space(MIXED.factors[:1]), base={"chart": "cso"})
    only = replace(only, evaluate=World([lambda _: 90.0]), fresh=World([lambda _: 90.0], 2))
    found = optimise(only, SMALL)
    assert found.finals.selection is None
    assert found.winner.point == {"chart": "cso"}


# --- optimism -------------------------------------------------------------------------------------


def test_the_best_of_pure_noise_is_flattered_by_the_search_and_not_by_fresh_markets():
    """24 designs that do not differ.  Under the truth the fresh mean is 90 and the gain 0.

    False alarms: 0.01 % each for the two centred checks (3.9 standard errors); the optimism is
    about 4 standard errors above 0 in expectation, 2.5 are asked for.
    """
    effort = replace(SMALL, trials=24, finalists=3)
    runs = [
        optimise(problem(lambda _: 90.0, seed=seed), replace(effort, seed=seed))
        for seed in range(16)
    ]
    flattery = np.array([found.fresh.optimism.value for found in runs])
    gains = np.array([found.fresh.gain.value for found in runs])
    levels = np.array([found.fresh.winner.mean() - 90 for found in runs])
    error = flattery.std(ddof=1) / 4
    assert flattery.mean() > 2.5 * error
    assert abs(gains.mean()) < 3.9 * 2 * np.sqrt(2 / 60) / 4
    assert abs(levels.mean()) < 3.9 * np.sqrt((100 + 4) / 60) / 4


def test_selection_and_fresh_markets_share_no_market_with_the_search():
    asked = problem()
    optimise(asked, SMALL)
    searched = {span for span in asked.evaluate.asked if span[0] == 0}
    later = [span for span in asked.evaluate.asked if span[0] > 0]
    assert searched == {(0, 16)}
    assert later
    assert min(first for first, _ in later) == 16
    assert asked.fresh.asked == [(0, 60)]
    assert len({fresh_seed(seed) for seed in range(100)} - set(range(1_000_000))) == 100


# --- the same again -------------------------------------------------------------------------------


def designs(found: Searched) -> list[tuple]:
    return [tuple(trial.point.items()) for trial in found.trials]


def test_a_longer_search_begins_like_a_shorter_one():
    short = search(problem(), replace(SMALL, trials=21))
    long = search(problem(), replace(SMALL, trials=30))
    assert designs(long)[: len(short.trials)] == designs(short)
    other = search(problem(), replace(SMALL, trials=30, seed=2))
    assert designs(other) != designs(long)


def test_a_search_that_was_stopped_asks_for_the_same_again_and_then_goes_on():
    class Stopping(World):
        """A world with a store: what it holds is not simulated again."""

        def __init__(self, held, left=10**9):
            super().__init__([height])
            self.held, self.left = held, left

        def __call__(self, points, outcomes, replications, first):
            for point in points:
                key = (tuple(point.items()), first)
                if key not in self.held:
                    if self.left == 0:
                        raise StoppedError
                    self.left -= 1
                    self.held[key] = True
            return super().__call__(points, outcomes, replications, first)

    held, whole = {}, Stopping({})
    with pytest.raises(StoppedError):
        search(problem(evaluate=Stopping(held, 14)), SMALL)
    assert len(held) == 14
    again = Stopping(held)
    found = search(problem(evaluate=again), SMALL)
    assert designs(found) == designs(search(problem(evaluate=whole), SMALL))
    assert 10**9 - again.left == len(whole.held) - 14


# --- worlds ---------------------------------------------------------------------------------------


def test_every_design_meets_every_world_and_an_observation_is_their_mean():
    def truth(point):
        return 10.0 * point["world"] + (5.0 if point["chart"] == "cso" else 0.0)

    world = World([truth], own=0.0, common=0.0)
    asked = problem(evaluate=world, worlds=({"world": 1}, {"world": 3}))
    found = asked.observed([{"chart": "cso"}, {"chart": "cro"}], 4, 3)
    np.testing.assert_allclose(found[:, :, 0], [[25.0] * 3, [20.0] * 3])
    assert world.asked == [(4, 7)]
    median = replace(asked, objectives=(Objective(kpi("value"), "higher", 0.5),), batch=2)
    assert median.observed([{"chart": "cro"}], 1, 3).shape == (1, 3, 1)
    assert world.asked[-1] == (2, 8)


# --- two outcomes ---------------------------------------------------------------------------------


def revenue(point):
    return 10.0 * float(point["aes"]) - abs(float(point["ramp"]) - 3) * 8


def thrift(point):
    penalty = 0.0 if point["chart"] == "cso" else 25.0
    return 150 - 10.0 * float(point["aes"]) - penalty - abs(float(point["ramp"]) - 3) * 8


def test_the_front_of_two_known_outcomes_is_found_and_what_is_off_it_is_called_dominated():
    """On the front: the chart cso, a ramp of 3 months, any number of AEs."""
    found = trade_off(pair(revenue, thrift), replace(SMALL, trials=80, finalists=12))
    front = [found.front.designs[place].point for place in found.front.front]
    assert len({point["aes"] for point in front}) >= 4
    assert all(abs(point["ramp"] - 3) < 1.5 for point in front)
    ends = {point["aes"] for point in front}
    assert max(ends) - min(ends) >= 6
    sharp = [point for point in front if point["aes"] < 12]
    assert np.mean([point["chart"] == "cso" for point in sharp]) >= 0.8
    for place in np.flatnonzero(found.front.beaten_by >= 0):
        by = found.front.designs[found.front.beaten_by[place]].point
        loser = found.front.designs[place].point
        assert revenue(by) > revenue(loser)
        assert thrift(by) > thrift(loser)


def test_non_dominated_rows_are_those_that_no_other_beats():
    values = np.array([[1, 5], [2, 4], [2, 3], [3, 1], [3, 1], [0, 0]], dtype=float)
    assert non_dominated(values).tolist() == [True, True, False, True, True, False]
    room = crowding(np.array([[0.0, 3.0], [1.0, 2.0], [3.0, 0.0]]))
    assert room.tolist() == [np.inf, 2.0, np.inf]


def test_equal_designs_are_hardly_ever_called_clearly_dominated():
    """200 families of 6 equal designs: the chance of any wrong verdict is at most 5 % in each.

    More than 20 families with one have a chance of 0.1 %, if it were as high as that.
    """
    random = np.random.default_rng(5)
    wrong = sum(
        bool((clearly_beaten(random.normal(size=(6, 30, 2))) >= 0).any()) for _ in range(200)
    )
    assert wrong <= 20


def test_a_design_that_is_better_in_both_is_seen_and_an_outcome_without_difference_is_no_obstacle():
    luck = np.random.default_rng(1).normal(size=(3, 40, 2))
    luck[1] += [3.0, 3.0]
    luck[2] = luck[1] + [0.0, -3.0]
    assert clearly_beaten(luck).tolist() == [1, -1, 1]


# --- files ----------------------------------------------------------------------------------------


def test_the_base_is_a_point_of_the_space_if_its_own_values_lie_in_it(tmp_path):
    file = written(tmp_path)
    point = base_point(file)
    base = load_scenario("startup", file.experiment.constants)
    assert point == {"aes": 2, "sdrs": 2, "effect": base.ae.skill_effect}
    assert base_point(written(tmp_path, FILE.replace("low: 2, high: 6", "low: 3, high: 6"))) is None
    choice = "chart: {title: Chart, settings: {a: {set: {ae.skill_effect: 0.3}}, b: {}}}"
    chosen = FILE.replace("  aes:", f"  {choice}\n  aes:")
    assert base_point(written(tmp_path, chosen))["chart"] == "b"


def test_a_check_says_how_far_a_design_is_from_the_limits(tmp_path):
    file = written(tmp_path)
    check = checker(file, [{}], ["wins"])
    assert check({"aes": 2, "sdrs": 2, "effect": 0.2}).is_kept
    near, far = (check({"aes": aes, "sdrs": 4, "effect": 0.2}) for aes in (4, 6))
    assert 0 < near.excess < far.excess
    assert "payroll" in far.reason
    base = load_scenario("startup")
    assert excess(file.experiment.constraints, base) == 0
    assert quantities(base)["payroll"] < 1_900_000
    assert "no outcome" in checker(file, [{}], ["utilisation.cro"])({"aes": 3}).reason


class Balanced(World):
    """Markets that are good and bad for every design but the base in turns: as good on average."""

    def __call__(self, points, outcomes, replications, first):
        found = super().__call__(points, outcomes, replications, first)
        turns = np.where(np.arange(first, first + replications) % 2, 1.0, -1.0)
        for place, point in enumerate(points):
            found[place] += 0.0 if point == self.base else turns[:, None]
        return found


def told(folder, truth, effort=SMALL, own=2.0, balanced=False, **wish):
    """Return a file and what is found where ``truth`` stands in for simulation.

    ``balanced``: fresh markets have no luck of their own that could favour a design.
    """
    file = written(folder)
    objectives = objectives_of(file, Wish(**wish))
    asked = problem_of(file, objectives, Source(folder / "store", 1, Settings()), effort)
    worlds = [World([truth], seed, own) for seed in (1, 2)]
    if balanced:
        worlds[1] = Balanced([truth], 2, 0.0)
        worlds[1].base = asked.base
    return file, optimise(replace(asked, evaluate=worlds[0], fresh=worlds[1]), effort)


def test_the_answer_names_the_winner_or_says_that_the_base_is_best(tmp_path):
    file, found = told(tmp_path, lambda point: 100.0 + 10 * (point["sdrs"] == 3))
    sentence = wording.answer(file, found)
    assert sentence.startswith("Deals won: +")
    assert "3 SDRs" in sentence
    assert "against the base (95 % interval +" in sentence
    assert "60 fresh markets" in sentence
    apart = 100.0 + found.finals.delta
    file, same = told(tmp_path, lambda point: apart + 20 * (point == found.searched.base.point))
    assert "no design is better than the base itself (2 AEs, 2 SDRs" in wording.answer(file, same)


def test_no_clear_difference_is_called_so_and_a_selection_cut_short_promises_nothing(tmp_path):
    small = replace(SMALL, most=20, smallest_difference=0.001)
    # Whichever design is chosen (which depends on the last digit of the search's arithmetic).
    file, found = told(tmp_path, lambda _: 100.0, small, own=10.0, balanced=True)
    assert "no clear difference between " in wording.answer(file, found)
    assert wording.guarantee(found).startswith("No guarantee: KN needs more than the 20 markets")
    assert "so the search flattered its choice" in wording.optimism(found)
    whole = told(tmp_path, lambda point: 100.0 + 10 * (point["sdrs"] == 3), quantile=0.5)[1]
    assert "no clear optimism" in wording.optimism(whole)
    assert "expected P50 of deals won in batches of 16 markets" in wording.guarantee(whole)


@pytest.mark.parametrize(
    ("wish", "fragment"),
    [
        (Wish("win"), "unknown outcome 'win'"),
        (Wish(quantile=0.0), "between 0 and 1"),
        (Wish(quantile=1.5), "between 0 and 1"),
        (Wish(second="bookngs"), "unknown outcome"),
        (Wish("bookings", second="bookings"), "two different ones"),
    ],
)
def test_a_wish_that_cannot_be_is_one_clear_error(wish, fragment, tmp_path):
    with pytest.raises(InputError) as caught:
        run_task(written(tmp_path), wish, SMALL, Source(tmp_path / "store", 1, Settings()))
    assert fragment in str(caught.value)


def test_an_outcome_that_is_neither_good_nor_bad_needs_a_direction(tmp_path):
    known = (replace(kpi("heads"), better="neither"),)
    with pytest.raises(InputError, match="--maximise or --minimise"):
        objective_of(known, "heads")
    assert objective_of(known, "heads", better="lower").sign == -1


@pytest.mark.parametrize(
    ("change", "fragment"),
    [
        ({"smallest_difference": 0.0}, "a share between 0 and 1"),
        ({"trials": 1}, "expected 2 or more"),
        ({"finalists": 1}, "expected 2 or more"),
    ],
)
def test_an_effort_that_cannot_be_is_one_clear_error(change, fragment):
    with pytest.raises(InputError, match=fragment):
        optimise(problem(), replace(SMALL, **change))


def test_a_base_whose_value_is_zero_has_no_share_that_matters():
    flat = World([lambda _: 0.0], own=0.0, common=0.0)
    with pytest.raises(InputError, match="base's Value is 0"):
        optimise(problem(evaluate=flat, fresh=flat), SMALL)


def test_levers_are_needed(tmp_path):
    start, end = FILE.index("levers:"), FILE.index("outcomes:")
    plan = FILE[:start] + FILE[end:]
    rows = "rows: [{ae.skill_effect: 0.2}, {ae.skill_effect: 0.3}]"
    plan = plan.replace("{method: sobol, points: 4}", f"{{method: list, {rows}}}")
    file = written(tmp_path, plan)
    objectives = objectives_of(file, Wish())
    with pytest.raises(InputError, match="there is no lever"):
        problem_of(file, objectives, Source(tmp_path / "store", 1, Settings()), SMALL)


def test_a_quantile_gets_the_markets_that_it_needs(tmp_path):
    file = written(tmp_path)
    low = objectives_of(file, Wish(quantile=0.1))
    assert effort_for(file, low, SMALL, None).replications == least_markets(0.1, 1) == 40
    assert effort_for(file, objectives_of(file, Wish()), SMALL, None).replications == 24
    assert least_markets(0.9, 4) == 24
    with pytest.raises(InputError, match="needs 10 or more"):
        effort_for(file, low, SMALL, 9)


def test_an_outcome_that_some_market_lacks_is_no_candidate():
    class Holes(World):
        def __call__(self, points, outcomes, replications, first):
            found = super().__call__(points, outcomes, replications, first)
            for place, point in enumerate(points):
                if point["chart"] == "cso":
                    found[place, 0] = np.nan
            return found

    found = optimise(problem(evaluate=Holes([height])), SMALL)
    assert found.winner.point["chart"] != "cso"
    assert any("no value" in trial.reason for trial in found.searched.trials)


def test_the_choice_of_factors_is_kept_in_its_own_form():
    steps = Factor("steps", "Steps", "choice", 0, 2, (1, 2.5, 10), False)
    space = Space((steps, MIXED.factors[2]))
    found = search(
        problem(lambda point: float(point["steps"]), space=space, base={"steps": 1, "ramp": 5.0}),
        replace(SMALL, trials=18),
    )
    assert {trial.point["steps"] for trial in found.trials} == {1, 2.5, 10}


# --- the command ----------------------------------------------------------------------------------


@compiled_only
def test_the_command_finds_a_company_that_loads_and_a_second_call_simulates_nothing(
    tmp_path, monkeypatch, capsys
):
    file = written(tmp_path)
    monkeypatch.chdir(tmp_path)
    call = ["optimise", "mix.yaml", *TINY, "--smallest-difference", "0.5", "--workers", "1", "-q"]
    assert run(monkeypatch, *call, "--out", "kept") == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("Deals won: ", "The search promised", "Headcount", "KN chooses it", "Results:"):
        assert words in shown
    (folder,) = Path("kept").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "answer.json",
        "experiment.yaml",
        "finalists.csv",
        "optimise.png",
        "optimise.svg",
        "trials.csv",
        "winner.yaml",
    }
    told = json.loads((folder / "answer.json").read_text())
    winner = load_scenario(folder / "winner.yaml")
    assert winner.name == "winner"
    assert quantities(winner)["payroll"] <= 1_900_000
    assert winner.ae.skill_effect == told["winner"]["settings"]["effect"]
    before = {path: path.stat().st_mtime_ns for path in Path("results/store").rglob("*.parquet")}
    assert run(monkeypatch, *call, "--out", "again", "--json") == 0
    second = json.loads(capsys.readouterr().out)
    assert second["numbers"] == told["numbers"]
    assert before == {
        path: path.stat().st_mtime_ns for path in Path("results/store").rglob("*.parquet")
    }
    assert company_hash(winner) in {path.stem for path in Path("results/store/companies").iterdir()}
    assert file.experiment.replications == told["numbers"]["fresh_markets"]


@compiled_only
def test_the_command_writes_the_front_of_two_outcomes(tmp_path, monkeypatch, capsys):
    """With two worlds, which are two companies for every design."""
    key = "leader.agendas.vp_sales.coaching_hours"
    unknown = f"uncertainties:\n  hours: {{title: Hours, key: {key}, low: 1, high: 4}}\nworlds: 2\n"
    written(tmp_path, FILE.replace("outcomes:", unknown + "outcomes:"))
    monkeypatch.chdir(tmp_path)
    call = ["optimise", "mix.yaml", *TINY, "--pareto", "contribution", "--workers", "1", "-q"]
    assert run(monkeypatch, *call) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "on the front" in shown
    assert "6 fresh markets in each of 2 worlds" in shown
    assert len(list(Path("results/store").glob("model=*/company=*"))) == 2 * 4
    (folder,) = (path for path in Path("results").iterdir() if path.name != "store")
    names = {path.name for path in folder.iterdir()}
    assert {"answer.json", "pareto.csv", "trials.csv", "front.png", "front.svg"} <= names
    told = json.loads((folder / "answer.json").read_text())
    numbers = [row["trial"] for row in told["designs"] if row["standing"] == "front"]
    assert {f"design-{number}.yaml" for number in numbers} <= names
    load_scenario(folder / f"design-{numbers[0]}.yaml")
    assert run(monkeypatch, *call, "--csv") == 0
    assert capsys.readouterr().out.startswith("trial,lever_aes,lever_sdrs,lever_effect,wins,")


def test_a_store_that_cannot_be_written_is_one_message_and_exit_code_1(
    tmp_path, monkeypatch, capsys
):
    def full(store, cases, replications, settings):
        raise StoreFullError("block", "No space left on device")

    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.experiments.evaluate.fill", full)
    assert run(monkeypatch, "optimise", "mix.yaml", "-q") == 1
    assert "block: cannot be written (No space left on device)" in capsys.readouterr().err


def test_an_interrupted_command_says_that_it_goes_on_from_the_store(tmp_path, monkeypatch, capsys):
    def stopped(store, cases, replications, settings):
        return Filling(planned=8, held=0, ran=3, interrupted=True)

    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.experiments.evaluate.fill", stopped)
    assert run(monkeypatch, "optimise", "mix.yaml", "-q") == 130
    assert "the same command goes on" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("options", "fragment"),
    [
        (["--outcome", "win"], "did you mean"),
        (["--quantile", "1"], "quantile: found 1; expected a share between 0 and 1"),
        (["--pareto", "wins"], "pareto: both outcomes are 'wins'"),
        (["--smallest-difference", "2"], "smallest-difference: found 2"),
        (["--quantile", "0.1", "-n", "5"], "replications: found 5"),
    ],
)
def test_a_mistake_in_the_command_is_one_message_and_exit_code_2(
    options, fragment, tmp_path, monkeypatch, capsys
):
    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "optimise", "mix.yaml", "-q", *options) == 2
    shown = capsys.readouterr()
    assert fragment in shown.err
    assert "Traceback" not in shown.err
