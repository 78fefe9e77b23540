"""Sales operations: analysts' own work and the data.  Twin of compiled/sales_ops.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.rules import leader as leader_rules
from sim.rules import sales_ops as rules
from sim.vocabulary import Work

if TYPE_CHECKING:
    from sim.engine.reference.inbox import Task
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat

HOUR = 3600.0


def add_record(model: SalesOrganisation) -> None:
    """A new record is never quite right."""
    company = model.company
    company.data_quality = rules.after_record(model.p.operations, company.data_quality)


def data_effect(model: SalesOrganisation, effect: float) -> float:
    """What data quality adds to the log-odds of a chance."""
    return rules.data_effect(model.p.operations, effect, model.company.data_quality)


def dashboard_hours(model: SalesOrganisation) -> float:
    """Hours a month that were given to dashboards."""
    company, memory = model.company, model.p.leader.memory
    return leader_rules.remembered(
        company.dashboards, company.dashboards_at, model.clock.now, memory
    )


def finish_own_work(model: SalesOrganisation, seat: Seat, task: Task) -> None:
    """What the week's own work is worth."""
    seat.pending.discard(task.work)
    hours = task.seconds / HOUR
    match task.work:
        case Work.HYGIENE:
            finish_hygiene(model, hours)
        case Work.DASHBOARDS:
            finish_dashboards(model, hours)
        case Work.ENABLEMENT:
            finish_enablement(model, hours)
        case Work.ANALYSIS:
            finish_analysis(model, hours)


def finish_hygiene(model: SalesOrganisation, hours: float) -> None:
    company = model.company
    company.data_quality = rules.after_hygiene(model.p.operations, company.data_quality, hours)


def finish_dashboards(model: SalesOrganisation, hours: float) -> None:
    company, now = model.company, model.clock.now
    company.dashboards = leader_rules.after_delivery(
        company.dashboards, company.dashboards_at, now, model.p.leader.memory, hours
    )
    company.dashboards_at = now


def finish_enablement(model: SalesOrganisation, hours: float) -> None:
    company = model.company
    company.adoption = rules.after_enablement(model.p.operations, company.adoption, hours)


def welcome(model: SalesOrganisation, seat: Seat) -> None:
    """A new colleague does not know the tools yet."""
    if rules.uses_tools(seat.role):
        company = model.company
        company.adoption = rules.after_hire(model.p.operations, company.adoption)


def finish_analysis(model: SalesOrganisation, hours: float) -> None:
    company, now = model.company, model.clock.now
    company.analysed = leader_rules.after_delivery(
        company.analysed, company.analysed_at, now, model.p.leader.memory, hours
    )
    company.analysed_at = now
