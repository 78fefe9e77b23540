"""Changes of every parameter of the schema, and the companies in which each of them can matter.

A key is a dotted path; ``segments.*.churn`` stands for every segment, ``events.exit.who`` for the
entries of that kind.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.report.assumptions import assumptions
from sim.scenario.loading import load_scenario
from sim.scenario.merging import annotation_at, tagged
from sim.scenario.org_node import Person, SeatGroup
from sim.scenario.schema import Run, Scenario

SHORT: dict[str, Any] = {"calendar.warm_up_months": 1, "calendar.horizon_months": 7}
YEARS = {"calendar.warm_up_months": 0, "calendar.horizon_months": 16}
FEW_CSMS = {**YEARS, "org.Customer success.seats": {"csm_smb": 1, "csm_mm": 2, "csm_ent": 3}}
BY_AES = {"csm.expansion_owner": "ae"}
NEW_YEAR = {"calendar.fiscal_year_start": 4}
TOP_DOWN = {**NEW_YEAR, "quotas.setting": "top_down"}
BUSY_SETTER = {"setter.serves": "all", "org.Inbound.seats": {"sdr": 6, "setter": 1}}
CAPPED = {f"jobs.ae_{name}.plan": "capped" for name in ("smb", "mm")}
LOW_QUOTAS = {"jobs.ae_smb.quota": 200_000, "jobs.ae_mm.quota": 200_000}
FEW_ACCOUNTS = {"segments.smb.addressable_accounts": 5000, "segments.mm.addressable_accounts": 1500}
NAMED = {f"routing.{what}": "named" for what in ("leads", "deals", "customers")}
RESTLESS = {f"jobs.{job}.attrition": 0.9 for job in ("sdr", "ae_smb", "ae_mm", "csm_mm")}
UNATTENDED = {f"leader.agendas.{who}.people_hours": 0 for who in ("team_lead", "sales_manager")}
DAY = "2026-04-01"
REORGANISATION = {"event": "reorganisation", "date": DAY, "org": "cso_led"}
ENTRIES: dict[str, dict[str, Any]] = {
    "events.demand": {"date": DAY, "factor": 2},
    "events.competitor": {"date": DAY, "share": 0.3, "effect": -0.4, "half_life_months": 2},
    "events.price": {"date": DAY, "factor": 0.8},
    "events.exit": {"date": DAY, "job": "ae_mm"},
    "events.layoff": {"date": DAY, "job": "ae_mm", "count": 2},
    "events.budget_cut": {"date": DAY, "factor": 0.5},
    "events.hiring_freeze": {"date": DAY, "until": "2026-06-01"},
    "events.reorganisation": {"date": DAY, "org": "cso_led"},
    "rules.hire": {"when": "backlog", "of": "sdr", "above": 5, "job": "sdr", "most": 2},
    "rules.freeze_hiring": {
        "when": "backlog",
        "of": "sdr",
        "above": 20,
        "months": 2,
        "once_every_months": 2,
    },
    "rules.spend": {"when": "pipeline_coverage", "of": "ae_mm", "above": 1.5, "factor": 2},
}
"""One entry of each kind, which the fields of that kind are moved in."""

NEVER_FULL = {"entry": {"when": "utilisation", "above": 0.999}}

NEEDS: dict[str, dict[str, Any]] = {
    # customers of the first year: some months until they are late, a year until they renew
    "segments.*.onboarding_days": FEW_CSMS,
    "csm.late_effect": FEW_CSMS,
    "csm.attention_memory": FEW_CSMS,
    "plans.*.clawback_months": YEARS,
    # a market small enough for leads to come back
    "demand.returning_intent": FEW_ACCOUNTS,
    "demand.referral_limit": {"demand.usual_customers": 0.2},
    # policies of routing that are not the default
    "routing.overflow_leads": {"routing.leads": "round_robin"},
    "routing.overflow_deals": {"routing.deals": "round_robin"},
    "routing.overflow_customers": {"routing.customers": "round_robin"},
    "routing.spill": {"routing.overflow_deals": 6},
    "routing.named_patience_days": NAMED,
    # work that the default company does not do, or hardly
    "bdr.campaign_occasion": {"bdr.campaign_share": 0.3},
    "bdr.campaign_rest_days": {"bdr.campaign_share": 0.9},
    "setter.message_to_meeting": {"setter.emails_per_day": 20},
    "setter.rebooking_days": BUSY_SETTER,
    "setter.rebooking_effect": {**YEARS, **BUSY_SETTER, "setter.usual_recovered": 0},
    "meeting.load_effect": {"meeting.full_load": 3},
    "csm.cross_functional_share": {"company": "cso_led"},
    "csm.expansion_fidelity_effect": BY_AES,
    "csm.ae_expansion_effect": BY_AES,
    "csm.ae_expansion_time": BY_AES,
    # a new fiscal year, another way to set quotas, a quota that is reached
    "quotas.setting": NEW_YEAR,
    "quotas.growth": TOP_DOWN,
    "quotas.over_assignment": TOP_DOWN,
    "quotas.ratchet_share": {**NEW_YEAR, "quotas.setting": "ratchet"},
    "pricing.slip_days": {**CAPPED, **LOW_QUOTAS},
    "ae.slip_risk": {**CAPPED, **LOW_QUOTAS},
    # people who leave, seats that close
    "people.attention_effect": {**YEARS, **RESTLESS, **UNATTENDED},
    "leader.people_half": {**YEARS, **RESTLESS, **UNATTENDED},
    "ledger.severance_months": {"org.SMB sales.seats.ae_smb": {"count": 8, "ends": "2026-05-01"}},
    "events.exit.unit": {"entry": {"job": "team_lead"}},
    "rules.hire.when": NEVER_FULL,
    "rules.freeze_hiring.when": NEVER_FULL,
    "events.layoff.unit": {"org.SMB sales.seats.ae_mm": 2},
}
"""Companies for parameters that do not matter in the default company within some months."""

FIELDS: dict[str, list[Any]] = {
    "date": ["2026-05-01"],
    "until": ["2026-05-15", "2026-05-01"],
    "channels": [["organic"]],
    "segments": [["smb"]],
    "job": ["sdr", "csm_mm"],
    "unit": ["SMB sales", "Mid-market sales", "Outbound", "Inbound", "Mid-market and enterprise"],
    "who": ["first"],
    "org": ["by_segment", "islands"],
    "of": ["csm_smb", "ae_mm", "ae_smb"],
    "when": ["utilisation", "backlog", "attainment"],
    "above": [1000, 0.95],
    "below": [0.001],
    "for_months": [4],
    "once_every_months": [7, 1],
    "half_life_months": [20, None],
}
"""Other values of fields of entries, where the schema's range does not say them."""

