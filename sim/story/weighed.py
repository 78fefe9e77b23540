"""A chance as the log of a traced run has it: the usual chance, the terms, the draw, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.distributions import logistic
from sim.rules.terms import MOST, SCALE, TERMS
from sim.vocabulary import Chance, Kind

FACTOR = "factor"
_NAMES = Chance._asdict()
CHANCE_NAMES = {number: name for name, number in _NAMES.items()}


class Weighed(NamedTuple):
    """One chance that was put to a draw; ``terms`` are log-odds by name, without the base."""

    name: str
    subject: int
    seat: int
    base: float
    terms: Mapping[str, float]
    chance: float
    draw: float
    yes: bool

    @property
    def usual(self) -> float:
        """The chance in the usual case: that of the base alone."""
        return float(logistic(self.base))

    @property
    def usually(self) -> bool:
        """What the same draw would have given at the usual chance."""
        return self.draw < self.usual


def weighed_at(log: np.ndarray, place: int) -> Weighed:
    """Read the chance in this line of the log and the terms in the lines below it."""
    line = log[place]
    name = CHANCE_NAMES[int(line["code"])]
    terms = {}
    below = place + 1
    while below < len(log) and log[below]["kind"] == Kind.TERM_WEIGHED:
        terms[term_name(name, int(log[below]["other"]))] = float(log[below]["value"]) / SCALE
        below += 1
    base = terms.pop("base", 0.0)
    chance, draw = float(line["value"]) / SCALE, float(line["since"]) / SCALE
    subject, seat = int(line["subject"]), int(line["seat"])
    return Weighed(name, subject, seat, base, terms, chance, draw, bool(line["other"]))


def term_name(chance: str, place: int) -> str:
    """Return the name of a chance's term by its place in the row."""
    return FACTOR if place == MOST else TERMS[chance][place]


def all_weighed(log: np.ndarray, places: Sequence[int]) -> list[Weighed]:
    """Return every chance among these lines."""
    return [weighed_at(log, at) for at in places if log[at]["kind"] == Kind.CHANCE_WEIGHED]
