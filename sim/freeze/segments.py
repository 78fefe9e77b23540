"""Segments: their deals, customers and the book at the start."""

from __future__ import annotations

import numpy as np

from sim.errors import InputError
from sim.freeze.tables import DAY, HOUR, new_table
from sim.params import SEGMENT, STAGES
from sim.rules.leader import MONTH
from sim.scenario.schema import Scenario, Segment


def show_chance(held: float, rebook_share: float, rebookings: int) -> float:
    """Return the chance per booking that gives this share of meetings held after re-bookings.

    Solves held = s·Σ_k ((1 - s)·r)^k, k = 0 … re-bookings, for s by bisection.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        s = (low + high) / 2
        again = (1 - s) * rebook_share
        low, high = (
            (s, high) if s * sum(again**k for k in range(rebookings + 1)) < held else (low, s)
        )
    return (low + high) / 2


def freeze_segments(scenario: Scenario) -> np.recarray:
    rows = new_table(len(scenario.segments), SEGMENT)
    first = 0
    for nth, (name, s) in enumerate(scenario.segments.items()):
        row = rows[nth]
        row.accounts, row.first_account = s.addressable_accounts, first
        first += s.addressable_accounts
        _freeze_deal(row, s, scenario)
        _freeze_customer(row, s)
        _freeze_save(row, s, scenario)
        _freeze_initial(row, s, scenario, name)
    return rows


def _freeze_deal(row: np.record, s: Segment, scenario: Scenario) -> None:
    m = scenario.meeting
    row.annual_value, row.value_sigma = s.annual_value, s.value_sigma
    row.usual_discount, row.asked_discount = s.usual_discount, s.asked_discount
    row.discount_sigma = s.discount_sigma
    row.advance[:] = s.stage_advance
    row.deliberation[:] = np.array(s.stage_days) * DAY
    row.deliberation_sigma, row.buyer_sigma = s.stage_sigma, s.buyer_sigma
    row.meetings, row.meeting_gap = s.meetings_per_stage, s.meeting_gap_days * DAY
    row.meeting_share = s.meeting_share
    row.selling_work, row.discovery_work = s.selling_hours * HOUR, s.discovery_hours * HOUR
    row.no_show_work, row.closing_work = s.no_show_hours * HOUR, s.closing_hours * HOUR
    row.technical_share, row.se_work = s.technical_share, s.se_hours * HOUR
    row.support_work, row.sponsor_work = s.deal_support_hours * HOUR, s.sponsor_hours * HOUR
    row.prospecting_yield, row.prospecting_blocks = (
        s.prospecting_yield,
        s.prospecting_blocks_per_week,
    )
    row.prospecting_work = s.prospecting_hours * HOUR
    row.outbound_yield = s.outbound_yield
    row.self_accept, row.outbound_accept = s.self_sourced_accept, s.outbound_accept
    row.setter_accept = scenario.setter.accept
    row.self_show = show_chance(s.self_sourced_held, m.rebook_share, m.rebookings)
    row.outbound_show = show_chance(s.outbound_held, m.rebook_share, m.rebookings)
    row.setter_show = show_chance(scenario.setter.held, m.rebook_share, m.rebookings)


def _freeze_customer(row: np.record, s: Segment) -> None:
    row.churn, row.contraction, row.contraction_size = s.churn, s.contraction, s.contraction_size
    row.expansion_per_month = min(0.95, s.expansion / 12)
    row.expansion_success, row.expansion_size = s.expansion_success, s.expansion_size
    row.expansion_work = s.expansion_hours * HOUR
    row.onboarding_work, row.onboarding_time = (
        s.onboarding_hours * HOUR,
        int(s.onboarding_days * DAY),
    )
    row.check_in_every = int(12 * MONTH / s.check_ins_per_year)
    row.check_in_work, row.save_work = s.check_in_hours * HOUR, s.save_hours * HOUR
    row.champion_work = s.champion_hours * HOUR


def _freeze_save(row: np.record, s: Segment, scenario: Scenario) -> None:
    """An executive whose help has no effect is not asked: no hour of a leader moves a customer."""
    helps = scenario.csm.escalation_effect != 0
    row.escalation_work = s.save_executive_hours * HOUR if helps else 0.0


def _share_of_arr(scenario: Scenario, name: str) -> float:
    """The segment's part of the initial ARR: its share among the segments that are there."""
    total = sum(segment.initial_arr_share for segment in scenario.segments.values())
    if total <= 0 < scenario.initial.arr:
        raise InputError(
            "no segment has a share of the initial ARR",
            key=f"segments.{name}.initial_arr_share",
            hint="give one segment a share, or set initial.arr to 0",
        )
    return scenario.segments[name].initial_arr_share / total if total else 0.0


def _freeze_initial(row: np.record, s: Segment, scenario: Scenario, name: str) -> None:
    i = scenario.initial
    arr = i.arr / (1 + i.warm_up_growth) * _share_of_arr(scenario, name)
    row.initial_customers = round(arr / s.initial_annual_value)
    row.initial_value = s.initial_annual_value
    if row.initial_customers > s.addressable_accounts / 2:
        raise InputError(
            f"the initial ARR needs {row.initial_customers} customers, more than half of the "
            f"segment's {s.addressable_accounts} accounts",
            key=f"segments.{name}.addressable_accounts",
            hint="raise addressable_accounts or lower initial.arr",
        )
    per_day = i.open_deals * i.inflow.get(name, 0.0) / 365
    reached = 1.0
    for stage in range(STAGES):
        days = s.stage_days[stage] + 1.0 + s.meeting_gap_days * (s.meetings_per_stage - 1)
        row.initial_deals[stage] = round(per_day * reached * days)
        reached *= s.stage_advance[stage]
