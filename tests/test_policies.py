"""Rules of management: they act when their figure has stayed beyond its border, and not before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.invariants import check
from sim.metrics.ledger import POSITION, ledger
from sim.metrics.registry import kpis
from sim.metrics.tables import State
from sim.metrics.tally import tally
from sim.params import RULE, Frozen
from sim.rules import policies as rules
from sim.scenario.loading import load_scenario
from sim.vocabulary import Action, Kind
from sim.worktime import DAY
from tests.compiled_only import compiled_only

YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 12}
APRIL = 90 * DAY
SURGE = {"event": "demand", "date": "2026-04-01", "factor": 2.0}
MORE_SDRS = {
    "when": "backlog",
    "of": "sdr",
    "above": 60,
    "for_months": 2,
    "once_every_months": 2,
    "do": "hire",
    "job": "sdr",
    "unit": "Inbound",
    "most": 3,
}


def run(*entries: dict[str, Any], replication: int = 0, **more: Any) -> tuple[Frozen, np.ndarray]:
    frozen = freeze(load_scenario("default", {**YEAR, "rules": list(entries), **more}))
    return frozen, simulate(frozen.params, replication, 11)


def acted(log: np.ndarray) -> np.ndarray:
    return log[log["kind"] == Kind.RULE_ACTED]


# --- the rules' own rules -----------------------------------------------------------------------
def test_utilisation_counts_administration_and_is_nothing_without_anybody():
    assert rules.utilisation(0.2, 50, 100) == pytest.approx(0.6)
    assert rules.utilisation(0.2, 150, 100) == pytest.approx(1.0)
    assert np.isnan(rules.utilisation(0.2, 0, 0))


def test_a_backlog_is_per_head_and_whole_where_nobody_is_there():
    assert rules.per_head(12, 3) == 4
    assert rules.per_head(12, 0) == 12


def test_a_figure_that_is_nobodys_is_beyond_no_border():
    nothing = rules.ratio_or_nothing(1.0, 0.0)
    assert not rules.is_beyond(nothing, 3.0, 1)
    assert not rules.is_beyond(nothing, 3.0, 0)
    assert rules.is_beyond(rules.ratio_or_nothing(8.0, 2.0), 3.0, 1)
    assert rules.is_beyond(2.0, 3.0, 0)


def test_a_rule_waits_for_months_in_a_row_then_rests_and_stops_at_its_most():
    rule = np.zeros(1, RULE).view(np.recarray)[0]
    rule["for_months"], rule["every"], rule["most"] = 2, 3, 2
    assert not rules.acts(rule, 1, 5, 0, 0)
    assert rules.acts(rule, 2, 6, 0, 0)
    assert not rules.acts(rule, 4, 8, 6, 1)
    assert rules.acts(rule, 5, 9, 6, 1)
    assert not rules.acts(rule, 9, 14, 9, 2)


# --- what they do -------------------------------------------------------------------------------
@compiled_only
def test_seats_in_reserve_that_no_rule_opens_change_not_a_byte():
    never = {**MORE_SDRS, "above": 1e6}
    _, plain = run()
    for policy in ("round_robin", "least_loaded", "territory"):
        routing = {"routing.leads": policy, "routing.deals": policy}
        _, plain = run(**routing)
        _, log = run(never, {**never, "job": "ae_smb", "unit": "SMB sales"}, **routing)
        assert plain.tobytes() == log.tobytes()


@compiled_only
def test_sdrs_are_hired_when_leads_double_and_not_before():
    frozen, log = run(MORE_SDRS, events=[SURGE])
    found = acted(log)
    assert len(found) >= 2
    assert found["time"].min() >= APRIL + 30 * DAY  # two months in a row
    assert np.all(found["value"] > 60e6)
    assert np.all(np.diff(found["time"]) >= 58 * DAY)
    opened = log[log["kind"] == Kind.SEAT_OPENED]
    assert opened["seat"].tolist() == found["seat"].tolist()
    names = [frozen.names.seats[seat] for seat in opened["seat"]]
    assert names == [f"Inbound / sdr in reserve {nth}" for nth in range(1, len(names) + 1)]
    joined = log[(log["kind"] == Kind.PERSON_JOINED) & np.isin(log["seat"], opened["seat"])]
    assert len(joined) >= 1
    worked = log[(log["kind"] == Kind.LEAD_ASSIGNED) & np.isin(log["seat"], joined["seat"])]
    assert len(worked) > 50
    assert check(frozen.params, log) == []
    assert len(acted(run(MORE_SDRS)[1])) == 0


@compiled_only
def test_hires_reach_leads_of_a_surge_that_nobody_would_have_touched():
    def never_worked(*entries: dict[str, Any]) -> float:
        found = []
        for replication in range(4):
            frozen, log = run(*entries, replication=replication, events=[SURGE])
            place = [kpi.name for kpi in kpis(frozen)].index("share_never_worked")
            found.append(fold(frozen.params, log)[place])
        return float(np.mean(found))

    more = {**MORE_SDRS, "once_every_months": 1, "most": 6}
    assert never_worked(more) < 0.9 * never_worked()


@compiled_only
def test_closed_seats_cost_nothing_and_are_no_vacancies():
    def value(frozen: Frozen, log: np.ndarray, name: str) -> float:
        return fold(frozen.params, log)[[kpi.name for kpi in kpis(frozen)].index(name)]

    with_, without = run({**MORE_SDRS, "above": 1e6}), run()
    for name in ("cost", "vacant_seats", "headcount", "pipeline_coverage"):
        assert value(*with_, name) == value(*without, name)
    hiring = run({**MORE_SDRS, "above": 0, "for_months": 1})
    assert value(*hiring, "rule_hires") == 3
    assert value(*hiring, "cost") > value(*without, "cost")


def test_the_coverage_that_a_rule_sees_is_the_pipeline_in_the_log_against_the_quota():
    look = {"when": "pipeline_coverage", "above": 0, "once_every_months": 1, "most": 10}
    frozen, log = run({**look, "do": "spend", "factor": 1.0})
    seen = acted(log)
    counted = tally(frozen.params, log)
    state = counted.state[np.searchsorted(counted.edges, seen["time"])]
    expected = 4 * state[:, State.PIPELINE] / state[:, State.QUOTA]
    assert len(seen) == 10
    # The tally's edge comes before what else happens in that second.
    assert np.abs(seen["value"] / 1e6 / expected - 1).max() < 0.02


def test_spend_is_cut_again_and_again_but_not_more_often_than_allowed():
    cut = {"when": "attainment", "above": 0, "once_every_months": 1, "do": "spend", "most": 3}
    frozen, log = run({**cut, "factor": 0.5, "channels": ["events"]})
    programmes = ledger(frozen.params, log)[:, POSITION["s_and_m.programmes"]]
    events = 150 * 400 * 100
    lost = (programmes[0] - programmes) / events
    assert lost[:5] == pytest.approx([0, 0.5, 0.75, 0.875, 0.875], abs=0.001)


def test_a_rule_may_freeze_hiring():
    slow = {"when": "utilisation", "of": "sdr", "above": 0, "do": "freeze_hiring", "months": 12}
    frozen, log = run(slow, **{"jobs.sdr.attrition": 0.9})
    first = acted(log)[0]
    assert first["code"] == Action.FREEZE_HIRING
    joined = log[(log["kind"] == Kind.PERSON_JOINED) & (log["time"] > first["time"])]
    late = joined["time"] > first["time"] + frozen.params.people.notice + 5 * DAY
    assert not np.any(late & (joined["code"] == 0))
    assert len(log[log["kind"] == Kind.HIRING_DELAYED]) > 3
