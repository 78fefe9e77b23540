"""What each logged event of a lead, a deal or a customer adds to the tally.

Every function takes one row of the log; ``piece`` is the piece of time that the row falls into,
``counts`` says whether that piece belongs to the horizon.
"""

from __future__ import annotations

from typing import Any

from sim.jit import inner_jit
from sim.metrics.presence import ramped_from
from sim.metrics.tables import NEVER, YEAR, Flow, InSeat, InSegment, InSource, State, Tally
from sim.vocabulary import Help, Kind, Measure, Reason, Role, Source, Stage


@inner_jit
def source_column(code: int, channels: int) -> int:
    """Return the column of a channel or source, -1 for deals of the initial state."""
    if 0 <= code < channels:
        return code
    if code == Source.BDR:
        return channels + 1
    if code == Source.SETTER:
        return channels + 2
    if code == Source.SELF_SOURCED:
        return channels + 3
    return -1


@inner_jit
def lead_created(t: Tally, row: Any, piece: int, counts: bool) -> None:
    source = source_column(row["code"], t.channels)
    lead = t.lead[row["subject"]]
    lead["segment"] = row["other"]
    lead["source"] = source
    lead["qualified"], lead["touched"] = NEVER, NEVER
    t.flow[piece, Flow.LEADS] += 1
    if counts and source >= 0:
        t.by_source[source, InSource.LEADS] += 1


@inner_jit
def lead_qualified(t: Tally, row: Any, piece: int, counts: bool) -> None:
    source = source_column(row["code"], t.channels)
    t.lead[row["subject"]]["qualified"] = row["time"]
    t.flow[piece, Flow.MQL] += 1
    if counts and source >= 0:
        t.by_source[source, InSource.MQL] += 1


@inner_jit
def meeting_booked(t: Tally, row: Any, piece: int, counts: bool) -> None:
    """Count a lead's first booking; re-bookings are the same meeting."""
    lead = t.lead[row["subject"]]
    if lead["booked"] == 1:
        t.flow[piece, Flow.REBOOKED] += 1
        return
    lead["booked"] = 1
    source = source_column(row["code"], t.channels)
    t.flow[piece, Flow.BOOKED] += 1
    if counts and source >= 0:
        t.by_source[source, InSource.BOOKED] += 1


@inner_jit
def meeting_held(t: Tally, row: Any, piece: int, counts: bool) -> None:
    source = source_column(row["code"], t.channels)
    t.flow[piece, Flow.HELD] += 1
    if counts and source >= 0:
        t.by_source[source, InSource.HELD] += 1


@inner_jit
def deal_opened(t: Tally, row: Any, piece: int, counts: bool) -> None:
    """Open a deal; those of the initial state are pipeline but no SAO."""
    source, lead = source_column(row["code"], t.channels), row["other"]
    deal = t.deal[row["subject"]]
    segment = t.lead[lead]["segment"] if lead >= 0 else t.seat_segment[row["seat"]]
    deal["opened"], deal["cents"] = row["time"], row["value"]
    deal["segment"], deal["source"], deal["seat"] = segment, source, row["seat"]
    deal["closed"], deal["outcome"] = NEVER, Stage.DISCOVERY
    t.now[State.DEALS] += 1
    t.now[State.PIPELINE] += row["value"]
    if source < 0:
        return
    t.flow[piece, Flow.SAO] += 1
    if counts:
        t.by_source[source, InSource.SAO] += 1
        if segment >= 0:
            t.by_segment[segment, InSegment.SAO] += 1


@inner_jit
def stage_entered(t: Tally, row: Any, counts: bool) -> None:
    """Move a deal on and keep the pipeline at its latest ACV; time 0 is the initial state."""
    deal, stage = t.deal[row["subject"]], row["code"]
    if stage >= Stage.WON:
        return
    t.now[State.PIPELINE] += row["value"] - deal["cents"]
    deal["cents"], deal["segment"] = row["value"], row["other"]
    if counts and stage > 0 and row["time"] > 0:
        t.by_stage[stage - 1, 0] += 1


@inner_jit
def _close(t: Tally, row: Any, outcome: int) -> None:
    deal = t.deal[row["subject"]]
    t.now[State.DEALS] -= 1
    t.now[State.PIPELINE] -= deal["cents"]
    deal["opened"], deal["closed"] = row["since"], row["time"]
    deal["cents"], deal["seat"], deal["outcome"] = row["value"], row["seat"], outcome


@inner_jit
def deal_won(t: Tally, row: Any, piece: int, counts: bool) -> None:
    _close(t, row, Stage.WON)
    deal, cents = t.deal[row["subject"]], row["value"]
    t.flow[piece, Flow.WINS] += 1
    t.flow[piece, Flow.NEW_ARR] += cents
    if not counts:
        return
    _credit(t, row)
    t.by_stage[Stage.NEGOTIATION, 0] += 1
    if deal["segment"] >= 0:
        t.by_segment[deal["segment"], InSegment.WINS] += 1
        t.by_segment[deal["segment"], InSegment.NEW_ARR] += cents
    if deal["source"] >= 0:
        t.by_source[deal["source"], InSource.WINS] += 1
        t.by_source[deal["source"], InSource.NEW_ARR] += cents


@inner_jit
def _credit(t: Tally, row: Any) -> None:
    """Credit the AE's seat with a deal won."""
    t.by_seat[row["seat"], InSeat.WINS] += 1
    _book(t, row)


