"""Reads a run or a comparison into the material of a report.

This is the only module that knows how experiments hold their results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError
from sim.experiments.answer import answers, bottleneck, statements
from sim.experiments.compare import Comparison
from sim.experiments.manifest import command_for, manifest
from sim.experiments.result_folder import runs_of
from sim.org.chart import build_chart
from sim.report.assemble import Findings, assemble, label_of
from sim.report.material import Floats, Material
from sim.worktime import DAY

if TYPE_CHECKING:
    from sim.experiments.results import Replications
    from sim.scenario.schema import Scenario

LEAST = 2
"""Fewest replications that have a mean with an interval."""


def material_of(
    results: Comparison | Replications,
    scenarios: Sequence[Scenario],
    command: str | None = None,
) -> Material:
    """Return the material of a run or a comparison; ``scenarios`` in the order of its runs.

    Raises ``InputError`` when there are fewer than two replications.
    """
    runs = runs_of(results)
    if len(runs[0].numbers) < LEAST:
        raise InputError(
            f"a report needs at least {LEAST} replications, there are {len(runs[0].numbers)}",
            hint="let the run go on a little longer",
        )
    facts = manifest(runs, scenarios, command or command_for(runs))
    return assemble(
        [_findings(run, scenario) for run, scenario in zip(runs, scenarios, strict=True)],
        _months(runs[0], scenarios[0]),
        answers=tuple(_answers(results)),
        manifest=facts,
        interrupted=results.interrupted,
    )


def _answers(results: Comparison | Replications) -> Iterator[str]:
    """Yield the answer in words, the most important sentence first, then the bottlenecks."""
    runs = runs_of(results)
    labels = [label_of(run.name) for run in runs]
    if isinstance(results, Comparison):
        yield from answers(results, labels)
    else:
        yield from statements(results)
    found = [bottleneck(run) for run in runs]
    if len(set(found)) == 1:
        yield found[0]
    else:
        yield from (f"{label}: {text}" for label, text in zip(labels, found, strict=True))


def _findings(run: Replications, scenario: Scenario) -> Findings:
    return Findings(
        scenario=scenario,
        chart=build_chart(scenario),
        kpis=run.kpis,
        values=run.table,
        monthly=run.monthly[:, _first_month(run) :],
        samples={"attainment": _attainment(run)},
    )


def _first_month(run: Replications) -> int:
    """Return the number of the first calendar month of the horizon."""
    times = run.frozen.params.run
    return int(np.searchsorted(times.month_starts, times.warm_up_ends))


def _months(run: Replications, scenario: Scenario) -> tuple[str, ...]:
    """Return the names of the months of the horizon, such as ``Jul 2026``."""
    starts = run.frozen.params.run.month_starts[_first_month(run) : run.monthly.shape[1]]
    days = [scenario.calendar.start + timedelta(days=int(start) // DAY) for start in starts]
    return tuple(f"{day:%b %Y}" for day in days)


def _attainment(run: Replications) -> Floats:
    """Return the attainment of every rep-year of every replication."""
    found = run.samples.get("rep_years", {"attainment": np.zeros(0)})
    return np.asarray(found["attainment"], dtype=np.float64)
