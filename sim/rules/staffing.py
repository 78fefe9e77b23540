"""Who works which desk: eligibility by role, segment and duty, among the seats that are there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import jit
from sim.vocabulary import Desk, Duty, Role, Standing


class Desks(NamedTuple):
    """Who works what, as long as the same seats are there.

    Members of desk d for segment s stand in ``members[first[d, s] : first[d, s] + number[d, s]]``,
    those who help out when the whole desk is full likewise by ``spill_first`` and
    ``spill_number``; ``serves[seat, s]`` is 1 where the seat takes evaluations of the segment.
    """

    first: np.ndarray
    number: np.ndarray
    spill_first: np.ndarray
    spill_number: np.ndarray
    members: np.ndarray
    serves: np.ndarray


def empty_desks(seats: int, segments: int) -> Desks:
    """Return desks without members."""
    first, number, spill_first, spill_number = np.zeros((4, len(Desk), segments), np.int64)
    members = np.zeros(len(Desk) * segments * seats, np.int64)
    serves = np.zeros((seats, segments), np.int64)
    return Desks(first, number, spill_first, spill_number, members, serves)


@jit
def staff_desks(routing, seats, jobs, standing, desks):
    """Write down who is eligible for every desk and segment.

    A desk is worked by the first of its roles that the company has: by those of the segment if
    there are any, else by generalists, else by everybody of the role.  Seats that are not there
    do not count; only where nobody is there work waits for a seat that is planned, and leads,
    deals and customers in the end for one that is no more.
    """
    desks.serves[:, :] = 0
    places = 0
    for desk in range(len(routing.roles)):
        for s in range(desks.first.shape[1]):
            desks.first[desk, s] = begin = places
            places = find_members(routing, seats, jobs, standing, desk, s, desks.members, begin)
            desks.number[desk, s] = places - begin
            if desk == Desk.EVALUATIONS:
                for place in range(begin, places):
                    desks.serves[desks.members[place], s] = 1
            desks.spill_first[desk, s] = places
            if routing.spill == 1 and places > begin:
                places = find_helpers(seats, standing, desks.members, begin, places)
            desks.spill_number[desk, s] = places - desks.spill_first[desk, s]


@jit
def find_members(routing, seats, jobs, standing, desk, segment, members, begin):
    """Write down who works one desk for one segment from ``begin`` on; return the end."""
    for least in (Standing.OPEN, Standing.PLANNED, Standing.ABSENT):
        if least == Standing.ABSENT and desk > Desk.CUSTOMERS:
            continue
        for role in routing.roles[desk]:
            rank = first_rank(seats, jobs, standing, least, desk, role)
            for group in range(first_group(routing, desk), last_group(routing, desk) + 1):
                end = begin
                for seat in range(len(seats)):
                    if (
                        seats[seat].role == role
                        and standing[seat] >= least
                        and duty_rank(desk, jobs[seats[seat].job].duty) == rank
                        and is_in_group(seats[seat].segment, segment, group)
                    ):
                        members[end] = seat
                        end += 1
                if end > begin:
                    return end
    return begin


@jit
def first_group(routing, desk):
    """Setters serve everybody, or their own segment only; others see ``is_in_group``."""
    return 2 if desk == Desk.SETTINGS and routing.setters_serve_all == 1 else 0


@jit
def last_group(routing, desk):
    return 0 if desk == Desk.SETTINGS and routing.setters_serve_all == 0 else 2


@jit
def is_in_group(segment, wanted, group):
    """Say whether a seat is of the segment (group 0), a generalist (1), or anybody (2)."""
    return group == 2 or segment == (wanted if group == 0 else -1)


@jit
def duty_rank(desk, duty):
    """Return in which turn an AE job's duty is asked to work a desk, -1 never.

    New business goes to farmers only where there is nobody else, customers to hunters likewise;
    expansions never go to hunters.
    """
    if desk == Desk.EXPANSIONS or desk == Desk.CUSTOMERS:
        if duty == Duty.HUNTER:
            return 2 if desk == Desk.CUSTOMERS else -1
        return 0 if duty == Duty.FARMER else 1
    return 1 if duty == Duty.FARMER else 0


@jit
def first_rank(seats, jobs, standing, least, desk, role):
    """Return the first turn for which a role has somebody, -2 if it has nobody."""
    best = -2
    for seat in range(len(seats)):
        if seats[seat].role == role and standing[seat] >= least:
            rank = duty_rank(desk, jobs[seats[seat].job].duty)
            if rank >= 0 and (best < 0 or rank < best):
                best = rank
    return best


@jit
def find_helpers(seats, standing, members, begin, end):
    """Write down the seats of the members' role that are not members; return the end."""
    role, last = seats[members[begin]].role, end
    for seat in range(len(seats)):
        if seats[seat].role == role and standing[seat] == Standing.OPEN:
            is_member = False
            for place in range(begin, end):
                is_member = is_member or members[place] == seat
            if not is_member:
                members[last] = seat
                last += 1
    return last


@jit
def sellers_keep(seats, jobs, standing):
    """Say whether who sold to a customer looks after it: there are neither CSMs nor farmers."""
    for seat in range(len(seats)):
        cares = seats[seat].role == Role.CSM or jobs[seats[seat].job].duty == Duty.FARMER
        if cares and standing[seat] == Standing.OPEN:
            return False
    return True
