"""Demand: the market sends leads.  Same order of steps as reference/demand.py."""

from __future__ import annotations

from sim.engine.compiled import advocates, marketing, routing, sales_ops, sdr
from sim.engine.compiled.calendar import schedule
from sim.engine.compiled.record import account_status, log, log_created
from sim.jit import inner_jit
from sim.rules import budget as budget_rules
from sim.rules import demand as rules
from sim.rules.feedback import score_threshold
from sim.vocabulary import AccountStatus, Kind, LeadState, Reason

DAY = 86400


@inner_jit
def new_lead(w, key, source, segment, account):
    """Return the number of a new lead."""
    count = w.count[0]
    number = count.leads
    count.leads += 1
    lead = w.lead[number]
    lead.key, lead.source, lead.segment, lead.account = key, source, segment, account
    lead.fidelity = 1.0
    lead.qualified = lead.waited = lead.confirming = -1
    lead.owner = lead.ae = lead.booker = -1
    lead.state = LeadState.NEW
    return number


@inner_jit
def inbound(w):
    """Every midnight: the day's leads of every channel get their hour."""
    count = w.count[0]
    day = count.day
    for channel in range(len(w.channel)):
        shift, base = w.changes.demand[channel, day], w.channel[channel].leads_per_day
        rate = budget_rules.leads_per_day(w.demand, base * shift, marketing.spend_level(w, channel))
        if w.channel[channel].follows == 1:
            rate *= advocates.referral_factor(w)
        for nth in range(rules.count_of_day(w.luck, w.demand, channel, rate, day)):
            key = rules.lead_key(channel, day, nth)
            segment = rules.lead_segment(w.luck, w.demand, key)
            market = w.segment[segment]
            account = rules.lead_account(w.luck, market.first_account, market.accounts, key)
            number = new_lead(w, key, channel, segment, account)
            schedule(w, rules.lead_time(w.luck, w.demand, key, day), Kind.LEAD_ARRIVES, number, 0)
    count.day += 1
    schedule(w, count.day * DAY, Kind.DAY_BEGINS, 0, 0)


@inner_jit
def arrive(w, number):
    """A lead comes in: marketing scores it and passes on what it calls qualified."""
    lead = w.lead[number]
    channel = w.channel[lead.source]
    lead.created = w.count[0].now
    lead.quality = rules.lead_quality(w.luck, w.demand, lead.key, lead.account, channel.quality)
    noise = w.company[0].score_noise
    lead.score = rules.lead_score(w.luck, noise, lead.key, lead.quality)
    log_created(w, number, -1)
    threshold = score_threshold(channel.quality, channel.level, w.demand.quality_sigma, noise)
    if lead.score < threshold:
        sdr.end(w, number, Reason.BELOW_THRESHOLD)
        return
    lead.qualified = w.count[0].now
    log(w, Kind.LEAD_MARKETING_QUALIFIED, number, -1, lead.source, 0, 0, -1)
    sales_ops.add_record(w)
    marketing.credit_at_once(w, lead.source)
    status = account_status(w, lead.account)
    if status != AccountStatus.PROSPECT:
        if status == AccountStatus.IN_PIPELINE:
            w.deal[w.account[lead.account].deal].quality += w.demand.returning_intent
        sdr.end(w, number, Reason.ACCOUNT_BUSY)
        return
    if routing.route(w, number):
        sdr.assign_lead(w, number)
