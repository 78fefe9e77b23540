"""Tasks and the inboxes they wait in: pairing heaps threaded through the task table."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.rules.tasks import task_order


@inner_jit
def new_row(w):
    """Return a free row of the task table."""
    count = w.count[0]
    task = count.free_task
    if task > 0:
        count.free_task = w.task[task].sibling
    else:
        count.tasks += 1
        task = count.tasks  # row 0 is never used
    return task


@inner_jit
def forget(w, task):
    """Give a row back."""
    w.task[task].sibling = w.count[0].free_task
    w.count[0].free_task = task


@inner_jit
def new_task(w, work, subject, urgency, worth, seconds):
    count = w.count[0]
    count.sequence += 1
    task = new_row(w)
    row = w.task[task]
    row.work, row.subject = work, subject
    row.order = task_order(urgency, worth, count.sequence)
    row.asked, row.seconds = count.now, seconds
    row.cancelled = 0
    return task


@inner_jit
def meld(w, one, other):
    """Join two heaps; 0 is the empty heap."""
    if one == 0:
        return other
    if other == 0:
        return one
    if w.task[other].order < w.task[one].order:
        one, other = other, one
    w.task[other].sibling = w.task[one].child
    w.task[one].child = other
    return one


@inner_jit
def push(w, box, task):
    row = w.task[task]
    row.child, row.sibling = 0, 0
    w.box[box].root = meld(w, w.box[box].root, task)
    w.box[box].waiting += 1


@inner_jit
def pop(w, box):
    """Take the first task: its children are melded in pairs, then from the last to the first."""
    first = w.box[box].root
    rest = w.task[first].child
    pairs = 0
    while rest != 0:
        one = rest
        other = w.task[one].sibling
        rest = 0
        w.task[one].sibling = 0
        if other != 0:
            rest = w.task[other].sibling
            w.task[other].sibling = 0
            one = meld(w, one, other)
        w.task[one].sibling = pairs
        pairs = one
    root = 0
    while pairs != 0:
        following = w.task[pairs].sibling
        w.task[pairs].sibling = 0
        root = meld(w, root, pairs)
        pairs = following
    w.box[box].root = root
    w.box[box].waiting -= 1
    return first


@inner_jit
def first(w, box):
    """Return the task to take next, or 0; forget cancelled ones."""
    while w.box[box].root != 0 and w.task[w.box[box].root].cancelled == 1:
        forget(w, pop(w, box))
    return w.box[box].root
