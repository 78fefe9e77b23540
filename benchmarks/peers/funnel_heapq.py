"""Funnel-lite in plain Python: ``heapq`` for the events, ``deque`` for the lines.

Without ``draws`` the numbers come from ``random.Random``; with ``Named(Luck(seed, replication))``
they are the event core's own, and the result is equal to its result.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log1p
from random import Random
from typing import Protocol

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, STAGES, Result

CHECK_IN_OVER, AE_DONE, SDR_DONE, BUYER_ANSWERS, MEETING, CHECK_IN_DUE, LEAD_ARRIVES = range(7)
LEAD, AGREEMENT, STAGE, ANSWER, CHECK_IN, CHURN = range(6)


class Draws(Protocol):
    """Where uniform numbers come from."""

    def one(self, stream: int, who: int, nth: int) -> float: ...
    def pair(self, stream: int, who: int, nth: int) -> tuple[float, float]: ...


class Unnamed:
    """Python's generator: every number is the next one, whatever it is for."""

    def __init__(self, seed: int, replication: int) -> None:
        self.random = Random(f"{seed} {replication}").random

    def one(self, stream: int, who: int, nth: int) -> float:
        return self.random()

    def pair(self, stream: int, who: int, nth: int) -> tuple[float, float]:
        return self.random(), self.random()


class Named:
    """The event core's numbers."""

    def __init__(self, luck) -> None:
        from benchmarks.peers import funnel_core

        self.luck, self.core = luck, funnel_core

    def one(self, stream: int, who: int, nth: int) -> float:
        return self.core.uniform(self.luck, stream, who, nth)

    def pair(self, stream: int, who: int, nth: int) -> tuple[float, float]:
        return self.core.pair(self.luck, stream, who, nth)


def seconds(hours: float, u: float) -> int:
    """Return the exponential time with this mean, in whole seconds."""
    return int(-3600.0 * hours * log1p(-u) + 0.5)


@dataclass(slots=True)
class Lead:
    """What is known of a lead; ``nth`` is a deal's stage, then a customer's check-in."""

    since: int
    work: int
    buyer: int = 0
    nth: int = 0


@dataclass(slots=True)
class Desk:
    """People who take waiting leads first come, first served."""

    free: int
    done: int
    waiting: deque[int] = field(default_factory=deque)


class Company:
    """Three desks, the calendar, and what is counted."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self.now = 0
        self.calendar: list[tuple[int, int, int]] = []
        self.leads: list[Lead] = []
        self.sdrs = Desk(FUNNEL.sdrs, SDR_DONE)
        self.aes = Desk(FUNNEL.aes, AE_DONE)
        self.csms = Desk(FUNNEL.csms, CHECK_IN_OVER)
        self.taken = self.waited = self.meetings = self.wins = self.churned = self.check_ins = 0
        self.events = 0
        self.handlers = {
            LEAD_ARRIVES: self.lead_arrives,
            SDR_DONE: self.sdr_done,
            MEETING: self.meet,
            AE_DONE: self.ae_done,
            BUYER_ANSWERS: self.buyer_answers,
            CHECK_IN_DUE: self.check_in_due,
            CHECK_IN_OVER: self.check_in_over,
        }

    def run(self, ends: int) -> None:
        u, _ = self.draws.pair(LEAD, -1, 0)
        self.schedule(seconds(1.0 / FUNNEL.leads_per_hour, u), LEAD_ARRIVES, 0)
        while self.calendar[0][0] < ends:
            self.now, kind, number = heappop(self.calendar)
            self.events += 1
            self.handlers[kind](number)

    def schedule(self, after: int, kind: int, number: int) -> None:
        heappush(self.calendar, (self.now + after, kind, number))

    def ask(self, desk: Desk, number: int) -> None:
        if desk.free > 0:
            desk.free -= 1
            self.begin(desk, number)
        else:
            desk.waiting.append(number)

    def begin(self, desk: Desk, number: int) -> None:
        lead = self.leads[number]
        if desk is self.sdrs:
            self.taken += 1
            self.waited += self.now - lead.since
        self.schedule(lead.work, desk.done, number)

    def take_next(self, desk: Desk) -> None:
        if desk.waiting:
            self.begin(desk, desk.waiting.popleft())
        else:
            desk.free += 1

    def lead_arrives(self, number: int) -> None:
        gap, work = self.draws.pair(LEAD, number, 0)
        self.leads.append(Lead(self.now, seconds(FUNNEL.sdr_work, work)))
        self.ask(self.sdrs, number)
        self.schedule(seconds(1.0 / FUNNEL.leads_per_hour, gap), LEAD_ARRIVES, number + 1)

    def sdr_done(self, number: int) -> None:
        self.take_next(self.sdrs)
        agrees, delay = self.draws.pair(AGREEMENT, number, 0)
        if agrees < FUNNEL.qualified:
            self.schedule(seconds(FUNNEL.until_meeting, delay), MEETING, number)

    def meet(self, number: int) -> None:
        self.meetings += 1
        self.enter_stage(number, 0)

    def enter_stage(self, number: int, stage: int) -> None:
        lead = self.leads[number]
        work, thinks = self.draws.pair(STAGE, number, stage)
        lead.nth = stage
        lead.work = seconds(FUNNEL.ae_work, work)
        lead.buyer = seconds(FUNNEL.buyer_thinks, thinks)
        self.ask(self.aes, number)

    def ae_done(self, number: int) -> None:
        self.take_next(self.aes)
        self.schedule(self.leads[number].buyer, BUYER_ANSWERS, number)

    def buyer_answers(self, number: int) -> None:
        stage = self.leads[number].nth
        if self.draws.one(ANSWER, number, stage) >= FUNNEL.advances[stage]:
            return
        if stage + 1 < STAGES:
            self.enter_stage(number, stage + 1)
        else:
            self.wins += 1
            self.plan_check_in(number, 0)

    def plan_check_in(self, number: int, nth: int) -> None:
        lead = self.leads[number]
        until, work = self.draws.pair(CHECK_IN, number, nth)
        lead.nth = nth
        lead.work = seconds(FUNNEL.check_in_work, work)
        self.schedule(seconds(FUNNEL.check_in_every, until), CHECK_IN_DUE, number)

    def check_in_due(self, number: int) -> None:
        self.ask(self.csms, number)

    def check_in_over(self, number: int) -> None:
        self.check_ins += 1
        self.take_next(self.csms)
        nth = self.leads[number].nth
        if self.draws.one(CHURN, number, nth) < FUNNEL.churn:
            self.churned += 1
        else:
            self.plan_check_in(number, nth + 1)


def run(seed: int, replication: int, months: float = MONTHS, draws: Draws | None = None) -> Result:
    """Simulate ``months`` and return what happened."""
    company = Company(Unnamed(seed, replication) if draws is None else draws)
    company.run(int(months * HOURS_PER_MONTH * 3600))
    return Result(
        len(company.leads),
        company.meetings,
        company.wins,
        company.churned,
        company.check_ins,
        company.waited / 3600.0 / max(1, company.taken),
        company.events,
    )
