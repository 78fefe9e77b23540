"""Sales operations: what wrong data cost, and what analysts' hours are worth."""

from functools import cache

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from sim.rules import csm as csm_rules
from sim.rules import sales_ops as rules
from sim.rules import sdr as sdr_rules
from sim.rules import structure as structure_rules
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.vocabulary import Kind, Measure, Role, Work
from tests.compiled_only import compiled_only

P, NAMES = freeze(load_scenario("default"))
OPS = P.operations
LUCK = Luck(5, 0)
KEYS = range(4000)


def share(answers):
    return np.mean([bool(answer) for answer in answers])


# --- rules -----------------------------------------------------------------------------------
def test_data_quality_falls_with_every_record_and_never_below_zero():
    after = rules.after_record(OPS, 0.8)
    assert after == pytest.approx(0.8 * np.exp(-0.04 / 1000))
    assert rules.after_record(OPS._replace(decay=1e9), 0.8) == 0


def test_hygiene_closes_the_same_part_of_the_gap_an_hour_whatever_the_portions():
    once = rules.after_hygiene(OPS, 0.6, 10.0)
    twice = rules.after_hygiene(OPS, rules.after_hygiene(OPS, 0.6, 4.0), 6.0)
    assert 0.6 < once == pytest.approx(twice)
    assert rules.after_hygiene(OPS, 0.6, 1e9) == 1


def test_at_the_reference_data_quality_changes_no_chance():
    assert rules.data_effect(OPS, 3.0, OPS.data_reference) == 0
    found = share(sdr_rules.connects(LUCK, P.sdr, key, 0, 0.0) for key in KEYS)
    assert found == pytest.approx(P.sdr.connects, abs=4 * np.sqrt(0.15 * 0.85 / len(KEYS)))


def test_better_data_reach_more_leads_and_show_more_customers_at_risk():
    low, high = (share(sdr_rules.connects(LUCK, P.sdr, k, 0, e) for k in KEYS) for e in (-1, 1))
    assert low < 0.10 < 0.25 < high
    sick = P.csm.risk_level - 1
    noticed = [
        share(csm_rules.notices_risk(LUCK, P.csm, key, 1, sick, effect) for key in KEYS)
        for effect in (-1, 1)
    ]
    assert noticed[0] < 0.2 < 0.5 < noticed[1]
    assert not csm_rules.notices_risk(LUCK, P.csm, 1, 1, P.csm.risk_level, 50.0)


def test_worse_data_send_more_leads_astray_and_never_any_where_the_share_is_zero():
    astray = [share(rules.is_misrouted(LUCK, OPS, key, d) for key in KEYS) for d in (1, 0.75, 0)]
    assert astray[0] < astray[1] < astray[2]
    assert astray[1] == pytest.approx(0.02, abs=4 * np.sqrt(0.02 / len(KEYS)))
    never = OPS._replace(misrouted=0.0)
    assert not any(rules.is_misrouted(LUCK, never, key, 0.0) for key in KEYS)
    times = [rules.misroute_time(LUCK, OPS, key) for key in KEYS]
    assert np.mean(times) == pytest.approx(86400, rel=4 / np.sqrt(len(KEYS)))


def test_dashboards_add_to_the_rate_at_which_breaches_are_noticed_but_never_below_zero():
    def noticed(alignment, dashboards):
        return share(
            structure_rules.breach_is_noticed(LUCK, P.structure, OPS, key, 0, alignment, dashboards)
            for key in KEYS
        )

    usual = 1 - np.exp(-P.structure.correction_rate * 6)
    assert noticed(6.0, OPS.usual_dashboards) == pytest.approx(usual, abs=0.03)
    assert noticed(6.0, OPS.usual_dashboards + 40) > usual + 0.1
    assert noticed(0.0, 0.0) == 0


def test_enablement_raises_adoption_and_a_new_hire_lowers_it_by_one_head():
    assert rules.after_enablement(OPS, 0.5, 0.0) == 0.5
    assert rules.after_enablement(OPS, 0.5, 100.0) > 0.5
    assert rules.after_enablement(OPS, 0.5, 1e9) == 1
    assert rules.after_hire(OPS, 0.7) == pytest.approx((0.7 * (OPS.users - 1) + 0.3) / OPS.users)
    assert rules.uses_tools(Role.CSM)
    assert not rules.uses_tools(Role.SALES_OPS)


