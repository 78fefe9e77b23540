"""The pool of sales engineers against Erlang C.

Leads are a Poisson process; every one passes the SDR, the meeting and Discovery without a queue and
with independent delays, so evaluations are asked for as a Poisson process too (displacement)..
With exponential work and boundless patience the pool is M/M/c: the share of evaluations that wait
and their mean wait must be those of Erlang (1917).  The arrival rate is the parameter's own: no
estimate enters the expectation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.params import Frozen
from sim.verification.case import Check, Effort, Finding, Floats, mean_check
from sim.verification.drawing import Line, draw_lines
from sim.verification.queueing import erlang_c, erlang_c_wait, longer_than
from sim.verification.runs import leads_per_hour, measured, tail, waits_of
from sim.verification.worlds import CERTAIN, NEVER, always_open, arrivals, job, org, quiet
from sim.vocabulary import Work
from sim.worktime import HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SERVICE = 1.0
"""Mean hours of an evaluation."""
POOLS: dict[Effort, tuple[tuple[int, float], ...]] = {
    "fast": ((3, 0.7),),
    "all": ((1, 0.5), (3, 0.7), (6, 0.8)),
}
"""Sales engineers, and how busy they are."""
REPLICATIONS: dict[Effort, int] = {"fast": 40, "all": 60}
MONTHS: dict[Effort, int] = {"fast": 3, "all": 12}
HOURS = np.linspace(0, 5, 21)


class Waiting(NamedTuple):
    """One replication: the share that waited, the mean wait in hours, P(wait > HOURS)."""

    waits: float
    mean: float
    longer: Floats


def company(servers: int, per_hour: float, months: int, *overlays: dict[str, Any]) -> Frozen:
    """Return a company whose only bottleneck is its pool of sales engineers."""
    segment = {
        "technical_share": 1.0,
        "se_hours": SERVICE,
        "stage_advance": [CERTAIN, NEVER, 0.5, 0.5],
    }
    pool = {
        "segments": {"only": segment},
        "jobs": {"sdr": job("sdr"), "ae": job("ae"), "se": job("se")},
        "org": org(sdr=4, ae=4, se=servers),
        "se": {"work_spread": "exponential"},
    }
    return quiet(always_open(1, months), arrivals(per_hour), pool, *overlays)


def waiting(frozen: Frozen, log: np.ndarray) -> Waiting:
    """Measure the pool in one log."""
    waited = waits_of(frozen, log, Work.EVALUATING).waited
    return Waiting(float(np.mean(waited > 0)), float(waited.mean()) / HOUR, tail(waited, HOURS))


def examine(effort: Effort) -> Finding:
    """Compare every pool with Erlang C."""
    checks: list[Check] = []
    lines: list[Line] = []
    for servers, busy in POOLS[effort]:
        frozen = company(servers, busy * servers / SERVICE, MONTHS[effort])
        load = leads_per_hour(frozen) * SERVICE
        found = measured(frozen, REPLICATIONS[effort], waiting)
        who = f"{servers} SE {busy:.0%} busy"
        share, wait = erlang_c(servers, load), erlang_c_wait(servers, load, SERVICE)
        checks += [
            mean_check(f"{who}: evaluations that wait", [one.waits for one in found], share, "%"),
            mean_check(f"{who}: mean wait", [one.mean for one in found], wait, "h"),
        ]
        theory = np.array([longer_than(servers, load, SERVICE, hours) for hours in HOURS])
        lines.append(Line(who, HOURS, np.array([one.longer for one in found]), HOURS, theory))

    def draw(figure: Figure) -> None:
        across = "Hours until a sales engineer begins"
        draw_lines(figure, lines, across, "Evaluations that wait longer", logarithmic=True)

    note = (
        f"{REPLICATIONS[effort]} runs of {MONTHS[effort]} months; arrival rate from the parameters."
    )
    return Finding(checks, note, draw)
