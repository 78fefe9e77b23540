"""The formulas behind the verification cases, against textbook values and limits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.verification.markov import absorbed, visits
from sim.verification.queueing import (
    erlang_a,
    erlang_b,
    erlang_c,
    erlang_c_wait,
    longer_than,
    pollaczek_khinchine,
)
from sim.verification.ramp_vs_closed_form import renewal_share, survival


def test_erlang_b_is_the_truncated_poisson_law() -> None:
    weights = [3.0**n / math.factorial(n) for n in range(6)]
    assert erlang_b(5, 3.0) == pytest.approx(weights[5] / sum(weights), rel=1e-12)


def test_with_one_server_erlang_c_is_the_share_of_time_busy() -> None:
    assert erlang_c(1, 0.6) == pytest.approx(0.6, rel=1e-12)
    assert erlang_c_wait(1, 0.6, 2.0) == pytest.approx(0.6 / 0.4 * 2.0, rel=1e-12)


def test_with_two_servers_erlang_c_has_its_closed_form() -> None:
    busy = 0.75
    assert erlang_c(2, 2 * busy) == pytest.approx(2 * busy**2 / (1 + busy), rel=1e-12)


def test_the_tail_of_the_wait_integrates_to_its_mean() -> None:
    hours = np.linspace(0, 60, 60_001)
    tail = [longer_than(3, 2.25, 1.0, t) for t in hours]
    assert np.trapezoid(tail, hours) == pytest.approx(erlang_c_wait(3, 2.25, 1.0), rel=1e-5)


def test_erlang_a_becomes_erlang_c_for_endless_patience() -> None:
    patient = erlang_a(3, 2.25, 1.0, 1e9)
    assert patient.abandons == pytest.approx(0, abs=1e-8)
    assert patient.mean_wait == pytest.approx(erlang_c_wait(3, 2.25, 1.0), rel=1e-6)
    assert patient.waits == pytest.approx(erlang_c(3, 2.25), rel=1e-6)


def test_erlang_a_is_a_poisson_number_present_if_patience_is_like_service() -> None:
    weights = [math.exp(-3.0) * 3.0**n / math.factorial(n) for n in range(60)]
    waiting = sum(max(0, n - 2) * weight for n, weight in enumerate(weights))
    assert erlang_a(2, 3.0, 1.0, 1.0).mean_wait == pytest.approx(waiting / 3.0, rel=1e-12)


def test_what_erlang_a_serves_and_loses_adds_up_to_what_comes() -> None:
    servers, arrivals, service, patience = 3, 4.5, 1.0, 1.5
    found = erlang_a(servers, arrivals, service, patience)
    assert found.abandons > 1 - servers / service / arrivals  # at most all servers all the time
    assert found.mean_wait == pytest.approx(found.abandons * patience, rel=1e-12)


def test_pollaczek_and_khinchine_give_mm1_and_half_of_it_for_constant_service() -> None:
    mm1 = erlang_c_wait(1, 0.7, 1.0)
    assert pollaczek_khinchine(0.7, 1.0, 2.0) == pytest.approx(mm1, rel=1e-12)
    assert pollaczek_khinchine(0.7, 1.0, 1.0) == pytest.approx(mm1 / 2, rel=1e-12)


@pytest.mark.parametrize(
    "formula", [lambda: erlang_c(2, 2.0), lambda: pollaczek_khinchine(1, 1, 2)]
)
def test_a_desk_without_a_steady_state_is_an_error(formula) -> None:
    with pytest.raises(ValueError, match="no steady state"):
        formula()


def test_a_fair_gambler_is_ruined_in_proportion_to_the_distance() -> None:
    chain = {str(n): {str(n - 1): 0.5, str(n + 1): 0.5} for n in range(1, 5)}
    assert absorbed(chain, "2") == pytest.approx({"0": 3 / 5, "5": 2 / 5})
    assert sum(visits(chain, "2").values()) == pytest.approx(2 * 3)  # n (N - n) steps


def test_chances_that_do_not_add_up_are_an_error() -> None:
    with pytest.raises(ValueError, match="add up"):
        visits({"begin": {"end": 0.9}}, "begin")


def test_the_survival_of_a_stay_integrates_to_its_mean() -> None:
    months = np.linspace(0, 1500, 300_001)
    survives = survival(months, 0.1)
    assert survives[0] == pytest.approx(1)
    assert np.all(np.diff(survives) <= 1e-12)
    assert np.trapezoid(survives, months) == pytest.approx(1 / 0.1, rel=1e-4)


def test_renewal_and_arithmetic_agree_to_first_order() -> None:
    for small in (0.02, 0.01):
        exact = renewal_share(small, 60.0, 4.0)
        first_order = 1 - small * 60 / 365.25 - small * 4 / 12 / 2
        assert 0 <= exact - first_order <= (1 - first_order) ** 2
