"""A traced run: the same events, the same in both engines, and terms that add up to each chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import compiled, reference
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.metrics.fold import fold
from sim.rules.terms import MOST, SCALE, TERMS, chance_of, factor_term, in_trillionths, total
from sim.scenario.loading import load_scenario
from sim.vocabulary import Chance, Kind
from tests.companies import companies
from tests.compiled_only import compiled_only

MONTHS = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1 if DISABLED else 14}
TRACES = (Kind.CHANCE_WEIGHED, Kind.TERM_WEIGHED)


@pytest.fixture(scope="module")
def traced():
    return compiled.simulate(freeze(load_scenario("startup", MONTHS)).params, 1, 7, traced=True)


@settings(max_examples=4 if DISABLED else 40, deadline=None)
@given(companies(), st.integers(0, 2**63 - 1))
def test_both_engines_trace_the_same_for_any_company_and_change_nothing_else(p, seed):
    expected = reference.simulate(p, 0, seed, traced=True)
    assert expected.tobytes() == compiled.simulate(p, 0, seed, traced=True).tobytes()
    others = expected[~np.isin(expected["kind"], TRACES)]
    assert others.tobytes() == compiled.simulate(p, 0, seed).tobytes()


def test_tracing_changes_nothing_but_that_more_is_logged(traced):
    plain = compiled.simulate(freeze(load_scenario("startup", MONTHS)).params, 1, 7)
    assert not np.isin(plain["kind"], TRACES).any()
    assert traced[~np.isin(traced["kind"], TRACES)].tobytes() == plain.tobytes()
    assert len(traced) > 1.5 * len(plain)


def test_key_figures_do_not_see_the_traces(traced):
    p = freeze(load_scenario("startup", MONTHS)).params
    np.testing.assert_array_equal(fold(p, traced), fold(p, compiled.simulate(p, 1, 7)))


def test_the_terms_that_are_logged_add_up_to_the_log_odds_of_the_chance(traced):
    weighed = np.flatnonzero(traced["kind"] == Kind.CHANCE_WEIGHED)
    assert len(weighed) > 1000
    chances = traced["value"][weighed] / SCALE
    group = np.cumsum(traced["kind"] == Kind.CHANCE_WEIGHED) - 1
    terms = np.where(traced["kind"] == Kind.TERM_WEIGHED, traced["value"] / SCALE, 0.0)
    sums = np.bincount(group[group >= 0], terms[group >= 0])
    inside = (chances > 1e-6) & (chances < 1 - 1e-6)
    log_odds = np.log(chances[inside] / (1 - chances[inside]))
    np.testing.assert_allclose(sums[inside], log_odds, atol=2e-6)


def test_a_draw_below_the_chance_is_a_yes(traced):
    weighed = traced[traced["kind"] == Kind.CHANCE_WEIGHED]
    assert set(weighed["other"]) == {0, 1}
    np.testing.assert_array_equal(weighed["other"], weighed["since"] < weighed["value"])


@compiled_only
def test_every_chance_that_this_company_weighs_is_in_the_log(traced):
    found = set(traced["code"][traced["kind"] == Kind.CHANCE_WEIGHED])
    assert set(Chance) - {Chance.OUTBOUND} <= found | {Chance.PROSPECT}


def test_the_end_of_every_stage_follows_its_chance(traced):
    ends = np.isin(traced["kind"], (Kind.DEAL_WON, Kind.DEAL_LOST))
    weighed = (traced["kind"] == Kind.CHANCE_WEIGHED) & (traced["code"] == Chance.ADVANCE)
    lost = {int(n) for n in traced["subject"][weighed & (traced["other"] == 0)]}
    assert lost == {int(n) for n in traced["subject"][traced["kind"] == Kind.DEAL_LOST]}
    assert ends.sum() > 0


# --- rows of terms --------------------------------------------------------------------------
def test_every_chance_has_the_names_of_its_terms():
    assert set(TERMS) == set(Chance._fields)
    assert all(names[0] == "base" and len(names) <= MOST for names in TERMS.values())


def test_a_factor_on_a_chance_is_a_term_too():
    row = (-1.0, 0.5) + (0.0,) * (MOST - 2)
    assert total(row) == pytest.approx(-0.5)
    chance = 0.4 * chance_of(row)
    assert chance_of((*row[:2], factor_term(row, chance), *row[3:])) == pytest.approx(chance)
    assert factor_term(row, chance_of(row)) == 0.0


def test_what_is_certain_is_logged_as_a_large_number():
    assert in_trillionths(-np.inf) == -1000 * 10**12
    assert in_trillionths(0.25) == 250_000_000_000
