"""Pay plans, quotas: what attainment earns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.freeze import freeze
from sim.rules import pay
from sim.scenario.loading import load_scenario

PLANS = freeze(load_scenario("default")).params.plan
ACCELERATED, LINEAR, _, CAPPED = PLANS
attainments = st.floats(0, 5)


def test_the_linear_plan_pays_the_attainment():
    assert [pay.earned(LINEAR, a) for a in (0, 0.3, 1, 2.5)] == [0, 0.3, 1, 2.5]


def test_the_accelerated_plan_pays_by_tiers():
    # Half below 50 %, 1 up to 100 %, 1.5 up to 120 %, 2 beyond; 15 % bonus at quota.
    assert pay.earned(ACCELERATED, 0.4) == pytest.approx(0.2)
    assert pay.earned(ACCELERATED, 0.9) == pytest.approx(0.25 + 0.4)
    assert pay.earned(ACCELERATED, 1.0) == pytest.approx(0.25 + 0.5 + 0.15)
    assert pay.earned(ACCELERATED, 1.3) == pytest.approx(0.25 + 0.5 + 0.15 + 0.3 + 0.2)


def test_a_cap_ends_it():
    assert pay.earned(CAPPED, 4.0) == 1.5


@given(st.sampled_from(list(PLANS)), attainments, attainments)
def test_more_attainment_never_earns_less(plan, one, other):
    low, high = sorted((one, other))
    assert pay.earned(plan, low) <= pay.earned(plan, high)


@given(st.lists(st.integers(1, 90_000_000), max_size=8), st.sampled_from(list(PLANS)))
def test_the_commissions_of_a_period_add_up_to_what_its_bookings_earn(values, plan):
    variable, quota, booked, total = 1_437_500.0, 11_750_000.0, 0, 0
    for value in values:
        total += pay.commission(plan, variable, quota, float(booked), float(value))
        booked += value
    assert total == int(variable * pay.earned(plan, booked / quota) + 0.5)


def test_without_a_quota_there_is_no_commission():
    assert pay.commission(LINEAR, 1_000_000.0, 0.0, 0.0, 5_000_000.0) == 0


def test_a_new_hire_has_a_quota_for_the_time_there_and_less_on_ramp():
    quotas = freeze(load_scenario("default")).params.quotas
    full = pay.period_quota(quotas, 1200, 3, 0.0, 90.0, -1000.0, 100.0)
    assert full == pytest.approx(300)
    half = pay.period_quota(quotas, 1200, 3, 0.0, 90.0, 45.0, 10.0)
    assert half == pytest.approx(150)
    ramping = pay.period_quota(quotas, 1200, 3, 0.0, 90.0, 0.0, 90.0)
    assert ramping == pytest.approx(150)
    just_hired = pay.period_quota(quotas, 1200, 3, 0.0, 90.0, 0.0, 9000.0)
    assert just_hired == pytest.approx(300 * quotas.ramp_floor)


def quotas(**overrides):
    asked = {f"quotas.{key}": value for key, value in overrides.items()}
    return freeze(load_scenario("default", asked)).params.quotas


def test_fixed_quotas_stay():
    assert pay.new_quota(quotas(), 1000, 500.0, 700.0) == 1000


def test_top_down_quotas_assign_more_than_the_plan():
    assert pay.new_quota(quotas(setting="top_down"), 1000, 0.0, 1000.0) == 1310


def test_a_ratchet_follows_last_year_within_half_and_twice_the_quota():
    ratchet = quotas(setting="ratchet", ratchet_share=0.5, growth=0.2)
    assert pay.new_quota(ratchet, 1000, 1000.0, 0.0) == 1100
    assert pay.new_quota(ratchet, 1000, 0.0, 0.0) == 500
    assert pay.new_quota(ratchet, 1000, 9000.0, 0.0) == 2000


def test_the_usual_rate_is_pay_per_point_of_quota():
    assert pay.usual_rate(LINEAR, 0.8) == 1.0
    assert pay.usual_rate(ACCELERATED, 0.9) == pytest.approx(0.65 / 0.9)
    assert pay.usual_rate(ACCELERATED, -1.0) == pytest.approx(0.15 / 0.3)
