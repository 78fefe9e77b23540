"""How the company as a whole stands.  Same order of steps as compiled/company.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.reference import marketing, outbound
from sim.rules import feedback as feedback_rules
from sim.rules import sales_ops as rules
from sim.vocabulary import Kind, Measure

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.params import Params


class Company:
    """What belongs to nobody in particular: the quality of the data, habits, the score, budgets."""

    def __init__(self, p: Params) -> None:
        self.data_quality = p.operations.data_start
        self.adoption = self.adopted = p.operations.adoption_start
        self.dashboards, self.dashboards_at = p.operations.usual_dashboards, 0
        self.analysed, self.analysed_at = p.marketing.usual_analysis, 0
        self.score_noise = p.demand.score_noise
        self.score_auc = feedback_rules.auc_of(self.score_noise, p.demand.quality_sigma)
        self.targeting_noise = p.demand.fit_sigma
        self.months = self.quarters = 0
        self.sellers_keep = False
        channels = len(p.channel)
        self.factor, self.cut, self.moved = np.ones((3, channels))
        self.known, self.spent = np.zeros(channels), np.zeros(channels)
        self.since = np.zeros(channels, np.int64)
        self.later = np.zeros((channels + 1, feedback_rules.SLOTS))


def month_begins(model: SalesOrganisation, month: int) -> None:
    """What was learned takes effect; how the company stands is written down."""
    company = model.company
    company.adopted = company.adoption
    company.months = month + 1
    marketing.hear(model, month)
    if quarter_begins(model):
        outbound.aim(model)
    record(model, Measure.DATA_QUALITY, company.data_quality)
    record(model, Measure.TOOL_ADOPTION, company.adopted)
    record(model, Measure.SCORE_AUC, company.score_auc)
    record(model, Measure.TARGETING_NOISE, company.targeting_noise)
    marketing.review_budgets(model, month)


def quarter_begins(model: SalesOrganisation) -> bool:
    """Whether a fiscal quarter has begun since the month before."""
    company, starts = model.company, model.p.run.quarter_starts
    before = company.quarters
    while company.quarters < len(starts) and starts[company.quarters] <= model.clock.now:
        company.quarters += 1
    return company.quarters > before


def record(model: SalesOrganisation, measure: int, value: float) -> None:
    model.log(Kind.STATE_RECORDED, code=measure, value=rules.in_millionths(value))
