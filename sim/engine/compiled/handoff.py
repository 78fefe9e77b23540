"""Hand-offs: what is lost between two seats, and who aligns them."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.rules import leader as leader_rules
from sim.rules import structure as rules


@inner_jit
def alignment_of(w, seat, interface):
    """Alignment hours a month this leader delivered on an interface."""
    row = w.aligned[seat, interface]
    return leader_rules.remembered(row.hours, row.since, w.count[0].now, w.leader.memory)


@inner_jit
def alignment_between(w, interface, one, other):
    boss = rules.common_boss(w.seat.boss, w.seat.depth, one, other)
    return alignment_of(w, boss, interface) if boss >= 0 else 0.0


@inner_jit
def kept(w, interface, one, other):
    levels = rules.distance(w.seat.boss, w.seat.depth, one, other)
    alignment = alignment_between(w, interface, one, other)
    return rules.context_kept(w.structure, levels, alignment)


@inner_jit
def kept_among_peers(w, one, other):
    levels = rules.distance(w.seat.boss, w.seat.depth, one, other)
    return rules.kept_by_successor(w.structure, levels, w.seat[one].occupied == 0)
