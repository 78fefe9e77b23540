"""The opportunity: from acceptance to its end.  Same order of steps as reference/ae.py."""

from __future__ import annotations

from sim.engine.compiled import (
    commission,
    csm,
    handoff,
    leader,
    marketing,
    portfolio,
    pricing,
    routing,
    se,
    trace,
)
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import log, log_change, log_opened, rest, set_account
from sim.engine.compiled.seat import ask, coaching, ramp
from sim.jit import inner_jit
from sim.rules import ae as rules
from sim.rules import pricing as pricing_rules
from sim.rules.changes import at_price
from sim.rules.terms import chance_of
from sim.vocabulary import (
    AccountStatus,
    Chance,
    Entity,
    Kind,
    Objective,
    Outcome,
    SeState,
    Stage,
    Stream,
    Urgency,
    Work,
)
from sim.worktime import DAY

STAGES = 4

__all__ = ["log_opened"]


@inner_jit
def new_deal(w, key, segment, source, account):
    """Return the number of a new opportunity."""
    count = w.count[0]
    number = count.deals
    count.deals += 1
    deal = w.deal[number]
    deal.key, deal.segment, deal.source, deal.account = key, segment, source, account
    deal.fidelity, deal.ae = 1.0, -1
    deal.opened = deal.entered = count.now
    today = count.now // DAY
    value = rules.deal_value(w.luck, w.segment[segment], key)
    deal.value = at_price(value, w.changes.price[segment, today])
    deal.listed = pricing_rules.list_value(w.segment[segment], deal.value)
    deal.asked = deal.discount = w.segment[segment].usual_discount
    deal.offered_at = -1
    deal.technical = 1 if rules.is_technical(w.luck, w.segment[segment], key) else 0
    entrants = w.changes.competitor_share[today]
    deal.competitor = 1 if rules.has_competitor(w.luck, w.ae, key, entrants) else 0
    set_account(w, account, AccountStatus.IN_PIPELINE)
    w.account[account].deal = number
    return number


# --- a stage: our work, then the buyer's time --------------------------------------------------
@inner_jit
def begin_stage(w, number, stage):
    """Our part of a stage: the sales engineer's evaluation, then the AE's meetings."""
    deal = w.deal[number]
    enter(w, number, stage)
    if stage == Stage.EVALUATION and deal.technical == 1 and se.exists(w, deal.segment):
        se.request(w, number)
    elif stage == Stage.NEGOTIATION and deal.agreed == 1:
        pricing.sign(w, number)
    elif stage == Stage.NEGOTIATION and pricing.negotiate(w, number):
        return  # an approver decides first
    else:
        ask_for_selling(w, number)


@inner_jit
def enter(w, number, stage):
    """Enter a stage, ask the leaders that it concerns, count the meetings it takes."""
    deal = w.deal[number]
    log_stage(w, number, stage)
    deal.stage, deal.entered, deal.waited = stage, w.count[0].now, 0
    if stage == Stage.PROPOSAL:
        leader.ask_for_support(w, number)
    if stage == Stage.NEGOTIATION:
        leader.ask_for_sponsor(w, number)
    deal.meetings_left = w.segment[deal.segment].meetings
    if stage == Stage.DISCOVERY:
        deal.meetings_left += rules.extra_discovery(w.luck, w.ae, deal.key, deal.fidelity)


@inner_jit
def log_stage(w, number, stage):
    deal = w.deal[number]
    log(w, Kind.STAGE_ENTERED, number, deal.ae, stage, deal.entered, deal.value, deal.segment)


@inner_jit
def ask_for_selling(w, number):
    """Ask the AE for the next meeting."""
    deal = w.deal[number]
    segment = w.segment[deal.segment]
    work = rules.selling_work(w.luck, w.ae, segment, deal.key, deal.meetings)
    deal.meetings += 1
    worth = rules.deal_worth(segment, deal.value, deal.stage)
    ask(w, deal.ae, Work.SELLING, number, Urgency.FOR_A_BUYER, worth, work)


