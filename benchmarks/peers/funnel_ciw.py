"""Funnel-lite in Ciw: a queueing network whose delays are nodes with infinitely many servers."""

from __future__ import annotations

from collections import Counter

import ciw
import numpy as np

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, STAGES, Result

SDR, MEETING, AE, BUYER, CUSTOMER, CSM = range(1, 7)
EXIT = -1


class Routing(ciw.routing.NodeRouting):
    """Where a lead goes next; ``counts`` says how often which answer was given."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__()
        self.counts = counts

    def next_node(self, ind: ciw.Individual) -> ciw.Node:
        return self.simulation.nodes[self.destination(ind)]

    def says_yes(self, chance: float) -> bool:
        return ciw.rng.random() < chance


class AfterSdr(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["worked on"] += 1
        return MEETING if self.says_yes(FUNNEL.qualified) else EXIT


class AfterMeeting(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["meetings"] += 1
        ind.stage = 0
        return AE


class AfterAe(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["proposed"] += 1
        return BUYER


class AfterBuyer(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["answers"] += 1
        if not self.says_yes(FUNNEL.advances[ind.stage]):
            return EXIT
        ind.stage += 1
        if ind.stage < STAGES:
            return AE
        self.counts["wins"] += 1
        return CUSTOMER


class AfterRest(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["due"] += 1
        return CSM


class AfterCsm(Routing):
    def destination(self, ind: ciw.Individual) -> int:
        self.counts["check-ins"] += 1
        if self.says_yes(FUNNEL.churn):
            self.counts["churned"] += 1
            return EXIT
        return CUSTOMER


def network(counts: Counter[str]) -> ciw.network.Network:
    """The six nodes: three desks and the three delays between them."""
    exponential = ciw.dists.Exponential
    never = [None] * 5
    times = [
        FUNNEL.sdr_work,
        FUNNEL.until_meeting,
        FUNNEL.ae_work,
        FUNNEL.buyer_thinks,
        FUNNEL.check_in_every,
        FUNNEL.check_in_work,
    ]
    everybody = float("inf")
    routers = (AfterSdr, AfterMeeting, AfterAe, AfterBuyer, AfterRest, AfterCsm)
    return ciw.create_network(
        arrival_distributions=[exponential(rate=FUNNEL.leads_per_hour), *never],
        service_distributions=[exponential(rate=1.0 / mean) for mean in times],
        number_of_servers=[FUNNEL.sdrs, everybody, FUNNEL.aes, everybody, everybody, FUNNEL.csms],
        routing=ciw.routing.NetworkRouting([router(counts) for router in routers]),
    )


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened."""
    ciw.seed(int(np.random.SeedSequence([seed, replication]).generate_state(1)[0]))
    counts: Counter[str] = Counter()
    simulation = ciw.Simulation(network(counts))
    simulation.simulate_until_max_time(months * HOURS_PER_MONTH)
    leads = simulation.nodes[0].number_of_individuals
    waits = [
        record.waiting_time
        for record in simulation.get_all_records(only=["service"])
        if record.node == SDR
    ]
    kinds = ("worked on", "meetings", "proposed", "answers", "due", "check-ins")
    return Result(
        leads,
        counts["meetings"],
        counts["wins"],
        counts["churned"],
        counts["check-ins"],
        sum(waits) / max(1, len(waits)),
        leads + sum(counts[kind] for kind in kinds),
    )
