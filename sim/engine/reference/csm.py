"""The customer: onboarding, health, renewal, expansion.  Twin of compiled/csm.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sim.engine.reference import handoff, routing
from sim.rules import csm as rules
from sim.rules.leader import MONTH
from sim.vocabulary import AccountStatus, Desk, Entity, Interface, Kind, Urgency, Work

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.clock import Life
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
        self.csm: Seat | None = None
        self.arr, self.since = 0, model.clock.now
        self.live, self.late, self.attention = 0, 0, 1.0
        self.check_in_pending = self.save_pending = self.expansion_pending = False
        self.months = self.renewals = self.saves = self.expansions = 0
        self.ended = False

    def target(self) -> float:
        return rules.health_target(
            self.model.p.csm,
            self.quality,
            self.fidelity,
            self.attention,
            self.late,
            float(self.model.clock.now - self.since),
        )

    def csm_number(self) -> int:
        return -1 if self.csm is None else self.csm.number

    def ask(self, work: int, urgency: int, seconds: float) -> None:
        assert self.csm is not None
        self.model.ask(self.csm, work, self, urgency, 0.0, seconds)

    # --- onboarding -------------------------------------------------------------------------
    def start_onboarding(self) -> None:
        if self.csm is None:
            return
        work = rules.onboarding_work(
            self.model.luck, self.model.p.csm, self.segment, self.key, self.fidelity
        )
        self.ask(Work.ONBOARDING, Urgency.FOR_A_BUYER, work)

    def finish_onboarding(self) -> None:
        self.live = 1
        self.model.log(
            Kind.CUSTOMER_LIVE, subject=self.number, seat=self.csm_number(), since=self.since
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
            if self.csm is None or self.check_in_pending:
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
            if self.csm is not None:
                self.look_after()
            due = self.since + (self.months + 1) * A_MONTH

    def look_after(self) -> None:
        model, p = self.model, self.model.p.csm
        if not self.save_pending and rules.notices_risk(
            model.luck, p, self.key, self.months, self.health
        ):
            self.save_pending = True
            model.log(Kind.CUSTOMER_AT_RISK, subject=self.number, seat=self.csm_number())
            self.ask(Work.SAVING, Urgency.FOR_A_BUYER, float(self.segment["save_work"]))
        if not self.expansion_pending and rules.expansion_arises(
            model.luck, p, self.segment, self.key, self.months, self.health
        ):
            self.expansion_pending = True
            self.ask(Work.EXPANDING, Urgency.FOR_A_BUYER, float(self.segment["expansion_work"]))

    def finish_saving(self) -> None:
        p = self.model.p.csm
        self.save_pending = False
        self.saves += 1
        if rules.save_works(self.model.luck, p, self.key, self.saves):
            self.health += p.save_effect

    def finish_expanding(self) -> None:
        self.expansion_pending = False
        self.expansions += 1
        added = rules.expansion_size(
            self.model.luck, self.segment, self.key, self.expansions, self.arr
        )
        if added > 0:
            self.arr += added
            self.log_arr(Kind.CUSTOMER_EXPANDED, added)

    # --- renewal ----------------------------------------------------------------------------
    def contract(self) -> Life:
        """Every anniversary the customer renews, renews for less, or leaves."""
        model, clock = self.model, self.model.clock
        while True:
            yield clock.at(self.since + (self.renewals + 1) * A_YEAR, Kind.RENEWAL_DUE, self.number)
            self.renewals += 1
            chance = rules.churn_chance(model.p.csm, self.segment, self.health, self.renewals)
            if rules.churns(model.luck, self.key, self.renewals, chance):
                self.churn()
                return
            lost = rules.contraction(model.luck, self.segment, self.key, self.renewals, self.arr)
            if lost > 0:
                self.arr -= lost
                self.log_arr(Kind.CUSTOMER_CONTRACTED, lost)
            self.log_arr(Kind.CUSTOMER_RENEWED, self.arr)

    def churn(self) -> None:
        model = self.model
        self.ended = True
        if self.csm is not None:
            self.csm.load -= 1
        model.rest(self.account, model.p.csm.rest)
        model.log(
            Kind.CUSTOMER_CHURNED,
            subject=self.number,
            seat=self.csm_number(),
            code=rules.churn_reason(self.health, self.quality),
            since=self.since,
            value=self.arr,
            other=self.segment_number,
        )

    def log_arr(self, kind: int, amount: int) -> None:
        self.model.log(
            kind,
            subject=self.number,
            seat=self.csm_number(),
            code=self.segment_number,
            since=self.since,
            value=amount,
        )

    def pass_on(self) -> None:
        """The CSM has left: a colleague takes over, if there is one."""
        model, old = self.model, self.csm
        if old is None:
            return
        new = routing.choose_another(
            model, Desk.CUSTOMERS, self.segment_number, model.p.routing.customers, self.account, old
        )
        if new is None or not new.occupied or new is old:
            return
        old.load -= 1
        new.load += 1
        self.csm = new
        self.fidelity *= handoff.kept_among_peers(model, old, new)
        model.log_change(Entity.CUSTOMER, self.number, old, new)


def start(model: SalesOrganisation, deal: Opportunity) -> None:
    """A deal was won: the account becomes a customer and is handed to a CSM."""
    customer = model.new_customer(deal.key, deal.segment_number, deal.account)
    customer.quality, customer.fidelity = deal.quality, deal.fidelity
    customer.arr = deal.value
    customer.csm = routing.choose(
        model, Desk.CUSTOMERS, deal.segment_number, model.p.routing.customers, deal.account
    )
    if customer.csm is not None:
        customer.csm.load += 1
        customer.fidelity *= handoff.kept(
            model, Interface.AE_TO_CSM, deal.ae.number, customer.csm.number
        )
    model.set_account(deal.account, AccountStatus.CUSTOMER)
    customer.health = customer.target()
    log_start(customer, deal.ae.number)
    customer.start_onboarding()
    begin_processes(customer)


def log_start(customer: Customer, ae: int) -> None:
    customer.model.log(
        Kind.CUSTOMER_STARTED,
        subject=customer.number,
        seat=customer.csm_number(),
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
