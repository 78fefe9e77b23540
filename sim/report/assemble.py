"""From tables of numbers to the material of a report: spreads, means, paired differences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.metrics import estimates
from sim.metrics.monthly import SERIES
from sim.report.material import Difference, Floats, Material, Mean, Side, Spread

if TYPE_CHECKING:
    from sim.metrics.registry import Kpi
    from sim.org.chart import OrgChart
    from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Findings:
    """What the replications of one scenario gave, as plain arrays.

    ``values`` is [replications, KPIs], ``monthly`` [replications, months, series] of the horizon,
    ``samples`` are pooled over replications.
    """

    scenario: Scenario
    chart: OrgChart
    kpis: tuple[Kpi, ...]
    values: Floats
    monthly: Floats
    samples: Mapping[str, Floats]


def assemble(findings: Sequence[Findings], months: tuple[str, ...], **more: Any) -> Material:
    """Return the material of scenarios that ran through the same replications.

    ``months`` names the months of the horizon; ``more`` are further fields of ``Material``.
    """
    sides = tuple(side_of(place, found) for place, found in enumerate(findings))
    described = {kpi.name: kpi for found in findings for kpi in found.kpis}
    return Material(
        sides=sides,
        kpis=described,
        differences=_differences(sides, described),
        months=months,
        replications=len(findings[0].values),
        **more,
    )


def label_of(name: str) -> str:
    """Return a scenario's name as a reader would write it: ``cro_led`` is ``CRO-led``."""
    words = name.replace("-", "_").split("_")
    capital = {"cro", "cso", "cmo", "cco", "ceo", "sdr", "bdr", "ae", "se", "csm", "vp", "smb"}
    text = " ".join(word.upper() if word in capital else word for word in words)
    text = re.sub(r" led\b", "-led", text)
    return text[:1].upper() + text[1:]


def side_of(place: int, found: Findings) -> Side:
    """Return one scenario's side, with the estimates of every KPI."""
    names = [kpi.name for kpi in found.kpis]
    scenario = found.scenario
    spread, mean = estimates.spread(found.values), estimates.uncertainty(found.values)
    quantiles = zip(spread.p10, spread.p50, spread.p90, strict=True)
    means = zip(mean.mean, mean.low, mean.high, mean.replications, strict=True)
    return Side(
        place=place,
        name=scenario.name,
        label=label_of(scenario.name),
        title=scenario.title,
        story=scenario.story,
        chart=found.chart,
        scenario=scenario,
        spreads={name: Spread(*row) for name, row in zip(names, quantiles, strict=True)},
        means={name: Mean(*row) for name, row in zip(names, means, strict=True)},
        columns=dict(zip(names, found.values.T, strict=True)),
        series={series.name: found.monthly[:, :, n] for n, series in enumerate(SERIES)},
        samples=found.samples,
        question=scenario.question,
    )


def _differences(
    sides: tuple[Side, ...], described: Mapping[str, Kpi]
) -> dict[tuple[str, int], Difference]:
    """Return the paired difference of every scenario from the first for every shared KPI."""
    found: dict[tuple[str, int], Difference] = {}
    first = sides[0]
    for side in sides[1:]:
        names = [name for name in first.columns if name in side.columns]
        before, after = (_columns(one, names) for one in (first, side))
        gap = estimates.difference(before, after)
        for n, name in enumerate(names):
            better = _chance_better(float(gap.higher.share[n]), described[name])
            found[name, side.place] = Difference(
                float(gap.uncertainty.mean[n]),
                float(gap.uncertainty.low[n]),
                float(gap.uncertainty.high[n]),
                better,
                float(gap.factor.factor[n]),
            )
    return found


def _columns(side: Side, names: list[str]) -> Floats:
    return np.stack([side.columns[name] for name in names], axis=1)


def _chance_better(higher: float, kpi: Kpi) -> float:
    """Turn the chance to be higher into the chance to be better."""
    if kpi.better == "neither":
        return float("nan")
    return higher if kpi.better == "higher" else 1 - higher
