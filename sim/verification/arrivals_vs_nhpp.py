"""Leads against the law they are drawn from: a non-homogeneous, over-dispersed Poisson process.

* With a dispersion of 1 the counts by weekday, hour and month are Poisson, with means proportional
  to weekday x hour x season x growth (Pearson's X²).
* With a dispersion of d the variance of a channel's day is its mean m times 1 + (d - 1) m / base: a
  gamma factor, of mean 1, on the day's mean.
* More spend brings a superset: every lead of the smaller budget comes at the same second, from the
  same account, with the larger one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.params import Frozen
from sim.scenario.schema import Calendar, Demand, Scenario
from sim.verification.case import Check, Effort, Finding, Floats, chi_square_check, mean_check
from sim.verification.drawing import draw_counts
from sim.verification.runs import measured, of_kind
from sim.verification.worlds import NEVER, always_open, job, org, quiet
from sim.vocabulary import Kind
from sim.worktime import DAY, HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SEASON = [0.8, 0.9, 1.1, 1.1, 1.0, 1.0, 0.8, 0.7, 1.2, 1.3, 1.2, 0.9]
GROWTH = 0.1
DISPERSION = 2.8
LARGER_BUDGET = 1.5
MONTHS = 24
REPLICATIONS: dict[Effort, int] = {"fast": 12, "all": 60}


class Counts(NamedTuple):
    """One replication: leads by weekday, hour and calendar month, dispersion by channel."""

    weekday: Floats
    hour: Floats
    month: Floats
    dispersion: Floats


def company(dispersion: float, **channel: float) -> Frozen:
    """Return a company with the default channels whose leads end at once."""
    channels = {
        name: {**found.model_dump(), "mql_share": NEVER, **channel}
        for name, found in _channels().items()
    }
    demand = {
        **Demand().model_dump(include={"weekday", "hours", "score_noise"}),
        "dispersion": dispersion,
        "season": SEASON,
        "growth": GROWTH,
    }
    market = {"channels": {**channels, "web": None}, "demand": demand}
    chart = {"jobs": {"sdr": job("sdr"), "ae": job("ae")}, "org": org(sdr=1, ae=1)}
    return quiet(always_open(0, MONTHS), market, chart)


def _channels() -> dict[str, Any]:
    return dict(Scenario.model_fields["channels"].get_default(call_default_factory=True))


def day_means(days: int) -> Floats:
    """Return [channels, days] expected leads, from the dates themselves."""
    start, weekday = Calendar().start, np.array(Demand().weekday)
    dates = [start + timedelta(days=day) for day in range(days)]
    factor = np.array([_factor(day, weekday / weekday.mean()) for day in dates])
    factor *= (1 + GROWTH) ** (np.arange(days) / 365.25)
    return _bases()[:, None] * factor


def _factor(day: date, weekday: Floats) -> float:
    return SEASON[day.month - 1] * float(weekday[day.weekday()])


def _bases() -> Floats:
    """Return the leads a day of every channel before season, weekday and growth."""
    return np.array([channel.leads_per_month * 12 / 365.25 for channel in _channels().values()])


def counts(frozen: Frozen, log: np.ndarray) -> Counts:
    """Count the leads of one log."""
    leads = of_kind(log, Kind.LEAD_CREATED)
    day, hour = leads["time"] // DAY, leads["time"] % DAY // HOUR
    days = frozen.params.run.ends // DAY
    start = Calendar().start
    dates = [start + timedelta(days=int(number)) for number in range(days)]
    weekdays = np.array([one.weekday() for one in dates])
    months = np.array([one.month - 1 for one in dates])
    means = day_means(days)
    by_day = np.zeros(means.shape)
    np.add.at(by_day, (leads["code"], day), 1)
    return Counts(
        np.bincount(weekdays[day], minlength=7).astype(np.float64),
        np.bincount(hour, minlength=24).astype(np.float64),
        np.bincount(months[day], minlength=12).astype(np.float64),
        ((by_day - means) ** 2 / means).mean(axis=1),
    )


def expected_counts(days: int) -> dict[str, Floats]:
    """Return what the counts are proportional to."""
    start, total = Calendar().start, day_means(days).sum(axis=0)
    dates = [start + timedelta(days=day) for day in range(days)]
    weekday = np.bincount([one.weekday() for one in dates], weights=total, minlength=7)
    month = np.bincount([one.month - 1 for one in dates], weights=total, minlength=12)
    return {"weekday": weekday, "hour": np.array(Demand().hours), "month": month}


def expected_dispersion(days: int) -> Floats:
    """Return [channels] the mean over days of variance / mean: 1 + (d - 1) mean / base."""
    means, bases = day_means(days), _bases()
    return np.asarray(1 + (DISPERSION - 1) * (means / bases[:, None]).mean(axis=1))


def examine(effort: Effort) -> Finding:
    """Compare the counts with the law, then two budgets with each other."""
    plain, noisy = company(1.0), company(DISPERSION)
    days = plain.params.run.ends // DAY
    found = measured(plain, REPLICATIONS[effort], counts)
    expected = expected_counts(days)
    seen = {cell: np.sum([getattr(one, cell) for one in found], axis=0) for cell in expected}
    checks = [
        chi_square_check(f"X²/df of leads by {cell}", seen[cell], expected[cell]) for cell in seen
    ]
    spread = np.array([one.dispersion for one in measured(noisy, REPLICATIONS[effort], counts)])
    for place, name in enumerate(plain.names.channels):
        law = float(expected_dispersion(days)[place])
        checks.append(mean_check(f"Variance / mean of a day: {name}", spread[:, place], law))
    checks.append(_superset_check())

    def draw(figure: Figure) -> None:
        draw_counts(figure, seen, expected)

    total = int(seen["hour"].sum())
    note = f"{REPLICATIONS[effort]} runs of {MONTHS} months, {total:,} leads."
    return Finding(checks, note, draw)


def _superset_check() -> Check:
    """Compare the leads of one replication under two budgets."""
    smaller, larger = (
        measured(company(DISPERSION, spend_factor=factor), 1, identities)[0]
        for factor in (1.0, LARGER_BUDGET)
    )
    kept = len(smaller & larger) / len(smaller)
    return Check("Leads unchanged under more spend", kept, 1.0, 0.0, "%")


def identities(frozen: Frozen, log: np.ndarray) -> set[tuple[int, ...]]:
    """Return (key, second, account, segment) of every lead."""
    leads = of_kind(log, Kind.LEAD_CREATED)
    columns = (leads[name].tolist() for name in ("value", "time", "since", "other"))
    return set(zip(*columns, strict=True))
