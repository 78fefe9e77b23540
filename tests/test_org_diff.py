"""Differences of two charts: complete, in words, and none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.org import OrgChart, build_chart, chart_from_people, diff_charts
from sim.scenario.loading import list_scenarios, load_scenario


def chart_of(name: str, *overrides: str) -> OrgChart:
    return build_chart(load_scenario(name, overrides))


@pytest.mark.parametrize("name", [name for name, _ in list_scenarios()])
def test_a_chart_does_not_differ_from_itself(name: str) -> None:
    assert diff_charts(chart_of(name), chart_of(name)) == []


def test_moved_teams_and_new_chiefs_are_told() -> None:
    texts = [d.text for d in diff_charts(chart_of("cro_led"), chart_of("cso_led"))]
    assert texts == [
        "Revenue: no longer there (1 cro)",
        "Customer office: new, under Company / ceo (1 cco)",
        "Commercial: new, under Company / ceo (1 cso)",
        "Customer success: reports to Customer office / cco, was Revenue / cro",
        "Sales: reports to Commercial / cso, was Revenue / cro",
        "Marketing: reports to Company / ceo, was Revenue / cro",
    ]


def test_sdrs_under_marketing_are_two_moved_teams() -> None:
    differences = diff_charts(chart_of("cso_led"), chart_of("sdr_under_marketing"))
    assert [(d.change, d.unit, d.before, d.after) for d in differences] == [
        ("unit_moved", "Inbound", "Sales / vp_sales", "Marketing / cmo"),
        ("unit_moved", "Outbound", "Sales / vp_sales", "Marketing / cmo"),
    ]


@pytest.mark.parametrize(
    ("override", "change", "text", "seats"),
    [
        (
            "org.Inbound.seats.sdr=8",
            "seats_added",
            "Inbound: +2 sdr",
            ("Inbound / sdr 7", "Inbound / sdr 8"),
        ),
        (
            "org.Inbound.seats.setter=1",
            "seats_removed",
            "Inbound: −1 setter",
            ("Inbound / setter 2",),
        ),
        (
            "org.Inbound.leader=sales_manager",
            "leader_changed",
            "Inbound: led by sales_manager, was team_lead",
            ("Inbound / team_lead", "Inbound / sales_manager"),
        ),
        (
            "org.Inbound.leader=null",
            "leader_changed",
            "Inbound: led by nobody, was team_lead",
            ("Inbound / team_lead",),
        ),
        (
            "org.Outbound.seats.bdr_ent=[{count: 1}, {count: 1, starts: 2026-09-01}]",
            "start_changed",
            "Outbound / bdr_ent 2: starts 2026-09-01, was the beginning",
            ("Outbound / bdr_ent 2",),
        ),
    ],
)
def test_one_change_is_one_difference(
    override: str, change: str, text: str, seats: tuple[str, ...]
) -> None:
    differences = diff_charts(chart_of("cro_led"), chart_of("cro_led", override))
    assert [(d.change, d.text, d.seats) for d in differences] == [(change, text, seats)]


def test_going_back_undoes_every_difference() -> None:
    there = diff_charts(chart_of("cro_led"), chart_of("pods"))
    back = diff_charts(chart_of("pods"), chart_of("cro_led"))
    opposite = {
        "unit_removed": "unit_added",
        "unit_added": "unit_removed",
        "seats_removed": "seats_added",
        "seats_added": "seats_removed",
    }
    undone = {(opposite.get(d.change, d.change), d.unit, d.seats) for d in there}
    assert undone == {(d.change, d.unit, d.seats) for d in back}
    assert len(there) > 10


def test_a_promotion_and_a_new_boss_are_told_by_name(tmp_path: Path) -> None:
    charts = []
    for boss, job in (("Ada", "ae_smb"), ("Al", "ae_mm")):
        file = tmp_path / f"{boss}.csv"
        file.write_text(
            f"name,role,manager\nAda,ceo,\nAl,vp_sales,Ada\nCy,ae_smb,Al\nBo,{job},{boss}\n"
        )
        charts.append(chart_from_people(file, load_scenario("default")))
    texts = [d.text for d in diff_charts(*charts)]
    assert texts == ["Bo: reports to Al, was Ada", "Bo: ae_mm, was ae_smb"]
