"""Policies, and which roles work a desk."""

from __future__ import annotations

import numpy as np

from sim.freeze.tables import DAY, HOUR
from sim.params import RoutingParams
from sim.rules.staffing import empty_desks, sellers_keep, staff_desks
from sim.scenario.schema import RoutingSection, Scenario
from sim.vocabulary import Desk, Role, Routing, Standing


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
        overflow=_limits(r),
        named=int("named" in (r.leads, r.deals, r.customers)),
        named_patience=int(r.named_patience_days * DAY),
        roles=roles,
        spill=int(r.spill),
        setters_serve_all=int(scenario.setter.serves == "all"),
    )


def _limits(r: RoutingSection) -> np.ndarray:
    """Return the open items at which an owner is full by desk, -1 where there is no limit."""
    limits = np.full(len(Desk), -1, np.int64)
    for desk, limit in (
        (Desk.LEADS, r.overflow_leads),
        (Desk.DEALS, r.overflow_deals),
        (Desk.CUSTOMERS, r.overflow_customers),
    ):
        limits[desk] = -1 if limit is None else limit
    return limits


_DESK_ROLES: dict[int, tuple[int, ...]] = {
    Desk.LEADS: (Role.SDR, Role.BDR, Role.AE),
    Desk.DEALS: (Role.AE,),
    Desk.CUSTOMERS: (Role.CSM, Role.AE),
    Desk.EVALUATIONS: (Role.SE,),
    Desk.ROUTINGS: (Role.SALES_OPS, Role.TEAM_LEAD),
    Desk.EXPANSIONS: (Role.AE,),
    Desk.SETTINGS: (Role.SETTER,),
}


def handed_to(
    routing: RoutingParams, seats: np.recarray, jobs: np.recarray, segments: int
) -> np.ndarray:
    """Return the seats to which customers are handed: nobody where who sold them keeps them.

    Seats without a role (-1) are not there.
    """
    standing = np.where(seats.role >= 0, Standing.OPEN, Standing.ABSENT)
    if sellers_keep(seats, jobs, standing):
        return np.zeros(0, np.int64)
    desks = empty_desks(len(seats), segments)
    staff_desks(routing, seats, jobs, standing, desks)
    first, count = desks.first[Desk.CUSTOMERS], desks.number[Desk.CUSTOMERS]
    places = [np.arange(begin, begin + n) for begin, n in zip(first, count, strict=True)]
    return np.unique(desks.members[np.concatenate(places)])


def _policy(name: str) -> int:
    return int(getattr(Routing, name.upper()))
