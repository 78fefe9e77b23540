"""Org charts: canonical seats, bosses, distances, spans; the same people in every tree."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.org import (
    ROOT,
    OrgChart,
    build_chart,
    common_boss,
    cost_by_role,
    distance,
    headcount,
    interface,
    layers,
    line_of_bosses,
    marketing_head,
    planned,
    spans,
)
from sim.scenario.jobs import LEADER_ROLES, ROLES
from sim.scenario.loading import load_scenario
from sim.scenario.org_node import OrgNode
from sim.scenario.schema import Scenario

SCENARIO = load_scenario("default")
FUNCTIONAL = ("cro_led", "cso_led", "sdr_under_marketing")


def with_org(org: dict[str, Any]) -> Scenario:
    return SCENARIO.model_copy(update={"org": OrgNode.model_validate(org)})


def chart_of(name: str) -> OrgChart:
    return build_chart(load_scenario(name))


def number(chart: OrgChart, name: str) -> int:
    return next(seat.number for seat in chart.seats if seat.name == name)


# --- the shipped charts ---------------------------------------------------------------------------


def test_the_default_company_has_the_63_people_of_its_evidence_and_a_ceo() -> None:
    assert headcount(chart_of("default")) == {
        "sdr": 6,
        "bdr": 8,
        "setter": 2,
        "ae": 20,
        "se": 5,
        "csm": 11,
        "sales_ops": 2,
        "team_lead": 2,
        "sales_manager": 3,
        "cs_manager": 1,
        "vp_sales": 1,
        "cmo": 1,
        "cro": 1,
        "ceo": 1,
    }


def test_functional_charts_differ_in_nothing_but_executives_and_reporting_lines() -> None:
    def people(chart: OrgChart) -> list[tuple[Any, ...]]:
        """Everybody up to the VP, with the boss's name where the boss is a first-line manager."""
        rows = []
        for seat in chart.seats:
            if ROLES.index(seat.role) <= ROLES.index("vp_sales"):
                boss = chart.seats[seat.boss]
                first_line = boss.name if ROLES.index(boss.role) < ROLES.index("vp_sales") else None
                rows.append((seat.number, seat.name, seat.key, seat.job, seat.unit, first_line))
        return rows

    charts = [people(chart_of(name)) for name in FUNCTIONAL]
    assert len(charts[0]) == 61
    assert charts[0] == charts[1] == charts[2]


def test_pods_have_the_customer_facing_people_of_the_functional_company() -> None:
    facing = ("sdr", "bdr", "setter", "ae", "se", "csm")
    pods, functional = headcount(chart_of("pods")), headcount(chart_of("cro_led"))
    assert {role: pods[role] for role in facing} == {role: functional[role] for role in facing}
    assert sum(pods.values()) == 64


def test_the_start_up_has_twelve_people_and_a_founder_and_no_chief() -> None:
    heads = headcount(chart_of("startup"))
    assert sum(heads.values()) == 13
    assert not {"cro", "cso", "cmo", "cco"} & heads.keys()


def test_the_company_costs_what_its_arithmetic_says() -> None:
    """9.4 M of pay in the evidence's economics leave out the CSMs and their manager."""
    costs = cost_by_role(chart_of("default"), SCENARIO)
    people = sum(cost for role, cost in costs.items() if role not in ("csm", "cs_manager"))
    assert people / 1e6 == pytest.approx(9.4, rel=0.05)
    assert costs["ceo"] == 0


@pytest.mark.parametrize(
    ("name", "marketing_sdr", "sdr_ae", "ae_csm"),
    [
        ("cro_led", 3, 2, 3),
        ("cso_led", 4, 2, 4),
        ("sdr_under_marketing", 2, 4, 4),
        ("startup", 2, 1, 2),
    ],
)
def test_distances_follow_the_chart(
    name: str, marketing_sdr: int, sdr_ae: int, ae_csm: int
) -> None:
    chart = chart_of(name)
    head, sdrs, aes, csms = marketing_head(chart), *map(chart.with_role, ("sdr", "ae", "csm"))
    assert {distance(chart, head, sdr.number) for sdr in sdrs} == {marketing_sdr}
    assert {distance(chart, sdr.number, ae.number) for sdr in sdrs for ae in aes} == {sdr_ae}
    assert {distance(chart, ae.number, csm.number) for ae in aes for csm in csms} == {ae_csm}


def test_pods_bring_sellers_and_customer_success_together() -> None:
    pods, functional = chart_of("pods"), chart_of("cro_led")
    means = []
    for chart in (pods, functional):
        met = interface(chart, chart.with_role("ae"), chart.with_role("csm"))
        assert met is not None
        means.append(met.mean)
    assert means[0] < means[1]


# --- seats ----------------------------------------------------------------------------------------


def test_names_keys_and_numbers_follow_their_rules() -> None:
    chart = build_chart(
        with_org(
            {
                "unit": "Firm",
                "leader": "ceo",
                "seats": {
                    "ae_mm": [{"count": 1}, {"count": 2, "starts": "2026-07-01"}],
                    "ae_smb": 1,
                },
                "teams": [{"unit": "A", "leader": None, "seats": {"ae_smb": 1, "sdr": 1}}],
            }
        )
    )
    assert [seat.name for seat in chart.seats] == [
        "A / sdr 1",
        "A / ae_smb 1",
        "Firm / ae_smb 1",
        "Firm / ae_mm 1",
        "Firm / ae_mm 2",
        "Firm / ae_mm 3",
        "Firm / ceo",
    ]
    assert [seat.number for seat in chart.seats] == list(range(7))
    assert [str(seat.starts) for seat in chart.seats[3:6]] == ["None", "2026-07-01", "2026-07-01"]
    assert planned(chart, SCENARIO) == chart.seats[4:6]
    for seat in chart.seats:
        assert seat.key == crc32(seat.name.encode()) % 2**31
        assert seat.segment == SCENARIO.jobs[seat.job].segment
    assert chart.root.name == "Firm / ceo"
    assert chart.seats[0].boss == chart.root.number  # a unit without a leader reports further up
    assert chart.unit("A").leader == -1
    assert chart.seats[0].short_name == "sdr 1"


