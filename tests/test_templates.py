"""The shipped companies: loadable, without unintended warnings, fair to compare, workable."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import compiled, reference
from sim.experiments.campaign import Settings
from sim.experiments.replicate import replicate
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.org import build_chart
from sim.org.warnings import chart_warnings
from sim.scenario.loading import list_scenarios, load_scenario
from sim.scenario.schema import Scenario

SHIPPED = [name for name, _ in list_scenarios()]
FAIR = (
    "cso_led",
    "sdr_under_marketing",
    "sdr_under_sales",
    "pods",
    "by_segment",
    "islands",
    "hunter_farmer",
)
"""Other ways to organise the default company: the same market, as many people facing customers."""
INTENDED = {
    "islands": ("no SDR: AEs work the inbound leads", "no CSM: AEs look after customers"),
}
FRONT_LINE = {"sdr", "bdr", "setter", "ae", "se", "csm"}


def front_line(scenario: Scenario) -> int:
    return sum(seat.role in FRONT_LINE for seat in build_chart(scenario).seats)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_company_has_no_warning_that_is_not_intended(name):
    scenario = load_scenario(name)
    warnings = chart_warnings(build_chart(scenario), scenario)
    expected = INTENDED.get(name, ())
    assert len(warnings) == len(expected)
    for begins in expected:
        assert any(warning.startswith(begins) for warning in warnings)


@pytest.mark.parametrize("name", FAIR)
def test_ways_to_organise_the_default_company_have_52_people_facing_customers(name):
    scenario, base = load_scenario(name), load_scenario("cro_led")
    assert front_line(scenario) == front_line(base) == 52
    assert scenario.channels == base.channels
    assert scenario.segments == base.segments
    assert scenario.initial == base.initial
    assert abs(len(build_chart(scenario).seats) - len(build_chart(base).seats)) <= 1


@pytest.mark.parametrize("name", [*FAIR, "large_enterprise"])
def test_setting_up_other_jobs_takes_no_career_away(name):
    scenario = load_scenario(name)
    jobs = {seat.job for seat in build_chart(scenario).seats if seat.role in ("sdr", "bdr")}
    assert {scenario.jobs[job].promotes_to for job in jobs} <= {"ae"}


def test_sdrs_move_between_sales_and_marketing_with_the_same_jobs_and_leaders():
    jobs = [
        sorted(seat.job for seat in build_chart(load_scenario(name)).seats)
        for name in ("cso_led", "sdr_under_marketing", "sdr_under_sales")
    ]
    assert jobs[0] == jobs[1] == jobs[2]


def test_the_regions_of_the_large_enterprise_sell_in_the_default_markets():
    large, usual = load_scenario("large_enterprise"), load_scenario("default")
    shares = {"addressable_accounts", "inbound_share", "initial_arr_share"}
    assert len(build_chart(large).seats) > 600
    for name, segment in large.segments.items():
        size = name.rsplit("_", 1)[0]
        expected = usual.segments[size].model_dump(exclude=shares)
        assert segment.model_dump(exclude=shares) == expected
    for share in ("inbound_share", "initial_arr_share"):
        total = sum(getattr(segment, share) for segment in large.segments.values())
        np.testing.assert_allclose(total, 1)


def test_the_jobs_of_the_large_enterprise_are_the_default_ones():
    large, usual = load_scenario("large_enterprise"), load_scenario("default")
    for name, job in large.jobs.items():
        role, size = (*name.split("_"), "")[:2]
        same = {"sdr": "sdr", "setter": "setter", "bdr": f"bdr_{size}"}.get(role, f"{role}_{size}")
        if name.endswith(("_am", "_eu", "_ap")):
            assert job.model_copy(update={"segment": None}) == usual.jobs[same].model_copy(
                update={"segment": None}
            )


@pytest.mark.parametrize("name", SHIPPED)
def test_both_engines_write_the_same_log_for_every_shipped_company(name):
    if DISABLED and name == "large_enterprise":
        pytest.skip("600 people in plain Python take minutes")
    months = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}
    p = freeze(load_scenario(name, months)).params
    expected, found = reference.simulate(p, 1, 7), compiled.simulate(p, 1, 7)
    assert len(expected) > 500
    np.testing.assert_array_equal(expected, found)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FAIR, "cro_led", "startup", "large_enterprise"])
def test_a_shipped_company_has_work_for_its_people_and_people_for_its_work(name):
    """Mean utilisation by role over 20 markets (3 of the large one): its standard error is below
    2 points, the bands are wider than any mean seen by more than three of them."""
    count = 3 if name == "large_enterprise" else 20
    found = replicate(load_scenario(name), count, 1, settings=Settings(workers=1))
    for role in FRONT_LINE:
        columns = [kpi.name for kpi in found.kpis]
        if f"utilisation.{role}" in columns:
            least = 0.35 if (name, role) == ("startup", "se") else 0.65
            assert least < found.column(f"utilisation.{role}").mean() < 0.95, role
    assert 0.2 < found.column("win_rate").mean() < 0.32
    assert 0.8 < found.column("grr").mean() < 0.95
    assert found.column("share_never_worked").mean() < 0.08
    assert found.column("contribution").mean() > 0
