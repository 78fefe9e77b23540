"""Sales operations: what analysts' hours are for."""

from __future__ import annotations

from sim.scenario.parameter import parameter
from sim.scenario.schema.base import NotNegative, Positive, Section, Share


class Operations(Section):
    """Data quality (the share of records that are right), dashboards, tools [MODEL 5.15]."""

    data_quality: Share = parameter(
        0.75, "share of records", (0.4, 0.95), "Data quality on the first day.", source="MODEL 5.15"
    )
    data_reference: Share = parameter(
        0.75,
        "share of records",
        (0.4, 0.95),
        "Data quality at which the base rates hold.",
        source="MODEL 5.15",
    )
    decay_per_thousand: NotNegative = parameter(
        0.04,
        "per thousand records",
        (0, 0.2),
        "Data quality lost by a thousand new records (MQLs, opportunities, customers).",
        source="MODEL 5.15",
        le=1000,
    )
    hygiene_per_hour: NotNegative = parameter(
        0.00228,
        "per hour",
        (0.0005, 0.01),
        "Part of what is wrong that an hour of data hygiene puts right (calibrated so that the "
        "default company keeps its data quality).",
        source="MODEL 5.15",
        le=10,
    )
    connect_effect: float = parameter(
        0.8, "log-odds per unit", (0, 2), "Data quality on reaching a lead.", ge=-20, le=20
    )
    risk_effect: float = parameter(
        1.5,
        "log-odds per unit",
        (0, 4),
        "Data quality on noticing that a customer is at risk.",
        ge=-20,
        le=20,
    )
    misrouted: Share = parameter(
        0.02,
        "share of MQLs",
        (0, 0.1),
        "MQLs sent to the wrong owner first, at the reference data quality.",
        source="MODEL 5.15",
    )
    misroute_effect: float = parameter(
        4.0,
        "log-odds per unit",
        (0, 8),
        "Missing data quality on sending an MQL to the wrong owner.",
        ge=-20,
        le=20,
    )
    misroute_days: Positive = parameter(
        1.0, "calendar days", (0.2, 5), "Mean time until the wrong owner hands it back."
    )
    dashboard_rate: NotNegative = parameter(
        0.01,
        "per hour of dashboards and month",
        (0, 0.05),
        "η_ops: dashboards add to the rate at which a breach of the response agreement is noticed.",
        source="E:C4 MODEL 5.13",
        le=10,
    )
    usual_dashboards: NotNegative = parameter(
        23.0,
        "hours per month",
        (0, 60),
        "Hours on dashboards at which they neither add nor take away.",
        le=2000,
    )
    tool_adoption: Share = parameter(
        0.7, "share", (0.3, 0.9), "Tool adoption on the first day.", source="MODEL 5.15"
    )
    adoption_reference: Share = parameter(
        0.7, "share", (0.3, 0.9), "Tool adoption at which the admin shares hold."
    )
    adoption_of_new: Share = parameter(
        0.3, "share", (0, 0.7), "Tool adoption of a person who has just been hired."
    )
    enablement_per_hour: NotNegative = parameter(
        0.048,
        "per hour and head",
        (0.01, 0.3),
        "Part of what is not adopted yet that an hour of enablement a head teaches (calibrated so "
        "that the default company keeps its adoption).",
        source="MODEL 5.15",
        le=1000,
    )
    adoption_effect: Share = parameter(
        0.4,
        "ratio",
        (0, 0.8),
        "Part of everybody's admin share that full adoption saves, relative to none.",
        source="MODEL 5.15",
    )
