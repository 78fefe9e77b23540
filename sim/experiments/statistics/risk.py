"""What may go wrong: the chance of a plan, value at risk, expected shortfall, regret.

All of them speak of single markets (the spread of outcomes), so more replications make their
intervals narrower and not the risk smaller.  ``better`` says which side is the bad one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import InputError
from sim.experiments.statistics.columns import (
    check_level,
    column_of,
    names_of,
    sign_of,
    table_of,
    whole_rows,
)
from sim.metrics.catalogue import Better
from sim.metrics.estimates import Chance, Spread, Uncertainty, chance, spread, uncertainty

Floats = NDArray[np.float64]
RESAMPLES = 2_000
LEAST_TAIL = 10
"""Fewest markets in a tail whose mean gets an interval."""
SEED = 20_260_101


@dataclass(frozen=True)
class TailFigure:
    """A figure of the bad tail with its interval, in the unit of the outcome.

    ``low`` and ``high`` are NaN where there are too few replications for the confidence asked for.
    """

    value: float
    low: float
    high: float
    level: float
    confidence: float
    replications: int


@dataclass(frozen=True)
class Regret:
    """What each design leaves on the table: best design in the same market minus this one, ≥ 0.

    Arrays along the designs.  ``known`` is the mean with its interval (cut at 0, below which no
    regret is), ``outcomes`` the quantiles over markets, ``worst`` the largest of these markets (it
    grows with their number), ``best`` how often a design is the best of its market (designs that
    tie share the market).
    """

    names: tuple[str, ...]
    known: Uncertainty
    outcomes: Spread
    worst: Floats
    best: Chance

    @property
    def least_mean(self) -> int:
        """Return the design with the least mean regret, which is the one with the best mean."""
        return int(np.argmin(self.known.mean))

    @property
    def minimax(self) -> int:
        """Return the design whose worst regret is least (Savage 1951)."""
        return int(np.argmin(self.worst))


def plan_chance(
    values: ArrayLike, plan: float, better: Better = "higher", confidence: float = 0.95
) -> Chance:
    """Return the chance that a market reaches ``plan``, with Wilson's interval.

    Reached is ≥ ``plan``, or ≤ if lower is better.  ``values`` [n] or [n, designs]; a market
    without a value does not count.
    """
    check_level("confidence", confidence)
    table, sign = table_of(values, least=1), sign_of(better)
    reached = np.sum(sign * table >= sign * plan, axis=0)
    return chance(reached, np.isfinite(table).sum(axis=0), confidence)


def value_at_risk(
    values: ArrayLike, level: float = 0.10, better: Better = "higher", confidence: float = 0.95
) -> TailFigure:
    """Return the outcome that a market falls short of with chance ``level``.

    The ``level`` quantile, or the 1 - ``level`` quantile if lower is better.  The interval is made
    of order statistics by the binomial law (``scipy.stats.quantile_test``): distribution-free, at
    least the confidence asked for.  Source: Conover 1999, Practical Nonparametric Statistics, 3.2.
    """
    from scipy.stats import quantile_test

    _check(level, confidence)
    known = column_of(values, least=1)
    share = level if sign_of(better) > 0 else 1 - level
    value = float(np.quantile(known, share))
    test = quantile_test(known, q=value, p=share)
    low, high = test.confidence_interval(confidence)
    return TailFigure(value, float(low), float(high), level, confidence, len(known))


def expected_shortfall(
    values: ArrayLike, level: float = 0.10, better: Better = "higher", confidence: float = 0.95
) -> TailFigure:
    """Return the mean of the worst ``level`` of markets.

    ES = (1 / (n level)) (Σ of the worst whole outcomes + the fraction left of the next one): the
    coherent form of Acerbi and Tasche 2002, J. of Banking and Finance 26, 1487-1503.  The interval
    is the percentile bootstrap's over whole markets (its generator is seeded with a constant), a
    little too narrow for small tails: NaN where the tail holds fewer than ``LEAST_TAIL`` markets.
    """
    _check(level, confidence)
    sign = sign_of(better)
    known = np.sort(sign * column_of(values, least=1))
    count = len(known)
    value = float(_tail_mean(known[None], level)[0])
    low = high = np.nan
    if count * level >= LEAST_TAIL:
        places = np.random.default_rng(SEED).integers(0, count, size=(RESAMPLES, count))
        drawn = _tail_mean(known[np.sort(places, axis=1)], level)
        low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = sorted((float(sign * low), float(sign * high)))
    return TailFigure(sign * value, low, high, level, confidence, count)


def regret(
    values: ArrayLike,
    names: Sequence[str] = (),
    better: Better = "higher",
    confidence: float = 0.95,
) -> Regret:
    """Return each design's regret: ``values`` [replications, designs], rows are markets.

    Markets in which a design has no value are left out.  The best of a market is known only
    afterwards, so a mean regret above 0 does not say that a better design could have been chosen.
    Source: Savage 1951, J. of the American Statistical Association 46, 55-67.
    """
    check_level("confidence", confidence)
    table = sign_of(better) * whole_rows(table_of(values))
    if table.shape[1] < 2:
        raise InputError("regret needs at least two designs, got one")
    behind = table.max(axis=1, keepdims=True) - table
    ties = behind == 0
    wins = (ties / ties.sum(axis=1, keepdims=True)).sum(axis=0)
    known = uncertainty(behind, confidence)
    return Regret(
        names=names_of(names, table.shape[1]),
        known=replace(known, low=np.maximum(known.low, 0)),
        outcomes=spread(behind),
        worst=behind.max(axis=0),
        best=chance(wins, np.full(table.shape[1], len(table)), confidence),
    )


def _tail_mean(ordered: Floats, level: float) -> Floats:
    """Return the mean of the lowest ``level`` of each ascending row."""
    wanted = level * ordered.shape[1]
    weights = np.clip(wanted - np.arange(ordered.shape[1]), 0, 1)
    return np.asarray(ordered @ weights / wanted)


def _check(level: float, confidence: float) -> None:
    check_level("level", level)
    check_level("confidence", confidence)
