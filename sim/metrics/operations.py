"""KPIs of sales operations and of marketing's learning and spending, from the tally."""

from __future__ import annotations

from sim.metrics.ledger import month_shares, programmes
from sim.metrics.ratios import ratio
from sim.metrics.tables import Flow, InSource, Tally
from sim.metrics.totals import Totals, Values
from sim.params import Params
from sim.vocabulary import Measure


def operations_values(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return how the company stood on average, what wrong data led astray, what channels cost."""
    mean = ratio(counted.measured[:, 0] / 1e6, counted.measured[:, 1])
    return {
        ("data_quality", ""): mean[Measure.DATA_QUALITY],
        ("tool_adoption", ""): mean[Measure.TOOL_ADOPTION],
        ("score_auc", ""): mean[Measure.SCORE_AUC],
        ("targeting_noise", ""): mean[Measure.TARGETING_NOISE],
        ("misrouted", ""): totals.flow[Flow.MISROUTED] / totals.years,
        **_channels(params, counted, totals),
    }


def _channels(params: Params, counted: Tally, totals: Totals) -> Values:
    """Return dollars by channel, and MQLs accepted by channel (in all: with the funnel)."""
    spent = programmes(counted, month_shares(counted, params))[counted.horizon_edge :] / 100
    sources = totals.sources[: counted.channels]
    return {
        ("programme_spend", ""): spent.sum(),
        ("programme_spend", "channel"): spent.sum(axis=0),
        ("mql_to_sao", "channel"): ratio(sources[:, InSource.SAO], sources[:, InSource.MQL]),
    }
