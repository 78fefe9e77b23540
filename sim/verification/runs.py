"""Replications of a small company, and the waits that its log tells."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.crew import cores
from sim.params import Frozen
from sim.verification.case import Floats
from sim.vocabulary import Kind
from sim.worktime import DAY, HOUR

SEED = 20_260_101
SETTLING = 10 * DAY
"""Work asked for so shortly before the end is left out: it may not be done by then."""

Measure = Callable[[Frozen, np.ndarray], Any]


def measured(frozen: Frozen, replications: int, measure: Measure, seed: int = SEED) -> list[Any]:
    """Return what ``measure`` finds in the log of each replication, in order.

    The compiled engine releases Python's lock, so threads share the work.
    """
    from sim.engine.compiled import simulate

    def one(number: int) -> Any:
        return measure(frozen, simulate(frozen.params, number, seed))

    first = [one(0)]  # compiles what is not compiled yet
    with ThreadPoolExecutor(cores()) as pool:
        return first + list(pool.map(one, range(1, replications)))


def of_kind(log: np.ndarray, kind: int) -> np.ndarray:
    """Return the rows of one kind."""
    return log[log["kind"] == kind]


def work_of(log: np.ndarray, *works: int) -> np.ndarray:
    """Return the rows of finished work of these kinds."""
    done = of_kind(log, Kind.WORK_DONE)
    return done[np.isin(done["code"], works)]


class Waits(NamedTuple):
    """When things were asked for, and how long they waited; seconds."""

    asked: NDArray[np.int64]
    waited: NDArray[np.int64]


def counted(frozen: Frozen, asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which instants lie after the warm-up and not shortly before the end."""
    run = frozen.params.run
    return (asked >= run.warm_up_ends) & (asked < run.ends - SETTLING)


def waits_of(frozen: Frozen, log: np.ndarray, *works: int) -> Waits:
    """Return the waits of work of these kinds that was asked for in the counted time."""
    rows = work_of(log, *works)
    rows = rows[counted(frozen, rows["value"])]
    return Waits(rows["value"], rows["since"] - rows["value"])


def counted_seconds(frozen: Frozen) -> int:
    """Return the length of the counted time."""
    run = frozen.params.run
    return int(run.ends - SETTLING - run.warm_up_ends)


def leads_per_hour(frozen: Frozen) -> float:
    """Return the rate of leads that the parameters state, in an office that never closes."""
    return float(frozen.params.channel["leads_per_day"].sum()) / 24


def tail(waited: NDArray[np.int64], hours: Floats) -> Floats:
    """Return the share of waits that are longer than each of these hours."""
    ordered = np.sort(waited)
    above = len(ordered) - np.searchsorted(ordered, hours * HOUR, side="right")
    return np.asarray(above / max(1, len(ordered)), dtype=np.float64)
