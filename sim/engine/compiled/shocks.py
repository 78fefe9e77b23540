"""Dated events: what happens on a day of the scenario.  Twin of reference/shocks.py."""

from __future__ import annotations

from sim.engine.compiled import careers, marketing, people, reorganisation
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.jit import inner_jit
from sim.rules import changes as rules
from sim.vocabulary import Kind, Reason, Shock, Standing


@inner_jit
def schedule_event(w, nth):
    """One event after the other."""
    if nth < len(w.changes.event):
        schedule(w, w.changes.event[nth].time, Kind.DATED_EVENT, nth, 0)


@inner_jit
def happen(w, nth):
    """Write the event down, and let it act; what acts by day is in the tables already."""
    row = w.changes.event[nth]
    shock = row.shock
    who = key_person(w, row) if shock == Shock.EXIT else -1
    log(w, Kind.EVENT_HAPPENED, row.number, who, shock, 0, row.over, -1)
    if shock == Shock.EXIT:
        if who >= 0:
            depart(w, who)
    elif shock == Shock.LAYOFF:
        lay_off(w, row)
    elif shock == Shock.BUDGET_CUT:
        cut_budget(w)
    elif shock == Shock.HIRING_FREEZE:
        if row.over == 0:
            freeze_hiring(w, row.until)
    elif shock == Shock.REORGANISATION:
        reorganisation.reorganise(w, row)
    schedule_event(w, nth + 1)


@inner_jit
def concerns(w, row, seat):
    """Whether an event is about this seat's job and unit."""
    return row.job == w.chart[seat].job and (row.unit < 0 or row.unit == w.seat[seat].unit)


@inner_jit
def key_person(w, row):
    """The most skilled holder of the job, or the first."""
    best = -1
    for seat in range(len(w.seat)):
        if w.seat[seat].occupied == 0 or not concerns(w, row, seat):
            continue
        if best < 0 or (row.best == 1 and w.seat[seat].skill > w.seat[best].skill):
            best = seat
    return best


@inner_jit
def depart(w, seat):
    people.vacate(w, seat, Reason.DEPARTED)
    careers.open_requisition(w, seat)
    people.pass_on(w, seat)


@inner_jit
def lay_off(w, row):
    """Close seats of a job, one by one; then the rest take over."""
    for _ in range(row.seats):
        seat = next_to_close(w, row)
        if seat >= 0:
            people.close(w, seat, Reason.LAID_OFF)
    people.settle(w)


@inner_jit
def next_to_close(w, row):
    """The last of the seats that nobody holds; without one, the seat of who joined last."""
    last = -1
    for seat in range(len(w.seat)):
        person = w.seat[seat]
        if person.standing == Standing.ABSENT or not concerns(w, row, seat):
            continue
        newer = last >= 0 and w.seat[last].occupied == 1 and person.hired >= w.seat[last].hired
        if last < 0 or person.occupied == 0 or newer:
            last = seat
    return last


@inner_jit
def cut_budget(w):
    """Less is spent from now on, or as much as before."""
    changes, now = w.changes, w.count[0].now
    for channel in range(len(w.budget)):
        left = rules.budget_left(changes.event, changes.event_channels, channel, now)
        if left != w.budget[channel].cut:
            marketing.count_spend(w, channel)
            before = marketing.spend_level(w, channel)
            w.budget[channel].cut = left
            marketing.spend_changes(w, -1, channel, before)


@inner_jit
def freeze_hiring(w, until):
    """Nobody is hired until then."""
    w.count[0].frozen_until = max(w.count[0].frozen_until, until)
