"""Key figures of scenarios by market, through the store."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StoppedError
from sim.experiments.campaign import Settings
from sim.experiments.compare import refuse_other_days
from sim.experiments.fill import Case, fill
from sim.experiments.identity import key_of
from sim.experiments.results import position
from sim.experiments.store import Store
from sim.metrics.registry import Kpi, kpis
from sim.params import Frozen
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Company = tuple[Scenario, Frozen]


def markets(
    store: Store,
    companies: Sequence[Company],
    kpi: str,
    replications: int,
    seed: int,
    settings: Settings,
) -> tuple[Kpi, Floats]:
    """Return a KPI and its values [replications, companies], rows the same market; NaN: undefined.

    Only what the store lacks is simulated.  Raise InputError for an unknown KPI, other days, or a
    company whose simulation failed, StoppedError after Ctrl-C.
    """
    described = [kpis(frozen) for _, frozen in companies]
    chosen = [each[position(each, kpi)] for each in described]
    for _, frozen in companies[1:]:
        refuse_other_days(companies[0][1], frozen)
    cases = [Case(key_of(scenario, seed), frozen, scenario) for scenario, frozen in companies]
    done = fill(store, cases, replications, settings)
    for place, fault in done.faults.items():
        raise InputError(f"the simulation failed: {fault}", file=companies[place][0].name)
    if done.interrupted:
        raise StoppedError(done.held + done.ran)
    columns = [store.table(case.key, range(replications), [kpi])[:, 0] for case in cases]
    return chosen[0], np.stack(columns, axis=1)
