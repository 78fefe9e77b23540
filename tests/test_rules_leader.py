"""Coaching, and leaders who play themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.params import Frozen
from sim.rules import leader as rules
from sim.scenario.loading import load_scenario
from sim.verification.runs import SEED, of_kind, work_of
from sim.vocabulary import Kind, Role, Work
from tests.compiled_only import compiled_only


def company(**overrides: Any) -> Frozen:
    half_a_year = {"calendar.warm_up_months": 0, "calendar.horizon_months": 6}
    return freeze(load_scenario("default", {**half_a_year, **overrides}))


def log_of(frozen: Frozen, replication: int = 0) -> np.ndarray:
    return simulate(frozen.params, replication, SEED)


def seats_of(frozen: Frozen, role: int) -> np.ndarray:
    return np.flatnonzero(frozen.params.seat["role"] == role)


# --- coaching ------------------------------------------------------------------------------------
def effect(hours: float, coach_skill: float, **more: float) -> float:
    leader = company().params.leader._replace(**more)
    return rules.coaching_effect(leader, hours, 0.0, 3.0, coach_skill)


def usual_coaching() -> float:
    return float(company().params.leader.coaching_reference)


def test_the_usual_dose_by_a_coach_of_usual_skill_changes_nothing():
    assert effect(usual_coaching(), 0.0) == pytest.approx(0.0)


def test_an_hour_of_a_better_seller_is_worth_more_in_proportion_to_the_effect():
    usual = usual_coaching()
    gain = effect(usual, 1.0, coach_skill_effect=0.2)
    assert gain > 0
    assert effect(usual, -1.0, coach_skill_effect=0.2) == pytest.approx(-gain)
    assert effect(usual, 1.0, coach_skill_effect=0.4) == pytest.approx(2 * gain)
    assert effect(usual, 1.0, coach_skill_effect=0.0) == pytest.approx(0.0)


def test_without_hours_or_with_the_worst_coach_there_is_no_coaching():
    nothing = effect(0.0, 0.0)
    assert effect(0.0, 2.0, coach_skill_effect=1.0) == pytest.approx(nothing)
    assert effect(9.0, -9.0, coach_skill_effect=1.0) == pytest.approx(nothing)


# --- time for people -----------------------------------------------------------------------------
def test_time_for_the_person_keeps_people_by_half_at_half_the_dose():
    leader = company().params.leader._replace(people_half=2.0, people_reference=0.0)
    assert [rules.attention(leader, hours) for hours in (0.0, 2.0, 6.0)] == [0.0, 0.5, 0.75]
    assert rules.attention(leader._replace(people_reference=2.0), 2.0) == 0.0


@compiled_only
def test_the_week_brings_every_report_the_boss_s_time():
    frozen = company(**{"leader.agendas.sales_manager.people_hours": 4})
    p, log = frozen.params, log_of(frozen)
    done = work_of(log, Work.ATTENDING)
    mine = done[np.isin(done["seat"], seats_of(frozen, Role.SALES_MANAGER))]
    assert set(p.seat["role"][mine["subject"]]) == {Role.AE, Role.SE}
    assert (p.seat["boss"][mine["subject"]] == mine["seat"]).all()
    monthly = mine["other"] / 3600 * 365.25 / (12 * 7)
    focus = p.operations.availability * (1 - p.job["admin_share"][p.seat["job"][mine["seat"]]])
    assert monthly * focus == pytest.approx(4, rel=0.05)


@compiled_only
def test_time_for_people_keeps_them_and_coaching_does_not():
    """Half of the AEs would go in a year; six replications, the same draws in every company."""
    often = {f"jobs.ae_{name}.attrition": 0.5 for name in ("smb", "mm", "ent")}
    strong = {"people.attention_effect": -5.0}

    def departures(**agenda: float) -> int:
        set_to = {f"leader.agendas.sales_manager.{key}": hours for key, hours in agenda.items()}
        frozen = company(**often, **strong, **set_to)
        sellers = seats_of(frozen, Role.AE)
        logs = [of_kind(log_of(frozen, number), Kind.PERSON_LEFT) for number in range(6)]
        return sum(int(np.isin(left["seat"], sellers).sum()) for left in logs)

    none, usual, much = (departures(people_hours=hours) for hours in (0, 0.5, 3))
    assert none > 1.5 * usual > 2 * much
    assert departures(coaching_hours=0) == pytest.approx(usual, rel=0.25)


# --- player-coaches ------------------------------------------------------------------------------
def touches_of(frozen: Frozen, log: np.ndarray, role: int) -> np.ndarray:
    touches = work_of(log, Work.TOUCHING)
    return touches[np.isin(touches["seat"], seats_of(frozen, role))]


@compiled_only
def test_a_leader_without_hours_for_it_does_not_help():
    frozen = company(**{"leader.agendas.team_lead.helping_hours": 0})
    assert len(touches_of(frozen, log_of(frozen), Role.TEAM_LEAD)) == 0


@compiled_only
def test_a_leader_helps_up_to_the_hours_of_a_month_and_one_touch_more():
    frozen = company(**{"leader.agendas.team_lead.helping_hours": 5})
    mine = touches_of(frozen, log_of(frozen), Role.TEAM_LEAD)
    starts = frozen.params.run.month_starts
    for seat in np.unique(mine["seat"]):
        job = frozen.params.job[frozen.params.seat["job"][seat]]
        focus = frozen.params.operations.availability * (1 - job["admin_share"])
        hours = np.zeros(len(starts))
        row = mine[mine["seat"] == seat]
        month = np.searchsorted(starts, row["since"], side="right") - 1
        np.add.at(hours, month, row["other"] * focus / 3600)
        assert hours.max() <= 5 + 1.5
        assert hours.mean() > 2


@compiled_only
def test_a_leader_who_helps_owns_no_lead():
    frozen = company(**{"leader.agendas.team_lead.helping_hours": 40})
    log = log_of(frozen)
    assert len(touches_of(frozen, log, Role.TEAM_LEAD)) > 500
    leads = seats_of(frozen, Role.TEAM_LEAD)
    for kind in (Kind.LEAD_ASSIGNED, Kind.LEAD_ENDED, Kind.OWNER_CHANGED):
        assert not np.isin(of_kind(log, kind)["seat"], leads).any()
    assert not np.isin(of_kind(log, Kind.MEETING_BOOKED)["other"], leads).any()


@compiled_only
def test_player_coaches_shorten_the_response_under_load():
    """A fifth more leads than the SDRs can well work."""
    load = {"channels.organic.leads_per_month": 1500}
    first = []
    for hours in (0, 60):
        frozen = company(**load, **{"leader.agendas.team_lead.helping_hours": hours})
        mean = []
        for replication in range(4):
            touches = work_of(log_of(frozen, replication), Work.TOUCHING)
            once = np.unique(touches["subject"], return_index=True)[1]
            mean.append((touches["since"] - touches["value"])[once].mean())
        first.append(np.mean(mean))
    assert first[1] < 0.95 * first[0]


@compiled_only
def test_without_an_analyst_team_leads_route_leads_by_hand():
    plain, alone = company(), company(**{"org.Sales.seats.sales_ops": None})
    assert len(seats_of(alone, Role.SALES_OPS)) == 0
    for frozen, role in ((plain, Role.SALES_OPS), (alone, Role.TEAM_LEAD)):
        routed = work_of(log_of(frozen), Work.ROUTING)
        assert len(routed) > 100
        assert np.isin(routed["seat"], seats_of(frozen, role)).all()
