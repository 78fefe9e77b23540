"""Each term of each chance in words: what it measures, turned back into days, hours, persons.

A rule turns a measure (days waited, context kept) into log-odds with an effect of the scenario;
here the effect is divided out again, so that a reader sees the measure.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from sim.params import Params
from sim.rules.terms import TERMS
from sim.story.weighed import FACTOR, Weighed
from sim.vocabulary import Source
from sim.worktime import HOUR

Telling = Callable[["Ground", float], str]


class Ground(NamedTuple):
    """What the words of a term may need: the company's numbers and what kind of buyer it is."""

    params: Params
    segment: int
    source: int
    weighed: Weighed


class Reason(NamedTuple):
    """A term: log-odds and what it stands for."""

    log_odds: float
    words: str


SMALL = 0.005
"""Terms below this are told in one line."""


def reasons_of(ground: Ground) -> list[Reason]:
    """Return a chance's terms in words, the strongest first; small ones are summed up."""
    weighed = ground.weighed
    told = [
        Reason(value, WORDS[weighed.name, name](ground, value))
        for name, value in weighed.terms.items()
        if abs(value) >= SMALL
    ]
    told.sort(key=lambda reason: -abs(reason.log_odds))
    rest = sum(value for value in weighed.terms.values() if abs(value) < SMALL)
    if abs(rest) >= SMALL:
        told.append(Reason(rest, "smaller effects together"))
    return told


def _either(more: str, less: str) -> Telling:
    return lambda _, value: more if value > 0 else less


def _context(effect: Callable[[Params], float], usual: Callable[[Ground], float]) -> Telling:
    def told(ground: Ground, value: float) -> str:
        kept = usual(ground) + value / effect(ground.params)
        shares = percent(kept), percent(usual(ground))
        return f"{shares[0]} of what was known of the buyer came across, usually {shares[1]}"

    return told


def _usual_context(ground: Ground) -> float:
    p, source = ground.params, ground.source
    if source < len(p.channel):
        return float(p.structure.usual_inbound)
    return float(p.structure.usual_outbound)


def _waiting(ground: Ground, value: float) -> str:
    ae = ground.params.ae
    days = ae.wait_allowance - value / ae.wait_effect
    return f"the buyer waited {days:.1f} days on us, {ae.wait_allowance:g} are taken as normal"


def _skill(effect: Callable[[Params], float], who: str) -> Telling:
    def told(ground: Ground, value: float) -> str:
        skill = value / effect(ground.params)
        side = "more" if skill > 0 else "less"
        return f"{who} is {side} skilled than most ({_signed(skill)} standard deviations)"

    return told


def _caller(ground: Ground, value: float) -> str:
    p = ground.params
    desk = p.setter if ground.source == Source.SETTER else p.bdr
    return _skill(lambda _: desk.skill_effect, "the caller")(ground, value)


def _load(ground: Ground, value: float) -> str:
    meeting = ground.params.meeting
    deals = meeting.full_load * (1.0 - value / meeting.load_effect)
    return f"the AE has {deals:.0f} open deals already and is choosier"


def _price(ground: Ground, value: float) -> str:
    points = 10.0 * abs(value) / abs(ground.params.pricing.price_effect)
    side = "more" if value > 0 else "less"
    return f"the discount is {points:.1f} points {side} than the buyer asked"


def _late_touch(ground: Ground, value: float) -> str:
    channel = ground.params.channel[ground.source]
    floor, decay = float(channel["response_floor"]), float(channel["response_decay"])
    factor = ground.weighed.chance / _chance(ground.weighed, value)
    if not floor < factor < 1.0:
        return "the lead had waited very long for its first touch"
    hours = -decay * math.log((factor - floor) / (1.0 - floor)) / HOUR
    return f"the lead had waited {hours:.1f} office hours for its first touch"


def _ramp(ground: Ground, value: float) -> str:
    ramp = ground.weighed.chance / _chance(ground.weighed, value)
    return f"still on ramp, at {percent(ramp)} of full productivity"


def _chance(weighed: Weighed, factor: float) -> float:
    """Return the chance before the factor."""
    from sim.distributions import logistic, logit

    return float(logistic(logit(weighed.chance) - factor))


def _offer(ground: Ground, value: float) -> str:
    return f"{10.0 * value / ground.params.pricing.offer_effect:.0f} points off the price"


def _hurry(ground: Ground, value: float) -> str:
    days = -7.0 * value / ground.params.pricing.hurry_effect
    return f"the buyer still wanted {days:.0f} days to think"


def _health(ground: Ground, value: float) -> str:
    health = -value / ground.params.csm.churn_health
    return f"the customer's health is {_signed(health)} (0 is usual)"


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")


_COACHED = _either(
    "better coached than usual",
    "less coached than usual",
)
_FIT = _either("a better fit or keener than usual", "a poorer fit or less keen than usual")

