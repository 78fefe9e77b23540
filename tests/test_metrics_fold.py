"""KPIs from hand-written logs, where every number is known."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.metrics.fold import fold
from sim.metrics.frames import seat_frame
from sim.metrics.presence import office_at as office_of
from sim.metrics.registry import kpis
from sim.params import Frozen
from sim.vocabulary import Entity, Help, Kind, Reason, Source, Stage, Work
from sim.worktime import DAY, HOUR, office_at
from tests.metrics_world import (
    AE,
    CSM,
    FOCUS,
    MANAGER,
    SDR,
    Story,
    company,
    everybody,
    line,
    rows,
)

ROOT = Path(__file__).parent.parent


def values(frozen: Frozen, *lines: tuple[Any, ...]) -> dict[str, float]:
    """Return the KPIs of everybody in place and the lines, by name."""
    vector = fold(frozen.params, rows(*everybody(), *lines))
    return dict(zip([kpi.name for kpi in kpis(frozen)], vector.tolist(), strict=True))


@pytest.fixture(scope="module")
def frozen() -> Frozen:
    return company(warm_up_months=6, horizon_months=12)


def monday(frozen: Frozen, week: int = 1) -> int:
    """Return nine o'clock on a Monday of the horizon."""
    starts = frozen.params.run.week_starts
    first = int(np.searchsorted(starts, frozen.params.run.warm_up_ends))
    return int(starts[first + week]) + 9 * HOUR


def won(time: int, number: int, cents: int, opened: int, seat: int = AE) -> list[tuple[Any, ...]]:
    """Return a lead, its deal won, and its customer, all of one number."""
    return [
        line(opened, Kind.LEAD_CREATED, number, code=0, value=number, other=0),
        line(opened, Kind.OPPORTUNITY_OPENED, number, seat, 0, value=cents, other=number),
        line(time, Kind.DEAL_WON, number, seat, 0, since=opened, value=cents, other=number),
        line(time, Kind.CUSTOMER_STARTED, number, CSM, 0, since=time, value=cents, other=seat),
    ]


def test_an_empty_log_gives_a_vector_with_holes_and_no_failure(frozen: Frozen) -> None:
    vector = fold(frozen.params, rows(*everybody())[:0])
    found = dict(zip([kpi.name for kpi in kpis(frozen)], vector, strict=True))
    assert found["new_arr"] == 0
    assert found["headcount"] == 0
    assert np.isnan(found["win_rate"])
    assert np.isnan(found["cycle_median"])
    assert np.isnan(found["utilisation.ae"])
    assert found["cost"] > 0


def test_zero_wins_leave_holes_where_a_ratio_has_no_meaning(frozen: Frozen) -> None:
    found = values(frozen)
    assert found["new_arr"] == 0
    assert found["wins"] == 0
    for name in ("cac_ratio", "cac_per_customer", "mean_deal_size", "cycle_mean", "grr", "nrr"):
        assert np.isnan(found[name]), name
    assert found["s_and_m_cost"] > 0


def test_deals_count_in_the_half_open_horizon(frozen: Frozen) -> None:
    begin, end = frozen.params.run.warm_up_ends, frozen.params.run.ends
    for time, counts in ((begin - 1, 0), (begin, 1), (end - 1, 1), (end, 0)):
        found = values(frozen, *won(time, 0, 1_200_000, begin - 40 * DAY))
        assert found["wins"] == counts
        assert found["new_arr"] == 12_000 * counts
        assert found["new_arr.organic"] == 12_000 * counts
        assert found["wins.smb"] == counts


def test_cycle_times_are_quantiles_of_days_from_opening_to_won(frozen: Frozen) -> None:
    time = frozen.params.run.warm_up_ends + 300 * DAY
    deals = [won(time, i, 1_000_000, time - days * DAY) for i, days in enumerate((10, 20, 30, 80))]
    found = values(frozen, *[event for deal in deals for event in deal])
    assert found["cycle_mean"] == 35
    assert found["cycle_median"] == 25
    assert found["cycle_p90"] == pytest.approx(np.quantile([10, 20, 30, 80], 0.9))
    assert found["cycle_mean.smb"] == 35
    assert np.isnan(found["cycle_mean.ent"])


