"""The productive share of a seat against renewal theory and against staffing arithmetic.

A holder's productivity climbs in a straight line over the ramp.  By the renewal-reward theorem the
long-run productive share is E[integral of min(1, t / ramp) over a stay] / (mean stay + mean
vacancy).  Staffing arithmetic says 1 - a V - a r / 2 (attrition a, vacancy V, ramp r, in years):
the first order of the same, too low by at most its square (a V + a r / 2)².
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.verification.case import Check, Effort, Finding, Floats, mean_check, mean_tolerance
from sim.verification.headcount_vs_renewal import (
    REPLICATIONS,
    SEATS,
    YEARS,
    company,
    default_jobs,
    of_job,
    seats,
    vacancy_of,
)
from sim.verification.runs import measured
from sim.verification.staffing import productive_share

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEPS = 200
"""Steps of a month in the integral over a stay."""


def renewal_share(attrition: float, vacancy_days: float, ramp_months: float) -> float:
    """Return the long-run productive share of a seat: the reward of a stay / a whole cycle.

    The reward is the mean stay less the integral of P(stay > t) (1 - t / ramp) over the ramp.
    """
    stay = 12 / attrition
    edges = np.linspace(0, ramp_months, max(2, int(STEPS * ramp_months)) + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    lost = float(np.mean(survival(middle, attrition / 12) * (1 - middle / ramp_months)))
    return (stay - lost * ramp_months) / (stay + vacancy_days / 365.25 * 12)


def survival(months: Floats, chance: float) -> Floats:
    """Return P(stay > t) for people who decide at each month's start.

    A stay is the rest of the month of joining, whole months survived (geometric), and a part of
    the month of leaving; the two parts, uniform in [0, 1], add up to a triangle.
    """
    total = np.zeros(len(months))
    for whole in range(int(np.ceil(months.max())) + 1):
        rest = np.clip(months - whole, 0, 2)
        longer = np.where(rest <= 1, 1 - rest**2 / 2, (2 - rest) ** 2 / 2)
        total += chance * (1 - chance) ** whole * longer
    return total + (1 - chance) ** (int(np.ceil(months.max())) + 1)


def examine(effort: Effort) -> Finding:
    """Compare the productive share of every job's seats with both."""
    frozen = company()
    found = measured(frozen, REPLICATIONS[effort], seats)
    checks: list[Check] = []
    rows: list[tuple[str, float, float, float, float]] = []
    for name, one in default_jobs().items():
        mine = of_job(frozen, found, name)
        share, empty = mine.ramped / YEARS, vacancy_of(one)
        exact = renewal_share(one.attrition, empty, one.ramp_months)
        first_order = productive_share(one.attrition, empty, one.ramp_months)
        neglected = (1 - first_order) ** 2
        checks += [
            mean_check(f"{name}: productive share, renewal", share, exact, "%"),
            Check(
                f"{name}: productive share, arithmetic",
                float(share.mean()),
                first_order,
                mean_tolerance(share) + neglected,
                "%",
            ),
        ]
        rows.append((name, float(share.mean()), mean_tolerance(share), exact, first_order))

    def draw(figure: Figure) -> None:
        _draw(figure, rows)

    note = (
        f"{SEATS * REPLICATIONS[effort]} seats of each job, followed for {YEARS} years; "
        "arithmetic is allowed to neglect its square."
    )
    return Finding(checks, note, draw)


def _draw(figure: Figure, rows: list[tuple[str, float, float, float, float]]) -> None:
    """Draw the simulated share with its tolerance beside both theories."""
    from sim.report.canvas import quiet
    from sim.report.palette import INK, MUTED, scenario_colour

    axes = figure.subplots()
    names, simulated, width, exact, first_order = zip(*rows, strict=True)
    x = np.arange(len(names))
    axes.errorbar(x, simulated, yerr=width, fmt="o", color=scenario_colour(0), label="simulation")
    axes.plot(x, exact, "_", color=INK, markersize=22, label="renewal theory")
    axes.plot(x, first_order, "_", color=MUTED, markersize=14, label="arithmetic")
    axes.set_xticks(x, names)
    axes.set_ylabel("Productive share of a seat")
    axes.legend(frameon=False)
    quiet(axes, "y")
