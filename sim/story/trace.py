"""A traced run with what is needed to put it into words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.worktime import DAY, HOUR

if TYPE_CHECKING:
    from sim.params import Names, Params
    from sim.scenario.schema import Scenario


class Trace(NamedTuple):
    """One replication of one company: its log, and the words behind the log's numbers."""

    label: str
    start: date
    params: Params
    names: Names
    log: np.ndarray


def trace_of(scenario: Scenario, replication: int, seed: int) -> Trace:
    """Run one replication, traced.  Raises ``InputError``."""
    from sim.engine.compiled import simulate
    from sim.freeze import freeze

    frozen = freeze(scenario)
    log = simulate(frozen.params, replication, seed, traced=True)
    return Trace(scenario.name, scenario.calendar.start, frozen.params, frozen.names, log)


def date_of(trace: Trace, time: int) -> date:
    """Return the date on which a second of the run falls."""
    return trace.start + timedelta(days=int(time) // DAY)


def day_words(trace: Trace, time: int) -> str:
    """Return ``Tue 21 Jul 2026``."""
    found = date_of(trace, time)
    return f"{found:%a} {found.day} {found:%b %Y}"


def clock_words(time: int) -> str:
    """Return ``09:55``."""
    second = int(time) % DAY
    return f"{second // HOUR:02d}:{second % HOUR // 60:02d}"


def seat_words(trace: Trace, seat: int) -> str:
    """Return a seat's name, ``nobody`` for none."""
    return trace.names.seats[seat] if 0 <= seat < len(trace.names.seats) else "nobody"


def time_words(seconds: float) -> str:
    """Return a span as people say it: ``40 minutes``, ``5 hours``, ``12 days``."""
    if seconds < HOUR:
        return _counted(seconds / 60, "minute")
    if seconds < 2 * DAY:
        return _counted(seconds / HOUR, "hour")
    return _counted(seconds / DAY, "day")


def _counted(number: float, word: str) -> str:
    text = f"{number:.1f}" if number < 9.95 and round(number, 1) % 1 else f"{number:.0f}"
    return f"{text} {word}" if text == "1" else f"{text} {word}s"