def test_revenue_is_a_twelfth_of_arr_for_each_month(frozen: Frozen) -> None:
    start = [line(0, Kind.CUSTOMER_STARTED, 0, CSM, 1, since=-90 * DAY, value=12_000_000)]
    found = values(frozen, *start)
    assert found["recognised_revenue"] == pytest.approx(120_000, abs=0.1)
    assert found["start_arr"] == found["end_arr"] == found["end_arr.ent"] == 120_000
    assert found["arr_growth"] == 0


def test_revenue_is_recognised_to_the_second(frozen: Frozen) -> None:
    months = frozen.params.run.month_starts
    middle = int((months[8] + months[9]) // 2)
    found = values(frozen, *won(middle, 0, 12_000_000, middle - DAY))
    assert found["recognised_revenue"] == pytest.approx(10_000 * (0.5 + 9), abs=0.1)


def test_retention_follows_the_customers_of_the_first_day(frozen: Frozen) -> None:
    begin = frozen.params.run.warm_up_ends
    book = [
        line(0, Kind.CUSTOMER_STARTED, i, CSM, 0, since=-DAY * i, value=1_000_000) for i in range(4)
    ]
    at = begin + 100 * DAY
    moves = [
        line(at, Kind.CUSTOMER_CHURNED, 0, CSM, Reason.POOR_FIT, value=1_000_000, other=0),
        line(at, Kind.CUSTOMER_CONTRACTED, 1, CSM, 0, value=500_000),
        line(at, Kind.CUSTOMER_RENEWED, 1, CSM, 0, value=500_000),
        line(at, Kind.CUSTOMER_EXPANDED, 2, CSM, 0, value=1_000_000),
    ]
    later = won(begin + 5 * DAY, 4, 9_000_000, begin)
    found = values(frozen, *book, *moves, *later)
    assert found["grr"] == pytest.approx((0 + 0.5 + 1 + 1) / 4)
    assert found["nrr"] == pytest.approx((0 + 0.5 + 2 + 1) / 4)
    assert found["logo_churn"] == pytest.approx(0.25)
    assert found["renewal_rate"] == 0.5
    assert found["churned_arr"] == 10_000
    assert found["contraction_arr.smb"] == 5_000
    assert found["bookings"] == 90_000 + 10_000
    assert found["customers_at_end"] == 4


def test_care_for_customers_is_counted_per_year(frozen: Frozen) -> None:
    at, years = monday(frozen), 365 / 365.25
    book = [line(0, Kind.CUSTOMER_STARTED, i, CSM, 0, since=-DAY, value=100) for i in range(3)]
    care = [
        line(at, Kind.CHAMPION_LEFT, 0, CSM),
        line(at, Kind.CHAMPION_LEFT, 1, CSM),
        line(at + 1, Kind.CHAMPION_WON, 0, CSM, since=at),
        line(at, Kind.SAVE_ESCALATED, 0, CSM, 1),
        line(at, Kind.SAVE_ENDED, 0, CSM, 1, value=Help.GIVEN),
        line(at, Kind.SAVE_ENDED, 1, CSM, 0, value=Help.TOO_LATE),
        line(at, Kind.SAVE_ENDED, 2, CSM, 0, value=Help.NOT_ASKED),
        line(at, Kind.CAMPAIGN_OCCASION, 2, SDR, since=-1),
        line(DAY, Kind.CHAMPION_LEFT, 2, CSM),  # in the warm-up
    ]
    found = values(frozen, *book, *care)
    assert found["champions_lost"] == pytest.approx(2 / years)
    assert found["champions_won"] == pytest.approx(1 / years)
    assert found["saves"] == pytest.approx(3 / years)
    assert found["saves_worked"] == pytest.approx(1 / 3)
    assert found["saves_helped"] == 0.5
    assert found["campaign_occasions"] == pytest.approx(1 / years)


def test_an_expansion_counts_towards_quota_and_commission_of_the_ae_who_sold_it(
    frozen: Frozen,
) -> None:
    at = frozen.params.run.ends - 30 * DAY
    book = [line(0, Kind.CUSTOMER_STARTED, i, CSM, 0, since=-DAY, value=100) for i in range(2)]
    by_csm = line(at, Kind.CUSTOMER_EXPANDED, 0, CSM, 0, value=4_700_000)
    by_ae = line(at, Kind.CUSTOMER_EXPANDED, 1, AE, 0, value=4_700_000)
    earned = line(at, Kind.COMMISSION_EARNED, 1, AE, Entity.CUSTOMER, value=600_000)
    one, both = values(frozen, *book, by_csm), values(frozen, *book, by_csm, by_ae, earned)
    assert one["expansion_arr_by_csm"] == both["expansion_arr_by_csm"] == 47_000
    assert both["expansion_arr_by_ae"] == 47_000
    assert both["attainment_mean"] > one["attainment_mean"] == 0
    pay = 60_000 / 470_000 * 47_000 * 1.2  # target / quota, with the employer's load
    assert both["s_and_m_cost"] - one["s_and_m_cost"] == pytest.approx(pay, abs=0.05)


def test_leads_from_customers_are_those_of_channels_that_follow_them(frozen: Frozen) -> None:
    channel = frozen.params.channel.copy()
    channel["follows"] = [0, 1]
    frozen = frozen._replace(params=frozen.params._replace(channel=channel))
    codes = (0, 0, 1, 0, Source.BDR)
    lines = [
        line(monday(frozen), Kind.LEAD_CREATED, nth, code=code, value=nth, other=0)
        for nth, code in enumerate(codes)
    ]
    assert values(frozen, *lines)["referral_share"] == 0.25


def test_retention_of_half_a_year_is_raised_to_a_year() -> None:
    frozen = company(warm_up_months=6, horizon_months=6)
    run = frozen.params.run
    book = [
        line(0, Kind.CUSTOMER_STARTED, i, CSM, 0, since=-DAY, value=1_000_000) for i in range(10)
    ]
    lost = line(run.warm_up_ends + DAY, Kind.CUSTOMER_CHURNED, 3, CSM, 20, value=1_000_000, other=0)
    found = values(frozen, *book, lost)
    power = 365 * DAY / (run.ends - run.warm_up_ends)
    assert found["grr"] == pytest.approx(0.9**power)
    assert found["logo_churn"] == pytest.approx(1 - 0.9**power)


def test_the_funnel_counts_by_source_and_stage(frozen: Frozen) -> None:
    at, lines = monday(frozen), []
    for number, source in enumerate((0, 1, Source.BDR, Source.SETTER, Source.SELF_SOURCED)):
        lines += [
            line(at, Kind.LEAD_CREATED, number, code=source, value=number, other=0),
            line(at, Kind.MEETING_BOOKED, number, AE, source, value=at + DAY, other=SDR),
            line(at + 1, Kind.MEETING_BOOKED, number, AE, source, value=at + DAY, other=SDR),
        ]
    lines += [
        line(at, Kind.LEAD_MARKETING_QUALIFIED, 0, code=0),
        line(at, Kind.LEAD_MARKETING_QUALIFIED, 1, code=1),
        line(at + DAY, Kind.MEETING_HELD, 0, AE, 0, since=at),
        line(at + DAY, Kind.OPPORTUNITY_OPENED, 0, AE, 0, since=at, value=100, other=0),
        line(at + DAY, Kind.STAGE_ENTERED, 0, AE, Stage.DISCOVERY, value=100, other=0),
        line(at + 2 * DAY, Kind.STAGE_ENTERED, 0, AE, Stage.EVALUATION, value=100, other=0),
        line(at + 3 * DAY, Kind.DEAL_LOST, 0, AE, Reason.NO_DECISION, at + DAY, 100, 1),
    ]
    found = values(frozen, *lines)
    assert found["leads"] == 5
    assert found["leads.inbound"] == 2
    assert found["leads.bdr"] == 1
    assert found["booked"] == 5
    assert found["booked.setter"] == 1
    assert found["lead_to_mql"] == 1
    assert found["mql_to_held"] == found["mql_to_sao"] == 0.5
    assert found["show_share.organic"] == 1
    assert found["show_share"] == 0.2
    assert found["stage_advance.discovery"] == 1
    assert found["stage_advance.evaluation"] == 0
    assert found["win_rate"] == 0
    assert found["no_decision_share.smb"] == 1
    assert found["loss_share.no_decision"] == 1
    assert found["loss_share.price"] == 0


def test_confirmed_missed_and_recovered_meetings_are_shares_of_their_meetings(
    frozen: Frozen,
) -> None:
    at = monday(frozen)
    lines = [line(at, Kind.LEAD_CREATED, number, value=number, other=0) for number in range(4)]
    lines += [line(at, Kind.MEETING_BOOKED, number, AE, 0, value=at + DAY) for number in range(4)]
    lines += [line(at + 60, Kind.MEETING_CONFIRMED, number, SDR, 0) for number in range(3)]
    lines += [line(at + DAY, Kind.MEETING_HELD, number, AE, 0, since=at) for number in range(2)]
    lines += [line(at + DAY, Kind.MEETING_MISSED, number, AE, 0) for number in (2, 3)]
    lines += [line(at + 2 * DAY, Kind.MEETING_BOOKED, 3, AE, 0, value=at + 3 * DAY)]
    found = values(frozen, *lines)
    assert found["confirmed_share"] == 0.75
    assert found["recovered_share"] == 0.5
    assert found["show_share"] == 0.5


def test_work_passed_over_a_full_owner_is_counted_per_year(frozen: Frozen) -> None:
    at = monday(frozen)
    lines = [line(at, Kind.WORK_OVERFLOWED, 7, SDR, 0, value=9, other=SDR + 1)] * 3
    lines += [line(at, Kind.WORK_SPILLED, 7, AE + 2, 1, value=9, other=AE)]
    found = values(frozen, *lines)
    year = (frozen.params.run.ends - frozen.params.run.warm_up_ends) / (365.25 * DAY)
    assert found["overflowed"] == pytest.approx(3 / year)
    assert found["spilled"] == pytest.approx(1 / year)


def test_leaders_hours_touches_and_agenda_are_counted_by_role(frozen: Frozen) -> None:
    at = monday(frozen)
    lines = [
        line(at + HOUR, Kind.WORK_DONE, SDR, MANAGER, Work.COACHING, at, at, HOUR),
        line(at + HOUR, Kind.WORK_DONE, 0, SDR, Work.TOUCHING, at, at, HOUR),
        line(at + HOUR, Kind.WORK_DONE, 0, SDR, Work.TOUCHING, at, at, HOUR),
        line(at + 2 * HOUR, Kind.WORK_DONE, 1, MANAGER, Work.TOUCHING, at + HOUR, at, HOUR),
        line(at, Kind.CROWDED_OUT, SDR + 1, MANAGER, Work.COACHING),
        line(at, Kind.CROWDED_OUT, -1, MANAGER, Work.STANDING),
    ]
    found = values(frozen, *lines)
    assert found["agenda_delivered"] == pytest.approx(1 / 3)
    assert found["agenda_delivered.sales_manager"] == pytest.approx(1 / 3)
    assert np.isnan(found["agenda_delivered.ceo"])
    assert found["touches_by_leaders"] == pytest.approx(1 / 3)
    assert found["leader_hours.sales_manager_coaching"] == found["leader_hours.coaching"] > 0
    assert found["leader_hours.sales_manager_touching"] == found["leader_hours.coaching"]
    assert found["leader_hours.ceo_coaching"] == 0


def test_deals_of_the_initial_state_are_pipeline_but_no_sao() -> None:
    frozen = company(warm_up_months=0, horizon_months=12)
    lines = [
        line(0, Kind.OPPORTUNITY_OPENED, 0, AE, Source.INITIAL, since=-DAY, value=9_400_000),
        line(0, Kind.STAGE_ENTERED, 0, AE, Stage.PROPOSAL, value=9_400_000, other=0),
    ]
    found = values(frozen, *lines)
    assert found["sao"] == 0
    assert np.isnan(found["stage_advance.evaluation"])
    assert found["open_pipeline"] == 94_000
    quota_of_a_quarter = (2 * 470_000 + 1_000_000) / 4
    assert found["pipeline_coverage"] == pytest.approx(94_000 / quota_of_a_quarter)


def test_response_time_runs_from_mql_to_the_beginning_of_the_first_touch(frozen: Frozen) -> None:
    at, lines = monday(frozen), []
    for number, wait in enumerate((1 * HOUR, 3 * HOUR, 26 * HOUR)):
        begun = at + wait
        lines += [
            line(at, Kind.LEAD_CREATED, number, value=number, other=0),
            line(at, Kind.LEAD_MARKETING_QUALIFIED, number),
            line(begun + 600, Kind.WORK_DONE, number, SDR, Work.TOUCHING, begun, at, 600),
            line(begun + DAY, Kind.WORK_DONE, number, SDR, Work.TOUCHING, begun + DAY - 60, at, 60),
        ]
    lines += [
        line(at, Kind.LEAD_CREATED, 3, value=3, other=0),
        line(at, Kind.LEAD_MARKETING_QUALIFIED, 3),
        line(at + 9 * DAY, Kind.LEAD_ENDED, 3, SDR, Reason.EXPIRED, at),
        line(at, Kind.LEAD_CREATED, 4, value=4, other=0),
        line(at, Kind.LEAD_MARKETING_QUALIFIED, 4),
    ]
    found = values(frozen, *lines)
    assert found["lead_response_median"] == 3
    assert found["lead_response_mean"] == pytest.approx((1 + 3 + 10) / 3)  # a night is 16 hours
    assert found["lead_response_wall_mean"] == pytest.approx((1 + 3 + 26) / 3)
    assert found["share_never_worked"] == 0.25  # the fifth still waits: left out


def test_utilisation_is_admin_share_plus_the_rest_times_the_busy_share(frozen: Frozen) -> None:
    run, clock = frozen.params.run, frozen.params.clock
    office = office_at(clock, run.ends) - office_at(clock, run.warm_up_ends)
    at, work = monday(frozen), Work.SELLING
    lines = [line(at + 4 * HOUR, Kind.WORK_DONE, 0, AE, work, at, at - 2 * DAY, 4 * HOUR)]
    found = values(frozen, *lines)
    busy = 4 * HOUR / (3 * office)
    assert found["busy.ae"] == pytest.approx(busy)
    assert found["utilisation.ae"] == pytest.approx(0.25 + 0.75 * busy)
    assert found["waiting.ae"] == 0  # asked for on Saturday at nine: no office hour passed
    assert found["selling_time_share"] == pytest.approx(0.75 * 0.4 * busy)


def test_work_is_clipped_where_the_horizon_begins() -> None:
    frozen = company(warm_up_months=5, horizon_months=12)  # 1 June 2026 is a Monday
    begin = frozen.params.run.warm_up_ends
    friday = begin - 3 * DAY + 16 * HOUR
    work = line(begin + 10 * HOUR, Kind.WORK_DONE, 0, CSM, Work.CHECK_IN, friday, friday, 2 * HOUR)
    found = values(frozen, work)
    run, clock = frozen.params.run, frozen.params.clock
    office = office_at(clock, run.ends) - office_at(clock, run.warm_up_ends)
    assert found["busy.csm"] == pytest.approx(HOUR / office)
    assert np.isnan(found["waiting.csm"])


def test_a_vacant_seat_is_neither_available_nor_paid(frozen: Frozen) -> None:
    run = frozen.params.run
    left, back = run.warm_up_ends + 73 * DAY, run.warm_up_ends + 146 * DAY
    lines = [
        line(left, Kind.PERSON_LEFT, 0, CSM, Reason.RESIGNED, since=-400 * DAY),
        line(back, Kind.PERSON_JOINED, 1, CSM, since=left),
    ]
    found, full = values(frozen, *lines), values(frozen)
    assert found["headcount"] == pytest.approx(8 - 73 / 365)
    assert found["vacant_seats"] == pytest.approx(73 / 365)
    assert found["vacancy_days"] == 73
    assert found["quits_per_year"] == pytest.approx(1, rel=1e-3)
    assert found["attrition.csm"] == pytest.approx(365.25 / (365 - 73))
    saved = full["cs_cost"] - found["cs_cost"] + 25_000  # recruiting the successor
    assert saved == pytest.approx(1.2 * 100_000 * 0.2, rel=0.02)  # months are not equally long


def test_attainment_counts_only_ramped_time_and_what_was_won_in_it(frozen: Frozen) -> None:
    run = frozen.params.run
    left, back = run.warm_up_ends + DAY, run.warm_up_ends + 31 * DAY
    ramped = back + 60 * DAY
    lines = [
        line(left, Kind.PERSON_LEFT, 0, AE, Reason.RESIGNED),
        line(back, Kind.PERSON_JOINED, 1, AE, since=left),
        *won(ramped - DAY, 0, 10_000_000, back),
        *won(ramped + DAY, 1, 20_000_000, back),
    ]
    found = values(frozen, *lines)
    time = (run.ends - ramped) + (left - run.warm_up_ends)
    expected = 200_000 / (470_000 * time / (365.25 * DAY))
    assert found["attainment_mean"] == pytest.approx(expected / 3)  # three seats, two sold nothing
    assert found["attainment_median"] == 0
    assert found["share_at_quota"] == 0


def test_attainment_is_measured_by_the_quotas_that_were_in_force(frozen: Frozen) -> None:
    run = frozen.params.run
    middle = run.warm_up_ends + 146 * DAY
    lines = [
        *(line(middle, Kind.QUOTA_SET, seat=seat, value=94_000_000) for seat in (AE, AE + 1)),
        *won(middle + DAY, 0, 20_000_000, middle),
    ]
    found = values(frozen, *lines)
    asked = (146 * 470_000 + (365 - 146) * 940_000) / 365.25
    assert found["attainment_mean"] == pytest.approx(200_000 / asked / 3)
    log = rows(*everybody(), *lines)
    seats = seat_frame(frozen, log)
    assert seats["quota"][AE] == pytest.approx(asked * 365.25 / 365)
    assert seats["attainment"][AE] == pytest.approx(200_000 / asked)
    assert seats["quota"][AE + 2] == 1_000_000
    assert seats["attainment"][AE + 2] == 0
    assert np.isnan(seats["attainment"][SDR])


def test_a_new_quota_asks_nothing_of_a_vacant_seat(frozen: Frozen) -> None:
    run = frozen.params.run
    left = run.warm_up_ends + 73 * DAY
    lines = [
        line(left, Kind.PERSON_LEFT, 0, AE, Reason.RESIGNED),
        line(left + DAY, Kind.QUOTA_SET, seat=AE, value=94_000_000),
        line(left + 73 * DAY, Kind.PERSON_JOINED, 1, AE, since=left),
    ]
    seats = seat_frame(frozen, rows(*everybody(), *lines))
    expected = (73 * 470_000 + (365 - 146) * 940_000) / (365 - 73)
    assert seats["quota"][AE] == pytest.approx(expected)


def test_coverage_follows_the_quotas_in_force_and_the_seats_that_are_there(frozen: Frozen) -> None:
    run = frozen.params.run
    deal = [
        line(0, Kind.OPPORTUNITY_OPENED, 0, AE, Source.INITIAL, value=97_000_000),
        line(0, Kind.STAGE_ENTERED, 0, AE, Stage.PROPOSAL, value=97_000_000, other=0),
    ]
    before = run.warm_up_ends - DAY
    doubled = [line(before, Kind.QUOTA_SET, seat=AE, value=94_000_000)]
    gone = [
        line(before, Kind.PERSON_LEFT, 0, AE + 1, Reason.LAID_OFF),
        line(before, Kind.SEAT_CLOSED, seat=AE + 1, code=Reason.LAID_OFF),
    ]
    usual = 4 * 970_000 / (2 * 470_000 + 1_000_000)
    assert values(frozen, *deal)["pipeline_coverage"] == pytest.approx(usual)
    with_more = values(frozen, *deal, *doubled)["pipeline_coverage"]
    assert with_more == pytest.approx(4 * 970_000 / (3 * 470_000 + 1_000_000))
    with_less = values(frozen, *deal, *doubled, *gone)["pipeline_coverage"]
    assert with_less == pytest.approx(4 * 970_000 / (2 * 470_000 + 1_000_000))


def test_who_was_promoted_counts_as_ramped_earlier(frozen: Frozen) -> None:
    run = frozen.params.run
    left = run.warm_up_ends + DAY
    found = {}
    for reason in (Reason.NONE, Reason.PROMOTED):  # promotion_ramp is 0.5: 30 days, not 60
        lines = [
            line(left, Kind.PERSON_LEFT, 0, AE, Reason.RESIGNED),
            line(left, Kind.PERSON_JOINED, 1, AE, reason, since=left),
            *won(left + 45 * DAY, 0, 10_000_000, left),
        ]
        found[reason] = values(frozen, *lines)
    assert found[Reason.NONE]["attainment_mean"] == 0
    expected = 100_000 / (470_000 * (365 - 30) / 365.25) / 3
    assert found[Reason.PROMOTED]["attainment_mean"] == pytest.approx(expected)
    assert found[Reason.NONE]["on_ramp.ae"] == pytest.approx(60 / (3 * 365))
    assert found[Reason.PROMOTED]["on_ramp.ae"] == pytest.approx(30 / (3 * 365))
    assert found[Reason.PROMOTED]["on_ramp.csm"] == 0


def test_only_leaders_agendas_count_as_crowded_out_and_their_operations_do(frozen: Frozen) -> None:
    at, months = monday(frozen), 365 / (365.25 / 12)
    lines = [
        line(at + HOUR, Kind.WORK_DONE, -1, MANAGER, Work.HYGIENE, at, at, HOUR),
        line(at, Kind.CROWDED_OUT, -1, MANAGER, Work.DASHBOARDS),
        line(at, Kind.CROWDED_OUT, -1, CSM, Work.HYGIENE),
    ]
    found = values(frozen, *lines)
    assert found["crowded_out"] == pytest.approx(1 / months)
    assert found["agenda_delivered"] == 0.5
    assert found["leader_hours.hygiene"] == pytest.approx(FOCUS / months)


def test_lifetime_value_is_margin_over_the_expected_lifetime(frozen: Frozen) -> None:
    begin = frozen.params.run.warm_up_ends
    book = [line(0, Kind.CUSTOMER_STARTED, i, CSM, 0, since=-DAY, value=100) for i in range(4)]
    lost = line(begin + DAY, Kind.CUSTOMER_CHURNED, 0, CSM, 0, value=100, other=0)
    found = values(frozen, *book, lost, *won(begin + 5 * DAY, 4, 2_000_000, begin))
    assert found["ltv"] == pytest.approx(20_000 * 0.8 / 0.25)
    assert found["ltv_to_cac"] == pytest.approx(found["ltv"] / found["cac_per_customer"])


def test_a_quarter_that_the_run_cuts_off_is_in_no_figure_of_quarters() -> None:
    for months, counts in ((12, True), (11, False), (10, False)):
        frozen = company(warm_up_months=6, horizon_months=months)
        last = int(frozen.params.run.quarter_starts[-1])
        first = int(frozen.params.run.quarter_starts[-2])
        found = values(
            frozen,
            *won(first + 40 * DAY, 0, 3_000_000, first),
            *won(last + 10 * DAY, 1, 1_000_000, first),
        )
        share = 1 / 4 if counts else 0.0
        assert found["quarter_start_pace"] == pytest.approx(share / 3 * 13)


def test_what_is_committed_is_held_against_the_deals_open_then(frozen: Frozen) -> None:
    at = int(frozen.params.run.month_starts[8])
    lines = [
        line(at, Kind.FORECAST_MADE, -1, AE, since=3_000_000, value=5_000_000),
        *won(at + 30 * DAY, 0, 2_000_000, at - DAY),  # open then and won in time
        *won(at + 60 * DAY, 1, 4_000_000, at + DAY),  # not yet open
        *won(at + 100 * DAY, 2, 8_000_000, at - DAY),  # too late
    ]
    found = values(frozen, *lines)
    months = frozen.params.run.fiscal_starts
    from_open = 0
    for begin in months[(months >= frozen.params.run.warm_up_ends)].tolist():
        if begin + 90 * DAY > frozen.params.run.ends:
            continue
        for opened, closed, cents in (
            (at - DAY, at + 30 * DAY, 2_000_000),
            (at + DAY, at + 60 * DAY, 4_000_000),
            (at - DAY, at + 100 * DAY, 8_000_000),
        ):
            from_open += cents * (opened < begin <= closed < begin + 90 * DAY)
    assert found["commit_bias"] == pytest.approx(3_000_000 / from_open - 1)


def test_leaders_hours_are_concentrated_work(frozen: Frozen) -> None:
    at, months = monday(frozen), 365 / (365.25 / 12)
    lines = [
        line(at + 5 * HOUR, Kind.WORK_DONE, AE, MANAGER, Work.COACHING, at, at, 5 * HOUR),
        line(at + 7 * HOUR, Kind.WORK_DONE, 1, MANAGER, Work.ALIGNING, at, at, 2 * HOUR),
        line(at + 9 * HOUR, Kind.WORK_DONE, 0, MANAGER, Work.SPONSORING, at, at, 2 * HOUR),
        line(at, Kind.CROWDED_OUT, AE, MANAGER, Work.COACHING),
    ]
    found = values(frozen, *lines)
    assert found["coaching_hours"] == pytest.approx(5 * FOCUS / (6 * months))
    assert found["leader_hours.coaching"] == pytest.approx(5 * FOCUS / months)
    assert found["alignment_hours"] == pytest.approx(2 * FOCUS / months)
    assert found["sponsored_deals"] == pytest.approx(365.25 / 365)
    assert found["crowded_out"] == pytest.approx(1 / months)


def test_the_story_folds_to_the_same_kpis_as_plain_python_counts(frozen: Frozen) -> None:
    log = Story(frozen.params, seed=5).log()
    found = dict(zip([kpi.name for kpi in kpis(frozen)], fold(frozen.params, log), strict=True))
    inside = log[log["time"] >= frozen.params.run.warm_up_ends]

    def of(kind: int) -> np.ndarray:
        return inside[inside["kind"] == kind]

    wins, lost = of(Kind.DEAL_WON), of(Kind.DEAL_LOST)
    assert found["wins"] == len(wins) > 20
    assert found["new_arr"] == pytest.approx(wins["value"].sum() / 100)
    assert found["win_rate"] == pytest.approx(len(wins) / (len(wins) + len(lost)))
    assert found["sao"] == len(of(Kind.OPPORTUNITY_OPENED))
    assert found["mql.paid"] == (of(Kind.LEAD_MARKETING_QUALIFIED)["code"] == 1).sum()
    days = (wins["time"] - wins["since"]) / DAY
    assert found["cycle_p90"] == pytest.approx(np.quantile(days, 0.9))
    work = of(Kind.WORK_DONE)
    sdr = work[(work["seat"] <= 1) & (work["since"] >= frozen.params.run.warm_up_ends)]
    waits = [
        office_at(frozen.params.clock, int(row["since"]))
        - office_at(frozen.params.clock, int(row["value"]))
        for row in sdr
    ]
    assert found["waiting.sdr"] == pytest.approx(np.mean(waits) / HOUR)


def test_rows_at_or_after_the_end_change_nothing(frozen: Frozen) -> None:
    log = Story(frozen.params, seed=5, leads_per_day=1).log()
    late = won(frozen.params.run.ends + 5, 0, 10**9, frozen.params.run.ends)[2:]
    longer = np.concatenate((log, rows(*late)))
    np.testing.assert_array_equal(fold(frozen.params, longer), fold(frozen.params, log))


def test_office_seconds_from_one_array_are_those_of_the_calendar(frozen: Frozen) -> None:
    clock = frozen.params.clock
    for time in np.random.default_rng(1).integers(-DAY, 600 * DAY, 2_000).tolist():
        assert office_of(clock.office_before, clock.opens, time) == office_at(clock, time)


_DIGEST = """
import hashlib
from sim.metrics.fold import fold
from sim.metrics.frames import seat_frame
from sim.metrics.monthly import monthly
from tests.metrics_world import Story, company
found = b""
for warm_up, months in ((3, 7), (0, 4)):
    params = company(warm_up, months).params
    log = Story(params, seed=3, leads_per_day=1).log()
    found += fold(params, log).tobytes() + monthly(params, log).tobytes()
print(hashlib.sha256(found).hexdigest())
"""


@pytest.mark.slow
def test_kpis_are_the_same_bytes_with_and_without_compilation() -> None:
    digests = set()
    for switch in ("0", "1"):
        answer = subprocess.run(
            [sys.executable, "-W", "error", "-c", _DIGEST],
            cwd=ROOT,
            env={**os.environ, "NUMBA_DISABLE_JIT": switch},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(answer.stdout.strip())
    assert len(digests) == 1
