"""The invariants hold in a consistent story and notice every fault put into it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.metrics.conservation import integral
from sim.metrics.invariants import check
from sim.metrics.tables import Flow, State, Tally
from sim.metrics.tally import tally
from sim.scenario.loading import load_scenario
from sim.vocabulary import Entity, Kind, Reason
from sim.worktime import DAY, HOUR
from tests.metrics_world import AE, CSM, MANAGER, Story, company, line, rows

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


def moved(seat: int, time: int = 40 * DAY) -> np.ndarray:
    cut = line(time, Kind.BUDGET_MOVED, -1, seat, 1, since=2_000_000, value=1_500_000)
    return with_line(cut)


def jumped() -> np.ndarray:
    events = [
        line(time, Kind.BUDGET_MOVED, -1, -1, 1, since=2_000_000, value=1_500_000)
        for time in (40 * DAY, 50 * DAY)
    ]
    return rows(*STORY.tolist(), *events)


def unpaid() -> np.ndarray:
    paid = first(STORY, Kind.COMMISSION_EARNED)
    return np.delete(STORY, paid)


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
    "money made by moving it": (lambda: moved(MANAGER), "that moved on day 40 (3456000 s)"),
    "budget from nowhere": (jumped, "a budget moved on day 50 (4320000 s) from where"),
    "commission not paid": (unpaid, "has earned its commission once"),
    "accepted lead without deal": (
        lambda: changed(Kind.LEAD_ENDED, code=Reason.ACCEPTED),
        "leads accepted",
    ),
}


def test_a_consistent_story_has_no_fault() -> None:
    assert check(FROZEN.params, STORY) == []
    assert check(FROZEN.params, STORY[:0]) == []


def test_a_dated_cut_changes_the_total_and_is_no_fault() -> None:
    assert check(FROZEN.params, moved(-1)) == []


MISCOUNTS: dict[str, tuple[Callable[[Tally], object], str]] = {
    "lost win": (lambda t: t.flow.__setitem__((-1, Flow.WINS), 99), "deals won: counted"),
    "bookings": (lambda t: t.flow.__setitem__((-1, Flow.NEW_ARR), 1), "bookings in cents"),
    "commissions": (
        lambda t: t.flow.__setitem__((-1, Flow.COMMISSION), 10**9),
        "commissions paid in cents",
    ),
    "spend": (lambda t: t.spend_seconds.__setitem__((3, 1), 0), "integral of the budgets"),
    "revenue": (lambda t: t.arr_seconds.__setitem__(5, 0), "ARR over time"),
    "pipeline": (lambda t: t.now.__setitem__(State.PIPELINE, -5), "open pipeline"),
    "open deals": (lambda t: t.now.__setitem__(State.DEALS, -5), "open deals"),
    "customers": (lambda t: t.now.__setitem__(State.CUSTOMERS, -5), "customers: counted"),
    "start": (lambda t: t.customer["before"].__setitem__(0, 7), "net new ARR in cents"),
}


@pytest.mark.parametrize("fault", MISCOUNTS)
def test_a_sum_that_was_counted_wrongly_is_noticed(fault: str) -> None:
    spoil, expected = MISCOUNTS[fault]
    counted = tally(FROZEN.params, STORY)
    spoil(counted)
    assert any(expected in found for found in check(FROZEN.params, STORY, counted))


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(-9, 9)), max_size=20).map(sorted),
    st.lists(st.integers(0, 100), min_size=2, max_size=6, unique=True).map(sorted),
)
def test_the_integral_of_a_level_is_the_sum_over_its_seconds(
    moves: list[tuple[int, int]], edges: list[int]
) -> None:
    times = np.array([time for time, _ in moves], dtype=np.int64)
    changes = np.array([change for _, change in moves], dtype=np.int64)
    level = [changes[times <= second].sum() for second in range(101)]
    expected = [sum(level[a:b]) for a, b in itertools.pairwise(edges)]
    assert integral(times, changes, np.array(edges)).tolist() == expected


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
