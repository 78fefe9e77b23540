"""Synthetic material for the report's tests: a real company and registry, made-up numbers.

The numbers follow from a fixed seed; they are levels a reader may find plausible, not results.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.freeze import freeze
from sim.metrics.monthly import SERIES
from sim.metrics.registry import Kpi, kpis
from sim.org.chart import build_chart
from sim.report.assemble import Findings, assemble
from sim.report.material import Material
from sim.scenario.loading import load_scenario

LEVELS = {
    "money": 1e6,
    "percent": 0.5,
    "days": 60.0,
    "hours": 3.0,
    "integer": 100.0,
    "decimal": 5.0,
    "ratio": 2.0,
}
KNOWN = {
    "new_arr_per_year": 1.09e7,
    "end_arr": 4.1e7,
    "leads.inbound": 62_000.0,
    "mql.inbound": 17_000.0,
    "booked.inbound": 3_400.0,
    "held.inbound": 2_700.0,
    "sao.inbound": 1_600.0,
    "wins.inbound": 420.0,
    "busy.se": 0.9,
    "utilisation.se": 0.91,
}
MONTHS = tuple(f"M{month}" for month in range(1, 25))


@cache
def synthetic_material(*names: str, replications: int = 40, effect: float = 0.01) -> Material:
    """Return the material of shipped scenarios; each is ``effect`` above the one before it."""
    findings = [_findings(name, place, replications, effect) for place, name in enumerate(names)]
    manifest = {
        "created": "2026-01-01T00:00:00+00:00",
        "command": f"salesorg compare {' '.join(names)}",
        "seed": 1,
        "versions": {"python": "3.11", "salesorg-sim": "0.1.0"},
        "scenarios": [{"name": name, "hash": "0" * 12} for name in names],
    }
    answers = ("A <synthetic> answer & its second half.", "Another sentence.")
    return assemble(findings, MONTHS, answers=answers, manifest=manifest)


def _findings(name: str, place: int, replications: int, effect: float) -> Findings:
    scenario = load_scenario(name)
    chart = build_chart(scenario)
    described = kpis(freeze(scenario, chart))
    columns = [_column(kpi, place, replications, effect) for kpi in described]
    return Findings(
        scenario=scenario,
        chart=chart,
        kpis=described,
        values=np.stack(columns, axis=1),
        monthly=_monthly(place, replications),
        samples={"attainment": np.random.default_rng([3, place]).gamma(6, 0.16, size=400)},
    )


def _column(kpi: Kpi, place: int, replications: int, effect: float) -> np.ndarray:
    """Return values that share their market's luck, and a little of their own."""
    level = KNOWN.get(kpi.name, LEVELS[kpi.display])
    seed = sum(map(ord, kpi.name))
    shared = np.random.default_rng([1, seed]).normal(size=replications)
    own = np.random.default_rng([2, seed, place]).normal(size=replications)
    return level * (1 + 0.04 * shared + 0.01 * own + effect * place)


def _monthly(place: int, replications: int) -> np.ndarray:
    shape = (replications, len(MONTHS), len(SERIES))
    noise = np.random.default_rng([4, place]).normal(size=shape)
    return np.asarray(1e6 * (1 + 0.1 * noise))
