"""Hand-offs: what is lost between two seats, and who aligns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.rules import structure as rules

if TYPE_CHECKING:
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.seat import Seat


def alignment_between(model: SalesOrganisation, interface: int, one: int, other: int) -> float:
    """Hours a month that the lowest common boss of two seats delivered on their interface."""
    boss = rules.common_boss(model.bosses, model.depths, one, other)
    return model.seats[boss].alignment(interface) if boss >= 0 else 0.0


def kept(model: SalesOrganisation, interface: int, one: int, other: int) -> float:
    """The factor on context fidelity of a hand-off from seat ``one`` to seat ``other``."""
    levels = rules.distance(model.bosses, model.depths, one, other)
    alignment = alignment_between(model, interface, one, other)
    return rules.context_kept(model.p.structure, levels, alignment)


def kept_among_peers(model: SalesOrganisation, one: Seat, other: Seat) -> float:
    """The factor when work passes to a colleague, from a leaver or in a re-organisation."""
    levels = rules.distance(model.bosses, model.depths, one.number, other.number)
    return rules.kept_by_successor(model.p.structure, levels, not one.occupied)
