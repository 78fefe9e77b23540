"""The customer: onboarding, health, renewal, expansion.  Twin of compiled/csm.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import mesa

from sim.engine.reference import (
    advocates,
    champion,
    commission,
    expansion,
    handoff,
    routing,
    sales_ops,
    save,
    trace,
)
from sim.rules import csm as rules
from sim.rules.leader import MONTH
from sim.rules.terms import chance_of
from sim.vocabulary import (
    AccountStatus,
    Chance,
    Entity,
    Help,
    Interface,
    Kind,
    Stream,
    Urgency,
    Work,
)

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.clock import Life
    from sim.engine.reference.inbox import Task
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat

A_MONTH = int(MONTH)
A_YEAR = 12 * A_MONTH


class Customer(mesa.Agent):
    """An account under contract."""

    model: SalesOrganisation

    def __init__(
        self, model: SalesOrganisation, number: int, key: int, segment: int, account: int
    ) -> None:
        super().__init__(model)
        self.number, self.key, self.account = number, key, account
        self.segment_number, self.segment = segment, model.p.segment[segment]
        self.quality, self.fidelity, self.health = 0.0, 1.0, 0.0
        self.csm = cast("Seat", None)  # whoever looks after it
        self.arr, self.since = 0, model.clock.now
        self.live, self.late, self.attention = 0, 0, 1.0
        self.check_in_pending = self.save_pending = self.expansion_pending = False
        self.months = self.renewals = self.saves = self.expansions = 0
        self.champion, self.champion_left, self.champion_attempts = 1, 0, 0
        self.winning_pending = False
        self.help, self.save_asked = Help.NOT_ASKED, 0
        self.escalation: Task | None = None
        self.seller: Seat | None = None
        self.context = 1.0
        self.contacted, self.contacts, self.healthy = -1, 0, 0
        self.ended = False
        self.commission, self.sold_by_generation = 0, 0
        self.sold_by: Seat | None = None

    def target(self) -> float:
        return rules.health_target(
            self.model.p.csm,
            self.quality,
            self.fidelity,
            self.attention,
            self.late,
            float(self.model.clock.now - self.since),
        )

    def ask(self, work: int, urgency: int, seconds: float) -> None:
        self.model.ask(self.csm, work, self, urgency, 0.0, seconds)

    # --- onboarding -------------------------------------------------------------------------
    def start_onboarding(self) -> None:
        work = rules.onboarding_work(
            self.model.luck, self.model.p.csm, self.segment, self.key, self.fidelity
        )
        self.ask(Work.ONBOARDING, Urgency.FOR_A_BUYER, work)

    def finish_onboarding(self) -> None:
        self.live = 1
        advocates.recount(self)
        self.model.log(
            Kind.CUSTOMER_LIVE, subject=self.number, seat=self.csm.number, since=self.since
        )

    # --- attention and health ---------------------------------------------------------------
    def check_ins(self) -> Life:
        """A check-in is due at regular times; one that has not been delivered counts as missed."""
        model, clock = self.model, self.model.clock
        due = clock.now + rules.first_check_in(model.luck, self.segment, self.key)
        while True:
            yield clock.at(due, Kind.CHECK_IN_DUE, self.number)
            if self.ended:
                return
            if self.check_in_pending:
                self.attention = rules.after_check_in(model.p.csm, self.attention, 0.0)
            else:
                self.check_in_pending = True
                self.ask(Work.CHECK_IN, Urgency.IN_TURN, float(self.segment["check_in_work"]))
            due = clock.now + int(self.segment["check_in_every"])

    def finish_check_in(self) -> None:
        self.check_in_pending = False
        self.attention = rules.after_check_in(self.model.p.csm, self.attention, 1.0)

    def health_reviews(self) -> Life:
        """Once a month health moves; risk may be noticed, an occasion to expand may arise."""
        model, clock, p = self.model, self.model.clock, self.model.p.csm
        due = self.since + (self.months + 1) * A_MONTH
        while True:
            yield clock.at(due, Kind.HEALTH_REVIEW, self.number)
            if self.ended:
                return
            self.months += 1
            if self.live == 0 and clock.now - self.since > self.segment["onboarding_time"]:
                self.late = 1
            self.health = rules.next_health(
                model.luck, p, self.key, self.months, self.health, self.target()
            )
            advocates.recount(self)
            champion.review(self)
            save.review(self)
            expansion.review(self)
            due = self.since + (self.months + 1) * A_MONTH

    # --- renewal ----------------------------------------------------------------------------
    def contract(self) -> Life:
        """Every anniversary the customer renews, renews for less, or leaves."""
        model, clock = self.model, self.model.clock
        while True:
            yield clock.at(self.since + (self.renewals + 1) * A_YEAR, Kind.RENEWAL_DUE, self.number)
            self.renewals += 1
            terms = rules.churn_terms(
                model.p.csm, self.segment, self.health, self.renewals, champion.without(self)
            )
            chance = chance_of(terms)
            trace.weigh_for(
                self, Chance.CHURN, Stream.RENEWAL, self.renewals, self.csm, terms, chance
            )
            if rules.churns(model.luck, self.key, self.renewals, chance):
                self.churn()
                return
            lost = rules.contraction(model.luck, self.segment, self.key, self.renewals, self.arr)
            if lost > 0:
                self.arr -= lost
                self.log_arr(Kind.CUSTOMER_CONTRACTED, lost, self.csm)
            self.log_arr(Kind.CUSTOMER_RENEWED, self.arr, self.csm)

    def churn(self) -> None:
        model = self.model
        self.ended = True
        expansion.put_down(self)
        advocates.recount(self)
        self.csm.book -= 1
        model.rest(self.account, model.p.csm.rest)
        model.log(
            Kind.CUSTOMER_CHURNED,
            subject=self.number,
            seat=self.csm.number,
            code=rules.churn_reason(self.health, self.quality, champion.without(self)),
            since=self.since,
            value=self.arr,
            other=self.segment_number,
        )
        commission.take_back(self)

    def log_arr(self, kind: int, amount: int, seat: Seat) -> None:
        self.model.log(
            kind,
            subject=self.number,
            seat=seat.number,
            code=self.segment_number,
            since=self.since,
            value=amount,
        )

    def pass_on(self) -> None:
        """The CSM has left: a colleague takes over, if there is one."""
        model, old = self.model, self.csm
        new = routing.choose_carer(model, self.segment_number, self.account, self.arr, old)
        if not routing.takes_over(new, old):
            return
        old.book -= 1
        new.book += 1
        self.csm = new
        self.fidelity *= handoff.kept_among_peers(model, old, new)
        model.log_change(Entity.CUSTOMER, self.number, old, new)


def start(model: SalesOrganisation, deal: Opportunity, earned: int) -> None:
    """A deal was won: the account becomes a customer and is handed to a CSM."""
    customer = model.new_customer(deal.key, deal.segment_number, deal.account)
    customer.quality, customer.fidelity = deal.quality, deal.fidelity
    customer.arr = deal.value
    customer.commission, customer.sold_by = earned, deal.ae
    customer.sold_by_generation = deal.ae.generation
    choose_owner(customer, deal.ae)
    model.set_account(deal.account, AccountStatus.CUSTOMER)
    customer.health = customer.target()
    log_start(customer, deal.ae.number)
    sales_ops.add_record(model)
    customer.start_onboarding()
    begin_processes(customer)


def choose_owner(customer: Customer, ae: Seat) -> None:
    """A CSM takes over what the AE knows; in a company without, the AE keeps the customer."""
    model, customer.csm = customer.model, ae
    if not model.company.sellers_keep:
        segment, value = customer.segment_number, customer.arr
        owner = routing.choose_carer(model, segment, customer.account, value, None)
        assert owner is not None
        customer.csm = owner
    customer.csm.book += 1
    if customer.csm is not ae:
        customer.fidelity *= handoff.kept(
            model, Interface.AE_TO_CSM, ae.number, customer.csm.number
        )


def log_start(customer: Customer, ae: int) -> None:
    customer.model.log(
        Kind.CUSTOMER_STARTED,
        subject=customer.number,
        seat=customer.csm.number,
        code=customer.segment_number,
        since=customer.since,
        value=customer.arr,
        other=ae,
    )


def begin_processes(customer: Customer) -> None:
    clock = customer.model.clock
    clock.process(customer.check_ins())
    clock.process(customer.health_reviews())
    clock.process(customer.contract())
