"""The event list: a binary heap of (time, kind and number, ticket)."""

from __future__ import annotations

import numpy as np

from sim.jit import inner_jit
from sim.rules.tasks import on_grid

# Places of the heap are unsigned, which spares the question at every step of the way down whether
# an index counts from the end.
_0, _1, _2 = np.uint64(0), np.uint64(1), np.uint64(2)


@inner_jit
def schedule(w, time, kind, who, ticket):
    """Enter an event; same-second events are taken in the order of (kind, who)."""
    count = w.count[0]
    heap = w.calendar
    time = on_grid(time, w.run.grid)
    tag = (kind << 32) + who
    place = count.entries
    count.entries = place + 1
    while place > 0:
        above = (place - 1) >> 1
        parent = heap[above]
        if parent.time < time or (parent.time == time and parent.tag <= tag):
            break
        child = heap[place]
        child.time, child.tag, child.ticket = parent.time, parent.tag, parent.ticket
        place = above
    entry = heap[place]
    entry.time, entry.tag, entry.ticket = time, tag, ticket


@inner_jit
def drop_first(w):
    """Take the first event off the list (the caller has read it)."""
    count = w.count[0]
    heap = w.calendar
    count.entries -= 1
    last = np.uint64(count.entries)
    moved = heap[last]
    time, tag, ticket = moved.time, moved.tag, moved.ticket
    place, below = _0, _1
    while below < last:
        child = heap[below]
        if below + _1 < last:
            right = heap[below + _1]
            if right.time < child.time or (right.time == child.time and right.tag < child.tag):
                below += _1
                child = right
        if time < child.time or (time == child.time and tag <= child.tag):
            break
        here = heap[place]
        here.time, here.tag, here.ticket = child.time, child.tag, child.ticket
        place = below
        below = _2 * place + _1
    here = heap[place]
    here.time, here.tag, here.ticket = time, tag, ticket
