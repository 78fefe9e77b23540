"""Metamorphic relations: how a change of the input must show, or must not show, in the output."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from sim.params import Frozen, Params
from sim.rules import ae as rules
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.verification.runs import SEED, measured, of_kind, waits_of
from sim.verification.worlds import CERTAIN, NEVER, arrivals, job, org, quiet
from sim.vocabulary import EVENT, Kind, Work
from tests.compiled_only import compiled_only

pytestmark = compiled_only

SHORT = {"calendar.warm_up_months": 3, "calendar.horizon_months": 6}
UPSTREAM_KINDS = range(Kind.LEAD_CREATED, Kind.DEAL_LOST + 1)
UPSTREAM_WORK = range(Work.ROUTING, Work.EVALUATING + 1)


@cache
def default(**overrides: Any) -> Frozen:
    return freeze(load_scenario("default", {**SHORT, **dict(overrides)}))


def log_of(frozen: Frozen, replication: int = 0) -> np.ndarray:
    return simulate(frozen.params, replication, SEED)


def with_values_times(params: Params, factor: float) -> Params:
    """The same company with deal values and quotas times a factor."""
    segment, job_ = params.segment.copy(), params.job.copy()
    segment["annual_value"] *= factor
    job_["quota"] = np.round(job_["quota"] * factor)
    return params._replace(segment=segment, job=job_)


# --- money ---------------------------------------------------------------------------------------
def test_doubled_deal_values_double_bookings_and_move_no_date() -> None:
    """Inboxes resolve the logarithm of a deal's value to 1/1,024: the factor is whole steps."""
    double = math.exp(710 / 1024)
    assert double == pytest.approx(2, abs=1e-3)
    params = default().params
    before, after = simulate(params, 0, SEED), simulate(with_values_times(params, double), 0, SEED)
    money = np.isin(
        before["kind"],
        (
            Kind.OPPORTUNITY_OPENED,
            Kind.STAGE_ENTERED,
            Kind.DEAL_WON,
            Kind.DEAL_LOST,
            *range(Kind.CUSTOMER_STARTED, Kind.CUSTOMER_CHURNED + 1),
        ),
    )
    twice = np.isin(
        before["kind"], (Kind.COMMISSION_EARNED, Kind.QUOTA_SET, Kind.FORECAST_MADE)
    )  # kinds whose ``since`` is money too
    for column in EVENT.names or ():
        moved = before[column] != after[column]
        held = {"value": ~money & ~twice, "since": ~twice}.get(column, np.ones(len(moved), bool))
        assert not np.any(moved & held), column
    won = before["kind"] == Kind.DEAL_WON
    assert won.sum() > 100
    # Value, list price and net price are each rounded to the cent, in both runs.
    assert np.abs(after["value"][won] - double * before["value"][won]).max() <= 2 * (double + 1)


def test_a_company_that_wins_nothing_has_no_new_arr_and_costs_all_the_same() -> None:
    never = {f"segments.{name}.stage_advance": [NEVER] * 4 for name in ("smb", "mm", "ent")}
    frozen = freeze(load_scenario("default", {**SHORT, **never}))
    values = dict(
        zip((kpi.name for kpi in kpis(frozen)), fold(frozen.params, log_of(frozen)), strict=True)
    )
    assert values["sao"] > 100
    assert values["new_arr"] == 0
    assert values["wins"] == 0
    assert values["cost"] > 1e6


# --- people --------------------------------------------------------------------------------------
def test_an_additional_csm_changes_nothing_upstream() -> None:
    """But for hours that executives give to CSMs (hiring, save plays), for referrals, and for the
    tools that one more head has to learn: those effects are set to 0."""
    off = {
        "people.second_interview_hours": 0,
        "operations.adoption_effect": 0,
        "csm.escalation_effect": 0,
        "demand.referral_elasticity": 0,
    }
    for replication in range(3):
        worlds = [
            default(**{"org.Customer success.seats.csm_mm": count, **off}) for count in (5, 6)
        ]
        before, after = (upstream(frozen, log_of(frozen, replication)) for frozen in worlds)
        assert len(before) > 50_000
        assert before == after


def upstream(frozen: Frozen, log: np.ndarray) -> list[tuple[Any, ...]]:
    """Everything that happens to leads and deals, and the work on them; seats by their names."""
    worked = (log["kind"] == Kind.WORK_DONE) & np.isin(log["code"], UPSTREAM_WORK)
    rows = log[worked | np.isin(log["kind"], UPSTREAM_KINDS)]
    names = np.array([*frozen.names.seats, ""], dtype=object)
    other = rows["other"].astype(object)
    booked = rows["kind"] == Kind.MEETING_BOOKED
    other[booked] = names[rows["other"][booked]]
    columns = [
        rows[name].tolist() for name in ("time", "kind", "code", "subject", "since", "value")
    ]
    return list(zip(*columns, names[rows["seat"]], other, strict=True))


def test_the_order_of_teams_in_the_file_changes_no_byte() -> None:
    scenario = load_scenario("default", SHORT)
    revenue = scenario.org.teams[0]
    turned = revenue.model_copy(update={"teams": revenue.teams[::-1]})
    chart = scenario.org.model_copy(update={"teams": [turned]})
    other = freeze(scenario.model_copy(update={"org": chart}))
    assert log_of(default()).tobytes() == log_of(other).tobytes()


