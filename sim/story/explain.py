"""Where the same buyer's stories in two organisations part, and which draw decided between them."""

from __future__ import annotations

from typing import NamedTuple

from sim.story.reasons import SMALL, Ground, luck, percent
from sim.story.reasons import WORDS as TERM_WORDS
from sim.story.tell import Entry, Story
from sim.story.trace import clock_words, day_words, seat_words, time_words
from sim.vocabulary import Kind

WHO_IS_OTHER = (
    Kind.MEETING_BOOKED,
    Kind.OWNER_CHANGED,
    Kind.DISCOUNT_GRANTED,
    Kind.EXPANSION_ASSIGNED,
    Kind.CUSTOMER_STARTED,
    Kind.WORK_OVERFLOWED,
    Kind.WORK_SPILLED,
)
"""Kinds whose ``other`` is a seat."""
NUMBER_IS_OTHER = (Kind.OPPORTUNITY_OPENED, Kind.DEAL_WON)
"""Kinds whose ``other`` only counts what came before in its log."""
MOST = 3
"""Terms that are told of one chance."""
Mark = tuple[int, ...]


class Parting(NamedTuple):
    """The first difference: how many entries are the same, what follows, what differs in words."""

    same: int
    here: Entry | None
    there: Entry | None
    words: str


class Decisive(NamedTuple):
    """One draw that both organisations put to different chances, with different answers."""

    here: Entry
    there: Entry


def parting_of(here: Story, there: Story) -> Parting:
    """Return the first event that differs between the two stories."""
    shorter = min(len(here.entries), len(there.entries))
    for nth in range(shorter):
        one, other = here.entries[nth], there.entries[nth]
        if differ(here, there, one, other):
            return Parting(nth, one, other, _difference(here, there, one, other))
    longer = here if len(here.entries) > shorter else there
    if len(longer.entries) == shorter:
        return Parting(shorter, None, None, "Nothing differs: the same story in both.")
    entry = longer.entries[shorter]
    words = f"Only {longer.trace.label} goes on: {entry.words}"
    if longer is here:
        return Parting(shorter, entry, None, words)
    return Parting(shorter, None, entry, words)


def differ(here: Story, there: Story, one: Entry, other: Entry) -> bool:
    """Say whether two entries differ; terms of a chance do if that can be seen (``SMALL``)."""
    if mark_of(here, one) != mark_of(there, other):
        return True
    return bool(_terms_apart(here, there, one, other))


def mark_of(story: Story, entry: Entry) -> Mark:
    """Return what two entries must share to be the same: all but the numbers of one log."""
    line = story.trace.log[entry.place]
    kind, other = int(line["kind"]), int(line["other"])
    if kind in WHO_IS_OTHER:
        other = key_of(story, other)
    if kind in NUMBER_IS_OTHER:
        other = 0
    names = ["time", "since", "kind", "code"]
    if entry.weighed is None:
        names.append("value")
    columns = tuple(int(line[name]) for name in names)
    return (*columns, key_of(story, int(line["seat"])), other)


def key_of(story: Story, seat: int) -> int:
    """Return the key of a seat, which is the same in every chart; -1 for nobody."""
    return int(story.trace.params.seat["key"][seat]) if seat >= 0 else -1


def _difference(here: Story, there: Story, one: Entry, other: Entry) -> str:
    """Return what the two entries differ in: the event, who, when, or the terms of a chance."""
    a, b = here.trace.log[one.place], there.trace.log[other.place]
    if a["kind"] != b["kind"] or (a["kind"] == Kind.CHANCE_WEIGHED and a["code"] != b["code"]):
        return "Different things happen next."
    odds = _terms_apart(here, there, one, other)
    if odds:
        return odds
    step = "“" + one.words.split(": ")[0].rstrip(".") + "”"
    if key_of(here, int(a["seat"])) != key_of(there, int(b["seat"])):
        names = seat_words(here.trace, int(a["seat"])), seat_words(there.trace, int(b["seat"]))
        labels = here.trace.label, there.trace.label
        who = f"{names[0]} in {labels[0]} and to {names[1]} in {labels[1]}"
        return f"The step {step} falls to {who}."
    if a["time"] != b["time"]:
        gap = int(b["time"] - a["time"])
        side = "later" if gap > 0 else "earlier"
        return f"The step {step} came {time_words(abs(gap))} {side} in {there.trace.label}."
    return f"The step {step} has other figures."


