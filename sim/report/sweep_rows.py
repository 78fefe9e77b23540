"""The rows of an experiment's table: one per outcome and design, for terminal, page and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.metrics.estimates import Uncertainty, uncertainty
from sim.report.wording import plus_minus

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.designs import Design, Refused
    from sim.experiments.sweep import Sweep
    from sim.metrics.registry import Kpi


@dataclass(frozen=True)
class Row:
    """One outcome under one design; ``change`` is the paired difference to its reference."""

    design: int
    label: str
    kpi: Kpi
    mean: Uncertainty
    reference: int
    change: Uncertainty | None

    @property
    def mean_words(self) -> str:
        """Return ``$10.6M ± 0.4M``."""
        return _words(self.mean, self.kpi, signed=False)

    @property
    def change_words(self) -> str:
        """Return ``+$0.17M ± 0.05M``; nothing for the reference."""
        return "reference" if self.change is None else _words(self.change, self.kpi, signed=True)

    @property
    def verdict(self) -> str:
        """Return better, worse, different (no better or worse), unclear, or reference."""
        if self.change is None:
            return "reference"
        if not self.change.clear_of_zero()[0]:
            return "unclear"
        if self.kpi.better == "neither":
            return "different"
        return "better" if (self.change.mean[0] > 0) == (self.kpi.better == "higher") else "worse"


BEST_SHOWN, WORST_SHOWN = 10, 3
MOST_SHOWN = 20
"""So many designs are shown in full; of more the best and the worst."""


def shown_designs(found: Sweep, most: int = MOST_SHOWN) -> tuple[list[int], int]:
    """Return the designs to show, and after how many of them others are left out (0: none).

    Few in the order of the file; of many the best and the worst in the answer's outcome.
    """
    count = len(found.designs)
    if count <= most:
        return list(range(count)), 0
    order = found.order(found.file.experiment.answer.outcome)
    best = max(BEST_SHOWN, most - WORST_SHOWN - 1) if most > MOST_SHOWN else BEST_SHOWN
    return order[:best] + order[-WORST_SHOWN:], best


def rows(found: Sweep, outcome: str, designs: Sequence[int] | None = None) -> list[Row]:
    """Return one row per design, in the order of the designs, or for these only."""
    kpi = found.kpi(outcome)
    made = []
    for design in range(len(found.designs)) if designs is None else designs:
        reference = found.reference(design)
        values = found.column(design, outcome)
        change = None
        if design != reference:
            change = uncertainty(values - found.column(reference, outcome))
        row = Row(design, found.label(design), kpi, uncertainty(values), reference, change)
        made.append(row)
    return made


def _words(known: Uncertainty, kpi: Kpi, signed: bool) -> str:
    half = float(known.high[0] - known.low[0]) / 2
    return plus_minus(float(known.mean[0]), half, kpi.display, signed=signed)


def sweep_frame(found: Sweep) -> pd.DataFrame:
    """Return one row per outcome and design: settings, mean and difference with 95 % intervals."""
    import pandas as pd

    records = [
        _record(found, row)
        for outcome in found.file.experiment.outcomes
        for row in rows(found, outcome)
    ]
    return pd.DataFrame(records)


def _record(found: Sweep, row: Row) -> dict[str, Any]:
    change = row.change
    return {
        "outcome": row.kpi.name,
        "unit": row.kpi.unit,
        "design": found.designs[row.design].base_name,
        **{f"lever_{lever}": word for lever, word in found.designs[row.design].settings.items()},
        "worlds": found.worlds,
        "replications": int(row.mean.replications[0]),
        **_numbers("mean", row.mean),
        "reference": found.designs[row.reference].base_name,
        **_numbers("difference", change),
        "verdict": row.verdict,
    }


def _numbers(name: str, known: Uncertainty | None) -> dict[str, float]:
    """Return mean and interval as columns; NaN for the reference's difference to itself."""
    if known is None:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), float("nan"))
    values = (known.mean[0], known.low[0], known.high[0])
    return dict(zip((name, f"{name}_low", f"{name}_high"), map(float, values), strict=True))


def sweep_json(found: Sweep, answer: str, folder: str) -> dict[str, Any]:
    """Return the table and the answer as plain JSON types; what is not defined is null."""
    plan = found.file.experiment
    records = sweep_frame(found).to_dict("records")
    return {
        "experiment": found.file.name,
        "question": plan.question,
        "answer": answer,
        "replications": found.replications,
        "worlds": [case.uncertainties for case in found.cases[: found.worlds]],
        "seed": found.comparison.runs[0].seed,
        "results": folder,
        "designs": [_design(one) for one in found.designs],
        "refused": [refused_facts(one) for one in found.refused],
        "rows": [{str(key): _plain(value) for key, value in row.items()} for row in records],
    }


def _design(one: Design) -> dict[str, Any]:
    return {"name": one.base_name, "title": one.title, "settings": one.settings}


def refused_facts(one: Refused) -> dict[str, Any]:
    """Return why a design was not run, as plain types."""
    missed = one.broken
    return {
        "name": one.name,
        "title": one.title,
        "settings": one.settings,
        "reason": one.reason,
        "quantity": None if missed is None else missed.quantity,
        "value": None if missed is None else missed.value,
        "limit": None if missed is None else missed.limit,
    }


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not np.isfinite(value) else value
