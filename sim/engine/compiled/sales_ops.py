"""Sales operations: analysts' own work and the data.  Twin of reference/sales_ops.py."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.rules import leader as leader_rules
from sim.rules import sales_ops as rules
from sim.vocabulary import Work

HOUR = 3600.0


@inner_jit
def add_record(w):
    """A new record is never quite right."""
    company = w.company[0]
    company.data_quality = rules.after_record(w.operations, company.data_quality)


@inner_jit
def data_effect(w, effect):
    """What data quality adds to the log-odds of a chance."""
    return rules.data_effect(w.operations, effect, w.company[0].data_quality)


@inner_jit
def dashboard_hours(w):
    """Hours a month that were given to dashboards."""
    company = w.company[0]
    return leader_rules.remembered(
        company.dashboards, company.dashboards_at, w.count[0].now, w.leader.memory
    )


@inner_jit
def finish_own_work(w, seat, work, seconds):
    """What the week's own work is worth."""
    w.seat[seat].pending &= ~own_bit(work)
    hours = seconds / HOUR
    if work == Work.HYGIENE:
        finish_hygiene(w, hours)
    elif work == Work.DASHBOARDS:
        finish_dashboards(w, hours)
    elif work == Work.ENABLEMENT:
        finish_enablement(w, hours)
    elif work == Work.ANALYSIS:
        finish_analysis(w, hours)


@inner_jit
def own_bit(work):
    return 1 << (work - Work.HYGIENE)


@inner_jit
def finish_hygiene(w, hours):
    company = w.company[0]
    company.data_quality = rules.after_hygiene(w.operations, company.data_quality, hours)


@inner_jit
def finish_dashboards(w, hours):
    company, now = w.company[0], w.count[0].now
    company.dashboards = leader_rules.after_delivery(
        company.dashboards, company.dashboards_at, now, w.leader.memory, hours
    )
    company.dashboards_at = now


@inner_jit
def finish_enablement(w, hours):
    company = w.company[0]
    company.adoption = rules.after_enablement(w.operations, company.adoption, hours)


@inner_jit
def welcome(w, seat):
    """A new colleague does not know the tools yet."""
    if rules.uses_tools(w.chart[seat].role):
        company = w.company[0]
        company.adoption = rules.after_hire(w.operations, company.adoption)


@inner_jit
def finish_analysis(w, hours):
    company, now = w.company[0], w.count[0].now
    company.analysed = leader_rules.after_delivery(
        company.analysed, company.analysed_at, now, w.leader.memory, hours
    )
    company.analysed_at = now