def _terms_apart(here: Story, there: Story, one: Entry, other: Entry) -> str:
    """Return the terms of a chance that differ, the most different first."""
    if one.weighed is None or other.weighed is None:
        return ""
    mine, theirs = one.weighed.terms, other.weighed.terms
    gaps = {name: abs(mine.get(name, 0.0) - theirs.get(name, 0.0)) for name in {**mine, **theirs}}
    apart = sorted((name for name in gaps if gaps[name] >= SMALL), key=lambda name: -gaps[name])
    labels = here.trace.label, there.trace.label
    parts = [
        _both(labels, _said(here, one, name), _said(there, other, name)) for name in apart[:MOST]
    ]
    if abs(one.weighed.base - other.weighed.base) >= SMALL:
        usual = percent(one.weighed.usual), percent(other.weighed.usual)
        parts.insert(0, f"usually {usual[0]} in {labels[0]}, {usual[1]} in {labels[1]}")
    return f"Why the odds differ: {'; '.join(parts)}." if parts else ""


def _both(labels: tuple[str, str], mine: tuple[str, str], theirs: tuple[str, str]) -> str:
    """Return a term in both organisations; words that are the same are said once."""
    if not mine[0]:
        return f"{theirs[0]} (only in {labels[1]}, {theirs[1]})"
    if not theirs[0]:
        return f"{mine[0]} (only in {labels[0]}, {mine[1]})"
    if mine[0] == theirs[0]:
        return f"{mine[0]} ({mine[1]} in {labels[0]}, {theirs[1]} in {labels[1]})"
    return f"{mine[0]} in {labels[0]} ({mine[1]}), {theirs[0]} in {labels[1]} ({theirs[1]})"


def _said(story: Story, entry: Entry, name: str) -> tuple[str, str]:
    """Return a term's words and its value; a term that is not there has none."""
    assert entry.weighed is not None
    value = entry.weighed.terms.get(name, 0.0)
    if value == 0.0:
        return "", "0.00"
    ground = Ground(story.trace.params, story.segment, story.source, entry.weighed)
    return TERM_WORDS[entry.weighed.name, name](ground, value), signed(value)


def signed(log_odds: float) -> str:
    """Return log-odds with their sign: ``−0.30``; small ones with more decimals."""
    return f"{log_odds:+.{2 if abs(log_odds) >= SMALL else 4}f}".replace("-", "−")


def decisive_of(here: Story, there: Story) -> Decisive | None:
    """Return the first draw with a yes in one organisation and a no in the other, None if none."""
    drawn = {_draw_of(entry): entry for entry in there.entries if entry.weighed}
    for entry in here.entries:
        if entry.weighed is None:
            continue
        other = drawn.get(_draw_of(entry))
        if other is not None and other.weighed and other.weighed.yes != entry.weighed.yes:
            return Decisive(entry, other)
    return None


def _draw_of(entry: Entry) -> tuple[str, float]:
    """Return the name of a draw: draws with the same name are the same number in every run."""
    assert entry.weighed is not None
    return entry.weighed.name, entry.weighed.draw


def decisive_words(here: Story, there: Story, found: Decisive) -> str:
    """Return in a sentence how the same luck met two chances."""
    one, other = found.here.weighed, found.there.weighed
    assert one is not None
    assert other is not None
    labels = here.trace.label, there.trace.label
    answers = ("yes" if one.yes else "no"), ("yes" if other.yes else "no")
    when = [
        f"{day_words(story.trace, entry.time)} {clock_words(entry.time)}"
        for story, entry in ((here, found.here), (there, found.there))
    ]
    why = _terms_apart(here, there, found.here, found.there)
    return (
        f"The same luck decided: {luck(one.draw)} against a chance of {percent(one.chance)} in "
        f"{labels[0]} ({when[0]}: {answers[0]}) and of {percent(other.chance)} in {labels[1]} "
        f"({when[1]}: {answers[1]}). {why}"
    ).rstrip()
