"""Stylised facts that workload and attention bring about by themselves (evidence, section D)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from sim.scenario.loading import load_scenario
from sim.verification.runs import SEED

pytestmark = pytest.mark.skipif(DISABLED, reason="years of a whole company: compiled only")
REPLICATIONS = 4


@cache
def mean_kpis(demand: float = 1.0) -> dict[str, float]:
    """KPIs of a year of the default company with its demand times a factor."""
    default = load_scenario("default")
    more = {
        f"channels.{name}.leads_per_month": demand * channel.leads_per_month
        for name, channel in default.channels.items()
    }
    frozen = freeze(load_scenario("default", {"calendar.horizon_months": 12, **more}))
    found = [fold(frozen.params, simulate(frozen.params, n, SEED)) for n in range(REPLICATIONS)]
    names = [kpi.name for kpi in kpis(frozen)]
    return dict(zip(names, np.nanmean(found, axis=0), strict=True))


@pytest.mark.parametrize("place", ["", ".smb", ".mm", ".ent"])
def test_aes_spend_22_to_40_percent_of_their_time_with_buyers(place):
    """Fact 23 [E:D 23, F72]."""
    assert 0.22 < mean_kpis()[f"selling_time_share{place}"] < 0.40


def test_a_surge_of_demand_raises_delay_and_lowers_conversion():
    """Fact 12 [E:D 12, F6]: half as many leads again, the same SDRs."""
    usual, surge = mean_kpis(), mean_kpis(1.5)
    assert surge["lead_response_mean"] > 1.5 * usual["lead_response_mean"]
    assert -0.40 < surge["mql_to_sao"] / usual["mql_to_sao"] - 1 < -0.05
    assert surge["sao"] < 1.35 * usual["sao"]


def test_the_agenda_of_leaders_is_mostly_but_not_wholly_delivered():
    usual = mean_kpis()
    assert 0.8 < usual["agenda_delivered"] < 1.0
    hours = {name: value for name, value in usual.items() if name.startswith("leader_hours.cro_")}
    assert hours["leader_hours.cro_coaching"] > 1
    assert hours["leader_hours.cro_sponsoring"] > hours["leader_hours.cro_touching"] == 0
