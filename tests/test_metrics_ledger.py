"""The ledger and pay: cents that add up."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.metrics.fold import fold
from sim.metrics.ledger import ACCOUNTS, POSITION, ledger
from sim.metrics.monthly import SERIES, monthly
from sim.metrics.registry import kpis
from sim.rules import pay
from sim.vocabulary import Entity, Kind, Reason
from sim.worktime import DAY
from tests.metrics_world import AE, CSM, Story, company, everybody, line, rows

MONTHS = 18


def account(table: np.ndarray, name: str) -> np.ndarray:
    return table[:, POSITION[name]]


def test_pay_accrues_by_twelfths() -> None:
    assert pay.accrued(12_000, 1.0) == 1_000
    assert pay.recognised(12_000, 0.5) == 500
    assert pay.employer_cost(100.0, 1.22) == pytest.approx(122.0)


def test_a_full_company_costs_a_twelfth_of_its_year_every_month() -> None:
    frozen = company()
    book = ledger(frozen.params, rows(*everybody()))
    assert book.shape == (MONTHS, len(ACCOUNTS))
    assert book.dtype == np.int64
    base = (2 * 5 + 2 * 6 + 13 + 14) * 1_000_000
    assert np.allclose(account(book, "s_and_m.base_pay"), base / 12, atol=1)
    at_target = (2 * 3 + 10) * 1_000_000  # the AEs earn commissions instead
    assert np.allclose(account(book, "s_and_m.variable_pay"), at_target / 12, atol=1)
    load = 0.2 * (base + at_target)
    assert np.allclose(account(book, "s_and_m.payroll_load"), load / 12, atol=1)
    assert np.allclose(account(book, "s_and_m.programmes"), 3_000_000, atol=1)
    assert np.allclose(account(book, "s_and_m.marketing_team"), 1.2 * 60_000_000 / 12, atol=1)
    assert np.allclose(account(book, "s_and_m.tools"), 6 * 900_000 / 12, atol=1)
    assert np.allclose(account(book, "general.tools"), 900_000 / 12, atol=1)
    assert not account(book, "s_and_m.commissions").any()
    assert not account(book, "revenue").any()


def test_commissions_are_booked_in_the_month_of_the_win_with_the_employers_cost() -> None:
    frozen = company()
    time = int(frozen.params.run.month_starts[7]) + DAY
    lines = [
        line(time - DAY, Kind.LEAD_CREATED, 0, other=0),
        line(time - DAY, Kind.OPPORTUNITY_OPENED, 0, AE, 0, value=4_700_000, other=0),
        line(time, Kind.DEAL_WON, 0, AE, 0, since=time - DAY, value=4_700_000, other=0),
        line(time, Kind.CUSTOMER_STARTED, 0, CSM, 0, since=time, value=4_700_000, other=AE),
        line(time, Kind.COMMISSION_EARNED, 0, AE, Entity.OPPORTUNITY, value=600_000),
    ]
    quiet = ledger(frozen.params, rows(*everybody()))
    book = ledger(frozen.params, rows(*everybody(), *lines))
    assert account(book, "s_and_m.commissions").tolist() == [0] * 7 + [600_000] + [0] * 10
    extra = account(book, "s_and_m.payroll_load") - account(quiet, "s_and_m.payroll_load")
    assert extra.tolist() == [0] * 7 + [120_000] + [0] * 10
    revenue = account(book, "revenue")
    assert (revenue[:7] == 0).all()
    assert revenue[7] < revenue[8] == round(4_700_000 / 12)
    assert np.allclose(account(book, "cost_of_revenue"), 0.2 * revenue, atol=1)


def test_recruiting_is_paid_when_the_successor_joins() -> None:
    frozen = company()
    left = int(frozen.params.run.month_starts[3])
    lines = [
        line(left, Kind.PERSON_LEFT, 0, CSM, Reason.RESIGNED),
        line(left + 70 * DAY, Kind.PERSON_JOINED, 1, CSM, since=left),
    ]
    book = ledger(frozen.params, rows(*everybody(), *lines))
    assert account(book, "cs.recruiting").sum() == 2_500_000
    assert account(book, "cs.recruiting")[5] == 2_500_000
    assert account(book, "cs.base_pay")[3] == 0 < account(book, "cs.base_pay")[5]


def test_a_seat_that_opens_later_needs_no_tools_before() -> None:
    frozen = company()
    opens = int(frozen.params.run.month_starts[9])
    frozen.params.seat["starts"][CSM] = opens
    others = [event for event in everybody() if event[4] != CSM]
    book = ledger(frozen.params, rows(*others, line(opens, Kind.SEAT_OPENED, seat=CSM)))
    assert account(book, "cs.tools").tolist() == [0] * 9 + [75_000] * 9
    frozen.params.seat["starts"][CSM] = 0


def test_a_seat_that_is_closed_costs_severance_and_then_nothing() -> None:
    frozen = company()
    closes = int(frozen.params.run.month_starts[9])
    book = ledger(
        frozen.params,
        rows(
            *everybody(),
            line(closes, Kind.PERSON_LEFT, 0, CSM, Reason.LAID_OFF),
            line(closes, Kind.SEAT_CLOSED, seat=CSM, code=Reason.LAID_OFF),
        ),
    )
    assert account(book, "cs.tools").tolist() == [75_000] * 9 + [0] * 9
    # Two months of a base pay of 8,000,000 cents a year.
    assert account(book, "cs.severance").tolist() == [0] * 9 + [1_333_333] + [0] * 8
    assert account(book, "cs.base_pay")[9:].sum() == 0


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 2, 14)])
def test_the_horizons_kpis_are_the_sum_of_its_months(start: date) -> None:
    frozen = company(start=start)
    log = Story(frozen.params, seed=2).log()
    book = ledger(frozen.params, log)[6:] / 100
    names = [kpi.name for kpi in kpis(frozen)]
    found = dict(zip(names, fold(frozen.params, log), strict=True))
    for function in ("s_and_m", "cs"):
        columns = [i for i, account in enumerate(ACCOUNTS) if account.function == function]
        assert found[f"{function}_cost"] == pytest.approx(book[:, columns].sum(), abs=0.005)
    assert found["recognised_revenue"] == pytest.approx(account(book, "revenue").sum(), abs=0.005)
    months = monthly(frozen.params, log)[6:]
    for place, series in enumerate(SERIES):
        if series.flow and series.name in found:
            assert found[series.name] == pytest.approx(months[:, place].sum(), abs=0.005)
    assert found["end_arr"] == months[-1, [line.name for line in SERIES].index("end_arr")]


def test_monthly_states_are_those_after_the_months_last_second() -> None:
    frozen = company()
    end_of_first = int(frozen.params.run.month_starts[1])
    at_border = line(end_of_first, Kind.CUSTOMER_STARTED, 0, CSM, 0, since=0, value=1_000_000)
    before = line(end_of_first - 1, Kind.CUSTOMER_STARTED, 1, CSM, 0, since=0, value=500_000)
    table = monthly(frozen.params, rows(*everybody(), at_border, before))
    names = [series.name for series in SERIES]
    assert table[:3, names.index("end_arr")].tolist() == [5_000, 15_000, 15_000]
    assert table[:2, names.index("customers")].tolist() == [1, 2]
    assert (table[:, names.index("headcount")] == 8).all()


def test_an_empty_log_has_costs_but_no_revenue_in_every_month() -> None:
    frozen = company()
    table = monthly(frozen.params, rows(*everybody())[:0])
    assert table.shape == (MONTHS, len(SERIES))
    assert np.isfinite(table).all()
    assert (table[:, [series.name for series in SERIES].index("cost")] > 0).all()
