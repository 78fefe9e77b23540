"""The lead and the desk that works it.  Same order of steps as compiled/sdr.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import mesa

from sim.engine.reference import (
    demand,
    handoff,
    leader,
    marketing,
    meeting,
    routing,
    sales_ops,
    setter,
    trace,
)
from sim.engine.reference.inbox import Task
from sim.rules import sdr as rules
from sim.rules.structure import breach_is_noticed
from sim.rules.terms import chance_of
from sim.vocabulary import Chance, Interface, Kind, LeadState, Outcome, Reason, Stream, Touch, Work
from sim.worktime import office_at, work_ends

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat

DAY = 86400


class Lead(mesa.Agent):
    """A person at an account who may become an opportunity."""

    model: SalesOrganisation

    def __init__(
        self,
        model: SalesOrganisation,
        number: int,
        key: int,
        source: int,
        segment: int,
        account: int,
    ) -> None:
        super().__init__(model)
        self.number, self.key, self.source = number, key, source
        self.segment, self.account = segment, account
        self.quality = self.score = 0.0
        self.fidelity = 1.0
        self.created = 0
        self.qualified = -1
        self.state = LeadState.NEW
        self.owner = cast("Seat", None)  # routing sets it
        self.ae = cast("Seat", None)  # set when a meeting is booked
        self.booker = cast("Seat", None)
        self.task = cast("Task", None)
        self.touches, self.cadence, self.ticket, self.bookings = 0, 0, 0, 0
        self.all_touches = 0
        self.waited = -1
        self.corrected, self.impatient = 0, False
        self.misrouted = False
        self.outcome = Touch.NO_ANSWER
        self.date_is_open = False
        self.confirmed, self.confirming = 0, setter.NOT_ASKED

    def arrive(self) -> None:
        demand.arrive(self.model, self)

    # --- the cadence ------------------------------------------------------------------------
    def start_cadence(self) -> None:
        """The first touch is asked for; patience and the response agreement start to run."""
        p, clock, luck = self.model.p, self.model.clock, self.model.luck
        self.touches, self.impatient = 0, False
        self.ask_for_touch()
        ticket = self.ticket
        clock.call(
            clock.now + rules.patience(luck, p.sdr, self.key, self.cadence),
            Kind.LEAD_PATIENCE_ENDS,
            self.number,
            lambda: self.lose_patience(ticket),
        )
        if self.cadence == 0:
            due = work_ends(p.clock, clock.now, p.sdr.agreement)
            clock.call(due, Kind.RESPONSE_CHECK, self.number, lambda: self.check_response(0))

    def ask_for_touch(self) -> None:
        p = self.model.p
        urgency = rules.touch_urgency(p.channel[self.source], self.corrected)
        self.state = LeadState.WAITING
        worth = rules.touch_worth(p.sdr, self.score, self.qualified)
        self.task = self.model.ask(
            self.owner, Work.TOUCHING, self, urgency, worth, p.sdr.touch_work
        )
        leader.wake_helper(self.owner)

    def begin_touch(self, task: Task, seat: Seat) -> None:
        """The touch's outcome decides how long it takes."""
        p, now = self.model.p, self.model.clock.now
        self.state = LeadState.WORKED
        if self.waited < 0:
            self.waited = office_at(p.clock, now) - office_at(p.clock, self.qualified)
        terms = rules.qualify_terms(
            p.sdr,
            p.channel[self.source],
            self.quality,
            seat.skill * seat.ramp(),
            seat.coaching() if seat is self.owner else 0.0,
        )
        chance = rules.qualify_chance(p.channel[self.source], terms, self.waited)
        nth = self.cadence * 1000 + self.touches
        effect = sales_ops.data_effect(self.model, p.operations.connect_effect)
        self.outcome = rules.touch_outcome(self.model.luck, p.sdr, self.key, nth, chance, effect)
        connects = rules.connect_terms(p.sdr, effect)
        trace.weigh_for(
            self, Chance.CONNECT, Stream.TOUCH_CONNECTS, nth, seat, connects, chance_of(connects)
        )
        if self.outcome != Touch.NO_ANSWER:
            trace.weigh_for(self, Chance.QUALIFY, Stream.LEAD_QUALIFIES, nth, seat, terms, chance)
        taken = 0.0
        if self.outcome == Touch.QUALIFIED:
            taken = setter.share_taken(self.model, self)
        self.date_is_open = taken > 0.0
        task.seconds = rules.touch_work(p.sdr, self.outcome, taken)
        if seat is not self.owner:
            seat.helped += task.seconds

    def finish_touch(self) -> None:
        clock = self.model.clock
        self.touches += 1
        self.all_touches += 1
        if self.outcome != Touch.NO_ANSWER:
            marketing.outcome(self.model, self.key, Outcome.CONTACT, self.source, self.owner.number)
        match self.outcome:
            case Touch.QUALIFIED:
                self.owner.load -= 1
                meeting.book(self.model, self, self.owner)
            case Touch.NOT_QUALIFIED:
                self.stop(Reason.NOT_QUALIFIED)
            case _:
                if self.impatient:
                    self.stop(Reason.EXPIRED)
                elif self.touches >= self.model.p.sdr.touches:
                    self.stop(Reason.NOT_REACHED)
                else:
                    self.state = LeadState.RESTING
                    ticket = self.ticket
                    clock.call(
                        clock.now + int(self.model.p.sdr.gap),
                        Kind.TOUCH_DUE,
                        self.number,
                        lambda: self.touch_again(ticket),
                    )

    def touch_again(self, ticket: int) -> None:
        if ticket != self.ticket:
            return
        if not self.owner.occupied:
            routing.pass_on_lead(self.model, self)
        self.ask_for_touch()

    def lose_patience(self, ticket: int) -> None:
        if ticket != self.ticket:
            return
        match self.state:
            case LeadState.WAITING:
                self.task.cancelled = True
                self.stop(Reason.EXPIRED)
            case LeadState.RESTING:
                self.stop(Reason.EXPIRED)
            case LeadState.WORKED:
                self.impatient = True

    def check_response(self, check: int) -> None:
        """A late first touch is noticed sooner the more marketing and sales are aligned."""
        model = self.model
        if self.state != LeadState.WAITING or self.waited >= 0 or self.cadence > 0:
            return
        head = model.marketing_head
        alignment = handoff.alignment_between(
            model, Interface.MARKETING_TO_SDR, head, self.owner.number
        )
        dashboards = sales_ops.dashboard_hours(model)
        if breach_is_noticed(
            model.luck,
            model.p.structure,
            model.p.operations,
            self.key,
            check,
            alignment,
            dashboards,
        ):
            self.corrected = 1
            self.task.cancelled = True
            model.log(Kind.RESPONSE_CORRECTED, subject=self.number, seat=self.owner.number)
            self.ask_for_touch()
            return
        model.clock.call(
            model.clock.now + DAY,
            Kind.RESPONSE_CHECK,
            self.number,
            lambda: self.check_response(check + 1),
        )

    # --- the end, or nurture ----------------------------------------------------------------
    def stop(self, reason: int) -> None:
        """The cadence ends without a meeting."""
        model = self.model
        self.owner.load -= 1
        self.end(reason)
        if reason != Reason.NOT_QUALIFIED and rules.is_recycled(
            model.luck, model.p.sdr, self.key, self.cadence
        ):
            model.clock.call(
                model.clock.now
                + rules.nurture_time(model.luck, model.p.sdr, self.key, self.cadence),
                Kind.LEAD_RETURNS,
                self.number,
                self.come_back,
            )

    def end(self, reason: int) -> None:
        self.state = LeadState.ENDED
        self.ticket += 1
        seat = self.ae or self.owner
        self.model.log(
            Kind.LEAD_ENDED,
            subject=self.number,
            seat=-1 if seat is None else seat.number,
            code=reason,
            since=self.created,
            value=self.all_touches,
        )

    def come_back(self) -> None:
        """A lead that was not reached returns from nurture with a new cadence."""
        self.cadence += 1
        self.corrected = 0
        self.model.log(Kind.LEAD_RECYCLED, subject=self.number, seat=self.owner.number)
        routing.assign_lead(self.model, self)
