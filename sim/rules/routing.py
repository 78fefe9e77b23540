"""Rules of routing: who gets the next lead, deal or customer."""

from __future__ import annotations

import math

from sim.distributions import normal_share
from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Routing, Stream


@jit
def is_manual(luck, routing, key):
    """Say whether an analyst has to route this MQL by hand."""
    return uniform(luck, Stream.ROUTING_MANUAL, key, 0) < routing.manual_share


@jit
def is_available(policy, occupied, now, patience_ends):
    """Return 1 if a seat may be given work: it is occupied, or named and worth waiting for.

    A named owner's vacancy is waited out until ``patience_ends``.
    """
    if occupied == 1 or (policy == Routing.NAMED and now < patience_ends):
        return 1
    return 0


@jit
def choose(policy, available, load, skill, cursor, account, quantile):
    """Return the position of the next owner among the eligible, -1 if there is nobody.

    ``available`` (0/1), ``load`` (open items) and ``skill`` are by position.  Who is not available
    is passed over, unless nobody is: then the work waits for a successor.  Where nobody is there
    the caller marks the seats that are open, so that work waits for somebody who will come.
    Round robin starts at ``cursor``; least loaded breaks ties by position; territory and named map
    the account to a position and pass it on to the next who is available; by score takes the
    person at the ``quantile`` (0 to 1) of skill.
    """
    count = len(available)
    if count == 0:
        return -1
    if policy == Routing.LEAST_LOADED:
        return least_loaded(available, load)
    if policy == Routing.BY_SCORE:
        return at_quantile(available, skill, quantile)
    start = (cursor if policy == Routing.ROUND_ROBIN else account) % count
    anybody = _anybody(available)
    for step in range(count):
        position = (start + step) % count
        if anybody == 0 or available[position] == 1:
            return position
    return -1


@jit
def _anybody(available):
    total = 0
    for position in range(len(available)):
        total += available[position]
    return total


@jit
def least_loaded(available, load):
    """Return the position with the fewest open items; ties by position; -1 if there is none."""
    best, anybody = -1, _anybody(available)
    for position in range(len(available)):
        free = anybody == 0 or available[position] == 1
        if free and (best < 0 or load[position] < load[best]):
            best = position
    return best


@jit
def at_quantile(available, skill, quantile):
    """Return the position of the person at this quantile of skill; ties by position.

    Of n people, the one ranked floor(quantile × n) from the weakest (0) to the best (n - 1).
    """
    anybody = _anybody(available)
    count = len(available) if anybody == 0 else anybody
    wanted = min(count - 1, int(quantile * count))
    for position in range(len(available)):
        if anybody > 0 and available[position] == 0:
            continue
        rank = 0
        for other in range(len(available)):
            counted = anybody == 0 or available[other] == 1
            weaker = skill[other] < skill[position]
            if counted and (weaker or (skill[other] == skill[position] and other < position)):
                rank += 1
        if rank == wanted:
            return position
    return -1


@jit
def is_full(limit, load):
    """Say whether an owner with this many open items gets no more; a limit below 0 is none."""
    return limit >= 0 and load >= limit


@jit
def score_quantile(channel, sigma, noise, score):
    """Return where a score stands among its channel's MQLs, 0 to 1.

    1 - (1 - Φ(x)) / (1 - Φ(l)): scores are normal with the spread of quality (``sigma``) and of
    the score's ``noise``, and l is where the threshold cuts them.
    """
    spread = math.sqrt(sigma * sigma + noise * noise)
    if spread == 0.0:
        return 0.5
    usual = normal_share(channel.level)
    above = normal_share((score - channel.quality) / spread)
    return 1.0 - above / usual if above < usual else 0.0


@jit
def value_quantile(segment, value):
    """Return where a deal's value in cents stands among its segment's (lognormal), 0 to 1."""
    sigma = segment.value_sigma
    distance = math.log(max(value, 1) / 100.0 / segment.annual_value)
    return 1.0 - normal_share(distance / sigma + sigma / 2.0)
