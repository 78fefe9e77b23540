"""Sales operations."""

from __future__ import annotations

import numpy as np

from sim.freeze.tables import DAY, NEVER
from sim.params import OperationsParams
from sim.rules.sales_ops import uses_tools
from sim.scenario.schema import Scenario


def freeze_operations(scenario: Scenario, seats: np.recarray) -> OperationsParams:
    o = scenario.operations
    return OperationsParams(
        data_start=o.data_quality,
        data_reference=o.data_reference,
        decay=o.decay_per_thousand / 1000,
        hygiene=o.hygiene_per_hour,
        connect_effect=o.connect_effect,
        risk_effect=o.risk_effect,
        misrouted=o.misrouted,
        misroute_effect=o.misroute_effect,
        misroute_time=o.misroute_days * DAY,
        dashboard_rate=o.dashboard_rate,
        usual_dashboards=o.usual_dashboards,
        adoption_start=o.tool_adoption,
        adoption_reference=o.adoption_reference,
        adoption_of_new=o.adoption_of_new,
        enablement=o.enablement_per_hour,
        adoption_effect=o.adoption_effect,
        users=max(1, sum(bool(uses_tools(role)) for role in seats.role[seats.starts < NEVER])),
        availability=scenario.calendar.availability,
    )
