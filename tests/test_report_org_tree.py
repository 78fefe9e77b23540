"""The drawing of two org charts marks what differs and nothing else."""

import pytest

from sim.org.chart import OrgChart, build_chart
from sim.report.org_drawing import laid_out
from sim.report.org_tree import (
    Box,
    boxes,
    columns,
    differences_in_words,
    legend,
    spread_levels,
)
from sim.scenario.loading import load_scenario


def chart(name: str) -> OrgChart:
    return build_chart(load_scenario(name))


def all_boxes(box: Box) -> list[Box]:
    return [box, *(inner for part in box.parts for inner in all_boxes(part))]


def test_a_chart_against_itself_has_no_marks() -> None:
    tree = boxes(chart("cro_led"), chart("cro_led"), "itself")
    assert {box.mark for box in all_boxes(tree)} == {""}
    assert legend([tree]) == []
    assert differences_in_words(chart("cro_led"), chart("cro_led")) == []


def test_units_that_are_new_and_units_that_moved_are_marked_in_both_charts() -> None:
    cso, cro = chart("cso_led"), chart("cro_led")
    marks_cro = {box.unit: box.mark for box in all_boxes(boxes(cro, cso, "CSO"))}
    marks_cso = {box.unit: box.mark for box in all_boxes(boxes(cso, cro, "CRO"))}
    assert marks_cro["Revenue"] == "added"
    assert marks_cro["Sales"] == marks_cso["Sales"] == "moved"
    assert marks_cso["Commercial"] == "added"
    assert marks_cro["SMB sales"] == marks_cso["SMB sales"] == ""


def test_a_moved_unit_says_where_it_is_in_the_other_chart() -> None:
    tree = boxes(chart("cro_led"), chart("cso_led"), "CSO-led")
    notes = {box.unit: box.note for box in all_boxes(tree)}
    assert notes["Marketing"] == "in CSO-led: under CEO"


def test_seats_that_came_or_went_are_counted_in_the_note() -> None:
    tree = boxes(chart("startup"), chart("cso_led"), "CSO-led")
    notes = {box.unit: box.note for box in all_boxes(tree)}
    assert "2 CSM SMB more" in notes["Customer success"]


@pytest.mark.parametrize("name", ["cro_led", "cso_led", "pods", "startup", "sdr_under_marketing"])
def test_every_seat_is_counted_once(name: str) -> None:
    found = chart(name)
    drawn = all_boxes(boxes(found))
    seats = sum(seat.number for box in drawn for seat in box.seats)
    leaders = sum(bool(box.leader) for box in drawn)
    assert seats + leaders == len(found.seats)


def test_marketing_stands_first_and_customer_success_last() -> None:
    revenue = boxes(chart("cro_led")).parts[0]
    assert [part.unit for part in revenue.parts] == ["Marketing", "Sales", "Customer success"]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 9])
@pytest.mark.parametrize("name", ["cro_led", "pods", "sdr_under_marketing"])
def test_a_tree_never_spreads_over_more_columns_than_there_is_room_for(
    name: str, most: int
) -> None:
    tree = boxes(chart(name))
    assert columns(tree, spread_levels(tree, most)) <= most


@pytest.mark.parametrize("name", ["cro_led", "cso_led", "pods", "startup"])
def test_no_two_boxes_overlap(name: str) -> None:
    placed = laid_out(boxes(chart(name)), width=4.2, most=4)
    for number, one in enumerate(placed):
        for other in placed[number + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart, (one.box.unit, other.box.unit)


def test_the_words_of_a_difference_name_roles_as_people_do() -> None:
    words = differences_in_words(chart("cso_led"), chart("cro_led"))
    assert "Sales: reports to Revenue / CRO, was Commercial / CSO" in words
