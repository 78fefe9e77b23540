"""One pass over the event log, once and compiled: everything the KPIs are made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.jit import inner_jit, jit
from sim.metrics import counting as count
from sim.metrics import presence as people
from sim.metrics.references import TallyReference
from sim.metrics.tables import Flow, InSeat, InSegment, Tally, empty_tally
from sim.params import Params
from sim.vocabulary import Action, Kind


def tally(params: Params, log: np.ndarray) -> Tally:
    """Count everything in the log; an empty log gives zeros."""
    counted = empty_tally(params, *sizes(log))
    fill(counted, log)
    return counted


@jit
def sizes(log: np.ndarray) -> tuple[int, int, int]:
    """Return how many leads, deals and customers the log numbers."""
    leads, deals, customers = 0, 0, 0
    for row in log:
        kind, number = row["kind"], row["subject"] + 1
        if Kind.LEAD_CREATED <= kind <= Kind.MEETING_HELD:
            leads = max(leads, number)
        elif Kind.OPPORTUNITY_OPENED <= kind <= Kind.DEAL_LOST:
            deals = max(deals, number)
        elif Kind.CUSTOMER_STARTED <= kind <= Kind.CUSTOMER_CHURNED:
            customers = max(customers, number)
    return leads, deals, customers


@jit
def fill(counted: Tally, log: np.ndarray) -> None:
    """Go through the log in order; rows at or after the end of the run are not read."""
    t = TallyReference(*counted)
    edges, ends, horizon = counted.edges, counted.ends, counted.horizon_edge
    edge, piece, until = 0, 0, 1
    for row in log:
        time, kind = row["time"], row["kind"]
        if time >= until:
            if time >= ends:
                break
            while time >= until:
                _cross(t, edge)
                edge += 1
                piece, until = edge - 1, edges[edge]
        if kind == Kind.WORK_DONE:
            people.work_done(t, row, piece)
        elif kind <= Kind.RESPONSE_CORRECTED:
            _count_lead(t, row, piece, piece >= horizon)
        elif kind <= Kind.DEAL_LOST:
            _count_deal(t, row, piece, piece >= horizon)
        elif kind <= Kind.CUSTOMER_CHURNED:
            _count_customer(t, row, piece, piece >= horizon)
        elif Kind.CHAMPION_LEFT <= kind <= Kind.CAMPAIGN_OCCASION:
            count.customer_cared_for(t, row, piece)
        elif kind <= Kind.CROWDED_OUT:
            _count_person(t, row, piece, piece >= horizon)
        elif kind <= Kind.FORECAST_MADE:
            _count_price(t, row, piece)
        elif kind <= Kind.BUDGET_MOVED:
            _count_operations(t, row, piece, piece >= horizon)
        elif kind < Kind.WORK_OVERFLOWED:
            _count_change(t, row, piece)
        else:
            _count_desk(t, row, piece)
    _finish(t, edge)


@inner_jit
def _finish(t: Tally, edge: int) -> None:
    """Cross the edges that no event reached and end the spells of those still there."""
    for last in range(edge, len(t.edges)):
        _cross(t, last)
    for seat in range(len(t.seat_ramp)):
        people.end_spell(t, seat, t.ends)
        people.end_seat(t, seat, t.ends)


@inner_jit
def _cross(t: Tally, edge: int) -> None:
    """Close the piece that ends here and note the state; mark the cohort at its two borders."""
    count.accrue(t, max(edge - 1, 0), t.edges[edge])
    for channel in range(t.channels):
        count.spend(t, channel, max(edge - 1, 0), t.edges[edge])
    t.state[edge] = t.now
    if 0 < edge < len(t.adopted):
        t.adopted[edge] = t.adopted[edge - 1]
    if edge == t.horizon_edge:
        for customer in t.customer:
            customer["before"] = customer["cents"]
    if edge == t.cohort_edge:
        for customer in t.customer:
            customer["after"] = customer["cents"]


@inner_jit
def _count_lead(t: Tally, row: Any, piece: int, counts: bool) -> None:
    kind = row["kind"]
    if kind == Kind.LEAD_CREATED:
        count.lead_created(t, row, piece, counts)
    elif kind == Kind.LEAD_MARKETING_QUALIFIED:
        count.lead_qualified(t, row, piece, counts)
    elif kind == Kind.LEAD_RECYCLED:
        t.lead[row["subject"]]["ended"] = 0
    elif kind == Kind.LEAD_ENDED:
        t.lead[row["subject"]]["ended"] = 1
    elif kind == Kind.RESPONSE_CORRECTED:
        t.flow[piece, Flow.CORRECTIONS] += 1


@inner_jit
def _count_deal(t: Tally, row: Any, piece: int, counts: bool) -> None:
    kind = row["kind"]
    if kind == Kind.MEETING_BOOKED:
        count.meeting_booked(t, row, piece, counts)
    elif kind == Kind.MEETING_MISSED:
        t.flow[piece, Flow.MISSED] += 1
    elif kind == Kind.MEETING_HELD:
        count.meeting_held(t, row, piece, counts)
    elif kind == Kind.OPPORTUNITY_OPENED:
        count.deal_opened(t, row, piece, counts)
    elif kind == Kind.STAGE_ENTERED:
        count.stage_entered(t, row, counts)
    elif kind == Kind.SE_UNAVAILABLE:
        t.flow[piece, Flow.SE_MISSED] += 1
    elif kind == Kind.DEAL_WON:
        count.deal_won(t, row, piece, counts)
    elif kind == Kind.DEAL_LOST:
        count.deal_lost(t, row, piece, counts)


@inner_jit
def _count_customer(t: Tally, row: Any, piece: int, counts: bool) -> None:
    kind = row["kind"]
    if kind == Kind.CUSTOMER_STARTED:
        count.customer_started(t, row, piece)
    elif kind == Kind.CUSTOMER_LIVE:
        count.customer_live(t, row, piece)
    elif kind == Kind.CUSTOMER_RENEWED:
        if counts:
            t.by_segment[row["code"], InSegment.RENEWALS] += 1
    elif kind == Kind.CUSTOMER_CONTRACTED:
        count.customer_shrank(t, row, piece, counts)
    elif kind == Kind.CUSTOMER_EXPANDED:
        count.customer_grew(t, row, piece, counts)
    elif kind == Kind.CUSTOMER_CHURNED:
        count.customer_churned(t, row, piece, counts)


@inner_jit
def _count_person(t: Tally, row: Any, piece: int, counts: bool) -> None:
    kind = row["kind"]
    if kind == Kind.OWNER_CHANGED:
        t.flow[piece, Flow.OWNER_CHANGES] += 1
    elif kind == Kind.PERSON_LEFT:
        people.person_left(t, row, piece, counts)
    elif kind == Kind.PERSON_JOINED:
        people.person_joined(t, row, piece)
    elif kind == Kind.CROWDED_OUT and counts:
        t.by_seat[row["seat"], InSeat.CROWDED_OUT] += 1


@inner_jit
def _count_change(t: Tally, row: Any, piece: int) -> None:
    kind = row["kind"]
    if kind == Kind.SEAT_OPENED:
        people.seat_opened(t, row)
    elif kind == Kind.SEAT_CLOSED:
        people.seat_closed(t, row)
    elif kind == Kind.HIRING_DELAYED:
        t.flow[piece, Flow.DELAY_SECONDS] += min(row["value"], t.ends) - row["time"]
    elif kind == Kind.RULE_ACTED and row["code"] == Action.HIRE:
        t.flow[piece, Flow.RULE_HIRES] += 1


@inner_jit
def _count_price(t: Tally, row: Any, piece: int) -> None:
    kind = row["kind"]
    if kind == Kind.QUOTA_SET:
        people.quota_set(t, row)
    elif kind == Kind.COMMISSION_EARNED:
        t.flow[piece, Flow.COMMISSION] += row["value"]
    elif kind == Kind.DISCOUNT_GRANTED:
        count.discount_granted(t, row, piece)
    elif kind == Kind.OFFER_MADE:
        t.flow[piece, Flow.OFFERS] += 1
    elif kind == Kind.OFFER_ACCEPTED:
        t.deal[row["subject"]]["discount"] = row["value"]
        t.flow[piece, Flow.OFFERS_ACCEPTED] += 1
    elif kind == Kind.DEAL_SLIPPED:
        t.flow[piece, Flow.SLIPPED] += 1
    elif kind == Kind.FORECAST_MADE:
        month = np.searchsorted(t.fiscal, row["time"], side="right") - 1
        t.forecast[month] += row["value"]
        t.commit[month] += row["since"]


@inner_jit
def _count_operations(t: Tally, row: Any, piece: int, counts: bool) -> None:
    kind = row["kind"]
    if kind == Kind.STATE_RECORDED:
        count.state_recorded(t, row, piece, counts)
    elif kind == Kind.LEAD_MISROUTED:
        t.flow[piece, Flow.MISROUTED] += 1
    elif kind == Kind.BUDGET_MOVED:
        count.spend(t, row["code"], piece, row["time"])
        t.spend[row["code"]] = row["value"]


@inner_jit
def _count_desk(t: Tally, row: Any, piece: int) -> None:
    kind = row["kind"]
    if kind == Kind.WORK_OVERFLOWED:
        t.flow[piece, Flow.OVERFLOWED] += 1
    elif kind == Kind.WORK_SPILLED:
        t.flow[piece, Flow.SPILLED] += 1
    elif kind == Kind.MEETING_CONFIRMED:
        t.flow[piece, Flow.CONFIRMED] += 1
