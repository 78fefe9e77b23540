"""Routing: new work finds its owner.  Same order of steps as reference/routing.py."""

from __future__ import annotations

import numpy as np

from sim.engine.compiled import handoff
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log, log_change
from sim.engine.compiled.seat import ask
from sim.jit import inner_jit
from sim.rules import routing as rules
from sim.rules import sales_ops as sales_ops_rules
from sim.rules import staffing
from sim.rules.sdr import touch_urgency
from sim.vocabulary import Desk, Entity, Interface, Kind, LeadState, Routing, Standing, Work


@inner_jit
def staff_desks(w):
    """Seats have come or gone: write down anew who works what."""
    staffing.staff_desks(w.routing, w.chart, w.job, w.seat.standing, w.desks)
    keep = staffing.sellers_keep(w.chart, w.job, w.seat.standing)
    w.company[0].sellers_keep = 1 if keep else 0


@inner_jit
def open_items(w, desk, seat):
    """What counts as a seat's load at a desk: its book of customers, or everything else."""
    return w.held[seat].book if desk == Desk.CUSTOMERS else w.held[seat].load


@inner_jit
def choose(w, desk, segment, policy, account, quantile):
    """Choose the next owner by the policy; -1 if the desk has no seat."""
    return choose_another(w, desk, segment, policy, account, quantile, -1)


@inner_jit
def choose_another(w, desk, segment, policy, account, quantile, old):
    """Choose the next owner, somebody else than the old one if there is anybody."""
    if w.desks.number[desk, segment] == 0:
        return -1
    if policy == Routing.LEAST_LOADED:
        position = least_loaded_now(w, desk, segment, old)
    elif policy == Routing.ROUND_ROBIN:
        position = next_in_turn(w, desk, segment, old)
    else:
        position = chosen_among_all(w, desk, segment, policy, account, quantile, old)
    w.cursor[desk, segment] = position + 1
    seat = int(w.desks.members[w.desks.first[desk, segment] + position])
    if rules.is_full(w.routing.overflow[desk], open_items(w, desk, seat)):
        return overflow(w, desk, segment, seat, account)
    return seat


@inner_jit
def least_loaded_now(w, desk, segment, old):
    """What ``rules.choose`` does for the usual policy, in one pass and without a table of its own.

    The least loaded who may take it; if nobody may, of the open seats; else of all.
    """
    members, seats, held, customers = w.desks.members, w.seat, w.held, desk == Desk.CUSTOMERS
    first, count = w.desks.first[desk, segment], w.desks.number[desk, segment]
    free, least = -1, 0
    for position in range(count):
        seat = members[first + position]
        load = held[seat].book if customers else held[seat].load
        if (free < 0 or load < least) and seats[seat].occupied == 1 and seat != old:
            free, least = position, load
    return free if free >= 0 else least_loaded_at_all(w, desk, segment)


@inner_jit
def least_loaded_at_all(w, desk, segment):
    """Nobody may take it: the least loaded of the open seats, else of all."""
    first, count = w.desks.first[desk, segment], w.desks.number[desk, segment]
    opened, any_seat, least_open, least = -1, -1, 0, 0
    for position in range(count):
        seat = int(w.desks.members[first + position])
        load = open_items(w, desk, seat)
        if w.seat[seat].standing == Standing.OPEN and (opened < 0 or load < least_open):
            opened, least_open = position, load
        if any_seat < 0 or load < least:
            any_seat, least = position, load
    return opened if opened >= 0 else any_seat


@inner_jit
def next_in_turn(w, desk, segment, old):
    """What ``rules.choose`` does in round robin, without looking at more people than it takes."""
    first, count = w.desks.first[desk, segment], w.desks.number[desk, segment]
    start, opened = w.cursor[desk, segment] % count, -1
    for step in range(count):
        position = (start + step) % count
        seat = int(w.desks.members[first + position])
        row = w.seat[seat]
        if row.occupied == 1 and seat != old:
            return position
        if opened < 0 and row.standing == Standing.OPEN:
            opened = position
    return opened if opened >= 0 else start


@inner_jit
def chosen_among_all(w, desk, segment, policy, account, quantile, old):
    """The choice of the other policies."""
    first, count = w.desks.first[desk, segment], w.desks.number[desk, segment]
    available, load = np.empty(count, np.int64), np.empty(count, np.int64)
    skill, now, anybody = np.empty(count, np.float64), w.count[0].now, 0
    for position in range(count):
        seat = int(w.desks.members[first + position])
        row = w.seat[seat]
        available[position] = rules.is_available(policy, row.occupied, now, row.patience_ends)
        if seat == old and row.occupied == 1:
            available[position] = 0
        load[position], skill[position] = open_items(w, desk, seat), row.skill
        anybody += available[position]
    if anybody == 0:
        for position in range(count):
            row = w.seat[w.desks.members[first + position]]
            available[position] = 1 if row.standing == Standing.OPEN else 0
    cursor = w.cursor[desk, segment]
    return rules.choose(policy, available, load, skill, cursor, account, quantile)


@inner_jit
def overflow(w, desk, segment, named, account):
    """The owner named is full: the least loaded of the desk, or somebody of another segment."""
    d = w.desks
    limit, kind = w.routing.overflow[desk], Kind.WORK_OVERFLOWED
    best = least_loaded(w, desk, d.first[desk, segment], d.number[desk, segment])
    if best < 0:
        return named
    if rules.is_full(limit, open_items(w, desk, best)):
        first, count = d.spill_first[desk, segment], d.spill_number[desk, segment]
        helper = least_loaded(w, desk, first, count)
        if helper >= 0 and not rules.is_full(limit, open_items(w, desk, helper)):
            best, kind = helper, Kind.WORK_SPILLED
    if best != named:
        log(w, kind, account, best, desk, 0, open_items(w, desk, named), named)
    return best


