"""KPIs of reps, capacity, people and leaders, from the tally."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.attainment import rep_years
from sim.metrics.ledger import FUNCTIONS, POSITION, ledger_of
from sim.metrics.ratios import quantiles, ratio
from sim.metrics.registry import ACTIVITY_CODES
from sim.metrics.tables import MONTH, YEAR, Flow, InSeat, InWork, State, Tally
from sim.metrics.totals import Totals, Values
from sim.params import Params
from sim.vocabulary import Role, Work
from sim.worktime import DAY, HOUR

QUARTERS_PER_YEAR = 4
SEVERANCE = [POSITION[f"{function}.severance"] for function in FUNCTIONS]
CLOSING_WITH_BUYER = 0.5
"""Part of closing work that counts as time with the buyer, as in the closed-form company."""


def rep_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return coverage, attainment and selling time of AEs."""
    pipeline, coverage = _coverage(params, counted)
    attained = rep_years(counted).attainment
    share, by_segment = _selling_time(params, counted)
    return {
        ("pipeline_coverage", ""): coverage,
        ("open_pipeline", ""): pipeline,
        ("attainment_mean", ""): attained.mean() if len(attained) else np.nan,
        ("attainment_median", ""): quantiles(attained, 0.5)[0],
        ("share_at_quota", ""): ratio(np.count_nonzero(attained >= 1), len(attained)),
        ("selling_time_share", ""): share,
        ("selling_time_share", "segment"): by_segment,
    }


def _coverage(params: Params, counted: Tally) -> tuple[float, float]:
    """Return mean open pipeline in dollars and mean coverage over the horizon's quarter starts."""
    quarters = np.asarray(params.run.quarter_starts)
    quarters = quarters[(quarters >= counted.warm_up_ends) & (quarters < counted.ends)]
    if len(quarters) == 0:
        return np.nan, np.nan
    state = counted.state[np.searchsorted(counted.edges, quarters)] / 100
    pipeline, quota = state[:, State.PIPELINE], state[:, State.QUOTA]
    return float(pipeline.mean()), float(np.mean(ratio(pipeline, quota / QUARTERS_PER_YEAR)))


def _selling_time(params: Params, counted: Tally) -> tuple[float, NDArray[np.float64]]:
    """Return the AEs' share of time with buyers, in all and by the seats' segment."""
    seats = np.flatnonzero(params.seat["role"] == Role.AE)
    segment, free = counted.seat_segment[seats], counted.free[seats]
    meeting = np.where(
        segment >= 0,
        params.segment["meeting_share"][segment],
        params.segment["meeting_share"].mean(),
    )
    selling = (
        free[:, Work.DISCOVERY_CALL]
        + free[:, Work.PROSPECTING]
        + meeting * (free[:, Work.SELLING] + free[:, Work.EXPANDING])
        + CLOSING_WITH_BUYER * free[:, Work.CLOSING]
    )
    office = counted.by_seat[seats, InSeat.OFFICE]
    segments = [segment == number for number in range(len(params.segment))]
    parts = [ratio(selling[mine].sum(), office[mine].sum()) for mine in segments]
    return ratio(selling.sum(), office.sum()), np.array(parts)


