"""Price: what the buyer asks, who grants it, offers to close now.  Twin of reference/pricing.py."""

from __future__ import annotations

from sim.engine.compiled import trace
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import ask, inspected_hours, job_of
from sim.jit import inner_jit
from sim.rules import pricing as rules
from sim.rules.ae import deal_worth
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Kind, Stage, Stream, Urgency, Work

BASIS_POINTS = 10_000.0
DAY = 86400.0


# --- the buyer's discount -------------------------------------------------------------------
@inner_jit
def negotiate(w, number):
    """The buyer asks for a discount; True if it has to wait for an approval."""
    deal = w.deal[number]
    deal.asked = asked_by_buyer(w, number)
    deal.discount_asked_at = w.count[0].now
    approver = approver_of(w, deal.ae, deal.asked)
    if approver < 0:
        settle(w, number, deal.asked, -1, 0)
        return False
    deal.approving = 1
    request(w, number, approver)
    return True


@inner_jit
def asked_by_buyer(w, number):
    deal = w.deal[number]
    segment = w.segment[deal.segment]
    return rules.discount_asked(w.luck, w.pricing, segment, deal.key, deal.account)


@inner_jit
def approver_of(w, ae, discount):
    """The first boss who may grant the discount, or the highest there is; -1: no need to ask."""
    if w.pricing.approvals == 0 or discount <= job_of(w, ae).discount_limit:
        return -1
    found, boss = -1, w.seat[ae].boss
    while boss >= 0:
        if w.seat[boss].occupied == 1:
            found = boss
            if discount <= job_of(w, boss).discount_limit:
                break
        boss = w.seat[boss].boss
    return found


@inner_jit
def request(w, number, approver):
    deal = w.deal[number]
    worth = deal_worth(w.segment[deal.segment], deal.value, deal.stage)
    work = max(1.0, w.pricing.approval_work)
    ask(w, approver, Work.APPROVING, number, Urgency.INTERRUPTS, worth, work)


@inner_jit
def finish_approval(w, number, approver, asked, began):
    """The approver has decided; True if the AE's next meeting follows."""
    deal = w.deal[number]
    inspected = inspected_hours(w, approver)
    if deal.approving == 0:
        approve_offer(w, number, inspected)
        return False
    deal.approving = 0
    deal.waited += began - asked
    granted = deal.asked
    cut = rules.is_cut(w.luck, w.pricing, w.leader, Stream.DISCOUNT_CUT, deal.key, 0, inspected)
    if cut:
        granted = rules.after_cut(w.pricing, granted, job_of(w, deal.ae).discount_limit)
    settle(w, number, granted, approver, 1 if cut else 0)
    return True


@inner_jit
def approve_offer(w, number, inspected):
    """The offer may be made, or not; none is left if the buyer has decided meanwhile."""
    deal = w.deal[number]
    if deal.offer == 0.0:
        return
    nth = deal.proposals
    if rules.is_cut(w.luck, w.pricing, w.leader, Stream.OFFER_CUT, deal.key, nth, inspected):
        deal.offer = 0.0
    else:
        ask_for_offering(w, number)


@inner_jit
def settle(w, number, granted, approver, cut):
    deal = w.deal[number]
    deal.discount = granted
    deal.value = rules.net_value(deal.listed, granted)
    points = int(granted * BASIS_POINTS + 0.5)
    asked_at = deal.discount_asked_at
    log(w, Kind.DISCOUNT_GRANTED, number, deal.ae, cut, asked_at, points, approver)


# --- close now, or slip ---------------------------------------------------------------------
@inner_jit
def propose(w, number, extra):
    """The AE wants to offer a further discount for a signature now."""
    deal = w.deal[number]
    deal.offer, deal.offered_at = extra, w.count[0].now
    deal.period_offers += 1
    deal.proposals += 1
    if deal.stage == Stage.PROPOSAL:
        deal.asked = deal.discount = asked_by_buyer(w, number)
    approver = approver_of(w, deal.ae, deal.discount + extra)
    if approver < 0:
        ask_for_offering(w, number)
    else:
        request(w, number, approver)


@inner_jit
def ask_for_offering(w, number):
    deal = w.deal[number]
    worth = deal_worth(w.segment[deal.segment], deal.value, deal.stage)
    ask(w, deal.ae, Work.OFFERING, number, Urgency.FOR_A_BUYER, worth, w.pricing.offer_work)


@inner_jit
def finish_offering(w, number):
    """The offer is made; the buyer answers in some days."""
    deal = w.deal[number]
    if deal.ended == 1 or deal.decides_at == 0 or deal.offer == 0.0:
        deal.offer = 0.0
        return
    points = int(deal.offer * BASIS_POINTS + 0.5)
    log(w, Kind.OFFER_MADE, number, deal.ae, deal.offers, 0, points, -1)
    answer = w.count[0].now + rules.answer_time(w.luck, w.pricing, deal.key, deal.offers)
    deal.offers += 1
    schedule(w, answer, Kind.OFFER_ANSWERED, number, deal.proposals)


@inner_jit
def offer_answered(w, number, ticket):
    """The buyer takes the offer and decides at once (then True), or goes on thinking."""
    deal = w.deal[number]
    extra, left = deal.offer, max(0.0, (deal.decides_at - w.count[0].now) / DAY)
    if deal.ended == 1 or ticket != deal.proposals or extra == 0.0:
        return False
    deal.offer = 0.0
    if deal.stage == Stage.PROPOSAL:
        left += rules.later_days(w.segment[deal.segment])
    sensitivity = rules.price_sensitivity(w.luck, w.pricing, deal.account)
    nth, terms = deal.offers - 1, rules.offer_terms(w.pricing, extra, sensitivity, left)
    chance, stream = chance_of(terms), Stream.OFFER_ACCEPTED
    trace.weigh(w, Chance.OFFER, stream, deal.key, nth, number, deal.ae, terms, chance)
    if not rules.offer_is_accepted(w.luck, deal.key, nth, chance):
        return False
    deal.agreed = 1 if deal.stage == Stage.PROPOSAL else 0
    deal.discount = min(rules.MOST, deal.discount + extra)
    deal.value = rules.net_value(deal.listed, deal.discount)
    points = int(deal.discount * BASIS_POINTS + 0.5)
    log(w, Kind.OFFER_ACCEPTED, number, deal.ae, 0, deal.decides_at, points, -1)
    return True


@inner_jit
def sign(w, number):
    """A buyer who took the offer in Proposal needs the paperwork only."""
    deal = w.deal[number]
    time = rules.signing_time(w.luck, w.pricing, deal.key, deal.offers)
    decide_at(w, number, w.count[0].now + time)


@inner_jit
def let_slip(w, number, begins):
    """The AE asks the buyer to sign in the next period, which begins at ``begins``."""
    deal = w.deal[number]
    before = deal.decides_at
    if before >= begins:
        return
    deal.slipped = 1
    time = rules.slipped_to(w.luck, w.pricing, deal.key, begins)
    deal.waited += time - before
    log(w, Kind.DEAL_SLIPPED, number, deal.ae, 0, before, time, -1)
    decide_at(w, number, time)


@inner_jit
def decide_at(w, number, time):
    """The buyer decides at ``time``; a time agreed before is void."""
    deal = w.deal[number]
    deal.ticket += 1
    deal.decides_at = time
    schedule(w, time, Kind.BUYER_DECIDES, number, deal.ticket)
