"""A small tree over worlds, pruned by cross-validation, counted in worlds it has not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.discovery.boxes import (
    Column,
    Condition,
    columns_of,
    matrix,
    round_between,
)
from sim.experiments.discovery.worlds import Flags, Floats, Worlds

DEPTH = 3
LEAST_LEAF, LEAST_SHARE = 5, 0.05
"""Worlds that a leaf has at least: a number, and a share of those that grow the tree."""
HELD_OUT = 1 / 3
FOLDS = 5
FEWEST_OF_EACH = 10
"""Worlds of the rarer label below which there is nothing to divide."""
CLEARLY = 1.6448536269514722
"""Standard errors by which a tree has to be better in unseen worlds (one-sided 5 %)."""


@dataclass(frozen=True)
class Counted:
    """A share of worlds: ``wins`` of ``number``."""

    wins: int
    number: int

    @property
    def value(self) -> float:
        """Return the share; NaN of none."""
        return self.wins / self.number if self.number else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval (Wilson 1927, by SciPy); all of [0, 1] of none."""
        from scipy.stats import binomtest

        if not self.number:
            return 0.0, 1.0
        found = binomtest(self.wins, self.number).proportion_ci(method="wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True)
class Node:
    """A part of the tree; a leaf has no ``column``.  ``share``: of wins where it was grown."""

    share: float
    column: int = -1
    threshold: float = 0.0
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True)
class Part:
    """A region that the tree makes; ``seen`` are the worlds it was grown on."""

    conditions: tuple[Condition, ...]
    is_winning: bool
    seen: Counted
    unseen: Counted


@dataclass(frozen=True)
class Rule:
    """What the tree says and how well, in the words of Bryant and Lempert.

    ``inside`` and ``outside`` are the winning regions (*density*) and the rest, ``coverage`` the
    share of all wins that is inside: all of them of unseen worlds.  ``accuracy`` of the tree and
    that of always saying the majority likewise.  ``holds``: the tree predicts unseen worlds clearly
    better than their overall share does (squared error, one-sided 5 %).  ``is_unseen`` [worlds].
    """

    parts: tuple[Part, ...]
    regions: tuple[tuple[Condition, ...], ...]
    overall: Counted
    inside: Counted
    outside: Counted
    coverage: Counted
    accuracy: float
    majority: float
    holds: bool
    is_unseen: Flags


def find_rule(worlds: Worlds, seed: int = 1) -> Rule:
    """Return the rule that a third of the worlds, held out, was asked about.

    CART (Breiman et al. 1984, by scikit-learn) of depth 3 at most; of its cost-complexity
    prunings the smallest that is within one standard error of the best in cross-validation.
    Thresholds are rounded to as few digits as divide the worlds in the same way.
    """
    columns, wins = columns_of(worlds.space), worlds.wins
    rows = matrix(columns, worlds.points)
    unseen = _held_out(wins, seed)
    seen = ~unseen
    root = Node(float(wins[seen].mean()))
    if min(wins[seen].sum(), (~wins[seen]).sum()) >= FEWEST_OF_EACH:
        root = _node(_fitted(rows[seen], wins[seen], seed), rows[seen], wins[seen])
    return _counted(root, columns, rows, wins, unseen)


def _held_out(wins: Flags, seed: int) -> Flags:
    """Return which worlds are held out: a third of either label, by chance."""
    random, unseen = np.random.default_rng([seed, 3]), np.zeros(len(wins), dtype=bool)
    for label in (True, False):
        places = random.permutation(np.flatnonzero(wins == label))
        unseen[places[: round(HELD_OUT * len(places))]] = True
    return unseen


# --- growing ------------------------------------------------------------------------------------


