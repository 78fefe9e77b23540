"""BDRs' campaigns among customers.  Twin of reference/campaign.py."""

from __future__ import annotations

from sim.engine.compiled import expansion
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import coaching, ramp
from sim.jit import inner_jit
from sim.rules import outbound as rules
from sim.vocabulary import Kind


@inner_jit
def next_customer(w, segment):
    """The segment's due customer that was contacted longest ago, by account; -1: none is due."""
    best = -1
    for number in range(w.count[0].customers):
        if w.customer[number].segment != segment or not is_due(w, number):
            continue
        if best < 0 or comes_before(w, number, best):
            best = number
    return best


@inner_jit
def is_due(w, number):
    """Whether the customer may be contacted: it is live, not at risk and not about to buy."""
    one = w.customer[number]
    if one.ended == 1 or one.live == 0 or one.save_pending == 1 or one.expansion_pending == 1:
        return False
    return rules.may_be_contacted(w.bdr, one.contacted, w.count[0].now)


@inner_jit
def comes_before(w, number, other):
    """Whether a customer was contacted before another, or has the lower account number."""
    one, two = w.customer[number], w.customer[other]
    if one.contacted != two.contacted:
        return one.contacted < two.contacted
    return one.account < two.account


@inner_jit
def finish_campaigning(w, seat):
    """The block's customers are contacted in turn."""
    person, home = w.seat[seat], w.chart[seat].home
    ramped, coached = ramp(w, seat), coaching(w, seat)
    for _ in range(w.bdr.accounts_per_block):
        number = next_customer(w, home)
        if number < 0:
            return
        health = w.customer[number].health
        chance = rules.campaign_chance(w.bdr, w.csm, health, person.skill, ramped, coached)
        contact(w, number, seat, chance)


@inner_jit
def contact(w, number, seat, chance):
    """A contact may raise an occasion, which goes to whoever owns expansion."""
    customer = w.customer[number]
    before = customer.contacted
    customer.contacted = w.count[0].now
    customer.contacts += 1
    if rules.campaign_raises(w.luck, customer.key, customer.contacts, chance):
        log(w, Kind.CAMPAIGN_OCCASION, number, seat, 0, before, 0, -1)
        expansion.take_up(w, number)
