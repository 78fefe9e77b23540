"""The parameters of each desk."""

from __future__ import annotations

import math
from statistics import NormalDist

from sim.freeze.demand import selection
from sim.freeze.tables import DAY, HOUR
from sim.params import (
    AeParams,
    CsmParams,
    LedgerParams,
    MeetingParams,
    OutboundParams,
    PeopleParams,
    SdrParams,
)
from sim.rules.leader import MONTH
from sim.scenario.schema import Outbound, Scenario

_NORMAL = NormalDist()


def freeze_sdr(scenario: Scenario) -> SdrParams:
    s = scenario.sdr
    return SdrParams(
        touches=s.touches,
        gap=s.gap_hours * HOUR,
        connects=s.connects,
        touch_work=s.touch_hours * HOUR,
        conversation_work=s.conversation_hours * HOUR,
        booking_work=s.booking_hours * HOUR,
        skill_effect=s.skill_effect,
        quality_effect=s.quality_effect,
        patience=s.patience_days * DAY,
        patience_sigma=s.patience_sigma,
        agreement=int(s.response_agreement_hours * HOUR),
        recycle_share=s.recycle_share,
        recycle_delay=s.recycle_days * DAY,
    )


def freeze_outbound(scenario: Scenario, o: Outbound, slot: int) -> OutboundParams:
    fit = scenario.demand.fit_sigma
    level = _NORMAL.inv_cdf(1 - o.target_share)
    meetings = o.dials_per_day * o.connects * o.conversation_to_meeting
    meetings += (o.emails_per_day + o.social_per_day) * o.message_to_meeting
    attempts = o.blocks_per_day * o.accounts_per_block
    return OutboundParams(
        blocks_per_day=o.blocks_per_day,
        block_work=o.block_hours * HOUR,
        accounts_per_block=o.accounts_per_block,
        list_accounts=o.list_accounts,
        attempts=o.attempts,
        rest=int(o.rest_days * DAY),
        meeting_chance=min(0.9, o.calibration * meetings / attempts),
        skill_effect=o.skill_effect,
        target_slot=slot,
        target_cut=math.sqrt(2) * fit * level,
        target_quality=selection(fit**2, math.sqrt(2) * fit, level),
    )


def freeze_meeting(scenario: Scenario) -> MeetingParams:
    m = scenario.meeting
    return MeetingParams(
        delay=m.delay_days * DAY,
        delay_sigma=m.delay_sigma,
        rebook_share=m.rebook_share,
        rebookings=m.rebookings,
        quality_effect=m.quality_effect,
        fidelity_effect=m.fidelity_effect,
        load_effect=m.load_effect,
        full_load=m.full_load,
        alignment_effect=m.alignment_effect,
    )


def freeze_ae(scenario: Scenario) -> AeParams:
    a = scenario.ae
    same = {
        name: getattr(a, name)
        for name in AeParams._fields
        if (name != "rest" and not name.startswith("se_")) or name == "se_effect"
    }
    return AeParams(
        **same,
        rest=int(a.rest_days * DAY),
        se_patience=scenario.se.patience_days * DAY,
        se_patience_exponential=int(scenario.se.patience_spread == "exponential"),
        se_work_exponential=int(scenario.se.work_spread == "exponential"),
    )


def freeze_csm(scenario: Scenario) -> CsmParams:
    c = scenario.csm
    same = {name: getattr(c, name) for name in CsmParams._fields if name != "rest"}
    return CsmParams(**same, rest=int(c.rest_days * DAY))


def freeze_people(scenario: Scenario) -> PeopleParams:
    p = scenario.people
    return PeopleParams(
        skill_sigma=p.skill_sigma,
        tenure_effect=p.tenure_effect,
        attainment_effect=p.attainment_effect,
        coaching_effect=p.coaching_effect,
        overload_effect=p.overload_effect,
        fill_sigma=p.fill_sigma,
        notice=int(p.notice_days * DAY),
        interviews=int(p.interviews),
        second_interview_work=p.second_interview_hours * HOUR,
        promotion_share=p.promotion_share,
        promotion_tenure=int(p.promotion_tenure_months * MONTH),
        promotion_wait=int(p.promotion_days * DAY),
        promotion_ramp=p.promotion_ramp,
    )


def freeze_ledger(scenario: Scenario) -> LedgerParams:
    money = scenario.ledger
    return LedgerParams(
        payroll_load=money.payroll_load,
        marketing_team_per_year=round(100 * money.marketing_team_pay),
        tools_per_seat_year=round(100 * money.tools),
        travel_per_year=round(100 * money.travel),
        recruiting_per_hire=round(100 * money.recruiting),
        gross_margin=money.gross_margin,
        severance_months=money.severance_months,
    )
