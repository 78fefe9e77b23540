"""One sales-operations analyst who routes every MQL by hand, against M/D/1.

Routing always takes the same time, so the desk is M/D/1: the share that waits is how busy the
analyst is, and the mean wait is half that of M/M/1 (Pollaczek and Khinchine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.params import Frozen
from sim.verification.case import Check, Effort, Finding, Floats, mean_check
from sim.verification.drawing import Line, draw_lines
from sim.verification.queueing import pollaczek_khinchine
from sim.verification.runs import leads_per_hour, measured, waits_of
from sim.verification.worlds import NEVER, always_open, arrivals, job, org, quiet
from sim.vocabulary import Work
from sim.worktime import HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SERVICE = 0.5
"""Hours of routing one MQL."""
BUSY: dict[Effort, tuple[float, ...]] = {"fast": (0.7,), "all": (0.3, 0.5, 0.7, 0.8)}
REPLICATIONS: dict[Effort, int] = {"fast": 40, "all": 60}
MONTHS: dict[Effort, int] = {"fast": 4, "all": 12}


def company(busy: float, months: int) -> Frozen:
    """Return a company whose leads all pass one analyst and never become a meeting."""
    desk = {
        "channels": {"web": {"qualifies": NEVER}},
        "routing": {"manual_share": 1.0, "manual_hours": SERVICE},
        "jobs": {"sdr": job("sdr"), "ae": job("ae"), "sales_ops": job("sales_ops")},
        "org": org(sdr=4, ae=1, sales_ops=1),
    }
    return quiet(always_open(1, months), arrivals(busy / SERVICE), desk)


def waiting(frozen: Frozen, log: np.ndarray) -> tuple[float, float]:
    """Return the share that waited and the mean wait in hours."""
    waited = waits_of(frozen, log, Work.ROUTING).waited
    return float(np.mean(waited > 0)), float(waited.mean()) / HOUR


def examine(effort: Effort) -> Finding:
    """Compare the analyst under several loads with M/D/1."""
    checks: list[Check] = []
    waits: list[Floats] = []
    for busy in BUSY[effort]:
        frozen = company(busy, MONTHS[effort])
        rate = leads_per_hour(frozen)
        found = np.array(measured(frozen, REPLICATIONS[effort], waiting))
        wait = pollaczek_khinchine(rate, SERVICE, SERVICE**2)
        who = f"Analyst {busy:.0%} busy"
        checks += [
            mean_check(f"{who}: MQLs that wait", found[:, 0], rate * SERVICE, "%"),
            mean_check(f"{who}: mean wait", found[:, 1], wait, "h"),
        ]
        waits.append(found[:, 1])

    def draw(figure: Figure) -> None:
        along = np.linspace(0.05, max(BUSY[effort]) + 0.02, 60)
        theory = np.array(
            [pollaczek_khinchine(busy / SERVICE, SERVICE, SERVICE**2) for busy in along]
        )
        line = Line("mean wait", np.array(BUSY[effort]), np.array(waits).T, along, theory)
        draw_lines(figure, [line], "Share of time busy", "Hours")

    runs = f"{REPLICATIONS[effort]} runs of {MONTHS[effort]} months a load"
    return Finding(checks, f"Routing takes {SERVICE:g} h; {runs}.", draw)
