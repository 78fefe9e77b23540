"""Results as tables for people and files: one row per statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.compare import Comparison
from sim.experiments.results import Replications
from sim.metrics.estimates import Spread, Uncertainty
from sim.metrics.frames import sample_rows
from sim.metrics.registry import Kpi
from sim.metrics.samples import thinned

if TYPE_CHECKING:
    import pandas as pd

SAMPLES = {
    "cycle_days": ("deals", "cycle_days", "days"),
    "deal_size": ("deals", "annual_value", "USD/year"),
    "lead_response": ("lead_response", "office_hours", "office hours"),
    "customer_lifetime": ("customers", "lifetime_days", "days"),
}
"""Published samples: (pooled sample, column, unit)."""


def summary(run: Replications) -> pd.DataFrame:
    """Return one row per KPI of one scenario: mean with interval, spread, replications."""
    return _statements(run.name, run.kpis, run.uncertainty(), run.spread())


def comparison_table(comparison: Comparison) -> pd.DataFrame:
    """Return one row per KPI and scenario; ``versus`` columns compare it with the baseline.

    ``difference*`` are B - A in the unit of the KPI, ``low``/``high`` the interval of the mean
    difference, ``p5``/``p95`` what single markets show; ``chance_better`` is the chance that the
    scenario beats the baseline in the same market; ``variance_factor`` says by how much pairing
    cut the variance.
    """
    import pandas as pd

    frames = []
    for place in range(len(comparison.runs)):
        frame = summary_of(comparison, place)
        frame["baseline"] = comparison.names[0]
        columns = _versus(comparison, place) if place else {}
        frames.append(frame.assign(**columns))
    return pd.concat(frames, ignore_index=True)


def summary_of(comparison: Comparison, place: int) -> pd.DataFrame:
    """Return one row per KPI of one scenario of a comparison."""
    from sim.metrics.estimates import spread, uncertainty

    table = comparison.tables[place]
    known = uncertainty(table, comparison.confidence)
    return _statements(comparison.names[place], comparison.kpis, known, spread(table))


def _statements(
    scenario: str, kpis: Sequence[Kpi], known: Uncertainty, outcomes: Spread
) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            "kpi": [kpi.name for kpi in kpis],
            "title": [kpi.title for kpi in kpis],
            "unit": [kpi.unit for kpi in kpis],
            "better": [kpi.better for kpi in kpis],
            "scenario": scenario,
            "replications": known.replications,
            "mean": known.mean,
            "mean_low": known.low,
            "mean_high": known.high,
            "p10": outcomes.p10,
            "p50": outcomes.p50,
            "p90": outcomes.p90,
            "deviation": outcomes.deviation,
        }
    )


def _versus(comparison: Comparison, place: int) -> dict[str, Any]:
    """Return the columns that compare a scenario with the baseline."""
    change, better = comparison.difference(place), comparison.beats(place)
    relative = comparison.relative(place)
    return {
        "difference": change.uncertainty.mean,
        "difference_low": change.uncertainty.low,
        "difference_high": change.uncertainty.high,
        "difference_p5": change.spread.p5,
        "difference_p50": change.spread.p50,
        "difference_p95": change.spread.p95,
        "relative_difference": np.where(np.isfinite(relative).any(axis=0), _mean(relative), np.nan),
        "clear_of_zero": change.uncertainty.clear_of_zero(),
        "chance_better": better.share,
        "chance_better_low": better.low,
        "chance_better_high": better.high,
        "variance_factor": change.factor.factor,
        "variance_factor_low": change.factor.low,
        "variance_factor_high": change.factor.high,
    }


def _mean(table: np.ndarray) -> np.ndarray:
    known = np.isfinite(table)
    return np.where(known, table, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


def sample_table(runs: Sequence[Replications], most: int = 20_000) -> pd.DataFrame:
    """Return the pooled raw samples of every run, at most ``most`` rows each, thinned evenly.

    Columns: scenario, sample, unit, replication, value, segment, censored (customer lifetimes of
    those still customers), age_seen_days (their age when the horizon began).
    """
    import pandas as pd

    frames = []
    for run in runs:
        for name, (pooled, column, unit) in SAMPLES.items():
            if pooled not in run.samples:
                continue
            rows = sample_rows(run.frozen.names, thinned(run.samples[pooled], most))
            kept = ["replication", "segment", "censored", "age_seen_days"]
            frame = rows[[extra for extra in kept if extra in rows]].copy()
            frame.insert(0, "scenario", run.name)
            frame.insert(1, "sample", name)
            frame.insert(2, "unit", unit)
            frame["value"] = rows[column]
            frames.append(frame.astype({"segment": str}) if "segment" in frame else frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