def test_at_the_reference_adoption_everybody_has_the_focus_of_their_job():
    assert rules.focus(OPS, 0.25, OPS.adoption_reference) == pytest.approx(OPS.availability * 0.75)
    assert rules.admin_share(OPS, 0.25, 1.0) == pytest.approx(0.25 * (1 - 0.4 * 0.3))
    assert rules.admin_share(OPS._replace(adoption_effect=1.0), 0.95, 0.0) == 0.98


def test_a_state_is_logged_in_whole_millionths():
    assert rules.in_millionths(0.75) == 750_000
    assert rules.in_millionths(0.1234567) == 123_457


# --- the whole company -----------------------------------------------------------------------
def year(overrides):
    return tuple(
        sorted({"calendar.warm_up_months": 6, "calendar.horizon_months": 12, **overrides}.items())
    )


@cache
def runs(overrides, count=4):
    """The frozen company and its logs."""
    frozen = freeze(load_scenario("default", dict(overrides)))
    return frozen, [simulate(frozen.params, replication, 3) for replication in range(count)]


def mean(kpi, overrides):
    frozen, logs = runs(year(overrides))
    place = [found.name for found in kpis(frozen)].index(kpi)
    return np.mean([fold(frozen.params, log)[place] for log in logs])


ANALYSTS = "org.Sales.seats.sales_ops"


@compiled_only
def test_more_analysts_keep_better_data_and_leads_are_answered_sooner():
    few, many = ({ANALYSTS: analysts, "routing.manual_share": 0.5} for analysts in (1, 4))
    assert mean("data_quality", many) > mean("data_quality", few) + 0.05
    assert mean("misrouted", many) < 0.8 * mean("misrouted", few)
    assert mean("lead_response_mean", many) < mean("lead_response_mean", few)


@compiled_only
def test_people_who_leave_take_what_they_knew_of_the_tools_with_them():
    sellers = [f"jobs.{job}.attrition" for job in ("sdr", "ae_smb", "ae_mm", "bdr_mm", "csm_mm")]
    stay, leave = (dict.fromkeys(sellers, rate) for rate in (0.05, 0.6))
    assert mean("tool_adoption", leave) < mean("tool_adoption", stay) - 0.05


@compiled_only
def test_adopted_tools_leave_people_more_time():
    """The admin share falls by a·g·ΔA; of the time saved, part goes into work that waited."""
    csm = P.job[list(NAMES.jobs).index("csm_mm")]
    starts = [{"operations.tool_adoption": start} for start in (0.95, 0.4)]
    adopted = [mean("tool_adoption", start) for start in starts]
    saved = csm.admin_share * OPS.adoption_effect * (adopted[0] - adopted[1])
    used = [mean("utilisation.csm_mm", start) for start in starts]
    assert saved > 0.02
    assert 0.25 * saved < used[1] - used[0] < 1.1 * saved


@compiled_only
def test_analysts_without_time_have_their_own_work_crowded_out():
    busy = {"routing.manual_share": 1.0, "routing.manual_hours": 0.45}
    _, logs = runs(year(busy))
    rows = logs[0][logs[0]["kind"] == Kind.CROWDED_OUT]
    assert np.count_nonzero(np.isin(rows["code"], (Work.HYGIENE, Work.DASHBOARDS))) > 20
    assert mean("data_quality", busy) < mean("data_quality", {}) - 0.05


@compiled_only
def test_the_default_company_stays_where_it_began():
    _, logs = runs(year({}))
    for measure, start in ((Measure.DATA_QUALITY, 0.75), (Measure.TOOL_ADOPTION, 0.7)):
        last = [
            log["value"][(log["kind"] == Kind.STATE_RECORDED) & (log["code"] == measure)][-1] / 1e6
            for log in logs
        ]
        assert np.mean(last) == pytest.approx(start, abs=0.05)


@compiled_only
def test_a_misrouted_lead_is_routed_anew_and_no_lead_goes_astray_twice():
    _, logs = runs(year({"operations.misrouted": 0.3}))
    log = logs[0]
    astray = log[log["kind"] == Kind.LEAD_MISROUTED]
    assert len(astray) > 1000
    assert len(np.unique(astray["subject"])) == len(astray)
    early = astray[astray["time"] < astray["time"].max() - 30 * 86400]
    assigned = log["subject"][log["kind"] == Kind.LEAD_ASSIGNED]
    assert np.isin(early["subject"], assigned).all()
