"""The closed form of the default company: it reproduces the evidence, and the model meets it."""

from __future__ import annotations

from functools import cache

import pytest

from sim.scenario.loading import load_scenario
from sim.verification.closed_form import Company, closed_form, funnel_figures, revenue_figures
from sim.verification.default_company_vs_arithmetic import examine
from sim.verification.staffing import productive_share, utilisation_figures
from tests.compiled_only import compiled_only


@cache
def company() -> Company:
    return closed_form(load_scenario("default"))


@pytest.mark.parametrize(
    ("attrition", "vacancy_days", "ramp_months", "share"),
    [(0.38, 45, 3.0, 0.906), (0.22, 100, 8.0, 0.866), (0.20, 60, 3.0, 0.942)],
)
def test_the_productive_share_is_that_of_the_evidence(
    attrition: float, vacancy_days: float, ramp_months: float, share: float
) -> None:
    assert productive_share(attrition, vacancy_days, ramp_months) == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize(
    ("channel", "mql", "sao"),
    [
        ("organic", 225, 20.5),
        ("paid_search", 135, 12.3),
        ("paid_social", 80, 4.6),
        ("webinar", 90, 4.4),
        ("events", 52.5, 4.6),
        ("hand_raiser", 90, 18.4),
        ("referral", 36, 6.7),
    ],
)
def test_a_channels_month_is_that_of_the_evidence(channel: str, mql: float, sao: float) -> None:
    year = company().channels[channel]
    assert year.mql / 12 == pytest.approx(mql)
    assert year.flow.sao / 12 == pytest.approx(sao, abs=0.06)


@pytest.mark.parametrize(
    ("segment", "sources", "wins"),
    [
        ("smb", {"inbound": 660, "bdr": 0, "setter": 117, "self_sourced": 126}, 243.9),
        ("mm", {"inbound": 163, "bdr": 270, "setter": 0, "self_sourced": 67}, 110.0),
        ("ent", {"inbound": 34, "bdr": 57, "setter": 0, "self_sourced": 29}, 21.6),
    ],
)
def test_a_segments_year_is_that_of_the_evidence(
    segment: str, sources: dict[str, float], wins: float
) -> None:
    saos = {source: flow.sao for source, flow in company().sources[segment].items()}
    assert saos == pytest.approx(sources, abs=0.6)
    assert company().wins(segment) == pytest.approx(wins, abs=0.06)


def test_the_years_revenue_is_that_of_the_evidence() -> None:
    figures = revenue_figures(company())
    assert figures["new_arr"] == pytest.approx(10.35e6, abs=0.005e6)
    assert figures["grr"] == pytest.approx(0.885, abs=6e-4)
    assert figures["nrr"] == pytest.approx(1.014, abs=6e-4)


def test_utilisation_is_that_of_the_evidence() -> None:
    evidence = {
        "sdr": 0.87,
        "bdr_mm": 0.75,
        "setter": 0.72,
        "ae_smb": 0.84,
        "ae_mm": 0.88,
        "ae_ent": 0.85,
        "se": 0.87,
        "csm_smb": 0.87,
        "csm_mm": 0.87,
        "csm_ent": 0.86,
        "sales_manager": 0.87 - 8 / (1760 / 12),  # approvals are not simulated yet
    }
    figures = utilisation_figures(company())
    assert {job: figures[job] for job in evidence} == pytest.approx(evidence, abs=0.0075)


def test_every_job_with_a_seat_has_a_utilisation() -> None:
    jobs = {seat.job for seat in company().chart.seats}
    assert set(utilisation_figures(company())) == jobs


def test_sources_of_the_funnel_add_up_to_the_segments() -> None:
    figures, year = funnel_figures(company()), company()
    by_source = sum(value for name, value in figures.items() if name.startswith("sao."))
    by_segment = sum(year.of_segment(name).sao for name in year.sources)
    assert by_source == pytest.approx(by_segment)


@pytest.mark.slow
@compiled_only
def test_the_default_company_meets_its_closed_form() -> None:
    """Tolerances of 2 to 8 %; the means of 200 replications are known to 0.2 to 3 %."""
    assert [check for check in examine("all").checks if not check.passed] == []
