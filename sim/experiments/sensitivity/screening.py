"""Morris' screening: which factors matter at all, from few points.

One factor at a time is moved along random trajectories (Morris 1991, by SALib); the mean absolute
effect mu* (Campolongo, Cariboni and Saltelli 2007) says how much, and the spread sigma of the
effects how much that depends on the other factors or on where it starts.  Effects are per whole
range of a factor.

Morris' step is a distance, and the settings of a choice have none: their order would decide.  So a
choice jumps between two different settings, every ordered pair as likely as any other, and its mu*
is the mean absolute jump; mu and sigma would depend on the order and are not given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    respond,
)
from sim.experiments.space import Factor, Space


@dataclass(frozen=True)
class Effect:
    """One factor's elementary effects, in the outcome's unit per whole range.

    ``mu`` and ``sigma`` are NaN for a choice.  ``is_told``: clearly above the dummy (95 %).
    """

    factor: Factor
    mu: float
    mu_star: Index
    sigma: float
    is_told: bool


@dataclass(frozen=True)
class Screening:
    """What the screening found, factors in the order of the space; ``dummy`` is the noise floor."""

    effects: tuple[Effect, ...]
    dummy: Index
    trajectories: int
    dropped: int
    replications: int


def morris(
    space: Space, f: Function, trajectories: int, levels: int = 4, seed: int = 1
) -> Screening:
    """Return mu* and sigma of every factor from ``trajectories`` × (factors + 2) points.

    ``levels`` of the grid are even.  Raise InputError for a plan that cannot be, or an outcome that
    is undefined in too many trajectories.
    """
    check_factors(space)
    if trajectories < 4:
        raise InputError(f"found {trajectories} trajectories; expected at least 4")
    if levels < 2 or levels % 2:
        raise InputError(f"found {levels} levels; expected an even number")
    places, scales = _plan(space, trajectories, levels, seed)
    response = respond(space, f, places, len(space.factors) + 2)
    return _effects(space, response, places, scales, levels, seed)


def _plan(space: Space, trajectories: int, levels: int, seed: int) -> tuple[Floats, Floats]:
    """Return places [trajectories × (factors + 2), factors + 1] and what to multiply effects by."""
    from SALib.sample import morris as sampler  # type: ignore[import-untyped]

    places = sampler.sample(problem_of(space), trajectories, num_levels=levels, seed=seed)
    paths = places.reshape(trajectories, -1, places.shape[1])
    step, random = levels / (2 * (levels - 1)), np.random.default_rng([seed, 1])
    scales = np.ones(len(space.factors))
    for axis, factor in enumerate(space.factors):
        if factor.bins:
            ends, jump = _jumps(factor, paths[:, [0, -1], axis], step, random)
            scales[axis] = step / jump
            is_moved = paths[:, :, axis] == paths[:, -1:, axis]
            paths[:, :, axis] = np.where(is_moved, ends[:, 1:], ends[:, :1])
    return paths.reshape(places.shape), scales


def _jumps(
    factor: Factor, ends: Floats, step: float, random: np.random.Generator
) -> tuple[Floats, float]:
    """Return places [trajectories, 2] before and after, in the middle of bins, and their distance.

    Whole numbers all make the same step, about Morris', up or down as he has it; the distance is
    the share of their range.  Of a choice it is 1: from a setting to any other.
    """
    number = len(ends)
    if factor.kind == "whole":
        bins = max(1, round(step * (factor.bins - 1)))
        start = random.integers(0, factor.bins - bins, number)
        both = np.stack([start, start + bins], axis=1)
        both = np.where(ends[:, :1] < ends[:, 1:], both, both[:, ::-1])
        return (both + 0.5) / factor.bins, bins / (factor.bins - 1)
    before = random.integers(0, factor.bins, number)
    after = (before + random.integers(1, factor.bins, number)) % factor.bins
    return (np.stack([before, after], axis=1) + 0.5) / factor.bins, 1.0


def _effects(
    space: Space, response: Response, places: Floats, scales: Floats, levels: int, seed: int
) -> Screening:
    paths = places.reshape(len(response.kept), -1, places.shape[1])[response.kept]
    means = response.means
    found = _analysed(space, paths, means, levels, seed)
    luck = _analysed(space, paths, _moved_by_luck(response, paths, means, seed), levels, seed)
    dummy = _index(luck["mu_star"][-1], luck["mu_star_conf"][-1])
    effects = []
    for axis, factor in enumerate(space.factors):
        scale, has_order = scales[axis], factor.kind != "choice"
        mu_star = _index(scale * found["mu_star"][axis], scale * found["mu_star_conf"][axis])
        mu = scale * found["mu"][axis] if has_order else np.nan
        sigma = scale * found["sigma"][axis] if has_order else np.nan
        effects.append(Effect(factor, float(mu), mu_star, float(sigma), _is_above(mu_star, dummy)))
    kept = len(means)
    return Screening(tuple(effects), dummy, kept, response.dropped, response.replications)


def _moved_by_luck(response: Response, paths: Floats, means: Floats, seed: int) -> Floats:
    """Return the means with the row after the dummy's move as the row before it, in other markets.

    Only the dummy's own effect is read from them.
    """
    if response.replications < 2:
        return means
    before: NDArray[np.intp] = np.argmax(np.diff(paths[:, :, -1], axis=1) != 0, axis=1)
    changed = means.copy()
    changed[np.arange(len(means)), before + 1] = in_other_markets(response, before, seed)
    return changed


def _analysed(
    space: Space, paths: Floats, means: Floats, levels: int, seed: int
) -> dict[str, Floats]:
    from SALib.analyze import morris as analyser  # type: ignore[import-untyped]

    found = analyser.analyze(
        problem_of(space),
        paths.reshape(-1, paths.shape[2]),
        means.ravel(),
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        num_levels=levels,
        seed=seed + 1,
    )
    names = ("mu", "mu_star", "sigma", "mu_star_conf")
    return {name: np.asarray(found[name], dtype=np.float64) for name in names}


def _index(value: float, margin: float) -> Index:
    return Index(float(value), float(value - margin), float(value + margin))


def _is_above(one: Index, dummy: Index) -> bool:
    margin = np.hypot(one.high - one.value, dummy.high - dummy.value)
    return bool(one.value - dummy.value > margin)
