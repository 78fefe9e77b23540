"""Marketing: what it hears of its leads, and where it spends.  Twin of reference/marketing.py."""

from __future__ import annotations

from sim.engine.compiled import handoff
from sim.engine.compiled.leader import own_work
from sim.engine.compiled.record import log
from sim.engine.compiled.sales_ops import own_bit
from sim.jit import inner_jit
from sim.rules import budget as budget_rules
from sim.rules import feedback as rules
from sim.rules.leader import MONTH
from sim.rules.structure import common_boss, distance
from sim.vocabulary import Desk, Interface, Kind, Objective, Role, Standing, Work


@inner_jit
def budget_owner(w):
    """Whose work the budgets are: the head of marketing, or the lowest boss above sales too."""
    owner = w.count[0].marketing_head
    if w.marketing.budget_at_common_boss == 1:
        for seat in range(len(w.seat)):
            if w.chart[seat].role == Role.AE and w.seat[seat].standing != Standing.ABSENT:
                owner = common_boss(w.seat.boss, w.seat.depth, owner, seat)
    return owner


@inner_jit
def begin(w):
    """The outcomes of the past that are still on their way: as many as keep the score as it is."""
    desk = int(w.desks.members[w.desks.first[Desk.LEADS, 0]])
    usual = rules.usual_outcomes(w.marketing, w.company[0].score_auc)
    for month in range(lag_between(w, w.count[0].marketing_head, desk)):
        w.later[len(w.channel), month] = usual


# --- outcomes -------------------------------------------------------------------------------
@inner_jit
def outcome(w, key, what, source, seat):
    """Something became of an inbound lead: if it is recorded, marketing will hear of it."""
    channels = len(w.channel)
    quality = w.company[0].data_quality
    if source >= channels or not rules.is_recorded(w.luck, key, what, quality):
        return False
    lag = lag_between(w, w.count[0].marketing_head, seat)
    w.later[channels, slot(w, lag)] += rules.lesson(w.marketing, lag)
    return True


@inner_jit
def credit(w, objective, source, seat, amount):
    """A channel brought what the owner of the budgets wants; the owner will hear of it."""
    if w.marketing.budget_objective == objective:
        lag = lag_between(w, budget_owner(w), seat)
        w.later[source, slot(w, lag)] += amount


@inner_jit
def credit_at_once(w, source):
    """Marketing counts its own MQLs."""
    if w.marketing.budget_objective == Objective.MQL:
        w.budget[source].known += 1.0


@inner_jit
def lag_between(w, one, other):
    levels = distance(w.seat.boss, w.seat.depth, one, other)
    alignment = handoff.alignment_between(w, Interface.MARKETING_TO_SDR, one, other)
    return rules.lag_months(w.marketing, w.structure, levels, alignment)


@inner_jit
def slot(w, lag):
    """Where what is heard ``lag`` months after this one waits."""
    return (w.company[0].months - 1 + lag) % rules.SLOTS


@inner_jit
def hear(w, month):
    """What is known from this month on: the score learns, channels are credited."""
    channels, place = len(w.channel), month % rules.SLOTS
    learn(w, w.later[channels, place])
    for channel in range(channels):
        budget = w.budget[channel]
        budget.known += w.later[channel, place]
        count_spend(w, channel)
    for row in range(channels + 1):
        w.later[row, place] = 0.0


@inner_jit
def learn(w, outcomes):
    """The score gets better with outcomes, and worse with time."""
    company, sigma = w.company[0], w.demand.quality_sigma
    auc = rules.next_auc(w.marketing, company.score_auc, outcomes)
    if sigma > 0 and auc != company.score_auc:
        company.score_auc = auc
        company.score_noise = rules.noise_of(auc, sigma)


# --- budgets --------------------------------------------------------------------------------
@inner_jit
def spend_level(w, channel):
    """What is spent on a channel now, relative to its first spend."""
    row = w.budget[channel]
    return budget_rules.spend_level(row.factor, row.cut, row.moved)


@inner_jit
def count_spend(w, channel):
    """Count what has been spent on a channel up to now; before the level changes."""
    row, now = w.budget[channel], w.count[0].now
    months = (now - row.since) / MONTH
    row.spent += w.channel[channel].spend_per_month * spend_level(w, channel) * months
    row.since = now


@inner_jit
def spend_changes(w, seat, channel, before):
    """Write down that the spend on a channel was ``before``, relative to its first."""
    base = w.channel[channel].spend_per_month
    old = budget_rules.cents(base, before)
    new = budget_rules.cents(base, spend_level(w, channel))
    log(w, Kind.BUDGET_MOVED, -1, seat, channel, old, new, -1)


@inner_jit
def review_budgets(w, month):
    """Every few months moving the budgets enters the owner's inbox."""
    if not budget_rules.is_due(w.marketing, month):
        return
    owner = budget_owner(w)
    if w.seat[owner].occupied == 1:
        own_work(w, owner, Work.BUDGETING, w.marketing.budget_work)


@inner_jit
def move_budgets(w, seat):
    """The owner moves money to where a dollar brings most, by what is known."""
    w.seat[seat].pending &= ~own_bit(Work.BUDGETING)
    base = w.channel.spend_per_month * w.budget.cut * w.budget.moved
    for channel in range(len(base)):
        count_spend(w, channel)
    new = budget_rules.reallocated(
        w.marketing, base, w.budget.factor, w.budget.known, w.budget.spent
    )
    for channel in range(len(base)):
        row, before = w.budget[channel], spend_level(w, channel)
        row.factor = new[channel]
        row.known, row.spent = 0.0, 0.0
        spend_changes(w, seat, channel, before)
