"""The event list: a binary heap of (time, kind and number, ticket)."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.rules.tasks import on_grid


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
    last = count.entries - 1
    count.entries = last
    if last == 0:
        return
    moved = heap[last]
    time, tag, ticket = moved.time, moved.tag, moved.ticket
    place = 0
    while True:
        below = 2 * place + 1
        if below >= last:
            break
        child = heap[below]
        if below + 1 < last:
            right = heap[below + 1]
            if right.time < child.time or (right.time == child.time and right.tag < child.tag):
                below += 1
                child = right
        if time < child.time or (time == child.time and tag <= child.tag):
            break
        here = heap[place]
        here.time, here.tag, here.ticket = child.time, child.tag, child.ticket
        place = below
    here = heap[place]
    here.time, here.tag, here.ticket = time, tag, ticket
