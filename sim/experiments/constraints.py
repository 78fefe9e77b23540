"""What keeps designs comparable: quantities of a company as it is planned, and their limits.

All of them count the seats of the first chart, planned ones included, as ``salesorg check`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose

from sim.experiments.sweep_schema import Constraint
from sim.org.chart import OrgChart, build_chart
from sim.org.measures import cost_by_role, headcount, layers, pay_at_target, spans
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Quantity:
    """One number of a company that a constraint may limit."""

    title: str
    unit: str
    formula: str
    of: Callable[[OrgChart, Scenario], float]

    @property
    def is_count(self) -> bool:
        """Say whether it is a whole number, which is held exactly."""
        return self.unit != "USD/year"

    def show(self, value: float) -> str:
        """Return a value as people write it."""
        return f"{value:,.0f}" if self.is_count else f"${value:,.0f}"


CUSTOMER_FACING = ("sdr", "bdr", "setter", "ae", "se", "csm")

QUANTITIES = {
    "payroll": Quantity(
        "Payroll",
        "USD/year",
        "base and variable pay at target of all seats, all of them filled",
        pay_at_target,
    ),
    "payroll_cost": Quantity(
        "Payroll with employer's costs",
        "USD/year",
        "payroll × ledger.payroll_load",
        lambda chart, scenario: sum(cost_by_role(chart, scenario).values()),
    ),
    "headcount": Quantity(
        "Headcount",
        "seats",
        "seats besides the head of the company",
        lambda chart, _: sum(headcount(chart).values()) - 1,
    ),
    "customer_facing": Quantity(
        "People who face customers",
        "seats",
        f"seats with a role among {', '.join(CUSTOMER_FACING)}",
        lambda chart, _: sum(len(chart.with_role(role)) for role in CUSTOMER_FACING),
    ),
    "sellers": Quantity(
        "Sellers", "seats", "seats with the role ae", lambda chart, _: len(chart.with_role("ae"))
    ),
    "managers": Quantity(
        "Managers",
        "seats",
        "seats with direct reports, the head of the company left out",
        lambda chart, _: len(spans(chart)) - 1,
    ),
    "largest_span": Quantity(
        "Largest span",
        "people",
        "most direct reports of any seat",
        lambda chart, _: max(spans(chart).values(), default=0),
    ),
    "layers": Quantity(
        "Layers",
        "levels",
        "levels from the head to the lowest seat, both counted",
        lambda chart, _: layers(chart),
    ),
}


@dataclass(frozen=True)
class Broken:
    """A constraint that a company does not keep."""

    quantity: str
    value: float
    limit: str
    """In words: ``at most $12,000,000``."""

    @property
    def words(self) -> str:
        """Return ``payroll $12,310,000, at most $12,000,000``."""
        known = QUANTITIES[self.quantity]
        return f"{known.title.lower()} {known.show(self.value)}; expected {self.limit}"


def broken(constraints: Sequence[Constraint], scenario: Scenario) -> Broken | None:
    """Return the first constraint that a company does not keep.  Raises ``InputError``."""
    if not constraints:
        return None
    chart = build_chart(scenario)
    for one in constraints:
        known = QUANTITIES[one.quantity]
        value = float(known.of(chart, scenario))
        limit = _missed(one, known, value)
        if limit is not None:
            return Broken(one.quantity, value, limit)
    return None


def quantities(scenario: Scenario) -> dict[str, float]:
    """Return all quantities of a company by name.  Raises ``InputError``."""
    chart = build_chart(scenario)
    return {name: float(known.of(chart, scenario)) for name, known in QUANTITIES.items()}


def _missed(one: Constraint, known: Quantity, value: float) -> str | None:
    """Return the limit that a value misses, in words; sums of pay are held to a millionth."""
    slack = 0.0 if known.is_count else 1e-6 * abs(value)
    if one.exactly is not None:
        within = f" within {100 * one.within:g} %" if one.within else ""
        share = one.within or (0.0 if known.is_count else 1e-6)
        is_met = isclose(value, one.exactly, rel_tol=0.0, abs_tol=share * abs(one.exactly))
        return None if is_met else f"exactly {known.show(one.exactly)}{within}"
    if one.least is not None and value < one.least - slack:
        return f"at least {known.show(one.least)}"
    if one.most is not None and value > one.most + slack:
        return f"at most {known.show(one.most)}"
    return None
