"""Charts from people lists: jobs, teams and numbers do not depend on the order of the lines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.org import build_chart, chart_from_people, headcount, planned
from sim.org.chart import OrgChart, seat_key
from sim.scenario.jobs import UnknownJobError, job_for
from sim.scenario.loading import load_scenario

LIST = Path(__file__).parents[1] / "scenarios" / "people_example.csv"
SCENARIO = load_scenario("from_people")


def chart_of(tmp_path: Path, text: str) -> OrgChart:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    return chart_from_people(file, load_scenario("default"))


def test_the_example_list_is_the_start_up_with_names_and_a_fifth_ae() -> None:
    chart, startup = build_chart(SCENARIO), build_chart(load_scenario("startup"))
    assert headcount(chart) == {**headcount(startup), "ae": 5}
    assert [seat.name for seat in planned(chart, SCENARIO)] == ["Aisha Rahman"]
    assert chart == chart_from_people(LIST, load_scenario("startup"))


def test_people_belong_to_the_team_they_lead_or_to_their_managers() -> None:
    chart = build_chart(SCENARIO)
    units = {seat.name: seat.unit for seat in chart.seats}
    assert units["Tomasz Wrona"] == "Team of Tomasz Wrona"
    assert units["Petra Novak"] == "Team of Tomasz Wrona"
    assert units["Emil Sørensen"] == "Team of Ines Aldana"
    assert chart.unit("Team of Tomasz Wrona").parent == "Team of Ines Aldana"
    assert chart.seats[chart.unit("Team of Tomasz Wrona").leader].name == "Tomasz Wrona"


def test_a_person_is_known_by_name() -> None:
    for seat in build_chart(SCENARIO).seats:
        assert seat.key == seat_key(seat.name)
        assert seat.short_name == seat.name


def test_semicolons_quotes_blank_lines_and_other_spellings_are_understood(tmp_path: Path) -> None:
    text = (
        "\ufeffName;Role;Reports to;Segment;Start Date\r\n"
        '"Ng, Ada";ceo;;;\r\n'
        "\r\n"
        ' Bo  Li ;AE_SMB;"Ng, Ada";;2026-05-01\r\n'.replace("AE_SMB", "ae")
    ).replace(";;2026", ";smb;2026")
    chart = chart_of(tmp_path, text)
    assert [(seat.name, seat.job, str(seat.starts)) for seat in chart.seats] == [
        ("Bo Li", "ae_smb", "2026-05-01"),
        ("Ng, Ada", "ceo", "None"),
    ]


ROWS = list(csv.reader(LIST.read_text(encoding="utf-8").splitlines()))


@given(st.permutations(ROWS[1:]))
def test_the_order_of_the_lines_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    lines = [",".join(row) for row in (ROWS[0], *rows)]
    file = tmp_path_factory.mktemp("people") / "p.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert chart_from_people(file, SCENARIO) == build_chart(SCENARIO)


@pytest.mark.parametrize(
    ("word", "segment", "job"),
    [
        ("ae_mm", None, "ae_mm"),
        ("ae_mm", "mm", "ae_mm"),
        ("ae", "ent", "ae_ent"),
        ("sdr", None, "sdr"),
        ("setter", None, "setter"),
        ("ceo", None, "ceo"),
    ],
)
def test_a_role_and_a_segment_make_a_job(word: str, segment: str | None, job: str) -> None:
    assert job_for(load_scenario("default").jobs, word, segment) == job


@pytest.mark.parametrize(("word", "segment"), [("ae", None), ("sdr", "smb"), ("boss", None)])
def test_a_role_that_means_no_one_job_is_refused(word: str, segment: str | None) -> None:
    with pytest.raises(UnknownJobError):
        job_for(load_scenario("default").jobs, word, segment)
