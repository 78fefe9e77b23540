"""Deals worth reading: the biggest, the longest, the luckiest; those that ended differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.rules.terms import SCALE
from sim.story.buyer import NONE, opened
from sim.story.facts import STAGES, money_words
from sim.story.reasons import percent
from sim.story.trace import Trace, time_words
from sim.vocabulary import Chance, Kind

EACH = 3
"""Deals told of each kind of difference."""


class Suggestion(NamedTuple):
    """A deal and what is remarkable about it."""

    deal: int
    why: str
    words: str


class Ended(NamedTuple):
    """Columns of the deals that were decided within the horizon, in the order of their ends."""

    deal: np.ndarray
    won: np.ndarray
    days: np.ndarray
    cents: np.ndarray
    stage: np.ndarray
    key: np.ndarray


def ended_deals(trace: Trace) -> Ended:
    """Return the deals decided within the horizon; the key is -1 for those of the first day."""
    log, begins = trace.log, trace.params.run.warm_up_ends
    ends = np.isin(log["kind"], (Kind.DEAL_WON, Kind.DEAL_LOST)) & (log["time"] >= begins)
    lines = log[ends]
    won = lines["kind"] == Kind.DEAL_WON
    seconds, stage = lines["time"] - lines["since"], np.where(won, NONE, lines["other"])
    deal = lines["subject"].astype(np.int64)
    return Ended(deal, won, seconds, lines["value"].copy(), stage, keys_of(log)[deal])


def keys_of(log: np.ndarray) -> np.ndarray:
    """Return the key of every deal's lead, -1 for deals of the first day."""
    leads = log[log["kind"] == Kind.LEAD_CREATED]
    key = np.full(int(leads["subject"].max(initial=NONE)) + 2, NONE, np.int64)
    key[leads["subject"]] = leads["value"]
    return key[opened(log)["other"]]


def suggestions(trace: Trace) -> list[Suggestion]:
    """Return deals of one organisation that are worth reading."""
    ended = ended_deals(trace)
    found = [*_extremes(ended), *_lucky(trace, ended)]
    return list({one.deal: one for one in reversed(found)}.values())[::-1]


def _extremes(ended: Ended) -> Iterator[Suggestion]:
    for mask, column, why in (
        (ended.won, ended.cents, "the biggest won"),
        (~ended.won, ended.cents, "the biggest lost"),
        (ended.won, ended.days, "the longest way to a signature"),
        (~ended.won, ended.days, "the longest way to a no"),
    ):
        if mask.any():
            row = int(np.flatnonzero(mask)[np.argmax(column[mask])])
            yield Suggestion(int(ended.deal[row]), why, ended_words(ended, row))


def _lucky(trace: Trace, ended: Ended) -> Iterator[Suggestion]:
    """Yield the deal lost against the best odds and the one won against the worst."""
    log = trace.log
    weighed = log[(log["kind"] == Kind.CHANCE_WEIGHED) & (log["code"] == Chance.ADVANCE)]
    chance = weighed["value"] / SCALE
    for answer, pick, why in (
        (0, np.argmax, "lost against the best odds"),
        (1, np.argmin, "went on against the worst odds, and was won"),
    ):
        wanted = ended.deal[ended.won == bool(answer)]
        mask = (weighed["other"] == answer) & np.isin(weighed["subject"], wanted)
        if mask.any():
            at = int(np.flatnonzero(mask)[pick(chance[mask])])
            row = int(np.flatnonzero(ended.deal == weighed["subject"][at])[0])
            words = f"{ended_words(ended, row)}; the chance was {percent(float(chance[at]))}"
            yield Suggestion(int(ended.deal[row]), why, words)


def suggestions_apart(here: Trace, there: Trace) -> list[Suggestion]:
    """Return deals of the first organisation that ended otherwise in the second, biggest first."""
    mine, theirs = ended_deals(here), ended_deals(there)
    place = {int(key): row for row, key in enumerate(theirs.key) if key != NONE}
    pairs = [(row, place[int(key)]) for row, key in enumerate(mine.key) if int(key) in place]
    found = []
    for won, why in ((True, "won here, lost there"), (False, "lost here, won there")):
        apart = [(a, b) for a, b in pairs if mine.won[a] == won and theirs.won[b] != won]
        apart.sort(key=lambda pair: -int(mine.cents[pair[0]]))
        for a, b in apart[:EACH]:
            words = (
                f"{ended_words(mine, a)} in {here.label}; {ended_words(theirs, b)} in {there.label}"
            )
            found.append(Suggestion(int(mine.deal[a]), why, words))
    return found


def ended_words(ended: Ended, row: int) -> str:
    """Return how a deal ended: ``lost in Proposal after 40 days, $23,400``."""
    how = "won" if ended.won[row] else f"lost in {STAGES[int(ended.stage[row])]}"
    return f"{how} after {time_words(int(ended.days[row]))}, {money_words(int(ended.cents[row]))}"
