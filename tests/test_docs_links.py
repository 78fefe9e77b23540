"""Links between the pages lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", flags=re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
FENCED = re.compile(r"^```.*?^```", flags=re.MULTILINE | re.DOTALL)


def text_of(page):
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    """Return the anchors of a page: headings as a forge spells them, and explicit ones."""
    text = text_of(page)
    plain = [
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(text)
    ]
    return {*plain, *ANCHOR.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_to_an_anchor_that_exist(page):
    for link in LINK.findall(text_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_of_the_documentation_is_linked_from_the_index():
    linked = {
        ((ROOT / "docs") / link.partition("#")[0]).resolve()
        for link in LINK.findall(text_of(ROOT / "docs" / "index.md"))
    }
    pages = {page for page in PAGES if "docs" in page.relative_to(ROOT).parts}
    assert pages - linked == {ROOT / "docs" / "index.md"}


def test_every_image_of_the_documentation_is_shown_somewhere():
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(text_of(page))
        if link.endswith((".png", ".svg"))
    }
    folders = (ROOT / "docs" / "images", ROOT / "docs" / "gallery" / "images")
    shown = {path for path in shown if path.parent in folders}
    assert {path.resolve() for folder in folders for path in folder.iterdir()} == shown
