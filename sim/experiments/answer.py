"""The answer in words, from a comparison or a run.

Every sentence keeps two things apart: what single markets show (spread: "90 % of markets between")
and how well the mean is known (uncertainty: "95 % interval of the mean").  Whether a difference can
be told from luck is a question about the mean.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.compare import Comparison
from sim.experiments.precision import MAIN_KPIS
from sim.experiments.results import Replications, position
from sim.metrics.display import show, show_percent, signed
from sim.metrics.estimates import spread, uncertainty
from sim.metrics.registry import Kpi, members, readable
from sim.vocabulary import RoleNames

TITLES = {"new_arr": "new ARR", "cycle_mean": "sales cycle time", "logo_churn": "logo churn"}
INTERVAL = "95 % interval of the mean"


def answers(
    comparison: Comparison, names: Sequence[str] = (), main: Sequence[str] = MAIN_KPIS
) -> list[str]:
    """Return one sentence for every other scenario and main KPI; ``names`` are shown names."""
    return [
        answer(comparison, kpi, second, names)
        for second in range(1, len(comparison.runs))
        for kpi in main
    ]


def answer(
    comparison: Comparison, kpi: str = "new_arr", second: int = 1, names: Sequence[str] = ()
) -> str:
    """Return how one scenario differs from the baseline in one KPI, as one sentence.

    "CRO-led: +2.1 % new ARR, 90 % of markets between −4.0 and +9.0 %: not distinguishable from
    luck at 200 replications (95 % interval of the mean −0.4 to +4.6 %)."
    """
    place = position(comparison.kpis, kpi)
    who = _shown_name(comparison, second, names)
    what = TITLES.get(kpi, _small(comparison.kpis[place].title))
    statement = _Statement(comparison, place, second)
    if statement.pairs == 0:
        return f"{who}: {what} is not defined in any of {comparison.replications} replications."
    if statement.same:
        return f"{who}: the same {what} in all {statement.pairs} markets."
    low, high = statement.outcomes.p5[0], statement.outcomes.p95[0]
    markets = f"90 % of markets between {statement.between(low, 'and', high)}"
    return f"{who}: {statement.mean} {what}, {markets}: {statement.verdict()}."


class _Statement:
    """The parts of an answer: points for shares, else percent of the baseline's mean."""

    def __init__(self, comparison: Comparison, place: int, second: int) -> None:
        self.kpi: Kpi = comparison.kpis[place]
        change = (comparison.tables[second] - comparison.tables[0])[:, place]
        relative = comparison.relative(second)[:, place]
        is_share = self.kpi.display == "percent"
        values = change if is_share else relative
        self.unit = "points" if is_share else "%"
        known = change[np.isfinite(change)]
        self.pairs, self.same = len(known), len(known) > 0 and not known.any()
        self.known, self.outcomes = uncertainty(100 * values), spread(100 * values)
        self.better = comparison.beats(second).share[place]
        largest = np.nanmax(np.abs([self.outcomes.p5[0], self.outcomes.p95[0], 0.0]))
        self.decimals = 1 if largest >= 1 else 2

    @property
    def mean(self) -> str:
        """Return the mean difference with its unit."""
        return f"{self._number(self.known.mean[0])} {self.unit}"

    def between(self, low: float, word: str, high: float) -> str:
        """Return two numbers with one unit."""
        return f"{self._number(low)} {word} {self._number(high)} {self.unit}"

    def verdict(self) -> str:
        """Say whether the mean difference can be told from luck, and how often the sign holds."""
        if self.pairs < 2:
            return "one replication cannot tell a difference from luck"
        interval = f"{INTERVAL} {self.between(self.known.low[0], 'to', self.known.high[0])}"
        if not self.known.clear_of_zero()[0]:
            return f"not distinguishable from luck at {self.pairs} replications ({interval})"
        return f"{self._judgement()} ({interval}, {self.pairs} replications)"

    def _judgement(self) -> str:
        is_up = self.known.mean[0] > 0
        if self.kpi.better == "neither":
            return f"{'higher' if is_up else 'lower'} on average, clear of luck"
        is_better = is_up == (self.kpi.better == "higher")
        word, share = ("better", self.better) if is_better else ("worse", 1 - self.better)
        return f"{word} on average, clear of luck, and {word} in {share:.0%} of markets".replace(
            "%", " %"
        )

    def _number(self, value: float) -> str:
        return signed(float(value), self.decimals)


def statements(run: Replications, main: Sequence[str] = MAIN_KPIS) -> list[str]:
    """Return one sentence per main KPI of a single scenario."""
    return [statement(run, kpi) for kpi in main]


def statement(run: Replications, kpi: str) -> str:
    """Return mean, interval and spread of one KPI as one sentence."""
    column = position(run.kpis, kpi)
    described, values = run.kpis[column], run.table[:, column]
    known, outcomes = uncertainty(values), spread(values)
    count = int(known.replications[0])
    if count == 0:
        return f"{described.title}: not defined in any of {len(values)} replications."
    mean = show(described, known.mean[0])
    if count == 1:
        return f"{described.title}: {mean} in one replication."
    low, high = show(described, known.low[0]), show(described, known.high[0])
    p10, p90 = show(described, outcomes.p10[0]), show(described, outcomes.p90[0])
    return (
        f"{described.title}: {mean} on average ({INTERVAL} {low} to {high}, "
        f"{count} replications); "
        f"80 % of markets between {p10} and {p90}."
    )


def bottleneck(run: Replications) -> str:
    """Name the desk with a queue that is busiest, and the desk that lets work wait longest.

    Desks whose work never waits (they fill their day with blocks of outbound work) have no queue.
    """
    desks = _desks(run)
    waits = {desk: _mean(run, f"waiting.{desk}") for desk in desks}
    queues = [desk for desk in desks if waits[desk] > 0]
    if not queues:
        return "Nobody has a queue."
    busy = {desk: _mean(run, f"busy.{desk}") for desk in queues}
    busiest = max(queues, key=lambda desk: busy[desk])
    slowest = max(queues, key=lambda desk: waits[desk])
    utilised = show_percent(_mean(run, f"utilisation.{busiest}"))
    text = (
        f"The bottleneck is {readable(busiest)}: {utilised} utilised, "
        f"work waits {waits[busiest]:.1f} office hours on average"
    )
    if slowest == busiest:
        return f"{text}, longer than anywhere else."
    return f"{text}; it waits longest at {readable(slowest)} ({waits[slowest]:.1f} office hours)."


def _desks(run: Replications) -> list[str]:
    """Return the jobs of roles that have several, and the other roles, as KPI members."""
    params, names = run.frozen.params, run.frozen.names
    present = members(params)
    split = {int(params.job["role"][job]) for job in present["job"]}
    roles = [RoleNames._fields[role].lower() for role in present["role"] if role not in split]
    known = {kpi.name for kpi in run.kpis}
    jobs = [names.jobs[job] for job in present["job"]]
    return [desk for desk in [*roles, *jobs] if f"busy.{desk}" in known]


def _mean(run: Replications, kpi: str) -> float:
    return float(uncertainty(run.column(kpi)).mean[0])


def _shown_name(comparison: Comparison, place: int, names: Sequence[str]) -> str:
    return names[place] if names else comparison.names[place]


def _small(title: str) -> str:
    """Return a title for the middle of a sentence; abbreviations stay capital."""
    first = title.split()[0].strip(",")
    return title if first.isupper() else title[:1].lower() + title[1:]
