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
    SettingParams,
)
from sim.rules.leader import MONTH
from sim.scenario.schema import Bdr, Outbound, Scenario
from sim.vocabulary import ExpansionOwner, TouchOrder

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
        order=getattr(TouchOrder, s.order.upper()),
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
        target_level=level,
        target_quality=selection(fit**2, math.sqrt(2) * fit, level),
        campaign_share=o.campaign_share if isinstance(o, Bdr) else 0.0,
        campaign_chance=o.campaign_occasion if isinstance(o, Bdr) else 0.5,
        campaign_rest=int(o.campaign_rest_days * DAY) if isinstance(o, Bdr) else 0,
    )


def freeze_setting(scenario: Scenario) -> SettingParams:
    s = scenario.setter
    return SettingParams(
        confirms=int(s.confirms),
        confirmation_work=s.confirmation_hours * HOUR,
        confirmation_lead=int(s.confirmation_days * DAY),
        confirmation_effect=s.confirmation_effect,
        usual_confirmed=s.usual_confirmed,
        recovers=int(s.recovers),
        rebooking_work=s.rebooking_hours * HOUR,
        rebooking_time=int(s.rebooking_days * DAY),
        rebooking_effect=s.rebooking_effect,
        usual_recovered=s.usual_recovered,
        scheduling_share=s.scheduling_share if s.schedules else 0.0,
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
        if name not in ("rest", "slip_window") and (name == "se_effect" or name[:3] != "se_")
    }
    return AeParams(
        **same,
        rest=int(a.rest_days * DAY),
        slip_window=a.slip_window_days * DAY,
        se_patience=scenario.se.patience_days * DAY,
        se_patience_exponential=int(scenario.se.patience_spread == "exponential"),
        se_work_exponential=int(scenario.se.work_spread == "exponential"),
    )


def freeze_csm(scenario: Scenario) -> CsmParams:
    c = scenario.csm
    solved = {
        "rest": int(c.rest_days * DAY),
        "champion_leaves": c.champion_turnover / 12,
        "champion_effect": math.log(c.champion_hazard_ratio),
        "expansion_owner": getattr(ExpansionOwner, c.expansion_owner.upper()),
        "escalation_patience": c.escalation_patience_days * DAY,
    }
    same = {name: getattr(c, name) for name in CsmParams._fields if name not in solved}
    return CsmParams(**same, **solved)


def freeze_people(scenario: Scenario) -> PeopleParams:
    p = scenario.people
    return PeopleParams(
        skill_sigma=p.skill_sigma,
        tenure_effect=p.tenure_effect,
        attainment_effect=p.attainment_effect,
        attention_effect=p.attention_effect,
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
