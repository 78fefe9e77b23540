"""Ranking and selection: the guarantee is kept, the constants are those of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from sim.errors import InputError
from sim.experiments.statistics.draws import from_table
from sim.experiments.statistics.kim_nelson import kn, variances_of_differences
from sim.experiments.statistics.rinott import rinott, rinott_constant
from sim.experiments.statistics.selection import Elimination, Selection, Zone

FALSE_ALARM = 1e-4
"""How often one of the tests of a guarantee fails although it is just kept."""
Procedure = Callable[[Callable, int, Zone], Selection]
ZONE = Zone(delta=0.7, confidence=0.95, first_stage=10)


class Markets:
    """Normal designs of given means, deviations and common correlation, drawn as needed."""

    def __init__(self, means: Sequence[float], deviations, correlation: float, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.means, self.deviations = np.asarray(means), np.asarray(deviations)
        self.own, self.common = np.sqrt(1 - correlation), np.sqrt(correlation)
        self.rows = np.empty((0, len(self.means)))

    def __call__(self, system: int, first: int, count: int) -> np.ndarray:
        while len(self.rows) < first + count:
            own = self.random.normal(size=(100, len(self.means)))
            common = self.random.normal(size=(100, 1))
            fresh = self.means + self.deviations * (self.own * own + self.common * common)
            self.rows = np.concatenate((self.rows, fresh))
        return self.rows[first : first + count, system]


def slippage(systems: int, gap: float, best: int = 0) -> np.ndarray:
    """Return the means of the hardest case: one design ``gap`` above all others."""
    means = np.zeros(systems)
    means[best] = gap
    return means


def hits(
    procedure: Procedure, deviations, correlation: float, trials: int, zone: Zone, gap: float
) -> int:
    """Return in how many trials the best of a slippage configuration is chosen."""
    systems, found = len(deviations), 0
    for trial in range(trials):
        best = trial % systems  # the order of designs must not help
        markets = Markets(slippage(systems, gap, best), deviations, correlation, 1_000 + trial)
        chosen = procedure(markets, systems, zone)
        assert chosen.complete
        found += chosen.chosen == best
    return found


def kept(found: int, trials: int, confidence: float = 0.95) -> bool:
    return bool(binom.cdf(found, trials, confidence) > FALSE_ALARM)


# --- guarantees ----------------------------------------------------------------------------------
UNEQUAL = np.array([2.0, 0.5, 1.0, 1.5, 0.7])


@pytest.mark.parametrize(
    ("procedure", "deviations", "correlation"),
    [
        (kn, np.ones(5), 0.0),
        (kn, UNEQUAL, 0.8),
        (rinott, np.ones(5), 0.0),
        (rinott, UNEQUAL, 0.0),
    ],
)
def test_the_best_is_chosen_as_often_as_promised(procedure, deviations, correlation) -> None:
    """1,000 trials in the slippage configuration; false-alarm rate ``FALSE_ALARM`` each."""
    assert kept(hits(procedure, deviations, correlation, 1_000, ZONE, ZONE.delta), 1_000)


@pytest.mark.slow
@pytest.mark.parametrize("systems", [2, 5, 10])
@pytest.mark.parametrize("deviations", ["equal", "rising", "falling"])
@pytest.mark.parametrize(
    ("procedure", "correlation"), [(kn, 0.0), (kn, 0.5), (kn, 0.9), (rinott, 0.0)]
)
def test_the_guarantee_holds_in_many_configurations(
    procedure, correlation, deviations, systems
) -> None:
    """2,000 trials each; false-alarm rate ``FALSE_ALARM`` each."""
    spread = {"equal": 0.0, "rising": 1.0, "falling": -1.0}[deviations]
    scale = np.exp(spread * np.linspace(-0.5, 0.5, systems))
    assert kept(hits(procedure, scale, correlation, 2_000, ZONE, ZONE.delta), 2_000)


def test_two_designs_get_no_more_than_rinott_promises() -> None:
    """With two designs the bound is exact but for rounding up: of 1,000 trials, within what a
    probability of 95 to 96 % allows at ``FALSE_ALARM`` on either side."""
    zone = replace(ZONE, delta=0.4)
    found = hits(rinott, np.ones(2), 0.0, 1_000, zone, zone.delta)
    assert kept(found, 1_000)
    assert binom.sf(found - 1, 1_000, 0.96) > FALSE_ALARM


def test_a_best_design_inside_the_indifference_zone_is_not_promised() -> None:
    """The test of the guarantee is not deaf: with a third of delta it would fail."""
    for procedure in (kn, rinott):
        assert not kept(hits(procedure, np.ones(5), 0.0, 300, ZONE, ZONE.delta / 3), 300)


def test_common_markets_save_replications() -> None:
    zone = replace(ZONE, delta=0.3)
    used = {
        correlation: sum(
            kn(Markets(slippage(5, 0.3), np.ones(5), correlation, seed), 5, zone).replications.sum()
            for seed in range(30)
        )
        for correlation in (0.0, 0.8)
    }
    assert used[0.0] > 2.5 * used[0.8]


# --- constants -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("confidence", "first_stage", "systems", "h"),
    [
        (0.90, 5, 2, 2.291),
        (0.90, 20, 10, 3.437),
        (0.95, 5, 10, 5.797),
        (0.95, 10, 2, 2.614),
        (0.95, 10, 8, 4.106),
        (0.95, 20, 10, 3.875),
        (0.95, 50, 2, 2.373),
        (0.975, 10, 8, 4.635),
    ],
)
def test_rinotts_constant_is_that_of_the_table(confidence, first_stage, systems, h) -> None:
    """Table A.12 of Banks, Carson, Nelson and Nicol, 5th edition; it is given to 3 decimals and
    itself off by up to 0.002 where the first stage is short."""
    assert rinott_constant(systems, first_stage, confidence) == pytest.approx(h, abs=0.002)


def test_rinotts_constant_agrees_with_a_simulation_of_its_definition() -> None:
    """200,000 draws of χ² for k = 10, n0 = 20: 4 standard deviations."""
    random, h = np.random.default_rng(1), rinott_constant(10, 20, 0.95)
    y = random.chisquare(19, size=(200_000, 1))
    x = random.chisquare(19, size=(200_000, 9))
    largest = (random.normal(size=x.shape) * np.sqrt(19 * (1 / x + 1 / y))).max(axis=1)
    share = np.mean(largest < h)
    assert abs(share - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 200_000)


def test_the_variance_of_a_difference_is_numpys() -> None:
    values = np.random.default_rng(2).normal(size=(15, 4))
    found = variances_of_differences(values)
    for i in range(4):
        for other in range(4):
            expected = (values[:, i] - values[:, other]).var(ddof=1)
            assert found[i, other] == pytest.approx(expected, abs=1e-12)


# --- what happened on the way --------------------------------------------------------------------
def test_a_hopeless_design_is_dropped_after_the_first_stage_and_costs_no_more() -> None:
    markets = Markets([0.0, 0.2, -50.0], np.ones(3), 0.0, 1)
    found = kn(markets, 3, replace(ZONE, delta=0.2), ["a", "b", "bad"])
    assert found.eliminated[0] == Elimination(2, 10)
    assert found.replications[2] == 10
    assert found.replications[found.chosen] > 40
    assert found.winner == "ab"[found.chosen]
    assert [one.system for one in found.eliminated] == [2, 1 - found.chosen]
    assert found.means == pytest.approx(
        [markets.rows[:count, place].mean() for place, count in enumerate(found.replications)]
    )


def test_how_many_are_drawn_at_a_time_does_not_change_the_choice() -> None:
    for seed in range(20):
        one, many = (
            kn(Markets([0.2, 0.0, 0.1], np.ones(3), 0.5, seed), 3, ZONE, step=step)
            for step in (1, 64)
        )
        assert one.chosen == many.chosen
        assert one.eliminated == many.eliminated
        assert one.replications.tolist() == many.replications.tolist()


@pytest.mark.parametrize("procedure", [kn, rinott])
def test_where_lower_is_better_the_lowest_is_chosen_and_means_keep_their_sign(procedure) -> None:
    markets = Markets([5.0, 3.0, 4.0], np.full(3, 0.1), 0.0, 1)
    found = procedure(markets, 3, replace(ZONE, better="lower"))
    assert found.chosen == 1
    assert found.means == pytest.approx([5, 3, 4], abs=0.2)


@pytest.mark.parametrize("procedure", [kn, rinott])
def test_a_cap_that_comes_first_ends_the_guarantee(procedure) -> None:
    markets = Markets([0.0, 0.01], np.ones(2), 0.0, 1)
    found = procedure(markets, 2, replace(ZONE, delta=0.01, most=60))
    assert not found.complete
    assert found.replications.max() == 60
    assert found.guarantee.startswith("No guarantee")
    assert "the 60 replications allowed" in found.guarantee


def test_the_guarantee_is_said_in_words() -> None:
    found = kn(Markets([0.0, 5.0], np.ones(2), 0.0, 1), 2, ZONE)
    assert found.guarantee == (
        "If the best design is at least 0.7 better than the second, KN chooses it with probability "
        "95 % or more; of designs closer than that it may choose any."
    )


def test_nothing_is_drawn_twice_and_a_table_will_do() -> None:
    table, asked = Markets([0.0, 0.4, 0.2], np.ones(3), 0.5, 3), []

    def sample(system: int, first: int, count: int) -> np.ndarray:
        asked.extend((system, number) for number in range(first, first + count))
        return table(system, first, count)

    found = kn(sample, 3, ZONE)
    assert len(asked) == len(set(asked))
    again = kn(from_table(table.rows), 3, ZONE)
    assert again.eliminated == found.eliminated
    with pytest.raises(InputError, match=r"the table has 12 replications, \d+ are needed"):
        kn(from_table(table.rows[:12]), 3, replace(ZONE, delta=0.05))


def test_designs_that_never_vary_are_told_apart_at_once() -> None:
    found = kn(from_table(np.tile([1.0, 2.0, 2.0], (10, 1))), 3, ZONE)
    assert found.chosen == 1
    assert found.complete
    assert found.replications.tolist() == [10, 10, 10]


@pytest.mark.parametrize(
    ("zone", "systems", "message"),
    [
        ({"delta": 0.0}, 3, "delta is 0.0, expected above 0"),
        ({"confidence": 95}, 3, "confidence is 95"),
        ({"confidence": 0.3}, 3, "expected more than 1 / 3"),
        ({"first_stage": 4}, 3, "first_stage is 4, expected 5 to 10000"),
        ({"most": 9}, 3, "first_stage is 10, expected 5 to 9"),
        ({"better": "neither"}, 3, "expected higher or lower"),
        ({}, 1, "at least two designs, got 1"),
    ],
)
def test_a_question_without_an_answer_is_refused(zone, systems, message) -> None:
    for procedure in (kn, rinott):
        with pytest.raises(InputError, match=message):
            procedure(from_table(np.ones((20, 3))), systems, replace(ZONE, **zone))


def test_a_sample_of_another_shape_or_with_holes_is_refused() -> None:
    with pytest.raises(InputError, match=r"returned shape \(3,\) for design 0, expected \(10,\)"):
        kn(lambda system, first, count: np.ones(3), 2, ZONE)
    holes = np.ones((10, 2))
    holes[4, 1] = np.nan
    with pytest.raises(InputError, match="design 1 has no value in replication 4"):
        kn(from_table(holes), 2, ZONE)
