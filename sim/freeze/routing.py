"""Who is eligible for a desk."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.freeze.tables import HOUR
from sim.params import RoutingParams
from sim.scenario.schema import Scenario
from sim.vocabulary import Desk, Role, Routing


def freeze_routing(scenario: Scenario, seats: np.recarray) -> RoutingParams:
    r, segments = scenario.routing, len(scenario.segments)
    first = np.zeros((len(Desk), segments), np.int64)
    count = np.zeros((len(Desk), segments), np.int64)
    members: list[int] = []
    serves = np.zeros((len(seats), segments), np.int64)
    for segment in range(segments):
        for desk, roles in _DESK_ROLES.items():
            eligible = _eligible(seats, roles, segment)
            first[desk, segment], count[desk, segment] = len(members), len(eligible)
            members += eligible
            if desk == Desk.EVALUATIONS:
                serves[eligible, segment] = 1
    return RoutingParams(
        leads=_policy(r.leads),
        deals=_policy(r.deals),
        customers=_policy(r.customers),
        manual_share=r.manual_share,
        manual_work=r.manual_hours * HOUR,
        first=first,
        number=count,
        members=np.array(members, np.int64),
        serves=serves,
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


def _eligible(seats: np.recarray, roles: Iterable[int], segment: int) -> list[int]:
    """Return who works a desk: the first role that the company has; those of the segment if there
    are any, else generalists, else everybody of the role."""
    for role in roles:
        of_role = np.flatnonzero(seats.role == role)
        for group in (
            of_role[seats.segment[of_role] == segment],
            of_role[seats.segment[of_role] < 0],
            of_role,
        ):
            if len(group):
                return [int(number) for number in group]
    return []


def _policy(name: str) -> int:
    return int(getattr(Routing, name.upper()))
