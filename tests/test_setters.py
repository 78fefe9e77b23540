"""Appointment setters: dates, confirmations and no-shows for the seats they serve."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.params import Frozen
from sim.rules import meeting as rules
from sim.rules import sdr as sdr_rules
from sim.rules.staffing import empty_desks, staff_desks
from sim.rules.terms import chance_of
from sim.scenario.loading import load_scenario
from sim.verification.runs import SEED, of_kind, work_of
from sim.vocabulary import Desk, Kind, Role, Standing, Touch, Work
from tests.compiled_only import compiled_only

HALF_A_YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 6}
NO_SETTERS = {"org.Inbound.seats.setter": None}


def company(**overrides: Any) -> Frozen:
    return freeze(load_scenario("default", {**HALF_A_YEAR, **overrides}))


def log_of(frozen: Frozen) -> np.ndarray:
    return simulate(frozen.params, 0, SEED)


def setting(**more: float) -> Any:
    return company().params.setting._replace(**more)


# --- rules ---------------------------------------------------------------------------------------
def test_at_the_usual_share_the_base_rates_hold():
    usual = setting(usual_confirmed=1.0, usual_recovered=1.0)
    assert chance_of(rules.show_terms(usual, 0.7, 1, 1)) == pytest.approx(0.7)
    assert chance_of(rules.rebook_terms(usual, 0.4, 1, 1)) == pytest.approx(0.4)


def test_a_confirmation_and_a_call_in_time_add_their_effect_in_log_odds():
    strong = setting(confirmation_effect=np.log(2.0), rebooking_effect=np.log(3.0))
    odds = [
        chance / (1 - chance)
        for chance in (
            chance_of(rules.show_terms(strong, 0.6, 0, 1)),
            chance_of(rules.show_terms(strong, 0.6, 1, 1)),
            chance_of(rules.rebook_terms(strong, 0.6, 0, 1)),
            chance_of(rules.rebook_terms(strong, 0.6, 1, 1)),
        )
    ]
    assert odds[1] == pytest.approx(2 * odds[0])
    assert odds[3] == pytest.approx(3 * odds[2])


def test_without_setters_confirmations_do_not_count():
    strong = setting(confirmation_effect=3.0, usual_confirmed=0.5)
    assert chance_of(rules.show_terms(strong, 0.6, 1, 0)) == pytest.approx(0.6)
    assert chance_of(rules.show_terms(strong, 0.6, 1, 1)) > 0.8


def test_what_is_certain_stays_certain():
    assert chance_of(rules.show_terms(setting(), 1.0, 0, 1)) == 1.0
    assert chance_of(rules.rebook_terms(setting(), 0.0, 1, 1)) == 0.0


def test_a_setter_takes_a_share_of_the_booking_work_and_of_nothing_else():
    sdr = company().params.sdr
    for outcome in Touch:
        whole, part = (sdr_rules.touch_work(sdr, outcome, taken) for taken in (0.0, 0.25))
        saved = 0.25 * sdr.booking_work if outcome == Touch.QUALIFIED else 0.0
        assert whole - part == pytest.approx(saved)


# --- who serves whom -----------------------------------------------------------------------------
@pytest.mark.parametrize(("serves", "setters"), [("own_segment", [2, 0, 0]), ("all", [2, 2, 2])])
def test_setters_serve_their_own_segment_or_all(serves, setters):
    p = company(**{"setter.serves": serves}).params
    desks = empty_desks(len(p.seat), len(p.segment))
    staff_desks(p.routing, p.seat, p.job, np.full(len(p.seat), Standing.OPEN), desks)
    assert desks.number[Desk.SETTINGS].tolist() == setters


# --- a company -----------------------------------------------------------------------------------
@compiled_only
def test_a_company_without_setters_knows_nothing_of_their_parameters():
    changed = {
        "setter.confirmation_effect": 2.0,
        "setter.usual_confirmed": 0.1,
        "setter.rebooking_effect": 2.0,
        "setter.usual_recovered": 0.1,
        "setter.scheduling_share": 0.9,
        "setter.serves": "all",
    }
    plain, other = (log_of(company(**NO_SETTERS, **more)) for more in ({}, changed))
    assert len(plain) > 20_000
    assert plain.tobytes() == other.tobytes()


@compiled_only
def test_switched_off_setters_only_call():
    off = {f"setter.{switch}": False for switch in ("confirms", "recovers", "schedules")}
    log = log_of(company(**off))
    assert len(work_of(log, Work.SETTING)) > 500
    assert len(work_of(log, Work.CONFIRMING, Work.REBOOKING, Work.SCHEDULING)) == 0


@compiled_only
def test_confirmations_lower_no_shows():
    without_effect, with_effect = (
        company(**{"setter.usual_confirmed": 0, "setter.confirmation_effect": effect})
        for effect in (0.0, 1.0)
    )
    missed = [
        len(of_kind(log_of(one), Kind.MEETING_MISSED)) for one in (without_effect, with_effect)
    ]
    assert missed[1] < 0.85 * missed[0]


@compiled_only
def test_a_meeting_is_confirmed_before_its_time_or_not_at_all():
    log = log_of(company())
    confirmed, due = of_kind(log, Kind.MEETING_CONFIRMED), of_kind(log, Kind.MEETING_BOOKED)
    assert len(confirmed) > 500
    for row in confirmed[:500]:
        mine = due[(due["subject"] == row["subject"]) & (due["time"] <= row["time"])]
        assert row["time"] <= mine["value"].max()


@compiled_only
def test_calls_in_time_bring_more_missed_meetings_back():
    back = []
    for effect in (0.0, 1.5):
        log = log_of(company(**{"setter.usual_recovered": 0, "setter.rebooking_effect": effect}))
        called = len(work_of(log, Work.REBOOKING))
        assert called > 100
        back.append(len(of_kind(log, Kind.MEETING_RECOVERED)) / called)
    assert back[0] == pytest.approx(0.5, abs=0.08)
    assert back[1] > back[0] + 0.2


@compiled_only
def test_more_setters_take_booking_hours_off_sdrs():
    """The hours that SDRs spend on a touch that wins a meeting; others are as they were."""
    hours = []
    for setters in (None, 1):
        frozen = company(**{"org.Inbound.seats.setter": setters, "jobs.setter.attrition": 0})
        touches = work_of(log_of(frozen), Work.TOUCHING)
        sdrs = np.isin(touches["seat"], np.flatnonzero(frozen.params.seat["role"] == Role.SDR))
        hours.append(touches["other"][sdrs].sum() / sdrs.sum())
    assert hours[1] < hours[0]


@compiled_only
def test_a_meeting_gets_its_date_when_the_setter_has_found_one():
    log = log_of(company())
    found = work_of(log, Work.SCHEDULING)
    booked = of_kind(log, Kind.MEETING_BOOKED)
    keys = {(int(row["subject"]), int(row["time"])) for row in booked}
    assert len(found) > 200
    assert all((int(row["subject"]), int(row["time"])) in keys for row in found)


@compiled_only
def test_overworked_setters_confirm_fewer_meetings_in_time():
    plain, slow = (log_of(company(**{"setter.confirmation_hours": hours})) for hours in (0.1, 1.0))
    shares = [
        len(of_kind(log, Kind.MEETING_CONFIRMED)) / len(of_kind(log, Kind.MEETING_BOOKED))
        for log in (plain, slow)
    ]
    assert shares[1] < 0.8 * shares[0]
