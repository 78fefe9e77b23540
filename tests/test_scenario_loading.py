"""Loading: what a file states is laid over what it extends; overrides over both."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.freeze import freeze
from sim.scenario.loading import list_scenarios, load_scenario, resolved, scenario_hash
from sim.scenario.marked import Marked, Place, mark, plain
from sim.scenario.merging import merge

SHIPPED = [name for name, _ in list_scenarios()]


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


# --- the shipped scenarios ------------------------------------------------------------------------


def test_the_initial_arr_is_shared_among_the_segments_that_are_there() -> None:
    without = {f"jobs.{job}": None for job in ("ae_ent", "bdr_ent", "csm_ent")}
    seats = {"ae_smb": 2, "ae_mm": 2, "csm_smb": 2, "csm_mm": 2}
    org = {"unit": "Company", "leader": "ceo", "seats": seats}
    scenario = load_scenario("default", {**without, "segments.ent": None, "org": org})
    rows = freeze(scenario).params.segment
    arr = float((rows["initial_customers"] * rows["initial_value"]).sum())
    aimed = scenario.initial.arr / (1 + scenario.initial.warm_up_growth)
    assert arr == pytest.approx(aimed, rel=0.002)  # a whole number of customers


def test_the_shipped_scenarios_are_listed_default_first() -> None:
    assert SHIPPED == [
        "default",
        "by_segment",
        "cro_led",
        "cro_wins_cro_led",
        "cro_wins_cso_led",
        "cso_led",
        "cso_wins_cro_led",
        "cso_wins_cso_led",
        "from_people",
        "hunter_farmer",
        "islands",
        "large_enterprise",
        "pods",
        "sdr_under_marketing",
        "sdr_under_sales",
        "startup",
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_loads_and_tells_its_story(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert 10 < len(scenario.title) < 60
    assert 150 < len(scenario.story) < 700
    assert 15 < len(scenario.question) < 120
    assert dict(list_scenarios())[name] == scenario.title


@pytest.mark.parametrize("name", SHIPPED)
def test_a_resolved_scenario_loads_again_as_the_same_scenario(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    text = yaml.safe_dump(resolved(scenario), sort_keys=False, allow_unicode=True)
    again = load_scenario(write(tmp_path, "again.yaml", text))
    assert again == scenario
    assert scenario_hash(again) == scenario_hash(scenario)


def test_the_hash_is_short_stable_and_sees_every_change() -> None:
    base = scenario_hash(load_scenario("default"))
    assert len(base) == 12
    assert int(base, 16) >= 0
    assert base == scenario_hash(load_scenario("default"))
    changes = ["ae.rest_days=121", "org.Inbound.seats.sdr=7", "title=x", "segments.smb.churn=0.2"]
    assert len({base, *(scenario_hash(load_scenario("default", [c])) for c in changes)}) == 5


def test_resolved_is_plain_json_in_the_order_of_the_schema() -> None:
    scenario = load_scenario("from_people")
    values = resolved(scenario)
    assert list(values) == ["extends", *type(scenario).model_fields]
    assert json.loads(json.dumps(values)) == values
    assert values["org"]["people"][0]["start"] == "2019-02-01"


def test_loading_takes_less_than_a_fifth_of_a_second() -> None:
    load_scenario("sdr_under_marketing")
    took = []
    for _ in range(5):
        began = time.process_time()
        load_scenario("sdr_under_marketing")
        took.append(time.process_time() - began)
    assert min(took) < 0.2


# --- extends --------------------------------------------------------------------------------------


def test_a_chain_of_files_is_laid_one_over_the_other(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "extends: default\nae: {rest_days: 1, wait_effect: 0.01}\n")
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", "b.yaml", "extends: ../a.yaml\nae: {rest_days: 2}\nsdr: {touches: 5}\n")
    scenario = load_scenario(write(tmp_path, "c.yaml", "extends: b/b.yaml\nsdr: {touches: 6}\n"))
    assert (scenario.ae.rest_days, scenario.ae.wait_effect, scenario.sdr.touches) == (2, 0.01, 6)
    default = load_scenario("default")
    assert scenario.org == default.org
    assert scenario.csm == default.csm


def test_name_title_and_story_are_each_files_own(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, "mine.yaml", "extends: cso_led\n"))
    assert (scenario.name, scenario.title, scenario.story) == ("mine", "", "")
    named = load_scenario(write(tmp_path, "other.yaml", "extends: cso_led\nname: Ours\n"))
    assert named.name == "Ours"


def test_a_segment_keeps_what_a_variant_does_not_state(tmp_path: Path) -> None:
    text = "extends: default\nsegments: {smb: {annual_value: 13000}}\n"
    smb = load_scenario(write(tmp_path, "s.yaml", text)).segments["smb"]
    before = load_scenario("default").segments["smb"]
    assert smb == before.model_copy(update={"annual_value": 13_000})


def test_lists_and_the_org_chart_replace_as_a_whole(tmp_path: Path) -> None:
    text = (
        "extends: default\ncalendar: {holidays: ['01-01']}\n"
        "org: {unit: Company, leader: ceo, seats: {ae_smb: 1}}\n"
    )
    scenario = load_scenario(write(tmp_path, "s.yaml", text))
    assert scenario.calendar.holidays == ["01-01"]
    assert scenario.org.teams == []


def test_null_removes_an_entry_of_a_table_and_an_unknown_one_is_added(tmp_path: Path) -> None:
    text = "extends: default\nchannels:\n  events: null\n  radio: {leads_per_month: 5}\n"
    channels = load_scenario(write(tmp_path, "s.yaml", text)).channels
    assert "events" not in channels
    assert list(channels)[-1] == "radio"
    assert channels["radio"].leads_per_month == 5


def test_a_new_segment_takes_its_place_after_the_old_ones(tmp_path: Path) -> None:
    text = "extends: default\nsegments:\n  public: {annual_value: 90000}\n  smb: {churn: 0.3}\n"
    scenario = load_scenario(write(tmp_path, "s.yaml", text))
    assert list(scenario.segments) == ["smb", "mm", "ent", "public"]


TREES = st.recursive(
    st.integers(),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
).filter(lambda tree: isinstance(tree, dict))


def paths(tree: Any) -> dict[tuple[str, ...], Any]:
    if not isinstance(tree, dict):
        return {(): tree}
    return {(key, *path): leaf for key, item in tree.items() for path, leaf in paths(item).items()}


@given(TREES, TREES)
def test_merging_keeps_everything_the_upper_tree_says_and_adds_only_the_rest(
    lower: Any, upper: Any
) -> None:
    merged = paths(plain(merge(mark(lower), mark(upper))))
    above, below = paths(upper), paths(lower)
    assert above.items() <= merged.items()
    assert all(path in below for path in merged.keys() - above.keys())
    # Nothing of the lower tree is lost, unless the upper one says something on the way to it.
    for path, leaf in below.items():
        covered = any(path[: len(other)] == other or other[: len(path)] == path for other in above)
        assert covered or merged.get(path) == leaf or _emptied(upper, path)


def _emptied(upper: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        if not isinstance(upper, dict):
            return True
        if step not in upper:
            return False
        upper = upper[step]
    return True


@given(TREES)
def test_merging_a_tree_over_itself_changes_nothing(tree: Any) -> None:
    assert plain(merge(mark(tree), mark(tree))) == tree


def test_after_merging_each_value_has_the_place_that_states_it() -> None:
    lower = mark({"a": {"b": 1, "c": 2}}, Place("lower", 1))
    upper = mark({"a": {"c": 3}}, Place("upper", 9))
    merged: Marked = merge(lower, upper).value["a"]
    assert merged.value["b"].place.file == "lower"
    assert merged.value["c"].place.file == "upper"


# --- overrides ------------------------------------------------------------------------------------


def test_overrides_win_over_files_and_later_ones_over_earlier() -> None:
    scenario = load_scenario("startup", ["initial.arr=1e6", "sdr.touches=3", "sdr.touches=4"])
    assert (scenario.initial.arr, scenario.sdr.touches) == (1e6, 4)


def test_overrides_reach_segments_lists_jobs_and_dates() -> None:
    scenario = load_scenario(
        "default",
        [
            "segments.smb.annual_value=13000",
            "demand.season.11=1.4",
            "jobs.ae_smb.pay=120_000",
            "calendar.start=2027-01-01",
            "channels.events=null",
            "leader.agendas.cro={alignment_hours: 12}",
        ],
    )
    assert scenario.segments["smb"].annual_value == 13_000
    assert scenario.demand.season[10:] == [1.0, 1.4]
    assert scenario.jobs["ae_smb"].pay == 120_000
    assert scenario.calendar.start.isoformat() == "2027-01-01"
    assert "events" not in scenario.channels
    cro = load_scenario("default").leader.agendas["cro"]
    assert scenario.leader.agendas["cro"] == cro.model_copy(update={"alignment_hours": 12})


def test_a_unit_is_overridden_by_its_name() -> None:
    scenario = load_scenario(
        "default", ["org.SMB sales.seats.ae_smb=9", "org.Sales.leader=null", "org.leader=ceo"]
    )
    units = {node.unit: node for _, node in scenario.org.walk()}
    assert units["SMB sales"].seats["ae_smb"][0].count == 9
    assert units["Sales"].leader is None
    assert (
        units["Inbound"]
        == {node.unit: node for _, node in load_scenario("default").org.walk()}["Inbound"]
    )


def test_seats_can_be_added_to_a_unit_with_a_start() -> None:
    change = "org.Customer success.seats.csm_mm=[5, {count: 2, starts: 2026-07-01}]"
    with pytest.raises(InputError, match=r"org\.Customer success\.seats\.csm_mm"):
        load_scenario("default", [change])
    change = change.replace("[5,", "[{count: 5},")
    groups = load_scenario("default", [change])
    seats = {node.unit: node for _, node in groups.org.walk()}["Customer success"].seats["csm_mm"]
    assert [(group.count, str(group.starts)) for group in seats] == [(5, "None"), (2, "2026-07-01")]


def test_overrides_may_be_a_mapping_with_numpy_values() -> None:
    scenario = load_scenario(
        "default", {"ae.rest_days": np.float64(7.5), "sdr.touches": np.int64(3), "meeting": {}}
    )
    assert (scenario.ae.rest_days, scenario.sdr.touches) == (7.5, 3)
    assert type(scenario.sdr.touches) is int


def test_an_override_of_nothing_changes_nothing() -> None:
    assert load_scenario("default", []) == load_scenario("default", {}) == load_scenario("default")


# --- people ---------------------------------------------------------------------------------------


def test_people_are_read_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    write(tmp_path / "lists", "p.csv", "name;role;manager\nAda;ceo;\nBo;ae_smb;Ada\n")
    write(tmp_path / "lists", "base.yaml", "extends: default\norg: {people: p.csv}\n")
    file = write(tmp_path, "s.yaml", "extends: lists/base.yaml\n")
    people = load_scenario(file).org.people
    assert [(person.name, person.role, person.manager) for person in people] == [
        ("Ada", "ceo", None),
        ("Bo", "ae_smb", "Ada"),
    ]


def test_the_hash_of_a_people_list_is_of_its_people_not_of_its_path(tmp_path: Path) -> None:
    hashes = set()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, f"{folder}.csv", "name,role,manager\nAda,ceo,\nBo,ae_smb,Ada\n")
        text = f"extends: default\nname: x\norg: {{people: {folder}.csv}}\n"
        hashes.add(scenario_hash(load_scenario(write(tmp_path / folder, "s.yaml", text))))
    assert len(hashes) == 1
