"""Outbound work in blocks: BDRs, setters, AEs' own prospecting.  Twin of reference/outbound.py."""

from __future__ import annotations

from sim.engine.compiled import campaign, leader, meeting, trace
from sim.engine.compiled.demand import new_lead
from sim.engine.compiled.inbox import new_row
from sim.engine.compiled.record import account_status, log_created, rest, set_account
from sim.engine.compiled.seat import coaching, ramp, wake_not_before
from sim.jit import inner_jit
from sim.rules import demand as demand_rules
from sim.rules import leader as leader_rules
from sim.rules import outbound as rules
from sim.rules import targeting
from sim.rules.terms import chance_of
from sim.vocabulary import AccountStatus, Chance, Role, Source, Stream, Work

DAY = 86400


@inner_jit
def plan_of(w, seat):
    return w.bdr if w.chart[seat].role == Role.BDR else w.setter


@inner_jit
def own_task(w, work, seconds):
    """A piece of work that nobody else asked for."""
    task = new_row(w)
    row = w.task[task]
    row.work, row.subject, row.order = work, -1, 0
    row.asked, row.seconds = w.count[0].now, seconds
    return task


@inner_jit
def next_block(w, seat):
    """The next block of the day; after the last one the seat sleeps until tomorrow."""
    row, plan = w.seat[seat], plan_of(w, seat)
    day = w.count[0].now // DAY
    if row.period != day:
        row.period, row.blocks = day, 0
    if row.blocks >= plan.blocks_per_day:
        wake_not_before(w, seat, (day + 1) * DAY)
        return 0
    row.blocks += 1
    return own_task(w, kind_of_block(w, seat), plan.block_work)


@inner_jit
def kind_of_block(w, seat):
    """Setters call prospects; so do BDRs, but for the share of blocks that customers get."""
    row, place = w.seat[seat], w.chart[seat]
    if place.role != Role.BDR:
        return Work.SETTING
    nth = row.all_blocks
    row.all_blocks += 1
    if rules.is_campaign_block(w.bdr, nth) and campaign.next_customer(w, place.home) >= 0:
        return Work.CAMPAIGNING
    return Work.OUTBOUND


@inner_jit
def next_prospecting(w, seat):
    """An idle AE prospects, a few blocks a week."""
    row, segment = w.seat[seat], w.segment[w.chart[seat].home]
    week = (w.count[0].now // DAY + w.run.first_weekday) // 7
    if row.period != week:
        row.period, row.blocks = week, 0
    if row.blocks >= segment.prospecting_blocks:
        return 0
    row.blocks += 1
    return own_task(w, Work.PROSPECTING, segment.prospecting_work)


@inner_jit
def finish_block(w, seat):
    """The block's accounts are tried in turn; busy ones and poor fits are passed over."""
    row, person, plan = w.chart[seat], w.seat[seat], plan_of(w, seat)
    segment = w.segment[row.home]
    terms = rules.meeting_terms(plan, segment.outbound_yield, person.skill, coaching(w, seat))
    chance = ramp(w, seat) * chance_of(terms)
    tried = 0
    for _ in range(4 * plan.accounts_per_block):
        account, attempt = rules.account_on_list(
            row.list_first, row.list_accounts, plan, person.position
        )
        person.position += 1
        if account_status(w, account) != AccountStatus.PROSPECT:
            continue
        if not is_target(w, plan, account):
            continue
        tried += 1
        name = rules.attempt_name(attempt, row.list_turn)
        if rules.attempt_succeeds(w.luck, account, name, chance):
            number, stream = w.count[0].leads, Stream.OUTBOUND_MEETINGS
            trace.weigh(w, Chance.OUTBOUND, stream, account, name, number, seat, terms, chance)
            win_meeting(w, seat, account, name)
        elif attempt % plan.attempts == plan.attempts - 1:
            rest(w, account, plan.rest)
        if tried >= plan.accounts_per_block:
            break


@inner_jit
def is_target(w, plan, account):
    """Whether the account is on the list: the same answer for a quarter, so it is kept."""
    row, company = w.account[account], w.company[0]
    known = int(row.bdr_target if plan.target_slot == 0 else row.setter_target)
    if known >> 1 != company.quarters + 1:
        fit, noise = demand_rules.account_fit(w.luck, w.demand, account), company.targeting_noise
        yes = targeting.is_target(w.luck, w.demand, account, fit, noise, plan.target_level)
        known = 2 * (company.quarters + 1) + (1 if yes else 0)
        if plan.target_slot == 0:
            row.bdr_target = known
        else:
            row.setter_target = known
    return known & 1 == 1


@inner_jit
def aim(w):
    """How well the company knows this quarter which accounts are worth calling."""
    company = w.company[0]
    analysis = leader_rules.remembered(
        company.analysed, company.analysed_at, w.count[0].now, w.leader.memory
    )
    company.targeting_noise = targeting.targeting_noise(
        w.marketing, w.demand.fit_sigma, leader.strategy_above_sales(w), analysis
    )


@inner_jit
def win_meeting(w, seat, account, name):
    """An account agrees to a meeting."""
    source = Source.BDR if w.chart[seat].role == Role.BDR else Source.SETTER
    start_lead(w, rules.outbound_key(source, account, name), source, seat, account)


@inner_jit
def finish_prospecting(w, seat):
    """An AE's own prospecting may bring a first meeting."""
    row, segment = w.chart[seat], w.segment[w.chart[seat].home]
    nth = w.seat[seat].position
    w.seat[seat].position += 1
    chance = segment.prospecting_yield * ramp(w, seat)
    if not rules.prospecting_succeeds(w.luck, row.key, nth, chance):
        return
    key = rules.prospecting_key(Source.SELF_SOURCED, row.key, nth)
    account = rules.prospecting_account(w.luck, segment.first_account, segment.accounts, key)
    if account_status(w, account) == AccountStatus.PROSPECT:
        terms, stream = rules.prospecting_terms(segment), Stream.PROSPECTING_YIELD
        number = w.count[0].leads
        trace.weigh(w, Chance.PROSPECT, stream, row.key, nth, number, seat, terms, chance)
        start_lead(w, key, Source.SELF_SOURCED, seat, account)


@inner_jit
def start_lead(w, key, source, seat, account):
    """A lead won by own work has no score and no marketing history; its meeting is booked."""
    number = new_lead(w, key, source, w.chart[seat].home, account)
    lead = w.lead[number]
    lead.created = w.count[0].now
    lead.quality = demand_rules.lead_quality(w.luck, w.demand, key, account, 0.0)
    lead.owner = seat
    log_created(w, number, seat)
    set_account(w, account, AccountStatus.IN_SEQUENCE)
    meeting.book(w, number, seat)
