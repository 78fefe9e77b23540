"""Two-stage selection of the best of independent designs: Rinott's procedure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.experiments.statistics.columns import names_of, sign_of
from sim.experiments.statistics.draws import Draws, Sample
from sim.experiments.statistics.selection import Selection, Zone

Floats = NDArray[np.float64]
NODES = 120
"""Points of the quadrature in each direction; more change the constant by less than 1e-5."""


def rinott(sample: Sample, systems: int, zone: Zone, names: Sequence[str] = ()) -> Selection:
    """Choose the best of ``systems`` designs that are independent of each other.

    Give each design a seed of its own: for designs in common markets the guarantee is not proved,
    and ``kim_nelson.kn`` needs fewer replications.  After a first stage of n0 replications, design
    i gets N = max(n0, ⌈(h S / δ)²⌉) in all; the best mean over all of them is chosen.

    Source: Rinott 1978, Communications in Statistics A7, 799-811.
    """
    zone.check(systems)
    draws = Draws(sample, systems, sign_of(zone.better))
    start = draws.upto(range(systems), zone.first_stage)
    h = rinott_constant(systems, zone.first_stage, zone.confidence)
    wanted = np.ceil((h * start.std(axis=0, ddof=1) / zone.delta) ** 2)
    needed = np.maximum(wanted, zone.first_stage)
    used = np.minimum(needed, zone.most).astype(np.int64)
    means = np.array([draws.of(place, int(count)).mean() for place, count in enumerate(used)])
    return Selection(
        procedure="Rinott's procedure",
        names=names_of(names, systems),
        chosen=int(np.argmax(means)),
        replications=used,
        means=draws.sign * means,
        eliminated=(),
        zone=zone,
        complete=bool((needed <= zone.most).all()),
    )


@lru_cache
def rinott_constant(systems: int, first_stage: int, confidence: float) -> float:
    """Return Rinott's h for k systems: the root of

        E over y [ E over x Φ(h / √(ν (1 / x + 1 / y))) ]^(k - 1) = confidence,

    x and y independent χ²(ν), ν = ``first_stage`` - 1.  Gauss-Legendre quadrature over their
    quantiles; agrees with table A.12 of Banks, Carson, Nelson and Nicol 2010, Discrete-Event System
    Simulation, 5th edition.
    """
    from scipy.optimize import brentq

    def missing(h: float) -> float:
        return _correct(h, systems, first_stage - 1) - confidence

    high = 4.0
    while missing(high) < 0:
        high *= 2
    return float(brentq(missing, 0.0, high, xtol=1e-10))


def _correct(h: float, systems: int, freedom: int) -> float:
    """Return the probability of a correct selection in the least favourable configuration."""
    from scipy.special import chdtri, ndtr, roots_legendre

    nodes, weights = roots_legendre(NODES)
    place = (nodes + 1) / 2
    # a cubic step crowds the points where quantiles run away, at shares near 0 and 1
    share, weights = place**2 * (3 - 2 * place), weights * 3 * place * (1 - place)
    x = chdtri(freedom, 1 - share)
    inner = ndtr(h / np.sqrt(freedom * (1 / x[:, None] + 1 / x[None, :])))
    return float(weights @ (weights @ inner) ** (systems - 1))
