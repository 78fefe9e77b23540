"""Rules of every inbox: what comes first, and how long it takes."""

from __future__ import annotations

from sim.jit import jit
from sim.vocabulary import Work

_RANKS = 1 << 23


@jit
def task_order(urgency: int, worth: float, sequence: int) -> int:
    """Return the key by which an inbox is sorted; the smallest is taken first.

    Lower ``urgency`` (``vocabulary.Urgency``) first, then higher ``worth`` (any scale from -4,096
    to 4,096, resolved to 1/1,024), then the order of arrival.  No two tasks share a key.
    """
    level = int(worth * 1024.0)
    level = max(-_RANKS + 1, min(_RANKS - 1, level))
    return (urgency << 56) | ((_RANKS - level) << 32) | sequence


@jit
def office_seconds(work: float, focus: float, speed: float) -> int:
    """Return how long work takes: ``work / (focus × speed)`` office seconds, at least one.

    ``focus`` is the part of office time available for modelled work, ``speed`` the person's own
    (1 when fully ramped).
    """
    return max(1, int(work / (focus * speed)))


@jit
def on_grid(time: int, grid: int) -> int:
    """Round a time up to a multiple of the scenario's time grid."""
    if grid == 1:
        return time
    return (time + grid - 1) // grid * grid


@jit
def speed_for(work: int, speed: float) -> float:
    """Return the speed that counts: blocks of own initiative have a fixed length."""
    if work == Work.OUTBOUND or work == Work.SETTING or work == Work.PROSPECTING:
        return 1.0
    if work == Work.CAMPAIGNING:
        return 1.0
    return speed
