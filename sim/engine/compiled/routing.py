"""Routing: new work finds its owner.  Same order of steps as reference/routing.py."""

from __future__ import annotations

import numpy as np

from sim.engine.compiled import handoff
from sim.engine.compiled.record import log, log_change
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import routing as rules
from sim.rules.sdr import touch_urgency
from sim.vocabulary import Desk, Entity, Interface, Kind, LeadState, Routing, Standing, Work


@inner_jit
def staff_desks(w):
    """Seats have come or gone: write down anew who works what."""
    rules.staff_desks(
        w.routing.roles,
        w.chart.role,
        w.chart.segment,
        w.seat.standing,
        w.desk_first,
        w.desk_number,
        w.members,
        w.serves,
    )


@inner_jit
def choose(w, desk, segment, policy, account):
    """Choose the next owner by the policy; -1 if the desk has no seat."""
    return choose_another(w, desk, segment, policy, account, -1)


@inner_jit
def choose_another(w, desk, segment, policy, account, old):
    """Choose the next owner, somebody else than the old one if there is anybody."""
    first, count = w.desk_first[desk, segment], w.desk_number[desk, segment]
    occupied, load = np.empty(count, np.int64), np.empty(count, np.int64)
    anybody = 0
    for position in range(count):
        seat = w.members[first + position]
        occupied[position] = w.seat[seat].occupied if seat != old else 0
        load[position] = w.seat[seat].load
        anybody += occupied[position]
    if anybody == 0:
        for position in range(count):
            row = w.seat[w.members[first + position]]
            occupied[position] = 1 if row.standing == Standing.OPEN else 0
    position = rules.choose(policy, occupied, load, w.cursor[desk, segment], account)
    if position < 0:
        return -1
    w.cursor[desk, segment] = position + 1
    return int(w.members[first + position])


@inner_jit
def route(w, number):
    """A new MQL waits for an analyst, or is assigned at once."""
    lead = w.lead[number]
    analyst = choose(w, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account)
    if analyst < 0 or not rules.is_manual(w.luck, w.routing, lead.key):
        return True
    lead.state = LeadState.ROUTING
    urgency = touch_urgency(w.channel[lead.source], 0)
    ask(w, analyst, Work.ROUTING, number, urgency, lead.score, w.routing.manual_work)
    return False


@inner_jit
def assign_lead(w, number):
    """The lead enters an inbox; marketing's knowledge of it is handed over."""
    lead = w.lead[number]
    owner = choose(w, Desk.LEADS, lead.segment, w.routing.leads, lead.account)
    lead.owner = owner
    w.seat[owner].load += 1
    head = w.count[0].marketing_head
    lead.fidelity *= handoff.kept(w, Interface.MARKETING_TO_SDR, head, owner)
    log(w, Kind.LEAD_ASSIGNED, number, owner, lead.source, 0, 0, -1)


@inner_jit
def pass_on_lead(w, number):
    """The lead's owner has left: a colleague takes over, if there is one."""
    lead = w.lead[number]
    old = int(lead.owner)
    new = choose(w, Desk.LEADS, lead.segment, w.routing.leads, lead.account)
    if new < 0 or w.seat[new].occupied == 0 or new == old:
        return
    w.seat[old].load -= 1
    w.seat[new].load += 1
    lead.owner = new
    lead.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.LEAD, number, old, new)
