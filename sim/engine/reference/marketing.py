"""Marketing: what it hears of its leads, and where it spends.  Twin of compiled/marketing.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.reference import handoff
from sim.engine.reference.leader import own_work
from sim.rules import budget as budget_rules
from sim.rules import feedback as rules
from sim.rules.leader import MONTH
from sim.rules.structure import common_boss, distance
from sim.vocabulary import Desk, Interface, Kind, Objective, Role, Standing, Work

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def budget_owner(model: SalesOrganisation) -> int:
    """Whose work the budgets are: the head of marketing, or the lowest boss above sales too."""
    owner = model.marketing_head
    if model.p.marketing.budget_at_common_boss == 1:
        for seat in model.seats:
            if seat.role == Role.AE and seat.standing != Standing.ABSENT:
                owner = common_boss(model.bosses, model.depths, owner, seat.number)
    return owner


def begin(model: SalesOrganisation) -> None:
    """The outcomes of the past that are still on their way: as many as keep the score as it is."""
    p, company = model.p, model.company
    desk = int(model.desks.members[model.desks.first[Desk.LEADS, 0]])
    usual = rules.usual_outcomes(p.marketing, company.score_auc)
    for month in range(lag_between(model, model.marketing_head, desk)):
        company.later[len(p.channel), month] = usual


# --- outcomes -------------------------------------------------------------------------------
def outcome(model: SalesOrganisation, key: int, what: int, source: int, seat: int) -> bool:
    """Something became of an inbound lead: if it is recorded, marketing will hear of it."""
    company = model.company
    channels = len(model.p.channel)
    if source >= channels or not rules.is_recorded(model.luck, key, what, company.data_quality):
        return False
    lag = lag_between(model, model.marketing_head, seat)
    company.later[channels, slot(model, lag)] += rules.lesson(model.p.marketing, lag)
    return True


def credit(model: SalesOrganisation, objective: int, source: int, seat: int, amount: float) -> None:
    """A channel brought what the owner of the budgets wants; the owner will hear of it."""
    if model.p.marketing.budget_objective == objective:
        lag = lag_between(model, budget_owner(model), seat)
        model.company.later[source, slot(model, lag)] += amount


def credit_at_once(model: SalesOrganisation, source: int) -> None:
    """Marketing counts its own MQLs."""
    if model.p.marketing.budget_objective == Objective.MQL:
        model.company.known[source] += 1.0


def lag_between(model: SalesOrganisation, one: int, other: int) -> int:
    levels = distance(model.bosses, model.depths, one, other)
    alignment = handoff.alignment_between(model, Interface.MARKETING_TO_SDR, one, other)
    return int(rules.lag_months(model.p.marketing, model.p.structure, levels, alignment))


def slot(model: SalesOrganisation, lag: int) -> int:
    """Where what is heard ``lag`` months after this one waits."""
    return (model.company.months - 1 + lag) % rules.SLOTS


def hear(model: SalesOrganisation, month: int) -> None:
    """What is known from this month on: the score learns, channels are credited."""
    company, channels = model.company, len(model.p.channel)
    place = month % rules.SLOTS
    learn(model, float(company.later[channels, place]))
    for channel in range(channels):
        company.known[channel] += company.later[channel, place]
        count_spend(model, channel)
    company.later[:, place] = 0.0


def learn(model: SalesOrganisation, outcomes: float) -> None:
    """The score gets better with outcomes, and worse with time."""
    company, sigma = model.company, model.p.demand.quality_sigma
    auc = rules.next_auc(model.p.marketing, company.score_auc, outcomes)
    if sigma > 0 and auc != company.score_auc:
        company.score_auc = auc
        company.score_noise = rules.noise_of(auc, sigma)


# --- budgets --------------------------------------------------------------------------------
def spend_level(model: SalesOrganisation, channel: int) -> float:
    """What is spent on a channel now, relative to its first spend."""
    c = model.company
    return float(budget_rules.spend_level(c.factor[channel], c.cut[channel], c.moved[channel]))


def count_spend(model: SalesOrganisation, channel: int) -> None:
    """Count what has been spent on a channel up to now; before the level changes."""
    company, now = model.company, model.clock.now
    months = (now - int(company.since[channel])) / MONTH
    spend = int(model.p.channel[channel]["spend_per_month"])
    company.spent[channel] += spend * spend_level(model, channel) * months
    company.since[channel] = now


def spend_changes(model: SalesOrganisation, seat: int, channel: int, before: float) -> None:
    """Write down that the spend on a channel was ``before``, relative to its first."""
    base = model.p.channel[channel]["spend_per_month"]
    model.log(
        Kind.BUDGET_MOVED,
        seat=seat,
        code=channel,
        since=budget_rules.cents(base, before),
        value=budget_rules.cents(base, spend_level(model, channel)),
    )


def review_budgets(model: SalesOrganisation, month: int) -> None:
    """Every few months moving the budgets enters the owner's inbox."""
    if not budget_rules.is_due(model.p.marketing, month):
        return
    owner = model.seats[budget_owner(model)]
    if owner.occupied:
        own_work(model, owner, Work.BUDGETING, model.p.marketing.budget_work)


def move_budgets(model: SalesOrganisation, seat: Seat) -> None:
    """The owner moves money to where a dollar brings most, by what is known."""
    seat.pending.discard(Work.BUDGETING)
    company = model.company
    base = model.p.channel["spend_per_month"] * company.cut * company.moved
    for channel in range(len(base)):
        count_spend(model, channel)
    new = budget_rules.reallocated(
        model.p.marketing, base, company.factor, company.known, company.spent
    )
    for channel in range(len(base)):
        before = spend_level(model, channel)
        company.factor[channel] = new[channel]
        company.known[channel] = company.spent[channel] = 0.0
        spend_changes(model, seat.number, channel, before)
