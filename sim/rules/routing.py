"""Rules of routing: who gets the next lead, deal or customer."""

from __future__ import annotations

from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Desk, Routing, Standing, Stream


@jit
def is_manual(luck, routing, key):
    """Say whether an analyst has to route this MQL by hand."""
    return uniform(luck, Stream.ROUTING_MANUAL, key, 0) < routing.manual_share


@jit
def choose(policy, occupied, load, cursor, account):
    """Return the position of the next owner among the eligible, -1 if there is nobody.

    ``occupied`` (0/1) and ``load`` (open items) are by position.  Vacant seats are passed over,
    unless all are vacant: then the work waits for the successor.  Where nobody is occupied the
    caller marks the seats that are open, so that work waits for somebody who will come.
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


@jit
def staff_desks(roles, role, segment, standing, first, number, members, serves):
    """Write down who is eligible for every desk and segment.

    Members of desk d for segment s stand in ``members[first[d, s] : first[d, s] + number[d, s]]``;
    ``serves[seat, s]`` is 1 where the seat takes evaluations of the segment.  A desk is worked by
    the first of its roles that the company has: by those of the segment if there are any, else
    by generalists, else by everybody of the role.  Seats that are not there do not count; but
    leads and deals always have somebody to wait for.
    """
    serves[:, :] = 0
    places = 0
    for desk in range(len(roles)):
        for s in range(first.shape[1]):
            least = Standing.PLANNED
            count = staff_desk(roles[desk], role, segment, standing, least, s, members, places)
            if count == 0 and (desk == Desk.LEADS or desk == Desk.DEALS):
                least = Standing.ABSENT
                count = staff_desk(roles[desk], role, segment, standing, least, s, members, places)
            first[desk, s], number[desk, s] = places, count
            if desk == Desk.EVALUATIONS:
                for place in range(places, places + count):
                    serves[members[place], s] = 1
            places += count


@jit
def staff_desk(roles, role, segment, standing, least, s, members, places):
    """Write down who is eligible for one desk and segment; return how many."""
    for wanted in roles:
        for group in range(3):
            count = 0
            for seat in range(len(role)):
                if wanted < 0 or role[seat] != wanted or standing[seat] < least:
                    continue
                if group == 2 or segment[seat] == (s if group == 0 else -1):
                    members[places + count] = seat
                    count += 1
            if count > 0:
                return count
    return 0
