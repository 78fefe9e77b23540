"""SimPy's environment with one agreed order for simultaneous events."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import simpy
from simpy.events import NORMAL

from sim.rules.tasks import on_grid

Life = Generator[simpy.Event, Any, None]
"""What a process is: it waits for one event after the other."""


class Scheduled(simpy.Timeout):
    """A timeout that knows which event of the model it stands for."""

    def __init__(self, clock: Clock, delay: int, kind: int, who: int) -> None:
        self.rank = (kind << 32) + who
        super().__init__(clock, delay)


class Clock(simpy.Environment):
    """Time in integer seconds; same-second events run in the order of (kind, who).

    SimPy's own events (a process that starts, an ``Event`` that succeeds) keep priorities 0 and 1
    and so run before every event of the model at the same second.
    """

    def __init__(self, grid: int) -> None:
        super().__init__()
        self.grid = grid

    @property
    def now(self) -> int:
        """The current second."""
        return int(self._now)

    def at(self, time: int, kind: int, who: int) -> Scheduled:
        """Return an event that happens at ``time`` (rounded up to the grid)."""
        return Scheduled(self, on_grid(time, self.grid) - self.now, kind, who)

    def call(self, time: int, kind: int, who: int, action: Callable[[], None]) -> None:
        """Do ``action`` at ``time``."""
        self.at(time, kind, who).callbacks.append(lambda _: action())

    def schedule(self, event, priority=NORMAL, delay=0):  # type: ignore[no-untyped-def]
        super().schedule(event, getattr(event, "rank", priority), delay)
