"""Seats that are planned to close: the holder goes, nobody follows, the work is passed on."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.freeze.tables import new_table
from sim.metrics.fold import fold
from sim.metrics.invariants import check
from sim.metrics.registry import kpis
from sim.params import JOB, SEAT, Frozen
from sim.rules.pay import severance
from sim.rules.staffing import empty_desks, staff_desks
from sim.scenario.loading import load_scenario
from sim.vocabulary import Desk, Entity, Kind, Reason, Role, Standing
from sim.worktime import DAY
from tests.compiled_only import compiled_only

YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 12}
GONE = {"org.SMB sales.seats.ae_smb": [{"count": 5}, {"count": 3, "ends": "2026-04-01"}]}
FIRST_APRIL = 90 * DAY


def run(*overlays: dict, replication: int = 0) -> tuple[Frozen, np.ndarray]:
    settings = {key: value for overlay in (YEAR, *overlays) for key, value in overlay.items()}
    frozen = freeze(load_scenario("default", settings))
    return frozen, simulate(frozen.params, replication, 3)


def values(frozen: Frozen, log: np.ndarray) -> dict[str, float]:
    return dict(zip([kpi.name for kpi in kpis(frozen)], fold(frozen.params, log), strict=True))


def test_severance_is_months_of_base_pay():
    assert severance(12_000_000, 2.0) == 2_000_000


def staffed(standing: list[int]) -> tuple[list[int], list[int]]:
    """Members of (leads, deals) in a company of two SDRs and three AEs of two segments."""
    seats, jobs = new_table(5, SEAT), new_table(1, JOB)
    seats.role = [Role.SDR, Role.SDR, Role.AE, Role.AE, Role.AE]
    seats.segment = [-1, -1, 0, 1, -1]
    desks = empty_desks(5, 2)
    routing = freeze(load_scenario("default")).params.routing
    staff_desks(routing, seats, jobs, np.array(standing), desks)
    first, number, members = desks.first, desks.number, desks.members
    found = [
        members[first[desk, 0] : first[desk, 0] + number[desk, 0]].tolist()
        for desk in (Desk.LEADS, Desk.DEALS)
    ]
    return found[0], found[1]


def test_a_desk_is_staffed_by_the_segment_then_generalists_then_everybody_who_is_there():
    here, gone = Standing.OPEN, Standing.ABSENT
    assert staffed([here] * 5) == ([0, 1], [2])
    assert staffed([here, Standing.PLANNED, gone, here, here]) == ([0], [4])
    assert staffed([here, here, Standing.PLANNED, here, here]) == ([0, 1], [4])
    assert staffed([Standing.PLANNED, gone, gone, here, gone]) == ([3], [3])
    assert staffed([gone, gone, gone, here, gone]) == ([3], [3])


def test_leads_and_deals_wait_for_somebody_even_where_nobody_is_left():
    assert staffed([Standing.ABSENT] * 5) == ([0, 1], [2])


def test_seats_close_on_their_day_and_nobody_follows():
    frozen, log = run(GONE)
    closed = log[log["kind"] == Kind.SEAT_CLOSED]
    assert len(closed) == 3
    assert set(closed["time"]) == {FIRST_APRIL}
    seats = closed["seat"]
    assert {frozen.names.seats[s] for s in seats} == {f"SMB sales / ae_smb {n}" for n in (6, 7, 8)}
    later = log[(log["time"] > FIRST_APRIL) & np.isin(log["seat"], seats)]
    assert not np.isin(later["kind"], (Kind.PERSON_JOINED, Kind.WORK_DONE)).any()
    left = log[(log["kind"] == Kind.PERSON_LEFT) & (log["code"] == Reason.LAID_OFF)]
    assert set(left["seat"]) <= set(seats)
    assert check(frozen.params, log) == []


def test_the_deals_of_a_closed_seat_pass_to_a_colleague_of_the_segment():
    frozen, log = run(GONE)
    change = log[(log["kind"] == Kind.OWNER_CHANGED) & (log["time"] == FIRST_APRIL)]
    change = change[change["code"] == Entity.OPPORTUNITY]
    assert len(change) > 5
    assert set(frozen.params.seat["role"][change["seat"]]) == {Role.AE}
    assert set(frozen.params.seat["segment"][change["seat"]]) == {0}


@compiled_only
def test_nothing_changes_before_the_day():
    _, log = run(GONE)
    _, plain = run()
    before = [one[one["time"] < FIRST_APRIL].tobytes() for one in (log, plain)]
    assert before[0] == before[1]


@compiled_only
def test_a_layoff_lowers_cost_and_counts_severance_but_no_vacancy():
    rows = [[values(*run(o, replication=r)) for r in range(6)] for o in ({}, GONE)]
    mean = [{k: np.nanmean([row[k] for row in side]) for k in side[0]} for side in rows]
    plain, less = mean
    assert less["cost"] < plain["cost"]
    assert less["headcount"] < plain["headcount"] - 1
    assert less["vacant_seats"] < plain["vacant_seats"] + 0.3
    assert 0 < less["layoffs"] <= 3
    # Three at most, each two months of the base half of 115,000 dollars.
    assert less["severance"] == pytest.approx(less["layoffs"] * 57_500 / 6, abs=1)
    assert plain["layoffs"] == plain["severance"] == 0


def test_a_closed_pool_of_engineers_leaves_no_deal_waiting():
    _, log = run({"org.Enterprise sales.seats.se": {"count": 5, "ends": "2026-04-01"}})
    after = log[log["time"] > FIRST_APRIL]
    missed = after[after["kind"] == Kind.SE_UNAVAILABLE]
    assert len(missed) > 0
    assert missed["time"].max() < FIRST_APRIL + 200 * DAY
    opened = set(log[log["kind"] == Kind.OPPORTUNITY_OPENED]["subject"][:300].tolist())
    ended = set(log[np.isin(log["kind"], (Kind.DEAL_WON, Kind.DEAL_LOST))]["subject"].tolist())
    assert len(opened - ended) < 15


def test_routing_by_hand_stops_with_the_last_analyst():
    _, log = run({"org.Sales.seats.sales_ops": {"count": 2, "ends": "2026-04-01"}})
    assigned = log[log["kind"] == Kind.LEAD_ASSIGNED]["subject"]
    mql = log[(log["kind"] == Kind.LEAD_MARKETING_QUALIFIED) & (log["time"] < 300 * DAY)]
    ended = log[log["kind"] == Kind.LEAD_ENDED]["subject"]
    assert np.isin(mql["subject"], np.concatenate((assigned, ended))).all()
