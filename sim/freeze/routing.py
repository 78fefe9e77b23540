"""Who is eligible for a desk."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.freeze.tables import DAY, HOUR
from sim.params import RoutingParams
from sim.scenario.schema import RoutingSection, Scenario
from sim.vocabulary import Desk, Duty, Role, Routing


def freeze_routing(scenario: Scenario, seats: np.recarray) -> RoutingParams:
    r, segments = scenario.routing, len(scenario.segments)
    duties = [getattr(Duty, job.duty.upper()) for job in scenario.jobs.values()]
    duty = np.array(duties)[seats.job]
    first = np.zeros((len(Desk), segments), np.int64)
    count = np.zeros((len(Desk), segments), np.int64)
    spill_first, spill_count = np.zeros_like(first), np.zeros_like(count)
    members: list[int] = []
    serves = np.zeros((len(seats), segments), np.int64)
    for segment in range(segments):
        for desk, roles in _DESK_ROLES.items():
            eligible = _eligible(seats, desk, roles, segment, duty)
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
        sellers_keep=int(not np.any((seats.role == Role.CSM) | (duty == Duty.FARMER))),
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
    Desk.CUSTOMERS: (Role.CSM, Role.AE),
    Desk.EVALUATIONS: (Role.SE,),
    Desk.ROUTINGS: (Role.SALES_OPS, Role.TEAM_LEAD),
    Desk.EXPANSIONS: (Role.AE,),
    Desk.SETTINGS: (Role.SETTER,),
}


def _eligible(
    seats: np.recarray, desk: int, roles: Iterable[int], segment: int, duty: np.ndarray
) -> list[int]:
    """Return who works a desk: the first role that the company has; those of the segment if there
    are any, else generalists, else everybody of the role."""
    for role in roles:
        of_role = np.flatnonzero(seats.role == role)
        if role == Role.AE:
            of_role = _by_duty(of_role, duty[of_role], desk)
        for group in (
            of_role[seats.segment[of_role] == segment],
            of_role[seats.segment[of_role] < 0],
            of_role,
        ):
            if len(group):
                return [int(number) for number in group]
    return []


def _by_duty(sellers: np.ndarray, duty: np.ndarray, desk: int) -> np.ndarray:
    """Return the AEs whose jobs are for the desk's business.

    New business goes to farmers only where there is nobody else, customers to hunters likewise;
    expansions never go to hunters.
    """
    farmers, others, hunters = duty == Duty.FARMER, duty == Duty.ALL, duty == Duty.HUNTER
    choices = {
        Desk.EXPANSIONS: (farmers, others),
        Desk.CUSTOMERS: (farmers, others, hunters),
    }.get(desk, (others | hunters, farmers))
    return next((sellers[these] for these in choices if these.any()), sellers[:0])


def handed_to(routing: RoutingParams) -> np.ndarray:
    """Return the seats to which customers are handed: nobody where who sold them keeps them."""
    first, count = routing.first[Desk.CUSTOMERS], routing.number[Desk.CUSTOMERS]
    segments = range(0 if routing.sellers_keep else len(first))
    eligible = [routing.members[first[s] : first[s] + count[s]] for s in segments]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *eligible]))


def _policy(name: str) -> int:
    return int(getattr(Routing, name.upper()))