@inner_jit
def least_loaded(w, desk, first, count):
    """The least loaded of the members that are occupied, -1 if none is."""
    occupied, load = np.empty(count, np.int64), np.empty(count, np.int64)
    for position in range(count):
        seat = int(w.desks.members[first + position])
        occupied[position], load[position] = w.seat[seat].occupied, open_items(w, desk, seat)
    position = rules.least_loaded(occupied, load)
    if position < 0 or occupied[position] == 0:
        return -1
    return int(w.desks.members[first + position])


@inner_jit
def takes_over(w, new, old):
    """Whether another seat can take work over: someone is in it, or the old one is no more."""
    if new < 0 or new == old:
        return False
    return w.seat[new].occupied == 1 or w.seat[old].standing == Standing.ABSENT


@inner_jit
def choose_owner(w, lead):
    """Choose who works a lead."""
    channel, noise = w.channel[lead.source], w.company[0].score_noise
    quantile = rules.score_quantile(channel, w.demand.quality_sigma, noise, lead.score)
    return choose(w, Desk.LEADS, lead.segment, w.routing.leads, lead.account, quantile)


@inner_jit
def choose_seller(w, segment, account, value, old):
    """Choose an AE for a deal of this value."""
    quantile = rules.value_quantile(w.segment[segment], value)
    return choose_another(w, Desk.DEALS, segment, w.routing.deals, account, quantile, old)


@inner_jit
def choose_carer(w, segment, account, value, old):
    """Choose a CSM for a customer of this value."""
    quantile = rules.value_quantile(w.segment[segment], value)
    return choose_another(w, Desk.CUSTOMERS, segment, w.routing.customers, account, quantile, old)


@inner_jit
def choose_expander(w, segment, account, value, old):
    """Choose an AE for an occasion to expand a customer of this value."""
    quantile = rules.value_quantile(w.segment[segment], value)
    return choose_another(w, Desk.EXPANSIONS, segment, w.routing.deals, account, quantile, old)


@inner_jit
def route(w, number):
    """A new MQL waits for an analyst, or is assigned at once."""
    lead = w.lead[number]
    analyst = choose(w, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account, 0.0)
    if analyst < 0 or not rules.is_manual(w.luck, w.routing, lead.key):
        return True
    ask_for_routing(w, number, analyst)
    return False


@inner_jit
def ask_for_routing(w, number, analyst):
    lead = w.lead[number]
    lead.state = LeadState.ROUTING
    urgency = touch_urgency(w.channel[lead.source], 0)
    ask(w, analyst, Work.ROUTING, number, urgency, lead.score, w.routing.manual_work)


@inner_jit
def assign_lead(w, number):
    """The lead enters an inbox (or goes astray: False); marketing's knowledge is handed over."""
    lead = w.lead[number]
    owner = choose_owner(w, lead)
    lead.owner = owner
    w.held[owner].load += 1
    if goes_astray(w, lead):
        misroute(w, number)
        return False
    head = w.count[0].marketing_head
    lead.fidelity *= handoff.kept(w, Interface.MARKETING_TO_SDR, head, owner)
    log(w, Kind.LEAD_ASSIGNED, number, owner, lead.source, 0, 0, -1)
    return True


@inner_jit
def goes_astray(w, lead):
    """Whether wrong data chose the owner; a lead is sent to the wrong one once at most."""
    if lead.misrouted == 1 or lead.cadence > 0:
        return False
    quality = w.company[0].data_quality
    return sales_ops_rules.is_misrouted(w.luck, w.operations, lead.key, quality)


@inner_jit
def misroute(w, number):
    """The lead lies with the wrong owner for a while."""
    lead = w.lead[number]
    lead.misrouted = 1
    lead.state = LeadState.ROUTING
    wrong = somebody_else(w, lead)
    w.held[lead.owner].load -= 1
    w.held[wrong].load += 1
    lead.owner = wrong
    log(w, Kind.LEAD_MISROUTED, number, lead.owner, lead.source, 0, 0, -1)
    back = w.count[0].now + sales_ops_rules.misroute_time(w.luck, w.operations, lead.key)
    schedule(w, back, Kind.MISROUTE_NOTICED, number, 0)


@inner_jit
def somebody_else(w, lead):
    """The next of the desk after the right owner who is there, else the right one."""
    first, count = w.desks.first[Desk.LEADS, lead.segment], w.desks.number[Desk.LEADS, lead.segment]
    place = 0
    while place < count and w.desks.members[first + place] != lead.owner:
        place += 1
    for step in range(1, count + 1):
        other = int(w.desks.members[first + (place + step) % count])
        if other != lead.owner and w.seat[other].occupied == 1:
            return other
    return int(lead.owner)


@inner_jit
def hand_back(w, number):
    """The wrong owner hands the lead back; True if there is no analyst to route it anew."""
    lead = w.lead[number]
    w.held[lead.owner].load -= 1
    analyst = choose(w, Desk.ROUTINGS, lead.segment, Routing.ROUND_ROBIN, lead.account, 0.0)
    if analyst < 0:
        return True
    ask_for_routing(w, number, analyst)
    return False


@inner_jit
def pass_on_lead(w, number):
    """The lead's owner has left: a colleague takes over, if there is one."""
    lead = w.lead[number]
    old = int(lead.owner)
    new = choose_owner(w, lead)
    if not takes_over(w, new, old):
        return
    w.held[old].load -= 1
    w.held[new].load += 1
    lead.owner = new
    lead.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.LEAD, number, old, new)
