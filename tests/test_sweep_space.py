"""The space of an experiment: ranges, points, samples, seats, constraints, lists of designs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.experiments.company_of import company_of
from sim.experiments.constraints import QUANTITIES, quantities
from sim.experiments.design_frames import designs_from_frame, with_frame
from sim.experiments.design_points import points_of, worlds_of
from sim.experiments.designs import build, design_of, designs
from sim.experiments.levers import levels
from sim.experiments.ranges import NotANumberError, range_of
from sim.experiments.scenario_values import values_at
from sim.experiments.seat_totals import apportioned
from sim.experiments.space import latin_hypercube, sobol, space_of
from sim.experiments.sweep_file import ExperimentFile, experiment_from, load_experiment
from sim.freeze import freeze
from sim.org import build_chart
from sim.org.measures import cost_by_role
from sim.rules.pay import employer_cost
from sim.scenario.loading import load_scenario, scenario_hash
from tests.bad_experiments import LIST, ROWS, SAMPLE

LEVERS = {
    "chart": {"title": "Chart", "settings": {"pools": {}, "pods": {"scenario": "pods"}}},
    "aes": {"title": "SMB AEs", "seats": "ae_smb", "low": 6, "high": 14},
    "sdrs": {"title": "SDRs", "seats": ["sdr", "sdr_smb", "sdr_mm"], "low": 3, "high": 9},
    "ramp": {"title": "Ramp", "key": "jobs.ae_smb.ramp_months", "low": 2, "high": 8},
}
UNCERTAINTIES = {
    "churn": {"title": "First-year churn", "key": "csm.churn_first_year"},
    "leads": {"title": "Leads", "scale": "channels.*.leads_per_month", "low": 0.7, "high": 1.3},
}


def stated(**more) -> ExperimentFile:
    """An experiment in Python: a sample of 8 unless told otherwise."""
    facts = {
        "title": "Mix",
        "question": "Which mix?",
        "levers": LEVERS,
        "design": {"method": "latin_hypercube", "points": 8},
        "outcomes": ["wins", "contribution"],
        "answer": {"outcome": "wins"},
    }
    return experiment_from(facts | more)


def seats(scenario, *jobs) -> int:
    return sum(seat.job in jobs for seat in build_chart(scenario).seats)


# --- factors ------------------------------------------------------------------------------------


def test_levers_come_first_then_uncertainties_and_ranges_are_the_schemas_own():
    space = space_of(stated(uncertainties=UNCERTAINTIES))
    assert space.names == ("chart", "aes", "sdrs", "ramp", "churn", "leads")
    assert [one.kind for one in space.factors] == [
        "choice",
        "whole",
        "whole",
        "number",
        "number",
        "number",
    ]
    assert space.factors[0].choices == ("pools", "pods")
    churn = range_of("csm.churn_first_year")
    assert (space.factors[4].low, space.factors[4].high) == (churn.low, churn.high) == (0.0, 1.0)
    assert [one.is_uncertainty for one in space.factors] == [False] * 4 + [True] * 2
    assert space.levers.names + space.uncertainties.names == space.names


@pytest.mark.parametrize(
    ("key", "low", "high", "is_whole"),
    [
        ("jobs.ae_smb.ramp_months", 1.0, 12.0, False),
        ("segments.smb.meetings_per_stage", 1.0, 6.0, True),
        ("demand.season.0", 0.7, 1.3, False),
        ("segments.*.annual_value", 5_000.0, 300_000.0, False),
        ("org.SMB sales.seats.ae_smb", None, None, True),
    ],
)
def test_the_range_of_a_number_is_what_its_parameter_calls_plausible(key, low, high, is_whole):
    found = range_of(key)
    assert (found.low, found.high, found.is_whole) == (low, high, is_whole)


@pytest.mark.parametrize(
    ("key", "is_known"),
    [("jobs.ae_smb.rmp", False), ("demand.season", True), ("jobs.ae_smb.role", True), ("x", False)],
)
def test_what_is_no_number_has_no_range(key, is_known):
    with pytest.raises(NotANumberError) as caught:
        range_of(key)
    assert caught.value.is_known == is_known


def test_points_and_places_are_each_others_inverse():
    space = space_of(stated(uncertainties=UNCERTAINTIES))
    u = latin_hypercube(space, 64, 5)
    points = space.from_unit(u)
    again = space.from_unit(space.to_unit(points))
    for point, other in zip(points, again, strict=True):
        assert point["chart"] == other["chart"]
        assert (point["aes"], point["sdrs"]) == (other["aes"], other["sdrs"])
        assert point["ramp"] == pytest.approx(other["ramp"])
        assert point["leads"] == pytest.approx(other["leads"])


def test_the_ends_of_the_unit_interval_are_the_ends_of_every_factor():
    space = space_of(stated())
    low, high = space.from_unit([[0.0] * 4, [1.0] * 4])
    assert low == {"chart": "pools", "aes": 6, "sdrs": 3, "ramp": 2.0}
    assert high == {"chart": "pods", "aes": 14, "sdrs": 9, "ramp": 8.0}
    with pytest.raises(ValueError, match=r"\[n, 4\]"):
        space.from_unit([[0.5, 0.5]])
    with pytest.raises(ValueError, match="from 0 to 1"):
        space.from_unit([[0.5, 0.5, 1.5, 0.5]])


def test_whole_numbers_and_choices_share_the_unit_interval_in_equal_bins():
    space = space_of(stated())
    evenly = (np.arange(9 * 100) + 0.5) / 900
    u = np.full((900, 4), 0.5)
    u[:, 1] = evenly
    found = [point["aes"] for point in space.from_unit(u)]
    assert np.bincount(found)[6:].tolist() == [100] * 9


def test_a_latin_hypercube_has_one_point_in_every_slice_and_obeys_its_seed():
    space = space_of(stated())
    u = latin_hypercube(space, 50, 3)
    for column in u.T:
        assert sorted(np.floor(column * 50).astype(int)) == list(range(50))
    np.testing.assert_array_equal(u, latin_hypercube(space, 50, 3))
    assert not np.array_equal(u, latin_hypercube(space, 50, 4))


def test_a_sobol_sequence_fills_every_half_equally_and_wants_a_power_of_two():
    space = space_of(stated())
    u = sobol(space, 64, 3)
    assert ((u < 0.5).sum(axis=0) == 32).all()
    np.testing.assert_array_equal(u, sobol(space, 64, 3))
    with pytest.raises(ValueError, match="power of 2"):
        sobol(space, 60, 3)


def test_levels_are_settings_values_or_steps_of_equal_size():
    numbers = {
        "ramp": {
            "title": "Ramp",
            "key": "jobs.ae_smb.ramp_months",
            "low": 2,
            "high": 8,
            "steps": 4,
        },
        "aes": {"title": "AEs", "seats": "ae_smb", "low": 6, "high": 9, "steps": 3},
        "touches": {"title": "Touches", "key": "sdr.touches", "values": [4, 9]},
    }
    file = stated(levers=numbers, design={"method": "factorial"})
    found = [levels(lever) for lever in file.experiment.levers.values()]
    assert found == [(2.0, 4.0, 6.0, 8.0), (6, 8, 9), (4, 9)]
    names = [one.name for one in points_of(file)]
    assert len(names) == len(set(names)) == 24
    assert names[0] == "2, 6, 4"


# --- points -------------------------------------------------------------------------------------


def test_a_sample_has_no_design_twice_and_is_the_same_every_time():
    aes = {"aes": {"title": "AEs", "seats": "ae_smb", "low": 6, "high": 8}}
    file = stated(levers=aes)
    points = points_of(file)
    assert sorted(one.point["aes"] for one in points) == [6, 7, 8]
    assert points_of(file) == points


def test_worlds_sample_the_uncertainties_apart_from_the_designs():
    file = stated(uncertainties=UNCERTAINTIES, worlds=5)
    worlds = worlds_of(file)
    assert len(worlds) == 5
    assert set(worlds[0]) == {"churn", "leads"}
    assert len({world["leads"] for world in worlds}) == 5
    assert worlds_of(stated()) == [{}]
    assert len(worlds_of(stated(uncertainties=UNCERTAINTIES))) == 16


def test_every_design_meets_every_world_and_keeps_its_settings():
    built = build(
        stated(uncertainties=UNCERTAINTIES, worlds=3, design={"method": "sobol", "points": 2})
    )
    assert (built.worlds, len(built.designs)) == (3, 6)
    assert [one.world for one in built.designs] == [0, 1, 2] * 2
    assert len({one.name for one in built.designs}) == 6
    assert len({one.base_name for one in built.designs}) == 2
    first, *_, last = built.designs
    assert first.uncertainties != built.designs[1].uncertainties
    assert first.uncertainties == built.designs[3].uncertainties
    assert first.settings != last.settings
    assert first.scenario.csm.churn_first_year == first.uncertainties["churn"]
    usual = load_scenario("default").channels["organic"].leads_per_month
    leads = first.scenario.channels["organic"].leads_per_month
    assert leads == pytest.approx(usual * first.uncertainties["leads"])


# --- seats --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "total", "expected"),
    [
        ([4, 1, 1], 6, [4, 1, 1]),
        ([4, 1, 1], 12, [8, 2, 2]),
        ([1, 1, 1], 2, [1, 1, 0]),
        ([8], 0, [0]),
        ([5, 3], 7, [4, 3]),
        ([6, 2], 5, [4, 1]),
    ],
)
def test_seats_are_divided_by_the_largest_remainder(counts, total, expected):
    assert apportioned(counts, total) == expected


@pytest.mark.parametrize("counts", [[4, 1, 1], [7, 7, 7, 2], [1, 100]])
def test_a_division_of_seats_loses_none_and_grows_with_the_total_by_one_at_most(counts):
    for total in range(60):
        shares = apportioned(counts, total)
        assert sum(shares) == total
        exact = [count * total / sum(counts) for count in counts]
        assert all(abs(share - part) < 1 for share, part in zip(shares, exact, strict=True))


@pytest.mark.parametrize("chart", ["pools", "pods"])
@pytest.mark.parametrize("total", [3, 6, 9])
def test_a_number_of_seats_is_that_of_the_whole_company_under_any_chart(chart, total):
    scenario = company_of(stated(), {"chart": chart, "sdrs": total})
    assert seats(scenario, "sdr", "sdr_smb", "sdr_mm") == total
    assert seats(scenario, "ae_smb") == 8


def test_seats_that_come_to_nothing_leave_the_chart():
    scenario = company_of(stated(), {"seats.setter": 0})
    assert seats(scenario, "setter") == 0
    assert all("setter" not in node.seats for _, node in scenario.org.walk())


def test_the_seats_that_the_chart_has_make_the_base_itself():
    base = company_of(stated(), {})
    same = company_of(stated(), {"aes": 8, "sdrs": 6})
    assert scenario_hash(same) == scenario_hash(base)


def test_a_list_of_people_has_no_seats_to_multiply():
    with pytest.raises(InputError, match="a list of people"):
        company_of(stated(base="from_people"), {"aes": 9})


# --- constraints --------------------------------------------------------------------------------


def test_quantities_of_the_default_company_are_those_that_the_model_pays_and_counts():
    scenario = load_scenario("default")
    found = quantities(scenario)
    params = freeze(scenario).params
    job = params.job[params.seat["job"]]
    assert set(found) == set(QUANTITIES)
    assert found["payroll"] == (job["base_pay"] + job["variable_pay"]).sum() / 100
    assert found["payroll_cost"] == pytest.approx(
        employer_cost(found["payroll"], params.ledger.payroll_load)
    )
    costs = cost_by_role(build_chart(scenario), scenario)
    assert found["payroll_cost"] == pytest.approx(sum(costs.values()))
    assert found["headcount"] == len(params.seat) - 1 == 63
    assert (found["sellers"], found["customer_facing"]) == (20, 52)
    assert (found["managers"], found["largest_span"], found["layers"]) == (8, 11, 5)


def test_designs_that_break_a_constraint_are_listed_with_value_and_limit():
    levers = {"aes": {"title": "AEs", "seats": "ae_smb", "values": [7, 8, 9]}}
    limit = [{"quantity": "headcount", "most": 63}]
    built = build(stated(levers=levers, design={}, constraints=limit))
    assert [one.settings["aes"] for one in built.designs] == [7, 8]
    (refused,) = built.refused
    assert (refused.name, refused.broken.quantity, refused.broken.value) == ("9", "headcount", 64)
    assert refused.reason == "headcount 64; expected at most 63"


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        ({"quantity": "headcount", "exactly": 63}, [8]),
        ({"quantity": "headcount", "least": 63, "most": 64}, [8, 9]),
        ({"quantity": "largest_span", "most": 11}, [7, 8, 9, 11]),
        ({"quantity": "payroll", "exactly": 9_370_000}, [8]),
        ({"quantity": "payroll", "exactly": 9_370_000, "within": 0.015}, [7, 8, 9]),
        ({"quantity": "payroll", "least": 9_370_000}, [8, 9, 11, 14]),
    ],
)
def test_a_limit_keeps_what_lies_within_it(limit, kept):
    levers = {"aes": {"title": "AEs", "seats": "ae_smb", "values": [7, 8, 9, 11, 14]}}
    found = designs(stated(levers=levers, design={}, constraints=[limit]))
    assert [one.settings["aes"] for one in found] == kept


def test_a_constraint_that_breaks_in_one_world_refuses_the_design_in_all():
    pay = {"pay": {"title": "Pay", "key": "jobs.ae_smb.pay", "low": 100_000, "high": 300_000}}
    levers = {"aes": {"title": "AEs", "seats": "ae_smb", "values": [1, 14]}}
    limit = [{"quantity": "payroll", "most": 10_000_000}]
    built = build(stated(levers=levers, design={}, constraints=limit, uncertainties=pay, worlds=6))
    assert [one.settings["aes"] for one in built.designs] == [1] * 6
    assert [one.settings["aes"] for one in built.refused] == [14]


# --- lists --------------------------------------------------------------------------------------


def listed(folder, rows=ROWS, text=LIST) -> ExperimentFile:
    (folder / "designs.csv").write_text(rows, encoding="utf-8")
    (folder / "e.yaml").write_text(text.replace("worlds: 2", "worlds: 1"), encoding="utf-8")
    return load_experiment(folder / "e.yaml")


def test_a_list_of_designs_is_a_csv_file_with_names_levers_paths_and_seats(tmp_path):
    rows = "name;aes;sdr.touches;seats.csm_smb\nnow;;;\nmore;3;5;2\nless;2;;\n"
    found = designs(listed(tmp_path, rows))
    assert [one.base_name for one in found] == ["now", "more", "less"]
    assert [one.title for one in found] == ["now", "more", "less"]
    assert found[0].settings == {}
    assert found[1].settings == {"aes": 3, "sdr.touches": 5, "seats.csm_smb": 2}
    assert found[1].scenario.sdr.touches == 5
    assert seats(found[1].scenario, "csm_smb") == 2
    assert seats(found[2].scenario, "ae_smb") == 2


def test_rows_in_the_file_are_the_same_as_rows_beside_it(tmp_path):
    inline = LIST.replace(
        "file: designs.csv",
        "rows: [{name: now, aes: 2, ramp: 3}, {name: more, aes: 3, ramp: 3},"
        " {name: later, aes: 2, ramp: 6.5}]",
    )
    first, second = designs(listed(tmp_path)), designs(listed(tmp_path, text=inline))
    assert [one.settings for one in first] == [one.settings for one in second]
    assert [scenario_hash(one.scenario) for one in first] == [
        scenario_hash(one.scenario) for one in second
    ]


def test_a_design_of_a_list_that_cannot_be_built_is_refused_and_the_others_run(tmp_path):
    rows = "name,aes,jobs.ae_smb.variable_share\nnow,2,0.4\nwrong,2,1.4\nmore,3,0.4\n"
    built = build(listed(tmp_path, rows))
    assert [one.base_name for one in built.designs] == ["now", "more"]
    (refused,) = built.refused
    assert refused.name == "wrong"
    assert refused.broken is None
    assert "found 1.4" in refused.reason


def test_where_levers_are_crossed_a_design_that_cannot_be_built_is_one_error():
    levers = {
        "share": {"title": "Share", "key": "jobs.ae_smb.variable_share", "values": [0.4, 0.5]},
        "size": {"title": "Size", "settings": {"a": {}, "b": {"set": {"sdr.touches": -3}}}},
    }
    with pytest.raises(InputError, match=r"levers\.size\.settings\.b\.set: sdr\.touches"):
        build(stated(levers=levers, design={}))


def test_a_data_frame_makes_a_list_of_designs():
    frame = pd.DataFrame(
        {"name": ["now", "pods"], "chart": [None, "pods"], "aes": [np.nan, 9.0], "sdr.touches": 7}
    )
    now, pods = designs_from_frame(stated(), frame)
    assert now.settings == {"sdr.touches": 7}
    assert pods.settings == {"chart": "pods", "aes": 9, "sdr.touches": 7}
    assert seats(pods.scenario, "ae_smb") == 9


def test_a_data_frame_of_paths_goes_with_any_company():
    frame = pd.DataFrame({"sdr.touches": [4, 9], "seats.ae_smb": [2, 3]})
    for base in ("startup", load_scenario("startup")):
        found = designs_from_frame(base, frame)
        assert [one.scenario.sdr.touches for one in found] == [4, 9]
        assert [seats(one.scenario, "ae_smb") for one in found] == [2, 3]


def test_a_slip_in_a_data_frame_names_its_row():
    frame = pd.DataFrame({"aes": [9, 8.5]}, index=["first", "second"])
    with pytest.raises(InputError, match=r"row second of the data frame: aes: found 8\.5"):
        designs_from_frame(stated(), frame)


def test_a_data_frame_in_place_of_a_sample_keeps_outcomes_and_constraints():
    limit = [{"quantity": "headcount", "most": 63}]
    file = with_frame(stated(constraints=limit), pd.DataFrame({"aes": [7, 8, 9]}))
    built = build(file)
    assert [one.settings["aes"] for one in built.designs] == [7, 8]
    assert built.refused[0].title == "9 SMB AEs"


# --- one point ----------------------------------------------------------------------------------


def test_a_point_is_a_company_and_what_it_leaves_out_is_the_base():
    file = stated(uncertainties=UNCERTAINTIES)
    design = design_of(file, {"chart": "pods", "ramp": 4.25, "churn": 0.9})
    assert design.settings == {"chart": "pods", "ramp": 4.25}
    assert design.uncertainties == {"churn": 0.9}
    assert design.scenario.jobs["ae_smb"].ramp_months == 4.25
    assert design.scenario.csm.churn_first_year == 0.9
    assert design.frozen.names.scenario == design.name == "pods, 4.25, 0.9"
    assert design_of(file, {}).scenario.jobs == load_scenario("default").jobs


def test_a_company_in_python_stands_in_for_the_base():
    company = load_scenario("startup", {"sdr.touches": 5})
    file = experiment_from(
        {
            "title": "AEs",
            "question": "How many?",
            "levers": {"aes": {"title": "AEs", "seats": "ae_smb", "values": [2, 3]}},
            "outcomes": ["wins"],
            "answer": {"outcome": "wins", "best": "aes"},
        },
        company=company,
    )
    assert [one.scenario.sdr.touches for one in designs(file)] == [5, 5]
    assert load_like(file).experiment == file.experiment


def load_like(file: ExperimentFile) -> ExperimentFile:
    """The experiment read again from the text that stands for it."""
    import yaml

    return experiment_from(yaml.safe_load(file.text()))


def test_the_base_company_runs_along_when_asked_for():
    design = {"method": "latin_hypercube", "points": 3, "with_base": True}
    base, *others = designs(stated(design=design))
    assert (base.base_name, base.settings, base.title) == ("base", {}, "the base company")
    assert len(others) == 3


def test_a_star_means_every_entry_of_a_table():
    found = dict(values_at(load_scenario("default"), "jobs.*.ramp_months"))
    assert len(found) == len(load_scenario("default").jobs)
    assert found["jobs.ae_smb.ramp_months"] > 0


def test_the_sample_of_the_table_of_bad_experiments_is_good_itself(tmp_path):
    assert len(designs(listed(tmp_path, text=SAMPLE))) == 4


# --- the page -----------------------------------------------------------------------------------

PAGE = Path(__file__).resolve().parents[1] / "docs" / "howto" / "experiments.md"


def test_the_page_lists_every_quantity_with_its_formula():
    text = PAGE.read_text(encoding="utf-8")
    for name, known in QUANTITIES.items():
        assert f"| `{name}` | {known.title}, {known.unit}: {known.formula} |" in text


def test_the_python_of_the_page_runs_from_top_to_bottom(capsys):
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.M | re.S))
    exec(compile(code, str(PAGE), "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "2"
    assert printed[1].startswith("3 ['headcount 65; expected at most 64']")
    assert "SDRs, Ramp" in printed[2]
