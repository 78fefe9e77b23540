"""A story, or a year in a seat, as a page that terminal, Markdown and HTML show alike."""

from __future__ import annotations

from typing import NamedTuple

from sim.story.buyer import NONE, Buyer
from sim.story.explain import decisive_of, decisive_words, parting_of, signed
from sim.story.facts import SOURCES
from sim.story.tell import Entry, Story, ending
from sim.story.trace import clock_words, day_words
from sim.story.year import (
    Table,
    Year,
    answer,
    best_and_worst,
    holders,
    hours_table,
    month_words,
    results_table,
    riskiest,
)
from sim.worktime import DAY

LEGEND = (
    "A chance is the usual one moved by the terms below it (log-odds). Luck is the number drawn, 0 "
    "to 1: below the chance is a yes. The same buyer has the same luck in every organisation."
)


class Line(NamedTuple):
    """One entry in words: the time of day, what happened, reasons with log-odds, what else."""

    clock: str
    words: str
    reasons: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""


class Day(NamedTuple):
    """A date and what happened on it."""

    heading: str
    lines: tuple[Line, ...]


class Part(NamedTuple):
    """A heading, days or tables below it; ``place`` is that of the organisation, -1 for both."""

    heading: str
    place: int
    days: tuple[Day, ...] = ()
    table: Table | None = None


class Page(NamedTuple):
    """What is shown: a title, the answers, the parts, a legend."""

    title: str
    answers: tuple[str, ...]
    parts: tuple[Part, ...]
    legend: str


# --- one deal -------------------------------------------------------------------------------
def deal_page(story: Story) -> Page:
    """Return the page of one buyer in one organisation."""
    title = f"Deal {name_of(story.buyer)} in {story.trace.label}"
    answers = (f"A buyer of segment {_kind(story)}: {ending(story)}.",)
    part = Part("What happened", 0, days_of(story, story.entries))
    return Page(title, answers, (part,), LEGEND)


def pair_page(here: Story, there: Story) -> Page:
    """Return the page of the same buyer in two organisations, from the first event that differs."""
    labels = here.trace.label, there.trace.label
    parting, decisive = parting_of(here, there), decisive_of(here, there)
    answers = [
        f"The same buyer of segment {_kind(here)}, the same luck. {labels[0]}: {ending(here)}. "
        f"{labels[1]}: {ending(there)}.",
        f"First difference: {parting.words}",
    ]
    if decisive is not None:
        answers.append(decisive_words(here, there, decisive))
    parts = []
    if parting.same:
        parts.append(Part("The same in both", NONE, days_of(here, here.entries[: parting.same])))
    for place, story in enumerate((here, there)):
        rest = story.entries[parting.same :]
        if rest:
            parts.append(Part(f"In {labels[place]}", place, days_of(story, rest)))
    title = f"Deal {name_of(here.buyer)} in {labels[0]} and in {labels[1]}"
    return Page(title, tuple(answers), tuple(parts), LEGEND)


def name_of(buyer: Buyer) -> str:
    """Return the deal's number in its log, else the key of its lead."""
    return str(buyer.key if buyer.deal == NONE else buyer.deal)


def _kind(story: Story) -> str:
    names, key = story.trace.names, story.buyer.key
    source = story.source
    word = names.channels[source] if source < len(names.channels) else SOURCES[source]
    known = f", key {key}" if key != NONE else ""
    return f"{names.segments[story.segment]} ({word}{known})"


def days_of(story: Story, entries: tuple[Entry, ...]) -> tuple[Day, ...]:
    """Return the entries by date."""
    days: list[Day] = []
    for entry in entries:
        number = entry.time // DAY
        heading = f"{day_words(story.trace, entry.time)} · day {number}"
        if not days or days[-1].heading != heading:
            days.append(Day(heading, ()))
        days[-1] = days[-1]._replace(lines=(*days[-1].lines, line_of(entry)))
    return tuple(days)


def line_of(entry: Entry) -> Line:
    """Return an entry in words."""
    reasons = tuple((signed(reason.log_odds), reason.words) for reason in entry.reasons)
    return Line(clock_words(entry.time), entry.words, reasons, entry.otherwise)


# --- one seat -------------------------------------------------------------------------------
def year_page(year: Year) -> Page:
    """Return the page of a year in a seat."""
    months = month_words(year, 0), month_words(year, len(year.edges) - 2)
    title = f"{year.name} in {year.trace.label}, {months[0]} to {months[1]}"
    parts = [
        Part(table.title, 0, table=table) for table in (hours_table(year), results_table(year))
    ]
    moves = tuple(
        Day(day_words(year.trace, time), (Line(clock_words(time), words),))
        for time, words in holders(year)
    )
    if moves:
        parts.append(Part("Who held the seat", 0, moves))
    for heading, deals in best_and_worst(year):
        lines = tuple(Line("", f"Deal {number}. {words}") for number, words in deals)
        parts.append(Part(heading, 0, (Day("", lines),)))
    return Page(title, answers_of(year), tuple(parts), YEAR_LEGEND)


YEAR_LEGEND = (
    "Hours are office hours, administration included, in the month in which the work ended. "
    "Set, held: first meetings. Of quota: bookings since the first month against the yearly quota. "
    "Leave: the chance, weighed at the month's start, to leave within it."
)


def answers_of(year: Year) -> tuple[str, ...]:
    """Return the year in a sentence or two."""
    return tuple(words for words in (answer(year), riskiest(year)) if words)