WORDS: dict[tuple[str, str], Telling] = {
    ("CONNECT", "data"): _either("data are better than usual", "data are worse than usual"),
    ("QUALIFY", "quality"): _FIT,
    ("QUALIFY", "skill"): _skill(lambda p: p.sdr.skill_effect, "who talks to the lead"),
    ("QUALIFY", "coaching"): _COACHED,
    ("QUALIFY", FACTOR): _late_touch,
    ("SHOW", "confirmed"): _either("the meeting was confirmed", "the meeting was not confirmed"),
    ("REBOOK", "in_time"): _either("a setter called in time", "nobody called in time"),
    ("OUTBOUND", "skill"): _caller,
    ("OUTBOUND", "coaching"): _COACHED,
    ("OUTBOUND", FACTOR): _ramp,
    ("PROSPECT", FACTOR): _ramp,
    ("ACCEPT", "quality"): _FIT,
    ("ACCEPT", "context"): _context(lambda p: p.meeting.fidelity_effect, _usual_context),
    ("ACCEPT", "load"): _load,
    ("ACCEPT", "agreement"): _either(
        "both desks agree more than usual on what a good lead is",
        "both desks agree less than usual on what a good lead is",
    ),
    ("ADVANCE", "quality"): _FIT,
    ("ADVANCE", "context"): _context(
        lambda p: p.ae.fidelity_effect, lambda ground: float(ground.params.ae.fidelity_reference)
    ),
    ("ADVANCE", "skill"): _skill(lambda p: p.ae.skill_effect, "the AE"),
    ("ADVANCE", "coaching"): _COACHED,
    ("ADVANCE", "waiting"): _waiting,
    ("ADVANCE", "competitor"): _either("no competitor in the deal", "a competitor is in the deal"),
    ("ADVANCE", "engineer"): lambda *_: "no sales engineer in the evaluation",
    ("ADVANCE", "support"): _either("the AE's leader helped", "the AE's leader did not help"),
    ("ADVANCE", "sponsor"): _either("an executive joined", "no executive joined"),
    ("ADVANCE", "price"): _price,
    ("ADVANCE", "entrant"): lambda *_: "a new competitor in the market makes it harder",
    ("OFFER", "discount"): _offer,
    ("OFFER", "sensitivity"): _either(
        "this buyer cares more about price than most", "this buyer cares less about price than most"
    ),
    ("OFFER", "hurry"): _hurry,
    ("CHURN", "health"): _health,
    ("CHURN", "champion"): _either(
        "the champion has left and nobody has taken the place", "it has its champion"
    ),
    ("CHURN", "year"): _either("the first renewal is the riskiest", "a customer of long standing"),
    ("EXPAND", "skill"): _skill(lambda p: p.csm.expansion_skill_effect, "who sells it"),
    ("EXPAND", "coaching"): _COACHED,
    ("EXPAND", "context"): lambda *_: "the AE heard only part of what the CSM knows",
    ("EXPAND", "trade"): _either("an AE sells better than a CSM", "an AE sells worse than a CSM"),
    ("SAVE", "help"): _either("an executive helped", "no executive helped"),
    ("QUIT", "tenure"): _either("shorter in the seat than usual", "longer in the seat than usual"),
    ("QUIT", "attainment"): _either("below the usual attainment", "above the usual attainment"),
    ("QUIT", "attention"): _either(
        "the boss has less time than usual", "the boss has more time than usual"
    ),
    ("QUIT", "restless"): lambda *_: "restless after a re-organisation",
    ("QUIT", "overload"): lambda *_: "worked without pause last month",
}
"""Chance and term → what the term says of this case."""

QUESTIONS: dict[str, tuple[str, str, str]] = {
    "CONNECT": ("to reach the lead", "it answers", "no answer"),
    "QUALIFY": ("that the lead agrees to a meeting", "it agrees", "not interested, or no fit"),
    "SHOW": (
        "that the buyer comes to the meeting",
        "the buyer is there",
        "the buyer does not come",
    ),
    "REBOOK": ("of a new date", "a new date is found", "no new date"),
    "OUTBOUND": ("that this call brings a meeting", "it does", "it does not"),
    "PROSPECT": ("that this hour of prospecting brings a meeting", "it does", "it does not"),
    "ACCEPT": ("that the AE accepts the lead", "accepted", "rejected"),
    "ADVANCE": ("that the deal goes on", "the buyer goes on", "the buyer stops here"),
    "OFFER": (
        "that the buyer signs now",
        "the buyer takes the offer",
        "the buyer goes on thinking",
    ),
    "CHURN": ("that the customer leaves", "the customer leaves", "the customer stays"),
    "EXPAND": ("that the customer buys more", "it does", "it does not"),
    "SAVE": ("that the save play works", "it works", "it does not work"),
    "QUIT": ("to leave this month", "decides to leave", "stays"),
}
"""Chance → what it is the chance of, what yes means, what no means."""


def missing_words() -> set[tuple[str, str]]:
    """Return the terms that have no words; there must be none."""
    every = {(name, term) for name, terms in TERMS.items() for term in terms if term != "base"}
    return every - set(WORDS)


def chance_words(weighed: Weighed) -> str:
    """Return a chance, the usual one, the luck and the answer in a sentence."""
    question, yes, no = QUESTIONS[weighed.name]
    usual = "" if same(weighed.chance, weighed.usual) else f", usually {percent(weighed.usual)}"
    answer = yes if weighed.yes else no
    chance = f"Chance {question}: {percent(weighed.chance)}{usual}"
    return f"{chance}; luck {luck(weighed.draw)}: {answer}."


def otherwise_words(weighed: Weighed) -> str:
    """Return what the same luck would have meant in the usual case, "" if the same."""
    if weighed.yes == weighed.usually:
        return ""
    answer = QUESTIONS[weighed.name][1 if weighed.usually else 2]
    return f"In the usual case the same luck would have meant: {answer}."


def same(one: float, other: float) -> bool:
    """Say whether two chances read the same."""
    return percent(one) == percent(other)


def percent(share: float) -> str:
    """Return a chance in percent, small ones with a decimal."""
    return f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %"


def luck(draw: float) -> str:
    """Return a draw: ``.440``; a yes needs a draw below the chance."""
    return f"{min(draw, 0.999):.3f}".removeprefix("0")
