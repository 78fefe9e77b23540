"""Dated events do what their name says, from their day on and not before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.errors import InputError
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.ledger import POSITION, ledger
from sim.metrics.registry import kpis
from sim.params import Frozen
from sim.rules import ae, budget, changes
from sim.scenario.loading import load_scenario
from sim.vocabulary import Kind, Reason, Role, Shock
from sim.worktime import DAY
from tests.compiled_only import compiled_only

YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 12}
APRIL, JULY = 90 * DAY, 181 * DAY
GIVEN = {"demand.referral_elasticity": 0, "budget.every_months": 0}
"""No other cause moves demand: not the customers there are, nor the owner of the budgets."""


def run(
    *events: dict[str, Any], name: str = "default", replication: int = 0, **more: Any
) -> tuple[Frozen, np.ndarray]:
    settings = {**YEAR, "events": list(events), **more}
    frozen = freeze(load_scenario(name, settings))
    return frozen, simulate(frozen.params, replication, 11)


def values(frozen: Frozen, log: np.ndarray) -> dict[str, float]:
    return dict(zip([kpi.name for kpi in kpis(frozen)], fold(frozen.params, log), strict=True))


def mean(kpi: str, *events: dict[str, Any], replications: int = 6, **more: Any) -> float:
    return float(
        np.mean([values(*run(*events, replication=r, **more))[kpi] for r in range(replications)])
    )


def entry(event: str, date: str = "2026-04-01", **more: Any) -> dict[str, Any]:
    return {"event": event, "date": date, **more}


def of(log: np.ndarray, kind: int) -> np.ndarray:
    return log[log["kind"] == kind]


SURGE = entry("demand", factor=2.0, until="2026-07-01")


# --- rules ------------------------------------------------------------------------------------
def test_budget_cuts_in_force_multiply():
    cuts = [
        entry("budget_cut", factor=0.5, channels=["organic"]),
        entry("budget_cut", "2026-05-01", factor=0.4, until="2026-07-01"),
    ]
    p = freeze(load_scenario("default", {**YEAR, "events": cuts})).params
    organic, paid = 0, 1

    def left(channel: int, now: int) -> float:
        return changes.budget_left(p.changes.event, p.changes.event_channels, channel, now)

    assert [left(organic, now) for now in (0, APRIL, 130 * DAY, JULY)] == [1, 0.5, 0.2, 0.5]
    assert [left(paid, now) for now in (0, APRIL, 130 * DAY, JULY)] == [1, 1, 0.4, 1]


def test_spend_is_what_owner_cuts_and_rules_make_of_it_together():
    assert budget.spend_level(0.5, 1.0, 1.0) == 0.5
    assert budget.spend_level(2.0, 0.25, 3.0) == 1.5


def test_a_price_of_one_leaves_a_value_and_none_falls_to_nothing():
    assert changes.at_price(1_234_567, 1.0) == 1_234_567
    assert changes.at_price(1_000, 0.9) == 900
    assert changes.at_price(1, 0.01) == 1


def test_an_entrant_counts_only_where_there_is_a_competitor():
    assert ae.entrant_log_odds(-0.5, 1) == -0.5
    assert ae.entrant_log_odds(-0.5, 0) == 0.0


# --- what they do -----------------------------------------------------------------------------
def test_every_event_is_written_down_with_its_number_in_the_list():
    freeze_ = entry("hiring_freeze", "2026-03-01", until="2026-05-01")
    _, log = run(SURGE, freeze_, entry("price", "2026-06-01", factor=1.1))
    found = of(log, Kind.EVENT_HAPPENED)[["subject", "code", "value"]].tolist()
    assert found == [
        (1, Shock.HIRING_FREEZE, 0),
        (0, Shock.DEMAND, 0),
        (1, Shock.HIRING_FREEZE, 1),
        (2, Shock.PRICE, 0),
        (0, Shock.DEMAND, 1),
    ]


@compiled_only
@pytest.mark.parametrize(
    "event",
    [
        SURGE,
        entry("competitor", share=0.3, effect=-1.0),
        entry("price", factor=1.2),
        entry("exit", job="ae_mm"),
        entry("layoff", job="sdr", count=2),
        entry("budget_cut", factor=0.5),
        entry("hiring_freeze", until="2026-08-01"),
        entry("reorganisation", org="cso_led"),
    ],
    ids=lambda event: event["event"],
)
def test_nothing_happens_before_its_day_and_something_after(event):
    _, plain = run()
    _, log = run(event)
    before = [one[one["time"] < APRIL].tobytes() for one in (plain, log)]
    # Keys of leaders that only the second chart has change nobody else's numbers.
    assert before[0] == before[1]
    assert plain[plain["time"] > APRIL].tobytes() != log[log["time"] > APRIL].tobytes()


@compiled_only
def test_a_surge_brings_a_superset_of_the_same_leads_and_only_while_it_lasts():
    _, plain = run(**GIVEN)
    _, log = run(SURGE, **GIVEN)

    def keys(one: np.ndarray, first: int, last: int) -> set[int]:
        rows = of(one, Kind.LEAD_CREATED)
        rows = rows[(rows["time"] >= first) & (rows["time"] < last) & (rows["code"] < 7)]
        return set(rows["value"].tolist())

    assert keys(plain, APRIL, JULY) < keys(log, APRIL, JULY)
    assert len(keys(log, APRIL, JULY)) > 1.8 * len(keys(plain, APRIL, JULY))
    assert keys(plain, JULY, 365 * DAY) == keys(log, JULY, 365 * DAY)


@compiled_only
def test_a_surge_raises_the_waiting_of_sdrs():
    surge = entry("demand", factor=1.6)
    assert mean("waiting.sdr", surge) > 1.5 * mean("waiting.sdr")


@compiled_only
def test_a_recession_lowers_leads_by_its_factor():
    _, plain = run()
    _, log = run(entry("demand", factor=0.5))
    late = [np.count_nonzero(of(one, Kind.LEAD_CREATED)["time"] >= APRIL) for one in (plain, log)]
    outbound = np.count_nonzero(
        (of(plain, Kind.LEAD_CREATED)["time"] >= APRIL) & (of(plain, Kind.LEAD_CREATED)["code"] > 7)
    )
    assert (late[1] - outbound) / (late[0] - outbound) == pytest.approx(0.5, abs=0.05)


@compiled_only
def test_a_budget_cut_lowers_programmes_by_its_factor_and_leads_by_its_root():
    frozen, plain = run(**GIVEN)
    _, log = run(entry("budget_cut", factor=0.25, channels=["organic"]), **GIVEN)
    programmes = POSITION["s_and_m.programmes"]
    books = [ledger(frozen.params, one)[:, programmes] for one in (plain, log)]
    organic = 900 * 60 * 100
    assert np.all(books[0][:3] == books[1][:3])
    assert np.abs(books[0][3:] - books[1][3:] - 0.75 * organic).max() <= 1

    def late(one: np.ndarray) -> int:
        rows = of(one, Kind.LEAD_CREATED)
        return np.count_nonzero((rows["time"] >= APRIL + DAY) & (rows["code"] == 0))

    assert late(log) / late(plain) == pytest.approx(0.5, abs=0.04)


@compiled_only
def test_a_price_change_scales_the_acv_of_new_deals_and_of_no_other():
    _, plain = run()
    _, log = run(entry("price", factor=1.5, segments=["smb"]))

    def acv(one: np.ndarray) -> dict[int, tuple[int, int]]:
        """ACV and day of opening by lead (the two runs number leads alike until then)."""
        rows = of(one, Kind.OPPORTUNITY_OPENED)
        keys = dict(of(one, Kind.LEAD_CREATED)[["subject", "value"]].tolist())
        rows = rows[rows["other"] >= 0]
        return {keys[int(r["other"])]: (int(r["value"]), int(r["time"])) for r in rows}

    before, after = acv(plain), acv(log)
    shared = [key for key in before if key in after]
    ratios = np.array([after[key][0] / before[key][0] for key in shared])
    late = np.array([min(before[key][1], after[key][1]) >= APRIL for key in shared])
    early = np.array([max(before[key][1], after[key][1]) < APRIL for key in shared])
    assert np.all(ratios[early] == 1)
    raised = np.abs(ratios[late] - 1.5) < 1e-3
    assert np.all(raised | (ratios[late] == 1))
    assert 0.3 < raised.mean() < 0.9  # the other segments keep their price


@compiled_only
def test_a_competitor_lowers_the_win_rate_and_fades():
    strong = {"share": 0.4, "effect": -1.5}
    stays = mean("win_rate", entry("competitor", "2026-01-05", **strong))
    fades = mean("win_rate", entry("competitor", "2026-01-05", half_life_months=1, **strong))
    assert stays < fades < mean("win_rate")


@compiled_only
def test_the_best_ae_leaves_and_the_company_sells_less():
    """Twenty runs, each against its twin without the event: the same market, one AE less."""
    exit_ = entry("exit", "2026-01-15", job="ae_mm")
    slow = {"jobs.ae_mm.vacancy_days": 300, "name": "startup", "people.promotion_share": 0.0}
    with_, without = (
        mean("new_arr.mm", *events, replications=20, **slow) for events in ((exit_,), ())
    )
    assert with_ < without


def test_who_leaves_is_the_most_skilled_or_the_first():
    frozen, log = run(entry("exit", job="ae_mm", who="first"))
    row = of(log, Kind.EVENT_HAPPENED)[0]
    holders = np.flatnonzero(frozen.params.seat["job"] == frozen.names.jobs.index("ae_mm"))
    there = [s for s in holders if _there(log, s, APRIL)]
    assert row["seat"] == there[0]
    left = log[(log["kind"] == Kind.PERSON_LEFT) & (log["code"] == Reason.DEPARTED)]
    assert left["seat"].tolist() == [row["seat"]]


def _there(log: np.ndarray, seat: int, time: int) -> bool:
    rows = log[(log["seat"] == seat) & (log["time"] < time)]
    rows = rows[np.isin(rows["kind"], (Kind.PERSON_JOINED, Kind.PERSON_LEFT))]
    return bool(rows["kind"][-1] == Kind.PERSON_JOINED)


def test_a_layoff_closes_vacant_seats_and_then_those_of_who_joined_last():
    frozen, log = run(entry("layoff", job="ae_smb", count=3, unit="SMB sales"))
    closed = of(log, Kind.SEAT_CLOSED)
    assert closed["time"].tolist() == [APRIL] * 3
    holders = np.flatnonzero(frozen.params.seat["job"] == frozen.names.jobs.index("ae_smb"))
    vacant = [s for s in holders if not _there(log, s, APRIL)]
    assert set(vacant) <= set(closed["seat"]) or set(closed["seat"]) <= set(vacant)
    hired = {}
    for row in log[np.isin(log["kind"], (Kind.PERSON_JOINED,)) & (log["time"] < APRIL)]:
        hired[int(row["seat"])] = int(row["since"] if row["time"] == 0 else row["time"])
    went = [hired[int(s)] for s in closed["seat"] if s not in vacant]
    stayed = [hired[int(s)] for s in holders if s not in vacant and s not in closed["seat"]]
    assert min(went) >= max(stayed)


def test_in_a_hiring_freeze_nobody_is_found_and_later_they_are():
    hectic = {f"jobs.{job}.attrition": 0.9 for job in ("sdr", "ae_smb", "ae_mm", "csm_mm")}
    frozen, log = run(entry("hiring_freeze", until="2026-07-01"), **hectic)
    joined = of(log, Kind.PERSON_JOINED)
    hired = joined[joined["code"] != Reason.PROMOTED]
    notice = frozen.params.people.notice + 5 * DAY  # offers made before, and a weekend
    assert not np.any((hired["time"] > APRIL + notice) & (hired["time"] < JULY))
    assert np.count_nonzero((hired["time"] > JULY) & (hired["time"] < JULY + 30 * DAY)) > 3
    delays = of(log, Kind.HIRING_DELAYED)
    assert np.all((delays["time"] < JULY) & (delays["value"] == JULY))
    found = values(frozen, log)
    assert found["frozen_days"] == pytest.approx((delays["value"] - delays["time"]).sum() / DAY)


@compiled_only
def test_a_hiring_freeze_leaves_more_seats_vacant():
    freeze_ = entry("hiring_freeze", until="2026-10-01")
    assert mean("vacant_seats", freeze_) > 1.3 * mean("vacant_seats")


def test_an_event_about_a_scenario_without_a_chart_is_one_clear_error(tmp_path):
    (tmp_path / "none.yaml").write_text("title: nothing\n")
    (tmp_path / "s.yaml").write_text(
        "extends: default\nevents:\n- {event: reorganisation, date: 2026-04-01, org: none.yaml}\n"
    )
    with pytest.raises(InputError, match=r"s.yaml:3: events.org: .*'none.yaml' has no org chart"):
        load_scenario(tmp_path / "s.yaml")


def test_two_scenarios_may_name_each_others_charts(tmp_path):
    for name, other, chart in (("a", "b", "cro_led"), ("b", "a", "cso_led")):
        (tmp_path / f"{name}.yaml").write_text(
            f"extends: {chart}\nevents:\n"
            f"- {{event: reorganisation, date: 2026-04-01, org: {other}.yaml}}\n"
        )
    found = load_scenario(tmp_path / "a.yaml")
    assert found.events[0].org == load_scenario("cso_led").org


def test_a_chart_may_be_named_for_a_reorganisation_of_roles_that_were_not_there():
    frozen, _ = run(entry("reorganisation", org="cso_led"))
    assert {Role.CSO, Role.CCO, Role.CRO} <= set(frozen.params.seat["role"].tolist())
