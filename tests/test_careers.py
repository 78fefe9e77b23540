"""Promotions: the best of those who may move up does, keeps skill, and leaves a vacancy."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from sim.rules import people as rules
from sim.rules.leader import MONTH
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.vocabulary import Kind, Reason

LUCK = Luck(7, 0)
YEAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": 12}
OFTEN = {
    "people.promotion_share": 0.9,
    "people.promotion_tenure_months": 3,
    "jobs.ae_smb.attrition": 0.9,
    "jobs.ae_mm.attrition": 0.9,
}


def people(**changes):
    return freeze(load_scenario("default")).params.people._replace(**changes)


def run(**overrides):
    frozen = freeze(load_scenario("default", {**YEAR, **overrides}))
    return frozen, simulate(frozen.params, 0, 3)


def of(log, kind, code):
    return log[(log["kind"] == kind) & (log["code"] == code)]


def test_the_share_of_vacancies_filled_from_within_is_the_parameter():
    never, often = people(promotion_share=0.0), people(promotion_share=0.25)
    asked = [rules.is_filled_from_within(LUCK, often, key, 0) for key in range(4000)]
    # Binomial(4000, .25) leaves .22 to .28 once in 80,000 times.
    assert 0.22 < np.mean(asked) < 0.28
    assert not any(rules.is_filled_from_within(LUCK, never, key, 0) for key in range(200))


def test_nobody_is_promoted_before_their_time():
    year = people(promotion_tenure=int(12 * MONTH))
    assert rules.may_be_promoted(year, 0, int(12 * MONTH))
    assert not rules.may_be_promoted(year, 1, int(12 * MONTH))


def test_whoever_is_promoted_leaves_a_seat_that_may_lead_there_on_the_same_day():
    frozen, log = run(**OFTEN)
    left = of(log, Kind.PERSON_LEFT, Reason.PROMOTED)
    joined = of(log, Kind.PERSON_JOINED, Reason.PROMOTED)
    seat, job = frozen.params.seat, frozen.params.job
    assert len(joined) >= 5
    assert np.array_equal(left["seat"], joined["other"])
    assert np.array_equal(left["time"], joined["time"])
    old, new = seat[joined["other"]], seat[joined["seat"]]
    assert np.array_equal(job["promotes_to"][old["job"]], new["role"])
    assert np.all((old["segment"] == new["segment"]) | (old["segment"] == -1))
    assert np.all(left["time"] - left["since"] >= 3 * MONTH)


def test_the_most_skilled_candidate_of_the_segment_is_promoted():
    frozen, log = run(**OFTEN)
    p, luck = frozen.params, Luck(3, 0)
    hired = {}
    for row in log[np.isin(log["kind"], (Kind.PERSON_JOINED, Kind.PERSON_LEFT))]:
        if row["kind"] == Kind.PERSON_LEFT and row["code"] != Reason.PROMOTED:
            hired.pop(int(row["seat"]))
        elif row["kind"] == Kind.PERSON_JOINED and row["code"] == Reason.PROMOTED:
            first = of(log, Kind.PERSON_JOINED, Reason.PROMOTED)[0]
            assert row == first
            break
        elif row["kind"] == Kind.PERSON_JOINED:
            since = row["since"] if row["time"] == 0 else row["time"]
            hired[int(row["seat"])] = (int(row["subject"]), int(since))
    decided = int(first["since"])  # the vacancy, when the candidate was chosen
    target = int(p.seat["segment"][first["seat"]])
    able = [
        s
        for s, (_, since) in hired.items()
        if p.job["promotes_to"][p.seat["job"][s]] == p.seat["role"][first["seat"]]
        and p.seat["segment"][s] in (target, -1)
        and decided - since >= p.people.promotion_tenure
    ]
    own = [s for s in able if p.seat["segment"][s] == target] or able
    skills = {s: rules.skill(luck, p.people, int(p.seat["key"][s]), hired[s][0]) for s in own}
    assert len(skills) > 1
    assert first["other"] == max(skills, key=lambda s: skills[s])


def test_without_promotions_every_vacancy_is_filled_from_outside():
    _, log = run(**{**OFTEN, "people.promotion_share": 0.0})
    assert len(of(log, Kind.PERSON_LEFT, Reason.PROMOTED)) == 0


@pytest.mark.parametrize("job", ["sdr", "bdr_mm", "bdr_ent"])
def test_quits_leave_room_for_the_promotions_expected(job):
    some, none = (
        freeze(load_scenario("default", {"people.promotion_share": share})) for share in (0.25, 0)
    )
    place = some.names.jobs.index(job)
    assert some.params.job["turnover_per_month"][place] == pytest.approx(
        none.params.job["attrition_per_month"][place]
    )
    assert (
        0.5
        < some.params.job["attrition_per_month"][place]
        / none.params.job["attrition_per_month"][place]
        < 0.95
    )


@pytest.mark.slow
def test_attrition_with_promotions_is_what_it_is_without_and_so_are_vacancies():
    means = []
    for share in (0.0, 0.5):
        frozen = freeze(load_scenario("default", {"people.promotion_share": share}))
        rows = np.array([fold(frozen.params, simulate(frozen.params, r, 9)) for r in range(40)])
        names = [kpi.name for kpi in kpis(frozen)]
        means.append(
            {name: rows[:, names.index(name)] for name in ("attrition.sdr", "vacant_seats")}
        )
    for name in ("attrition.sdr", "vacant_seats"):
        without, with_ = means[0][name], means[1][name]
        spread = np.sqrt((without.var(ddof=1) + with_.var(ddof=1)) / 40)
        # Five standard errors (false alarm below 1e-6) beside a tenth of the level.
        assert abs(with_.mean() - without.mean()) < 5 * spread + 0.1 * without.mean()
