"""The sales organisation as a Mesa model in SimPy time: who there is, and what is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np

from sim.engine.reference import (
    campaign,
    champion,
    demand,
    expansion,
    initial,
    leader,
    marketing,
    meeting,
    outbound,
    people,
    pricing,
    review,
    routing,
    sales_ops,
    save,
    se,
    setter,
    shocks,
)
from sim.engine.reference.ae import Opportunity
from sim.engine.reference.clock import Clock
from sim.engine.reference.company import Company
from sim.engine.reference.csm import Customer
from sim.engine.reference.inbox import Inbox, Task
from sim.engine.reference.sdr import Lead
from sim.engine.reference.seat import Seat
from sim.params import Params
from sim.rules.staffing import empty_desks
from sim.rules.tasks import task_order
from sim.streams import Luck
from sim.vocabulary import EVENT, AccountStatus, Desk, Kind, Reason, Standing, Work


@dataclass(slots=True)
class RuleState:
    """How often a rule of management acted, when last, and for how long its figure is beyond."""

    months: int = 0
    last: int = 0
    times: int = 0


class SalesOrganisation(mesa.Model):
    """One company in one market, for one replication."""

    def __init__(self, p: Params, luck: Luck, traced: bool = False) -> None:
        super().__init__(seed=0)  # Mesa's own generator is never used
        self.p, self.luck, self.traced = p, luck, traced
        self.clock = Clock(p.run.grid)
        self.events: list[tuple[int, int, int, int, int, int, int, int]] = []
        self.leads: list[Lead] = []
        self.deals: list[Opportunity] = []
        self.customers: list[Customer] = []
        self.accounts: dict[int, tuple[int, int]] = {}
        self.deal_of: dict[int, Opportunity] = {}
        self.tasks = self.healthy = self.healthy_at_start = 0
        self.bosses = self.depths = self.interfaces = np.zeros(0, np.int64)
        self.marketing_head = -1
        self.fiscal, self.year_began = -1, 0
        segments = len(p.segment)
        self.cursor = [[0] * segments for _ in Desk]
        self.pools = [Inbox() for _ in range(segments)]
        self.company = Company(p)
        self.seats = [Seat(self, number) for number in range(len(p.seat))]
        self.desks = empty_desks(len(p.seat), segments)
        self.chart, self.frozen_until = 0, 0
        self.rule_states = [RuleState() for _ in p.policies.rule]
        leader.take_chart(self, 0)
        routing.staff_desks(self)
        marketing.begin(self)
        review.first_quotas(self)
        initial.begin(self)
        self.clock.process(demand.inbound(self))
        self.clock.process(leader.weeks(self))
        self.clock.process(people.months(self))
        self.clock.process(review.periods(self))
        self.clock.process(shocks.calendar(self))

    # --- tasks ------------------------------------------------------------------------------
    def new_task(self, work: int, subject: Any, urgency: int, worth: float, seconds: float) -> Task:
        self.tasks += 1
        order = task_order(urgency, worth, self.tasks)
        return Task(work, subject, order, self.clock.now, seconds)

    def ask(
        self, seat: Seat, work: int, subject: Any, urgency: int, worth: float, seconds: float
    ) -> Task:
        """Put a task into a seat's inbox."""
        task = self.new_task(work, subject, urgency, worth, seconds)
        seat.assign(task)
        return task

    def renew(self, task: Task) -> Task:
        """Copy a task that changes inboxes; deals that refer to it refer to the copy."""
        return Task(task.work, task.subject, task.order, task.asked, task.seconds)

    def is_stale(self, task: Task) -> bool:
        """Whether nothing is left to do: customer or vacancy are gone, or the meeting is over."""
        if task.work == Work.CONFIRMING:
            return setter.is_too_late(task)
        if task.work == Work.INTERVIEWING:
            return bool(task.subject.standing == Standing.ABSENT)
        return isinstance(task.subject, Customer) and task.subject.ended

    def begin(self, task: Task, seat: Seat) -> None:
        match task.work:
            case Work.TOUCHING:
                task.subject.begin_touch(task, seat)
            case Work.EVALUATING:
                se.begin_evaluation(task.subject)
            case Work.DEAL_SUPPORT:
                task.subject.support_task = None
            case Work.SPONSORING:
                task.subject.sponsor_task = None
            case Work.ESCALATION:
                save.begin_escalation(task.subject)

    def finish(self, task: Task, seat: Seat) -> None:
        subject = task.subject
        match task.work:
            case Work.ROUTING:
                routing.finish_routing(self, subject, seat)
            case Work.TOUCHING:
                subject.finish_touch()
            case Work.OUTBOUND | Work.SETTING:
                outbound.finish_block(self, seat)
            case Work.CAMPAIGNING:
                campaign.finish_campaigning(self, seat)
            case Work.PROSPECTING:
                outbound.finish_prospecting(self, seat)
            case Work.DISCOVERY_CALL:
                meeting.finish_discovery_call(self, subject, seat)
            case Work.SCHEDULING:
                meeting.schedule(self, subject)
            case Work.CONFIRMING:
                setter.finish_confirming(self, subject, seat, task.asked)
            case Work.REBOOKING:
                meeting.finish_rebooking(self, subject, task.asked, seat)
            case Work.SELLING:
                subject.finish_selling(task, seat)
            case Work.EVALUATING:
                se.finish_evaluation(subject, task, seat)
            case Work.ONBOARDING:
                subject.finish_onboarding()
            case Work.CHECK_IN:
                subject.finish_check_in()
            case Work.SAVING:
                save.finish_saving(subject)
            case Work.EXPANDING:
                expansion.finish_expanding(subject, seat)
            case Work.WINNING_OVER:
                champion.finish_winning_over(subject)
            case Work.ESCALATION:
                save.finish_escalation(subject)
            case Work.COACHING:
                leader.finish_coaching(self, subject, task)
            case Work.ATTENDING:
                leader.finish_attending(self, subject, task)
            case Work.STANDING:
                seat.standing_pending = False
            case Work.INSPECTION:
                leader.finish_inspection(seat, task)
            case Work.ALIGNING:
                leader.finish_alignment(self, subject, seat, task)
            case Work.DEAL_SUPPORT:
                leader.finish_support(subject)
            case Work.SPONSORING:
                leader.finish_sponsoring(subject)
            case Work.APPROVING:
                pricing.finish_approval(subject, seat, task)
            case Work.OFFERING:
                pricing.finish_offering(subject)
            case Work.INTERVIEWING:
                people.finish_interview(subject)
            case Work.HYGIENE | Work.DASHBOARDS | Work.ENABLEMENT | Work.ANALYSIS:
                sales_ops.finish_own_work(self, seat, task)
            case Work.STRATEGY:
                leader.finish_strategy(self, seat, task)
            case Work.BUDGETING:
                marketing.move_budgets(self, seat)

    def number_of(self, subject: Any) -> int:
        """The number that the log shows for what a task is about."""
        if subject is None:
            return -1
        return subject if isinstance(subject, int) else subject.number

    # --- entities ---------------------------------------------------------------------------
    def new_lead(self, key: int, source: int, segment: int, account: int) -> Lead:
        lead = Lead(self, len(self.leads), key, source, segment, account)
        self.leads.append(lead)
        return lead

    def new_deal(self, key: int, segment: int, source: int, account: int) -> Opportunity:
        deal = Opportunity(self, len(self.deals), key, segment, source, account)
        self.deals.append(deal)
        self.set_account(account, AccountStatus.IN_PIPELINE)
        self.deal_of[account] = deal
        return deal

    def new_customer(self, key: int, segment: int, account: int) -> Customer:
        customer = Customer(self, len(self.customers), key, segment, account)
        self.customers.append(customer)
        return customer

    def open_deal(self, lead: Lead, ae: Seat) -> None:
        """The AE accepted the lead: an opportunity begins its life."""
        deal = self.new_deal(lead.key, lead.segment, lead.source, lead.account)
        deal.quality, deal.fidelity, deal.ae = lead.quality, lead.fidelity, ae
        ae.load += 1
        lead.end(Reason.ACCEPTED)
        self.log_opened(deal, lead.created, lead.number)
        sales_ops.add_record(self)
        self.clock.process(deal.life())

    # --- accounts ---------------------------------------------------------------------------
    def account_status(self, account: int) -> int:
        status, until = self.accounts.get(account, (AccountStatus.PROSPECT, 0))
        if status == AccountStatus.RESTING and until <= self.clock.now:
            return AccountStatus.PROSPECT
        return status

    def set_account(self, account: int, status: int) -> None:
        self.accounts[account] = (status, 0)

    def put_in_sequence(self, account: int) -> None:
        self.set_account(account, AccountStatus.IN_SEQUENCE)

    def rest(self, account: int, seconds: int) -> None:
        self.accounts[account] = (AccountStatus.RESTING, self.clock.now + seconds)

    # --- the log ----------------------------------------------------------------------------
    def log(
        self,
        kind: int,
        subject: int = -1,
        seat: int = -1,
        code: int = 0,
        since: int = 0,
        value: int = 0,
        other: int = -1,
    ) -> None:
        self.events.append((self.clock.now, since, value, subject, seat, other, kind, code))

    def log_created(self, lead: Lead, seat: Seat | None) -> None:
        first = int(self.p.segment[lead.segment]["first_account"])
        self.log(
            Kind.LEAD_CREATED,
            subject=lead.number,
            seat=-1 if seat is None else seat.number,
            code=lead.source,
            since=lead.account - first,
            value=lead.key,
            other=lead.segment,
        )

    def log_opened(self, deal: Opportunity, created: int, lead: int) -> None:
        self.log(
            Kind.OPPORTUNITY_OPENED,
            subject=deal.number,
            seat=deal.ae.number,
            code=deal.source,
            since=created,
            value=deal.value,
            other=lead,
        )

    def log_change(self, entity: int, number: int, old: Seat, new: Seat) -> None:
        self.log(Kind.OWNER_CHANGED, subject=number, seat=new.number, code=entity, other=old.number)


def simulate(p: Params, replication: int = 0, seed: int = 0, traced: bool = False) -> np.ndarray:
    """Run one replication and return its event log (``vocabulary.EVENT``).

    A traced run has the same events, and besides them every chance with its terms.
    """
    organisation = SalesOrganisation(p, Luck(seed, replication), traced)
    try:
        organisation.clock.run(until=p.run.ends)
        return np.array(organisation.events, dtype=EVENT)
    finally:
        # Mesa 3.3 counts agents in a table keyed by the model, which would keep every run alive.
        getattr(mesa.Agent, "_ids", {}).pop(organisation, None)
