"""Where the next market falls, and how that differs from how well the mean is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.statistics.prediction import prediction_interval
from sim.metrics.estimates import uncertainty


@pytest.mark.parametrize("draw", ["normal", "lognormal", "uniform"])
def test_the_next_market_falls_inside_as_often_as_it_says_whatever_the_distribution(draw) -> None:
    """20,000 intervals of 30 values each: 4 standard deviations, false-alarm rate 6e-5 a draw."""
    random = np.random.default_rng(1)
    samples = getattr(random, draw)(size=(31, 20_000))
    found = prediction_interval(samples[:30], 0.8)
    inside = np.mean((found.low < samples[30]) & (samples[30] < found.high))
    assert found.reached[0] == pytest.approx(25 / 31)  # r = 3 of 31 gaps on either side
    assert abs(inside - 25 / 31) < 4 * np.sqrt(0.8 * 0.2 / 20_000)


def test_it_is_made_of_order_statistics_and_reaches_at_least_the_share() -> None:
    found = prediction_interval(np.arange(1.0, 40.0), 0.9)  # 39 values: r = 40 · 0.05 = 2
    assert (found.low[0], found.high[0]) == (2.0, 38.0)
    assert found.reached[0] == pytest.approx(0.9)
    assert found.holds[0]
    for count in range(19, 300, 7):
        assert prediction_interval(np.arange(count), 0.9).reached[0] >= 0.9 - 1e-12


def test_with_too_few_markets_it_is_their_range_and_says_what_that_is_worth() -> None:
    found = prediction_interval([3.0, 1.0, 2.0], 0.9)
    assert (found.low[0], found.high[0]) == (1.0, 3.0)
    assert found.reached[0] == pytest.approx(0.5)
    assert not found.holds[0]


def test_more_replications_narrow_the_interval_of_the_mean_and_not_this_one() -> None:
    values = np.random.default_rng(2).normal(size=40_000)
    few, many = prediction_interval(values[:100]), prediction_interval(values)
    assert many.high[0] - many.low[0] == pytest.approx(2 * 1.645, abs=0.05)
    assert many.high[0] - many.low[0] > 0.7 * (few.high[0] - few.low[0])
    assert uncertainty(values).half_width[0] < 0.1 * uncertainty(values[:100]).half_width[0]


def test_a_hole_is_left_out_of_its_column_only_and_one_value_is_no_interval() -> None:
    values = np.arange(50.0)[:, None] * [1, 1, 1]
    values[:30, 1] = np.nan
    values[1:, 2] = np.nan
    found = prediction_interval(values)
    assert found.replications.tolist() == [50, 20, 1]
    assert found.low[1] == 30
    assert np.isnan([found.low[2], found.reached[2]]).all()


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 90.0])
def test_a_share_outside_0_and_1_is_refused(share) -> None:
    with pytest.raises(InputError, match=r"share is .*, expected between 0 and 1"):
        prediction_interval(np.arange(50.0), share)
