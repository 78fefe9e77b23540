"""What people add to the tally: work done, hours waited, seats taken and left.

Work is clipped at the beginning of the horizon; work unfinished at the end of the run is not in
the log.  All times are seconds; hours worked are office seconds as the log has them.
"""

from __future__ import annotations

from typing import Any

from sim.jit import inner_jit, jit
from sim.metrics.tables import NEVER, YEAR, Flow, InSeat, Integers, InWork, State, Tally
from sim.rules.sales_ops import admin_share
from sim.vocabulary import Reason, Work
from sim.worktime import DAY


@jit
def office_at(office_before: Integers, opens: int, time: int) -> int:
    """Return ``worktime.office_at``, from the one array it needs: passing the calendar costs more.

    A day's office hours are the step of ``office_before``; it is 0 on a day off.
    """
    day = time // DAY
    if day < 0:
        return 0
    if day + 1 >= len(office_before):
        return office_before[-1]
    hours = office_before[day + 1] - office_before[day]
    return office_before[day] + min(max(time - day * DAY - opens, 0), hours)


@inner_jit
def office_between(t: Tally, begin: int, end: int) -> int:
    """Return the office seconds between two wall times, 0 if they are the same."""
    if end <= begin:
        return 0
    before, opens = t.office_before, t.office_opens
    return office_at(before, opens, end) - office_at(before, opens, begin)


@inner_jit
def work_done(t: Tally, row: Any, piece: int) -> None:
    """Count one piece of work: office seconds in the horizon, and the wait if it began there."""
    seat, work, begun = row["seat"], row["code"], row["since"]
    if work == Work.TOUCHING:
        _first_touch(t, row)
    if row["time"] <= t.warm_up_ends or seat < 0:
        return
    cell, seconds = t.work[seat, work], row["other"]
    if begun >= t.warm_up_ends:
        cell[InWork.BEGUN] += 1
        cell[InWork.WAITED] += office_between(t, row["value"], begun)
    else:
        seconds = office_between(t, t.warm_up_ends, row["time"])
    cell[InWork.SECONDS] += seconds
    while t.edges[piece] > begun and piece > 0:
        piece -= 1
    free = seconds * (1.0 - _admin_share(t, seat, piece))
    t.free[seat, work] += free
    if work == Work.COACHING and 0 <= row["subject"] < len(t.coached):
        t.coached[row["subject"]] += free * t.operations.availability


@inner_jit
def _admin_share(t: Tally, seat: int, piece: int) -> float:
    """Return the seat's share of administration in a piece of time."""
    return admin_share(t.operations, t.seat_admin[seat], t.adopted[piece])


@inner_jit
def _first_touch(t: Tally, row: Any) -> None:
    """Note when a lead was first worked on and how long it had waited since it was an MQL."""
    number = row["subject"]
    if not 0 <= number < len(t.lead) or t.lead[number]["touched"] != NEVER:
        return
    lead = t.lead[number]
    lead["touched"] = row["since"]
    if lead["qualified"] >= t.warm_up_ends:
        lead["response"] = office_between(t, lead["qualified"], row["since"])


@inner_jit
def person_joined(t: Tally, row: Any, piece: int) -> None:
    """Seat a new holder; at time 0 the people in place keep their date of hire."""
    seat, time = row["seat"], row["time"]
    t.holder[seat]["joined"] = time
    t.holder[seat]["hired"] = row["since"] if time == 0 else time
    t.holder[seat]["ramp"] = t.seat_ramp[seat]
    t.holder[seat]["quota_since"] = time
    if time > 0:
        if row["code"] == Reason.PROMOTED:
            t.flow[piece, Flow.PROMOTIONS] += 1
            t.holder[seat]["ramp"] = int(t.seat_ramp[seat] * t.promotion_ramp)
        else:
            t.hires[seat, piece] += 1
        if time > row["since"]:
            t.flow[piece, Flow.FILLED] += 1
            t.flow[piece, Flow.FILL_SECONDS] += time - row["since"]


@inner_jit
def person_left(t: Tally, row: Any, piece: int, counts: bool) -> None:
    seat = row["seat"]
    end_spell(t, seat, row["time"])
    t.holder[seat]["joined"] = NEVER
    if row["code"] == Reason.LAID_OFF or row["code"] == Reason.REORGANISED:
        t.severed[seat, piece] += 1
        t.flow[piece, Flow.LAYOFFS] += 1
    elif row["code"] != Reason.PROMOTED:
        t.flow[piece, Flow.QUITS] += 1
    if counts:
        t.by_seat[seat, InSeat.DEPARTURES] += 1


@inner_jit
def seat_opened(t: Tally, row: Any) -> None:
    t.holder[row["seat"]]["opened"] = row["time"]
    t.now[State.QUOTA] += t.holder[row["seat"]]["quota"]


@inner_jit
def seat_closed(t: Tally, row: Any) -> None:
    """Close a seat; one that was only planned was never there."""
    seat = row["seat"]
    if t.holder[seat]["opened"] != NEVER:
        t.now[State.QUOTA] -= t.holder[seat]["quota"]
        end_seat(t, seat, row["time"])
    t.holder[seat]["opened"] = NEVER


@inner_jit
def end_seat(t: Tally, seat: int, end: int) -> None:
    """Book the time that the seat was there."""
    begin = t.holder[seat]["opened"]
    if begin == NEVER:
        return
    for piece in range(len(t.edges) - 1):
        first, last = max(begin, t.edges[piece]), min(end, t.edges[piece + 1])
        t.opened[seat, piece] += max(0, last - first)


@inner_jit
def end_spell(t: Tally, seat: int, end: int) -> None:
    """Book the time that the present holder of the seat was there."""
    begin = t.holder[seat]["joined"]
    if begin == NEVER:
        return
    for piece in range(len(t.edges) - 1):
        first, last = max(begin, t.edges[piece]), min(end, t.edges[piece + 1])
        t.occupied[seat, piece] += max(0, last - first)
        if piece >= t.horizon_edge:
            t.admin[seat] += office_between(t, first, last) * _admin_share(t, seat, piece)
    t.by_seat[seat, InSeat.OFFICE] += office_between(t, max(begin, t.warm_up_ends), end)
    _ask(t, seat, end)


@inner_jit
def quota_set(t: Tally, row: Any) -> None:
    """Put a seat's new yearly quota in force, and the sum of the seats that are there."""
    seat, cents = row["seat"], row["value"]
    if t.holder[seat]["joined"] != NEVER:
        _ask(t, seat, row["time"])
    if t.holder[seat]["opened"] != NEVER:
        t.now[State.QUOTA] += cents - t.holder[seat]["quota"]
    t.holder[seat]["quota"] = cents


@inner_jit
def ramped_from(t: Tally, seat: int) -> int:
    """Return when the present holder of the seat is, or was, fully ramped."""
    return t.holder[seat]["hired"] + t.holder[seat]["ramp"]


@inner_jit
def _ask(t: Tally, seat: int, end: int) -> None:
    """Book the quota in force since it was set or the holder came: what was asked until ``end``."""
    begin, cents = t.holder[seat]["quota_since"], t.holder[seat]["quota"]
    t.holder[seat]["quota_since"] = end
    t.asked[seat] += cents * max(0, end - max(begin, t.warm_up_ends))
    begin = max(begin, ramped_from(t, seat))
    for year in range(t.ramped.shape[1]):
        first = max(begin, t.warm_up_ends + int(year * YEAR))
        last = min(end, t.warm_up_ends + int((year + 1) * YEAR))
        t.ramped[seat, year] += max(0, last - first)
        t.ramped_quota[seat, year] += cents * max(0, last - first)
