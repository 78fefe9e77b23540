"""The report is one file that says everything, asks the network for nothing, and is well formed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.report.figures import pictures
from sim.report.material import Material
from sim.report.page import render_page, write_material
from sim.report.tables import KEY_FIGURES, difference_rows, kpi_groups, tiles, verdict
from tests.synthetic_report import synthetic_material

VOID = {"meta", "br", "link", "img", "hr", "input"}
MOST_BYTES = 3_000_000


class Checker(HTMLParser):
    """Collects tags and ids and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def checked(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    checker.close()
    return checker


def without_figures(material: Material) -> str:
    """Render the page's text alone, which is quick."""
    return render_page(material, {section: [] for section in pictures(material)})


@pytest.fixture(scope="module")
def two() -> Material:
    return synthetic_material("cso_led", "cro_led")


@pytest.fixture(scope="module")
def page(two: Material) -> str:
    return render_page(two, pictures(two))


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    addresses = set(re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?((?:https?:)?//[^"\')\s]+)', page))
    assert addresses == set()
    assert "@import" not in page
    namespaces = set(re.findall(r"https?://[^\s\"'<>]+", page))
    assert all(name.startswith("http://www.w3.org/") for name in namespaces)


def test_the_page_is_well_formed_and_its_names_are_unique(page: str) -> None:
    checker = checked(page)
    assert checker.faults == []
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) < MOST_BYTES


def test_every_link_in_the_page_leads_somewhere(page: str) -> None:
    checker = checked(page)
    assert checker.links
    assert {link.removeprefix("#") for link in checker.links} <= set(checker.ids)


def test_the_page_names_its_language_and_describes_every_drawing(page: str) -> None:
    checker = checked(page)
    tags = dict(checker.tags)
    assert tags["html"]["lang"] == "en"
    drawings = [found for tag, found in checker.tags if tag == "svg"]
    assert drawings
    assert all(found.get("aria-label") for found in drawings)


def test_header_cells_say_what_they_head(page: str) -> None:
    heads = [found for tag, found in checked(page).tags if tag == "th"]
    assert heads
    assert all("scope" in found for found in heads)


def test_the_answer_stands_before_everything_else(two: Material, page: str) -> None:
    answer = page.index("A &lt;synthetic&gt; answer &amp; its second half.")
    assert answer < page.index("<svg") < page.index("Assumptions</h2>")


def test_the_difference_table_holds_every_key_figure_with_its_margin(
    two: Material, page: str
) -> None:
    rows = difference_rows(two, 1, KEY_FIGURES)
    assert len(rows) == len(KEY_FIGURES)
    for row in rows:
        assert row.difference in page
        assert " ± " in row.difference


def test_a_single_run_has_a_page_without_differences() -> None:
    one = synthetic_material("startup")
    page = without_figures(one)
    assert 'id="differences"' not in page
    assert checked(page).faults == []
    assert "What the scenarios set apart" in page


def test_three_scenarios_are_each_compared_with_the_first() -> None:
    three = synthetic_material("cso_led", "cro_led", "pods")
    page = without_figures(three)
    assert page.count("against CSO-led, in the same markets") == 2
    assert len(tiles(three)[0].lines) == 2


def test_an_interrupted_run_says_so(two: Material) -> None:
    from dataclasses import replace

    assert "Stopped early" in without_figures(replace(two, interrupted=True))
    assert "Stopped early" not in without_figures(two)


def test_the_files_of_a_report_are_the_page_and_its_figures(tmp_path: Path) -> None:
    page = write_material(synthetic_material("startup"), tmp_path)
    assert page == tmp_path / "report.html"
    assert page.stat().st_size < MOST_BYTES
    figures = {path.name for path in (tmp_path / "figures").iterdir()}
    assert {"org_charts.png", "org_charts.svg", "desks.png", "funnel.svg"} <= figures


def test_nothing_is_called_better_while_zero_lies_in_the_interval(two: Material) -> None:
    kpi = two.kpis["new_arr_per_year"]
    gap = two.difference("new_arr_per_year", 1)._replace(value=1.0, low=-0.1, high=2.1)
    assert verdict(kpi, gap) == "unclear"
    assert verdict(kpi, gap._replace(low=0.1)) == "better"
    assert verdict(two.kpis["cycle_mean"], gap._replace(low=0.1)) == "worse"


def test_key_figures_that_are_always_zero_are_left_out(two: Material) -> None:
    from dataclasses import replace

    import numpy as np

    first = two.sides[0]
    zero = {"wins.webinar": np.zeros(two.replications)}
    emptied = tuple(replace(side, columns={**side.columns, **zero}) for side in two.sides)
    names = [row.kpi.name for row in kpi_groups(replace(two, sides=emptied))["funnel"]]
    assert "wins.webinar" in first.columns
    assert "wins.webinar" not in names
    assert "wins.organic" in names


def test_the_page_says_where_leaders_hours_go_in_every_scenario() -> None:
    page = without_figures(synthetic_material("cro_led", "cso_led"))
    table = page.split("Where leaders’ hours go")[1].split("</table>")[0]
    assert "coaching</th>" in table
    assert "agenda delivered</th>" in table
    assert table.count('<tr><th scope="row">sales manager, ') == 2
    assert table.count('<tr><th scope="row">CRO, ') == 1
