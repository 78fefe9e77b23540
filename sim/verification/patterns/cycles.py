"""Facts 5 to 8: how long deals take, how many are won, and why the others end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.verification.case import Floats
from sim.verification.patterns.drawing import bars, histogram
from sim.verification.patterns.fact import UNBOUNDED, Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import deals_won, key_figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEGMENTS = ("smb", "mm", "ent")
TITLES = ("SMB", "Mid-market", "Enterprise")


SAMPLE = 841
"""Deals won in the sample that the evidence is from (F7); a ΔAIC grows with the sample's size."""


def lead_of_lognormal(days: Floats) -> float:
    """Return by how much AIC prefers the lognormal to the better of exponential and gamma.

    Maximum likelihood; AIC = 2·parameters − 2·log-likelihood, in proportion to ``SAMPLE`` deals:
    enterprise wins of five years are too few for a verdict, and those of SMB more than F7 had.
    """
    from scipy import stats

    logs = np.log(days)
    fits = {
        "lognormal": 4 - 2 * (stats.norm.logpdf(logs, logs.mean(), logs.std()) - logs).sum(),
        "exponential": 2 - 2 * stats.expon.logpdf(days, 0, days.mean()).sum(),
        "gamma": 4 - 2 * stats.gamma.logpdf(days, *stats.gamma.fit(days, floc=0)).sum(),
    }
    lead = min(fits["exponential"], fits["gamma"]) - fits["lognormal"]
    return float(lead * SAMPLE / len(days))


def _by_segment(seen: Seen, figure: Any) -> dict[str, Floats]:
    """Return a figure of the cycles by segment, one number a seed."""
    rows = seen("usual", deals_won)
    return {
        title: np.array([figure(row["cycle"][row["segment"] == place]) for row in rows])
        for place, title in enumerate(TITLES)
    }


def _skewed(seen: Seen) -> Found:
    rows = seen("usual", deals_won)
    inbound = [row["from_lead"][row["source"] < 60] for row in rows]
    lead_sigma = [np.log(days[days > 0]).std() for days in inbound]
    tail = [np.divide(*np.quantile(row["cycle"], [0.9, 0.5])) for row in rows]
    gains = _by_segment(seen, lead_of_lognormal)
    sigmas = _by_segment(seen, lambda days: np.log(days).std())
    readings = [
        reading(f"ΔAIC of the lognormal, {title}", values, 10, UNBOUNDED)
        for title, values in gains.items()
    ]
    readings += [
        reading(f"Opportunity to won, log-sd, {title}", values, 0.5, 0.9)
        for title, values in sigmas.items()
    ]
    readings += [
        reading("Lead to won, log-sd", lead_sigma, 0.8, 1.7),
        reading("Cycle, 90 % quantile / median", tail, 2, 11, "×"),
    ]
    days = np.concatenate([row["cycle"] for row in rows])
    return Found(
        readings,
        lambda axes: histogram(axes, np.minimum(days, 400), "Days, opportunity to won"),
    )


def _ordered(seen: Seen) -> Found:
    medians = _by_segment(seen, np.median)
    smb, mm, ent = medians.values()
    return Found(
        [
            reading("Seeds with enterprise > mid > SMB", (ent > mm) & (mm > smb), 0.95, 1, "%"),
            reading("Median cycle, enterprise / SMB", ent / smb, 3, 8, "×"),
        ],
        lambda axes: bars(axes, medians, "Median cycle, days"),
    )


def _win_rates(seen: Seen) -> Found:
    rates = {
        title: seen.column("usual", key_figures, f"win_rate.{name}")
        for name, title in zip(SEGMENTS, TITLES, strict=True)
    }
    means = [values.mean() for values in rates.values()]
    gaps = [rates[a] - rates[b] for a, b in (("SMB", "Mid-market"), ("Mid-market", "Enterprise"))]
    company = seen.column("usual", key_figures, "win_rate")
    return Found(
        [
            reading("Win rate, SMB minus mid-market", 100 * gaps[0], 0, UNBOUNDED, " points"),
            reading(
                "Win rate, mid-market minus enterprise", 100 * gaps[1], 0, UNBOUNDED, " points"
            ),
            reading("Wins / closed opportunities", company, 0.18, 0.28, "%"),
        ],
        lambda axes: bars(axes, rates, f"Win rate (mean {np.mean(means):.0%})", (0.18, 0.28)),
    )


def _no_decision(seen: Seen) -> Found:
    lost, rate = (seen.column("usual", key_figures, k) for k in ("no_decision_share", "win_rate"))
    share = lost * (1 - rate)

    def draw(axes: Axes) -> None:
        groups = {"of all closed": share, "of those lost": lost}
        bars(axes, groups, "No-decision share", (0.35, 0.60))

    return Found([reading("No decision / closed opportunities", share, 0.35, 0.60, "%")], draw)


_NEEDS = [Need("usual", deals_won), Need("usual", key_figures)]
PATTERNS = (
    Pattern(
        "5",
        "Cycles are long-tailed and lognormal",
        "F7, B",
        _NEEDS,
        _skewed,
        "Half of an enterprise cycle is meetings, evaluations, waits, which vary little. Between "
        "lead and opportunity pass days, a nurture of months is rare, and an account that comes "
        "back after a year is a new lead here; in the sample of F7 it may be the old one.",
    ),
    Pattern("6", "Bigger deals take longer", "F68 F23, C/D", _NEEDS, _ordered),
    Pattern("7", "Bigger deals are won less often", "F67, C", _NEEDS, _win_rates),
    Pattern("8", "Many opportunities end without a decision", "F48, C", _NEEDS, _no_decision),
)
