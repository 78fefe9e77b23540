"""Every parameter, stated once: unit, default, plausible range, meaning, source, grade.

The defaults of this schema *are* the default company (63 people, $32M ARR).  A scenario file
states only what differs: it is merged deeply onto ``Scenario``'s defaults, and ``null`` removes an
entry of a table such as ``segments``, ``channels``, ``jobs`` or ``plans``.
Sources: ``E:A1`` … ``E:D`` are the sections of ``docs/evidence.md``, where each is traced to its
publication.
"""

from __future__ import annotations

from pydantic import Field

from sim.scenario.org_node import OrgNode
from sim.scenario.parameter import parameter
from sim.scenario.schema.base import (
    NotNegative,
    Policy,
    Positive,
    Probability,
    RoleName,
    Section,
    Share,
    Spread,
    Weekday,
)
from sim.scenario.schema.calendar import Calendar
from sim.scenario.schema.customers import Csm
from sim.scenario.schema.deals import Ae, Se
from sim.scenario.schema.default_company import default_channels, default_jobs, default_segments
from sim.scenario.schema.desks import Bdr, Meeting, Outbound, RoutingSection, Sdr, Setter
from sim.scenario.schema.events import DatedEvent
from sim.scenario.schema.jobs import Job
from sim.scenario.schema.leaders import Agenda, Leader, Structure
from sim.scenario.schema.market import Channel, Demand, Segment
from sim.scenario.schema.marketing import Budget, Feedback, Targeting
from sim.scenario.schema.money import Initial, Ledger
from sim.scenario.schema.operations import Operations
from sim.scenario.schema.pay import (
    ForecastSection,
    PayPlan,
    Pricing,
    Quotas,
    Tier,
    default_plans,
)
from sim.scenario.schema.people import People
from sim.scenario.schema.rules import Rule
from sim.scenario.schema.run import Run

__all__ = [
    "Ae",
    "Agenda",
    "Bdr",
    "Budget",
    "Calendar",
    "Channel",
    "Csm",
    "DatedEvent",
    "Demand",
    "Feedback",
    "ForecastSection",
    "Initial",
    "Job",
    "Leader",
    "Ledger",
    "Meeting",
    "NotNegative",
    "Operations",
    "Outbound",
    "PayPlan",
    "People",
    "Policy",
    "Positive",
    "Pricing",
    "Probability",
    "Quotas",
    "RoleName",
    "RoutingSection",
    "Rule",
    "Run",
    "Scenario",
    "Sdr",
    "Se",
    "Section",
    "Segment",
    "Setter",
    "Share",
    "Spread",
    "Structure",
    "Targeting",
    "Tier",
    "Weekday",
]


class Scenario(Section):
    """One company in one market: everything a run needs."""

    name: str = parameter(
        ..., "text", None, "Short name (file stem by default).", min_length=1, max_length=80
    )
    title: str = parameter("", "text", None, "Title for reports.")
    story: str = parameter("", "text", None, "One paragraph: what this company is.")
    question: str = parameter(
        "", "text", None, "What the company is there to find out, as one question.", max_length=300
    )
    calendar: Calendar = Field(default_factory=Calendar)
    segments: dict[str, Segment] = Field(
        default_factory=default_segments, min_length=1, max_length=12
    )
    channels: dict[str, Channel] = Field(default_factory=default_channels, max_length=40)
    jobs: dict[str, Job] = Field(default_factory=default_jobs, min_length=1, max_length=200)
    org: OrgNode = Field(description="The org chart.")
    demand: Demand = Field(default_factory=Demand)
    routing: RoutingSection = Field(default_factory=RoutingSection)
    sdr: Sdr = Field(default_factory=Sdr)
    bdr: Bdr = Field(default_factory=Bdr)
    setter: Setter = Field(default_factory=Setter)
    meeting: Meeting = Field(default_factory=Meeting)
    ae: Ae = Field(default_factory=Ae)
    se: Se = Field(default_factory=Se)
    csm: Csm = Field(default_factory=Csm)
    plans: dict[str, PayPlan] = Field(default_factory=default_plans, min_length=1, max_length=20)
    quotas: Quotas = Field(default_factory=Quotas)
    pricing: Pricing = Field(default_factory=Pricing)
    forecast: ForecastSection = Field(default_factory=ForecastSection)
    leader: Leader = Field(default_factory=Leader)
    structure: Structure = Field(default_factory=Structure)
    people: People = Field(default_factory=People)
    ledger: Ledger = Field(default_factory=Ledger)
    initial: Initial = Field(default_factory=Initial)
    run: Run = Field(default_factory=Run)
    operations: Operations = Field(default_factory=Operations)
    feedback: Feedback = Field(default_factory=Feedback)
    budget: Budget = Field(default_factory=Budget)
    targeting: Targeting = Field(default_factory=Targeting)
    events: list[DatedEvent] = parameter(
        [], "entries", None, "What happens on a date, in any order.", max_length=200
    )
    rules: list[Rule] = parameter(
        [], "entries", None, "What management does when a figure stays high or low.", max_length=50
    )
