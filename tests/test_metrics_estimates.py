"""Estimates: intervals that cover, pairs that are pairs, two names for two things."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.metrics.estimates import (
    Spread,
    Uncertainty,
    chance,
    difference,
    spread,
    uncertainty,
    variance_factor,
)
from sim.metrics.ratios import quantiles, ratio

RANDOM = np.random.default_rng(7)


def test_the_interval_is_students_t() -> None:
    values = RANDOM.normal(10, 3, size=(25, 4))
    known = uncertainty(values, confidence=0.9)
    for column in range(4):
        low, high = stats.t.interval(
            0.9, 24, loc=values[:, column].mean(), scale=stats.sem(values[:, column])
        )
        assert known.low[column] == pytest.approx(low)
        assert known.high[column] == pytest.approx(high)


def test_the_interval_covers_the_mean_as_often_as_it_says() -> None:
    # 4,000 intervals at 95 %: false alarm of this test with a correct interval below 1e-6 (5 sd)
    samples = np.random.default_rng(11).normal(3, 2, size=(12, 4_000))
    known = uncertainty(samples)
    covered = np.mean((known.low <= 3) & (known.high >= 3))
    assert abs(covered - 0.95) < 5 * np.sqrt(0.95 * 0.05 / 4_000)


def test_spread_stays_and_uncertainty_shrinks_with_more_replications() -> None:
    few, many = RANDOM.normal(size=100), RANDOM.normal(size=10_000)
    assert isinstance(spread(few), Spread)
    assert isinstance(uncertainty(few), Uncertainty)
    assert spread(many).p90[0] == pytest.approx(stats.norm.ppf(0.9), abs=0.1)
    assert spread(few).p90[0] == pytest.approx(stats.norm.ppf(0.9), abs=0.5)
    assert uncertainty(many).half_width[0] < uncertainty(few).half_width[0] / 8


def test_a_hole_is_left_out_of_its_own_column_only() -> None:
    values = np.array([[1.0, 5.0], [np.nan, 7.0], [3.0, 9.0]])
    known = uncertainty(values)
    assert known.replications.tolist() == [2, 3]
    assert known.mean.tolist() == [2.0, 7.0]
    assert spread(values).p50.tolist() == [2.0, 7.0]


@pytest.mark.parametrize("rows", [0, 1])
def test_no_interval_without_two_values(rows: int) -> None:
    values = np.ones((rows, 2))
    assert np.isnan(uncertainty(values).half_width).all()
    assert np.isnan(difference(values, values).factor.factor).all()
    assert np.isnan(spread(values).p50).all() == (rows == 0)


def test_a_share_has_the_wilson_interval() -> None:
    found = chance([0, 7, 20], [20, 20, 20])
    for place, hits in enumerate((0, 7, 20)):
        wilson = stats.binomtest(hits, 20).proportion_ci(0.95, method="wilson")
        assert found.low[place] == pytest.approx(wilson.low, abs=1e-12)
        assert found.high[place] == pytest.approx(wilson.high, abs=1e-12)
    assert np.isnan(chance(0, 0).share)


def test_pairs_are_compared_market_by_market() -> None:
    market = RANDOM.normal(100, 10, size=300)
    a, b = market, market + 1 + RANDOM.normal(0, 0.5, size=300)
    change = difference(a, b)
    expected = stats.ttest_rel(b, a).confidence_interval(0.95)
    assert change.uncertainty.low[0] == pytest.approx(expected.low)
    assert change.uncertainty.high[0] == pytest.approx(expected.high)
    assert change.uncertainty.clear_of_zero()[0]
    assert change.higher.share[0] == np.mean(b > a)


def test_a_tie_counts_half() -> None:
    assert difference([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 4.0, 3.0]).higher.share[0] == 0.5
    assert difference([1.0, 2.0], [1.0, 2.0]).higher.share[0] == 0.5


def test_the_variance_factor_is_independent_variance_over_paired_variance() -> None:
    market = RANDOM.normal(0, 3, size=400)
    a, b = market + RANDOM.normal(size=400), market + RANDOM.normal(size=400)
    found = variance_factor(a, b)
    expected = (a.var() + b.var()) / (b - a).var()
    assert found.factor[0] == pytest.approx(expected)
    assert found.low[0] < expected < found.high[0]
    bootstrap = stats.bootstrap(
        (a, b),
        lambda x, y, axis: (x.var(axis) + y.var(axis)) / (y - x).var(axis),
        paired=True,
        method="percentile",
        n_resamples=2_000,
        rng=np.random.default_rng(3),
    ).confidence_interval
    assert found.low[0] == pytest.approx(bootstrap.low, rel=0.08)
    assert found.high[0] == pytest.approx(bootstrap.high, rel=0.08)


def test_the_variance_factor_keeps_its_digits_far_from_zero() -> None:
    market = RANDOM.normal(size=200)
    a, b = 1e9 + market, 1e9 + market + RANDOM.normal(0, 0.1, size=200)
    assert variance_factor(a, b).factor[0] == pytest.approx(
        (market.var() + (b - 1e9).var()) / (b - a).var(), rel=1e-4
    )


def test_a_difference_that_never_varies_has_no_variance_factor() -> None:
    a = RANDOM.normal(size=50)
    assert np.isnan(variance_factor(a, a).factor[0])
    assert np.isnan(variance_factor(a, a + 1).factor[0])


def test_the_bootstrap_is_a_function_of_the_data_alone() -> None:
    a, b = RANDOM.normal(size=(60, 3)), RANDOM.normal(size=(60, 3))
    once, again = variance_factor(a, b), variance_factor(a, b)
    assert once.low.tobytes() == again.low.tobytes()


def test_tables_of_different_shapes_cannot_be_pairs() -> None:
    with pytest.raises(ValueError, match="one shape"):
        difference(np.ones(3), np.ones(4))


def test_quantiles_are_numpys() -> None:
    for count in (1, 2, 7, 100):
        values = RANDOM.integers(0, 1_000, count)
        found = quantiles(values, 0.1, 0.5, 0.9, 1.0)
        assert found == pytest.approx(np.quantile(values, [0.1, 0.5, 0.9, 1.0]))
    assert np.isnan(quantiles(np.array([]), 0.5)[0])


def test_a_ratio_over_nothing_is_a_hole() -> None:
    assert np.isnan(ratio(1, 0))
    assert ratio(1, 4) == 0.25
    np.testing.assert_array_equal(ratio([1, 2], [0, 4]), [np.nan, 0.5])
