"""A seat and the person in it: an agent (Mesa) that lives through time (SimPy)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import mesa

from sim.engine.reference import leader, outbound, se
from sim.engine.reference.inbox import Inbox, Task
from sim.rules import leader as leader_rules
from sim.rules import people as rules
from sim.rules import sales_ops
from sim.rules.tasks import office_seconds, speed_for
from sim.vocabulary import Duty, Interface, Kind, Role
from sim.worktime import DAY, next_opening, work_ends

if TYPE_CHECKING:
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation

NEVER = 1 << 62
HALF_A_YEAR = 6.0 * leader_rules.MONTH


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
        self.plan = model.p.plan[int(self.job["plan"])]
        starts = int(row["starts"])
        self.standing = rules.standing_at_start(starts)
        self.unit = -1
        self.boss: Seat | None = None
        self.reports = 0
        self.inbox = Inbox()
        self.occupied, self.generation, self.hired, self.skill = False, -1, 0, 0.0
        self.vacant_since = self.patience_ends = 0
        self.task: Task | None = None
        self.began, self.wake_at = 0, NEVER
        self.load, self.book = 0, 0  # open leads and deals; customers
        self.worked = 0
        self.helped = 0.0
        self.coached, self.coached_at = 0.0, 0
        self.attended, self.attended_at = 0.0, 0
        self.bookings, self.bookings_at = 0.0, 0
        self.quota, self.period_quota, self.booked, self.year_booked = 0, 0.0, 0, 0
        self.outlook, self.commit, self.open_deals, self.effort = 0.0, 0.0, 0, 1.0
        self.inspected, self.inspected_at = 0.0, 0
        self.coaching_pending = self.attending_pending = False
        self.inspection_pending = self.standing_pending = False
        self.pending: set[int] = set()
        self.strategy, self.strategy_at = 0.0, 0
        if row["starts"] == 0:
            self.strategy = leader_rules.usual_hours(float(self.job["strategy_work"]))
        self.aligned = [(0.0, 0)] * len(Interface)
        self.alignment_pending = [False] * len(Interface)
        self.period, self.blocks, self.position = -1, 0, 0
        self.all_blocks = 0
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
        full = rules.working_speed(p.ae.ramp_floor, self.hired, now, self.ramp_time)
        return full * self.effort

    def bookings_per_month(self) -> float:
        """Bookings of the last half year, cents per month."""
        now = self.model.clock.now
        return leader_rules.remembered(self.bookings, self.bookings_at, now, HALF_A_YEAR)

    def attainment(self) -> float:
        """Bookings of the last half year against quota; -1 for people without one."""
        return -1.0 if self.quota == 0 else self.bookings_per_month() * 12.0 / self.quota

    def inspected_hours(self) -> float:
        """Hours of inspection per report and month that this leader delivered."""
        memory, now = self.model.p.leader.memory, self.model.clock.now
        return leader_rules.remembered(self.inspected, self.inspected_at, now, memory)

    def focus(self) -> float:
        adopted = self.model.company.adopted
        return sales_ops.focus(self.model.p.operations, float(self.job["admin_share"]), adopted)

    def coaching_hours(self) -> float:
        memory, now = self.model.p.leader.memory, self.model.clock.now
        return leader_rules.remembered(self.coached, self.coached_at, now, memory)

    def attended_hours(self) -> float:
        """The boss's time for the person, hours a month."""
        memory, now = self.model.p.leader.memory, self.model.clock.now
        return leader_rules.remembered(self.attended, self.attended_at, now, memory)

    def coaching(self) -> float:
        """What coaching adds to this person's log-odds now."""
        own = self.boss.coaching_hours() if self.boss is not None else 0.0
        coach_skill = self.boss.skill if self.boss is not None else 0.0
        return leader_rules.coaching_effect(
            self.model.p.leader, self.coaching_hours(), self.skill, own, coach_skill
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
            seconds = office_seconds(task.seconds, self.focus() * pace, speed)
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
            if not self.model.is_stale(task):
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
            case Role.AE if self.job["duty"] != Duty.FARMER:
                return outbound.next_prospecting(self)
        return leader.help_a_report(self)

    def ancestors(self) -> Iterator[Seat]:
        """The bosses above this seat, the direct one first."""
        seat = self.boss
        while seat is not None:
            yield seat
            seat = seat.boss

    def nearest_boss(self) -> Seat | None:
        """The nearest boss whose seat is not vacant."""
        return next((boss for boss in self.ancestors() if boss.occupied), None)
