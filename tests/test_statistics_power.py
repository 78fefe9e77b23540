"""How many replications: statsmodels' numbers, their uncertainty, and what pairing saves."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.power import TTestIndPower, TTestPower

from sim.errors import InputError
from sim.experiments.statistics.power import (
    deviation_interval,
    power_at,
    replications_for,
    smallest_detectable,
)


def pilot(count: int = 40, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return two designs in the same markets: σ 10 each, of the difference about 4."""
    random = np.random.default_rng(seed)
    market = random.normal(100, 10, size=count)
    return market, market + random.normal(0, 4, size=count)


@pytest.mark.parametrize("power", [0.8, 0.9])
def test_the_number_is_the_smallest_that_has_the_power(power) -> None:
    first, second = pilot()
    found = replications_for(first, second, 0.03, power=power)
    size = found.effect / (second - first).std(ddof=1)
    assert found.effect == pytest.approx(0.03 * first.mean())
    assert power_at(size, found.replications) >= power > power_at(size, found.replications - 1)
    solved = TTestPower().solve_power(size, alpha=0.05, power=power)
    assert found.replications == int(np.ceil(solved))


@pytest.mark.parametrize("size", [0.1, 0.5, 1.5])
@pytest.mark.parametrize("replications", [3, 10, 200])
def test_the_power_is_that_of_statsmodels(size, replications) -> None:
    one_sided = {"alpha": 0.025, "alternative": "larger"}
    paired = TTestPower().power(size, replications, **one_sided)
    apart = TTestIndPower().power(size, replications, **one_sided)
    assert power_at(size, replications) == pytest.approx(paired, abs=1e-9)
    assert power_at(size, replications, paired=False) == pytest.approx(apart, abs=1e-9)


def test_independent_seeds_need_the_variance_factor_times_as_many() -> None:
    first, second = pilot(400)
    found = replications_for(first, second, 1.0, relative=False)
    apart = np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)
    solved = TTestIndPower().solve_power(1.0 / apart, alpha=0.05, power=0.8)
    assert found.independent == int(np.ceil(solved))
    assert found.independent / found.replications == pytest.approx(found.factor.factor[0], rel=0.03)
    assert found.factor.factor[0] > 8


def test_as_many_replications_as_it_says_find_the_difference_as_often_as_it_says() -> None:
    """4,000 experiments of the size found, true σ known: 4 standard deviations around the power."""
    random = np.random.default_rng(2)
    scale = np.array([-1.0, 1.0] * 20) * np.sqrt(39 / 40)  # s is exactly 1
    found = replications_for(np.zeros(40), scale, 0.5, relative=False)
    table = random.normal(0.5, 1, size=(4_000, found.replications))
    error = table.std(axis=1, ddof=1) / np.sqrt(found.replications)
    from scipy.special import stdtrit

    hits = np.abs(table.mean(axis=1)) / error > stdtrit(found.replications - 1, 0.975)
    assert 0.8 - 4 * np.sqrt(0.16 / 4_000) < hits.mean() < 0.8 + 4 * np.sqrt(0.16 / 4_000) + 0.01


def test_the_interval_of_the_number_holds_the_true_one_as_often_as_it_says() -> None:
    """2,000 pilots of 20 pairs: 4 standard deviations around 95 %."""
    random, covered = np.random.default_rng(3), 0
    for row in random.normal(0, 4, size=(2_000, 20)):
        _, low, high = deviation_interval(row)
        covered += low <= 4 <= high
    assert abs(covered / 2_000 - 0.95) < 4 * np.sqrt(0.05 * 0.95 / 2_000)
    found = replications_for(*pilot(20), 0.03)
    assert found.low < found.replications < found.high
    wide, narrow = found.high / found.low, replications_for(*pilot(400), 0.03)
    assert narrow.high / narrow.low < wide / 2


def test_the_smallest_detectable_difference_turns_the_question_round() -> None:
    first, second = pilot()
    found = smallest_detectable(first, second, 60)
    back = replications_for(first, second, found.effect * 1.0001, relative=False)
    assert back.replications == 60
    assert found.low < found.effect < found.high
    assert found.relative == pytest.approx(found.effect / first.mean())
    more = smallest_detectable(first, second, 240)
    assert more.effect == pytest.approx(found.effect / 2, rel=0.02)
    assert smallest_detectable(first, second, 60, power=0.9).effect > found.effect
    for count in (2, 3, 5, 1_000, 1_000_000):
        size = smallest_detectable(first, second, count).effect / (second - first).std(ddof=1)
        assert power_at(size, count) == pytest.approx(0.8, abs=1e-6)


def test_the_answer_in_words_says_how_uncertain_it_is() -> None:
    found = replications_for(*pilot(), 0.03)
    assert found.sentence() == (
        f"{found.replications} replications of each design find it with power 80 % at α = 0.05 "
        f"(95 % interval {found.low} to {found.high}, since the variance is known from 40 pilot "
        f"pairs only); independent seeds would need {found.independent}."
    )


def test_a_difference_that_never_varies_needs_two_and_a_small_one_very_many() -> None:
    first, second = pilot()
    assert replications_for(first, first + 1, 0.03).replications == 2
    many = replications_for(first, second, 1e-5).replications
    assert 1e7 < many < 1e9


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"effect": 0.0}, "effect comes to 0"),
        ({"effect": 0.03, "power": 80}, "power is 80, expected between 0 and 1"),
        ({"effect": 0.03, "power": 0.01}, "expected more than alpha"),
    ],
)
def test_what_nobody_can_find_is_refused(options, message) -> None:
    with pytest.raises(InputError, match=message):
        replications_for(*pilot(), **options)
    with pytest.raises(InputError, match="at least 2"):
        smallest_detectable(*pilot(), 1)
    with pytest.raises(InputError, match="2 of 2 markets have a value"):
        replications_for([1.0, 2.0], [2.0, 4.0], 0.1)
