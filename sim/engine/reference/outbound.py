"""Outbound work in blocks: BDRs, setters, AEs' own prospecting.  Twin of compiled/outbound.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import campaign, leader, meeting, trace
from sim.engine.reference.inbox import Task
from sim.rules import demand as demand_rules
from sim.rules import leader as leader_rules
from sim.rules import outbound as rules
from sim.rules import targeting
from sim.rules.terms import chance_of
from sim.vocabulary import AccountStatus, Chance, Role, Source, Stream, Work

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat
    from sim.params import OutboundParams

DAY = 86400


def plan_of(seat: Seat) -> OutboundParams:
    return seat.model.p.bdr if seat.role == Role.BDR else seat.model.p.setter


def next_block(seat: Seat) -> Task | None:
    """The next block of the day; after the last one the seat sleeps until tomorrow."""
    now, plan = seat.model.clock.now, plan_of(seat)
    day = now // DAY
    if seat.period != day:
        seat.period, seat.blocks = day, 0
    if seat.blocks >= plan.blocks_per_day:
        seat.wake_not_before((day + 1) * DAY)
        return None
    seat.blocks += 1
    return Task(kind_of_block(seat), None, 0, now, plan.block_work)


def kind_of_block(seat: Seat) -> int:
    """Setters call prospects; so do BDRs, but for the share of blocks that customers get."""
    model = seat.model
    if seat.role != Role.BDR:
        return Work.SETTING
    nth = seat.all_blocks
    seat.all_blocks += 1
    if rules.is_campaign_block(model.p.bdr, nth) and campaign.next_customer(model, seat.home):
        return Work.CAMPAIGNING
    return Work.OUTBOUND


def next_prospecting(seat: Seat) -> Task | None:
    """An idle AE prospects, a few blocks a week."""
    model, now = seat.model, seat.model.clock.now
    week = (now // DAY + model.p.run.first_weekday) // 7
    segment = model.p.segment[seat.home]
    if seat.period != week:
        seat.period, seat.blocks = week, 0
    if seat.blocks >= segment["prospecting_blocks"]:
        return None
    seat.blocks += 1
    return Task(Work.PROSPECTING, None, 0, now, float(segment["prospecting_work"]))


def aim(model: SalesOrganisation) -> None:
    """How well the company knows this quarter which accounts are worth calling."""
    p, company = model.p, model.company
    analysis = leader_rules.remembered(
        company.analysed, company.analysed_at, model.clock.now, p.leader.memory
    )
    company.targeting_noise = targeting.targeting_noise(
        p.marketing, p.demand.fit_sigma, leader.strategy_above_sales(model), analysis
    )


def finish_block(model: SalesOrganisation, seat: Seat) -> None:
    """The block's accounts are tried in turn; busy ones and poor fits are passed over."""
    p, plan = model.p, plan_of(seat)
    row, segment = p.seat[seat.number], p.segment[seat.home]
    terms = rules.meeting_terms(plan, float(segment["outbound_yield"]), seat.skill, seat.coaching())
    chance = seat.ramp() * chance_of(terms)
    tried = 0
    for _ in range(4 * plan.accounts_per_block):
        account, attempt = rules.account_on_list(
            int(row["list_first"]), int(row["list_accounts"]), plan, seat.position
        )
        seat.position += 1
        if model.account_status(account) != AccountStatus.PROSPECT:
            continue
        fit = demand_rules.account_fit(model.luck, p.demand, account)
        noise = model.company.targeting_noise
        if not targeting.is_target(model.luck, p.demand, account, fit, noise, plan.target_level):
            continue
        tried += 1
        name = rules.attempt_name(attempt, int(row["list_turn"]))
        if rules.attempt_succeeds(model.luck, account, name, chance):
            number, stream = len(model.leads), Stream.OUTBOUND_MEETINGS
            trace.weigh(
                model,
                Chance.OUTBOUND,
                stream,
                account,
                name,
                number,
                seat.number,
                terms,
                chance,
            )
            win_meeting(model, seat, account, name)
        elif attempt % plan.attempts == plan.attempts - 1:
            model.rest(account, plan.rest)
        if tried >= plan.accounts_per_block:
            break


def win_meeting(model: SalesOrganisation, seat: Seat, account: int, name: int) -> None:
    """An account agrees to a meeting."""
    source = Source.BDR if seat.role == Role.BDR else Source.SETTER
    key = rules.outbound_key(source, account, name)
    lead = model.new_lead(key, source, seat.home, account)
    start_lead(model, lead, seat)
    model.put_in_sequence(account)
    meeting.book(model, lead, seat)


def finish_prospecting(model: SalesOrganisation, seat: Seat) -> None:
    """An AE's own prospecting may bring a first meeting."""
    segment = model.p.segment[seat.home]
    nth = seat.position
    seat.position += 1
    chance = float(segment["prospecting_yield"]) * seat.ramp()
    if not rules.prospecting_succeeds(model.luck, seat.key, nth, chance):
        return
    key = rules.prospecting_key(Source.SELF_SOURCED, seat.key, nth)
    account = rules.prospecting_account(
        model.luck, int(segment["first_account"]), int(segment["accounts"]), key
    )
    if model.account_status(account) != AccountStatus.PROSPECT:
        return
    terms, stream = rules.prospecting_terms(segment), Stream.PROSPECTING_YIELD
    number = len(model.leads)
    trace.weigh(model, Chance.PROSPECT, stream, seat.key, nth, number, seat.number, terms, chance)
    lead = model.new_lead(key, Source.SELF_SOURCED, seat.home, account)
    start_lead(model, lead, seat)
    model.put_in_sequence(account)
    meeting.book(model, lead, seat)


def start_lead(model: SalesOrganisation, lead, seat: Seat) -> None:  # type: ignore[no-untyped-def]
    """A lead won by own work has no score and no marketing history."""
    lead.created = model.clock.now
    lead.quality = demand_rules.lead_quality(
        model.luck, model.p.demand, lead.key, lead.account, 0.0
    )
    lead.owner = seat
    model.log_created(lead, seat)
