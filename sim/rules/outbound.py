"""Rules of outbound work: BDRs, appointment setters [E:A3]."""

from __future__ import annotations

from sim.distributions import logistic, logit
from sim.jit import jit
from sim.rules.terms import few
from sim.streams import uniform
from sim.vocabulary import Stream


@jit
def account_on_list(first, accounts, outbound, position):
    """Return (account, attempt) of the nth step through a seat's territory.

    A seat works its territory list by list: each list ``attempts`` times through, then the next;
    after the last list it starts again with the first.
    """
    length = min(outbound.list_accounts, accounts)
    steps = length * outbound.attempts
    lists = max(1, accounts // length)
    nth_list = position // steps
    within = position % steps
    account = first + (nth_list % lists) * length + within % length
    return account, (nth_list // lists) * outbound.attempts + within // length


@jit
def meeting_terms(outbound, segment_yield, skill, coaching):
    """Return the terms of the chance that one attempt on one account ends in a meeting.

    Of a fully ramped person: base + skill + coaching.  Others: times ramp.
    """
    base = logit(min(0.9, outbound.meeting_chance * segment_yield))
    return few(base, outbound.skill_effect * skill, coaching, 0.0, 0.0)


@jit
def prospecting_terms(segment):
    """Return the one term of the chance that a ramped AE's prospecting brings a meeting."""
    return few(logit(segment.prospecting_yield), 0.0, 0.0, 0.0, 0.0)


@jit
def attempt_succeeds(luck, account, attempt, chance):
    """Say whether the nth attempt on the account ends in a meeting."""
    return uniform(luck, Stream.OUTBOUND_MEETINGS, account, attempt) < chance


@jit
def attempt_name(attempt, turn):
    """Return the name of an attempt for its draw and key: who shares a territory has other luck."""
    return (attempt & 0x3FF) | (turn << 10)


@jit
def outbound_key(source, account, attempt):
    """Return the stable 48-bit key of a lead won by outbound work."""
    return (source << 42) | ((account & 0xFFFFFFF) << 14) | (attempt & 0x3FFF)


@jit
def prospecting_succeeds(luck, key, block, chance):
    """Say whether an AE's nth prospecting block brings a first meeting."""
    return uniform(luck, Stream.PROSPECTING_YIELD, key, block) < chance


@jit
def prospecting_key(source, seat_key, block):
    """Return the stable 48-bit key of a self-sourced lead: seat and its nth block."""
    return (source << 42) | ((seat_key & 0xFFFFFFF) << 14) | (block & 0x3FFF)


@jit
def prospecting_account(luck, first, accounts, key):
    """Return the account an AE found on their own."""
    return first + int(uniform(luck, Stream.LEAD_ACCOUNT, key, 0) * accounts)


@jit
def is_campaign_block(outbound, nth):
    """Say whether a seat's nth block goes to customers: ``campaign_share`` of them, evenly."""
    return int((nth + 1) * outbound.campaign_share) > int(nth * outbound.campaign_share)


@jit
def campaign_chance(outbound, csm, health, skill, ramp, coaching):
    """Return the chance that a contact with a customer raises an occasion to expand.

    ramp × σ(base + health, as occasions that arise by themselves + skill + coaching).
    """
    log_odds = logit(outbound.campaign_chance) + csm.expansion_health * health
    return ramp * logistic(log_odds + outbound.skill_effect * skill + coaching)


@jit
def campaign_raises(luck, key, contact, chance):
    """Say whether the nth contact with the customer raises an occasion."""
    return uniform(luck, Stream.CAMPAIGN_RAISES, key, contact) < chance


@jit
def may_be_contacted(outbound, last, now):
    """Say whether a customer last contacted then (-1: never) is due for a campaign again."""
    return last < 0 or last + outbound.campaign_rest <= now
