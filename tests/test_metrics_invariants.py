"""The invariants hold in a consistent story and notice every fault put into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.invariants import check
from sim.scenario.loading import load_scenario
from sim.vocabulary import Entity, Kind, Reason
from sim.worktime import DAY, HOUR
from tests.metrics_world import AE, CSM, Story, company, line, rows

SCENARIOS = sorted(
    path.stem for path in (Path(__file__).parent.parent / "scenarios").glob("*.yaml")
)
FROZEN = company()
STORY = Story(FROZEN.params, seed=4, leads_per_day=1).log()


def first(log: np.ndarray, kind: int) -> int:
    """Return the first row of a kind."""
    return int(np.flatnonzero(log["kind"] == kind)[0])


def with_line(event: tuple[int, ...]) -> np.ndarray:
    return rows(*STORY.tolist(), event)


def changed(kind: int, **columns: int) -> np.ndarray:
    log = STORY.copy()
    for column, value in columns.items():
        log[column][first(log, kind)] = value
    return log


def twice(kind: int) -> np.ndarray:
    event = STORY[first(STORY, kind)]
    return with_line(tuple(event.item()))


def hasty() -> np.ndarray:
    work = STORY[first(STORY, Kind.WORK_DONE)]
    return changed(Kind.WORK_DONE, value=int(work["since"]) + HOUR)


def backwards() -> np.ndarray:
    log = STORY.copy()
    log["time"][100] = log["time"][200]
    return log


def overworked() -> np.ndarray:
    log = STORY.copy()
    mine = (log["kind"] == Kind.WORK_DONE) & (log["seat"] == CSM)
    log["other"][mine] *= 1_000
    return log


def usurped() -> np.ndarray:
    opened = STORY[first(STORY, Kind.OPPORTUNITY_OPENED)]
    number, owner = int(opened["subject"]), int(opened["seat"])
    time = int(opened["time"]) + DAY
    return with_line(line(time, Kind.OWNER_CHANGED, number, 6, Entity.OPPORTUNITY, other=owner + 1))


def skipped_stage() -> np.ndarray:
    log = STORY.copy()
    entered = np.flatnonzero((log["kind"] == Kind.STAGE_ENTERED) & (log["code"] == 1))
    log["code"][entered[0]] = 2
    return log


FAULTS: dict[str, tuple[Callable[[], np.ndarray], str]] = {
    "time": (backwards, "time runs backwards"),
    "work asked for later": (hasty, "before they were asked for"),
    "lead created twice": (lambda: twice(Kind.LEAD_CREATED), "was created twice"),
    "lead ended twice": (lambda: twice(Kind.LEAD_ENDED), "ended more often"),
    "deal opened twice": (lambda: twice(Kind.OPPORTUNITY_OPENED), "was opened twice"),
    "deal won twice": (lambda: twice(Kind.DEAL_WON), "was closed twice"),
    "deal lost twice": (lambda: twice(Kind.DEAL_LOST), "was closed twice"),
    "stage skipped": (skipped_stage, "between stages"),
    "customer of no deal": (lambda: changed(Kind.DEAL_WON, other=9_999), "do not match"),
    "customer twice": (lambda: twice(Kind.CUSTOMER_STARTED), "was started twice"),
    "churned twice": (lambda: twice(Kind.CUSTOMER_CHURNED), "was churned twice"),
    "churn of another sum": (
        lambda: changed(Kind.CUSTOMER_CHURNED, value=77),
        "churned but kept ARR",
    ),
    "owner": (usurped, "did not own them"),
    "same owner": (
        lambda: with_line(line(9, Kind.OWNER_CHANGED, 0, AE, Entity.LEAD, other=AE)),
        "to the same owner",
    ),
    "seat taken twice": (lambda: twice(Kind.PERSON_JOINED), "twice in a row"),
    "seat left twice": (lambda: twice(Kind.PERSON_LEFT), "twice in a row"),
    "hours": (overworked, "office hours more than it was occupied"),
    "accepted lead without deal": (
        lambda: changed(Kind.LEAD_ENDED, code=Reason.ACCEPTED),
        "leads accepted",
    ),
}


def test_a_consistent_story_has_no_fault() -> None:
    assert check(FROZEN.params, STORY) == []
    assert check(FROZEN.params, STORY[:0]) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_log_is_noticed(fault: str) -> None:
    broken, expected = FAULTS[fault]
    assert any(expected in found for found in check(FROZEN.params, broken()))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_invariants_hold_in_every_shipped_scenario(scenario: str) -> None:
    params = freeze(load_scenario(scenario, ["calendar.horizon_months=9"])).params
    for replication in range(2):
        log = simulate(params, replication, 11)
        assert len(log) > 1_000
        assert check(params, log) == []
