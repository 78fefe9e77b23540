"""Who is eligible for a desk."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.freeze.tables import DAY, HOUR
from sim.params import RoutingParams
from sim.scenario.schema import RoutingSection, Scenario
from sim.vocabulary import Desk, Role, Routing


def freeze_routing(scenario: Scenario, seats: np.recarray) -> RoutingParams:
    r, segments = scenario.routing, len(scenario.segments)
    first = np.zeros((len(Desk), segments), np.int64)
    count = np.zeros((len(Desk), segments), np.int64)
    spill_first, spill_count = np.zeros_like(first), np.zeros_like(count)
    members: list[int] = []
    serves = np.zeros((len(seats), segments), np.int64)
    for segment in range(segments):
        for desk, roles in _DESK_ROLES.items():
            eligible = _eligible(seats, roles, segment)
            if desk == Desk.SETTINGS:
                eligible = _setters(seats, scenario.setter.serves, segment)
            first[desk, segment], count[desk, segment] = len(members), len(eligible)
            members += eligible
            if desk == Desk.EVALUATIONS:
                serves[eligible, segment] = 1
            helpers = _helpers(seats, eligible)
            spill_first[desk, segment], spill_count[desk, segment] = len(members), len(helpers)
            members += helpers
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
        overflow=_limits(r),
        spill_first=spill_first,
        spill_number=spill_count if r.spill else np.zeros_like(count),
        named=int("named" in (r.leads, r.deals, r.customers)),
        named_patience=int(r.named_patience_days * DAY),
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


def _setters(seats: np.recarray, serves: str, segment: int) -> list[int]:
    """Return the setters who serve a segment: those of the segment, or all there are."""
    served = (seats.segment == segment) | (serves == "all")
    return [int(number) for number in np.flatnonzero((seats.role == Role.SETTER) & served)]


def _helpers(seats: np.recarray, eligible: list[int]) -> list[int]:
    """Return the seats of the same role that do not work the desk themselves."""
    if not eligible:
        return []
    of_role = np.flatnonzero(seats.role == seats.role[eligible[0]])
    return [int(number) for number in of_role if number not in eligible]


_DESK_ROLES: dict[int, tuple[int, ...]] = {
    Desk.LEADS: (Role.SDR, Role.BDR, Role.AE),
    Desk.DEALS: (Role.AE,),
    Desk.CUSTOMERS: (Role.CSM,),
    Desk.EVALUATIONS: (Role.SE,),
    Desk.ROUTINGS: (Role.SALES_OPS, Role.TEAM_LEAD),
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
