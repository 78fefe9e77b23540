"""The story of one buyer in one organisation: what happened in order, chances with reasons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.story.buyer import NONE, Buyer, lines_of
from sim.story.facts import STAGES, money_words
from sim.story.reasons import Ground, Reason, chance_words, otherwise_words, reasons_of
from sim.story.sentences import sentence_of
from sim.story.trace import Trace, time_words
from sim.story.weighed import Weighed, weighed_at
from sim.vocabulary import Kind, Source, Work
from sim.vocabulary import Reason as ReasonWord

SAID_BESIDE = (Work.TOUCHING, Work.DISCOVERY_CALL, Work.APPROVING)
"""Work that another line of the same second tells better."""


class Entry(NamedTuple):
    """Something that happened: when, in words, and why; ``place`` is its line in the log."""

    place: int
    time: int
    kind: int
    words: str
    weighed: Weighed | None = None
    reasons: tuple[Reason, ...] = ()
    otherwise: str = ""


class Story(NamedTuple):
    """All that is known of one buyer."""

    trace: Trace
    buyer: Buyer
    segment: int
    source: int
    entries: tuple[Entry, ...]


def story_of(trace: Trace, buyer: Buyer) -> Story:
    """Tell what happened to the buyer."""
    places = lines_of(trace, buyer)
    segment, source = kind_of_buyer(trace.log[places])
    told = [_entry(trace, int(at), segment, source) for at in places if _is_told(trace.log[at])]
    return Story(trace, buyer, segment, source, tuple(told))


def kind_of_buyer(lines: np.ndarray) -> tuple[int, int]:
    """Return segment and source, from the lead or, for the first day's deals, the first stage."""
    created = lines[lines["kind"] == Kind.LEAD_CREATED]
    if len(created):
        return int(created[0]["other"]), int(created[0]["code"])
    return int(lines[lines["kind"] == Kind.STAGE_ENTERED][0]["other"]), int(Source.INITIAL)


def _is_told(line: np.void) -> bool:
    """Say whether a line has an entry of its own: the line beside it may say the same."""
    if line["kind"] == Kind.WORK_DONE:
        return line["code"] not in SAID_BESIDE
    if line["kind"] == Kind.LEAD_ENDED:
        return line["code"] != ReasonWord.ACCEPTED
    return line["kind"] != Kind.TERM_WEIGHED


def _entry(trace: Trace, place: int, segment: int, source: int) -> Entry:
    line = trace.log[place]
    time, kind = int(line["time"]), int(line["kind"])
    if kind != Kind.CHANCE_WEIGHED:
        return Entry(place, time, kind, sentence_of(trace, line))
    weighed = weighed_at(trace.log, place)
    reasons = tuple(reasons_of(Ground(trace.params, segment, source, weighed)))
    words, otherwise = chance_words(weighed), otherwise_words(weighed)
    return Entry(place, time, kind, words, weighed, reasons, otherwise)


# --- how it ended ---------------------------------------------------------------------------
def ending(story: Story) -> str:
    """Return in a few words what became of the buyer: ``won after 62 days, $23,400 a year``."""
    lines = story.trace.log[[entry.place for entry in story.entries]]
    for kind in (Kind.DEAL_LOST, Kind.DEAL_WON):
        found = lines[lines["kind"] == kind]
        if len(found):
            return _ended_deal(found[0], lines)
    if story.buyer.deal != NONE:
        return "still open when the run ended"
    ended = lines[lines["kind"] == Kind.LEAD_ENDED]
    if len(ended):
        return "never a deal: " + sentence_of(story.trace, ended[-1]).split(": ")[-1].rstrip(".")
    return "a lead that nobody had finished when the run ended"


def _ended_deal(line: np.void, lines: np.ndarray) -> str:
    age, money = time_words(int(line["time"] - line["since"])), money_words(int(line["value"]))
    if line["kind"] == Kind.DEAL_LOST:
        return f"lost in {STAGES[int(line['other'])]} after {age} ({money} a year)"
    left = lines[lines["kind"] == Kind.CUSTOMER_CHURNED]
    words = f"won after {age} ({money} a year)"
    if len(left) == 0:
        return words
    return f"{words}, and left after {time_words(int(left[0]['time'] - left[0]['since']))}"
