"""What ``salesorg story`` answers: a deal's page, the same deal in two companies, a seat's year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.errors import InputError
from sim.story.buyer import NONE, buyer_of, same_buyer
from sim.story.figure import timeline
from sim.story.present import Page, deal_page, pair_page, year_page
from sim.story.suggest import Suggestion, suggestions, suggestions_apart
from sim.story.tell import Story, story_of
from sim.story.trace import Trace, trace_of
from sim.story.year import year_of

if TYPE_CHECKING:
    from sim.report.canvas import Picture
    from sim.scenario.schema import Scenario


class Question(NamedTuple):
    """What is asked of one replication; None where nothing was said."""

    deal: int | None = None
    rep: str | None = None
    year: int = 1
    replication: int = 0
    seed: int | None = None


class Answer(NamedTuple):
    """A page and its figure, or suggestions where neither a deal nor a rep was named."""

    page: Page | None
    picture: Picture | None
    suggested: tuple[Suggestion, ...] = ()


def ask(scenario: Scenario, against: Scenario | None, question: Question) -> Answer:
    """Answer a question about one company, or about one deal in two.  Raises ``InputError``."""
    check_question(question, against)
    seed = scenario.run.seed if question.seed is None else question.seed
    here = trace_of(scenario, question.replication, seed)
    if question.rep is not None:
        return Answer(year_page(year_of(here, question.rep, question.year)), None)
    there = None if against is None else trace_of(against, question.replication, seed)
    if question.deal is None:
        found = suggestions(here) if there is None else suggestions_apart(here, there)
        return Answer(None, None, tuple(found))
    return deal_answer(here, there, question.deal)


def check_question(question: Question, against: Scenario | None) -> None:
    """Raise ``InputError`` for questions that exclude each other."""
    if question.deal is not None and question.rep is not None:
        raise InputError("found --deal and --rep; expected one of them")
    if question.rep is not None and against is not None:
        raise InputError(
            "found --rep with --against; expected --deal",
            hint="a seat's year is told for one organisation: ask once for each",
        )


def deal_answer(here: Trace, there: Trace | None, number: int) -> Answer:
    """Return the story of a deal; with a second organisation, the same buyer there too."""
    buyer = buyer_of(here, number)
    story = story_of(here, buyer)
    if there is None:
        return Answer(deal_page(story), timeline([story]))
    other = same_buyer(buyer, here, there)
    if other is None:
        page = deal_page(story)
        words = f"{there.label} never met this buyer: {_why_not(story)}."
        return Answer(page._replace(answers=(*page.answers, words)), timeline([story]))
    pair = story, story_of(there, other)
    return Answer(pair_page(*pair), timeline(pair))


def _why_not(story: Story) -> str:
    if story.buyer.key == NONE:
        return "it did not begin with the same pipeline"
    if story.source < len(story.trace.params.channel):
        return "its spend on this channel brought fewer leads that day"
    return "nobody called this account at this attempt with this answer"