def capacity_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return utilisation, waiting, backlog and ramp by role and job, and what changes hands."""
    office, work = counted.by_seat[:, InSeat.OFFICE], counted.work.sum(axis=1)
    used = counted.admin + counted.free.sum(axis=1)
    values: Values = {}
    for dimension, groups, count in _groupings(params):
        add = _adder(groups, count)
        waited = add(work[:, InWork.WAITED])
        values["utilisation", dimension] = ratio(add(used), add(office))
        values["busy", dimension] = ratio(add(work[:, InWork.SECONDS]), add(office))
        values["waiting", dimension] = ratio(waited / HOUR, add(work[:, InWork.BEGUN]))
        values["backlog", dimension] = ratio(waited, totals.office)
        values["attrition", dimension] = ratio(
            add(counted.by_seat[:, InSeat.DEPARTURES]), add(totals.occupied) / YEAR
        )
        values["on_ramp", dimension] = 1 - ratio(
            add(counted.ramped.sum(axis=1)), add(totals.occupied)
        )
    missed = totals.flow[Flow.SE_MISSED]
    supported = counted.work[:, Work.EVALUATING, InWork.BEGUN].sum()
    return values | {
        ("se_missed_share", ""): ratio(missed, missed + supported),
        ("owner_changes", ""): totals.flow[Flow.OWNER_CHANGES] / totals.years,
        ("corrections", ""): totals.flow[Flow.CORRECTIONS] / totals.years,
        ("overflowed", ""): totals.flow[Flow.OVERFLOWED] / totals.years,
        ("spilled", ""): totals.flow[Flow.SPILLED] / totals.years,
    }


def _groupings(params: Params) -> tuple[tuple[str, NDArray[np.int64], int], ...]:
    """Return the dimensions by which seats are grouped."""
    return (
        ("role", params.seat["role"], len(Role)),
        ("job", params.seat["job"], len(params.job)),
    )


def _adder(groups: NDArray[np.int64], count: int) -> Any:
    """Return a function that sums values of seats by group."""

    def add(values: NDArray[Any]) -> NDArray[np.float64]:
        weights = values.astype(np.float64)
        return np.bincount(groups, weights, count).astype(np.float64, copy=False)

    return add


def people_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return headcount, vacancies and quits."""
    open_seconds = counted.opened[:, counted.horizon_edge :].sum()
    occupied = totals.occupied.sum()
    return {
        ("headcount", ""): occupied / totals.seconds,
        ("vacant_seats", ""): (open_seconds - occupied) / totals.seconds,
        ("quits_per_year", ""): totals.flow[Flow.QUITS] / totals.years,
        ("rule_hires", ""): totals.flow[Flow.RULE_HIRES],
        ("frozen_days", ""): totals.flow[Flow.DELAY_SECONDS] / DAY,
        ("layoffs", ""): totals.flow[Flow.LAYOFFS],
        ("severance", ""): ledger_of(params, counted)[counted.horizon_edge :, SEVERANCE].sum()
        / 100,
        ("promotions_per_year", ""): totals.flow[Flow.PROMOTIONS] / totals.years,
        ("vacancy_days", ""): ratio(totals.flow[Flow.FILL_SECONDS] / DAY, totals.flow[Flow.FILLED]),
    }


def leader_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return the hours leaders delivered.  Hours are concentrated work: office hours x focus."""
    role = params.seat["role"]
    leaders, coached = role >= Role.TEAM_LEAD, role <= Role.CSM
    hours = counted.free * params.operations.availability / HOUR
    by_work = hours[leaders].sum(axis=0) / totals.months
    sponsored = counted.work[:, Work.SPONSORING, InWork.BEGUN].sum()
    return {
        ("coaching_hours", ""): ratio(
            counted.coached[coached].sum() / HOUR, totals.occupied[coached].sum() / MONTH
        ),
        ("alignment_hours", ""): by_work[Work.ALIGNING],
        ("sponsored_deals", ""): sponsored / totals.years,
        ("leader_hours", "activity"): by_work[list(ACTIVITY_CODES)],
        ("leader_hours", "attention"): _attention(role, hours) / totals.months,
        **_agenda(role, leaders, counted),
        ("touches_by_leaders", ""): ratio(
            counted.work[leaders, Work.TOUCHING, InWork.BEGUN].sum(),
            counted.work[:, Work.TOUCHING, InWork.BEGUN].sum(),
        ),
        ("crowded_out", ""): counted.by_seat[leaders, InSeat.CROWDED_OUT].sum() / totals.months,
    }


AGENDA = (
    Work.COACHING,
    Work.ATTENDING,
    Work.INSPECTION,
    Work.ALIGNING,
    Work.STANDING,
    Work.HYGIENE,
    Work.DASHBOARDS,
    Work.ENABLEMENT,
    Work.ANALYSIS,
    Work.STRATEGY,
)
"""The work of which a leader's agenda has an item a week."""


def _attention(role: NDArray[np.int64], hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return hours by role and activity, row by row."""
    add = _adder(role, len(Role))
    return np.stack([add(hours[:, code]) for code in ACTIVITY_CODES], axis=1).ravel()


def _agenda(role: NDArray[np.int64], leaders: NDArray[np.bool_], counted: Tally) -> Values:
    """Return the share of the agenda's items that were begun, in all and by leaders' role."""
    begun = counted.work[:, AGENDA, InWork.BEGUN].sum(axis=1) * leaders
    crowded_out = counted.by_seat[:, InSeat.CROWDED_OUT] * leaders
    add = _adder(role, len(Role))
    done, intended = add(begun), add(begun + crowded_out)
    return {
        ("agenda_delivered", ""): ratio(done.sum(), intended.sum()),
        ("agenda_delivered", "leader"): ratio(done, intended),
    }
