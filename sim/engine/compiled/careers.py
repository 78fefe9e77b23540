"""Careers: vacancies filled from within, or from outside.  Twin of reference/careers.py."""

from __future__ import annotations

from sim.engine.compiled import people
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import job_of, wake
from sim.jit import inner_jit
from sim.rules import people as rules
from sim.vocabulary import Kind, Reason
from sim.worktime import next_opening


@inner_jit
def open_requisition(w, seat):
    """Offer the vacancy to the best candidate of the company, or look for others."""
    person = w.seat[seat]
    candidate = best_candidate(w, seat)
    if candidate < 0 or not rules.is_filled_from_within(
        w.luck, w.people, w.chart[seat].key, person.generation
    ):
        people.search(w, seat)
        return
    w.seat[candidate].promised = 1
    person.successor, person.successor_generation = candidate, w.seat[candidate].generation
    due = next_opening(w.clock, w.count[0].now + w.people.promotion_wait)
    schedule(w, due, Kind.PROMOTION_DUE, seat, person.requisition)


@inner_jit
def best_candidate(w, seat):
    """The most skilled who may be promoted: of the seat's segment if any, else a generalist."""
    best, segment = -1, w.chart[seat].segment
    for other in range(len(w.seat)):
        if not may_take(w, other, seat):
            continue
        if best < 0:
            best = other
            continue
        mine, theirs = w.chart[other].segment, w.chart[best].segment
        if (mine >= 0 and theirs < 0 and segment >= 0) or (
            (segment < 0 or mine == theirs) and w.seat[other].skill > w.seat[best].skill
        ):
            best = other
    return best


@inner_jit
def may_take(w, other, seat):
    """Whether the holder of another seat may be promoted to this one."""
    person, row, wanted = w.seat[other], w.chart[other], w.chart[seat]
    if job_of(w, other).promotes_to != wanted.role or row.job == wanted.job:
        return False
    if wanted.segment >= 0 and row.segment >= 0 and row.segment != wanted.segment:
        return False
    return (
        person.occupied == 1
        and person.promised == 0
        and rules.may_be_promoted(w.people, person.hired, w.count[0].now)
    )


@inner_jit
def promote(w, seat, requisition):
    """The day of the promotion; who was to be promoted may have left in the meantime."""
    candidate, generation = int(w.seat[seat].successor), w.seat[seat].successor_generation
    there = w.seat[candidate].occupied == 1 and w.seat[candidate].generation == generation
    if there:
        w.seat[candidate].promised = 0
    if requisition != w.seat[seat].requisition:
        return
    if not there:
        people.search(w, seat)
        return
    move_up(w, candidate, seat)


@inner_jit
def move_up(w, old, seat):
    """Take the new seat, skill and knowledge included; the old one falls vacant."""
    skill, person = w.seat[old].skill, w.seat[seat]
    people.vacate(w, old, Reason.PROMOTED)
    open_requisition(w, old)
    people.pass_on(w, old)
    people.take_seat(w, seat, w.count[0].now, w.people.promotion_ramp)
    person.skill = skill
    code, since = Reason.PROMOTED, person.vacant_since
    log(w, Kind.PERSON_JOINED, person.generation, seat, code, since, 0, old)
    people.welcome(w, seat)
    wake(w, seat)
