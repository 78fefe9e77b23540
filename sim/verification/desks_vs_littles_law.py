"""Every desk of the default company against Little's law, L = λ W (Little 1961).

For each role the log's own instants are swept: the time-average number of tasks that wait (asked
for, not begun) must be the rate at which tasks are asked for x their mean wait, and the average
number of people at work the rate of beginnings x the mean office time taken.  Over a finite window
the two sides differ by no more than the waits that reach across its ends; that bound is the
tolerance, so these checks leave nothing to chance.  More of this kind: the KPI ``backlog`` agrees
with the sweep, work takes the office time between its two instants, nobody has two tasks in hand,
and tasks are asked for when the events that cause them happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.verification.case import Check, Effort, Finding
from sim.verification.runs import SEED, of_kind, work_of
from sim.vocabulary import Kind, RoleNames, Stage, Work
from sim.worktime import DAY, OfficeCalendar

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HORIZON: dict[Effort, int] = {"fast": 6, "all": 24}
"""Months."""
MARGIN = 60 * DAY
"""The window ends so long before the run: what is asked for later may not be done by then."""

Integers = NDArray[np.int64]


class Span(NamedTuple):
    """Things that begin and end: seconds."""

    begins: Integers
    ends: Integers


class Little(NamedTuple):
    """Both sides of Little's law over one window, and what may lie between them."""

    number: float
    rate_times_mean: float
    bound: float
    most: int


def sweep(span: Span, start: int, end: int) -> Little:
    """Average the number present over [start, end) by walking through its changes in order."""
    times = np.concatenate((span.begins, span.ends))
    change = np.repeat([1, -1], len(span.begins))
    order = np.lexsort((change, times))  # at one instant leaving comes before entering
    times, present = times[order], np.cumsum(change[order])
    until = np.append(times[1:], end) if len(times) else times
    inside = np.clip(until, start, end) - np.clip(times, start, end)
    begun = (span.begins >= start) & (span.begins < end)
    length = (span.ends - span.begins).astype(np.float64)
    across = [(span.begins < edge) & (span.ends > edge) for edge in (start, end)]
    seconds = float(end - start)
    return Little(
        number=float((inside * present).sum()) / seconds,
        rate_times_mean=float(length[begun].sum()) / seconds,
        bound=float(sum(length[mask].sum() for mask in across)) / seconds + 1e-9,
        most=int(present.max(initial=0)),
    )


