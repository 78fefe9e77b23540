"""The answer of a sensitivity study as one sentence, composed from its numbers."""

from __future__ import annotations

from math import isfinite

from sim.experiments.sensitivity.response import Index
from sim.experiments.sensitivity.screening import Effect, Screening
from sim.experiments.sensitivity.study import Study
from sim.experiments.sensitivity.variance import Share, Shares
from sim.experiments.wording import capital, listing, small
from sim.metrics.display import MINUS, show
from sim.metrics.registry import Kpi

MOST_NAMED = 4
NOTABLE = 0.05
"""From this share on it is said that a factor explains more together with others than alone."""


def answer(study: Study) -> str:
    """Return the sentence: what the outcome depends on, what cannot be told from noise, on what."""
    found = study.found
    if isinstance(found, Screening):
        basis = f"mean absolute effects with 95 % intervals, {found.trajectories} trajectories"
    else:
        basis = f"95 % intervals, {found.base_samples:,} base samples"
    return f"{headline(study)} ({basis}, {found.replications} markets)."


def headline(study: Study) -> str:
    """Return the answer without what it rests on."""
    if isinstance(study.found, Screening):
        return _screened(study.found, study.kpi)
    return _explained(study.found, small(study.kpi.title))


def percent_range(index: Index, sign: str = " %") -> str:
    """Return ``62 % (54–70)``."""
    if not isfinite(index.value):
        return "–"
    value, low, high = (_whole(100 * number) for number in index)
    joint = " to " if MINUS in low + high else "–"
    return f"{value}{sign} ({low}{joint}{high})"


def effect_words(kpi: Kpi, value: float) -> str:
    """Return a change of an outcome: points for shares."""
    return f"{100 * value:.1f} points" if kpi.display == "percent" else show(kpi, value)


def _screened(found: Screening, kpi: Kpi) -> str:
    told = sorted((e for e in found.effects if e.is_told), key=lambda e: -e.mu_star.value)
    if not told:
        return f"{kpi.title}: no factor can be told from noise"
    parts = [_effect(one, kpi) for one in told[:MOST_NAMED]]
    more = f"; {len(told) - MOST_NAMED} more matter less" if len(told) > MOST_NAMED else ""
    then = f", then with {listing(parts[1:])}" if parts[1:] else ""
    rest = _untold([small(e.factor.title) for e in found.effects if not e.is_told])
    return f"{kpi.title} moves most with {parts[0]}{then}{more}{rest}"


def _effect(one: Effect, kpi: Kpi) -> str:
    over = "from one setting to another" if one.factor.kind == "choice" else "over its range"
    amount, low, high = (effect_words(kpi, max(0.0, value)) for value in one.mu_star)
    return f"{small(one.factor.title)} ({amount} {over}, {low} to {high})"


def _explained(found: Shares, title: str) -> str:
    told = sorted((s for s in found.shares if s.is_told), key=_size, reverse=True)
    if not told:
        return f"Of the spread of {title} no factor's part can be told from noise"
    if not isfinite(told[0].clean_total.value):
        return f"The spread of {title} over these ranges cannot be told from noise"
    parts = [_share(one, is_first=n == 0) for n, one in enumerate(told[:MOST_NAMED])]
    more = f"; less from {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    rest = _untold([small(s.factor.title) for s in found.shares if not s.is_told])
    return f"Of the spread of {title}, {'; '.join(parts)}{more}{rest}"


def _size(one: Share) -> float:
    return one.clean_total.value if isfinite(one.clean_total.value) else one.total.value


def _share(one: Share, is_first: bool) -> str:
    verb = "comes from" if is_first else "from"
    text = f"{percent_range(_within(one.clean_first))} {verb} {small(one.factor.title)}"
    if one.clean_total.value - one.clean_first.value < NOTABLE:
        return text
    return f"{text} alone, {_whole(100 * min(1.0, one.clean_total.value))} % with the others"


def _within(index: Index) -> Index:
    """Return an index for a sentence: a share is no less than nothing and no more than all."""
    return Index(*(min(1.0, max(0.0, value)) for value in index))


def _untold(names: list[str]) -> str:
    return f"; {listing(names)} cannot be told from noise" if names else ""


def _whole(number: float) -> str:
    text = f"{abs(number):.0f}"
    return f"{MINUS}{text}" if number < 0 and text != "0" else text


def verdict(is_told: bool) -> str:
    """Return the word of the tables."""
    return "clear" if is_told else "like noise"


def notes(study: Study) -> list[str]:
    """Return what a reader must know beside the numbers, a sentence each."""
    found, lines = study.found, []
    if isinstance(found, Shares) and found.replications > 1:
        lines.append(f"{capital(percent_of_noise(found))}.")
    if found.dropped:
        what = "trajectories" if isinstance(found, Screening) else "base samples"
        lines.append(
            f"{found.dropped:,} {what} were dropped, since the outcome is not defined at a point."
        )
    if study.refused:
        count, (_, reason) = len(study.refused), study.refused[0]
        lines.append(f"{count:,} of {study.points:,} companies were refused, the first: {reason}.")
    if study.file.experiment.constraints:
        lines.append("Constraints are not looked at: every factor varies for itself.")
    return lines


def percent_of_noise(found: Shares) -> str:
    """Return how much of the raw spread is luck, as the markets and as the dummy tell."""
    markets = _whole(100 * max(0.0, found.noise))
    return (
        f"{markets} % of the spread of the means over {found.replications} markets is luck (the "
        f"dummy: {percent_range(found.dummy_total)})"
    )
