"""The answer of an experiment as one sentence, composed from its numbers.

An interval that contains zero is "no clear difference".  When several differences answer one
question, their intervals hold together with 95 % (Bonferroni: each at 1 - 0.05 / number).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.experiments.campaign import Floats
from sim.experiments.designs import setting_title
from sim.experiments.levers import Value, levels
from sim.experiments.sweep import Sweep
from sim.metrics.display import UNDEFINED, show, signed
from sim.metrics.estimates import uncertainty

RISK = 0.05
"""Chance that any of the intervals of one answer misses its true mean."""


@dataclass(frozen=True)
class Gap:
    """A paired difference of means with its interval, in percent or points of a share."""

    label: str
    mean: float
    low: float
    high: float
    unit: str

    @property
    def is_clear(self) -> bool:
        """Say whether zero lies outside the interval."""
        return self.low > 0 or self.high < 0

    @property
    def decimals(self) -> int:
        """Return the decimals that the interval allows, enough to show on which side zero is."""
        nearest = min(abs(self.low), abs(self.high))
        return 1 if self.high - self.low >= 0.2 and (nearest >= 0.05 or nearest == 0) else 2

    @property
    def interval(self) -> str:
        """Return ``+1.0 to +3.2 %``."""
        low, high = (signed(value, self.decimals) for value in (self.low, self.high))
        return f"{low} to {high} {self.unit}"

    @property
    def amount(self) -> str:
        """Return ``+2.1 %``."""
        return f"{signed(self.mean, self.decimals)} {self.unit}"

    @property
    def verdict(self) -> str:
        """Return the amount, or that it cannot be told from zero."""
        if not np.isfinite(self.mean):
            return "not defined"
        if self.low == self.high == 0.0:
            return "the same in every market"
        return self.amount if self.is_clear else "no clear difference"

    def words(self) -> str:
        """Return ``+2.1 % (+1.0 to +3.2 %)`` or ``no clear difference (−0.4 to +0.9 %)``."""
        return f"{self.verdict} ({self.interval})" if np.isfinite(self.mean) else self.verdict


def answer(found: Sweep) -> str:
    """Return the sentence that answers the experiment's question, with intervals."""
    plan = found.file.experiment.answer
    return _contrast(found) if plan.contrast is not None else _best(found)


def gap(
    found: Sweep, second: int, first: int, outcome: str, label: str = "", number: int = 1
) -> Gap:
    """Return design ``second`` less ``first``, paired by market; ``number`` gaps hold together.

    Shares in percentage points, everything else in percent of the first design's mean.
    """
    kpi = found.kpi(outcome)
    before, after = found.column(first, outcome), found.column(second, outcome)
    scale = 1.0 if kpi.display == "percent" else abs(_mean(before))
    if not scale > 0:
        return Gap(label, np.nan, np.nan, np.nan, "%")
    known = uncertainty(100 * (after - before) / scale, 1 - RISK / number)
    unit = "points" if kpi.display == "percent" else "%"
    return Gap(label, float(known.mean[0]), float(known.low[0]), float(known.high[0]), unit)


def _contrast(found: Sweep) -> str:
    """Word one setting against another, at every setting of the other levers."""
    contrast, outcome = found.file.experiment.answer.contrast, found.file.experiment.answer.outcome
    assert contrast is not None
    lever, title = contrast.lever, found.kpi(outcome).title
    second, first = (
        setting_title(found.file, lever, word) for word in (contrast.setting, contrast.against)
    )
    around = _others(found, lever)
    gaps = [
        gap(
            found,
            found.place(_ordered(found, other | {lever: contrast.setting})),
            found.place(_ordered(found, other | {lever: contrast.against})),
            outcome,
            _label(found, other),
            len(around),
        )
        for other in around
    ]
    about = found.file.experiment.levers[lever].title
    head = f"{_capital(about)}, {_small(second)} against {_small(first)}"
    if len(gaps) == 1:
        return f"{head}: {_spoken(gaps[0], title, found.replications)}"
    parts = "; ".join(f"{_small(part.label)} {part.words()}" for part in gaps)
    return f"{head}, in {_small(title)}: {parts}{_basis(found)}"


