"""Tasks and the inboxes they wait in."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any


@dataclass(slots=True, eq=False)
class Task:
    """A piece of work; its ``subject`` is a lead, a deal, a customer, a seat …"""

    work: int
    subject: Any
    order: int
    asked: int
    seconds: float
    cancelled: bool = False


@dataclass(slots=True)
class Inbox:
    """Tasks, the most urgent first."""

    heap: list[tuple[int, Task]] = field(default_factory=list)
    waiting: int = 0

    def push(self, task: Task) -> None:
        heappush(self.heap, (task.order, task))
        self.waiting += 1

    def first(self) -> Task | None:
        """Return the task to take next, or None; forget cancelled ones."""
        while self.heap and self.heap[0][1].cancelled:
            self.pop()
        return self.heap[0][1] if self.heap else None

    def pop(self) -> Task:
        self.waiting -= 1
        return heappop(self.heap)[1]
