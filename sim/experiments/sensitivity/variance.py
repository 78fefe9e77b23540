"""Sobol' indices: which share of an outcome's variance a factor explains.

First order: alone, ``V[E(y | x_i)] / V``.  Total: with everything it does together with others,
``E[V(y | all but x_i)] / V``.  Plan and estimators of Saltelli et al. 2010,
by SALib.

A choice such as an org chart is one axis of the unit cube, divided in equal parts.  That is the
proper index of the categorical factor: conditional means and variances are over the settings and
their shares, whatever the order in which they stand along the axis.  (One axis per setting, as in
one-hot coding, would need a group and would sample companies that are two charts at once.)

Noise: where rows are means over R markets, the variance of the interaction of point and market / R
stays in them.  It inflates V and every total index.  The corrected indices replace each product of
two means over the same markets by ``response.product``, which has no such bias, whether the noise
of neighbouring points is alike (common random numbers at their best) or not.  Uncorrected ones are
SALib's, and theirs is the dummy's floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.errors import InputError
from sim.experiments.sensitivity.response import (
    LEVEL,
    RESAMPLES,
    Floats,
    Function,
    Index,
    Response,
    check_factors,
    in_other_markets,
    problem_of,
    product,
    respond,
)
from sim.experiments.space import Factor, Space

Z = 1.959963984540054
"""Half width of a 95 % interval in standard deviations."""


@dataclass(frozen=True)
class Share:
    """One factor's shares of the variance.

    ``first`` and ``total`` are of the variance of the rows' means, noise included; ``clean_first``
    and ``clean_total`` of what the noise leaves (the same where there is one replication; NaN where
    the noise leaves nothing).  ``is_told``: the total is clearly above the dummy's (95 %).
    """

    factor: Factor
    first: Index
    total: Index
    clean_first: Index
    clean_total: Index
    is_told: bool


@dataclass(frozen=True)
class Shares:
    """Shares of the variance, factors in the order of the space.

    ``noise`` is the share of the rows' variance that is luck, as the markets tell; ``dummy_total``
    estimates the same through the dummy.  ``second`` [factors, factors] holds what pairs explain
    beyond both alone, in the upper triangle, with the half widths of their intervals.
    """

    shares: tuple[Share, ...]
    dummy_first: Index
    dummy_total: Index
    noise: float
    base_samples: int
    dropped: int
    replications: int
    second: Floats | None = None
    second_margin: Floats | None = None


def sobol_indices(
    space: Space, f: Function, base_samples: int, seed: int = 1, second_order: bool = False
) -> Shares:
    """Return the indices from ``base_samples`` × (factors + 3) points; twice as many for pairs.

    Raise InputError for a number that is no power of 2, for which the Sobol' sequence is balanced,
    or an outcome that is undefined in too many blocks.
    """
    check_factors(space)
    check_base(base_samples)
    from SALib.sample import sobol as sampler  # type: ignore[import-untyped]

    axes = len(space.factors) + 1
    places = sampler.sample(
        problem_of(space), base_samples, calc_second_order=second_order, seed=seed
    )
    rows = 2 * axes + 2 if second_order else axes + 2
    return _indices(space, respond(space, f, places, rows), seed, second_order)


def check_base(number: int) -> None:
    """Refuse a number of base samples that is no power of 2, or too few to resample."""
    if number < 8 or number & (number - 1):
        below = max(8, 1 << (max(number, 1).bit_length() - 1))
        raise InputError(
            f"found {number} base samples; expected a power of 2 from 8 on, for which a Sobol' "
            "sequence is balanced",
            key="samples",
            hint=f"take {below} or {2 * below}",
        )


def _indices(space: Space, response: Response, seed: int, second_order: bool) -> Shares:
    axes = len(space.factors) + 1
    means = response.means.copy()
    means[:, axes] = _dummy_row(response, axes, seed)
    found = _analysed(space, means, second_order, seed)
    clean = _clean(space, response, found, seed)
    told = found["ST_conf_all"] - found["ST_conf_all"][:, -1:]
    margin = Z * told.std(axis=0, ddof=1)
    is_told = found["ST"] - found["ST"][-1] > margin
    shares = tuple(
        Share(
            factor,
            _raw(found, "S1", axis),
            _raw(found, "ST", axis),
            clean.first[axis],
            clean.total[axis],
            bool(is_told[axis]),
        )
        for axis, factor in enumerate(space.factors)
    )
    cut = slice(0, axes - 1)
    return Shares(
        shares,
        _raw(found, "S1", -1),
        _raw(found, "ST", -1),
        clean.noise,
        len(means),
        response.dropped,
        response.replications,
        np.asarray(found["S2"])[cut, cut] if second_order else None,
        np.asarray(found["S2_conf"])[cut, cut] if second_order else None,
    )


def _dummy_row(response: Response, axes: int, seed: int) -> Floats:
    """Return the rows in which the dummy alone has moved: the same points in other markets.

    With one replication: what ``f`` said when it was asked again.
    """
    if response.replications < 2:
        return response.means[:, axes]
    return in_other_markets(response, np.zeros(len(response.table), dtype=np.intp), seed)


def _analysed(space: Space, means: Floats, second_order: bool, seed: int) -> dict[str, Any]:
    from SALib.analyze import sobol as analyser  # type: ignore[import-untyped]

    found: dict[str, Any] = analyser.analyze(
        problem_of(space),
        means.ravel(),
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        keep_resamples=True,
        seed=seed + 1,
    )
    return found


def _raw(found: dict[str, Any], name: str, axis: int) -> Index:
    value, margin = float(found[name][axis]), float(found[f"{name}_conf"][axis])
    return Index(value, value - margin, value + margin)


# --- without noise ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Clean:
    first: list[Index]
    total: list[Index]
    noise: float


def _clean(space: Space, response: Response, found: dict[str, Any], seed: int) -> _Clean:
    number = len(space.factors)
    if response.replications < 2:
        first, total = ([_raw(found, name, n) for n in range(number)] for name in ("S1", "ST"))
        return _Clean(first, total, 0.0)
    table = response.centred()
    a, b, ab = table[:, 0], table[:, -1], table[:, 1 : number + 1]
    base = table[:, [0, -1]] - np.nanmean(table[:, [0, -1]], axis=(0, 1))
    variance = product(base, base).mean(axis=1)
    raw = float(np.var(response.means[:, [0, -1]]))
    first = _ratios(product(b[:, None], ab - a[:, None]), variance, seed)
    total = _ratios(0.5 * product(a[:, None] - ab, a[:, None] - ab), variance, seed)
    return _Clean(first, total, float(1 - np.nanmean(variance) / raw))


def _ratios(parts: Floats, whole: Floats, seed: int) -> list[Index]:
    """Return mean parts [blocks, factors] / mean whole [blocks], blocks resampled for intervals.

    NaN if the whole cannot be told from zero.
    """
    known = np.isfinite(parts).all(axis=1) & np.isfinite(whole)
    parts, whole, number = parts[known], whole[known], int(known.sum())
    random = np.random.default_rng([seed, 2])
    counts = random.multinomial(number, np.full(number, 1 / number), size=RESAMPLES) / number
    wholes = counts @ whole
    if whole.mean() - Z * wholes.std(ddof=1) <= 0:
        return [Index(np.nan, np.nan, np.nan)] * parts.shape[1]
    values = parts.mean(axis=0) / whole.mean()
    margins = Z * ((counts @ parts) / wholes[:, None]).std(axis=0, ddof=1)
    rows = zip(values.tolist(), margins.tolist(), strict=True)
    return [Index(value, value - margin, value + margin) for value, margin in rows]
