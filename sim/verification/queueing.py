"""Queueing formulas from the textbooks, for one desk in steady state.

Rates are per unit of time and times in that unit; ``load`` is the offered load, arrival rate x mean
service time.  Sources: Erlang (1917); Palm (1957) for impatience (M/M/c+M, "Erlang A"); Pollaczek
(1930) and Khinchine (1932) for M/G/1; Kleinrock, Queueing Systems I (1975).
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Impatient(NamedTuple):
    """What Erlang A says: shares of arrivals, and waits in the unit of the rates."""

    abandons: float
    waits: float
    mean_wait: float
    """Over all arrivals, those who gave up included."""


def erlang_b(servers: int, load: float) -> float:
    """Return the share of arrivals lost in M/M/c/c, by B(n) = load B(n-1) / (n + load B(n-1))."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Return the share of arrivals that wait in M/M/c: B / (1 - ρ (1 - B)), ρ = load / servers.

    Raise ValueError where there is no steady state.
    """
    busy = load / servers
    if not 0 <= busy < 1:
        raise ValueError(f"no steady state: load {load:g} for {servers} servers")
    blocked = erlang_b(servers, load)
    return blocked / (1 - busy * (1 - blocked))


def erlang_c_wait(servers: int, load: float, service: float) -> float:
    """Return the mean wait in M/M/c over all arrivals: C x service / (servers - load)."""
    return erlang_c(servers, load) * service / (servers - load)


def longer_than(servers: int, load: float, service: float, wait: float) -> float:
    """Return P(wait > t) in M/M/c, served in turn: C exp(-(servers - load) t / service)."""
    return erlang_c(servers, load) * math.exp(-(servers - load) * wait / service)


def erlang_a(servers: int, arrivals: float, service: float, patience: float) -> Impatient:
    """Return Erlang A (M/M/c+M): exponential service and patience with these means.

    The number present is a birth-death process: born at ``arrivals``, dying at
    min(n, c) / service + max(n - c, 0) / patience.
    """
    weights = _birth_death(servers, arrivals, service, patience)
    total = math.fsum(weights)
    waiting = math.fsum(max(0, n - servers) * weight for n, weight in enumerate(weights)) / total
    return Impatient(
        abandons=waiting / patience / arrivals,
        waits=math.fsum(weights[servers:]) / total,
        mean_wait=waiting / arrivals,
    )


def _birth_death(servers: int, arrivals: float, service: float, patience: float) -> list[float]:
    """Return the weights of 0, 1, 2 … present, the first being 1, until they no longer matter."""
    weights, largest = [1.0], 1.0
    while len(weights) <= servers or weights[-1] > 1e-15 * largest:
        present = len(weights)
        deaths = min(present, servers) / service + max(0, present - servers) / patience
        weights.append(weights[-1] * arrivals / deaths)
        largest = max(largest, weights[-1])
    return weights


def pollaczek_khinchine(arrivals: float, mean: float, mean_square: float) -> float:
    """Return the mean wait in M/G/1: arrivals x E[S²] / (2 (1 - ρ)), ρ = arrivals x E[S].

    It holds for every order of service that does not look at service times and does not
    interrupt.  Raise ValueError where there is no steady state.
    """
    busy = arrivals * mean
    if not 0 <= busy < 1:
        raise ValueError(f"no steady state: load {busy:g} for one server")
    return arrivals * mean_square / (2 * (1 - busy))
