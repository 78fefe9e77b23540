"""Plan, value at risk, shortfall, regret: known answers, intervals that cover, the bad side."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.errors import InputError
from sim.experiments.statistics.risk import (
    expected_shortfall,
    plan_chance,
    regret,
    value_at_risk,
)

NORMAL_SHORTFALL = -stats.norm.pdf(stats.norm.ppf(0.1)) / 0.1
"""Mean of the worst tenth of a standard normal: -1.755."""


def test_the_chance_of_a_plan_counts_markets_that_reach_it_and_has_wilsons_interval() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, np.nan])
    found = plan_chance(values, 3.0)
    assert found.share[0] == 0.5
    assert found.replications[0] == 4
    wilson = stats.binomtest(2, 4).proportion_ci(0.95, method="wilson")
    assert found.low[0] == pytest.approx(wilson.low)
    assert plan_chance(values, 3.0, better="lower").share[0] == 0.75


def test_value_at_risk_is_the_quantile_of_the_bad_side() -> None:
    values = np.arange(101.0)
    assert value_at_risk(values, 0.1).value == pytest.approx(10)
    assert value_at_risk(values, 0.1, better="lower").value == pytest.approx(90)


def test_the_interval_of_value_at_risk_covers_at_least_as_often_as_it_says() -> None:
    """1,000 samples of 200 lognormal values: bound 4 standard deviations below 95 %."""
    random = np.random.default_rng(1)
    truth, covered = np.exp(stats.norm.ppf(0.1)), 0
    for _ in range(1_000):
        found = value_at_risk(random.lognormal(size=200), 0.1)
        covered += found.low <= truth <= found.high
    assert covered / 1_000 > 0.95 - 4 * np.sqrt(0.05 * 0.95 / 1_000)


def test_with_too_few_markets_value_at_risk_has_no_lower_end() -> None:
    found = value_at_risk(np.arange(12.0), 0.1)
    assert np.isnan(found.low)
    assert np.isfinite(found.value)


def test_expected_shortfall_is_the_mean_of_the_worst_share_with_a_fraction_of_the_next() -> None:
    assert expected_shortfall(np.arange(1.0, 101.0), 0.1).value == pytest.approx(5.5)
    # a tenth of 15 values is the worst one and half of the next: (1 + 2 / 2) / 1.5
    assert expected_shortfall(np.arange(1.0, 16.0), 0.1).value == pytest.approx(2 / 1.5)
    upper = expected_shortfall(np.arange(1.0, 101.0), 0.1, better="lower")
    assert upper.value == pytest.approx(95.5)
    assert upper.low < 95.5 < upper.high


def test_the_interval_of_expected_shortfall_covers_about_as_often_as_it_says() -> None:
    """300 samples of 150 normal values, tail of 15: the bootstrap is a little short of 95 %.  At a
    true coverage of 90 % or more, below 82 % has a false-alarm rate of 1e-4."""
    random, covered = np.random.default_rng(2), 0
    for _ in range(300):
        found = expected_shortfall(random.normal(size=150), 0.1)
        covered += found.low <= NORMAL_SHORTFALL <= found.high
    assert covered / 300 > 0.82


def test_a_tail_of_fewer_than_ten_markets_has_no_interval() -> None:
    assert np.isnan(expected_shortfall(np.arange(99.0), 0.1).low)
    assert np.isfinite(expected_shortfall(np.arange(100.0), 0.1).low)


def test_regret_is_what_the_best_of_the_same_market_had_more() -> None:
    table = np.array([[10.0, 8.0, 9.0], [5.0, 9.0, 8.0], [7.0, 7.0, 6.0]])
    found = regret(table, ["a", "b", "c"])
    assert found.known.mean == pytest.approx([4 / 3, 2 / 3, 1.0])
    assert found.known.low == pytest.approx([0, 0, 1])  # Student's t would reach below 0
    assert found.worst.tolist() == [4.0, 2.0, 1.0]
    assert found.best.share == pytest.approx([0.5, 0.5, 0.0])  # the third market is shared
    assert found.names[found.least_mean] == "b"
    assert found.names[found.minimax] == "c"


def test_regret_turns_round_where_lower_is_better_and_leaves_holes_out() -> None:
    table = np.array([[10.0, 8.0], [5.0, 9.0], [np.nan, 1.0]])
    found = regret(table, better="lower")
    assert found.worst.tolist() == [2.0, 4.0]
    assert found.known.replications.tolist() == [2, 2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plan_chance([1.0], 1, better="neither"), "expected higher or lower"),
        (lambda: value_at_risk([1.0, 2.0], 10), "level is 10, expected between 0 and 1"),
        (lambda: value_at_risk([np.nan, np.nan]), "0 replications have a value"),
        (lambda: expected_shortfall(np.ones((3, 2))), r"expected \[replications\]"),
        (lambda: regret(np.ones((4, 1))), "at least two designs"),
        (lambda: regret(np.full((4, 2), np.nan)), "0 of 4 markets have a value"),
    ],
)
def test_what_has_no_answer_is_refused(call, message) -> None:
    with pytest.raises(InputError, match=message):
        call()
