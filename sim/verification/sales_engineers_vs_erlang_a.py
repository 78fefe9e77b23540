"""The pool of sales engineers against Erlang A: AEs whose patience ends go on without one.

The company of ``sales_engineers_vs_erlang_c`` with exponential patience is M/M/c+M (Palm 1957): the
share that gives up and the mean wait follow from a birth-death process and do not depend on who is
served first.  Here the pool may be overloaded: impatience keeps it stable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.params import Frozen
from sim.verification.case import Check, Effort, Finding, Floats, mean_check
from sim.verification.drawing import Line, draw_lines
from sim.verification.queueing import erlang_a
from sim.verification.runs import counted, leads_per_hour, measured, of_kind, waits_of
from sim.verification.sales_engineers_vs_erlang_c import SERVICE, company
from sim.vocabulary import Kind, Stage, Work
from sim.worktime import HOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SERVERS = 3
PATIENCE = 1.5
"""Mean hours an AE waits."""
BUSY: dict[Effort, tuple[float, ...]] = {"fast": (1.0,), "all": (0.5, 0.75, 1.0, 1.25, 1.5)}
"""Offered load per sales engineer."""
REPLICATIONS: dict[Effort, int] = {"fast": 40, "all": 40}
MONTHS: dict[Effort, int] = {"fast": 2, "all": 6}


class Impatience(NamedTuple):
    """One replication: the share that gave up, the mean wait of everybody in hours."""

    abandons: float
    mean: float


def impatience(frozen: Frozen, log: np.ndarray) -> Impatience:
    """Measure the pool in one log: served evaluations and those that gave up."""
    served = waits_of(frozen, log, Work.EVALUATING).waited
    gave_up = _waits_of_the_impatient(frozen, log)
    total = len(served) + len(gave_up)
    return Impatience(len(gave_up) / total, float(served.sum() + gave_up.sum()) / total / HOUR)


def _waits_of_the_impatient(frozen: Frozen, log: np.ndarray) -> np.ndarray:
    """Return seconds from entering Evaluation, when the pool is asked, to the end of patience."""
    entered = of_kind(log, Kind.STAGE_ENTERED)
    entered = entered[entered["code"] == Stage.EVALUATION]
    asked = np.zeros(int(entered["subject"].max(initial=0)) + 1, np.int64)
    asked[entered["subject"]] = entered["time"]
    ended = of_kind(log, Kind.SE_UNAVAILABLE)
    since = asked[ended["subject"]]
    return np.asarray((ended["time"] - since)[counted(frozen, since)])


def examine(effort: Effort) -> Finding:
    """Compare the pool under several loads with Erlang A."""
    checks: list[Check] = []
    found: list[list[Impatience]] = []
    patience = {"se": {"patience_days": PATIENCE / 24, "patience_spread": "exponential"}}
    for busy in BUSY[effort]:
        frozen = company(SERVERS, busy * SERVERS / SERVICE, MONTHS[effort], patience)
        theory = erlang_a(SERVERS, leads_per_hour(frozen), SERVICE, PATIENCE)
        runs = measured(frozen, REPLICATIONS[effort], impatience)
        who = f"{SERVERS} SE, load {busy:.0%}"
        give_up, wait = [one.abandons for one in runs], [one.mean for one in runs]
        checks += [
            mean_check(f"{who}: AEs that give up", give_up, theory.abandons, "%"),
            mean_check(f"{who}: mean wait of all", wait, theory.mean_wait, "h"),
        ]
        found.append(runs)

    def draw(figure: Figure) -> None:
        _draw(figure, np.array(BUSY[effort]), found)

    note = (
        f"{SERVERS} sales engineers, mean evaluation {SERVICE:g} h, mean patience {PATIENCE:g} h; "
        f"{REPLICATIONS[effort]} runs of {MONTHS[effort]} months a load."
    )
    return Finding(checks, note, draw)


def _draw(figure: Figure, loads: Floats, found: list[list[Impatience]]) -> None:
    along = np.linspace(min(loads) - 0.1, max(loads) + 0.1, 61)
    theory = [erlang_a(SERVERS, load * SERVERS / SERVICE, SERVICE, PATIENCE) for load in along]
    runs = np.array(found)  # [loads, replications, 2]
    lines = [
        Line(
            "gives up (share)",
            loads,
            runs[:, :, 0].T,
            along,
            np.array([t.abandons for t in theory]),
        ),
        Line(
            "waits (hours)", loads, runs[:, :, 1].T, along, np.array([t.mean_wait for t in theory])
        ),
    ]
    draw_lines(figure, lines, "Offered load per sales engineer", "Share, hours")
