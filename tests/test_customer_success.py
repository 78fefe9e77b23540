"""Champions, save plays, expansion, campaigns, referrals: more of this, more (or less) of that.

Every comparison is in the same markets, with the same luck, so that few replications show it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.invariants import check
from sim.metrics.registry import kpis
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.vocabulary import Duty, Kind, Role, Work
from tests.compiled_only import compiled_only

pytestmark = compiled_only

YEAR = {"calendar.warm_up_months": 3, "calendar.horizon_months": 12}
FARMERS = {
    "jobs.farmer": {"role": "ae", "duty": "farmer", "quota": 500_000, "admin_share": 0.25},
    "org.Mid-market sales.seats.farmer": 3,
}
ISLANDS = {"org.Customer success.seats": {}}


def company(**overrides: Any) -> Frozen:
    return freeze(load_scenario("default", {**YEAR, **overrides}))


@cache
def usual() -> dict[str, float]:
    return means(company())


def means(frozen: Frozen, replications: int = 3) -> dict[str, float]:
    """Mean KPIs of a few replications."""
    rows = [fold(frozen.params, simulate(frozen.params, nth, 3)) for nth in range(replications)]
    return dict(zip((kpi.name for kpi in kpis(frozen)), np.mean(rows, axis=0), strict=True))


def found(**overrides: Any) -> dict[str, float]:
    return means(company(**overrides))


def of_kind(log: np.ndarray, kind: int) -> np.ndarray:
    return log[log["kind"] == kind]


# --- champions ------------------------------------------------------------------------------
def test_the_more_champions_leave_and_the_fewer_are_won_the_more_customers_churn() -> None:
    many = found(**{"csm.champion_turnover": 0.6, "csm.champion_won": 0.1})
    assert many["champions_lost"] > 2 * usual()["champions_lost"]
    assert many["renewal_rate"] < usual()["renewal_rate"]


def test_with_odds_that_do_not_change_it_does_not_matter_whether_champions_are_won() -> None:
    hours = {f"segments.{segment}.champion_hours": 1e-6 for segment in ("smb", "mm", "ent")}
    even = {**hours, "csm.champion_turnover": 0.6, "csm.champion_hazard_ratio": 1.0}
    always, never = (found(**even, **{"csm.champion_won": chance}) for chance in (1 - 1e-9, 1e-9))
    assert always["champions_won"] > 100 > 1 > never["champions_won"]
    assert always["renewal_rate"] == pytest.approx(never["renewal_rate"], abs=0.01)


def test_too_few_csms_win_fewer_champions_back() -> None:
    few = found(**{"org.Customer success.seats.csm_smb": 1, "org.Customer success.seats.csm_mm": 1})
    lost = few["champions_lost"]
    assert few["champions_won"] / lost < usual()["champions_won"] / usual()["champions_lost"] - 0.1


# --- save plays -----------------------------------------------------------------------------
def test_executives_without_time_help_with_fewer_save_plays_and_fewer_work() -> None:
    strong = {"csm.escalation_effect": 3.0, "segments.mm.save_executive_hours": 2.0}
    busy = {f"leader.agendas.{role}.standing_hours": 160 for role in ("cro", "ceo")}
    rested, overloaded = found(**strong), found(**strong, **busy)
    assert overloaded["saves_helped"] < rested["saves_helped"] - 0.2
    assert overloaded["saves_worked"] < rested["saves_worked"] - 0.05


def test_nobody_is_asked_where_help_has_no_effect() -> None:
    log = simulate(company(**{"csm.escalation_effect": 0.0}).params, 0, 3)
    assert len(of_kind(log, Kind.SAVE_ENDED)) > 50
    assert len(of_kind(log, Kind.SAVE_ESCALATED)) == 0


# --- who owns expansion -----------------------------------------------------------------------
def test_expansion_owned_by_aes_loads_aes_and_relieves_csms() -> None:
    owned = found(**{"csm.expansion_owner": "ae"})
    assert owned["busy.ae"] > usual()["busy.ae"] + 0.01
    assert owned["busy.csm"] < usual()["busy.csm"] - 0.01
    assert owned["expansion_arr_by_csm"] == 0 < owned["expansion_arr_by_ae"]
    assert usual()["expansion_arr_by_ae"] == 0 < usual()["expansion_arr_by_csm"]


def test_farmers_open_no_deal_and_get_every_expansion() -> None:
    frozen = company(**FARMERS, **{"csm.expansion_owner": "ae"})
    p, log = frozen.params, simulate(frozen.params, 0, 3)
    farmers = np.flatnonzero(p.job["duty"][p.seat["job"]] == Duty.FARMER)
    assert len(farmers) == 3
    assert not np.isin(of_kind(log, Kind.MEETING_BOOKED)["seat"], farmers).any()
    assert not np.isin(of_kind(log, Kind.OPPORTUNITY_OPENED)["seat"], farmers).any()
    assigned = of_kind(log, Kind.EXPANSION_ASSIGNED)
    assert len(assigned) > 100
    assert np.isin(assigned["seat"], farmers).all()
    assert check(p, log) == []


def test_hunters_get_no_expansion() -> None:
    jobs = {f"jobs.ae_{segment}.duty": "hunter" for segment in ("smb", "mm", "ent")}
    frozen = company(**jobs, **{"csm.expansion_owner": "ae"})
    log = simulate(frozen.params, 0, 3)
    assert len(of_kind(log, Kind.EXPANSION_ASSIGNED)) == 0
    sold = of_kind(log, Kind.CUSTOMER_EXPANDED)["seat"]
    assert len(sold) > 50
    assert (frozen.params.seat["role"][sold] == Role.CSM).all()


def test_context_lost_between_csm_and_ae_costs_expansions() -> None:
    owned = {"csm.expansion_owner": "ae", "csm.expansion_fidelity_effect": 5.0}
    kept, lost = (
        found(**owned, **{"structure.fidelity_unstructured": share, "structure.compliance": 0.0})
        for share in (0.97, 0.3)
    )
    assert lost["expansion_arr_by_ae"] < 0.8 * kept["expansion_arr_by_ae"]


# --- campaigns ------------------------------------------------------------------------------
def test_campaigns_raise_occasions_and_cost_outbound_meetings() -> None:
    campaigning = found(**{"bdr.campaign_share": 0.3, "bdr.campaign_rest_days": 10})
    assert campaigning["campaign_occasions"] > 100
    assert usual()["campaign_occasions"] == 0
    assert campaigning["booked.bdr"] < 0.9 * usual()["booked.bdr"]
    assert campaigning["expansion_arr"] > 1.2 * usual()["expansion_arr"]


def test_where_bdrs_own_expansion_there_is_none_without_a_campaign() -> None:
    owned = {"csm.expansion_owner": "bdr"}
    assert found(**owned)["expansion_arr"] == 0
    assert found(**owned, **{"bdr.campaign_share": 0.3})["expansion_arr"] > 0


def test_a_customer_is_contacted_at_most_once_a_rest() -> None:
    frozen = company(**{"bdr.campaign_share": 1.0, "bdr.campaign_occasion": 1 - 1e-9})
    raised = of_kind(simulate(frozen.params, 0, 3), Kind.CAMPAIGN_OCCASION)
    again = raised[raised["since"] >= 0]
    assert len(again) > 50
    assert (again["time"] - again["since"]).min() >= 90 * 86400


# --- referrals ------------------------------------------------------------------------------
def referred(**overrides: Any) -> np.ndarray:
    """Stable keys of the referral leads of one replication."""
    frozen = company(**overrides)
    leads = of_kind(simulate(frozen.params, 0, 3), Kind.LEAD_CREATED)
    return leads["value"][leads["code"] == frozen.names.channels.index("referral")]


def test_unhealthy_customers_refer_fewer_and_the_leads_left_are_the_same() -> None:
    ill = {
        "csm.fidelity_reference": 1.0,
        "csm.attention_reference": 1.0,
        "csm.fidelity_effect": 2.0,
    }
    many, few = referred(), referred(**ill)
    assert len(few) < 0.95 * len(many)
    assert np.isin(few, many).all()


def test_with_elasticity_0_referrals_do_not_depend_on_customers() -> None:
    ill = {
        "csm.fidelity_reference": 1.0,
        "csm.attention_reference": 1.0,
        "csm.fidelity_effect": 2.0,
    }
    off = {"demand.referral_elasticity": 0.0, "budget.every_months": 0}
    np.testing.assert_array_equal(referred(**off), referred(**off, **ill))


# --- islands ----------------------------------------------------------------------------------
def test_without_csms_aes_keep_the_customers_they_win_and_do_all_their_work() -> None:
    frozen = company(**ISLANDS)
    p, log = frozen.params, simulate(frozen.params, 0, 3)
    started = of_kind(log, Kind.CUSTOMER_STARTED)
    won = started[started["time"] > 0]
    assert len(won) > 200
    assert (won["seat"] == won["other"]).all()
    work = of_kind(log, Kind.WORK_DONE)
    care = np.isin(work["code"], (Work.ONBOARDING, Work.CHECK_IN, Work.SAVING, Work.EXPANDING))
    assert care.sum() > 500
    assert (p.seat["role"][work["seat"][care]] == Role.AE).all()
    assert check(p, log) == []


def test_without_csms_the_first_customers_are_spread_over_the_aes_of_their_segment() -> None:
    frozen = company(**ISLANDS)
    started = of_kind(simulate(frozen.params, 0, 3), Kind.CUSTOMER_STARTED)
    first = started[started["time"] == 0]
    for segment in range(3):
        books = np.bincount(first["seat"][first["code"] == segment])
        books = books[books > 0]
        assert books.max() - books.min() <= 1


def test_full_cycle_aes_are_busier_and_sell_less_than_aes_with_csms() -> None:
    alone = found(**ISLANDS)
    assert alone["busy.ae"] > usual()["busy.ae"] + 0.05
    assert alone["new_arr"] < usual()["new_arr"]
    assert 0.5 < alone["utilisation.ae"] <= 1.0
