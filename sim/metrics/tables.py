"""What one pass over the event log fills: the tables of the tally.

Time is cut into *pieces* at every month, every fiscal quarter and the borders of the horizon, so
that months, the horizon and the state when a quarter begins are sums over pieces or snapshots at
their edges.  The horizon is half-open: it begins with ``warm_up_ends`` and excludes ``ends``.
Money is integer cents, time integer seconds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.metrics.registry import OUTSIDE_SOURCES
from sim.params import OperationsParams, Params
from sim.vocabulary import Measure, ReasonNames, Stage, WorkNames
from sim.worktime import DAY

Integers = NDArray[np.int64]
YEAR = 365.25 * DAY
MONTH = YEAR / 12
COHORT = 365 * DAY
"""How long a cohort is followed."""
NEVER = -1

LEAD = np.dtype(
    [
        ("qualified", "i8"),
        ("touched", "i8"),
        ("response", "i8"),
        ("segment", "i2"),
        ("source", "i2"),
        ("booked", "i1"),
        ("ended", "i1"),
    ]
)
DEAL = np.dtype(
    [
        ("opened", "i8"),
        ("closed", "i8"),
        ("cents", "i8"),
        ("seat", "i4"),
        ("segment", "i2"),
        ("source", "i2"),
        ("outcome", "i2"),
        ("discount", "i4"),
    ]
)
CUSTOMER = np.dtype(
    [
        ("started", "i8"),
        ("ended", "i8"),
        ("cents", "i8"),
        ("before", "i8"),
        ("after", "i8"),
        ("segment", "i2"),
    ]
)
HOLDER = np.dtype(
    [
        ("joined", "i8"),
        ("hired", "i8"),
        ("opened", "i8"),
        ("ramp", "i8"),
        ("quota", "i8"),
        ("quota_since", "i8"),
    ]
)


class FlowNames(NamedTuple):
    """Columns of ``Tally.flow``: what is counted in every piece."""

    NEW_ARR: int = 0
    EXPANSION: int = 1
    CONTRACTION: int = 2
    CHURNED: int = 3
    COMMISSION: int = 4
    LEADS: int = 5
    MQL: int = 6
    BOOKED: int = 7
    HELD: int = 8
    SAO: int = 9
    WINS: int = 10
    LOSSES: int = 11
    LIVE: int = 12
    LIVE_SECONDS: int = 13
    OWNER_CHANGES: int = 14
    CORRECTIONS: int = 15
    SE_MISSED: int = 16
    QUITS: int = 17
    FILLED: int = 18
    FILL_SECONDS: int = 19
    DISCOUNTS_ASKED: int = 20
    DISCOUNTS_CUT: int = 21
    OFFERS: int = 22
    OFFERS_ACCEPTED: int = 23
    SLIPPED: int = 24
    MISROUTED: int = 25
    MISSED: int = 26
    REBOOKED: int = 27
    CONFIRMED: int = 28
    OVERFLOWED: int = 29
    SPILLED: int = 30
    CHAMPIONS_LEFT: int = 31
    CHAMPIONS_WON: int = 32
    SAVES: int = 33
    SAVES_WORKED: int = 34
    ESCALATIONS: int = 35
    HELPED: int = 36
    CAMPAIGN_OCCASIONS: int = 37
    EXPANSION_BY_AE: int = 38
    PROMOTIONS: int = 39
    LAYOFFS: int = 40
    DELAY_SECONDS: int = 41
    RULE_HIRES: int = 42


class StateNames(NamedTuple):
    """Columns of ``Tally.state``: what stands at every edge, before the events of that second.

    At the first edge the initial state counts as standing.  ``ARR_SINCE`` is when ARR last changed,
    ``QUOTA`` the yearly quotas in force of the seats that are there.
    """

    ARR: int = 0
    CUSTOMERS: int = 1
    PIPELINE: int = 2
    DEALS: int = 3
    ARR_SINCE: int = 4
    QUOTA: int = 5


class SegmentNames(NamedTuple):
    """Columns of ``Tally.by_segment``."""

    NEW_ARR: int = 0
    EXPANSION: int = 1
    CONTRACTION: int = 2
    CHURNED: int = 3
    SAO: int = 4
    WINS: int = 5
    LOSSES: int = 6
    NO_DECISION: int = 7
    RENEWALS: int = 8
    CHURNS: int = 9


class SourceColumns(NamedTuple):
    """Columns of ``Tally.by_source``."""

    LEADS: int = 0
    MQL: int = 1
    BOOKED: int = 2
    HELD: int = 3
    SAO: int = 4
    WINS: int = 5
    NEW_ARR: int = 6


class WorkColumns(NamedTuple):
    """Last axis of ``Tally.work``: office seconds worked, pieces begun, office seconds waited."""

    SECONDS: int = 0
    BEGUN: int = 1
    WAITED: int = 2


class SeatColumns(NamedTuple):
    """Columns of ``Tally.by_seat``.

    ``OFFICE`` are the office seconds the seat was occupied, ``DEPARTURES`` the holders who left it,
    for whatever reason.
    """

    OFFICE: int = 0
    DEPARTURES: int = 1
    WINS: int = 2
    LOSSES: int = 3
    BOOKED_CENTS: int = 4
    CROWDED_OUT: int = 5


Flow, State, InSegment, InSource = FlowNames(), StateNames(), SegmentNames(), SourceColumns()
InWork, InSeat = WorkColumns(), SeatColumns()


class Tally(NamedTuple):
    """What the pass knows of the company and the run, and what it counts.

    Arrays without a piece axis cover the horizon.
    """

    # --- what it knows
    office_before: Integers
    """[days + 1] office seconds before midnight of each day."""
    office_opens: int
    edges: Integers
    """[pieces + 1] where the pieces of time begin and end."""
    horizon_edge: int
    cohort_edge: int
    """Edge until which the cohort of the horizon's first day is followed."""
    warm_up_ends: int
    ends: int
    channels: int
    seat_role: Integers
    seat_segment: Integers
    seat_ramp: Integers
    promotion_ramp: float
    """Factor on the ramp of who comes from another seat."""
    seat_admin: NDArray[np.float64]
    operations: OperationsParams
    # --- what it counts
    flow: Integers
    """[pieces, flows]"""
    state: Integers
    """[edges, states]"""
    now: Integers
    """[states] running state; at the end of the pass the state at the end of the run."""
    arr_seconds: Integers
    """[pieces] integral of ARR over time, cents x seconds."""
    by_segment: Integers
    by_source: Integers
    """[channels + 4, columns]; the row behind the channels, inbound, stays 0 in the pass."""
    by_stage: Integers
    """[stages, 2] deals that left the stage forward, and lost."""
    by_reason: Integers
    """[reasons] deals lost."""
    work: Integers
    """[seats, works, columns]"""
    free: NDArray[np.float64]
    """[seats, works] office seconds worked, without the administration that went with them."""
    admin: NDArray[np.float64]
    """[seats] office seconds of administration while the seat was occupied, idle or not."""
    adopted: NDArray[np.float64]
    """[pieces] tool adoption in force."""
    spend: Integers
    """[channels] programme spend per month in force, cents."""
    spend_since: Integers
    """[channels] when it last changed."""
    spend_seconds: Integers
    """[pieces, channels] integral of spend per month over time, cents x seconds."""
    measured: Integers
    """[measures, 2] sum of the months' values in millionths, and how many."""
    by_seat: Integers
    coached: NDArray[np.float64]
    """[seats] seconds of coaching received, in the coach's concentrated work."""
    occupied: Integers
    """[seats, pieces] wall seconds."""
    hires: Integers
    """[seats, pieces]"""
    opened: Integers
    """[seats, pieces] wall seconds for which the seat was there, held or vacant."""
    severed: Integers
    """[seats, pieces] people who left because their seat was closed."""
    ramped: Integers
    """[seats, years] wall seconds with a ramped holder, in years of the horizon."""
    ramped_cents: Integers
    """[seats, years] ACV sold by a ramped holder."""
    ramped_quota: Integers
    """[seats, years] integral of the yearly quota in force over that time, cents x seconds."""
    asked: Integers
    """[seats] integral of the yearly quota in force over the time occupied, cents x seconds."""
    fiscal: Integers
    """[months] when each calendar month of the run begins: forecasts are made then."""
    forecast: Integers
    """[months] all AEs' 90-day forecasts, cents."""
    commit: Integers
    """[months] of which commit: deals believed in above ``forecast.commit_level``, cents."""
    holder: np.ndarray
    """[seats] who holds the seat now, and since when the seat is there."""
    lead: np.ndarray
    deal: np.ndarray
    customer: np.ndarray
    """One row per number of the log; what the log does not number stays all 0."""


