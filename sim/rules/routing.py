"""Rules of routing: who gets the next lead, deal or customer."""

from __future__ import annotations

from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Routing, Stream


@jit
def is_manual(luck, routing, key):
    """Say whether an analyst has to route this MQL by hand."""
    return uniform(luck, Stream.ROUTING_MANUAL, key, 0) < routing.manual_share


@jit
def choose(policy, occupied, load, cursor, account):
    """Return the position of the next owner among the eligible, -1 if there is nobody.

    ``occupied`` (0/1) and ``load`` (open items) are by position.  Vacant seats are passed over,
    unless all are vacant: then the work waits for the successor.
    Round robin starts at ``cursor``; least loaded breaks ties by position; territory maps the
    account to a position and passes it on to the next occupied one.
    """
    count = len(occupied)
    if count == 0:
        return -1
    anybody = 0
    for position in range(count):
        anybody += occupied[position]
    if policy == Routing.LEAST_LOADED:
        best = -1
        for position in range(count):
            free = anybody == 0 or occupied[position] == 1
            if free and (best < 0 or load[position] < load[best]):
                best = position
        return best
    start = (cursor if policy == Routing.ROUND_ROBIN else account) % count
    for step in range(count):
        position = (start + step) % count
        if anybody == 0 or occupied[position] == 1:
            return position
    return -1
