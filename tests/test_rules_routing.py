"""Who gets the next lead, deal or customer: the rules, and what the policies do to a company."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.params import CHANNEL, SEGMENT, Frozen
from sim.rules import routing as rules
from sim.scenario.loading import load_scenario
from sim.verification.runs import SEED, of_kind, waits_of
from sim.verification.worlds import arrivals, job, org, quiet
from sim.vocabulary import Entity, Kind, Routing, Work
from tests.compiled_only import compiled_only


def chosen(policy: int, available: list[int], **more: Any) -> int:
    """The choice among seats of equal load and skill, unless ``more`` says otherwise."""
    usual = {"load": [0] * len(available), "skill": [0.0] * len(available)}
    words = {**usual, "cursor": 0, "account": 0, "quantile": 0.0, **more}
    return rules.choose(
        policy,
        np.array(available, np.int64),
        np.array(words["load"], np.int64),
        np.array(words["skill"], np.float64),
        words["cursor"],
        words["account"],
        words["quantile"],
    )


# --- rules ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("policy", Routing)
def test_a_desk_without_seats_chooses_nobody(policy):
    assert chosen(policy, []) == -1


@pytest.mark.parametrize("policy", Routing)
def test_who_is_not_available_is_passed_over_unless_nobody_is(policy):
    assert chosen(policy, [0, 0, 1]) == 2
    assert chosen(policy, [0, 0, 0]) == 0


def test_round_robin_goes_on_from_the_cursor_and_territory_from_the_account():
    assert chosen(Routing.ROUND_ROBIN, [1, 1, 1], cursor=4) == 1
    assert chosen(Routing.TERRITORY, [1, 1, 1], account=5) == 2
    assert chosen(Routing.NAMED, [1, 1, 0], account=5) == 0


def test_the_least_loaded_is_chosen_and_the_first_of_equals():
    assert chosen(Routing.LEAST_LOADED, [1, 1, 1, 0], load=[3, 2, 2, 0]) == 1


@pytest.mark.parametrize(("quantile", "position"), [(0.0, 2), (0.3, 2), (0.4, 0), (0.99, 3)])
def test_by_score_picks_the_quantile_of_skill_among_the_available(quantile, position):
    skill = [0.5, -9.0, -1.0, 2.0]
    assert chosen(Routing.BY_SCORE, [1, 0, 1, 1], skill=skill, quantile=quantile) == position


def test_by_score_ranks_people_of_equal_skill_by_position():
    assert [chosen(Routing.BY_SCORE, [1, 1], quantile=q) for q in (0.2, 0.7, 1.0)] == [0, 1, 1]


def test_only_a_named_owner_is_waited_for_and_only_until_patience_ends():
    assert rules.is_available(Routing.NAMED, 0, 99, 100) == 1
    assert rules.is_available(Routing.NAMED, 0, 100, 100) == 0
    assert rules.is_available(Routing.TERRITORY, 0, 99, 100) == 0
    assert rules.is_available(Routing.TERRITORY, 1, 100, 0) == 1


def test_an_owner_is_full_at_the_limit_and_never_without_one():
    assert [rules.is_full(2, load) for load in (1, 2, 3)] == [False, True, True]
    assert not rules.is_full(-1, 10**6)


def test_the_quantile_of_a_score_is_its_share_of_the_channels_mqls():
    sigma = noise = np.sqrt(2.0)
    channel = np.zeros(1, CHANNEL).view(np.recarray)[0]
    channel.quality, channel.level = 1.0, 0.5  # the threshold is 1 + 0.5 x 2
    scores = stats.norm(1.0, 2.0)
    for score in (2.0, 2.5, 4.0, 40.0):
        expected = (scores.cdf(score) - scores.cdf(2.0)) / scores.sf(2.0)
        assert rules.score_quantile(channel, sigma, noise, score) == pytest.approx(expected)
    assert rules.score_quantile(channel, 0.0, 0.0, 3.0) == 0.5


def test_the_quantile_of_a_value_is_its_share_of_the_segments_deals():
    segment = np.zeros(1, SEGMENT).view(np.recarray)[0]
    segment.annual_value, segment.value_sigma = 12_000.0, 0.5
    values = stats.lognorm(0.5, scale=12_000.0 * np.exp(-0.125))
    for dollars in (1_000, 12_000, 40_000):
        found = rules.value_quantile(segment, 100 * dollars)
        assert found == pytest.approx(values.cdf(dollars))
    assert rules.value_quantile(segment, 0) == pytest.approx(0)


# --- by score ------------------------------------------------------------------------------------
def sellers(policy: str, skill_effect: float) -> np.ndarray:
    """The deals won by eight AEs of very different skill, who have time for everything."""
    segment = {"value_sigma": 1.0, "stage_advance": [0.5] * 4}
    frozen = quiet(
        arrivals(0.5),
        {
            "segments": {"only": segment},
            "jobs": {"sdr": job("sdr"), "ae": job("ae")},
            "org": org(sdr=2, ae=8),
            "people": {"skill_sigma": 1.5},
            "ae": {"skill_effect": skill_effect},
            "routing": {"deals": policy},
        },
    )
    return of_kind(simulate(frozen.params, 0, SEED), Kind.DEAL_WON)


@compiled_only
def test_the_best_deals_for_the_best_sellers_bring_more_where_skill_matters():
    matched, in_turn = sellers("by_score", 0.5), sellers("round_robin", 0.5)
    assert matched["value"].sum() > 1.1 * in_turn["value"].sum()


@compiled_only
def test_matching_deals_and_sellers_changes_nothing_where_skill_does_not_matter():
    matched, in_turn = sellers("by_score", 0.0), sellers("round_robin", 0.0)
    assert len(matched) > 100
    assert set(matched["value"].tolist()) == set(in_turn["value"].tolist())


# --- named owners --------------------------------------------------------------------------------
def company(**overrides: Any) -> Frozen:
    half_a_year = {"calendar.warm_up_months": 0, "calendar.horizon_months": 6}
    leavers = {f"jobs.ae_{name}.attrition": 0.9 for name in ("smb", "mm", "ent")}
    return freeze(load_scenario("default", {**half_a_year, **leavers, **overrides}))


@compiled_only
def test_a_named_owners_deals_stay_and_wait_for_the_successor():
    worlds = [
        company(**{"routing.deals": policy, "routing.named_patience_days": 90})
        for policy in ("territory", "named")
    ]
    moved, waited = [], []
    for frozen in worlds:
        log = simulate(frozen.params, 0, SEED)
        changes = of_kind(log, Kind.OWNER_CHANGED)
        moved.append(np.count_nonzero(changes["code"] == Entity.OPPORTUNITY))
        waited.append(float(waits_of(frozen, log, Work.DISCOVERY_CALL).waited.mean()))
    assert moved[1] < moved[0] / 2
    assert waited[1] > 2 * waited[0]


@compiled_only
def test_after_the_patience_with_a_vacancy_its_work_is_passed_on():
    frozen = company(**{"routing.deals": "named", "routing.named_patience_days": 20})
    log = simulate(frozen.params, 0, SEED)
    changes = of_kind(log, Kind.OWNER_CHANGED)
    changes = changes[changes["code"] == Entity.OPPORTUNITY]
    left = {(int(row["seat"]), int(row["time"])) for row in of_kind(log, Kind.PERSON_LEFT)}
    left |= {(seat, 0) for seat in range(len(frozen.params.seat))}  # vacant at the start
    waited = [(int(row["other"]), int(row["time"]) - 20 * 86400) for row in changes]
    after_patience = [one in left for one in waited]
    assert len(changes) > 20
    assert np.mean(after_patience) > 0.7  # others come back to a named owner who is there again


# --- overflow ------------------------------------------------------------------------------------
def mqls_by_owner(log: np.ndarray) -> np.ndarray:
    return np.unique(of_kind(log, Kind.LEAD_ASSIGNED)["seat"], return_counts=True)[1]


@compiled_only
def test_a_limit_on_open_leads_evens_out_the_load():
    """Territories are uneven; a limit hands the rest to whoever has least."""
    spread = {}
    for limit in (None, 60):
        p = company(**{"routing.leads": "territory", "routing.overflow_leads": limit}).params
        logs = [simulate(p, replication) for replication in range(4)]
        spread[limit] = np.mean([mqls_by_owner(log).std() for log in logs])
        rows = np.concatenate([of_kind(log, Kind.WORK_OVERFLOWED) for log in logs])
        assert len(rows) > 400 if limit else len(rows) == 0
        assert np.all(rows["value"] >= (limit or 0))
        assert np.all(rows["seat"] != rows["other"])
    assert spread[60] < 0.95 * spread[None]


@compiled_only
def test_a_full_desk_spills_into_other_segments_only_where_that_is_allowed():
    few = {f"jobs.ae_{name}.attrition": 0.2 for name in ("smb", "mm", "ent")}
    tight = {"routing.overflow_deals": 6, "org.Enterprise sales.seats.ae_ent": 9, **few}
    shut, open_ = (
        (frozen, simulate(frozen.params, 0, SEED))
        for frozen in (company(**tight), company(**tight, **{"routing.spill": True}))
    )
    assert len(of_kind(shut[1], Kind.WORK_SPILLED)) == 0
    spilled = of_kind(open_[1], Kind.WORK_SPILLED)
    assert len(spilled) > 20
    segment = open_[0].params.seat["segment"]
    assert np.all(segment[spilled["seat"]] != segment[spilled["other"]])
