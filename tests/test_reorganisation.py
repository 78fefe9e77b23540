"""Another chart in the middle of the run: who stays, who goes, what it costs and what it brings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.invariants import check
from sim.metrics.monthly import SERIES, monthly
from sim.org.chart import OrgChart, build_chart
from sim.org.succession import succession
from sim.params import Frozen
from sim.rules import changes
from sim.rules import people as people_rules
from sim.rules.terms import chance_of
from sim.scenario.loading import load_scenario
from sim.scenario.structure_channels import all_null
from sim.streams import Luck
from sim.vocabulary import Entity, Kind, Reason, Role
from sim.worktime import DAY
from tests.compiled_only import compiled_only

YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 12}
FREE = {"speed_loss": 0, "quit_ratio": 1, "portfolio_handoffs": 0}
APRIL = 90 * DAY


def half(name: str) -> dict[str, Any]:
    seats = {"sdr": 3, "bdr_mm": 3, "bdr_ent": 1, "ae_smb": 4, "ae_mm": 4, "ae_ent": 2}
    return {"unit": name, "leader": "sales_manager", "seats": seats}


HALVES: dict[str, Any] = {
    "unit": "Company",
    "leader": "ceo",
    "teams": [
        half("North"),
        half("South"),
        {"unit": "Service", "leader": "cs_manager", "seats": {"se": 5, "csm_mm": 8, "csm_smb": 3}},
    ],
}


def change(org: Any, **more: Any) -> dict[str, Any]:
    return {"event": "reorganisation", "date": "2026-04-01", "org": org, **more}


def run(name: str, *events: dict[str, Any], **more: Any) -> tuple[Frozen, np.ndarray]:
    frozen = freeze(load_scenario(name, {**YEAR, "events": list(events), **more}))
    return frozen, simulate(frozen.params, 0, 20)


def chart_of(name: str, **more: Any) -> OrgChart:
    return build_chart(load_scenario(name, more))


def without_events(log: np.ndarray) -> bytes:
    return log[log["kind"] != Kind.EVENT_HAPPENED].tobytes()


# --- who is who ---------------------------------------------------------------------------------
def test_the_same_chart_has_the_same_seats():
    chart = chart_of("cro_led")
    found = succession([chart, chart])
    assert found.seats == chart.seats
    assert found.places[0] == found.places[1] == tuple(range(len(chart.seats)))


def test_customer_facing_people_keep_their_seats_and_only_leaders_come_and_go():
    cro, cso = chart_of("cro_led"), chart_of("cso_led")
    found = succession([cro, cso])
    new = {seat.name for seat in found.seats[len(cro.seats) :]}
    assert new == {"Commercial / cso", "Customer office / cco"}
    gone = set(found.places[0]) - set(found.places[1])
    assert {found.seats[number].name for number in gone} == {"Revenue / cro"}


def test_people_whose_unit_disappears_are_matched_by_job_and_order():
    cro, pods = chart_of("cro_led"), chart_of("cro_led", org=HALVES)
    found = succession([cro, pods])
    sellers = {"ae_smb", "ae_mm", "ae_ent", "sdr"}
    assert not [seat for seat in found.seats[len(cro.seats) :] if seat.job in sellers]
    assert len(found.seats) == len(cro.seats) + 3  # three more CSMs; managers stay with the company
    places = [
        place
        for seat, place in zip(pods.seats, found.places[1], strict=True)
        if seat.job == "ae_mm"
    ]
    assert places == sorted(places)


def test_a_seat_that_comes_back_in_a_third_chart_is_the_old_one():
    cro, cso = chart_of("cro_led"), chart_of("cso_led")
    found = succession([cro, cso, cro])
    assert found.places[2] == found.places[0]


def test_a_share_of_portfolios_changes_hands():
    luck = Luck(3, 0)
    share = np.mean([changes.changes_hands(luck, 0.1, key, 0) for key in range(5000)])
    # Binomial(5000, .1) leaves .08 to .12 less than once in 100,000 times.
    assert 0.08 < share < 0.12
    assert not any(changes.changes_hands(luck, 0.0, key, 0) for key in range(100))


def test_unrest_multiplies_the_odds_of_leaving():
    p = freeze(load_scenario("default")).params
    calm, restless = (
        chance_of(people_rules.quit_terms(p.people, p.leader, 0.03, 1e7, -1.0, 3.0, 0.5, extra))
        for extra in (0.0, np.log(1.3))
    )
    assert restless / (1 - restless) == pytest.approx(1.3 * calm / (1 - calm))


# --- what it does -------------------------------------------------------------------------------
def test_the_same_chart_without_costs_changes_not_a_byte():
    _, plain = run("cro_led")
    _, log = run("cro_led", change("cro_led", **FREE))
    assert without_events(plain) == without_events(log)
    assert len(plain) + 1 == len(log)


@compiled_only
@pytest.mark.parametrize("cost", ["speed_loss", "quit_ratio", "portfolio_handoffs"])
def test_each_cost_alone_changes_something(cost):
    _, plain = run("cro_led")
    value = {"speed_loss": 0.05, "quit_ratio": 3, "portfolio_handoffs": 0.1}[cost]
    _, log = run("cro_led", change("cro_led", **{**FREE, cost: value}))
    assert without_events(plain) != without_events(log)


@compiled_only
def test_with_every_channel_null_a_free_change_of_chiefs_changes_no_lead_deal_or_customer():
    """The placebo in mid-run: CRO to CSO, and nothing below VP level notices."""
    quiet = all_null()
    frozen, plain = run("cro_led", **quiet)
    _, log = run("cro_led", change("cso_led", **FREE), **quiet)
    roles = np.append(frozen.params.seat["role"], -1)
    everybody, _ = run("cro_led", change("cso_led", **FREE), **quiet)
    later = np.append(everybody.params.seat["role"], -1)
    structural = (Kind.EVENT_HAPPENED, Kind.REPORTING_CHANGED)
    below = [
        one[(known[one["seat"]] < Role.VP_SALES) & ~np.isin(one["kind"], structural)]
        for one, known in ((plain, roles), (log, later))
    ]
    assert len(below[0]) > 100_000
    assert below[0].tobytes() == below[1].tobytes()


def test_chiefs_of_the_old_chart_leave_and_those_of_the_new_one_join_on_the_day():
    frozen, log = run("cro_led", change("cso_led"))
    closed, opened = (log[log["kind"] == kind] for kind in (Kind.SEAT_CLOSED, Kind.SEAT_OPENED))
    names = frozen.names.seats
    assert [names[s] for s in closed["seat"]] == ["Revenue / cro"]
    assert {names[s] for s in opened["seat"]} == {"Commercial / cso", "Customer office / cco"}
    assert np.all(closed["code"] == Reason.REORGANISED)
    assert np.all(opened["time"] - APRIL < DAY)
    joined = log[(log["kind"] == Kind.PERSON_JOINED) & np.isin(log["seat"], opened["seat"])]
    assert len(joined) >= 2
    bosses = log[log["kind"] == Kind.REPORTING_CHANGED]
    moved = {names[row["seat"]]: names[row["other"]] for row in bosses}
    assert moved["Sales / vp_sales"] == "Commercial / cso"
    assert moved["Customer success / cs_manager"] == "Customer office / cco"
    assert check(frozen.params, log) == []


def test_people_in_new_units_keep_working_for_their_new_boss():
    frozen, log = run("cro_led", change(HALVES))
    seats = np.flatnonzero(frozen.params.seat["role"] == Role.AE)
    late = log[(log["time"] > APRIL + 30 * DAY) & (log["kind"] == Kind.DEAL_WON)]
    assert set(late["seat"]) <= set(seats)
    bosses = {
        int(row["seat"]): int(row["other"]) for row in log[log["kind"] == Kind.REPORTING_CHANGED]
    }
    coached = log[
        (log["time"] > APRIL + 30 * DAY)
        & (log["kind"] == Kind.WORK_DONE)
        & np.isin(log["subject"], list(bosses))
        & (log["code"] == 14)
    ]
    assert len(coached) > 20
    fitting = [bosses[int(row["subject"])] == row["seat"] for row in coached]
    assert np.mean(fitting) > 0.95  # a few hours were still on the old boss's agenda
    assert check(frozen.params, log) == []


def test_portfolios_pass_to_somebody_else_on_the_day():
    _, log = run("cro_led", change("cro_led", **{**FREE, "portfolio_handoffs": 0.3}))
    rows = log[(log["kind"] == Kind.OWNER_CHANGED) & (log["time"] == APRIL)]
    customers = rows[rows["code"] == Entity.CUSTOMER]
    alive = log[(log["time"] < APRIL) & (log["kind"] == Kind.CUSTOMER_STARTED)]
    gone = log[(log["time"] < APRIL) & (log["kind"] == Kind.CUSTOMER_CHURNED)]
    share = len(customers) / (len(alive) - len(gone))
    assert 0.2 < share < 0.4
    assert np.all(rows["seat"] != rows["other"])


@compiled_only
def test_a_reorganisation_costs_at_first_and_pays_later_if_the_new_chart_is_better():
    """From peers who never talk to one chief, where informal hand-offs lose most of the context."""
    world = {
        "structure.compliance": 0.1,
        "structure.distance_decay": 1.0,
        "structure.fidelity_unstructured": 0.2,
        "calendar.warm_up_months": 0,
        "calendar.horizon_months": 24,
    }
    costly = change("cro_led", speed_loss=0.3)
    sao = [series.name for series in SERIES].index("sao")

    def saos(events: list[dict[str, Any]]) -> np.ndarray:
        frozen = freeze(load_scenario("cso_led", {**world, "events": events}))
        logs = (simulate(frozen.params, r, 4) for r in range(12))
        return np.mean([monthly(frozen.params, log)[:, sao] for log in logs], axis=0)

    gain = saos([costly]) - saos([])
    assert np.all(gain[:3] == 0)
    assert gain[3:5].sum() < -10  # April and May: 30 % of everybody's time is lost
    assert gain[12:].sum() > 20  # the second year


def test_a_chart_may_come_from_a_people_list(tmp_path):
    (tmp_path / "new.csv").write_text(
        "name,role,manager,segment\nAda,ceo,,\nBo,ae,Ada,smb\nCy,ae,Ada,mm\nDi,sdr,Ada,\n"
    )
    (tmp_path / "s.yaml").write_text(
        "extends: startup\nevents:\n"
        "- {event: reorganisation, date: 2026-04-01, org: {people: new.csv}}\n"
    )
    found = load_scenario(tmp_path / "s.yaml")
    frozen = freeze(found)
    there = frozen.params.changes.chart[1]["there"]
    jobs = [frozen.names.jobs[job] for job in frozen.params.seat["job"][there == 1]]
    assert sorted(jobs) == ["ae_mm", "ae_smb", "ceo", "sdr"]
