"""Funnel-lite in SimPy: a process for each lead, a resource for each desk."""

from __future__ import annotations

from random import Random

import simpy

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, Result


class Company:
    """Three desks and what is counted."""

    def __init__(self, env: simpy.Environment, rng: Random) -> None:
        self.env = env
        self.rng = rng
        self.sdrs = simpy.Resource(env, FUNNEL.sdrs)
        self.aes = simpy.Resource(env, FUNNEL.aes)
        self.csms = simpy.Resource(env, FUNNEL.csms)
        self.leads = self.taken = self.meetings = self.wins = self.churned = self.check_ins = 0
        self.waited = 0.0
        self.events = 0

    def lasts(self, mean: float) -> simpy.Timeout:
        """An exponential time, at whose end an event is counted."""
        return self.env.timeout(self.rng.expovariate(1.0 / mean))

    def market(self):
        while True:
            yield self.lasts(1.0 / FUNNEL.leads_per_hour)
            self.events += 1
            self.leads += 1
            self.env.process(self.lead())

    def lead(self):
        came = self.env.now
        with self.sdrs.request() as sdr:
            yield sdr
            self.waited += self.env.now - came
            self.taken += 1
            yield self.lasts(FUNNEL.sdr_work)
            self.events += 1
        if self.rng.random() < FUNNEL.qualified:
            yield self.lasts(FUNNEL.until_meeting)
            self.events += 1
            self.meetings += 1
            yield from self.deal()

    def deal(self):
        for chance in FUNNEL.advances:
            with self.aes.request() as ae:
                yield ae
                yield self.lasts(FUNNEL.ae_work)
                self.events += 1
            yield self.lasts(FUNNEL.buyer_thinks)
            self.events += 1
            if self.rng.random() >= chance:
                return
        self.wins += 1
        yield from self.customer()

    def customer(self):
        while True:
            yield self.lasts(FUNNEL.check_in_every)
            self.events += 1
            with self.csms.request() as csm:
                yield csm
                yield self.lasts(FUNNEL.check_in_work)
                self.events += 1
                self.check_ins += 1
            if self.rng.random() < FUNNEL.churn:
                self.churned += 1
                return


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened."""
    env = simpy.Environment()
    company = Company(env, Random(f"{seed} {replication}"))
    env.process(company.market())
    env.run(until=months * HOURS_PER_MONTH)
    return Result(
        company.leads,
        company.meetings,
        company.wins,
        company.churned,
        company.check_ins,
        company.waited / max(1, company.taken),
        company.events,
    )
