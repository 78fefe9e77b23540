"""KPIs of revenue, retention and money, from the tally."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ledger import ACCOUNTS, POSITION, ledger_of
from sim.metrics.ratios import ratio, with_total
from sim.metrics.tables import COHORT, Flow, InSegment, InSource, Tally
from sim.metrics.totals import Totals, Values
from sim.params import Params

CENTS = 100.0


def revenue_values(counted: Tally, totals: Totals) -> Values:
    """Return ARR and its changes, in dollars."""
    flow, segments = totals.flow / CENTS, counted.by_segment / CENTS
    start, end = _arr(counted, "before") / CENTS, _arr(counted, "cents") / CENTS
    bookings = flow[Flow.NEW_ARR] + flow[Flow.EXPANSION]
    growth = ratio(end.sum(), start.sum()) ** (1 / totals.years) - 1
    return {
        ("new_arr", ""): flow[Flow.NEW_ARR],
        ("new_arr", "segment"): segments[:, InSegment.NEW_ARR],
        ("new_arr", "source"): totals.sources[:, InSource.NEW_ARR] / CENTS,
        ("new_arr_per_year", ""): flow[Flow.NEW_ARR] / totals.years,
        ("bookings", ""): bookings,
        ("bookings_per_year", ""): bookings / totals.years,
        ("expansion_arr", ""): flow[Flow.EXPANSION],
        ("expansion_arr", "segment"): segments[:, InSegment.EXPANSION],
        ("expansion_arr_by_csm", ""): flow[Flow.EXPANSION] - flow[Flow.EXPANSION_BY_AE],
        ("expansion_arr_by_ae", ""): flow[Flow.EXPANSION_BY_AE],
        ("contraction_arr", ""): flow[Flow.CONTRACTION],
        ("contraction_arr", "segment"): segments[:, InSegment.CONTRACTION],
        ("churned_arr", ""): flow[Flow.CHURNED],
        ("churned_arr", "segment"): segments[:, InSegment.CHURNED],
        ("start_arr", ""): start.sum(),
        ("start_arr", "segment"): start,
        ("end_arr", ""): end.sum(),
        ("end_arr", "segment"): end,
        ("net_new_arr", ""): end.sum() - start.sum(),
        ("arr_growth", ""): growth,
        ("mean_deal_size", ""): ratio(flow[Flow.NEW_ARR], totals.flow[Flow.WINS]),
        ("mean_deal_size", "segment"): ratio(
            segments[:, InSegment.NEW_ARR], counted.by_segment[:, InSegment.WINS]
        ),
    }


def _arr(counted: Tally, column: str) -> NDArray[np.float64]:
    """Return one money column of the customers summed by segment, cents."""
    return _by_segment(counted, counted.customer[column])


def _by_segment(counted: Tally, values: NDArray[Any]) -> NDArray[np.float64]:
    segments = len(counted.by_segment)
    number = counted.customer["segment"]
    weights = values.astype(np.float64)
    return np.bincount(number, weights, segments).astype(np.float64, copy=False)


def retention_values(counted: Tally, totals: Totals) -> Values:
    """Return what became of the cohort of the horizon's first day, and renewals."""
    followed = counted.edges[counted.cohort_edge] - counted.warm_up_ends
    customer, power = counted.customer, COHORT / max(1, followed)
    before, after = customer["before"], customer["after"]
    kept = np.where(before > 0, np.minimum(before, after), 0)
    cohort = with_total(_by_segment(counted, before))
    gross = ratio(with_total(_by_segment(counted, kept)), cohort) ** power
    net = ratio(with_total(_by_segment(counted, after * (before > 0))), cohort) ** power
    logos = ratio(
        with_total(_by_segment(counted, (before > 0) & (after > 0))),
        with_total(_by_segment(counted, before > 0)),
    )
    renewals = with_total(counted.by_segment[:, InSegment.RENEWALS])
    churns = with_total(counted.by_segment[:, InSegment.CHURNS])
    return {
        **_spread("grr", gross),
        **_spread("nrr", net),
        **_spread("logo_churn", 1 - logos**power),
        **_spread("renewal_rate", ratio(renewals, renewals + churns)),
        **_spread("customers_at_end", with_total(_by_segment(counted, customer["cents"] > 0))),
        ("onboarding_days", ""): ratio(
            totals.flow[Flow.LIVE_SECONDS] / 86400, totals.flow[Flow.LIVE]
        ),
    }


def care_values(counted: Tally, totals: Totals) -> Values:
    """Return champions, save plays and campaign occasions, per year of the horizon."""
    flow, years = totals.flow, totals.years
    return {
        ("champions_lost", ""): flow[Flow.CHAMPIONS_LEFT] / years,
        ("champions_won", ""): flow[Flow.CHAMPIONS_WON] / years,
        ("saves", ""): flow[Flow.SAVES] / years,
        ("saves_worked", ""): ratio(flow[Flow.SAVES_WORKED], flow[Flow.SAVES]),
        ("saves_helped", ""): ratio(flow[Flow.HELPED], flow[Flow.ESCALATIONS]),
        ("campaign_occasions", ""): flow[Flow.CAMPAIGN_OCCASIONS] / years,
    }


def _spread(name: str, values: NDArray[Any]) -> Values:
    """Split values by segment with their total behind them."""
    return {(name, "segment"): values[:-1], (name, ""): values[-1]}


def money_values(params: Params, counted: Tally, totals: Totals, values: Values) -> Values:
    """Return cost and unit economics, from the ledger and the KPIs found so far."""
    book = ledger_of(params, counted)[counted.horizon_edge :].sum(axis=0) / CENTS
    spent = {name: _cost(book, name) for name in ("s_and_m", "cs", "general")}
    sales, new_arr = spent["s_and_m"], values["new_arr", ""]
    revenue, margin = book[POSITION["revenue"]], params.ledger.gross_margin
    per_customer = ratio(sales, totals.flow[Flow.WINS])
    lifetime_value = ratio(values["mean_deal_size", ""] * margin, 1 - values["grr", ""])
    return {
        ("recognised_revenue", ""): revenue,
        ("cost", ""): sum(spent.values()),
        ("s_and_m_cost", ""): sales,
        ("cs_cost", ""): spent["cs"],
        ("cac_ratio", ""): ratio(sales, new_arr),
        ("cac_per_customer", ""): per_customer,
        ("cac_payback_months", ""): 12 * ratio(sales, new_arr * margin),
        ("ltv", ""): lifetime_value,
        ("ltv_to_cac", ""): ratio(lifetime_value, per_customer),
        ("magic_number", ""): ratio(values["net_new_arr", ""], sales),
        ("s_and_m_share", ""): ratio(sales, revenue),
        ("contribution", ""): revenue * margin - sales - spent["cs"],
    }


def _cost(book: NDArray[np.float64], function: str) -> float:
    columns = [place for place, account in enumerate(ACCOUNTS) if account.function == function]
    return float(book[columns].sum())
