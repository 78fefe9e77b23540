"""What must hold in every run: nothing is lost, nothing is counted twice.

``check`` reads the log itself, not the tally's tables, wherever it can: a fault in the pass shows
up as a difference between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.conservation import conservation
from sim.metrics.tables import InSeat, InWork, Tally
from sim.metrics.tally import tally
from sim.params import Params
from sim.vocabulary import Entity, Kind, Reason, Stage
from sim.worktime import HOUR


def check(params: Params, log: np.ndarray, counted: Tally | None = None) -> list[str]:
    """Return what is wrong with a log, one sentence each; an empty list if nothing is.

    ``counted`` is the log's tally, where it is known already.
    """
    log = log[log["time"] < params.run.ends]
    if counted is None:
        counted = tally(params, log)
    checks = (
        _order(log),
        _leads(log),
        _deals(log),
        _customers(log),
        _owners(log),
        _hours(params, counted),
        _seats(log),
        conservation(params, log, counted),
    )
    return [fault for faults in checks for fault in faults]


def _of(log: np.ndarray, kind: int) -> np.ndarray:
    return log[log["kind"] == kind]


def _order(log: np.ndarray) -> Iterator[str]:
    back = np.flatnonzero(np.diff(log["time"]) < 0)
    if len(back):
        yield f"time runs backwards at row {back[0] + 1} ({len(back)} times)"
    late = np.count_nonzero((log["kind"] == Kind.WORK_DONE) & (log["since"] > log["time"]))
    early = np.count_nonzero((log["kind"] == Kind.WORK_DONE) & (log["value"] > log["since"]))
    if late:
        yield f"{late} pieces of work ended before they began"
    if early:
        yield f"{early} pieces of work began before they were asked for"


def _leads(log: np.ndarray) -> Iterator[str]:
    """Leads in = leads ended + leads open, and no lead ends twice without coming back."""
    created = _of(log, Kind.LEAD_CREATED)["subject"]
    yield from _twice(created, "lead", "created")
    rounds = np.concatenate((created, _of(log, Kind.LEAD_RECYCLED)["subject"]))
    ended = _of(log, Kind.LEAD_ENDED)["subject"]
    size = _size(rounds, ended)
    left = np.bincount(rounds, minlength=size) - np.bincount(ended, minlength=size)
    yield from _some(left < 0, "lead", "ended more often than it began")
    yield from _some(left > 1, "lead", "came back before it had ended")
    accepted = _of(log, Kind.LEAD_ENDED)
    accepted = accepted["subject"][accepted["code"] == Reason.ACCEPTED]
    opened = _of(log, Kind.OPPORTUNITY_OPENED)["other"]
    if set(accepted.tolist()) != set(opened[opened >= 0].tolist()):
        yield "the leads accepted are not the leads of the opportunities opened"


def _deals(log: np.ndarray) -> Iterator[str]:
    """A deal is opened once, goes through its stages in order and ends at most once."""
    opened = _of(log, Kind.OPPORTUNITY_OPENED)["subject"]
    won, lost = _of(log, Kind.DEAL_WON), _of(log, Kind.DEAL_LOST)
    closed = np.concatenate((won["subject"], lost["subject"]))
    yield from _twice(opened, "opportunity", "opened")
    yield from _twice(closed, "opportunity", "closed")
    yield from _missing(closed, opened, "opportunity", "was closed but never opened")
    entered = _of(log, Kind.STAGE_ENTERED)
    entered = entered[(entered["code"] < Stage.WON) & (entered["time"] > 0)]
    order = np.argsort(entered["subject"], kind="stable")
    same = np.diff(entered["subject"][order]) == 0
    steps = np.diff(entered["code"][order])
    yield from _some(same & (steps != 1), "step", "between stages is not to the next")
    started = _of(log, Kind.CUSTOMER_STARTED)
    started = started["subject"][(started["time"] > 0) | (started["other"] >= 0)]
    if not np.array_equal(np.sort(won["other"]), np.sort(started)):
        yield "deals won and customers started do not match one to one"


def _customers(log: np.ndarray) -> Iterator[str]:
    started = _of(log, Kind.CUSTOMER_STARTED)["subject"]
    churned = _of(log, Kind.CUSTOMER_CHURNED)["subject"]
    yield from _twice(started, "customer", "started")
    yield from _twice(churned, "customer", "churned")
    yield from _missing(churned, started, "customer", "churned but never started")


def _owners(log: np.ndarray) -> Iterator[str]:
    """Work changes hands from the owner it had, so it has one owner at a time."""
    changes = _of(log, Kind.OWNER_CHANGED)
    yield from _some(changes["seat"] == changes["other"], "change", "of owner is to the same owner")
    owner = {
        (Entity.OPPORTUNITY, int(row["subject"])): int(row["seat"])
        for row in _of(log, Kind.OPPORTUNITY_OPENED)
    }
    wrong = 0
    for row in changes[changes["code"] == Entity.OPPORTUNITY]:
        key = (Entity.OPPORTUNITY, int(row["subject"]))
        wrong += owner.get(key, int(row["other"])) != row["other"]
        owner[key] = int(row["seat"])
    if wrong:
        yield f"{wrong} opportunities changed hands from somebody who did not own them"


def _seats(log: np.ndarray) -> Iterator[str]:
    """People join vacant seats and leave occupied ones, in turn."""
    turns = log[np.isin(log["kind"], (Kind.PERSON_JOINED, Kind.PERSON_LEFT))]
    order = np.argsort(turns["seat"], kind="stable")
    same = np.diff(turns["seat"][order]) == 0
    repeated = np.diff(turns["kind"][order]) == 0
    yield from _some(same & repeated, "seat", "was taken or left twice in a row")


def _hours(params: Params, counted: Tally) -> Iterator[str]:
    """Office hours worked in the horizon are at most those the seat was occupied.

    An hour is allowed for work that was begun by a holder who left.
    """
    worked = counted.work[:, :, InWork.SECONDS].sum(axis=1)
    excess = worked - counted.by_seat[:, InSeat.OFFICE]
    for seat in np.flatnonzero(excess > HOUR):
        yield f"seat {seat} worked {excess[seat] / HOUR:.1f} office hours more than it was occupied"


def _twice(numbers: NDArray[Any], what: str, done: str) -> Iterator[str]:
    counts = np.bincount(numbers) if len(numbers) else np.zeros(0, np.int64)
    yield from _some(counts > 1, what, f"was {done} twice")


def _missing(these: NDArray[Any], known: NDArray[Any], what: str, fault: str) -> Iterator[str]:
    yield from _some(~np.isin(these, known), what, fault)


def _some(wrong: NDArray[np.bool_], what: str, fault: str) -> Iterator[str]:
    """Yield one sentence if anything is wrong: how many, and the first."""
    places = np.flatnonzero(wrong)
    if len(places):
        yield f"{what} {places[0]} {fault} ({len(places)} in all)"


def _size(*numbers: NDArray[Any]) -> int:
    return 1 + max((int(group.max()) for group in numbers if len(group)), default=0)