def test_in_a_company_of_equals_the_name_of_a_team_changes_nothing() -> None:
    """Names are the keys of luck; people who are all alike have none.  (Dates of hire differ.)"""
    logs = []
    for name in ("Sales", "Sellers"):
        chart = {
            "unit": "Company",
            "leader": "ceo",
            "teams": [{"unit": name, "leader": None, "seats": {"sdr": 3, "ae": 3, "csm": 2}}],
        }
        jobs = {role: job(role) for role in ("sdr", "ae", "csm")}
        frozen = quiet(arrivals(0.5), {"jobs": jobs, "org": chart, "initial": {"arr": 1e7}})
        log = log_of(frozen)
        logs.append(log[log["kind"] != Kind.PERSON_JOINED])
    assert np.count_nonzero(logs[0]["kind"] == Kind.DEAL_WON) > 100
    assert logs[0].tobytes() == logs[1].tobytes()


# --- capacity ------------------------------------------------------------------------------------
def test_with_people_to_spare_a_cycle_is_what_the_buyer_takes_and_our_own_work() -> None:
    segment = {
        "stage_advance": [CERTAIN] * 4,
        "stage_days": [14.0, 21.0, 21.0, 20.0],
        "meetings_per_stage": 2,
    }
    jobs = {"sdr": job("sdr"), "ae": job("ae")}
    frozen = quiet(
        arrivals(0.3), {"segments": {"only": segment}, "jobs": jobs, "org": org(sdr=2, ae=20)}
    )
    log = log_of(frozen)
    keys = {row["subject"]: int(row["value"]) for row in of_kind(log, Kind.LEAD_CREATED)}
    leads = {row["subject"]: row["other"] for row in of_kind(log, Kind.OPPORTUNITY_OPENED)}
    own_work = 4 * 2  # meetings of one second each
    won = of_kind(log, Kind.DEAL_WON)
    assert len(won) > 1000
    late = [
        row["time"]
        - row["since"]
        - own_work
        - buyers_time(frozen.params, keys[leads[row["subject"]]])
        for row in won
    ]
    assert min(late) == 0
    assert np.mean(np.array(late) == 0) > 0.99  # two tasks may meet in one second
    assert max(late) <= 2


def buyers_time(params: Params, key: int) -> int:
    """Seconds of deliberation and of gaps between the meetings of a stage, by the draws' names."""
    luck, segment = Luck(SEED, 0), params.segment[0]
    return sum(
        rules.deliberation(luck, params.ae, segment, key, stage, 1.0)
        + rules.meeting_gap(luck, segment, key, 2 * stage + 1)
        for stage in range(4)
    )


def two_markets(**more: Any) -> dict[str, Any]:
    """Two segments of one size."""
    half = {"inbound_share": 0.5}
    return {"segments": {"only": half, "other": {**_only(), **half}}, **more}


def _only() -> dict[str, Any]:
    from sim.verification.worlds import quiet_segment

    return quiet_segment()


def mean_wait(work: int) -> Any:
    return lambda frozen, log: float(waits_of(frozen, log, work).waited.mean())


def test_pooling_two_sdr_queues_never_lengthens_the_mean_wait() -> None:
    """Two SDRs with a market each, against two who share both; the same leads in 10 markets."""
    own = {"a": job("sdr", segment="only"), "b": job("sdr", segment="other"), "ae": job("ae")}
    shared = {"sdr": job("sdr"), "ae": job("ae")}
    sdr = {"touches": 1, "touch_hours": 1.0}
    apart = quiet(two_markets(sdr=sdr, jobs=own, org=org(a=1, b=1, ae=4)), arrivals(1.4))
    pooled = quiet(two_markets(sdr=sdr, jobs=shared, org=org(sdr=2, ae=4)), arrivals(1.4))
    waits = [measured(frozen, 10, mean_wait(Work.TOUCHING)) for frozen in (apart, pooled)]
    assert all(one > two for one, two in zip(*waits, strict=True))


def test_pooling_two_engineers_never_lengthens_the_mean_wait() -> None:
    technical = {
        "technical_share": 1.0,
        "se_hours": 1.0,
        "stage_advance": [CERTAIN, NEVER, 0.5, 0.5],
    }
    front = {"sdr": job("sdr"), "ae": job("ae")}
    own = {**front, "a": job("se", segment="only"), "b": job("se", segment="other")}
    shared = {**front, "se": job("se")}
    markets = two_markets()
    markets["segments"] = {name: {**one, **technical} for name, one in markets["segments"].items()}
    apart = quiet(markets, arrivals(1.4), {"jobs": own, "org": org(sdr=4, ae=4, a=1, b=1)})
    pooled = quiet(markets, arrivals(1.4), {"jobs": shared, "org": org(sdr=4, ae=4, se=2)})
    waits = [measured(frozen, 10, mean_wait(Work.EVALUATING)) for frozen in (apart, pooled)]
    assert all(one > two for one, two in zip(*waits, strict=True))
