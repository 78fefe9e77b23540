"""One SDR against M/G/1.

With a cadence of one touch the SDR's work on a lead takes one of three times: nobody answers; a
conversation; a conversation and a booking.  Theory is Pollaczek and Khinchine's formula with the
moments of these three points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.params import Frozen
from sim.verification.case import Check, Effort, Finding, Floats, mean_check
from sim.verification.drawing import Line, draw_lines
from sim.verification.queueing import pollaczek_khinchine
from sim.verification.runs import leads_per_hour, measured, waits_of
from sim.verification.worlds import always_open, arrivals, job, org, quiet
from sim.vocabulary import Work
from sim.worktime import HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOUCH, CONVERSATION, BOOKING = 0.1, 0.4, 1.0
"""Hours: what every touch takes, what an answer adds, what a booking adds."""
CONNECTS, QUALIFIES = 0.4, 0.3
TIMES = np.array([TOUCH, TOUCH + CONVERSATION, TOUCH + CONVERSATION + BOOKING])
CHANCES = np.array([1 - CONNECTS, CONNECTS * (1 - QUALIFIES), CONNECTS * QUALIFIES])
BUSY: dict[Effort, tuple[float, ...]] = {"fast": (0.7,), "all": (0.3, 0.5, 0.7, 0.8)}
REPLICATIONS: dict[Effort, int] = {"fast": 40, "all": 60}
MONTHS: dict[Effort, int] = {"fast": 4, "all": 12}


def company(busy: float, months: int) -> Frozen:
    """Return a company with one SDR who touches every lead once."""
    sdr = {
        "touches": 1,
        "connects": CONNECTS,
        "touch_hours": TOUCH,
        "conversation_hours": CONVERSATION,
        "booking_hours": BOOKING,
    }
    desk = {
        "channels": {"web": {"qualifies": QUALIFIES}},
        "sdr": sdr,
        "jobs": {"sdr": job("sdr"), "ae": job("ae")},
        "org": org(sdr=1, ae=4),
    }
    mean = float(CHANCES @ TIMES)
    return quiet(always_open(1, months), arrivals(busy / mean), desk)


def waiting(frozen: Frozen, log: np.ndarray) -> tuple[float, float]:
    """Return the share that waited and the mean wait in hours."""
    waited = waits_of(frozen, log, Work.TOUCHING).waited
    return float(np.mean(waited > 0)), float(waited.mean()) / HOUR


def examine(effort: Effort) -> Finding:
    """Compare the SDR under several loads with Pollaczek and Khinchine."""
    checks: list[Check] = []
    waits: list[Floats] = []
    mean, mean_square = float(CHANCES @ TIMES), float(CHANCES @ TIMES**2)
    for busy in BUSY[effort]:
        frozen = company(busy, MONTHS[effort])
        rate = leads_per_hour(frozen)
        found = np.array(measured(frozen, REPLICATIONS[effort], waiting))
        wait = pollaczek_khinchine(rate, mean, mean_square)
        who = f"SDR {busy:.0%} busy"
        checks += [
            mean_check(f"{who}: leads that wait", found[:, 0], rate * mean, "%"),
            mean_check(f"{who}: mean wait", found[:, 1], wait, "h"),
        ]
        waits.append(found[:, 1])

    def draw(figure: Figure) -> None:
        along = np.linspace(0.05, max(BUSY[effort]) + 0.02, 60)
        theory = np.array([pollaczek_khinchine(busy / mean, mean, mean_square) for busy in along])
        line = Line("mean wait", np.array(BUSY[effort]), np.array(waits).T, along, theory)
        draw_lines(figure, [line], "Share of time busy", "Hours")

    note = (
        f"A touch takes {TIMES[0]:g}, {TIMES[1]:g} or {TIMES[2]:g} h; "
        f"{REPLICATIONS[effort]} runs of {MONTHS[effort]} months a load."
    )
    return Finding(checks, note, draw)
