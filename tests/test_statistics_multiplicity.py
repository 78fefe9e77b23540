"""Many comparisons at once: luck is called luck, and what is real is found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.errors import InputError
from sim.experiments.statistics.multiplicity import LUCK, against_reference, all_pairs, holm

NAMES = ["base", "same", "up", "down"]


def designs(count: int = 80, seed: int = 1) -> np.ndarray:
    """Return [count, 4]: a market that all share, and one design each equal, better and worse."""
    random = np.random.default_rng(seed)
    market = random.normal(100, 10, size=(count, 1))
    return market + random.normal(0, 2, size=(count, 4)) + [0.0, 0.0, 3.0, -3.0]


def test_each_comparison_is_the_paired_t_test_and_its_interval_is_bonferronis() -> None:
    table = designs()
    found = against_reference(table, NAMES)
    assert found.second == ("same", "up", "down")
    for place in range(3):
        test = stats.ttest_rel(table[:, place + 1], table[:, 0])
        assert found.p_value[place] == pytest.approx(test.pvalue, rel=1e-9)
        interval = test.confidence_interval(1 - 0.05 / 3)
        assert found.low[place] == pytest.approx(interval.low)
        assert found.high[place] == pytest.approx(interval.high)


def test_the_verdicts_name_the_direction_that_the_kpi_calls_better() -> None:
    table = designs()
    assert against_reference(table, NAMES).verdicts() == (LUCK, "better", "worse")
    assert against_reference(table, NAMES, better="lower").verdicts() == (LUCK, "worse", "better")
    neither = against_reference(table, NAMES, better="neither")
    assert neither.verdicts() == (LUCK, "higher", "lower")
    rows = neither.rows()
    assert list(rows["second"]) == ["same", "up", "down"]
    assert list(rows["verdict"]) == list(neither.verdicts())


def test_another_reference_and_all_pairs_turn_the_differences() -> None:
    table = designs()
    from_up = against_reference(table, NAMES, reference=2)
    pairs = all_pairs(table, NAMES)
    assert from_up.second == ("base", "same", "down")
    assert len(pairs.mean) == 6
    at = list(zip(pairs.first, pairs.second, strict=True)).index(("base", "up"))
    assert pairs.mean[at] == pytest.approx(-from_up.mean[0])


def test_holm_multiplies_the_smallest_by_all_and_the_next_by_one_less() -> None:
    adjusted = holm(np.array([0.01, 0.04, np.nan, 0.03]))
    assert adjusted[[0, 1, 3]] == pytest.approx([0.03, 0.06, 0.06])
    assert np.isnan(adjusted[2])
    assert np.isnan(holm(np.full(2, np.nan))).all()


def test_holm_agrees_with_statsmodels() -> None:
    from statsmodels.stats.multitest import multipletests

    for seed in range(20):
        p_values = np.random.default_rng(seed).beta(0.3, 1, size=seed + 1)
        expected = multipletests(p_values, method="holm")[1]
        assert holm(p_values) == pytest.approx(expected)


def test_twenty_equal_designs_are_called_different_as_rarely_as_promised() -> None:
    """2,000 families of 20 equal designs at 5 %: at most 5 % with a false call, and the unadjusted
    test far more.  Bound 5 % + 4 standard deviations: false-alarm rate below 1e-4."""
    random, families = np.random.default_rng(3), 2_000
    false, covered, naive = 0, 0, 0
    for _ in range(families):
        market = random.normal(size=(30, 1))
        found = against_reference(market + random.normal(size=(30, 21)))
        false += bool(found.different.any())
        covered += bool(((found.low <= 0) & (found.high >= 0)).all())
        naive += bool((found.p_value <= 0.05).any())
    slack = 4 * np.sqrt(0.05 * 0.95 / families)
    assert false / families < 0.05 + slack
    assert covered / families > 0.95 - slack
    assert naive / families > 0.3


def test_holm_finds_at_least_what_the_intervals_find() -> None:
    random = np.random.default_rng(4)
    more = 0
    for _ in range(200):
        table = random.normal(size=(25, 8)) + np.linspace(0, 1.5, 8)
        found = against_reference(table)
        clear = (found.low > 0) | (found.high < 0)
        assert (found.different | ~clear).all()
        more += int((found.different & ~clear).sum())
    assert more > 0


def test_a_difference_that_never_varies_is_certain_and_none_at_all_is_luck() -> None:
    market = np.random.default_rng(5).integers(0, 100, size=30).astype(float)
    found = against_reference(np.stack([market, market, market + 2], axis=1))
    assert found.p_value.tolist() == [1.0, 0.0]
    assert found.verdicts() == (LUCK, "better")


def test_markets_without_a_value_are_left_out_of_their_pair() -> None:
    table = designs()
    table[:79, 1] = np.nan
    found = against_reference(table, NAMES)
    assert found.replications.tolist() == [1, 80, 80]
    assert np.isnan(found.adjusted[0])
    assert found.verdicts()[0] == LUCK


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (np.ones((5, 1)), {}, "at least two designs"),
        (np.ones((1, 3)), {}, "1 replications, expected at least 2"),
        (np.ones((5, 3)), {"reference": 3}, "reference is design 3 of 3"),
        (np.ones((5, 3)), {"names": ["a"]}, "1 names for 3 designs"),
        (np.ones((5, 3)), {"confidence": 95}, "confidence is 95"),
        (np.ones((5, 3, 2)), {}, r"expected \[replications, designs\]"),
    ],
)
def test_what_cannot_be_compared_is_refused(table, options, message) -> None:
    with pytest.raises(InputError, match=message):
        against_reference(table, **options)
