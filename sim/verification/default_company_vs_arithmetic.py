"""The default company against its closed form: the table that says the model is calibrated.

Simulated means over many replications of the first year after the warm-up, against multiplication
through the funnel and staffing arithmetic.  The tolerances are those the project promises; the note
says how small the uncertainty of the means is beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.experiments.replicate import replicate
from sim.experiments.results import Replications
from sim.freeze import freeze
from sim.metrics.registry import readable
from sim.scenario.loading import load_scenario
from sim.verification.case import Check, Effort, Finding, mean_tolerance
from sim.verification.closed_form import closed_form, funnel_figures, revenue_figures
from sim.verification.drawing import draw_checks
from sim.verification.runs import SEED
from sim.verification.staffing import utilisation_figures

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REPLICATIONS: dict[Effort, int] = {"fast": 40, "all": 200}
RELATIVE = {"leads": 0.05, "mql": 0.05, "held": 0.05, "sao": 0.05, "wins": 0.08, "new_arr": 0.08}
"""Tolerance as a share of the expectation, by measure."""
ABSOLUTE = {"grr": 0.02, "nrr": 0.03, "utilisation": 0.06}
BUSY = (0.60, 0.92)
"""How busy every role should be."""
TITLES = {"leads": "Leads", "mql": "MQLs", "held": "Meetings held", "sao": "SAOs", "wins": "Wins"}
UNITS = {"new_arr": "$", "grr": "%", "nrr": "%", "utilisation": "%"}


def examine(effort: Effort) -> Finding:
    """Simulate the default company's first year and compare it figure by figure."""
    scenario = load_scenario("default", {"calendar.horizon_months": 12})
    company = closed_form(scenario)
    found = replicate(freeze(scenario), REPLICATIONS[effort], SEED)
    known = {kpi.name for kpi in found.kpis}
    busy = {
        _utilisation(known, name, scenario.jobs[name].role): share
        for name, share in utilisation_figures(company).items()
    }
    figures = {**funnel_figures(company), **revenue_figures(company), **busy}
    checks = [_check(found, kpi, expected) for kpi, expected in figures.items()]
    checks += _range_checks(found, busy)

    def draw(figure: Figure) -> None:
        draw_checks(figure, checks)

    note = (
        f"Means of {REPLICATIONS[effort]} runs of the first year; their 95 % intervals are at most "
        f"{_uncertainty(found, figures):.0%} as wide as the tolerance. 60 to 92 % busy is the aim."
    )
    return Finding(checks, note, draw)


def _utilisation(known: set[str], job: str, role: str) -> str:
    """Return the KPI of a job; a role with one job has it under the role's name."""
    name = f"utilisation.{job}"
    return name if name in known else f"utilisation.{role}"


def _check(found: Replications, kpi: str, expected: float) -> Check:
    values = found.column(kpi)
    measure, _, word = kpi.partition(".")
    tolerance = ABSOLUTE[measure] if measure in ABSOLUTE else RELATIVE[measure] * expected
    unit = UNITS.get(measure, "")
    return Check(_title(measure, word), float(values.mean()), expected, tolerance, unit)


def _uncertainty(found: Replications, figures: Mapping[str, float]) -> float:
    """Return the widest 95 % half-width of a mean, in parts of the figure's tolerance."""
    return max(
        mean_tolerance(found.column(kpi), false_alarm=0.05) / _check(found, kpi, expected).tolerance
        for kpi, expected in figures.items()
    )


def _title(measure: str, word: str) -> str:
    if measure == "utilisation":
        return f"{readable(word)}: utilisation"
    title = TITLES.get(measure, {"new_arr": "New ARR"}.get(measure, measure.upper()))
    return f"{title}: {readable(word)}" if word else title


def _range_checks(found: Replications, busy: Mapping[str, float]) -> list[Check]:
    """Compare the least and the most busy job with the range every role should keep."""
    means = {kpi: float(found.column(kpi).mean()) for kpi in busy}
    middle, half = sum(BUSY) / 2, (BUSY[1] - BUSY[0]) / 2
    checks = []
    for word, choose in (("Least", min), ("Most", max)):
        kpi = choose(means, key=lambda name: means[name])
        what = f"{word} busy: {readable(kpi.partition('.')[2])}"
        checks.append(Check(what, means[kpi], middle, half, "%"))
    return checks
