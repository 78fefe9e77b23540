"""How the company as a whole stands.  Same order of steps as reference/company.py."""

from __future__ import annotations

from sim.engine.compiled import marketing, outbound
from sim.engine.compiled.record import log
from sim.engine.compiled.seat import job_of
from sim.jit import inner_jit
from sim.rules import feedback as feedback_rules
from sim.rules import leader as leader_rules
from sim.rules import sales_ops as rules
from sim.vocabulary import Kind, Measure


@inner_jit
def found(w):
    """The state of the first day."""
    company = w.company[0]
    company.data_quality = w.operations.data_start
    company.adoption = company.adopted = w.operations.adoption_start
    company.dashboards, company.dashboards_at = w.operations.usual_dashboards, 0
    company.analysed, company.analysed_at = w.marketing.usual_analysis, 0
    company.score_noise = w.demand.score_noise
    company.score_auc = feedback_rules.auc_of(company.score_noise, w.demand.quality_sigma)
    company.targeting_noise = w.demand.fit_sigma
    for channel in range(len(w.channel)):
        w.budget[channel].factor = w.budget[channel].cut = w.budget[channel].moved = 1.0
    for seat in range(len(w.seat)):
        if w.chart[seat].starts == 0:
            w.seat[seat].strategy = leader_rules.usual_hours(job_of(w, seat).strategy_work)


@inner_jit
def month_begins(w, month):
    """What was learned takes effect; how the company stands is written down."""
    company = w.company[0]
    company.adopted = company.adoption
    company.months = month + 1
    marketing.hear(w, month)
    if quarter_begins(w):
        outbound.aim(w)
    record(w, Measure.DATA_QUALITY, company.data_quality)
    record(w, Measure.TOOL_ADOPTION, company.adopted)
    record(w, Measure.SCORE_AUC, company.score_auc)
    record(w, Measure.TARGETING_NOISE, company.targeting_noise)
    marketing.review_budgets(w, month)


@inner_jit
def quarter_begins(w):
    """Whether a fiscal quarter has begun since the month before."""
    company, starts = w.company[0], w.run.quarter_starts
    before = company.quarters
    while company.quarters < len(starts) and starts[company.quarters] <= w.count[0].now:
        company.quarters += 1
    return company.quarters > before


@inner_jit
def record(w, measure, value):
    log(w, Kind.STATE_RECORDED, -1, -1, measure, 0, rules.in_millionths(value), -1)
