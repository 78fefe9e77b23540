"""The best of all designs in one sentence: what it is, what it is worth, what is as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.gap import Gap, gap
from sim.experiments.sweep import Sweep, mean_of
from sim.experiments.wording import basis, listing, small
from sim.metrics.display import show

MOST_NAMED = 3
"""So many designs that cannot be told from the best are named, more are counted."""


@dataclass(frozen=True)
class Standing:
    """The best design and how the others stand to it, in one outcome.

    ``gaps`` are the best less each design, in the order of the designs; their intervals hold
    together, at 1 - 0.05 / (pairs of designs) each, since any of them might have been the best.
    """

    best: int
    gaps: tuple[Gap, ...]

    @property
    def alike(self) -> list[int]:
        """Return the designs, the best left out, that cannot be told from it."""
        return [n for n, one in enumerate(self.gaps) if n != self.best and not one.is_clear]

    @property
    def clearly_behind(self) -> int:
        """Return how many designs are clearly not the best."""
        return len(self.gaps) - 1 - len(self.alike)


def standing(found: Sweep) -> Standing:
    """Return how all designs stand to the best of them in the answer's outcome."""
    outcome, best, count = found.file.experiment.answer.outcome, found.best, len(found.designs)
    pairs = max(1, count * (count - 1) // 2)
    gaps = (gap(found, best, n, outcome, found.label(n), pairs) for n in range(count))
    return Standing(best, tuple(gaps))


def best_design(found: Sweep) -> str:
    """Return the sentence: the best design, its level, what cannot be told from it.

    It says that the best of many is flattered: it was chosen in the markets that its mean is from.
    """
    outcome = found.file.experiment.answer.outcome
    kpi, known = found.kpi(outcome), standing(found)
    mean, count = mean_of(found.column(known.best, outcome)), len(found.designs)
    if not np.isfinite(mean):
        return f"{kpi.title} is not defined in any design{basis(found)}"
    label = _called(found, known.best)
    level = f"{show(kpi, mean)} on average{_against(found, known.best)}"
    extreme = "lowest" if kpi.better == "lower" else "highest"
    if known.clearly_behind == 0:
        return (
            f"{kpi.title}: no clear difference between the best of {count:,} designs ({label}, "
            f"{level}) and any other{basis(found)}"
        )
    return (
        f"{kpi.title}: {extreme} with {label}, {level}; {_others(found, known)}. As the best of "
        f"{count:,} designs in the markets that it was chosen in, it is flattered: expect less of "
        f"it elsewhere{basis(found)}"
    )


def _against(found: Sweep, best: int) -> str:
    """Return the difference to the design that the answer names, if it names one."""
    plan = found.file.experiment.answer
    if plan.reference is None:
        return ""
    first = found.reference(best)
    if first == best:
        return ", the reference itself"
    pairs = len(found.designs) * (len(found.designs) - 1) // 2
    part = gap(found, best, first, plan.outcome, "", pairs)
    return f", {part.words()} against {_called(found, first)}"


def _others(found: Sweep, known: Standing) -> str:
    alike = known.alike
    if not alike:
        return "clearly different from every other design"
    behind = f"{known.clearly_behind:,} {_are(known.clearly_behind)} clearly behind"
    return f"{_named(found, alike)} cannot be told from it, {behind}"


def _named(found: Sweep, alike: Sequence[int]) -> str:
    if len(alike) <= MOST_NAMED and len(found.designs[alike[0]].settings) <= 2:
        return listing([_called(found, n) for n in alike])
    return f"{len(alike):,} other{'s' if len(alike) > 1 else ''}"


def _called(found: Sweep, design: int) -> str:
    """Return how a design is called in the middle of a sentence; a name of a list in quotes."""
    one = found.designs[design]
    is_named = found.file.experiment.design.method == "list" and one.title == one.base_name
    return f"“{one.title}”" if is_named else small(found.label(design))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
