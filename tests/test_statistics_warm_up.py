"""MSER-5 on series whose beginning is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.statistics.warm_up import mser, warm_up


def noise(periods: int, replications: int = 40, seed: int = 1, phi: float = 0.5) -> np.ndarray:
    """Return [replications, periods] of a steady AR(1) series."""
    random = np.random.default_rng(seed)
    fresh = random.normal(size=(replications, periods))
    series = np.empty_like(fresh)
    series[:, 0] = fresh[:, 0] / np.sqrt(1 - phi**2)
    for at in range(1, periods):
        series[:, at] = phi * series[:, at - 1] + fresh[:, at]
    return series


def test_mser_is_the_formula_of_white() -> None:
    values = np.random.default_rng(2).normal(size=20)
    found = mser(values)
    for cut in range(15):
        rest = values[cut:]
        assert found[cut] == pytest.approx(((rest - rest.mean()) ** 2).sum() / len(rest) ** 2)
    assert np.isnan(found[15:]).all()


def test_an_exponential_transient_is_cut_off_where_noise_has_swallowed_it() -> None:
    """Start at 20, halving every 7 periods: it falls below the noise (0.32) after 40 of 400."""
    transient = 20 * np.exp(-np.arange(400) / 10)
    for seed in range(5):
        found = warm_up(noise(400, seed=seed) + transient, warm_up=195)
        assert 30 <= found.truncation <= 195
        assert found.verdict == "long enough"
        short = warm_up(noise(400, seed=seed) + transient, warm_up=20)
        assert short.verdict == "too short"
        assert "The warm-up of 20 periods is too short: MSER-5" in short.sentence()


def test_a_steady_series_needs_no_warm_up() -> None:
    """Fifty series: half are cut nowhere, and at most a quarter is called too short to tell (about
    7 % are expected: false-alarm rate below 1e-4)."""
    found = [warm_up(noise(100, seed=seed)) for seed in range(50)]
    assert np.median([one.truncation for one in found]) == 0
    assert sum(one.verdict == "too short to tell" for one in found) <= 12


def test_a_constant_series_is_steady_from_the_start() -> None:
    assert warm_up(np.full(60, 7.0)).verdict == "long enough"


@pytest.mark.parametrize("slope", [0.1, -0.1])
def test_a_trend_has_no_steady_state_and_is_refused(slope) -> None:
    found = warm_up(noise(100) + slope * np.arange(100), warm_up=60)
    assert found.verdict == "too short to tell"
    assert found.truncation >= 50
    assert "no steady state" in found.sentence()


def test_a_run_that_ends_in_the_transient_is_refused() -> None:
    found = warm_up(noise(60) + 50 * np.exp(-np.arange(60) / 30), warm_up=30)
    assert found.verdict == "too short to tell"


def test_averaging_over_replications_shows_a_transient_that_one_run_hides() -> None:
    series = noise(200, replications=400, phi=0.0) + 2 * np.exp(-np.arange(200) / 15)
    assert warm_up(series).truncation >= 25
    assert warm_up(series[:1]).truncation <= warm_up(series).truncation


def test_a_batch_of_a_season_does_not_see_the_season() -> None:
    rush = np.tile([0.0, 0.0, 5.0], 40)
    assert warm_up(noise(120) + rush, batch=3).truncation == warm_up(noise(120), batch=3).truncation


@pytest.mark.parametrize(
    ("series", "options", "message"),
    [
        (np.ones(29), {}, "29 periods has 5 batches of 5, expected at least 6"),
        (np.ones(100), {"batch": 0}, "0 batches of 0"),
        (np.full(60, np.nan), {}, "periods without a value"),
        (np.ones((2, 60, 3)), {}, r"expected \[replications, periods\]"),
    ],
)
def test_what_is_no_series_is_refused(series, options, message) -> None:
    with pytest.raises(InputError, match=message):
        warm_up(series, **options)
