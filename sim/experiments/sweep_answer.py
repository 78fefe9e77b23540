"""The answer of an experiment as one sentence, composed from its numbers.

An interval that contains zero is "no clear difference".  When several differences answer one
question, their intervals hold together with 95 % (Bonferroni: each at 1 - 0.05 / number).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from sim.experiments.best_design import best_design
from sim.experiments.designs import setting_title
from sim.experiments.gap import Gap, gap
from sim.experiments.levers import Value, levels
from sim.experiments.sweep import Sweep, mean_of
from sim.experiments.wording import basis, capital, listing, small
from sim.metrics.display import show


def answer(found: Sweep) -> str:
    """Return the sentence that answers the experiment's question, with intervals."""
    plan = found.file.experiment.answer
    if plan.contrast is not None:
        return _contrast(found)
    return best_design(found) if plan.best is None else _best(found, plan.best)


def _contrast(found: Sweep) -> str:
    """Word one setting against another, at every setting of the other levers that has both."""
    contrast, outcome = found.file.experiment.answer.contrast, found.file.experiment.answer.outcome
    assert contrast is not None
    lever, title = contrast.lever, found.kpi(outcome).title
    second, first = (
        setting_title(found.file, lever, word) for word in (contrast.setting, contrast.against)
    )
    pairs = [
        (other, found.place(other | {lever: contrast.setting}), below)
        for other in _others(found, lever)
        if (below := found.place(other | {lever: contrast.against})) is not None
    ]
    met = [(other, above, below) for other, above, below in pairs if above is not None]
    gaps = [
        gap(found, above, below, outcome, _label(found, other), len(met))
        for other, above, below in met
    ]
    about = found.file.experiment.levers[lever].title
    head = f"{capital(about)}, {small(second)} against {small(first)}"
    if len(gaps) == 1:
        return f"{head}: {_spoken(gaps[0], title, found)}"
    parts = "; ".join(f"{small(part.label)} {part.words()}" for part in gaps)
    return f"{head}, in {small(title)}: {parts}{basis(found)}"


def _spoken(part: Gap, title: str, found: Sweep) -> str:
    """Return the only gap with its outcome: ``+2.1 % new ARR (95 % interval …)``."""
    if not np.isfinite(part.mean):
        return f"{small(title)} is not defined."
    between = "" if part.is_clear else " in"
    over = f" over {found.worlds} worlds" if found.worlds > 1 else ""
    known = f"95 % interval of the mean{over} {part.interval}, {found.replications} markets"
    return f"{part.verdict}{between} {small(title)} ({known})."


def _best(found: Sweep, lever: str) -> str:
    """Say which setting of a lever is best, at every setting of the other levers."""
    around = [other for other in _others(found, lever) if _tried(found, lever, other)]
    parts = [_best_of(found, lever, other, len(around)) for other in around]
    title = found.kpi(found.file.experiment.answer.outcome).title
    if len(parts) == 1:
        return f"{title}: {parts[0]}{basis(found)}"
    labelled = (
        f"{small(_label(found, other))}, {text}" for other, text in zip(around, parts, strict=True)
    )
    return f"{title}: {'; '.join(labelled)}{basis(found)}"


def _tried(found: Sweep, lever: str, other: dict[str, Value]) -> list[tuple[Value, int]]:
    """Return the settings of a lever that were run beside these of the others, with their place."""
    places = (
        (word, found.place(other | {lever: word}))
        for word in levels(found.file.experiment.levers[lever])
    )
    return [(word, place) for word, place in places if place is not None]


def _best_of(found: Sweep, lever: str, other: dict[str, Value], blocks: int) -> str:
    """Name the best setting of a lever, what it is worth, and what cannot be told from it.

    The best was chosen with the same numbers, so that all pairs of settings share the risk.
    """
    outcome = found.file.experiment.answer.outcome
    kpi = found.kpi(outcome)
    tried = _tried(found, lever, other)
    means = [mean_of(found.column(place, outcome)) for _, place in tried]
    top = int(np.nanargmin(means) if kpi.better == "lower" else np.nanargmax(means))
    pairs = max(1, blocks * len(tried) * (len(tried) - 1) // 2)
    titles = [small(setting_title(found.file, lever, word)) for word, _ in tried]
    gaps = [
        gap(found, tried[top][1], place, outcome, title, pairs)
        for (_, place), title in zip(tried, titles, strict=True)
    ]
    like_best = [n == top or not part.is_clear for n, part in enumerate(gaps)]
    if len(tried) == 1:
        return f"only {titles[0]} keeps to the constraints"
    if all(like_best):
        return "no clear difference between any setting and the best of them"
    worst = max(gaps, key=lambda part: abs(part.mean))
    extreme = "lowest" if kpi.better == "lower" else "highest"
    edge = " (the end of what was tried)" if top in (0, len(titles) - 1) else ""
    level = show(kpi, means[top])
    return (
        f"{extreme} with {titles[top]}{edge}, {level} on average, {worst.words()} against "
        f"{worst.label}; {_alike(titles, like_best)}"
    )


def _alike(titles: Sequence[str], like_best: Sequence[bool]) -> str:
    """Say which settings cannot be told from the best; neighbours as a range."""
    alike = [n for n, is_alike in enumerate(like_best) if is_alike]
    if len(alike) == 1:
        return "clearly different from every other setting"
    if len(alike) > 2 and alike == list(range(alike[0], alike[-1] + 1)):
        return f"no clear difference from {titles[alike[0]]} up to {titles[alike[-1]]}"
    return f"no clear difference between {listing([titles[n] for n in alike])}"


def _others(found: Sweep, lever: str) -> list[dict[str, Value]]:
    """Return the combinations of the other levers' settings."""
    around = {
        name: levels(one) for name, one in found.file.experiment.levers.items() if name != lever
    }
    return [dict(zip(around, chosen, strict=True)) for chosen in product(*around.values())]


def _label(found: Sweep, other: dict[str, Value]) -> str:
    return ", ".join(setting_title(found.file, lever, word) for lever, word in other.items())
