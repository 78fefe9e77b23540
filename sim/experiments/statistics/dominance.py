"""Is one design at least as good in every respect of risk: first- and second-order dominance.

A dominates B to the first order if every threshold is missed no more often with A: everybody who
likes more, likes A.  It dominates to the second order if every *mean* shortfall below a threshold
is no larger: everybody who likes more and dislikes risk, likes A (Hadar and Russell 1969; Hanoch
and Levy 1969).  First order implies second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.experiments.statistics.columns import check_level, pairs_of, sign_of
from sim.metrics.catalogue import Better

Floats = NDArray[np.float64]
Verdict = Literal["first", "second", "cross", "luck"]
RESAMPLES = 1_000
POINTS = 200
"""Thresholds at which the distributions are compared: quantiles of both samples together."""
SEED = 20_260_101
TESTS = 4
"""Two directions, two orders."""
BLOCK = 4_000_000
"""Resampled weights held in memory at a time."""


@dataclass(frozen=True)
class OrderTest:
    """One order of dominance.

    ``first_p`` is the p-value of "the first dominates" (small: contradicted), ``second_p`` of "the
    second dominates".
    """

    first_p: float
    second_p: float


@dataclass(frozen=True)
class Dominance:
    """What two paired samples say about dominance.

    ``winner`` is 0 for the first, 1 for the second sample, None if neither; ``verdict`` says to
    which order, or that the distributions cross, or that luck may explain all.
    """

    names: tuple[str, str]
    first_order: OrderTest
    second_order: OrderTest
    verdict: Verdict
    winner: int | None
    false_alarm: float
    replications: int

    def sentence(self) -> str:
        """Return the verdict in words, with the false-alarm rate."""
        rate = f"false-alarm rate {self.false_alarm:.0%}".replace("%", " %")
        where = f"{self.replications} markets, {rate}"
        if self.verdict == "luck":
            return f"No dominance can be told from luck ({where})."
        if self.verdict == "cross":
            return f"{self._crossing()} ({where})."
        assert self.winner is not None
        who, whom = self.names[self.winner], self.names[1 - self.winner]
        for_whom = {
            "first": "for everybody who likes more of it",
            "second": "for everybody who likes more of it and dislikes risk",
        }[self.verdict]
        return f"{who} dominates {whom} to the {self.verdict} order, {for_whom} ({where})."

    def _crossing(self) -> str:
        level = self.false_alarm / TESTS
        if max(self.second_order.first_p, self.second_order.second_p) <= level:
            return "Neither dominates: which is better depends on how much risk is disliked"
        return (
            "Neither dominates to the first order: one is better in bad markets, the other in good "
            "ones; to the second order no dominance can be told from luck"
        )


def dominance(
    first: ArrayLike,
    second: ArrayLike,
    names: tuple[str, str] = ("the first", "the second"),
    better: Better = "higher",
    false_alarm: float = 0.05,
) -> Dominance:
    """Test which of two designs dominates; ``first`` and ``second`` [n] are the same markets.

    For either direction and order s the hypothesis "A dominates B" is tested with
    T = √n max over x of (D_A(x) - D_B(x)), D the distribution function (s = 1) or its integral
    E max(x - X, 0) (s = 2); p-values from a recentred bootstrap of whole markets, which keeps
    their dependence.  A is said to dominate if "B dominates A" is rejected and "A dominates B" is
    not; both rejected means that the distributions cross.  Each test has level ``false_alarm`` / 4
    (two directions, two orders), so of designs with equal distributions at most the share
    ``false_alarm`` gets any verdict but luck.  Not rejecting proves nothing: a crossing too small
    to be seen in n markets passes for dominance.

    Sources: McFadden 1989; Barrett and Donald 2003, Econometrica 71, 71-104; for dependent samples
    Linton, Maasoumi and Whang 2005, Review of Economic Studies 72, 735-765.
    """
    check_level("false_alarm", false_alarm)
    sign = sign_of(better)
    a, b = (sign * values for values in pairs_of(first, second, least=10))
    tests = {order: _test(_gaps(a, b, order)) for order in (1, 2)}
    verdict, winner = _verdict(tests[1], tests[2], false_alarm / TESTS)
    return Dominance(names, tests[1], tests[2], verdict, winner, false_alarm, len(a))


def _gaps(a: Floats, b: Floats, order: int) -> Floats:
    """Return [n, points]: each market's part in D_A(x) - D_B(x) at the thresholds x."""
    pooled = np.unique(np.concatenate((a, b)))
    if len(pooled) > POINTS:
        pooled = np.unique(np.quantile(np.concatenate((a, b)), np.linspace(0, 1, POINTS)))
    if order == 1:
        return (a[:, None] <= pooled).astype(np.float64) - (b[:, None] <= pooled)
    return np.maximum(pooled - a[:, None], 0) - np.maximum(pooled - b[:, None], 0)


def _test(gaps: Floats) -> OrderTest:
    """Return the bootstrap p-values of both directions."""
    mean = gaps.mean(axis=0)
    drawn = _resampled(gaps) - mean
    # rounding must not make equal suprema differ
    slack = 1e-12 * max(1.0, float(np.abs(gaps).max()))
    first, second = mean.max(), (-mean).max()
    beyond = [
        int(np.sum(drawn.max(axis=1) >= first - slack)),
        int(np.sum((-drawn).max(axis=1) >= second - slack)),
    ]
    return OrderTest(*((hits + 1) / (RESAMPLES + 1) for hits in beyond))


def _resampled(gaps: Floats) -> Floats:
    """Return [resamples, points]: means over markets drawn with replacement."""
    count, random = len(gaps), np.random.default_rng(SEED)
    rows = max(1, BLOCK // count)
    parts = []
    for done in range(0, RESAMPLES, rows):
        size = min(rows, RESAMPLES - done)
        chosen = random.multinomial(count, np.full(count, 1 / count), size=size)
        parts.append(chosen.astype(np.float64) @ gaps / count)
    return np.concatenate(parts)


def _verdict(one: OrderTest, two: OrderTest, level: float) -> tuple[Verdict, int | None]:
    """Return the strongest statement that the tests of both orders allow."""
    words: tuple[tuple[Verdict, OrderTest], ...] = (("first", one), ("second", two))
    for word, test in words:
        if test.first_p > level >= test.second_p:
            return word, 0
        if test.second_p > level >= test.first_p:
            return word, 1
    if any(max(test.first_p, test.second_p) <= level for _, test in words):
        return "cross", None
    return "luck", None
