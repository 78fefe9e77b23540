"""The report lists every parameter and finds what a scenario changed."""

from sim.report.assumptions import ABSENT, assumptions, changes, grade_counts
from sim.scenario.loading import load_scenario


def test_scenarios_that_differ_in_the_chart_only_have_no_changes() -> None:
    assert changes([load_scenario("cso_led"), load_scenario("cro_led")]) == []


def test_a_changed_value_is_listed_with_default_and_values() -> None:
    plain = load_scenario("cro_led")
    other = load_scenario("cro_led", ["ae.skill_effect=0.2", "segments.smb.churn=0.3"])
    found = {row.key: row for row in changes([plain, other])}
    assert set(found) == {"ae.skill_effect", "segments.smb.churn"}
    assert found["segments.smb.churn"].values == (found["segments.smb.churn"].default, "0.3")


def test_a_value_outside_the_plausible_range_is_flagged() -> None:
    inside = load_scenario("cro_led", ["ae.skill_effect=0.2"])
    outside = load_scenario("cro_led", ["ae.skill_effect=3.0"])
    assert [row.outside for row in changes([inside])] == [False]
    assert [row.outside for row in changes([outside])] == [True]


def test_a_segment_that_is_missing_is_one_change() -> None:
    found = {row.key: row for row in changes([load_scenario("startup")])}
    assert found["segments.ent"].values == (ABSENT,)
    assert not any(key.startswith("segments.ent.") for key in found)


def test_every_parameter_has_a_description_a_source_and_a_grade() -> None:
    found = assumptions(load_scenario("default"))
    assert len(found) > 150
    assert all(entry.description and entry.source and entry.grade for entry in found)
    assert sum(grade_counts(found).values()) == len(found)


def test_a_family_is_one_assumption_with_the_values_of_its_members() -> None:
    found = {entry.key: entry for entry in assumptions(load_scenario("default"))}
    value = found["segments.*.annual_value"].value
    assert value == "smb\u00a012,000 · mm\u00a040,000 · ent\u00a0140,000"
