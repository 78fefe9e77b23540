"""Fully sequential selection of the best design in common markets: procedure KN."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.statistics.columns import names_of, sign_of
from sim.experiments.statistics.draws import Draws, Sample
from sim.experiments.statistics.selection import Elimination, Selection, Zone

Floats = NDArray[np.float64]
STEP = 10
"""Replications drawn at a time; screening is after every single one all the same."""


def kn(
    sample: Sample, systems: int, zone: Zone, names: Sequence[str] = (), step: int = STEP
) -> Selection:
    """Choose the best of ``systems`` designs and drop those that are beaten on the way.

    ``sample(system, first, count)`` returns [count] outcomes of replications ``first`` …, of the
    same seed for every design (common random numbers) or of independent ones.  With k designs,
    n0 replications in the first stage and c = 1,

        h² = (n0 - 1) ((2 α / (k - 1))^(-2 / (n0 - 1)) - 1),

    and after r replications design i stays if its mean is at least that of every other one left
    minus W(i, l) = max(0, δ / (2 r) (h² S²(i, l) / δ² - r)), S² the variance of the difference in
    the first stage.  Each competitor eliminates the best wrongly with chance ≤ α / (k - 1), so the
    guarantee does not depend on independence.  ``step`` changes in which portions outcomes are
    drawn, not the choice.

    Source: Kim and Nelson 2001, ACM Transactions on Modeling and Computer Simulation 11, 251-273.
    """
    zone.check(systems)
    screening = _Screening(Draws(sample, systems, sign_of(zone.better)), zone, systems)
    while not screening.finished:
        screening.advance(max(1, step))
    draws, used = screening.draws, screening.used
    means = np.array([draws.of(place, int(count)).mean() for place, count in enumerate(used)])
    return Selection(
        procedure="KN",
        names=names_of(names, systems),
        chosen=max(screening.left, key=lambda place: means[place]),
        replications=used,
        means=draws.sign * means,
        eliminated=tuple(screening.gone),
        zone=zone,
        complete=screening.complete,
    )


class _Screening:
    """Who is left, and after how many replications; in units of ``draws``, where more is better."""

    def __init__(self, draws: Draws, zone: Zone, systems: int) -> None:
        self.draws, self.zone = draws, zone
        self.left = list(range(systems))
        self.used = np.full(systems, zone.first_stage, dtype=np.int64)
        self.gone: list[Elimination] = []
        self.done = zone.first_stage - 1
        """Replications after which has been screened."""
        freedom = zone.first_stage - 1
        factor = (2 * (1 - zone.confidence) / (systems - 1)) ** (-2 / freedom) - 1
        start = draws.upto(self.left, zone.first_stage)
        self.reach = freedom * factor * variances_of_differences(start) / zone.delta**2
        """h² S² / δ² [designs, designs]: where the slack of a pair ends."""

    @property
    def enough(self) -> int:
        """Return the replications after which no pair has slack and one design is left."""
        reach = self.reach[np.ix_(self.left, self.left)].max()
        return max(self.zone.first_stage, int(reach) + 1)

    @property
    def complete(self) -> bool:
        """Say whether the procedure came to its own end."""
        return len(self.left) == 1 or self.done >= self.enough

    @property
    def finished(self) -> bool:
        """Say whether it ended, by itself or by the cap."""
        return self.complete or self.done >= self.zone.most

    def advance(self, step: int) -> None:
        """Screen after each of the next replications, up to the first that drops a design."""
        last = min(max(self.done + step, self.zone.first_stage), self.enough, self.zone.most)
        count = np.arange(self.done + 1, last + 1)
        beaten = self._beaten(count)
        hits = np.flatnonzero(beaten.any(axis=1))
        self.done = int(count[hits[0]]) if len(hits) else last
        self.used[self.left] = self.done
        if len(hits):
            self._drop(beaten[hits[0]])

    def _beaten(self, count: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return [counts, left]: whose mean is too far below another one's."""
        sums = np.cumsum(self.draws.upto(self.left, int(count[-1])), axis=0)[count - 1]
        reach = self.reach[np.ix_(self.left, self.left)]
        slack = np.maximum(0, self.zone.delta / 2 * (reach - count[:, None, None]))
        return np.asarray((sums[:, :, None] < sums[:, None, :] - slack).any(axis=2))

    def _drop(self, beaten: NDArray[np.bool_]) -> None:
        losers = [self.left[place] for place in np.flatnonzero(beaten)]
        self.gone += [Elimination(loser, self.done) for loser in losers]
        self.left = [system for system in self.left if system not in losers]


def variances_of_differences(values: Floats) -> Floats:
    """Return [designs, designs]: the sample variance of each pair's difference."""
    covariance = np.atleast_2d(np.cov(values, rowvar=False))
    own = np.diag(covariance)
    return np.asarray(np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0))
