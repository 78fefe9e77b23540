"""What ``salesorg check`` prints: complete, and readable at 80 columns."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sim.org import build_chart
from sim.org.summary import describe
from sim.org.warnings import chart_warnings
from sim.scenario.loading import list_scenarios, load_scenario


def printed(name: str, width: int, *overrides: str) -> str:
    scenario = load_scenario(name, overrides)
    console = Console(file=io.StringIO(), width=width)
    console.print(describe(scenario, build_chart(scenario)))
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name, _ in list_scenarios()])
@pytest.mark.parametrize("width", [80, 120])
def test_every_shipped_scenario_fits_the_screen_without_warnings(name: str, width: int) -> None:
    text = printed(name, width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    has_warnings = name == "islands"  # it is meant to have no SDR and no CSM
    assert ("No mistakes, no warnings." in text) != has_warnings
    assert load_scenario(name).title in text
    assert load_scenario(name).question.split()[0] in text


def test_heads_cost_spans_layers_and_distances_are_told() -> None:
    lines = [" ".join(line.split()) for line in printed("cso_led", 100).splitlines()]
    assert "ae 20 8 ae_smb, 8 ae_mm, 4 ae_ent $4.05M" in lines
    assert "ceo 1 not counted" in lines
    assert "Spans, in 5 layers" in lines
    assert "Customer success / cs_manager 11 11" in lines
    assert "AE → CSM 4 Company / ceo" in lines


def test_planned_seats_are_listed() -> None:
    lines = [" ".join(line.split()) for line in printed("from_people", 100).splitlines()]
    assert "2026-09-01 opens 1 ae_mm Team of Tomasz Wrona" in lines


@pytest.mark.parametrize(
    ("override", "warning"),
    [
        ("org.Enterprise sales.seats={ae_ent: 4}", "no SE"),
        ("org.Inbound.seats={setter: 2}", "no SDR"),
        ("org.Customer success.seats={}", "no CSM"),
        ("org.Enterprise sales.seats={se: 5}", "no AE for segment ent"),
        ("org.SMB sales.seats.ae_smb=13", "SMB sales / sales_manager has 13 direct reports"),
        ("org.SMB sales.leader=null", "Sales / vp_sales has 14 direct reports"),
        ("org.Outbound.seats={}", "Outbound / team_lead leads nobody"),
        (
            "org.Inbound.seats.setter={count: 2, starts: 2026-05-01}",
            "all 2 seats of setter are vacant by plan until 2026-05-01",
        ),
        (
            "org.Inbound.seats.sdr=[{count: 6}, {count: 1, starts: 2031-01-01}]",
            "open only after the run ends (2028-07-01): 1 planned, like Inbound / sdr 7",
        ),
    ],
)
def test_what_is_worth_a_second_look_is_told(override: str, warning: str) -> None:
    scenario = load_scenario("default", [override])
    warnings = chart_warnings(build_chart(scenario), scenario)
    assert any(warning in line for line in warnings)
    assert warning.split()[0] in printed("default", 200, override)


def test_a_chart_of_a_thousand_units_is_not_drawn_unit_by_unit() -> None:
    teams = ", ".join(
        f"{{unit: T{n}, leader: team_lead, seats: {{ae_smb: 2}}}}" for n in range(1000)
    )
    text = printed("default", 80, f"org={{unit: Firm, leader: ceo, teams: [{teams}]}}")
    assert "1001 units, too many to draw here" in text
    assert len(text.splitlines()) < 150


def test_dated_events_rules_and_seats_that_close_are_told() -> None:
    text = printed(
        "cso_led",
        110,
        "events=[{event: exit, date: 2026-10-01, job: ae_ent}, "
        "{event: reorganisation, date: 2027-03-01, org: islands}]",
        "rules=[{when: backlog, of: sdr, above: 60, do: hire, job: sdr}]",
        "org.Mid-market sales.seats.ae_mm={count: 8, ends: 2027-01-01}",
    )
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "2026-10-01 exit job ae_ent" in lines
    assert "rule hire when backlog, of sdr, above 60.0, job sdr" in lines
    assert "2027-01-01 closes 8 ae_mm Mid-market sales" in lines
    assert "from 2027-03-01: no SDR" in text


def test_a_layoff_of_a_whole_desk_is_worth_a_second_look() -> None:
    gone = "events=[{event: layoff, date: 2026-10-01, job: setter, count: %d}]"
    assert "no setter is left" in printed("cso_led", 100, gone % 2)
    assert "no setter is left" not in printed("cso_led", 100, gone % 1)
