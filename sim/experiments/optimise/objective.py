"""What is optimised: the mean or a quantile of one outcome, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.wording import small
from sim.metrics.display import show
from sim.metrics.registry import Kpi
from sim.scenario.suggestions import suggest

Floats = NDArray[np.float64]
Direction = Literal["higher", "lower"]


@dataclass(frozen=True)
class Objective:
    """The mean over markets of a key figure, or its ``quantile`` (0.1 for p10)."""

    kpi: Kpi
    better: Direction
    quantile: float | None = None

    @property
    def sign(self) -> float:
        """Return 1, or -1 where less is better."""
        return 1.0 if self.better == "higher" else -1.0

    @property
    def title(self) -> str:
        """Return ``New ARR`` or ``P10 of new ARR``."""
        if self.quantile is None:
            return self.kpi.title
        return f"P{100 * self.quantile:g} of {small(self.kpi.title)}"

    def of(self, values: Floats) -> Floats:
        """Return the mean or the quantile along the last axis; NaN where a value is not defined.

        Quantiles are median-unbiased (definition 8 of Hyndman and Fan 1996).
        """
        if self.quantile is None:
            return np.asarray(values.mean(axis=-1))
        found = np.quantile(values, self.quantile, axis=-1, method="median_unbiased")
        return np.asarray(found)

    def show(self, value: float) -> str:
        """Return a value as people write it."""
        return show(self.kpi, value)


def objective_of(
    known: tuple[Kpi, ...],
    outcome: str,
    quantile: float | None = None,
    better: Direction | None = None,
) -> Objective:
    """Return the objective that an outcome makes; ``better`` overrides the registry's direction.

    Raise InputError for an outcome that is no key figure, one without a direction, or a quantile
    outside (0, 1).
    """
    kpi = next((one for one in known if one.name == outcome), None)
    if kpi is None:
        hint = suggest(outcome, [one.name for one in known], "see docs/reference/kpis.md; some")
        raise InputError(f"unknown outcome '{outcome}'", hint=hint)
    if quantile is not None and not 0 < quantile < 1:
        raise InputError(
            f"found {quantile:g}; expected a share between 0 and 1",
            key="quantile",
            hint="0.1 is the outcome that nine markets of ten exceed",
        )
    if better is None and kpi.better == "neither":
        raise InputError(
            f"neither more nor less of '{outcome}' is better in itself",
            key="outcome",
            hint="say which way with --maximise or --minimise, or take another outcome",
        )
    return Objective(kpi, better or _direction(kpi), quantile)


def _direction(kpi: Kpi) -> Direction:
    return "lower" if kpi.better == "lower" else "higher"
