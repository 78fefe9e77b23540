"""Policies, and which roles work a desk."""

from __future__ import annotations

import numpy as np

from sim.freeze.tables import HOUR
from sim.params import RoutingParams
from sim.scenario.schema import Scenario
from sim.vocabulary import Desk, Role, Routing


def freeze_routing(scenario: Scenario) -> RoutingParams:
    r = scenario.routing
    roles = np.full((len(Desk), max(map(len, _DESK_ROLES.values()))), -1, np.int64)
    for desk, asked in _DESK_ROLES.items():
        roles[desk, : len(asked)] = asked
    return RoutingParams(
        leads=_policy(r.leads),
        deals=_policy(r.deals),
        customers=_policy(r.customers),
        manual_share=r.manual_share,
        manual_work=r.manual_hours * HOUR,
        roles=roles,
    )


_DESK_ROLES: dict[int, tuple[int, ...]] = {
    Desk.LEADS: (Role.SDR, Role.BDR, Role.AE),
    Desk.DEALS: (Role.AE,),
    Desk.CUSTOMERS: (Role.CSM,),
    Desk.EVALUATIONS: (Role.SE,),
    Desk.ROUTINGS: (Role.SALES_OPS,),
    Desk.EXPANSIONS: (Role.AE,),
    Desk.SETTINGS: (Role.SETTER,),
}


def _policy(name: str) -> int:
    return int(getattr(Routing, name.upper()))
