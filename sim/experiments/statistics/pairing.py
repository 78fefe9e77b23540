"""What common markets are worth: the variance factor of pairs of shipped scenarios.

Both scenarios of a pair meet the same leads with the same luck, so what they have in common cancels
in the difference.  The factor (Var A + Var B) / Var(B - A) says how many times the replications
independent seeds would need for the same interval (common random numbers: Law 2015, Simulation
Modeling and Analysis, 11.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.campaign import Settings
from sim.experiments.cases import frozen_of
from sim.experiments.compare import other_days
from sim.experiments.replicate import replicate
from sim.experiments.statistics.columns import pairs_of
from sim.metrics.display import signed
from sim.metrics.estimates import Uncertainty, VarianceFactor, uncertainty, variance_factor
from sim.params import Frozen

Floats = NDArray[np.float64]
REFERENCE = "default"
NAMED = (
    ("cso_led", "cro_led"),
    ("cso_wins_cso_led", "cso_wins_cro_led"),
    ("cro_wins_cso_led", "cro_wins_cro_led"),
    ("sdr_under_sales", "sdr_under_marketing"),
    ("startup", "from_people"),
)
"""Pairs of shipped scenarios that are made to be compared with each other."""


@dataclass(frozen=True)
class Pairing:
    """One pair in the same markets: ``factor`` and ``difference`` (second - first) of one KPI.

    ``base`` is the first's mean, ``correlation`` that of the two scenarios over markets; NaN where
    nothing varies.
    """

    first: str
    second: str
    factor: VarianceFactor
    difference: Uncertainty
    base: float
    correlation: float
    replications: int

    @property
    def same(self) -> bool:
        """Whether both scenarios had the same outcome in every market."""
        return self.difference.low[0] == self.difference.high[0] == 0


def shipped_pairs() -> list[tuple[str, str]]:
    """Return the pairs worth reporting: the named ones, and every other scenario with default.

    Only pairs in the same markets: of the same days, segments and channels with as many leads.
    """
    from sim.scenario.files import list_scenarios

    others = [name for name, _ in list_scenarios() if name != REFERENCE]
    wanted = [*NAMED, *((REFERENCE, name) for name in others)]
    frozen = {name: frozen_of(name) for name in {name for pair in wanted for name in pair}}
    return [pair for pair in wanted if other_market(frozen[pair[0]], frozen[pair[1]]) is None]


def other_market(first: Frozen, second: Frozen) -> str | None:
    """Return in what the markets of two companies differ, None if they are the same."""
    key = other_days(first.params.run, second.params.run)
    if key:
        return key
    if first.names.segments != second.names.segments:
        return "segments"
    if first.names.channels != second.names.channels:
        return "channels"
    leads, others = (one.params.channel["leads_per_day"] for one in (first, second))
    return None if np.array_equal(leads, others) else "channels.*.leads_per_month"


def pairing_table(
    pairs: Sequence[tuple[str, str]],
    replications: int,
    seed: int = 1,
    *,
    kpi: str = "new_arr",
    settings: Settings | None = None,
) -> list[Pairing]:
    """Run every scenario of ``pairs`` once in the same markets and report each pair.

    Raise InputError for a pair in different markets, an unknown scenario or KPI, or fewer than
    three replications.
    """
    if replications < 3:
        raise InputError(f"replications is {replications}, expected at least 3")
    frozen = {name: frozen_of(name) for name in dict.fromkeys(_names(pairs))}
    for first, second in pairs:
        difference = other_market(frozen[first], frozen[second])
        if difference:
            raise InputError(
                f"{first!r} and {second!r} differ in {difference}, "
                "so they are not in the same markets",
                key=difference,
            )
    values = {
        name: replicate(one, replications, seed, settings=settings).column(kpi)
        for name, one in frozen.items()
    }
    return [pairing(pair, values[pair[0]], values[pair[1]]) for pair in pairs]


def pairing(names: tuple[str, str], first: Floats, second: Floats) -> Pairing:
    """Return what pairing is worth for two arrays [n] of the same markets."""
    a, b = pairs_of(first, second, least=3)
    varies = a.std() > 0 and b.std() > 0
    return Pairing(
        first=names[0],
        second=names[1],
        factor=variance_factor(a, b),
        difference=uncertainty(b - a),
        base=abs(float(a.mean())),
        correlation=float(np.corrcoef(a, b)[0, 1]) if varies else np.nan,
        replications=len(a),
    )


def pairing_markdown(rows: Iterable[Pairing]) -> str:
    """Return the pairs as a Markdown table, the largest factor first."""
    ordered = sorted(rows, key=lambda row: (row.same, -row.factor.factor[0]))
    lines = [
        "| first | second | variance factor | 95 % interval | correlation | mean difference |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *(_line(row) for row in ordered),
    ]
    return "\n".join(lines)


def _line(row: Pairing) -> str:
    names = f"| `{row.first}` | `{row.second}`"
    if row.same:
        return f"{names} | – | – | {row.correlation:.2f} | the same in every market |"
    low, high = row.factor.low[0], row.factor.high[0]
    mean, half = row.difference.mean[0] / row.base, row.difference.half_width[0] / row.base
    return (
        f"{names} | {row.factor.factor[0]:.1f} | {low:.1f} to {high:.1f} | {row.correlation:.2f} "
        f"| {signed(100 * mean, 1)} ± {100 * half:.1f} % |"
    )


def _names(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [name for pair in pairs for name in pair]