WORDS: dict[str, list[Any]] = {
    "calendar.holidays": [[]],
    "calendar.workdays": [[0, 1, 2, 3]],
    "jobs.*.segment": [None, "smb", "mm"],
    "jobs.*.plan": ["linear", "capped"],
    "jobs.*.promotes_to": [None, "ae"],
    "jobs.*.role": ["sdr", "bdr"],
    "routing.overflow_leads": [5],
    "routing.overflow_deals": [3],
    "routing.overflow_customers": [3],
    "pricing.most_offers": [0],
    "plans.*.accelerators": [[], [{"above": 0.6, "rate": 3}]],
}
"""Other values of parameters that are no number, no choice and no list of numbers."""


MM = "org.Mid-market sales.seats.ae_mm"
CHARTS: dict[str, dict[str, Any]] = {
    "org.seats.*.count": {MM: 5},
    "org.seats.*.starts": {
        "org.Mid-market sales.seats.ae_mm": {"count": 8, "starts": "2026-05-01"}
    },
    "org.seats.*.ends": {MM: {"count": 8, "ends": "2026-05-01"}},
}
"""Changes of the chart."""


def declared() -> dict[str, FieldInfo]:
    """Every parameter of the schema by its key."""
    found = {}
    for one in assumptions(load_scenario("default")):
        path = tuple(word if word != "*" else "any" for word in one.key.split("."))
        found[one.key] = annotated(path)
    for section in ("events", "rules"):
        del found[section]
        for tag, kind in tagged(annotation_at((section, 0))).items():
            found |= {f"{section}.{tag}.{n}": info for n, info in kind.model_fields.items()}
    for prefix, kind in (("run", Run), ("org.seats.*", SeatGroup), ("org.people", Person)):
        found |= {f"{prefix}.{name}": info for name, info in kind.model_fields.items()}
    return found


