"""Rules of structure: distance in the tree, hand-offs, alignment [E:A8, C].

The only place where the org chart acts on the funnel; nothing here knows a CRO from a CSO.
"""

from __future__ import annotations

import math

from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Stream


@jit
def common_boss(boss, depth, a, b):
    """Return the lowest common boss of two seats (a boss of itself counts), -1 if there is none."""
    while a != b:
        if a < 0 or b < 0:
            return -1
        if depth[a] >= depth[b]:
            a = boss[a]
        else:
            b = boss[b]
    return a


@jit
def distance(boss, depth, a, b):
    """Return the levels from the deeper of two seats up to their lowest common boss, >= 1."""
    top = common_boss(boss, depth, a, b)
    level = depth[top] if top >= 0 else -1
    return max(1, max(depth[a], depth[b]) - level)


@jit
def escalation_boss(boss, depth, occupied, seat, other):
    """Return who helps with a case of ``seat`` that it cannot settle with its own leader, or -1.

    The second boss above the seat, or the lowest common boss with ``other`` (-1: nobody else is
    needed) if that one stands higher; where the chair is empty, the next boss above.
    """
    helper = boss[seat]
    if helper >= 0:
        helper = boss[helper]
    common = common_boss(boss, depth, seat, other) if other >= 0 else -1
    while helper >= 0 and (
        occupied[helper] == 0 or (common >= 0 and depth[helper] > depth[common])
    ):
        helper = boss[helper]
    return helper


@jit
def template_compliance(structure, levels, alignment):
    """Return the share of hand-offs that follow the template.

    c = 1 - [1 - c0·exp(-κ(d - 1))]·exp(-a / a½), with d levels to the common boss and a alignment
    hours a month that boss delivered on this interface [E:C2].
    """
    start = structure.compliance * math.exp(-structure.distance_decay * (levels - 1))
    return 1.0 - (1.0 - start) * math.exp(-alignment / structure.alignment_half)


@jit
def context_kept(structure, levels, alignment):
    """Return r = c·ρ_s + (1 - c)·ρ_u: the factor on context fidelity at a hand-off [E:C2]."""
    c = template_compliance(structure, levels, alignment)
    return c * structure.fidelity_structured + (1.0 - c) * structure.fidelity_unstructured


@jit
def kept_by_successor(structure, levels, is_gone):
    """Return the factor when a colleague takes over: r, × what is kept of somebody who is gone.

    There is no interface and no alignment between them; a leaver cannot be asked any more, so
    what was never written down is lost [E:A6 F60].
    """
    kept = context_kept(structure, levels, 0.0)
    return kept * structure.kept_of_leaver if is_gone else kept


@jit
def alignment_effect(structure, effect, alignment):
    """Return effect × (1 - exp(-a / a½)): what an agreed definition adds, log-odds."""
    return effect * (1.0 - math.exp(-alignment / structure.alignment_half))


@jit
def breach_is_noticed(luck, structure, operations, key, check, alignment, dashboards):
    """Say whether the nth daily check finds the late lead: chance 1 - exp(-η·a - η_ops·(h - h_u)).

    a are the alignment hours a month, h those that analysts gave to dashboards, h_u the usual
    ones; the rate is at least 0 [E:C4].
    """
    rate = structure.correction_rate * alignment
    rate += operations.dashboard_rate * (dashboards - operations.usual_dashboards)
    chance = 1.0 - math.exp(-max(0.0, rate))
    return uniform(luck, Stream.RESPONSE_CORRECTION, key, check) < chance
