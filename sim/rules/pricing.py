"""Rules of price: what buyers ask, who may grant it, what a close-now offer does [MODEL 5.9]."""

from __future__ import annotations

from sim.distributions import normal
from sim.jit import jit
from sim.rules.leader import dose
from sim.rules.terms import few
from sim.streams import uniform
from sim.vocabulary import Stage, Stream

TEN_POINTS = 0.10
MOST = 0.60  # no buyer asks for more than this off list
DAY = 86400.0


@jit
def list_value(segment, net):
    """Return the list ACV in cents of a deal whose usual net is ``net``: net / (1 - usual)."""
    return max(1, int(net / (1.0 - segment.usual_discount) + 0.5))


@jit
def net_value(listed, discount):
    """Return the ACV in cents after the discount."""
    return max(1, int(listed * (1.0 - discount) + 0.5))


@jit
def price_sensitivity(luck, pricing, account):
    """Return how much the account cares about price, log-odds per ten points."""
    return pricing.sensitivity_sigma * normal(luck, Stream.PRICE_SENSITIVITY, account, 0)


@jit
def discount_asked(luck, pricing, segment, key, account):
    """Return the discount a buyer asks for in Negotiation: normal around the segment's own."""
    spread = segment.discount_sigma * normal(luck, Stream.DISCOUNT_ASKED, key, 0)
    sensitive = pricing.sensitivity_ask * price_sensitivity(luck, pricing, account)
    return max(0.0, min(MOST, segment.asked_discount + spread + sensitive))


@jit
def is_cut(luck, pricing, leader, stream, key, nth, inspected):
    """Say whether the approver cuts the discount, or refuses the nth offer: a small share.

    In proportion to inspection: share × dose(hours) / dose(reference), so that
    more than 90 % pass [E:A6 F37].
    """
    share = pricing.cut_share * dose(leader, inspected) / dose(leader, leader.inspection_reference)
    return uniform(luck, stream, key, nth) < share


@jit
def after_cut(pricing, asked, limit):
    """Return the discount that is left of ``asked`` when the part above ``limit`` is cut."""
    return asked - pricing.cut_size * max(0.0, asked - limit)


@jit
def price_log_odds(pricing, granted, asked):
    """Return what price adds to the log-odds to sign: β per ten points granted beyond the asked."""
    return pricing.price_effect * (granted - asked) / TEN_POINTS


@jit
def later_days(segment):
    """Return the days that a buyer in Proposal expects to take for Negotiation."""
    return segment.deliberation[Stage.NEGOTIATION] / DAY


@jit
def offer_terms(pricing, extra, sensitivity, days_left):
    """Return the terms of the chance that a buyer signs now for ``extra`` off.

    base + (β + sensitivity)·(extra / 10 points) - hurry·(weeks of thinking they still wanted).
    """
    tens = extra / TEN_POINTS
    hurry = -pricing.hurry_effect * days_left / 7.0
    return few(pricing.offer_base, pricing.offer_effect * tens, sensitivity * tens, hurry, 0.0)


@jit
def offer_is_accepted(luck, key, offers, chance):
    """Say whether the buyer accepts the nth close-now offer."""
    return uniform(luck, Stream.OFFER_ACCEPTED, key, offers) < chance


@jit
def answer_time(luck, pricing, key, offers):
    """Return the seconds until the buyer answers the nth offer: uniform up to twice the mean."""
    return max(1, int(2.0 * pricing.answer * uniform(luck, Stream.OFFER_ANSWER, key, offers)))


@jit
def slipped_to(luck, pricing, key, begins):
    """Return when a deal that was let slip is decided: some days into the next period."""
    u = uniform(luck, Stream.SLIP, key, 0)
    return begins + max(1, int(2.0 * pricing.slip * u))


@jit
def signing_time(luck, pricing, key, offers):
    """Return the seconds of paperwork after a buyer in Proposal has agreed to the nth offer."""
    return max(1, int(2.0 * pricing.answer * uniform(luck, Stream.SIGNING, key, offers)))
