"""Inverse transforms against SciPy, and what a variate must never do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from sim import distributions
from sim.streams import Luck, uniform

TAILS = [10.0**-power for power in range(1, 16)]
UNIFORMS = np.array(
    [*np.linspace(0.0005, 0.9995, 1999), *TAILS, *(1.0 - tail for tail in TAILS), 1e-100, 1e-300]
)

uniforms = st.floats(2.0**-53, 1.0 - 2.0**-53)


def test_the_normal_quantile_matches_scipy_to_14_digits():
    ours = np.array([distributions.normal_quantile(u) for u in UNIFORMS])
    assert np.allclose(ours, special.ndtri(UNIFORMS), rtol=1e-14, atol=1e-16)


def test_the_normal_quantile_is_odd_around_one_half():
    for u in (0.5, 0.25, 0.125, 0.0625, 2.0**-30, 2.0**-50):
        assert distributions.normal_quantile(u) == -distributions.normal_quantile(1.0 - u)


def test_a_named_normal_is_the_quantile_of_the_named_uniform():
    luck = Luck(3, 1)
    for who in range(50):
        u = uniform(luck, 2, who, 0)
        assert distributions.normal(luck, 2, who, 0) == distributions.normal_quantile(u)


def test_exponential_and_lognormal_match_scipy():
    for u in UNIFORMS:
        assert distributions.exponential(3.0, u) == pytest.approx(stats_exponential(u), rel=1e-13)
        expected = 2.0 * math.exp(0.7 * special.ndtri(u))
        assert distributions.lognormal(2.0, 0.7, u) == pytest.approx(expected, rel=1e-13)


def stats_exponential(u: float) -> float:
    return float(stats.expon.ppf(u, scale=3.0))


def test_a_lognormal_from_its_mean_has_that_mean():
    middles = (np.arange(100_000) + 0.5) / 100_000
    drawn = [distributions.lognormal_from_mean(5.0, 0.8, u) for u in middles]
    assert np.mean(drawn) == pytest.approx(5.0, rel=1e-3)


@pytest.mark.parametrize("mean", [0.001, 0.3, 1.0, 7.5, 29.999, 30.0, 144.4, 2500.0, 10_000.0])
def test_the_poisson_quantile_is_the_one_of_scipy(mean):
    ordinary = UNIFORMS[(UNIFORMS > 1e-12) & (UNIFORMS < 1.0 - 1e-9)]
    ours = np.array([distributions.poisson(mean, u) for u in ordinary])
    assert np.array_equal(ours, stats.poisson.ppf(ordinary, mean))


@given(st.floats(0.0, 10_000.0), uniforms)
def test_the_poisson_quantile_reaches_the_uniform_and_one_less_does_not(mean, u):
    count = distributions.poisson(mean, u)
    assert special.pdtrc(count, mean) <= (1.0 - u) * (1.0 + 1e-10) if mean > 0.0 else count == 0
    assert count == 0 or special.pdtr(count - 1, mean) < u * (1.0 + 1e-10)


@given(st.floats(0.0, 10_000.0), st.floats(0.0, 200.0), uniforms)
def test_more_mean_is_never_fewer_events(mean, more, u):
    assert distributions.poisson(mean, u) <= distributions.poisson(mean + more, u)


def test_the_poisson_quantile_does_not_jump_where_the_method_changes():
    below, above = math.nextafter(30.0, 0.0), 30.0
    for u in UNIFORMS[UNIFORMS > 1e-15]:
        assert distributions.poisson(below, u) == distributions.poisson(above, u)


@given(uniforms, uniforms)
def test_more_luck_is_never_a_smaller_variate(one, other):
    low, high = min(one, other), max(one, other)
    gamma = distributions.gamma_table(4.0, 1.3)
    weights = np.array([1.0, 1.0, 3.5, 4.0])
    for draw in (
        distributions.normal_quantile,
        lambda u: distributions.exponential(2.0, u),
        lambda u: distributions.lognormal(2.0, 0.5, u),
        lambda u: distributions.poisson(3.3, u),
        lambda u: distributions.poisson(333.3, u),
        lambda u: distributions.table(gamma, u),
        lambda u: distributions.choice(weights, u),
    ):
        assert draw(low) <= draw(high)


def test_bernoulli_says_yes_with_its_probability_and_never_where_it_is_certain_not_to():
    middles = (np.arange(1000) + 0.5) / 1000
    assert sum(distributions.bernoulli(0.3, u) for u in middles) == 300
    assert not any(distributions.bernoulli(0.0, u) for u in middles)
    assert all(distributions.bernoulli(1.0, u) for u in middles)


def test_a_table_is_read_by_straight_lines_and_clipped_at_its_ends():
    values = np.array([1.0, 3.0, 7.0])
    read = [distributions.table(values, u) for u in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert read == [1.0, 2.0, 3.0, 5.0, 7.0]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=9).filter(any), uniforms)
def test_a_choice_follows_the_weights_and_never_takes_a_weight_of_zero(weights, u):
    cumulative = np.cumsum(np.array(weights, dtype=np.float64))
    chosen = distributions.choice(cumulative, u)
    assert weights[chosen] > 0
    before = cumulative[chosen] - weights[chosen]
    target = u * cumulative[-1]
    assert before <= target * (1.0 + 1e-15)
    assert target <= cumulative[chosen]


@pytest.mark.parametrize("total", [1.0, 1.0 + 2.0**-52, 3.0, 0.1 + 0.2, 1e9 + 0.3])
def test_the_largest_uniform_still_chooses_the_last_index_with_weight(total):
    cumulative = np.array([total / 2.0, total, total])
    assert distributions.choice(cumulative, 1.0 - 2.0**-53) == 1


@pytest.mark.parametrize("cv", [0.01, 0.05, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0])
def test_a_gamma_table_has_the_mean_the_spread_and_the_quantiles_of_the_gamma(cv):
    values = distributions.gamma_table(12.0, cv)
    assert (np.diff(values) >= 0.0).all()
    middles = (np.arange(200_000) + 0.5) / 200_000
    drawn = np.interp(middles * (len(values) - 1), np.arange(len(values)), values)
    assert drawn.mean() == pytest.approx(12.0, rel=1e-3)
    assert drawn.std() == pytest.approx(12.0 * cv, rel=5e-3)
    inner = np.linspace(0.01, 0.99, 99)
    expected = stats.gamma.ppf(inner, 1.0 / cv**2, scale=12.0 * cv**2)
    read = [distributions.table(values, u) for u in inner]
    assert np.allclose(read, expected, rtol=1e-3, atol=1e-3)


def test_a_gamma_table_without_spread_is_constant():
    assert set(distributions.gamma_table(2.5, 0.0)) == {2.5}


@pytest.mark.parametrize(("mean", "cv", "n"), [(0.0, 1.0, 9), (1.0, -0.1, 9), (1.0, 1.0, 2)])
def test_a_gamma_table_that_makes_no_sense_is_an_error(mean, cv, n):
    with pytest.raises(ValueError, match="mean > 0, cv >= 0, n >= 3"):
        distributions.gamma_table(mean, cv, n)


@given(st.floats(1e-9, 1.0 - 1e-9))
def test_logistic_undoes_logit(probability):
    back = distributions.logistic(distributions.logit(probability))
    assert back == pytest.approx(probability, rel=1e-12)


def test_certain_stays_certain_and_nothing_overflows():
    assert distributions.logistic(distributions.logit(0.0) + 5.0) == 0.0
    assert distributions.logistic(distributions.logit(1.0) - 5.0) == 1.0
    assert distributions.logistic(-1000.0) == 0.0
    assert distributions.logistic(1000.0) == 1.0
