"""KPIs of the funnel and of speed, from the tally."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ratios import quantiles, ratio, with_total
from sim.metrics.registry import REASON_CODES
from sim.metrics.samples import cycle_seconds, response_seconds, won_deals
from sim.metrics.tables import Flow, InSegment, InSource, Tally
from sim.metrics.totals import Totals, Values
from sim.params import Params
from sim.worktime import DAY, HOUR


def funnel_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return counts and conversions."""
    values = _counts(counted, totals)
    inbound = totals.sources[counted.channels]
    leads = totals.sources[: counted.channels, InSource.LEADS]
    forward, lost = counted.by_stage[:, 0], counted.by_stage[:, 1]
    losses = with_total(counted.by_segment[:, InSegment.LOSSES])
    undecided = with_total(counted.by_segment[:, InSegment.NO_DECISION])
    wins = with_total(counted.by_segment[:, InSegment.WINS])
    booked, held = totals.sources[:, InSource.BOOKED], totals.sources[:, InSource.HELD]
    return values | {
        ("closed", ""): totals.flow[Flow.WINS] + totals.flow[Flow.LOSSES],
        ("closed", "segment"): wins[:-1] + losses[:-1],
        ("lead_to_mql", ""): ratio(inbound[InSource.MQL], inbound[InSource.LEADS]),
        ("referral_share", ""): ratio(leads @ params.channel["follows"], inbound[InSource.LEADS]),
        ("mql_to_held", ""): ratio(inbound[InSource.HELD], inbound[InSource.MQL]),
        ("mql_to_sao", ""): ratio(inbound[InSource.SAO], inbound[InSource.MQL]),
        ("sao_to_won", ""): ratio(totals.flow[Flow.WINS], totals.flow[Flow.SAO]),
        ("show_share", ""): ratio(totals.flow[Flow.HELD], totals.flow[Flow.BOOKED]),
        ("show_share", "source"): ratio(held, booked),
        ("confirmed_share", ""): ratio(
            totals.flow[Flow.CONFIRMED], totals.flow[Flow.HELD] + totals.flow[Flow.MISSED]
        ),
        ("recovered_share", ""): ratio(totals.flow[Flow.REBOOKED], totals.flow[Flow.MISSED]),
        ("win_rate", ""): ratio(wins[-1], wins[-1] + losses[-1]),
        ("win_rate", "segment"): ratio(wins[:-1], wins[:-1] + losses[:-1]),
        ("stage_advance", "stage"): ratio(forward, forward + lost),
        ("loss_share", "reason"): ratio(
            counted.by_reason[list(REASON_CODES)], counted.by_reason.sum()
        ),
        ("no_decision_share", ""): ratio(undecided[-1], losses[-1]),
        ("no_decision_share", "segment"): ratio(undecided[:-1], losses[:-1]),
    }


_BY_SOURCE = {
    "leads": (Flow.LEADS, InSource.LEADS),
    "mql": (Flow.MQL, InSource.MQL),
    "booked": (Flow.BOOKED, InSource.BOOKED),
    "held": (Flow.HELD, InSource.HELD),
    "sao": (Flow.SAO, InSource.SAO),
    "wins": (Flow.WINS, InSource.WINS),
}


def _counts(counted: Tally, totals: Totals) -> Values:
    values: Values = {
        ("sao", "segment"): counted.by_segment[:, InSegment.SAO],
        ("wins", "segment"): counted.by_segment[:, InSegment.WINS],
    }
    for name, (flow, column) in _BY_SOURCE.items():
        values[name, ""] = totals.flow[flow]
        values[name, "source"] = totals.sources[:, column]
    return values


def speed_values(counted: Tally) -> Values:
    """Return cycle times in days and response times in hours."""
    deals = won_deals(counted)
    seconds, segment = cycle_seconds(deals), deals["segment"]
    each = [seconds[segment == number] for number in range(len(counted.by_segment))]
    values: Values = {}
    for name, days in _summaries("cycle", [*each, seconds], DAY).items():
        values[name, ""], values[name, "segment"] = days[-1], days[:-1]
    office, wall, never = response_seconds(counted)
    values["share_never_worked", ""] = ratio(never, never + len(office))
    for prefix, response in (("lead_response", office), ("lead_response_wall", wall)):
        for name, hours in _summaries(prefix, [response], HOUR).items():
            values[name, ""] = hours[0]
    return values


def _summaries(prefix: str, groups: list[NDArray[Any]], unit: int) -> dict[str, Any]:
    """Return mean, median and 90th percentile of each group of seconds, in units."""
    rows = [
        (group.mean() if len(group) else np.nan, *quantiles(group, 0.5, 0.9)) for group in groups
    ]
    names = (f"{prefix}_mean", f"{prefix}_median", f"{prefix}_p90")
    return dict(zip(names, np.array(rows).T / unit, strict=True))