@inner_jit
def _book(t: Tally, row: Any) -> None:
    """Book what the AE's seat sold; attainment counts only what a ramped holder did."""
    seat, time, holder = row["seat"], row["time"], t.holder[row["seat"]]
    t.by_seat[seat, InSeat.BOOKED_CENTS] += row["value"]
    if holder["joined"] != NEVER and time >= ramped_from(t, seat):
        year = int((time - t.warm_up_ends) / YEAR)
        t.ramped_cents[seat, year] += row["value"]


@inner_jit
def discount_granted(t: Tally, row: Any, piece: int) -> None:
    """Note the deal's discount; an approver who was asked and cut it is counted."""
    t.deal[row["subject"]]["discount"] = row["value"]
    if row["other"] >= 0:
        t.flow[piece, Flow.DISCOUNTS_ASKED] += 1
        t.flow[piece, Flow.DISCOUNTS_CUT] += row["code"]


@inner_jit
def deal_lost(t: Tally, row: Any, piece: int, counts: bool) -> None:
    _close(t, row, Stage.LOST)
    t.flow[piece, Flow.LOSSES] += 1
    if not counts:
        return
    segment = t.deal[row["subject"]]["segment"]
    t.by_seat[row["seat"], InSeat.LOSSES] += 1
    t.by_stage[row["other"], 1] += 1
    t.by_reason[row["code"]] += 1
    if segment >= 0:
        t.by_segment[segment, InSegment.LOSSES] += 1
        if row["code"] == Reason.NO_DECISION:
            t.by_segment[segment, InSegment.NO_DECISION] += 1


@inner_jit
def accrue(t: Tally, piece: int, time: int) -> None:
    """Bring the integral of ARR over time up to ``time``."""
    t.arr_seconds[piece] += t.now[State.ARR] * (time - t.now[State.ARR_SINCE])
    t.now[State.ARR_SINCE] = time


@inner_jit
def change_arr(t: Tally, piece: int, row: Any, cents: int) -> None:
    accrue(t, piece, row["time"])
    t.now[State.ARR] += cents
    t.customer[row["subject"]]["cents"] += cents


@inner_jit
def customer_started(t: Tally, row: Any, piece: int) -> None:
    customer = t.customer[row["subject"]]
    customer["started"], customer["segment"], customer["ended"] = row["since"], row["code"], NEVER
    t.now[State.CUSTOMERS] += 1
    change_arr(t, piece, row, row["value"])


@inner_jit
def customer_grew(t: Tally, row: Any, piece: int, counts: bool) -> None:
    change_arr(t, piece, row, row["value"])
    t.flow[piece, Flow.EXPANSION] += row["value"]
    if counts:
        t.by_segment[row["code"], InSegment.EXPANSION] += row["value"]
    if row["seat"] >= 0 and t.seat_role[row["seat"]] == Role.AE:
        _grown_by_ae(t, row, piece, counts)


@inner_jit
def _grown_by_ae(t: Tally, row: Any, piece: int, counts: bool) -> None:
    """An AE's expansion counts towards quota and commission like a deal."""
    t.flow[piece, Flow.EXPANSION_BY_AE] += row["value"]
    if counts:
        _book(t, row)


@inner_jit
def customer_shrank(t: Tally, row: Any, piece: int, counts: bool) -> None:
    change_arr(t, piece, row, -row["value"])
    t.flow[piece, Flow.CONTRACTION] += row["value"]
    if counts:
        t.by_segment[row["code"], InSegment.CONTRACTION] += row["value"]


@inner_jit
def customer_churned(t: Tally, row: Any, piece: int, counts: bool) -> None:
    change_arr(t, piece, row, -row["value"])
    t.customer[row["subject"]]["ended"] = row["time"]
    t.now[State.CUSTOMERS] -= 1
    t.flow[piece, Flow.CHURNED] += row["value"]
    if counts:
        t.by_segment[row["other"], InSegment.CHURNED] += row["value"]
        t.by_segment[row["other"], InSegment.CHURNS] += 1


@inner_jit
def customer_live(t: Tally, row: Any, piece: int) -> None:
    t.flow[piece, Flow.LIVE] += 1
    t.flow[piece, Flow.LIVE_SECONDS] += row["time"] - row["since"]


@inner_jit
def state_recorded(t: Tally, row: Any, piece: int, counts: bool) -> None:
    """Note a month's state; tool adoption says how much of people's time is administration."""
    measure, millionths = row["code"], row["value"]
    if measure == Measure.TOOL_ADOPTION:
        t.adopted[piece] = millionths / 1e6
    if counts:
        t.measured[measure, 0] += millionths
        t.measured[measure, 1] += 1


@inner_jit
def spend(t: Tally, channel: int, piece: int, time: int) -> None:
    """Bring the integral of a channel's spend over time up to ``time``."""
    t.spend_seconds[piece, channel] += t.spend[channel] * (time - t.spend_since[channel])
    t.spend_since[channel] = time


@inner_jit
def customer_cared_for(t: Tally, row: Any, piece: int) -> None:
    """Count champions, save plays and campaigns."""
    kind = row["kind"]
    if kind == Kind.CHAMPION_LEFT:
        t.flow[piece, Flow.CHAMPIONS_LEFT] += 1
    elif kind == Kind.CHAMPION_WON:
        t.flow[piece, Flow.CHAMPIONS_WON] += 1
    elif kind == Kind.SAVE_ENDED:
        t.flow[piece, Flow.SAVES] += 1
        t.flow[piece, Flow.SAVES_WORKED] += row["code"]
        if row["value"] != Help.NOT_ASKED:
            t.flow[piece, Flow.ESCALATIONS] += 1
        if row["value"] == Help.GIVEN:
            t.flow[piece, Flow.HELPED] += 1
    elif kind == Kind.CAMPAIGN_OCCASION:
        t.flow[piece, Flow.CAMPAIGN_OCCASIONS] += 1
