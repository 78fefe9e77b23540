"""A seat and the person in it: an agent (Mesa) that lives through time (SimPy)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import mesa

from sim.engine.reference import outbound, se
from sim.engine.reference.inbox import Inbox, Task
from sim.rules import leader as leader_rules
from sim.rules import people as rules
from sim.rules.tasks import office_seconds, speed_for
from sim.vocabulary import Interface, Kind, Role
from sim.worktime import DAY, next_opening, work_ends

if TYPE_CHECKING:
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation

NEVER = 1 << 62


class Seat(mesa.Agent):
    """A box of the org chart.  Its holder takes the first task, works, decides, repeats."""

    model: SalesOrganisation

    def __init__(self, model: SalesOrganisation, number: int) -> None:
        super().__init__(model)
        row = model.p.seat[number]
        self.number, self.key, self.role = number, int(row["key"]), int(row["role"])
        self.segment, self.home = int(row["segment"]), int(row["home"])
        self.job_number = int(row["job"])
        self.job = model.p.job[self.job_number]
        starts = int(row["starts"])
        self.standing = rules.standing_at_start(starts)
        self.unit = -1
        self.boss: Seat | None = None
        self.reports = 0
        self.inbox = Inbox()
        self.occupied, self.generation, self.hired, self.skill = False, -1, 0, 0.0
        self.vacant_since = 0
        self.task: Task | None = None
        self.began, self.wake_at = 0, NEVER
        self.load = 0
        self.worked = 0
        self.coached, self.coached_at = 0.0, 0
        self.bookings, self.bookings_at = 0.0, 0
        self.coaching_pending = self.inspection_pending = self.standing_pending = False
        self.aligned = [(0.0, 0)] * len(Interface)
        self.alignment_pending = [False] * len(Interface)
        self.period, self.blocks, self.position = -1, 0, 0
        self.interviews, self.requisition = 0, 0
        self.interrupted: Task | None = None
        self.ramp_time = float(self.job["ramp"])
        self.promised = False
        self.successor: Seat | None = None
        self.successor_generation = -1
        self.bell = model.clock.event()

    # --- what rules ask about a person ------------------------------------------------------
    def ramp(self) -> float:
        return rules.ramped(self.hired, self.model.clock.now, self.ramp_time)

    def speed(self) -> float:
        p, now = self.model.p, self.model.clock.now
        return rules.working_speed(p.ae.ramp_floor, self.hired, now, self.ramp_time)

    def coaching_hours(self) -> float:
        memory, now = self.model.p.leader.memory, self.model.clock.now
        return leader_rules.remembered(self.coached, self.coached_at, now, memory)

    def coaching(self) -> float:
        """What coaching adds to this person's log-odds now."""
        own = self.boss.coaching_hours() if self.boss is not None else 0.0
        return leader_rules.coaching_effect(
            self.model.p.leader, self.coaching_hours(), self.skill, own
        )

    def alignment(self, interface: int) -> float:
        """Alignment hours a month this leader delivered on an interface."""
        hours, since = self.aligned[interface]
        return leader_rules.remembered(
            hours, since, self.model.clock.now, self.model.p.leader.memory
        )

    # --- the working day --------------------------------------------------------------------
    def assign(self, task: Task) -> None:
        self.inbox.push(task)
        self.wake()

    def wake(self) -> None:
        """Let an idle person look into the inbox: now, or when the office opens."""
        if self.occupied and self.task is None:
            self.wake_not_before(self.model.clock.now)

    def wake_not_before(self, time: int) -> None:
        opening = next_opening(self.model.p.clock, time)
        if opening < self.wake_at:
            self.wake_at = opening
            self.model.clock.call(opening, Kind.WORK_BEGINS, self.number, self.ring)

    def asleep(self) -> bool:
        """Idle, and no bell is set."""
        return self.occupied and self.task is None and self.wake_at == NEVER

    def ring(self) -> None:
        if self.wake_at > self.model.clock.now:
            return
        self.wake_at = NEVER
        if self.occupied and self.task is None:
            bell, self.bell = self.bell, self.model.clock.event()
            bell.succeed()

    def work(self) -> Life:
        """The holder's days, until they leave: wait for the bell, take a task, work, decide."""
        clock, generation = self.model.clock, self.generation
        while True:
            yield self.bell
            if self.generation != generation or not self.occupied:
                return
            task = self.next_task() or self.own_initiative()
            if task is None:
                continue
            self.task, self.began = task, clock.now
            self.model.begin(task, self)
            speed = speed_for(task.work, self.speed())
            pace = float(self.model.p.changes.pace[clock.now // DAY])
            seconds = office_seconds(task.seconds, float(self.job["focus"]) * pace, speed)
            yield clock.at(
                work_ends(self.model.p.clock, clock.now, seconds), Kind.WORK_ENDS, self.number
            )
            if self.generation != generation or not self.occupied:
                return
            self.task = None
            self.worked += seconds
            self.model.log(
                Kind.WORK_DONE,
                subject=self.model.number_of(task.subject),
                seat=self.number,
                code=task.work,
                since=self.began,
                value=task.asked,
                other=seconds,
            )
            self.model.finish(task, self)
            self.wake()

    def next_task(self) -> Task | None:
        """Take the first task of the own inbox or of the pools this seat serves."""
        boxes = [self.inbox, *se.pools_of(self)]
        while True:
            best, order = None, 0
            for box in boxes:
                first = box.first()
                if first is not None and (best is None or first.order < order):
                    best, order = box, first.order
            if best is None:
                return None
            task = best.pop()
            if not self.model.is_stale(task):
                self.task = task
                se.call_the_next(self, best)
                return task

    def own_initiative(self) -> Task | None:
        """What a person does with an empty inbox."""
        match self.role:
            case Role.BDR | Role.SETTER:
                return outbound.next_block(self)
            case Role.AE:
                return outbound.next_prospecting(self)
        return None

    def ancestors(self) -> Iterator[Seat]:
        """The bosses above this seat, the direct one first."""
        seat = self.boss
        while seat is not None:
            yield seat
            seat = seat.boss

    def nearest_boss(self) -> Seat | None:
        """The nearest boss whose seat is not vacant."""
        return next((boss for boss in self.ancestors() if boss.occupied), None)
