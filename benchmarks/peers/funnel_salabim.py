"""Funnel-lite in salabim: a component for each lead, a resource for each desk."""

from __future__ import annotations

from random import Random

import salabim

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, Result

salabim.yieldless(False)  # processes are generators: no need of greenlets


class Market(salabim.Component):
    """Sends leads."""

    def process(self):
        while True:
            yield self.hold(self.env.rng.expovariate(FUNNEL.leads_per_hour))
            self.env.events += 1
            self.env.leads += 1
            Lead()


class Lead(salabim.Component):
    """A lead that may become a deal and a customer."""

    def lasts(self, mean: float):
        return self.hold(self.env.rng.expovariate(1.0 / mean))

    def process(self):
        env = self.env
        came = env.now()
        yield self.request(env.sdrs)
        env.waited += env.now() - came
        env.taken += 1
        yield self.lasts(FUNNEL.sdr_work)
        env.events += 1
        self.release(env.sdrs)
        if env.rng.random() < FUNNEL.qualified:
            yield self.lasts(FUNNEL.until_meeting)
            env.events += 1
            env.meetings += 1
            yield from self.deal()

    def deal(self):
        env = self.env
        for chance in FUNNEL.advances:
            yield self.request(env.aes)
            yield self.lasts(FUNNEL.ae_work)
            env.events += 1
            self.release(env.aes)
            yield self.lasts(FUNNEL.buyer_thinks)
            env.events += 1
            if env.rng.random() >= chance:
                return
        env.wins += 1
        yield from self.customer()

    def customer(self):
        env = self.env
        while True:
            yield self.lasts(FUNNEL.check_in_every)
            env.events += 1
            yield self.request(env.csms)
            yield self.lasts(FUNNEL.check_in_work)
            env.events += 1
            env.check_ins += 1
            self.release(env.csms)
            if env.rng.random() < FUNNEL.churn:
                env.churned += 1
                return


class Company(salabim.Environment):
    """Three desks and what is counted."""

    def setup(self, rng: Random) -> None:
        self.rng = rng
        self.sdrs = salabim.Resource("sdrs", FUNNEL.sdrs, monitor=False)
        self.aes = salabim.Resource("aes", FUNNEL.aes, monitor=False)
        self.csms = salabim.Resource("csms", FUNNEL.csms, monitor=False)
        self.leads = self.taken = self.meetings = self.wins = self.churned = self.check_ins = 0
        self.waited = 0.0
        self.events = 0
        Market()


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened."""
    company = Company(trace=False, rng=Random(f"{seed} {replication}"))
    company.run(till=months * HOURS_PER_MONTH)
    return Result(
        company.leads,
        company.meetings,
        company.wins,
        company.churned,
        company.check_ins,
        company.waited / max(1, company.taken),
        company.events,
    )