@inner_jit
def finish_selling(w, number, asked, began):
    deal, now = w.deal[number], w.count[0].now
    segment = w.segment[deal.segment]
    deal.waited += began - asked
    deal.meetings_left -= 1
    if deal.meetings_left > 0:
        gap = rules.meeting_gap(w.luck, segment, deal.key, deal.meetings)
        schedule(w, now + gap, Kind.BUYER_RETURNS, number, 0)
        return
    thinking = rules.deliberation(w.luck, w.ae, segment, deal.key, deal.stage, deal.fidelity)
    pricing.decide_at(w, number, now + thinking)


@inner_jit
def buyer_decides(w, number, ticket):
    """The buyer has thought it over."""
    if ticket == w.deal[number].ticket:
        decide(w, number)


@inner_jit
def decide(w, number):
    """The next stage, or an end."""
    deal = w.deal[number]
    deal.ticket += 1
    deal.decides_at = 0
    deal.offer = 0.0
    if not advances(w, number):
        lose(w, number)
    elif deal.stage == Stage.NEGOTIATION:
        win(w, number)
    else:
        begin_stage(w, number, deal.stage + 1)


@inner_jit
def advances(w, number):
    deal = w.deal[number]
    leader.withdraw(w, number)
    price = 0.0
    if deal.stage == Stage.NEGOTIATION:
        price = pricing_rules.price_log_odds(w.pricing, deal.discount, deal.asked)
    terms = rules.advance_terms(
        w.ae,
        w.segment[deal.segment],
        deal.stage,
        deal.quality,
        deal.fidelity,
        w.seat[deal.ae].skill,
        ramp(w, deal.ae),
        coaching(w, deal.ae),
        float(deal.waited),
        deal.competitor,
        deal.technical,
        1 if deal.se_state == SeState.COVERED else 0,
        deal.supported,
        deal.sponsored,
        price,
        w.changes.competitor_effect[w.count[0].now // DAY],
    )
    chance, stream = chance_of(terms), Stream.STAGE_ADVANCES
    trace.weigh(w, Chance.ADVANCE, stream, deal.key, deal.stage, number, deal.ae, terms, chance)
    return rules.advances(w.luck, deal.key, deal.stage, chance)


@inner_jit
def take(w, number, seat):
    """The deal is the seat's from now on."""
    w.deal[number].ae = seat
    w.held[seat].load += 1
    portfolio.enter(w.deal, w.deals_of, seat, number)


@inner_jit
def put_down(w, number):
    """The deal is over, or somebody else's from now on."""
    seat = w.deal[number].ae
    w.held[seat].load -= 1
    portfolio.strike(w.deal, w.deals_of, seat, number)


# --- the ends -------------------------------------------------------------------------------
@inner_jit
def lose(w, number):
    deal = w.deal[number]
    reason = rules.loss_reason(w.luck, w.ae, deal.key, deal.competitor)
    deal.ended = 1
    put_down(w, number)
    marketing.outcome(w, deal.key, Outcome.DEAL, deal.source, int(deal.ae))
    rest(w, deal.account, w.ae.rest)
    log(w, Kind.DEAL_LOST, number, deal.ae, reason, deal.opened, deal.value, deal.stage)


@inner_jit
def win(w, number):
    """Signed: commission, a customer to be handed over, and the paperwork."""
    deal = w.deal[number]
    deal.ended = 1
    put_down(w, number)
    if marketing.outcome(w, deal.key, Outcome.DEAL, deal.source, int(deal.ae)):
        marketing.credit(w, Objective.ARR, deal.source, int(deal.ae), float(deal.value))
    customer = w.count[0].customers
    log(w, Kind.DEAL_WON, number, deal.ae, deal.source, deal.opened, deal.value, customer)
    earned = commission.earn(w, deal.ae, deal.value, Entity.OPPORTUNITY, number)
    csm.start(w, number, earned)
    work = w.segment[deal.segment].closing_work
    ask(w, deal.ae, Work.CLOSING, number, Urgency.FOR_A_BUYER, 0.0, work)


@inner_jit
def pass_on(w, number):
    """The AE has left: a colleague takes over, if there is one."""
    deal = w.deal[number]
    old = deal.ae
    new = routing.choose_seller(w, deal.segment, deal.account, deal.value, old)
    if not routing.takes_over(w, new, old):
        return
    put_down(w, number)
    take(w, number, new)
    deal.fidelity *= handoff.kept_among_peers(w, old, new)
    log_change(w, Entity.OPPORTUNITY, number, old, new)
