"""Who has which open deals and customers: a list for each seat, in the order of their numbers.

The reference engine looks through all deals when somebody leaves.  In a large company that takes
time that grows with the square of its size.
"""

from __future__ import annotations

from sim.jit import inner_jit


@inner_jit
def enter(rows, lists, seat, number):
    """Put an item into a seat's list, behind those of lower numbers."""
    ends, mine, row = lists[seat], number + 1, rows[number]
    before, after = ends.last, 0
    while before > mine:
        before, after = rows[before - 1].previous, before
    row.previous, row.following = before, after
    if before == 0:
        ends.first = mine
    else:
        rows[before - 1].following = mine
    if after == 0:
        ends.last = mine
    else:
        rows[after - 1].previous = mine


@inner_jit
def strike(rows, lists, seat, number):
    """Take an item out of a seat's list."""
    ends, row = lists[seat], rows[number]
    if row.previous == 0:
        ends.first = row.following
    else:
        rows[row.previous - 1].following = row.following
    if row.following == 0:
        ends.last = row.previous
    else:
        rows[row.following - 1].previous = row.previous