def annotated(path: tuple[str, ...]) -> FieldInfo:
    """The declaration of the parameter at a path."""
    above: Any = annotation_at(path[:-1]) if len(path) > 1 else Scenario
    return above.model_fields[path[-1]]


def changes(key: str, info: FieldInfo, world: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Overrides that move the parameter (in one member of a family after the other)."""
    if key in CHARTS:
        yield CHARTS[key]
        return
    scenario = load_scenario("default", world)
    for path in members(scenario, key):
        value = value_at(scenario, path)
        for other in WORDS.get(key) or other_values(value, info):
            if other != value:
                yield {".".join(path): other}


def members(scenario: Scenario, key: str) -> list[tuple[str, ...]]:
    """The paths that a key stands for."""
    before, star, after = key.partition(".*.")
    if not star:
        return [tuple(key.split("."))]
    family = value_at(scenario, tuple(before.split(".")))
    return [(*before.split("."), name, after) for name in family]


def value_at(scenario: Scenario, path: tuple[str, ...]) -> Any:
    value: Any = scenario
    for word in path:
        value = value[word] if isinstance(value, dict) else getattr(value, word)
    return value


def other_values(value: Any, info: FieldInfo) -> list[Any]:
    """Other values within the limits, the ends of the plausible range first."""
    if isinstance(value, bool):
        return [not value]
    if get_origin(info.annotation) is Literal:
        return [word for word in get_args(info.annotation) if word != value]
    if isinstance(value, datetime.date):
        return [value + datetime.timedelta(days=40)]
    if isinstance(value, (int, float)):
        extra: Any = info.json_schema_extra
        near = [value * 2, value / 2, value + 1] if isinstance(value, float) else [value + 1]
        return [*(extra["plausible"] or ()), *near]
    if isinstance(value, list):
        return [[0.7 * entry for entry in value], value[::-1]]
    if isinstance(value, dict):
        return [{name: 0.3 * entry for name, entry in value.items()}]
    return []


def world_of(key: str) -> tuple[str, dict[str, Any]]:
    """The company, by its name and overrides, in which the parameter is moved."""
    more = dict(NEEDS.get(key, {}))
    company, entry = more.pop("company", "default"), more.pop("entry", {})
    if is_entry(key):
        section, tag, field = key.split(".")
        more[section] = [entry_of(section, tag, field) | entry]
    return company, {**SHORT, **more}


def is_entry(key: str) -> bool:
    return key.startswith(("events.", "rules."))


def changes_of(key: str, info: FieldInfo) -> Iterator[dict[str, Any]]:
    """Overrides that move the parameter, each alone, in the company of ``world_of``."""
    world = world_of(key)[1]
    return entry_changes(key, info, world) if is_entry(key) else changes(key, info, world)


def entry_changes(key: str, info: FieldInfo, world: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Overrides that move a field of a dated event or of a rule."""
    section, _, field = key.split(".")
    entry = world[section][0]
    extra: Any = info.json_schema_extra
    others = FIELDS.get(field) or [*(extra["plausible"] or ())]
    for other in others:
        if other != entry.get(field, info.default):
            yield {section: [{**entry, field: other}]}


def entry_of(section: str, tag: str, field: str) -> dict[str, Any]:
    """The entry of a kind, with the border on the side that the field is about."""
    word = "event" if section == "events" else "do"
    entry = {word: tag, **ENTRIES[f"{section}.{tag}"]}
    if field == "below" and "above" in entry:
        del entry["above"]
        entry["below"] = 50.0
    if field == "above" and "below" in entry:
        del entry["below"]
        entry["above"] = 0.0
    return entry
