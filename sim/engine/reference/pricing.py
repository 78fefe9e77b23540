"""Price: what the buyer asks, who grants it, offers to close now.  Twin of compiled/pricing.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import trace
from sim.rules import pricing as rules
from sim.rules.ae import deal_worth
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Kind, Stage, Stream, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.inbox import Task
    from sim.engine.reference.seat import Seat

BASIS_POINTS = 10_000.0
DAY = 86400.0


# --- the buyer's discount -------------------------------------------------------------------
def negotiate(deal: Opportunity):  # type: ignore[no-untyped-def]
    """The buyer asks for a discount; an event to wait for if it needs an approval, else None."""
    model = deal.model
    deal.asked = asked_by_buyer(deal)
    deal.discount_asked_at = model.clock.now
    approver = approver_of(deal.ae, deal.asked)
    if approver is None:
        settle(deal, deal.asked, None, 0)
        return None
    deal.worked = model.clock.event()
    deal.approving = True
    request(deal, approver)
    return deal.worked


def asked_by_buyer(deal: Opportunity) -> float:
    model = deal.model
    return rules.discount_asked(model.luck, model.p.pricing, deal.segment, deal.key, deal.account)


def approver_of(ae: Seat, discount: float) -> Seat | None:
    """The first boss who may grant the discount, or the highest there is; None: no need to ask."""
    if ae.model.p.pricing.approvals == 0 or discount <= ae.job["discount_limit"]:
        return None
    found = None
    for boss in ae.ancestors():
        if boss.occupied:
            found = boss
            if discount <= boss.job["discount_limit"]:
                break
    return found


def request(deal: Opportunity, approver: Seat) -> None:
    model = deal.model
    worth = deal_worth(deal.segment, deal.value, deal.stage)
    work = max(1.0, model.p.pricing.approval_work)
    model.ask(approver, Work.APPROVING, deal, Urgency.INTERRUPTS, worth, work)


def finish_approval(deal: Opportunity, approver: Seat, task: Task) -> None:
    """The approver has decided; the AE's next meeting follows, or the offer."""
    p, luck = deal.model.p, deal.model.luck
    inspected = approver.inspected_hours()
    if not deal.approving:
        approve_offer(deal, inspected)
        return
    deal.approving = False
    deal.waited += approver.began - task.asked
    granted = deal.asked
    cut = rules.is_cut(luck, p.pricing, p.leader, Stream.DISCOUNT_CUT, deal.key, 0, inspected)
    if cut:
        granted = rules.after_cut(p.pricing, granted, float(deal.ae.job["discount_limit"]))
    settle(deal, granted, approver, int(cut))
    deal.worked.succeed()


def approve_offer(deal: Opportunity, inspected: float) -> None:
    """The offer may be made, or not; none is left if the buyer has decided meanwhile."""
    p, nth = deal.model.p, deal.proposals
    if deal.offer == 0.0:
        return
    if rules.is_cut(
        deal.model.luck, p.pricing, p.leader, Stream.OFFER_CUT, deal.key, nth, inspected
    ):
        deal.offer = 0.0
    else:
        ask_for_offering(deal)


def settle(deal: Opportunity, granted: float, approver: Seat | None, cut: int) -> None:
    deal.discount = granted
    deal.value = rules.net_value(deal.listed, granted)
    deal.model.log(
        Kind.DISCOUNT_GRANTED,
        subject=deal.number,
        seat=deal.ae.number,
        code=cut,
        since=deal.discount_asked_at,
        value=int(granted * BASIS_POINTS + 0.5),
        other=-1 if approver is None else approver.number,
    )


# --- close now, or slip ---------------------------------------------------------------------
def propose(deal: Opportunity, extra: float) -> None:
    """The AE wants to offer a further discount for a signature now."""
    deal.offer, deal.offered_at = extra, deal.model.clock.now
    deal.period_offers += 1
    deal.proposals += 1
    if deal.stage == Stage.PROPOSAL:
        deal.asked = deal.discount = asked_by_buyer(deal)
    approver = approver_of(deal.ae, deal.discount + extra)
    if approver is None:
        ask_for_offering(deal)
    else:
        request(deal, approver)


def ask_for_offering(deal: Opportunity) -> None:
    model = deal.model
    worth = deal_worth(deal.segment, deal.value, deal.stage)
    model.ask(deal.ae, Work.OFFERING, deal, Urgency.FOR_A_BUYER, worth, model.p.pricing.offer_work)


def finish_offering(deal: Opportunity) -> None:
    """The offer is made; the buyer answers in some days."""
    if deal.ended or deal.decides_at == 0 or deal.offer == 0.0:
        deal.offer = 0.0
        return
    model = deal.model
    model.log(
        Kind.OFFER_MADE,
        subject=deal.number,
        seat=deal.ae.number,
        code=deal.offers,
        value=int(deal.offer * BASIS_POINTS + 0.5),
    )
    answer = model.clock.now + rules.answer_time(model.luck, model.p.pricing, deal.key, deal.offers)
    deal.offers += 1
    ticket = deal.proposals
    model.clock.call(answer, Kind.OFFER_ANSWERED, deal.number, lambda: offer_answered(deal, ticket))


def offer_answered(deal: Opportunity, ticket: int) -> None:
    """The buyer takes the offer and decides at once, or goes on thinking."""
    model = deal.model
    extra, left = deal.offer, max(0.0, (deal.decides_at - model.clock.now) / DAY)
    if deal.ended or ticket != deal.proposals or extra == 0.0:
        return
    deal.offer = 0.0
    if deal.stage == Stage.PROPOSAL:
        left += rules.later_days(deal.segment)
    sensitivity = rules.price_sensitivity(model.luck, model.p.pricing, deal.account)
    nth, terms = deal.offers - 1, rules.offer_terms(model.p.pricing, extra, sensitivity, left)
    chance = chance_of(terms)
    trace.weigh_for(deal, Chance.OFFER, Stream.OFFER_ACCEPTED, nth, deal.ae, terms, chance)
    if not rules.offer_is_accepted(model.luck, deal.key, nth, chance):
        return
    deal.agreed = deal.stage == Stage.PROPOSAL
    deal.discount = min(rules.MOST, deal.discount + extra)
    deal.value = rules.net_value(deal.listed, deal.discount)
    model.log(
        Kind.OFFER_ACCEPTED,
        subject=deal.number,
        seat=deal.ae.number,
        since=deal.decides_at,
        value=int(deal.discount * BASIS_POINTS + 0.5),
    )
    deal.decide()


def let_slip(deal: Opportunity, begins: int) -> None:
    """The AE asks the buyer to sign in the next period, which begins at ``begins``."""
    model = deal.model
    before = deal.decides_at
    if before >= begins:
        return
    deal.slipped = True
    time = rules.slipped_to(model.luck, model.p.pricing, deal.key, begins)
    deal.waited += time - before
    model.log(Kind.DEAL_SLIPPED, subject=deal.number, seat=deal.ae.number, since=before, value=time)
    decide_at(deal, time)


def decide_at(deal: Opportunity, time: int) -> None:
    """The buyer decides at ``time``; a time agreed before is void."""
    deal.ticket += 1
    deal.decides_at = time
    ticket = deal.ticket
    deal.model.clock.call(time, Kind.BUYER_DECIDES, deal.number, lambda: deal.buyer_decides(ticket))
