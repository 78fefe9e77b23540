"""Funnel-lite in Mesa: leads and desks are agents, Mesa's own simulator schedules events."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import mesa
import numpy as np
from mesa.experimental.devs import DEVSimulator

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, STAGES, Result


class Desk(mesa.Agent):
    """People who take waiting leads first come, first served."""

    def __init__(self, model: Company, people: int, work: float) -> None:
        super().__init__(model)
        self.free = people
        self.work = work
        self.waiting: deque[tuple[Lead, Callable[[], None]]] = deque()

    def ask(self, lead: Lead, then: Callable[[], None]) -> None:
        if self.free > 0:
            self.free -= 1
            self.begin(lead, then)
        else:
            self.waiting.append((lead, then))

    def begin(self, lead: Lead, then: Callable[[], None]) -> None:
        if self is self.model.sdrs:
            self.model.taken += 1
            self.model.waited += self.model.simulator.time - lead.came
        self.model.after(self.work, self.end, then)

    def end(self, then: Callable[[], None]) -> None:
        if self.waiting:
            self.begin(*self.waiting.popleft())
        else:
            self.free += 1
        then()


class Lead(mesa.Agent):
    """A lead that may become a deal and a customer."""

    def __init__(self, model: Company) -> None:
        super().__init__(model)
        self.came = model.simulator.time
        self.stage = 0
        model.sdrs.ask(self, self.worked_on)

    def worked_on(self) -> None:
        if self.random.random() < FUNNEL.qualified:
            self.model.after(FUNNEL.until_meeting, self.meet)
        else:
            self.remove()

    def meet(self) -> None:
        self.model.meetings += 1
        self.model.aes.ask(self, self.proposed)

    def proposed(self) -> None:
        self.model.after(FUNNEL.buyer_thinks, self.answer)

    def answer(self) -> None:
        if self.random.random() >= FUNNEL.advances[self.stage]:
            self.remove()
            return
        self.stage += 1
        if self.stage < STAGES:
            self.model.aes.ask(self, self.proposed)
        else:
            self.model.wins += 1
            self.model.after(FUNNEL.check_in_every, self.check_in_due)

    def check_in_due(self) -> None:
        self.model.csms.ask(self, self.checked_in)

    def checked_in(self) -> None:
        self.model.check_ins += 1
        if self.random.random() < FUNNEL.churn:
            self.model.churned += 1
            self.remove()
        else:
            self.model.after(FUNNEL.check_in_every, self.check_in_due)


class Company(mesa.Model):
    """Three desks, the market that sends leads, and what is counted."""

    def __init__(self, simulator: DEVSimulator, seed: int) -> None:
        super().__init__(seed=seed)
        self.simulator = simulator
        simulator.setup(self)
        self.leads = self.taken = self.meetings = self.wins = self.churned = self.check_ins = 0
        self.waited = 0.0
        self.events = 0
        self.sdrs = Desk(self, FUNNEL.sdrs, FUNNEL.sdr_work)
        self.aes = Desk(self, FUNNEL.aes, FUNNEL.ae_work)
        self.csms = Desk(self, FUNNEL.csms, FUNNEL.check_in_work)
        self.after(1.0 / FUNNEL.leads_per_hour, self.arrive)

    def after(self, mean: float, happens: Callable[..., None], *arguments: object) -> None:
        """Schedule an event an exponential time ahead."""
        self.simulator.schedule_event_relative(
            self.happen,
            self.random.expovariate(1.0 / mean),
            function_args=[happens, *arguments],
        )

    def happen(self, happens: Callable[..., None], *arguments: object) -> None:
        self.events += 1
        happens(*arguments)

    def arrive(self) -> None:
        self.leads += 1
        Lead(self)
        self.after(1.0 / FUNNEL.leads_per_hour, self.arrive)


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened."""
    simulator = DEVSimulator()
    own_seed = int(np.random.SeedSequence([seed, replication]).generate_state(1)[0])
    company = Company(simulator, own_seed)
    simulator.run_until(months * HOURS_PER_MONTH)
    result = Result(
        company.leads,
        company.meetings,
        company.wins,
        company.churned,
        company.check_ins,
        company.waited / max(1, company.taken),
        company.events,
    )
    company.remove_all_agents()  # Mesa keeps them alive otherwise
    return result