def test_units_stand_in_the_order_of_their_people() -> None:
    units = [unit.name for unit in chart_of("cro_led").units]
    assert units == [
        "Inbound",
        "Outbound",
        "SMB sales",
        "Mid-market sales",
        "Enterprise sales",
        "Customer success",
        "Sales",
        "Marketing",
        "Revenue",
        "Company",
    ]


def test_ten_thousand_seats_are_no_trouble() -> None:
    scenario = load_scenario("default", ["org.SMB sales.seats.ae_smb=9_900"])
    chart = build_chart(scenario)
    assert len(chart.seats) == 9_956
    assert max(spans(chart).values()) == 9_900


# --- any tree -------------------------------------------------------------------------------------

JOBS = st.dictionaries(
    st.sampled_from(["sdr", "bdr_mm", "ae_smb", "ae_ent", "se", "csm_mm", "sales_ops"]),
    st.integers(1, 3),
    max_size=3,
)
LEADERS = st.sampled_from(["team_lead", "sales_manager", "vp_sales", "cmo", "cro", None])


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """Up to nine units hung up anywhere below the head; at least one AE."""
    root: dict[str, Any] = {"unit": "U0", "leader": "ceo", "seats": {"ae_smb": 1}, "teams": []}
    units = [root]
    for index in range(1, draw(st.integers(1, 9))):
        unit = {"unit": f"U{index}", "leader": draw(LEADERS), "seats": draw(JOBS), "teams": []}
        units[draw(st.integers(0, index - 1))]["teams"].append(unit)
        units.append(unit)
    return root


def flattened(tree: dict[str, Any]) -> dict[str, Any]:
    """The same units, all directly below the head."""
    below: list[dict[str, Any]] = []

    def visit(unit: dict[str, Any]) -> None:
        for team in unit["teams"]:
            below.append({**team, "teams": []})
            visit(team)

    visit(tree)
    return {**tree, "teams": list(reversed(below))}


@given(trees())
def test_where_a_unit_hangs_changes_no_number_name_or_key(tree: dict[str, Any]) -> None:
    chart, flat = build_chart(with_org(tree)), build_chart(with_org(flattened(tree)))
    who = [(seat.number, seat.name, seat.key, seat.job, seat.unit) for seat in chart.seats]
    assert who == [(seat.number, seat.name, seat.key, seat.job, seat.unit) for seat in flat.seats]
    assert [unit.name for unit in chart.units] == [unit.name for unit in flat.units]


@given(trees())
def test_everybody_answers_to_one_head_through_leaders(tree: dict[str, Any]) -> None:
    chart = build_chart(with_org(tree))
    assert [seat.boss for seat in chart.seats].count(ROOT) == 1
    for seat in chart.seats:
        line = line_of_bosses(chart, seat.number)
        assert line[-1] == chart.root.number
        assert len(line) == seat.depth + 1
        assert all(chart.seats[boss].role in LEADER_ROLES for boss in line[1:])
    assert sum(spans(chart).values()) == len(chart.seats) - 1
    assert layers(chart) == max(len(line_of_bosses(chart, seat.number)) for seat in chart.seats)


@given(trees(), st.data())
def test_distance_is_what_counting_levels_by_hand_gives(
    tree: dict[str, Any], data: st.DataObject
) -> None:
    chart = build_chart(with_org(tree))
    a, b = (data.draw(st.integers(0, len(chart.seats) - 1)) for _ in range(2))
    up_a, up_b = line_of_bosses(chart, a), line_of_bosses(chart, b)
    shared = next(boss for boss in up_a if boss in up_b)
    assert common_boss(chart, a, b) == common_boss(chart, b, a) == shared
    assert distance(chart, a, b) == max(up_a.index(shared), up_b.index(shared))
    assert distance(chart, a, b) == distance(chart, b, a)
    assert (distance(chart, a, b) == 0) == (a == b)
    if chart.seats[a].boss != ROOT:
        assert distance(chart, a, chart.seats[a].boss) == 1


@given(trees())
def test_an_interface_is_the_mean_over_all_pairs_that_can_meet(tree: dict[str, Any]) -> None:
    chart = build_chart(with_org(tree))
    aes, csms = chart.with_role("ae"), chart.with_role("csm")
    pairs = [
        distance(chart, a.number, c.number)
        for a in aes
        for c in csms
        if None in (a.segment, c.segment) or a.segment == c.segment
    ]
    met = interface(chart, aes, csms)
    if not pairs:
        assert met is None
        return
    assert met is not None
    assert met.mean == pytest.approx(sum(pairs) / len(pairs))
    assert (met.lowest, met.highest) == (min(pairs), max(pairs))
    assert sum(share for _, share in met.bosses) == pytest.approx(1)


def test_the_order_of_segments_in_the_scenario_orders_the_seats() -> None:
    segments = dict(reversed(SCENARIO.segments.items()))
    chart = build_chart(SCENARIO.model_copy(update={"segments": segments}))
    assert [seat.segment for seat in chart.with_role("ae")] == ["ent"] * 4 + ["mm"] * 8 + [
        "smb"
    ] * 8
