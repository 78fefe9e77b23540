"""Dominance: known pairs get their verdict, equal designs hardly ever any."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.statistics.dominance import dominance

RANDOM = np.random.default_rng(1)
MARKET = RANDOM.normal(0, 1, size=400)
NAMES = ("A", "B")


def beside(spread: float = 1.0, shift: float = 0.0, seed: int = 2) -> np.ndarray:
    """Return outcomes in the same markets: half market, half own luck."""
    own = np.random.default_rng(seed).normal(size=400)
    return shift + spread * (MARKET + own) / np.sqrt(2)


def test_more_in_every_market_dominates_to_the_first_order() -> None:
    found = dominance(beside(shift=0.5), beside(seed=3), NAMES)
    assert (found.verdict, found.winner) == ("first", 0)
    assert found.first_order.first_p > 0.5
    assert found.sentence().startswith("A dominates B to the first order, for everybody who likes")
    assert "400 markets, false-alarm rate 5 %" in found.sentence()
    assert dominance(beside(), beside(seed=3, shift=0.5), NAMES).winner == 1


def test_the_same_mean_with_less_spread_dominates_to_the_second_order() -> None:
    found = dominance(beside(spread=0.5), beside(spread=1.5, seed=3), NAMES)
    assert (found.verdict, found.winner) == ("second", 0)
    assert "and dislikes risk" in found.sentence()


def test_a_higher_mean_with_much_more_spread_crosses() -> None:
    found = dominance(beside(spread=0.4), beside(spread=2.0, shift=0.6, seed=3), NAMES)
    assert (found.verdict, found.winner) == ("cross", None)
    assert "how much risk is disliked" in found.sentence()


def test_where_lower_is_better_the_lower_one_dominates() -> None:
    found = dominance(beside(shift=-0.5), beside(seed=3), NAMES, better="lower")
    assert (found.verdict, found.winner) == ("first", 0)


def test_a_design_beside_itself_is_luck() -> None:
    found = dominance(beside(), beside(), NAMES)
    assert found.verdict == "luck"
    assert found.sentence() == (
        "No dominance can be told from luck (400 markets, false-alarm rate 5 %)."
    )


def test_equal_designs_get_a_verdict_as_rarely_as_promised() -> None:
    """150 pairs of equal skewed distributions at 20 % (a higher rate shows faults with fewer runs):
    bound 20 % + 4 standard deviations, false-alarm rate below 1e-4; and some do, so that the test
    is not merely deaf (none of 150 would have chance 5e-4 at a rate of 5 %)."""
    random, verdicts = np.random.default_rng(5), 0
    for _ in range(150):
        market = random.normal(size=50)
        a, b = (np.exp(0.5 * (market + random.normal(size=50))) for _ in range(2))
        verdicts += dominance(a, b, false_alarm=0.2).verdict != "luck"
    assert 0 < verdicts / 150 < 0.2 + 4 * np.sqrt(0.2 * 0.8 / 150)


def test_pairing_finds_what_separate_markets_would_hide() -> None:
    a = MARKET + 0.1
    found = dominance(a, MARKET + np.random.default_rng(6).normal(0, 0.1, 400), NAMES)
    assert (found.verdict, found.winner) == ("first", 0)
    apart = dominance(a, np.random.default_rng(7).permutation(MARKET), NAMES)
    assert apart.verdict == "luck"


@pytest.mark.parametrize(
    ("first", "second", "options", "message"),
    [
        (np.ones(9), np.ones(9), {}, "9 of 9 markets have a value"),
        (np.ones(20), np.ones(21), {}, "expected one length"),
        (np.ones(20), np.ones(20), {"better": "neither"}, "expected higher or lower"),
        (np.ones(20), np.ones(20), {"false_alarm": 5}, "false_alarm is 5"),
    ],
)
def test_what_cannot_be_tested_is_refused(first, second, options, message) -> None:
    with pytest.raises(InputError, match=message):
        dominance(first, second, **options)