def _spoken(part: Gap, title: str, markets: int) -> str:
    """Return the only gap with its outcome: ``+2.1 % new ARR (95 % interval …)``."""
    if not np.isfinite(part.mean):
        return f"{_small(title)} is not defined."
    between = "" if part.is_clear else " in"
    basis = f"95 % interval of the mean {part.interval}, {markets} markets"
    return f"{part.verdict}{between} {_small(title)} ({basis})."


def _best(found: Sweep) -> str:
    """Say which setting of a lever is best, at every setting of the other levers."""
    lever = found.file.experiment.answer.best
    assert lever is not None
    around = _others(found, lever)
    parts = [_best_of(found, lever, other, len(around)) for other in around]
    title = found.kpi(found.file.experiment.answer.outcome).title
    if len(parts) == 1:
        return f"{title}: {parts[0]}{_basis(found)}"
    labelled = (
        f"{_small(_label(found, other))}, {text}" for other, text in zip(around, parts, strict=True)
    )
    return f"{title}: {'; '.join(labelled)}{_basis(found)}"


def _best_of(found: Sweep, lever: str, other: dict[str, Value], blocks: int) -> str:
    """Name the best setting of a lever, what it is worth, and what cannot be told from it.

    The best was chosen with the same numbers, so that all pairs of settings share the risk.
    """
    outcome = found.file.experiment.answer.outcome
    kpi = found.kpi(outcome)
    words = levels(found.file.experiment.levers[lever])
    places = [found.place(_ordered(found, other | {lever: word})) for word in words]
    means = [_mean(found.column(place, outcome)) for place in places]
    top = int(np.nanargmin(means) if kpi.better == "lower" else np.nanargmax(means))
    pairs = blocks * len(words) * (len(words) - 1) // 2
    titles = [_small(setting_title(found.file, lever, word)) for word in words]
    gaps = [
        gap(found, places[top], place, outcome, title, pairs)
        for place, title in zip(places, titles, strict=True)
    ]
    like_best = [n == top or not part.is_clear for n, part in enumerate(gaps)]
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
    return f"no clear difference between {_listed([titles[n] for n in alike])}"


def _others(found: Sweep, lever: str) -> list[dict[str, Value]]:
    """Return the combinations of the other levers' settings."""
    levers = {
        name: levels(one) for name, one in found.file.experiment.levers.items() if name != lever
    }
    return [dict(zip(levers, chosen, strict=True)) for chosen in product(*levers.values())]


def _ordered(found: Sweep, settings: dict[str, Value]) -> dict[str, Value]:
    return {lever: settings[lever] for lever in found.file.experiment.levers}


def _label(found: Sweep, other: dict[str, Value]) -> str:
    return ", ".join(setting_title(found.file, lever, word) for lever, word in other.items())


def _basis(found: Sweep) -> str:
    """Return what the intervals of several gaps are, and how many markets they rest on."""
    return f" (95 % intervals of the means, all at once, {found.replications} markets)."


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _small(text: str) -> str:
    """Return a title for the middle of a sentence; abbreviations stay capital."""
    words = text.split()
    first = words[0].strip(",") if words else ""
    is_name = any(letter.isupper() for letter in first[1:]) or not first.isalpha()
    return text if is_name else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def level(found: Sweep, design: int, outcome: str) -> str:
    """Return the mean of an outcome under a design with its 95 % interval, in words."""
    kpi = found.kpi(outcome)
    known = uncertainty(found.column(design, outcome))
    if not known.replications[0]:
        return UNDEFINED
    low, high = show(kpi, float(known.low[0])), show(kpi, float(known.high[0]))
    return f"{show(kpi, float(known.mean[0]))} ({low} to {high})"
