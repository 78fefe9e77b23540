"""Which pairs share a market, and what sharing it is worth."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.cases import frozen_of
from sim.experiments.statistics.pairing import (
    other_market,
    pairing,
    pairing_markdown,
    pairing_table,
    shipped_pairs,
)
from sim.scenario.files import list_scenarios
from sim.scenario.loading import load_scenario
from tests.compiled_only import compiled_only

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "pairing.md"
RANDOM = np.random.default_rng(1)
MARKET = RANDOM.normal(100, 10, size=300)


def test_the_factor_is_what_independent_seeds_would_need() -> None:
    a, b = MARKET + RANDOM.normal(0, 5, 300), MARKET + 3 + RANDOM.normal(0, 5, 300)
    found = pairing(("a", "b"), a, b)
    # variances 125 each, 50 of the difference: about 5; correlation 0.8
    assert found.factor.factor[0] == pytest.approx((a.var() + b.var()) / (b - a).var())
    assert 2 < found.factor.low[0] < found.factor.factor[0] < found.factor.high[0] < 9
    assert found.correlation == pytest.approx(0.8, abs=0.06)
    assert found.difference.mean[0] == pytest.approx((b - a).mean())
    assert found.base == pytest.approx(a.mean())
    assert not found.same


def test_the_table_shows_the_largest_factor_first_and_what_is_the_same_last() -> None:
    near, far = MARKET + 1 + RANDOM.normal(0, 1, 300), MARKET - 5 + RANDOM.normal(0, 9, 300)
    rows = [
        pairing(("base", "same"), MARKET, MARKET),
        pairing(("base", "far"), MARKET, far),
        pairing(("base", "near"), MARKET, near),
    ]
    lines = pairing_markdown(rows).splitlines()
    assert [line.split("`")[3] for line in lines[2:]] == ["near", "far", "same"]
    assert lines[4] == "| `base` | `same` | – | – | 1.00 | the same in every market |"
    assert re.search(r"\| −5\.\d ± \d\.\d % \|$", lines[3])


def test_shipped_pairs_share_days_segments_channels_and_leads() -> None:
    pairs = shipped_pairs()
    assert ("cso_led", "cro_led") in pairs
    assert ("sdr_under_sales", "sdr_under_marketing") in pairs
    assert ("default", "pods") in pairs
    named = {name for pair in pairs for name in pair}
    # the large company sells in nine markets of its own and has no partner
    assert {name for name, _ in list_scenarios()} - named == {"large_enterprise"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("calendar.horizon_months", "12"),
        ("channels.organic.leads_per_month", "1234"),
        ("channels.webinar", "null"),
    ],
)
def test_other_days_or_leads_are_another_market(key, value) -> None:
    default = load_scenario("default")
    other = frozen_of(load_scenario("default", [f"{key}={value}"]))
    found = other_market(frozen_of(default), other)
    assert found is not None
    assert found.split(".")[0] == key.split(".")[0]


def test_pairs_of_different_markets_are_refused_before_anything_is_run() -> None:
    with pytest.raises(InputError, match="'default' and 'startup' differ in segments"):
        pairing_table([("default", "startup")], 10)
    with pytest.raises(InputError, match="replications is 2, expected at least 3"):
        pairing_table([("cso_led", "cro_led")], 2)


def test_the_committed_page_has_every_pair_once() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.M)
    assert sorted(rows) == sorted(shipped_pairs())


@compiled_only
@pytest.mark.slow
def test_a_pair_that_differs_in_the_chart_only_gains_from_common_markets() -> None:
    """40 markets: the interval of the factor is above 1."""
    (row,) = pairing_table([("cso_led", "cro_led")], 40)
    assert row.replications == 40
    assert row.factor.low[0] > 1