def _fitted(rows: Floats, wins: Flags, seed: int) -> Any:
    """Return the pruned tree; the pruning is chosen by squared error, pair by pair."""
    from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

    steps = _tree(len(wins), 0.0).cost_complexity_pruning_path(rows, wins).ccp_alphas.clip(0)
    alphas = np.append(np.sqrt(steps[:-1] * steps[1:]), steps[-1])
    losses = np.empty((len(alphas), len(wins)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for grown, left in folds.split(rows, wins):
        for place, alpha in enumerate(alphas.tolist()):
            tree = _tree(len(wins), alpha).fit(rows[grown], wins[grown])
            losses[place, left] = (tree.predict_proba(rows[left])[:, 1] - wins[left]) ** 2
    more = losses - losses[losses.mean(axis=1).argmin()]
    margins = more.std(axis=1, ddof=1) / np.sqrt(len(wins))
    chosen = np.flatnonzero(more.mean(axis=1) <= margins)[-1]
    return _tree(len(wins), float(alphas[chosen])).fit(rows, wins)


def _tree(worlds: int, alpha: float) -> Any:
    from sklearn.tree import DecisionTreeClassifier  # type: ignore[import-untyped]

    return DecisionTreeClassifier(
        max_depth=DEPTH,
        min_samples_leaf=max(LEAST_LEAF, ceil(LEAST_SHARE * worlds)),
        ccp_alpha=alpha,
        random_state=0,
    )


def _node(fitted: Any, rows: Floats, wins: Flags, place: int = 0) -> Node:
    """Return scikit-learn's tree from a node on, with thresholds that can be said."""
    tree = fitted.tree_
    column = int(tree.feature[place])
    if tree.children_left[place] < 0:
        return Node(float(wins.mean()))
    numbers = rows[:, column]
    is_below = numbers <= tree.threshold[place]
    threshold = round_between(float(numbers[is_below].max()), float(numbers[~is_below].min()))
    below = _node(fitted, rows[is_below], wins[is_below], int(tree.children_left[place]))
    above = _node(fitted, rows[~is_below], wins[~is_below], int(tree.children_right[place]))
    return Node(float(wins.mean()), column, threshold, below, above)


# --- counting -----------------------------------------------------------------------------------


def _counted(
    root: Node, columns: Sequence[Column], rows: Floats, wins: Flags, unseen: Flags
) -> Rule:
    leaves = list(_leaves(root))
    level = _level(root, [leaf.share for leaf, _ in leaves])
    member = np.stack([_within(path, rows) for _, path in leaves])
    winning = np.array([leaf.share > level for leaf, _ in leaves])
    parts = tuple(
        Part(
            _conditions(path, columns),
            bool(winning[n]),
            _count(wins, member[n] & ~unseen),
            _count(wins, member[n] & unseen),
        )
        for n, (_, path) in enumerate(leaves)
    )
    inside = member[winning].any(axis=0)
    shares = np.array([leaf.share for leaf, _ in leaves])[member.argmax(axis=0)]
    is_right: Flags = np.equal(shares > 0.5, wins)
    return Rule(
        parts=parts,
        regions=tuple(_conditions(path, columns) for path in _regions(root, level)),
        overall=_count(wins, np.ones_like(wins)),
        inside=_count(wins, inside & unseen),
        outside=_count(wins, ~inside & unseen),
        coverage=_count(inside, wins & unseen),
        accuracy=float(is_right[unseen].mean()),
        majority=float((wins[unseen] == (root.share > 0.5)).mean()),
        holds=len(leaves) > 1 and _is_better(shares[unseen], root.share, wins[unseen]),
        is_unseen=unseen,
    )


def _level(root: Node, shares: Sequence[float]) -> float:
    """Return the share above which a leaf wins: one half if that divides them, else the mean."""
    return 0.5 if min(shares) <= 0.5 < max(shares) else root.share


def _is_better(shares: Floats, overall: float, wins: Flags) -> bool:
    gained = (overall - wins) ** 2 - (shares - wins) ** 2
    margin = CLEARLY * gained.std(ddof=1) / np.sqrt(len(gained))
    return bool(gained.mean() > margin)


Path = tuple[tuple[int, float, bool], ...]
"""Steps from the root: column, threshold, whether above it."""


def _leaves(node: Node, path: Path = ()) -> Iterator[tuple[Node, Path]]:
    if node.below is None or node.above is None:
        yield node, path
        return
    yield from _leaves(node.below, (*path, (node.column, node.threshold, False)))
    yield from _leaves(node.above, (*path, (node.column, node.threshold, True)))


def _regions(node: Node, level: float, path: Path = ()) -> Iterator[Path]:
    """Yield the largest subtrees all leaves of which win; nothing for a tree of one leaf."""
    wins = [leaf.share > level for leaf, _ in _leaves(node)]
    if all(wins) and path:
        yield path
    elif any(wins) and node.below is not None and node.above is not None:
        yield from _regions(node.below, level, (*path, (node.column, node.threshold, False)))
        yield from _regions(node.above, level, (*path, (node.column, node.threshold, True)))


def _within(path: Path, rows: Floats) -> NDArray[np.bool_]:
    inside = np.ones(len(rows), dtype=bool)
    for column, threshold, is_above in path:
        inside &= (rows[:, column] > threshold) == is_above
    return inside


def _conditions(path: Path, columns: Sequence[Column]) -> tuple[Condition, ...]:
    """Return one condition per column, in the order of the path."""
    found: dict[int, Condition] = {}
    for column, threshold, is_above in path:
        one = found.get(column, Condition(columns[column]))
        low, high = (threshold, one.high) if is_above else (one.low, threshold)
        found[column] = Condition(columns[column], max(low, one.low), min(high, one.high))
    return tuple(found.values())


def _count(wins: Flags, among: Flags) -> Counted:
    return Counted(int((wins & among).sum()), int(among.sum()))
