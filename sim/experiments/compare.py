"""Run several scenarios in the same markets and compare them: ``compare``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.campaign import Campaign, Settings
from sim.experiments.cases import Case, frozen_of
from sim.experiments.precision import Question, Stop, Target, stop_at
from sim.experiments.replicate import LEAST
from sim.experiments.results import Replications, position
from sim.experiments.work import Engine
from sim.metrics.estimates import Chance, Difference, chance_above, difference
from sim.metrics.registry import Kpi, kpis
from sim.params import Frozen, RunTimes

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """Scenarios in the same markets; the first is the baseline.

    ``kpis`` is the union over the scenarios; ``tables`` [n, KPIs] per scenario, NaN in the columns
    a scenario does not have (a role without a seat).  Row i is the same market in all of them.
    """

    runs: tuple[Replications, ...]
    kpis: tuple[Kpi, ...]
    tables: tuple[Floats, ...]
    stop: Stop | None
    interrupted: bool
    seconds: float
    confidence: float = 0.95

    @property
    def names(self) -> tuple[str, ...]:
        """Return the scenarios' names, the baseline first."""
        return tuple(run.name for run in self.runs)

    @property
    def replications(self) -> int:
        """Return in how many markets the scenarios were compared."""
        return len(self.runs[0].numbers)

    def column(self, scenario: int, kpi: str) -> Floats:
        """Return [n] values of one KPI in one scenario."""
        return self.tables[scenario][:, position(self.kpis, kpi)]

    def difference(self, second: int, first: int = 0) -> Difference:
        """Return scenario ``second`` minus scenario ``first``, paired by market, for every KPI."""
        return difference(self.tables[first], self.tables[second], self.confidence)

    def relative(self, second: int, first: int = 0) -> Floats:
        """Return [n, KPIs] the difference in each market as a share of the first's mean."""
        with np.errstate(invalid="ignore", divide="ignore"):
            base = np.abs(_column_means(self.tables[first]))
            return (self.tables[second] - self.tables[first]) / np.where(base > 0, base, np.nan)

    def beats(self, second: int, first: int = 0) -> Chance:
        """Return the chance that ``second`` is *better* than ``first`` in the same market.

        Better is what the KPI's registry entry says; for a KPI without a direction, higher.
        """
        turn = np.array([-1.0 if kpi.better == "lower" else 1.0 for kpi in self.kpis])
        return chance_above(self.tables[first] * turn, self.tables[second] * turn, self.confidence)


def compare(
    cases: Sequence[Case],
    replications: int,
    seed: int,
    *,
    targets: Sequence[Target] = (),
    least: int = LEAST,
    engine: Engine = "compiled",
    settings: Settings | None = None,
    keep_logs: Collection[int] = (),
) -> Comparison:
    """Run every company in the same ``replications`` markets, or fewer if all targets are met.

    ``targets`` are about the paired difference of each company to the first: relative half-widths
    are shares of the first's mean.  Raise InputError for fewer than two cases, two of one name or
    other days.
    """
    frozen = [frozen_of(case) for case in cases]
    _check(frozen)
    known = [kpis(one) for one in frozen]
    for target in targets:
        position(known[0], target.kpi)
    shared = [target for target in targets if all(_has(names, target.kpi) for names in known)]

    def decide(tables: Sequence[Floats]) -> Stop | None:
        questions = [
            _about_difference(frozen, known, tables, second, target)
            for second in range(1, len(cases))
            for target in shared
        ]
        return stop_at(questions, min(least, replications), replications)

    campaign = Campaign(frozen, seed, engine, settings or Settings(), keep_logs)
    stop = campaign.run(replications, decide if shared else None)
    runs = campaign.results(None if stop is None else stop.replications)
    return comparison_of(runs, stop, campaign.interrupted, campaign.seconds)


def comparison_of(
    runs: Sequence[Replications],
    stop: Stop | None = None,
    interrupted: bool = False,
    seconds: float = 0.0,
) -> Comparison:
    """Line up runs of the same markets: KPIs by name, a hole where a run has none.

    Raise ValueError if the runs are not of the same seed and replications.
    """
    if any(not np.array_equal(run.numbers, runs[0].numbers) for run in runs):
        raise ValueError("runs of different replications cannot be compared pair by pair")
    if any(run.seed != runs[0].seed for run in runs):
        raise ValueError("runs of different seeds are not in the same markets")
    union = {kpi.name: kpi for run in runs for kpi in run.kpis}
    tables = tuple(_aligned(run, list(union)) for run in runs)
    noted = tuple(replace(run, stop=stop, interrupted=interrupted, seconds=seconds) for run in runs)
    return Comparison(noted, tuple(union.values()), tables, stop, interrupted, seconds)


def _aligned(run: Replications, names: Sequence[str]) -> Floats:
    places = {kpi.name: place for place, kpi in enumerate(run.kpis)}
    table = np.full((len(run.numbers), len(names)), np.nan)
    for column, name in enumerate(names):
        if name in places:
            table[:, column] = run.table[:, places[name]]
    return table


def _check(cases: Sequence[Frozen]) -> None:
    if len(cases) < 2:
        raise InputError(f"a comparison needs at least two scenarios, got {len(cases)}")
    names = [frozen.names.scenario for frozen in cases]
    for name in names:
        if names.count(name) > 1:
            raise InputError(
                f"{names.count(name)} scenarios are named {name!r}, each needs a name of its own",
                key="name",
                hint="give one of them another `name:`",
            )
    for frozen in cases[1:]:
        _refuse_other_days(cases[0], frozen)


def _refuse_other_days(first: Frozen, other: Frozen) -> None:
    """Days decide who asks for what: markets of other days are other markets."""
    key = other_days(first.params.run, other.params.run)
    if key:
        names = f"{first.names.scenario!r} and {other.names.scenario!r}"
        raise InputError(
            f"{names} differ in {key}, so they are not in the same markets",
            key=key,
            hint="give both the same first day, warm-up and horizon",
        )


def other_days(one: RunTimes, other: RunTimes) -> str | None:
    """Return the first of the calendar's keys in which two runs differ, None if in none."""
    months = np.array_equal(one.fiscal_starts[:12], other.fiscal_starts[:12])
    if one.first_weekday != other.first_weekday or not months:
        return "calendar.start"
    if one.warm_up_ends != other.warm_up_ends:
        return "calendar.warm_up_months"
    return "calendar.horizon_months" if one.ends != other.ends else None


def _has(known: Sequence[Kpi], name: str) -> bool:
    return any(kpi.name == name for kpi in known)


def _about_difference(
    cases: Sequence[Frozen],
    known: Sequence[Sequence[Kpi]],
    tables: Sequence[Floats],
    second: int,
    target: Target,
) -> Question:
    """Ask for the mean paired difference of one KPI to the baseline."""
    base = tables[0][:, position(known[0], target.kpi)]
    change = tables[second][:, position(known[second], target.kpi)] - base
    scale = base if target.relative else np.ones(len(base))
    name = f"{target.kpi}: {cases[second].names.scenario}"
    return Question(name, change, scale, target.half_width)


def _column_means(table: Floats) -> Floats:
    known = np.isfinite(table)
    count = np.maximum(known.sum(axis=0), 1)
    return np.where(known, table, 0).sum(axis=0) / count