def office_times(calendar: OfficeCalendar, times: Integers) -> Integers:
    """Return the office seconds that have elapsed at wall times, for whole arrays."""
    day = np.clip(times // DAY, 0, len(calendar.is_workday) - 1)
    today = np.clip(times - day * DAY - calendar.opens, 0, calendar.closes - calendar.opens)
    return np.asarray(calendar.office_before[day] + today * calendar.is_workday[day])


def examine(effort: Effort) -> Finding:
    """Sweep one replication of the default company, role by role."""
    from sim.engine.compiled import simulate

    scenario = load_scenario("default", {"calendar.horizon_months": HORIZON[effort]})
    frozen = freeze(scenario)
    log = simulate(frozen.params, 0, SEED)
    checks: list[Check] = []
    waiting: dict[str, Little] = {}
    for role in np.unique(frozen.params.seat["role"]):
        name = RoleNames._fields[role].lower()
        queue, desk = _of_role(frozen, log, int(role))
        waiting[name] = queue
        checks += [
            Check(f"{name}: tasks waiting", queue.number, queue.rate_times_mean, queue.bound),
            Check(f"{name}: people at work", desk.number, desk.rate_times_mean, desk.bound),
        ]
    checks += [_backlog_check(frozen, log), *_work_checks(frozen, log), *_asked_checks(log)]

    def draw(figure: Figure) -> None:
        _draw(figure, waiting)

    note = (
        f"One run of {HORIZON[effort]} months; tolerances are the exact end effects of the window."
    )
    return Finding(checks, note, draw)


def _window(frozen: Frozen) -> tuple[int, int]:
    return frozen.params.run.warm_up_ends, frozen.params.run.ends - MARGIN


def _of_role(frozen: Frozen, log: np.ndarray, role: int) -> tuple[Little, Little]:
    """Return the law for waiting (wall time) and for work (office time)."""
    rows = of_kind(log, Kind.WORK_DONE)
    rows = rows[frozen.params.seat["role"][rows["seat"]] == role]
    start, end = _window(frozen)
    queue = sweep(Span(rows["value"], rows["since"]), start, end)
    clock = frozen.params.clock
    begins = office_times(clock, rows["since"])
    office = office_times(clock, np.array([start, end]))
    desk = sweep(Span(begins, begins + rows["other"]), int(office[0]), int(office[1]))
    return queue, desk


def _work_checks(frozen: Frozen, log: np.ndarray) -> list[Check]:
    """Compare the office time that work took with its beginning and end; count tasks at once."""
    rows, clock = of_kind(log, Kind.WORK_DONE), frozen.params.clock
    took = office_times(clock, rows["time"]) - office_times(clock, rows["since"])
    most = 0
    for seat in np.unique(rows["seat"]):
        own = rows[rows["seat"] == seat]
        most = max(most, sweep(Span(own["since"], own["time"]), *_window(frozen)).most)
    return [
        Check(
            "Work that took its office time", float(np.mean(took == rows["other"])), 1.0, 0.0, "%"
        ),
        Check("Most tasks in hand at once", most, 1, 0),
    ]


def _backlog_check(frozen: Frozen, log: np.ndarray) -> Check:
    """Compare the KPI ``backlog`` with a sweep in office time, where they differ most."""
    from sim.metrics.fold import fold
    from sim.metrics.registry import kpis

    values = dict(zip((kpi.name for kpi in kpis(frozen)), fold(frozen.params, log), strict=True))
    run, clock = frozen.params.run, frozen.params.clock
    start, end = office_times(clock, np.array([run.warm_up_ends, run.ends]))
    rows = of_kind(log, Kind.WORK_DONE)
    worst: Check | None = None
    for role in np.unique(frozen.params.seat["role"]):
        name = RoleNames._fields[role].lower()
        own = rows[frozen.params.seat["role"][rows["seat"]] == role]
        span = Span(office_times(clock, own["value"]), office_times(clock, own["since"]))
        swept = sweep(span, int(start), int(end))
        check = Check(
            f"KPI backlog, worst: {name}", values[f"backlog.{name}"], swept.number, swept.bound
        )
        if worst is None or _off(check) > _off(worst):
            worst = check
    assert worst is not None
    return worst


def _off(check: Check) -> float:
    return abs(check.simulated - check.expected) / check.tolerance


def _asked_checks(log: np.ndarray) -> list[Check]:
    """Compare when tasks were asked for with the events that caused them."""
    entered = of_kind(log, Kind.STAGE_ENTERED)
    causes = {
        "evaluations, at Evaluation": (
            Work.EVALUATING,
            entered[entered["code"] == Stage.EVALUATION],
            "time",
        ),
        "first meetings, at their hour": (
            Work.DISCOVERY_CALL,
            of_kind(log, Kind.MEETING_BOOKED),
            "value",
        ),
        "onboarding, at the start": (Work.ONBOARDING, of_kind(log, Kind.CUSTOMER_STARTED), "time"),
        "closing, at the win": (Work.CLOSING, of_kind(log, Kind.DEAL_WON), "time"),
    }
    checks = []
    for what, (work, causing, column) in causes.items():
        done = work_of(log, work)
        last = np.full(int(max(done["subject"].max(), causing["subject"].max())) + 1, -1, np.int64)
        last[causing["subject"]] = causing[column]
        share = float(np.mean(last[done["subject"]] == done["value"]))
        checks.append(Check(f"In time: {what}", share, 1.0, 0.0, "%"))
    return checks


def _draw(figure: Figure, waiting: dict[str, Little]) -> None:
    """Draw both sides of the law for every role that lets work wait, on a logarithmic axis."""
    from sim.report.canvas import quiet
    from sim.report.palette import INK, role_colour

    shown = {name: law for name, law in waiting.items() if law.number > 0}
    axes = figure.subplots()
    for place, (name, law) in enumerate(shown.items()):
        axes.errorbar(law.rate_times_mean, place, xerr=law.bound, color=INK, elinewidth=0.8)
        axes.plot(law.rate_times_mean, place, "|", color=INK, markersize=16)
        axes.plot(law.number, place, "o", color=role_colour(name), markersize=6)
    axes.set_yticks(range(len(shown)), list(shown))
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.set_xlabel("Mean number of tasks waiting: swept (points), rate x mean wait (ticks)")
    quiet(axes, "x")
