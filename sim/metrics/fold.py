"""From a replication's log to one vector of KPIs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.metrics.capacity import capacity_values, leader_values, people_values, rep_values
from sim.metrics.catalogue import MEASURES
from sim.metrics.closing import closing_values
from sim.metrics.funnel import funnel_values, speed_values
from sim.metrics.operations import operations_values
from sim.metrics.registry import members
from sim.metrics.revenue import care_values, money_values, retention_values, revenue_values
from sim.metrics.tables import Tally
from sim.metrics.tally import tally
from sim.metrics.totals import Values, totals_of
from sim.params import Params


def fold(params: Params, log: np.ndarray) -> NDArray[np.float64]:
    """Return the KPIs of one log in the order of ``registry.kpis``; NaN where one is undefined."""
    return fold_tally(params, tally(params, log))


def fold_tally(params: Params, counted: Tally) -> NDArray[np.float64]:
    """Return the KPIs of a tally."""
    values, present = values_of(params, counted), members(params)
    vector = np.empty(sum(len(present[form]) for measure in MEASURES for form in measure.over))
    place = 0
    for measure in MEASURES:
        for form in measure.over:
            width = len(present[form])
            value = values[measure.name, form]
            vector[place : place + width] = value[present[form]] if form else value
            place += width
    return vector


def values_of(params: Params, counted: Tally) -> Values:
    """Return every measure in every form, keyed by (measure, dimension)."""
    totals = totals_of(counted)
    values = {
        **revenue_values(counted, totals),
        **retention_values(counted, totals),
        **care_values(counted, totals),
        **funnel_values(params, counted, totals),
        **speed_values(counted),
        **rep_values(params, counted, totals),
        **capacity_values(params, counted, totals),
        **people_values(params, counted, totals),
        **leader_values(params, counted, totals),
        **closing_values(params, counted, totals),
        **operations_values(params, counted, totals),
    }
    return values | money_values(params, counted, totals, values)
