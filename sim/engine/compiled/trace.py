"""What a traced run writes down besides: chances and their terms.  Twin of reference/trace.py."""

from __future__ import annotations

from sim.engine.compiled.record import log
from sim.jit import inner_jit
from sim.rules.terms import MOST, factor_term, in_trillionths
from sim.streams import uniform
from sim.vocabulary import Kind


@inner_jit
def weigh(w, chance, stream, key, nth, subject, seat, terms, value):
    """Log a chance (``vocabulary.Chance``) of this ``value``, its draw and its terms."""
    if w.count[0].traced == 0:
        return
    drawn = uniform(w.luck, stream, key, nth)
    yes = 1 if drawn < value else 0
    draw = in_trillionths(drawn)
    log(w, Kind.CHANCE_WEIGHED, subject, seat, chance, draw, in_trillionths(value), yes)
    for place in range(MOST):
        log_term(w, chance, subject, seat, terms[place], place)
    log_term(w, chance, subject, seat, factor_term(terms, value), MOST)


@inner_jit
def log_term(w, chance, subject, seat, term, place):
    if term != 0.0:
        log(w, Kind.TERM_WEIGHED, subject, seat, chance, 0, in_trillionths(term), place)
