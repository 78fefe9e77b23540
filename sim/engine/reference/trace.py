"""What a traced run writes down besides: chances and their terms.  Twin of compiled/trace.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.rules.terms import MOST, factor_term, in_trillionths
from sim.streams import uniform
from sim.vocabulary import Kind

if TYPE_CHECKING:
    from sim.engine.reference.ae import Opportunity
    from sim.engine.reference.csm import Customer
    from sim.engine.reference.model import SalesOrganisation
    from sim.engine.reference.sdr import Lead
    from sim.engine.reference.seat import Seat

Terms = tuple[float, ...]


def weigh(
    model: SalesOrganisation,
    chance: int,
    stream: int,
    key: int,
    nth: int,
    subject: int,
    seat: int,
    terms: Terms,
    value: float,
) -> None:
    """Log a chance (``vocabulary.Chance``) of this ``value``, its draw and its terms."""
    if not model.traced:
        return
    drawn = uniform(model.luck, stream, key, nth)
    model.log(
        Kind.CHANCE_WEIGHED,
        subject=subject,
        seat=seat,
        code=chance,
        since=in_trillionths(drawn),
        value=in_trillionths(value),
        other=int(drawn < value),
    )
    for place in range(MOST):
        log_term(model, chance, subject, seat, terms[place], place)
    log_term(model, chance, subject, seat, factor_term(terms, value), MOST)


def weigh_for(
    about: Lead | Opportunity | Customer,
    chance: int,
    stream: int,
    nth: int,
    seat: Seat,
    terms: Terms,
    value: float,
) -> None:
    """Log a chance of a lead, a deal or a customer, whose key names the draw."""
    model, number = about.model, about.number
    weigh(model, chance, stream, about.key, nth, number, seat.number, terms, value)


def log_term(
    model: SalesOrganisation, chance: int, subject: int, seat: int, term: float, place: int
) -> None:
    if term != 0.0:
        model.log(
            Kind.TERM_WEIGHED,
            subject=subject,
            seat=seat,
            code=chance,
            value=in_trillionths(term),
            other=place,
        )
