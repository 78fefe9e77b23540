"""Every source that a parameter names can be looked up in ``docs/evidence.md`` or ``model.md``."""

import re
from pathlib import Path

import pytest

from sim.report.assumptions import assumptions
from sim.scenario.loading import load_scenario

DOCS = Path(__file__).resolve().parents[1] / "docs"
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
TAGS = re.compile(r"E:([A-D]\d*)|\b(F\d+[a-z]?)\b|MODEL (\d+(?:\.\d+)?)")
SECTIONS = [f"a{number}" for number in range(1, 12)] + ["b", "c", "c1", "c2", "c3", "c4", "d"]


def anchors(page):
    return ANCHOR.findall((DOCS / page).read_text(encoding="utf-8"))


def sources():
    """Return (key, source) of every parameter."""
    return [(found.key, found.source) for found in assumptions(load_scenario("default"))]


def targets(source):
    """Yield (page, anchor) for every tag of a source."""
    for section, number, model in TAGS.findall(source):
        if model:
            yield "model.md", "s" + model.replace(".", "-")
        else:
            yield "evidence.md", (section or number).lower()


@pytest.mark.parametrize("page", ["evidence.md", "model.md"])
def test_no_anchor_is_given_twice(page):
    found = anchors(page)
    assert len(found) == len(set(found))


def test_every_source_of_a_parameter_resolves():
    known = {page: set(anchors(page)) for page in ("evidence.md", "model.md")}
    missing = [
        (key, source)
        for key, source in sources()
        for page, anchor in targets(source)
        if anchor not in known[page]
    ]
    assert missing == []


def test_every_source_has_a_tag_or_is_judgement():
    untagged = [(key, s) for key, s in sources() if s != "judgement" and not list(targets(s))]
    assert untagged == []


def test_judgement_is_never_graded_as_evidence():
    graded = [f.key for f in assumptions(load_scenario("default")) if f.source == "judgement"]
    grades = {f.key: f.grade for f in assumptions(load_scenario("default"))}
    assert all(grades[key] == "J" for key in graded)


def test_the_evidence_has_all_its_sections_and_a_numbered_list_of_sources():
    found = anchors("evidence.md")
    assert set(SECTIONS) <= set(found)
    assert {f"f{number}" for number in range(1, 78)} <= set(found)


def test_every_source_that_the_evidence_cites_is_in_its_list():
    text = (DOCS / "evidence.md").read_text(encoding="utf-8")
    cited = {number.lower() for number in re.findall(r"\bF\d+[a-z]?\b", text)}
    assert cited <= set(anchors("evidence.md"))
