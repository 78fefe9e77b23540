"""Companies of any size out of the default one, for measuring growth only.

Every team with seats is copied as often as the company is larger: the same kinds of people, the
same spans; teams of one function get leaders of their own once there are more than eight.  Demand,
customers, money and what the whole company does per month grow in proportion, so that a person of
the large company has the same work as one of the default company.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from sim.scenario.loading import load_scenario
from sim.scenario.schema import Scenario

SPAN = 8
PEOPLE_WITH_LEADERS = 61.5  # of one copy: 58 in six teams, 2 analysts, their share of leaders
SMALLEST = 63
MOST_ARR = 1e9

TEAMS: dict[str, dict[str, Any]] = {
    "Inbound": {"leader": "team_lead", "seats": {"sdr": 6, "setter": 2}},
    "Outbound": {"leader": "team_lead", "seats": {"bdr_mm": 6, "bdr_ent": 2}},
    "SMB sales": {"leader": "sales_manager", "seats": {"ae_smb": 8}},
    "Mid-market sales": {"leader": "sales_manager", "seats": {"ae_mm": 8}},
    "Enterprise sales": {"leader": "sales_manager", "seats": {"ae_ent": 4, "se": 5}},
    "Customer success": {
        "leader": "cs_manager",
        "seats": {"csm_smb": 3, "csm_mm": 5, "csm_ent": 3},
    },
}


def company(people: int) -> Scenario:
    """Return a company of about so many people: 12 is the start-up, 63 the default company.

    Raise ValueError for other numbers below 63.
    """
    if people == 12:
        return load_scenario("startup")
    if people < SMALLEST:
        raise ValueError(f"there is no company of {people} people: 12, 63 or more")
    copies = max(1, round((people - 4) / PEOPLE_WITH_LEADERS))
    base = load_scenario("default")
    return base if copies == 1 else load_scenario("default", _grown(base, copies))


def _grown(base: Scenario, copies: int) -> dict[str, Any]:
    """Return what has to be stated anew for so many copies of the default company."""
    changes: dict[str, Any] = {"org": _chart(copies)}
    for key in (
        *(f"channels.{name}.leads_per_month" for name in base.channels),
        *(f"segments.{name}.addressable_accounts" for name in base.segments),
        *(f"initial.inflow.{name}" for name in base.initial.inflow),
        "ledger.marketing_team_pay",
        "ledger.travel",
        "operations.usual_dashboards",
        "targeting.usual_analysis",
    ):
        changes[key] = _value(base, key) * copies
    # The schema has no room for more than $1B: the same customers then bring less each.
    arr = base.initial.arr * copies
    less = min(1.0, MOST_ARR / arr)
    changes["initial.arr"] = arr * less
    for name, segment in base.segments.items():
        changes[f"segments.{name}.initial_annual_value"] = segment.initial_annual_value * less
    for key in ("decay_per_thousand", "hygiene_per_hour", "dashboard_rate"):
        changes[f"operations.{key}"] = _value(base, f"operations.{key}") / copies
    return changes


def _value(scenario: Scenario, key: str) -> Any:
    found: Any = scenario
    for step in key.split("."):
        found = found[step] if isinstance(found, dict) else getattr(found, step)
    return found


def _chart(copies: int) -> dict[str, Any]:
    functions = {name: _function(name, copies) for name in TEAMS}
    success = functions.pop("Customer success")
    sales = [*functions.values(), _analysts(2 * copies)]
    revenue = [
        {"unit": "Marketing", "leader": "cmo"},
        {"unit": "Sales", "leader": "vp_sales", "teams": sales},
        success,
    ]
    top = {"unit": "Revenue", "leader": "cro", "teams": revenue}
    return {"unit": "Company", "leader": "ceo", "teams": [top]}


def _function(name: str, copies: int) -> dict[str, Any]:
    """All teams of one kind under leaders with at most eight teams each."""
    team = TEAMS[name]
    leader = "cs_manager" if team["leader"] == "cs_manager" else "sales_manager"
    teams = [{"unit": f"{name} {number + 1}", **team} for number in range(copies)]
    return _under(name, leader, teams)


def _analysts(seats: int) -> dict[str, Any]:
    """Sales operations in teams of at most eight."""
    teams = []
    for number in range(ceil(seats / SPAN)):
        size = min(SPAN, seats - number * SPAN)
        unit = f"Sales operations {number + 1}"
        teams.append({"unit": unit, "leader": "team_lead", "seats": {"sales_ops": size}})
    return teams[0] if len(teams) == 1 else _under("Sales operations", "team_lead", teams)


def _under(name: str, leader: str, teams: list[dict[str, Any]]) -> dict[str, Any]:
    """Put teams under leaders, eight at most under each, until one is left."""
    level = 1
    while len(teams) > SPAN:
        teams = [
            {
                "unit": f"{name}, level {level}, {first // SPAN + 1}",
                "leader": leader,
                "teams": teams[first : first + SPAN],
            }
            for first in range(0, len(teams), SPAN)
        ]
        level += 1
    return {"unit": name, "leader": leader, "teams": teams}
