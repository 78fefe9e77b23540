"""Stories: of a deal, of one deal in two companies, of a seat's year; every event has words."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from sim.errors import InputError
from sim.jit import DISABLED
from sim.report.canvas import WIDE
from sim.scenario.loading import load_scenario
from sim.story import reasons, sentences, year
from sim.story.ask import Question, ask
from sim.story.buyer import NONE, buyer_of, entities, lines_of, opened, same_buyer
from sim.story.explain import decisive_of, parting_of
from sim.story.facts import ACTIONS, DONE, REASONS, SHOCKS, SOURCES, STAGES
from sim.story.figure import phases_of, timeline
from sim.story.suggest import ended_deals, suggestions, suggestions_apart
from sim.story.tell import ending, story_of
from sim.story.text import markdown, terminal_text
from sim.story.trace import Trace, clock_words, day_words, time_words, trace_of
from sim.story.weighed import weighed_at
from sim.vocabulary import (
    EVENT,
    KIND_MEANINGS,
    ActionNames,
    Chance,
    Kind,
    ReasonNames,
    ShockNames,
    SourceNames,
    StageNames,
    WorkNames,
)
from tests.compiled_only import compiled_only

SHORT = {"calendar.warm_up_months": 1, "calendar.horizon_months": 2 if DISABLED else 20}
pytestmark = compiled_only


def traced(**overrides) -> Trace:
    settings = SHORT | {key.replace("__", "."): value for key, value in overrides.items()}
    return trace_of(load_scenario("startup", settings), 2, 5)


@pytest.fixture(scope="module")
def trace() -> Trace:
    return traced()


def deal_that(trace: Trace, kind: int) -> int:
    """Return the biggest deal of an inbound lead that ended so."""
    ended = trace.log[trace.log["kind"] == kind]
    inbound = opened(trace.log)[ended["subject"]]
    mine = ended[(inbound["other"] >= 0) & (inbound["code"] < len(trace.params.channel))]
    return int(mine["subject"][np.argmax(mine["value"])])


# --- words ----------------------------------------------------------------------------------
def test_no_kind_of_event_lacks_a_sentence_and_no_term_its_words():
    assert sentences.missing_sentences() == set()
    assert reasons.missing_words() == set()
    assert set(reasons.QUESTIONS) == set(Chance._fields)


def test_every_word_of_the_log_has_plain_words():
    assert set(WorkNames()) == set(DONE)
    assert set(ReasonNames()) == set(REASONS)
    assert set(SourceNames()) == set(SOURCES)
    assert set(StageNames()) == set(STAGES)
    assert set(ShockNames()) == set(SHOCKS)
    assert set(ActionNames()) == set(ACTIONS)


@pytest.mark.parametrize("name", sorted(KIND_MEANINGS))
def test_a_line_of_every_kind_reads_as_a_sentence(name, trace):
    lines = trace.log[trace.log["kind"] == getattr(Kind, name)][:20]
    blank = np.zeros(1, EVENT)
    blank["kind"], blank["other"], blank["time"] = getattr(Kind, name), -1, 5 * 86400
    for line in [*lines, blank[0]]:
        said = sentences.sentence_of(trace, line)
        assert said.endswith(".")
        assert said[0].isupper() or said[0].isdigit() or said[0] in "$−"
        assert "{" not in said


def test_times_are_said_as_people_say_them(trace):
    assert day_words(trace, 40 * 86400) == "Tue 10 Feb 2026"
    assert clock_words(9 * 3600 + 300) == "09:05"
    said = [time_words(seconds) for seconds in (2400, 3600, 5 * 3600, 90_000, 12.4 * 86400)]
    assert said == ["40 minutes", "1 hour", "5 hours", "25 hours", "12 days"]


# --- one deal -------------------------------------------------------------------------------
def test_the_story_of_a_won_deal_runs_from_its_lead_to_its_customer(trace):
    number = deal_that(trace, Kind.DEAL_WON)
    story = story_of(trace, buyer_of(trace, number))
    kinds = [entry.kind for entry in story.entries]
    told = [
        Kind.LEAD_CREATED,
        Kind.LEAD_MARKETING_QUALIFIED,
        Kind.MEETING_BOOKED,
        Kind.MEETING_HELD,
        Kind.OPPORTUNITY_OPENED,
        Kind.STAGE_ENTERED,
        Kind.DEAL_WON,
        Kind.CUSTOMER_STARTED,
    ]
    first = [kinds.index(kind) for kind in told]
    assert first == sorted(first)
    assert kinds.count(Kind.STAGE_ENTERED) == 4
    assert ending(story).startswith("won after")
    times = [entry.time for entry in story.entries]
    assert times == sorted(times)


def test_a_lost_deal_ends_with_a_no_whose_draw_is_above_its_chance(trace):
    story = story_of(trace, buyer_of(trace, deal_that(trace, Kind.DEAL_LOST)))
    last = [entry.weighed for entry in story.entries if entry.weighed][-1]
    assert last.name == "ADVANCE"
    assert not last.yes
    assert last.draw >= last.chance
    assert story.entries[-1].kind == Kind.DEAL_LOST


def test_the_terms_in_words_add_up_to_the_chance(trace):
    story = story_of(trace, buyer_of(trace, deal_that(trace, Kind.DEAL_WON)))
    weighed = [entry for entry in story.entries if entry.weighed and entry.weighed.chance < 1]
    assert len(weighed) >= 7
    for entry in weighed:
        told = sum(reason.log_odds for reason in entry.reasons)
        chance = entry.weighed.chance
        log_odds = math.log(chance / (1 - chance))
        # What is told and what is too small to be told: less than a hundredth in all.
        assert entry.weighed.base + told == pytest.approx(log_odds, abs=0.01)


def test_the_days_a_buyer_waited_are_those_of_the_log(trace):
    log, ae = trace.log, trace.params.ae
    weighed = (log["kind"] == Kind.CHANCE_WEIGHED) & (log["code"] == Chance.ADVANCE)
    found = [weighed_at(log, at) for at in np.flatnonzero(weighed)]
    late = next(one for one in found if one.terms.get("waiting", 0.0) < -0.1)
    days = ae.wait_allowance - late.terms["waiting"] / ae.wait_effect
    ground = reasons.Ground(trace.params, 0, 0, late)
    words = [reason.words for reason in reasons.reasons_of(ground)]
    assert f"the buyer waited {days:.1f} days on us, 5 are taken as normal" in words


def test_all_lines_of_a_deal_are_found_by_its_number_and_by_its_key(trace):
    number = deal_that(trace, Kind.DEAL_WON)
    buyer = buyer_of(trace, number)
    assert buyer_of(trace, buyer.key) == buyer
    places = lines_of(trace, buyer)
    expected = 0
    found = entities(trace.log)
    for entity, own in enumerate((buyer.lead, buyer.deal, buyer.customer)):
        expected += int(((found == entity) & (trace.log["subject"] == own)).sum())
    assert len(places) == expected > 20


def test_a_lead_that_never_became_a_deal_has_a_story_too(trace):
    ended = trace.log[(trace.log["kind"] == Kind.LEAD_ENDED) & (trace.log["code"] == 2)]
    created = trace.log[trace.log["kind"] == Kind.LEAD_CREATED]
    key = int(created["value"][created["subject"] == ended["subject"][0]][0])
    buyer = buyer_of(trace, key)
    assert buyer.deal == NONE
    assert "never a deal" in ending(story_of(trace, buyer))


# --- the same deal in two companies ---------------------------------------------------------
def test_the_first_difference_of_a_minimally_different_pair_is_its_cause(trace):
    other = traced(ae__competitor_effect=-2.0)
    shorter = min(len(trace.log), len(other.log))
    first = int(np.flatnonzero(trace.log[:shorter] != other.log[:shorter])[0])
    buyer = buyer_of(trace, int(trace.log[first]["subject"]))
    there = story_of(other, same_buyer(buyer, trace, other))
    parting = parting_of(story_of(trace, buyer), there)
    assert parting.here.time == trace.log[first]["time"]
    assert parting.here.weighed.name == "ADVANCE"
    assert parting.words.startswith("Why the odds differ: ")
    assert "competitor" in parting.words
    assert parting.words.count(";") == 0


def test_a_change_that_reaches_a_deal_by_way_of_work_is_told_as_who_or_when(trace):
    other = traced(jobs__ae_smb__ramp_months=6)
    won = trace.log[trace.log["kind"] == Kind.DEAL_WON]["subject"]
    words = []
    for number in won[-8:]:
        buyer = buyer_of(trace, int(number))
        there = same_buyer(buyer, trace, other)
        if there is not None:
            words.append(parting_of(story_of(trace, buyer), story_of(other, there)).words)
    told = ("The step", "Why the odds differ", "Different things", "Only", "Nothing differs")
    assert len(words) >= 4
    assert all(one.startswith(told) for one in words)


def test_a_company_and_its_copy_tell_the_same_story(trace):
    buyer = buyer_of(trace, deal_that(trace, Kind.DEAL_WON))
    parting = parting_of(story_of(trace, buyer), story_of(trace, buyer))
    assert parting.here is None
    assert parting.words.startswith("Nothing differs")


def test_the_draw_that_decided_is_the_same_number_against_two_chances(trace):
    other = traced(ae__competitor_effect=-2.0)
    apart = [one for one in suggestions_apart(trace, other) if one.why.startswith("won")]
    buyer = buyer_of(trace, apart[0].deal)
    here, there = story_of(trace, buyer), story_of(other, same_buyer(buyer, trace, other))
    found = decisive_of(here, there)
    assert found.here.weighed.draw == found.there.weighed.draw
    assert found.there.weighed.chance <= found.here.weighed.draw < found.here.weighed.chance


def test_a_deal_of_the_first_day_is_known_by_its_number_in_both(trace):
    other = traced(ae__competitor_effect=-2.0)
    first = opened(trace.log)
    number = int(first["subject"][first["other"] == NONE][0])
    assert same_buyer(buyer_of(trace, number), trace, other).deal == number


def test_a_buyer_that_the_other_company_never_met_is_said_to_be_so(trace):
    other = traced(channels__organic__leads_per_month=1)
    keys = other.log["value"][other.log["kind"] == Kind.LEAD_CREATED]
    leads = trace.log[(trace.log["kind"] == Kind.LEAD_CREATED) & (trace.log["code"] == 0)]
    missed = int(leads["value"][~np.isin(leads["value"], keys)][-1])
    assert same_buyer(buyer_of(trace, missed), trace, other) is None


# --- suggestions, a year, pages -------------------------------------------------------------
def test_suggested_deals_exist_and_are_what_they_are_said_to_be(trace):
    found = {one.why: one for one in suggestions(trace)}
    ended = ended_deals(trace)
    biggest = ended.deal[ended.won][np.argmax(ended.cents[ended.won])]
    assert found["the biggest won"].deal == biggest
    assert len({one.deal for one in found.values()}) == len(found) >= 3


def test_a_year_adds_up_to_the_log(trace):
    name = next(name for name in trace.names.seats if "ae_" in name)
    told = year.year_of(trace, name, 1)
    lines = told.lines()
    won = lines[(lines["kind"] == Kind.DEAL_WON) & (lines["seat"] == told.seat)]
    assert year.bookings(told, lines).sum() >= won["value"].sum() > 0
    table = year.hours_table(told)
    assert len(table.rows) == 12
    hours = lines[(lines["kind"] == Kind.WORK_DONE) & (lines["seat"] == told.seat)]["other"].sum()
    shown = sum(float(row[1]) for row in table.rows)
    assert shown == pytest.approx(hours / 3600, abs=0.5 * 12)
    assert year.office_hours(told).max() < 24 * 8


def test_pages_fit_80_columns_and_carry_the_reasons(trace):
    scenario = load_scenario("startup", SHORT)
    number = deal_that(trace, Kind.DEAL_WON)
    question = Question(deal=number, replication=2, seed=5)
    answer = ask(scenario, load_scenario("startup", SHORT | {"se.patience_days": 0.1}), question)
    text = terminal_text(answer.page, 80).plain
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "luck ." in text
    assert markdown(answer.page).startswith(f"# Deal {number} in startup")


def test_the_phases_of_a_deal_follow_each_other_without_a_gap(trace):
    story = story_of(trace, buyer_of(trace, deal_that(trace, Kind.DEAL_WON)))
    phases = phases_of(story)
    assert [phase.name for phase in phases][-4:] == list(STAGES.values())[:4]
    assert all(a.ends == b.begins for a, b in pairwise(phases))


def test_names_of_phases_fit_into_the_days_of_the_picture_not_of_their_lane(trace):
    numbers = trace.log[trace.log["kind"] == Kind.DEAL_LOST]["subject"]
    stories = [story_of(trace, buyer_of(trace, int(number))) for number in numbers[:40]]
    longest = max(stories, key=days_of)
    for story in stories:
        figure = timeline((longest, story)).draw(WIDE)
        figure.canvas.draw()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
        assert boxes
        assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def days_of(story) -> float:
    phases = phases_of(story)
    return phases[-1].ends - phases[0].begins


# --- mistakes -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("question", "against", "said"),
    [
        (Question(deal=9_999_999), None, ["no deal 9999999", "from 0 to", "suggests deals"]),
        (Question(rep="ae_smbb 1"), None, ["no seat 'ae_smbb 1'", "ae_smb 1'?"]),
        (Question(rep="ae_"), None, ["seats with 'ae_'", "expected one"]),
        (Question(rep="ae_smb 1", year=9), None, ["found 9", "1 to 2", "warm-up"]),
        (Question(deal=1, rep="ae"), None, ["--deal and --rep", "one of them"]),
        (Question(rep="ae_smb 1"), "startup", ["--rep with --against", "expected --deal"]),
    ],
)
def test_a_wrong_question_is_one_clear_error(question, against, said):
    other = against and load_scenario(against, SHORT)
    with pytest.raises(InputError) as caught:
        ask(load_scenario("startup", SHORT), other, question)
    for fragment in said:
        assert fragment in str(caught.value)


def test_the_command_writes_a_page_and_refuses_other_files(tmp_path, monkeypatch, capsys):
    import sys

    from sim import cli

    def run(*words: str) -> int:
        settings = [part for key, value in SHORT.items() for part in ("--set", f"{key}={value}")]
        monkeypatch.setattr(sys, "argv", ["salesorg", "story", "startup", *words, *settings])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        return int(caught.value.code or 0)

    page = tmp_path / "deal.html"
    assert run("--deal", "40", "--out", str(page)) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<svg" in text
    assert "http" not in text.replace("http://www.w3.org", "")
    assert run("--deal", "40", "--out", str(tmp_path / "deal.pdf")) == 2
    assert run("--deal", "40", "--out", str(tmp_path / "no" / "deal.md")) == 2
    said = capsys.readouterr().err
    assert ".html or .md" in said
    assert "does not exist" in said
    assert run() == 0
    assert "--deal" in capsys.readouterr().out
