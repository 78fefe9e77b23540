"""The opportunity: from acceptance to its end.  Same order of steps as compiled/ae.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import mesa

from sim.engine.reference import (
    commission,
    csm,
    handoff,
    leader,
    marketing,
    pricing,
    routing,
    se,
    trace,
)
from sim.engine.reference.inbox import Task
from sim.rules import ae as rules
from sim.rules import pricing as pricing_rules
from sim.rules.changes import at_price
from sim.rules.terms import chance_of
from sim.vocabulary import (
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

if TYPE_CHECKING:
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat

STAGES = 4


class Opportunity(mesa.Agent):
    """A deal.  Its life is one method: four stages of work and thinking, then an end."""

    model: SalesOrganisation

    def __init__(
        self,
        model: SalesOrganisation,
        number: int,
        key: int,
        segment: int,
        source: int,
        account: int,
    ) -> None:
        super().__init__(model)
        self.number, self.key, self.source, self.account = number, key, source, account
        self.segment_number, self.segment = segment, model.p.segment[segment]
        self.quality, self.fidelity = 0.0, 1.0
        self.ae = cast("Seat", None)  # whoever accepts the lead
        self.stage, self.opened, self.entered = Stage.DISCOVERY, model.clock.now, model.clock.now
        changes, today = model.p.changes, model.clock.now // DAY
        value = rules.deal_value(model.luck, self.segment, key)
        self.value = at_price(value, float(changes.price[segment, today]))
        self.technical = int(rules.is_technical(model.luck, self.segment, key))
        entrants = float(changes.competitor_share[today])
        self.competitor = int(rules.has_competitor(model.luck, model.p.ae, key, entrants))
        self.se_state, self.requested, self.se_waits = SeState.NOT_NEEDED, 0, 0
        self.se_task: Task | None = None
        self.supported = self.sponsored = 0
        self.support_task: Task | None = None
        self.sponsor_task: Task | None = None
        self.waited, self.meetings = 0, 0
        self.listed = pricing_rules.list_value(self.segment, self.value)
        self.asked = self.discount = float(self.segment["usual_discount"])
        self.discount_asked_at = 0
        self.offer, self.offers, self.offered_at = 0.0, 0, -1
        self.proposals, self.approving = 0, False
        self.decides_at, self.ticket, self.slipped = 0, 0, False
        self.agreed, self.period_offers = False, 0
        self.decided = model.clock.event()
        self.ended = False
        self.worked = model.clock.event()

    def life(self, found_in: int = -1, left: int = 0) -> Life:
        """Discovery, Evaluation, Proposal, Negotiation: work, let the buyer think, go on or end.

        A deal that the initial state finds in a stage has ``left`` seconds of thinking to go there.
        """
        p, clock, luck = self.model.p, self.model.clock, self.model.luck
        for stage in range(max(0, found_in), STAGES):
            if stage == found_in:
                thinking = left
            elif stage == Stage.NEGOTIATION and self.agreed:
                self.enter(stage)
                thinking = pricing_rules.signing_time(luck, p.pricing, self.key, self.offers)
            else:
                yield from self.our_work(stage)
                thinking = rules.deliberation(
                    luck, p.ae, self.segment, self.key, stage, self.fidelity
                )
            self.decided = clock.event()
            pricing.decide_at(self, clock.now + thinking)
            yield self.decided
            if not self.advances():
                self.lose()
                return
        self.win()

    def our_work(self, stage: int) -> Life:
        """Our part of a stage: the sales engineer's evaluation, then the AE's meetings."""
        clock = self.model.clock
        meetings = self.enter(stage)
        if stage == Stage.EVALUATION and self.technical and se.exists(self):
            yield se.request(self)
        elif stage == Stage.NEGOTIATION:
            approved = pricing.negotiate(self)
            if approved is not None:
                yield approved
        for meeting in range(meetings):
            yield self.ask_for_selling()
            if meeting < meetings - 1:
                gap = rules.meeting_gap(self.model.luck, self.segment, self.key, self.meetings)
                yield clock.at(clock.now + gap, Kind.BUYER_RETURNS, self.number)

    def enter(self, stage: int) -> int:
        """Enter a stage, ask the leaders that it concerns, return the meetings it takes."""
        model = self.model
        self.log_stage(stage)
        self.stage, self.entered, self.waited = stage, model.clock.now, 0
        if stage == Stage.PROPOSAL:
            leader.ask_for_support(self)
        if stage == Stage.NEGOTIATION:
            leader.ask_for_sponsor(self)
        meetings = int(self.segment["meetings"])
        if stage == Stage.DISCOVERY:
            meetings += rules.extra_discovery(model.luck, model.p.ae, self.key, self.fidelity)
        return meetings

    def log_stage(self, stage: int) -> None:
        self.model.log(
            Kind.STAGE_ENTERED,
            subject=self.number,
            seat=self.ae.number,
            code=stage,
            since=self.entered,
            value=self.value,
            other=self.segment_number,
        )

    def ask_for_selling(self):  # type: ignore[no-untyped-def]
        """Ask the AE for the next meeting; the event returned succeeds when it is done."""
        p, luck = self.model.p, self.model.luck
        self.worked = self.model.clock.event()
        work = rules.selling_work(luck, p.ae, self.segment, self.key, self.meetings)
        self.meetings += 1
        worth = rules.deal_worth(self.segment, self.value, self.stage)
        self.model.ask(self.ae, Work.SELLING, self, Urgency.FOR_A_BUYER, worth, work)
        return self.worked

    def finish_selling(self, task: Task, seat: Seat) -> None:
        self.waited += seat.began - task.asked
        self.worked.succeed()

    def buyer_decides(self, ticket: int) -> None:
        """The buyer has thought it over."""
        if ticket == self.ticket:
            self.decide()

    def decide(self) -> None:
        self.ticket += 1
        self.decides_at = 0
        self.offer = 0.0
        self.decided.succeed()

    def advances(self) -> bool:
        """The buyer has thought it over."""
        leader.withdraw(self)
        terms = self.advance_terms()
        chance = chance_of(terms)
        trace.weigh_for(
            self, Chance.ADVANCE, Stream.STAGE_ADVANCES, self.stage, self.ae, terms, chance
        )
        return rules.advances(self.model.luck, self.key, self.stage, chance)

    def advance_terms(self) -> trace.Terms:
        p, ae, price = self.model.p, self.ae, 0.0
        if self.stage == Stage.NEGOTIATION:
            price = pricing_rules.price_log_odds(p.pricing, self.discount, self.asked)
        return rules.advance_terms(
            p.ae,
            self.segment,
            self.stage,
            self.quality,
            self.fidelity,
            ae.skill,
            ae.ramp(),
            ae.coaching(),
            float(self.waited),
            self.competitor,
            self.technical,
            int(self.se_state == SeState.COVERED),
            self.supported,
            self.sponsored,
            price,
            float(p.changes.competitor_effect[self.model.clock.now // DAY]),
        )

    def lose(self) -> None:
        model = self.model
        reason = rules.loss_reason(model.luck, model.p.ae, self.key, self.competitor)
        self.ended = True
        self.ae.load -= 1
        marketing.outcome(model, self.key, Outcome.DEAL, self.source, self.ae.number)
        model.rest(self.account, model.p.ae.rest)
        model.log(
            Kind.DEAL_LOST,
            subject=self.number,
            seat=self.ae.number,
            code=reason,
            since=self.opened,
            value=self.value,
            other=self.stage,
        )

    def win(self) -> None:
        """Signed: commission, a customer to be handed over, and the paperwork."""
        model, ae = self.model, self.ae
        self.ended = True
        ae.load -= 1
        if marketing.outcome(model, self.key, Outcome.DEAL, self.source, ae.number):
            marketing.credit(model, Objective.ARR, self.source, ae.number, float(self.value))
        model.log(
            Kind.DEAL_WON,
            subject=self.number,
            seat=ae.number,
            code=self.source,
            since=self.opened,
            value=self.value,
            other=len(model.customers),
        )
        earned = commission.earn(ae, self.value, Entity.OPPORTUNITY, self.number)
        csm.start(model, self, earned)
        model.ask(
            ae, Work.CLOSING, self, Urgency.FOR_A_BUYER, 0.0, float(self.segment["closing_work"])
        )

    def pass_on(self) -> None:
        """The AE has left: a colleague takes over, if there is one."""
        model, old = self.model, self.ae
        new = routing.choose_seller(model, self.segment_number, self.account, self.value, old)
        if not routing.takes_over(new, old):
            return
        old.load -= 1
        new.load += 1
        self.ae = new
        self.fidelity *= handoff.kept_among_peers(model, old, new)
        model.log_change(Entity.OPPORTUNITY, self.number, old, new)
