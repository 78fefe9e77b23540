"""Which channel carries a difference between two org charts: ``ablate``.

The difference is measured with all structure channels as they are, with each of them switched off
alone, and with all of them off (then nothing is left: the placebo).  A channel's contribution is
what its absence takes away, market by market; what the contributions do not add up to is the
interaction of channels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.campaign import Campaign, Settings
from sim.experiments.results import Replications, position
from sim.experiments.work import Engine
from sim.freeze import freeze
from sim.metrics.estimates import Uncertainty, uncertainty
from sim.metrics.registry import Kpi
from sim.scenario.loading import with_overrides
from sim.scenario.schema import Scenario
from sim.scenario.structure_channels import STRUCTURE_CHANNELS, all_null

Floats = NDArray[np.float64]
INTERACTION = "interaction"
ALL_OFF = "all channels off"


@dataclass(frozen=True)
class Ablation:
    """Differences second - first per market, for KPIs that both companies have.

    ``total`` and ``nothing`` (all channels off) are [n, KPIs]; ``without`` holds the same for each
    channel switched off alone; ``base`` are the first company's means [KPIs].
    """

    names: tuple[str, str]
    kpis: tuple[Kpi, ...]
    base: Floats
    total: Floats
    without: dict[str, Floats]
    nothing: Floats
    interrupted: bool = False

    @property
    def replications(self) -> int:
        """Return in how many markets the charts were compared."""
        return len(self.total)

    def parts(self, kpi: str) -> dict[str, Floats]:
        """Return [n] per market: each channel's contribution, the rest, and what no channel is.

        contribution(c) = total - (difference without c); interaction = total - (difference with
        all channels off) - Σ contributions.
        """
        column = position(self.kpis, kpi)
        total, nothing = self.total[:, column], self.nothing[:, column]
        parts = {name: total - left[:, column] for name, left in self.without.items()}
        parts[INTERACTION] = total - nothing - sum(parts.values())
        return parts | {ALL_OFF: nothing}

    def estimates(self, kpi: str, confidence: float = 0.95) -> dict[str, Uncertainty]:
        """Return mean and interval of the total ("total") and of every part."""
        total = self.total[:, position(self.kpis, kpi)]
        rows = {"total": total, **self.parts(kpi)}
        return {name: uncertainty(values, confidence) for name, values in rows.items()}


def ablate(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    *,
    engine: Engine = "compiled",
    settings: Settings | None = None,
) -> Ablation:
    """Run two companies with every structure channel on, each off alone, and all off.

    That is 2 × (2 + channels) companies in the same ``replications`` markets.  Raise InputError
    unless there are two scenarios.
    """
    if len(scenarios) != 2:
        raise InputError(f"an ablation compares two scenarios, got {len(scenarios)}")
    variants = [{}, *STRUCTURE_CHANNELS.values(), all_null()]
    cases = [
        freeze(with_overrides(scenario, overrides) if overrides else scenario)
        for overrides in variants
        for scenario in scenarios
    ]
    campaign = Campaign(cases, seed, engine, settings or Settings())
    campaign.run(replications)
    runs = campaign.results()
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    shared = _shared(pairs[0])
    total, *alone, nothing = (_difference(pair, shared) for pair in pairs)
    return Ablation(
        names=(runs[0].name, runs[1].name),
        kpis=shared,
        base=_columns(runs[0], shared).mean(axis=0),
        total=total,
        without=dict(zip(STRUCTURE_CHANNELS, alone, strict=True)),
        nothing=nothing,
        interrupted=campaign.interrupted,
    )


def _shared(pair: tuple[Replications, Replications]) -> tuple[Kpi, ...]:
    names = {kpi.name for kpi in pair[1].kpis}
    return tuple(kpi for kpi in pair[0].kpis if kpi.name in names)


def _columns(run: Replications, shared: Sequence[Kpi]) -> Floats:
    return run.table[:, [position(run.kpis, kpi.name) for kpi in shared]]


def _difference(pair: tuple[Replications, Replications], shared: Sequence[Kpi]) -> Floats:
    return _columns(pair[1], shared) - _columns(pair[0], shared)
