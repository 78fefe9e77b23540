"""What may go wrong in several designs, side by side and in the same markets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.statistics.dominance import Dominance, dominance
from sim.experiments.statistics.prediction import Prediction, prediction_interval
from sim.experiments.statistics.risk import (
    Regret,
    TailFigure,
    expected_shortfall,
    plan_chance,
    regret,
    value_at_risk,
)
from sim.metrics.catalogue import Better
from sim.metrics.estimates import Chance, Uncertainty, uncertainty

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RiskTable:
    """Figures by design, in their order; ``plan`` None if none was stated, the first is compared.

    ``known`` is about means, ``next_market`` (90 %) about one more market; ``dominances`` hold the
    first against each of the others.
    """

    names: tuple[str, ...]
    known: Uncertainty
    next_market: Prediction
    plan: float | None
    chances: Chance | None
    tails: tuple[TailFigure, ...]
    shortfalls: tuple[TailFigure, ...]
    regret: Regret | None
    dominances: tuple[Dominance, ...]


def risk_table(
    table: Floats,
    names: Sequence[str],
    better: Better,
    plan: float | None = None,
    level: float = 0.10,
) -> RiskTable:
    """Return the figures of ``table`` [replications, designs], rows the same market.

    A KPI that is neither better high nor low is taken as better high.  Raise InputError for too few
    markets.
    """
    side: Better = "higher" if better == "neither" else better
    designs = range(table.shape[1])
    return RiskTable(
        names=tuple(names),
        known=uncertainty(table),
        next_market=prediction_interval(table),
        plan=plan,
        chances=None if plan is None else plan_chance(table, plan, side),
        tails=tuple(value_at_risk(table[:, n], level, side) for n in designs),
        shortfalls=tuple(expected_shortfall(table[:, n], level, side) for n in designs),
        regret=regret(table, names, side) if len(names) > 1 else None,
        dominances=tuple(
            dominance(table[:, 0], table[:, n], (names[0], names[n]), side) for n in designs[1:]
        ),
    )