def empty_tally(params: Params, leads: int, deals: int, customers: int) -> Tally:
    """Cut the run into pieces; seats are vacant, leads untouched, counts 0."""
    run, clock, job = params.run, params.clock, params.job[params.seat["job"]]
    cohort_ends = min(run.warm_up_ends + COHORT, run.ends)
    edges = _edges(params, cohort_ends)
    pieces, seats, years = len(edges) - 1, len(job), horizon_years(params)
    return Tally(
        office_before=_column(clock.office_before),
        office_opens=int(clock.opens),
        edges=edges,
        horizon_edge=int(np.searchsorted(edges, run.warm_up_ends)),
        cohort_edge=int(np.searchsorted(edges, cohort_ends)),
        warm_up_ends=int(run.warm_up_ends),
        ends=int(run.ends),
        channels=len(params.channel),
        seat_role=_column(params.seat["role"]),
        seat_segment=_column(params.seat["segment"]),
        seat_ramp=_column(job["ramp"]),
        promotion_ramp=float(params.people.promotion_ramp),
        seat_admin=np.ascontiguousarray(job["admin_share"], dtype=np.float64),
        operations=params.operations,
        flow=_zeros(pieces, len(Flow)),
        state=_zeros(pieces + 1, len(State)),
        now=_zeros(len(State)),
        arr_seconds=_zeros(pieces),
        by_segment=_zeros(len(params.segment), len(InSegment)),
        by_source=_zeros(len(params.channel) + len(OUTSIDE_SOURCES), len(InSource)),
        by_stage=_zeros(Stage.WON, 2),
        by_reason=_zeros(max(ReasonNames()) + 1),
        work=_zeros(seats, max(WorkNames()) + 1, len(InWork)),
        free=np.zeros((seats, max(WorkNames()) + 1)),
        admin=np.zeros(seats),
        adopted=np.full(pieces, params.operations.adoption_start),
        spend=_column(params.channel["spend_per_month"]).copy(),
        spend_since=_zeros(len(params.channel)),
        spend_seconds=_zeros(pieces, len(params.channel)),
        measured=_zeros(len(Measure), 2),
        by_seat=_zeros(seats, len(InSeat)),
        coached=np.zeros(seats),
        occupied=_zeros(seats, pieces),
        hires=_zeros(seats, pieces),
        opened=_zeros(seats, pieces),
        severed=_zeros(seats, pieces),
        ramped=_zeros(seats, years),
        ramped_cents=_zeros(seats, years),
        ramped_quota=_zeros(seats, years),
        asked=_zeros(seats),
        fiscal=_column(run.fiscal_starts),
        forecast=_zeros(len(run.fiscal_starts)),
        commit=_zeros(len(run.fiscal_starts)),
        holder=_nobody(params),
        lead=np.zeros(leads, LEAD),
        deal=np.zeros(deals, DEAL),
        customer=np.zeros(customers, CUSTOMER),
    )


def _nobody(params: Params) -> np.ndarray:
    """Return vacant seats without a quota; those of the first day are there."""
    holder = np.full(len(params.seat), NEVER, HOLDER)
    holder["quota"] = 0
    holder["opened"][params.seat["starts"] == 0] = 0
    return holder


def _edges(params: Params, cohort_ends: int) -> Integers:
    """Return the cuts of time: months, fiscal quarters and the borders of horizon and cohort."""
    run = params.run
    cuts = (run.month_starts, run.quarter_starts, [0, run.warm_up_ends, cohort_ends, run.ends])
    times = np.concatenate(cuts).astype(np.int64)
    return np.unique(times[(times >= 0) & (times <= run.ends)])


def horizon_years(params: Params) -> int:
    """Return how many years the horizon has begun."""
    return max(1, int(np.ceil((params.run.ends - params.run.warm_up_ends) / YEAR)))


def _column(values: np.ndarray) -> Integers:
    return np.ascontiguousarray(values, dtype=np.int64)


def _zeros(*shape: int) -> Integers:
    return np.zeros(shape, dtype=np.int64)
