"""Random companies for property tests: any roles, counts, trees, policies, effects and ties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sim.freeze import freeze
from sim.params import Params
from sim.scenario.loading import load_scenario

FRONT = ("sdr", "bdr_mm", "bdr_ent", "setter", "se", "csm_smb", "csm_mm", "csm_ent", "sales_ops")
SELLERS = ("ae_smb", "ae_mm", "ae_ent")
LEADERS = ("team_lead", "sales_manager", "cs_manager", "vp_sales", "cmo", "cco", "cso", "cro")


@st.composite
def seat_groups(draw: st.DrawFn) -> Any:
    """A few seats, or two groups of which one comes later or goes early."""
    count = draw(st.integers(1, 3))
    if draw(st.integers(0, 3)) > 0:
        return count
    days = [f"2026-{month:02}-{draw(st.integers(2, 28)):02}" for month in (1, 2)]
    dates = draw(
        st.sampled_from([{"starts": days[0]}, {"ends": days[0]}, {"starts": 0, "ends": 0}])
    )
    if len(dates) == 2:
        dates = {"starts": days[0], "ends": days[1]}
    return [{"count": count, **dates}, {"count": draw(st.integers(1, 2))}]


@st.composite
def org_trees(draw: st.DrawFn) -> dict[str, Any]:
    """A tree of one to five units under a CEO: seats land anywhere, leaders of any role."""
    units = draw(st.integers(1, 5))
    nodes: list[dict[str, Any]] = [{"unit": "Company", "leader": "ceo"}]
    for nth in range(units):
        leader = draw(st.sampled_from([None, *LEADERS]))
        node = {"unit": f"Unit {nth}", "leader": leader}
        draw(st.sampled_from(nodes)).setdefault("teams", []).append(node)
        nodes.append(node)
    jobs = draw(st.lists(st.sampled_from(FRONT), min_size=0, max_size=7, unique=True))
    jobs += draw(st.lists(st.sampled_from(SELLERS), min_size=1, max_size=3, unique=True))
    for job in jobs:
        node = draw(st.sampled_from(nodes))
        node.setdefault("seats", {})[job] = draw(seat_groups())
    return nodes[0]


def jobs_of(node: dict[str, Any]) -> list[str]:
    """The jobs that have seats in a tree."""
    below = [job for team in node.get("teams", ()) for job in jobs_of(team)]
    return sorted({*node.get("seats", {}), *below})


@st.composite
def dated_events(draw: st.DrawFn, org: dict[str, Any]) -> list[dict[str, Any]]:
    """A few events in January, each on a day of its own."""
    days = draw(st.lists(st.integers(2, 28), max_size=5, unique=True))
    events = []
    for day in sorted(days):
        event = draw(one_event(org))
        if event["event"] == "hiring_freeze" and any(e["event"] == "hiring_freeze" for e in events):
            continue
        if event["event"] == "layoff" and not may_lay_off(event, events, org):
            continue
        lasting = event["event"] in ("demand", "budget_cut", "hiring_freeze")
        until = {"until": f"2026-02-{draw(st.integers(1, 28)):02}"} if lasting else {}
        events.append({**event, "date": f"2026-01-{day:02}", **until})
    return events


def may_lay_off(event: dict[str, Any], earlier: list[dict[str, Any]], org: dict[str, Any]) -> bool:
    """Whether the first chart has the job and no layoff or other chart came before."""
    named = [one["event"] for one in earlier]
    return event["job"] in jobs_of(org) and not {"layoff", "reorganisation"} & set(named)


@st.composite
def one_event(draw: st.DrawFn, org: dict[str, Any]) -> dict[str, Any]:
    """An event without its date."""
    factor = st.sampled_from([0, 0.4, 1.7])
    channels = draw(st.sampled_from([None, ["organic"], ["organic", "hand_raiser"]]))
    job = st.sampled_from(jobs_of(org))
    match draw(st.integers(0, 8)):
        case 0:
            return {"event": "demand", "factor": draw(factor), "channels": channels}
        case 1:
            fades = draw(st.sampled_from([None, 0.5]))
            part = {"share": draw(st.floats(0.01, 1)), "effect": draw(st.floats(-2, 0))}
            return {"event": "competitor", "half_life_months": fades, **part}
        case 2:
            return {"event": "price", "factor": draw(st.floats(0.2, 3)), "segments": ["smb"]}
        case 3:
            who = draw(st.sampled_from(["best", "first"]))
            return {"event": "exit", "job": draw(job), "who": who}
        case 4:
            front = [name for name in jobs_of(org) if name in FRONT]
            return {"event": "layoff", "job": draw(st.sampled_from(front or ["sdr"])), "count": 1}
        case 5:
            return {"event": "budget_cut", "factor": draw(factor), "channels": channels}
        case 6:
            return {"event": "hiring_freeze"}
    chart = draw(st.sampled_from([org, draw(org_trees())]))
    return {
        "event": "reorganisation",
        "org": chart,
        "speed_loss": draw(st.sampled_from([0, 0.3])),
        "quit_ratio": draw(st.sampled_from([1, 3])),
        "portfolio_handoffs": draw(st.sampled_from([0, 0.5])),
    }


@st.composite
def closing(draw: st.DrawFn) -> dict[str, Any]:
    """Pay plans, quotas, prices and forecasts, on or off."""
    effect, share = st.floats(-1, 1), st.floats(0, 1)
    overrides = {
        "calendar.start": draw(st.sampled_from(["2026-01-01", "2025-12-16"])),
        "calendar.fiscal_year_start": draw(st.integers(1, 12)),
        "plans.accelerated.period_months": draw(st.sampled_from([1, 3, 12])),
        "plans.accelerated.threshold": draw(st.floats(0, 0.9)),
        "plans.accelerated.below_rate": draw(share),
        "plans.accelerated.quota_bonus": draw(share),
        "plans.accelerated.cap": draw(st.sampled_from([0, 0.5, 2])),
        "plans.accelerated.clawback_months": draw(st.sampled_from([0, 1, 13])),
        "jobs.ae_mm.plan": draw(st.sampled_from([None, "linear", "capped"])),
        "quotas.setting": draw(st.sampled_from(["fixed", "top_down", "ratchet"])),
        "pricing.approvals": draw(st.booleans()),
        "pricing.cut_share": draw(share),
        "pricing.limits.ae": draw(st.floats(0, 0.3)),
        "pricing.limits.sales_manager": draw(st.floats(0, 0.3)),
        "pricing.offer_steps": draw(st.integers(0, 5)),
        "pricing.offer_base": draw(st.floats(-1, 4)),
        "pricing.answer_days": draw(st.floats(0.1, 5)),
        "pricing.price_effect": draw(effect),
        "ae.later_weight": draw(share),
        "ae.slip_window_days": draw(st.floats(0, 90)),
        "ae.slip_risk": draw(share),
        "ae.give_up_effect": draw(st.floats(0, 0.9)),
        "forecast.optimism": draw(effect),
        "forecast.commit_level": draw(share),
    }
    for job, quota in (("ae_smb", 40_000), ("ae_mm", 90_000), ("ae_ent", 0)):
        overrides[f"jobs.{job}.quota"] = draw(st.sampled_from([0, quota, 5 * quota]))
    return overrides


@st.composite
def sales_operations(draw: st.DrawFn) -> dict[str, Any]:
    """Analysts with and without time for their own work, data and tools that matter or not."""
    effect, share = st.floats(-5, 5), st.floats(0, 1)
    agenda = {
        f"leader.agendas.sales_ops.{work}_hours": draw(st.sampled_from([0, 20, 120]))
        for work in ("hygiene", "dashboard", "enablement", "analysis")
    }
    return agenda | {
        "operations.data_quality": draw(share),
        "operations.decay_per_thousand": draw(st.sampled_from([0, 0.04, 5])),
        "operations.hygiene_per_hour": draw(st.sampled_from([0, 0.002, 0.5])),
        "operations.connect_effect": draw(effect),
        "operations.risk_effect": draw(effect),
        "operations.misrouted": draw(share),
        "operations.misroute_effect": draw(effect),
        "operations.misroute_days": draw(st.floats(0.01, 10)),
        "operations.dashboard_rate": draw(st.floats(0, 0.2)),
        "operations.tool_adoption": draw(share),
        "operations.enablement_per_hour": draw(st.sampled_from([0, 0.05, 5])),
        "operations.adoption_effect": draw(share),
    }


@st.composite
def marketing(draw: st.DrawFn) -> dict[str, Any]:
    """Feedback, budgets and strategy of any strength, none included."""
    share, months = st.floats(0, 1), st.sampled_from([0, 1, 2])
    agenda = {
        f"leader.agendas.{role}.strategy_hours": draw(st.sampled_from([0, 10, 60]))
        for role in ("vp_sales", "cro", "ceo", "sales_manager")
    }
    return agenda | {
        "feedback.learning": draw(st.sampled_from([0, 0.15, 1])),
        "feedback.drift": draw(st.sampled_from([0, 0.06, 1])),
        "feedback.half_outcomes": draw(st.floats(1, 500)),
        "feedback.fade": draw(st.floats(0, 2)),
        "feedback.lag_per_level": draw(st.floats(0, 3)),
        "demand.score_noise": draw(st.sampled_from([0, 0.5, 1.1])),
        "budget.every_months": draw(months),
        "budget.objective": draw(st.sampled_from(["mql", "sao", "arr"])),
        "budget.owner": draw(st.sampled_from(["marketing", "common_boss"])),
        "budget.step": draw(st.floats(0, 2)),
        "budget.floor": draw(share),
        "budget.ceiling": draw(st.floats(1, 5)),
        "budget.hours": draw(st.floats(0.1, 40)),
        "targeting.strategy_effect": draw(st.floats(0, 4)),
        "targeting.analysis_effect": draw(st.floats(0, 4)),
        "bdr.target_share": draw(st.floats(0.1, 0.9)),
    }


@st.composite
def management_rules(
    draw: st.DrawFn, org: dict[str, Any], sellers: list[str]
) -> list[dict[str, Any]]:
    """A few rules, most of which act; ``sellers`` are the jobs with a quota."""
    job = st.sampled_from(jobs_of(org))
    found = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 3]))):
        figures = ["pipeline_coverage", "utilisation", "backlog", "attainment"]
        side = draw(st.sampled_from([{"above": 0}, {"below": 3}, {"above": 0.5}]))
        rule = {"when": draw(st.sampled_from(figures)), "of": draw(job), **side}
        if rule["when"] in ("pipeline_coverage", "attainment"):
            rule["of"] = draw(st.sampled_from([None, *sellers]))
        what = draw(st.sampled_from(["hire", "freeze_hiring", "spend"]))
        more = {
            "hire": {"job": draw(job), "most": 2},
            "freeze_hiring": {"months": 0.5},
            "spend": {"factor": draw(st.sampled_from([0, 0.5, 2]))},
        }[what]
        found.append({**rule, "do": what, "once_every_months": 1, **more})
    return found


@st.composite
def companies(draw: st.DrawFn) -> Params:
    """A frozen random company with a short run and many simultaneous events."""
    effect, share = st.floats(-1, 1), st.floats(0, 1)
    policy = st.sampled_from(["round_robin", "least_loaded", "territory", "by_score", "named"])
    limit = st.one_of(st.none(), st.integers(1, 60))
    overrides = {
        "calendar.warm_up_months": 0,
        "calendar.horizon_months": draw(st.integers(1, 3)),
        "calendar.time_grid": draw(st.sampled_from([1, 60, 900, 3600])),
        "calendar.workdays": draw(
            st.sampled_from([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6], [6, 0]])
        ),
        "calendar.office_opens": draw(st.sampled_from([0, 9])),
        "initial.arr": draw(st.sampled_from([0, 1_000_000, 4_000_000])),
        "initial.open_deals": draw(st.sampled_from([0, 0.3])),
        "routing.leads": draw(policy),
        "routing.deals": draw(policy),
        "routing.customers": draw(policy),
        "routing.manual_share": draw(share),
        "routing.overflow_leads": draw(limit),
        "routing.overflow_deals": draw(limit),
        "routing.overflow_customers": draw(limit),
        "routing.spill": draw(st.booleans()),
        "routing.named_patience_days": draw(st.floats(0, 30)),
        "sdr.order": draw(st.sampled_from(["score", "newest", "oldest"])),
        "sdr.touches": draw(st.integers(1, 8)),
        "sdr.connects": draw(st.floats(0.05, 0.9)),
        "sdr.gap_hours": draw(st.floats(1, 60)),
        "sdr.patience_days": draw(st.floats(0.5, 20)),
        "sdr.recycle_share": draw(share),
        "sdr.recycle_days": draw(st.floats(0.5, 20)),
        "sdr.response_agreement_hours": draw(st.floats(0.5, 10)),
        "bdr.conversation_to_meeting": draw(share),
        "bdr.list_accounts": draw(st.integers(1, 40)),
        "bdr.rest_days": draw(st.floats(0, 20)),
        "setter.serves": draw(st.sampled_from(["own_segment", "all"])),
        "setter.confirms": draw(st.booleans()),
        "setter.confirmation_days": draw(st.floats(0, 3)),
        "setter.confirmation_effect": draw(effect),
        "setter.recovers": draw(st.booleans()),
        "setter.rebooking_days": draw(st.floats(0, 2)),
        "setter.rebooking_effect": draw(effect),
        "setter.schedules": draw(st.booleans()),
        "setter.scheduling_share": draw(share),
        "meeting.delay_days": draw(st.floats(0.1, 5)),
        "meeting.rebook_share": draw(share),
        "meeting.load_effect": draw(effect),
        "ae.extra_discovery": draw(share),
        "ae.skill_effect": draw(effect),
        "ae.rest_days": draw(st.floats(0, 20)),
        "se.patience_days": draw(st.floats(0.2, 10)),
        "csm.risk_noticed": draw(st.floats(0.05, 0.95)),
        "csm.risk_level": draw(effect),
        "csm.save_success": draw(st.floats(0.05, 0.95)),
        "bdr.campaign_share": draw(st.sampled_from([0, 0.3, 1])),
        "bdr.campaign_occasion": draw(st.floats(0.01, 0.9)),
        "bdr.campaign_rest_days": draw(st.floats(0, 90)),
        "demand.referral_elasticity": draw(st.sampled_from([0, 0.5, 1])),
        "demand.referral_health": draw(effect),
        "demand.usual_customers": draw(st.floats(0.5, 2)),
        "csm.expansion_owner": draw(st.sampled_from(["csm", "ae", "bdr"])),
        "csm.expansion_skill_effect": draw(effect),
        "csm.ae_expansion_effect": draw(effect),
        "csm.ae_expansion_time": draw(st.floats(0.5, 3)),
        "csm.escalation_effect": draw(st.sampled_from([0, -1, 2])),
        "csm.escalation_patience_days": draw(st.floats(0.1, 20)),
        "csm.cross_functional_share": draw(share),
        "csm.champion_turnover": draw(st.sampled_from([0, 0.95])),
        "csm.champion_hazard_ratio": draw(st.floats(0.5, 10)),
        "csm.champion_won": draw(st.floats(0.05, 0.95)),
        "structure.fidelity_unstructured": draw(st.floats(0, 0.97)),
        "structure.kept_of_leaver": draw(share),
        "structure.correction_rate": draw(st.floats(0, 3)),
        "people.second_interview_hours": draw(st.sampled_from([0, 2])),
        "people.interviews": draw(st.booleans()),
        "people.notice_days": draw(st.floats(0, 10)),
        "leader.agendas.team_lead.helping_hours": draw(st.sampled_from([0, 5, 100])),
        "leader.agendas.sales_manager.helping_hours": draw(st.sampled_from([0, 100])),
        "leader.coach_skill_effect": draw(effect),
        "leader.agendas.sales_manager.people_hours": draw(st.sampled_from([0, 0.5, 20])),
        "people.attention_effect": draw(effect),
        "people.promotion_share": draw(st.sampled_from([0, 0.5, 0.9])),
        "people.promotion_tenure_months": draw(st.sampled_from([0, 0, 12])),
        "people.promotion_days": draw(st.floats(0, 10)),
        "jobs.csm_smb.promotes_to": draw(st.sampled_from([None, "ae", "cs_manager"])),
        "jobs.ae_smb.promotes_to": draw(st.sampled_from([None, "sdr", "sales_manager"])),
        "leader.agendas.ceo.alignment_hours": draw(st.sampled_from([0, 6])),
        **draw(sales_operations()),
        **draw(marketing()),
    }
    overrides |= draw(closing())
    for segment in ("smb", "mm", "ent"):
        overrides[f"segments.{segment}.addressable_accounts"] = draw(st.integers(800, 5000))
        overrides[f"segments.{segment}.technical_share"] = draw(share)
        overrides[f"segments.{segment}.stage_days"] = [draw(st.floats(0.1, 8)) for _ in range(4)]
        overrides[f"segments.{segment}.meetings_per_stage"] = draw(st.integers(1, 3))
        overrides[f"segments.{segment}.save_hours"] = draw(st.floats(0.1, 3))
        overrides[f"segments.{segment}.save_executive_hours"] = draw(st.sampled_from([0, 0.1, 30]))
        overrides[f"segments.{segment}.expansion"] = draw(share)
        overrides[f"segments.{segment}.check_ins_per_year"] = draw(st.integers(1, 52))
    attrition = draw(st.sampled_from([0.0, 0.4, 0.95]))
    for job in (*FRONT, *SELLERS, *LEADERS):
        overrides[f"jobs.{job}.attrition"] = attrition
        overrides[f"jobs.{job}.vacancy_days"] = draw(st.floats(1, 40))
    for job in SELLERS:
        overrides[f"jobs.{job}.duty"] = draw(st.sampled_from(["all", "all", "hunter", "farmer"]))
    for channel in ("organic", "paid_search", "hand_raiser"):
        overrides[f"channels.{channel}.leads_per_month"] = draw(st.floats(0, 150))
    for channel in ("paid_social", "webinar", "events", "referral"):
        overrides[f"channels.{channel}.leads_per_month"] = draw(st.sampled_from([0, 20]))
    overrides["org"] = org = draw(org_trees())
    if overrides["calendar.start"] == "2026-01-01":  # which the dates of events follow
        overrides["events"] = draw(dated_events(org))
    sellers = [job for job in SELLERS if job in jobs_of(org) and overrides[f"jobs.{job}.quota"]]
    overrides["rules"] = draw(management_rules(org, sellers))
    return freeze(load_scenario("default", overrides)).params
