"""Demand: the market sends leads.  Same order of steps as compiled/demand.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import advocates, marketing, routing, sales_ops
from sim.engine.reference.sdr import Lead
from sim.rules import budget as budget_rules
from sim.rules import demand as rules
from sim.rules.feedback import score_threshold
from sim.vocabulary import AccountStatus, Kind, Reason

if TYPE_CHECKING:
    from sim.engine.reference.clock import Life
    from sim.engine.reference.model import SalesOrganisation

DAY = 86400


def inbound(model: SalesOrganisation) -> Life:
    """Every midnight: the day's leads of every channel get their hour."""
    p, luck, clock = model.p, model.luck, model.clock
    day = 0
    while True:
        yield clock.at(day * DAY, Kind.DAY_BEGINS, 0)
        for channel in range(len(p.channel)):
            base = float(p.channel[channel]["leads_per_day"])
            rate = budget_rules.leads_per_day(
                p.demand,
                base * float(p.changes.demand[channel, day]),
                marketing.spend_level(model, channel),
            )
            if p.channel[channel]["follows"]:
                rate *= advocates.referral_factor(model)
            for nth in range(rules.count_of_day(luck, p.demand, channel, rate, day)):
                key = rules.lead_key(channel, day, nth)
                segment = rules.lead_segment(luck, p.demand, key)
                market = p.segment[segment]
                account = rules.lead_account(
                    luck, int(market["first_account"]), int(market["accounts"]), key
                )
                lead = model.new_lead(key, channel, segment, account)
                clock.call(
                    rules.lead_time(luck, p.demand, key, day),
                    Kind.LEAD_ARRIVES,
                    lead.number,
                    lead.arrive,
                )
        day += 1


def arrive(model: SalesOrganisation, lead: Lead) -> None:
    """A lead comes in: marketing scores it and passes on what it calls qualified."""
    p, luck, now = model.p, model.luck, model.clock.now
    channel = p.channel[lead.source]
    lead.created = now
    lead.quality = rules.lead_quality(
        luck, p.demand, lead.key, lead.account, float(channel["quality"])
    )
    noise = model.company.score_noise
    lead.score = rules.lead_score(luck, noise, lead.key, lead.quality)
    model.log_created(lead, None)
    threshold = score_threshold(
        float(channel["quality"]), float(channel["level"]), p.demand.quality_sigma, noise
    )
    if lead.score < threshold:
        lead.end(Reason.BELOW_THRESHOLD)
        return
    lead.qualified = now
    model.log(Kind.LEAD_MARKETING_QUALIFIED, subject=lead.number, code=lead.source)
    sales_ops.add_record(model)
    marketing.credit_at_once(model, lead.source)
    status = model.account_status(lead.account)
    if status != AccountStatus.PROSPECT:
        if status == AccountStatus.IN_PIPELINE:
            model.deal_of[lead.account].quality += p.demand.returning_intent
        lead.end(Reason.ACCOUNT_BUSY)
        return
    routing.route(model, lead)
