"""What is said about many designs: the best of them, those left out, worlds, page and figure."""

from __future__ import annotations

import json
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from sim.errors import InputError
from sim.experiments.best_design import standing
from sim.experiments.campaign import Settings
from sim.experiments.constraints import Broken
from sim.experiments.designs import Refused, build
from sim.experiments.sweep import sweep
from sim.experiments.sweep_answer import answer
from sim.experiments.sweep_file import experiment_from
from sim.experiments.sweep_reference import check_reference
from sim.report.sweep_frames import designs_frame, worlds_frame
from sim.report.sweep_page import write_sweep
from sim.report.sweep_rows import rows, shown_designs, sweep_frame, sweep_json
from sim.report.sweep_table import sweep_table
from tests.sweep_world import synthetic

MARKETS = 20
MARKET = np.random.default_rng(7).normal(size=MARKETS)
NOISE = np.random.default_rng(8)
REFUSED = Refused(
    "design 07",
    "pods, 14 SMB AEs",
    {"chart": "pods", "aes": 14},
    "headcount 66; expected at most 63",
    Broken("headcount", 66.0, "at most 63"),
)


def stated(**more):
    """A sample of 48 designs over a chart, a number of seats and a number of the scenario."""
    facts = {
        "title": "Mix",
        "question": "Which mix?",
        "levers": {
            "chart": {"title": "Chart", "settings": {"pools": {}, "pods": {"scenario": "pods"}}},
            "aes": {"title": "SMB AEs", "seats": "ae_smb", "low": 4, "high": 12},
            "ramp": {"title": "ramp", "key": "jobs.ae_smb.ramp_months", "low": 2, "high": 8},
        },
        "design": {"method": "latin_hypercube", "points": 48},
        "outcomes": ["wins", "contribution"],
        "answer": {"outcome": "wins"},
    }
    return experiment_from(facts | more)


def crossed(**more):
    """Two levers along numbers, crossed: 3 x 2 designs."""
    levers = {
        "aes": {"title": "SMB AEs", "seats": "ae_smb", "values": [6, 8, 10]},
        "touches": {"title": "Touches", "key": "sdr.touches", "values": [5, 9]},
    }
    facts = {"levers": levers, "design": {}, "answer": {"outcome": "wins", "best": "aes"}}
    return stated(**(facts | more))


def steep(settings, world):
    """Wins that grow with the seats, the same luck in every market but for a little."""
    luck = 5 * MARKET + 0.1 * NOISE.normal(size=MARKETS)
    return 100 + 3.0 * settings.get("aes", 8) + luck + world.get("leads", 0.0)


def flat(settings, world):
    """Wins that no lever moves."""
    return 100 + 5 * MARKET + NOISE.normal(size=MARKETS)


# --- the answer ---------------------------------------------------------------------------------


def test_the_best_design_is_told_with_settings_level_rivals_and_that_it_is_flattered():
    found = synthetic(stated(), steep)
    best = found.designs[found.best]
    rivals = sum(one.settings["aes"] == 12 for one in found.designs) - 1
    assert best.settings["aes"] == 12
    told = answer(found)
    assert told.startswith("Deals won: highest with p")
    assert ", 12 SMB AEs, ramp " in told
    assert f"; {rivals} others cannot be told from it, {47 - rivals} are clearly behind." in told
    assert "As the best of 48 designs" in told
    assert "it is flattered: expect less of it elsewhere" in told
    assert told.endswith("(95 % intervals of the means, all at once, 20 markets).")


def test_designs_that_do_not_differ_have_no_best():
    told = answer(synthetic(stated(), flat))
    assert told.startswith("Deals won: no clear difference between the best of 48 designs (p")
    assert "and any other (95 %" in told


def test_an_outcome_that_should_be_low_has_the_lowest_as_its_best():
    file = stated(outcomes=["lead_response_mean"], answer={"outcome": "lead_response_mean"})
    found = synthetic(file, steep)
    assert found.designs[found.best].settings["aes"] == 4
    assert answer(found).startswith("Lead response, mean: lowest with p")


def test_the_reference_of_the_best_may_be_the_base_company():
    design = {"method": "sobol", "points": 16, "with_base": True}
    file = stated(design=design, answer={"outcome": "wins", "reference": "base"})
    found = synthetic(file, steep)
    assert (found.base, found.designs[0].title) == (0, "the base company")
    assert "against the base company; " in answer(found)
    assert rows(found, "wins", [0])[0].verdict == "reference"


def test_designs_of_a_list_are_called_by_their_names():
    design = {"method": "list", "rows": [{"name": "as now"}, {"name": "more", "aes": 12}]}
    found = synthetic(
        stated(design=design, answer={"outcome": "wins", "reference": "as now"}), steep
    )
    told = answer(found)
    assert told.startswith("Deals won: highest with “more”, ")
    assert " against “as now”; clearly different from every other design." in told


def test_with_the_best_as_reference_no_design_is_better():
    found = synthetic(stated(), steep)
    verdicts = [row.verdict for row in rows(found, "wins")]
    assert verdicts.count("reference") == 1
    assert set(verdicts) == {"reference", "worse", "unclear"}


def test_rivals_of_the_best_are_wrongly_dismissed_no_more_often_than_promised():
    """Thirty designs of one mean, 200 times: a rival dismissed in 5 %; false-alarm rate < 0.001.

    Binomial(200, 0.05) exceeds 21 with chance 0.0006; Bonferroni over all pairs is far below it.
    """
    file = stated(design={"method": "latin_hypercube", "points": 30})
    dismissed = sum(bool(standing(synthetic(file, flat)).clearly_behind) for _ in range(200))
    assert dismissed <= 21


def test_a_number_may_be_the_lever_of_the_answer():
    told = answer(synthetic(crossed(), steep))
    assert told.startswith("Deals won: touches 5, highest with 10 SMB AEs (the end of what was ")
    assert "; touches 9, highest with 10 SMB AEs" in told
    contrast = {"lever": "aes", "setting": 10, "against": 6}
    told = answer(synthetic(crossed(answer={"outcome": "wins", "contrast": contrast}), steep))
    assert told.startswith("SMB AEs, 10 SMB AEs against 6 SMB AEs, in deals won: touches 5 +")


def without(found, *gone):
    """The same sweep after constraints have taken some designs away."""
    from dataclasses import replace

    keep = [n for n, one in enumerate(found.cases) if one.base_name not in gone]
    tables = tuple(found.comparison.tables[n] for n in keep)
    runs = tuple(found.comparison.runs[n] for n in keep)
    comparison = replace(found.comparison, tables=tables, runs=runs)
    return replace(found, cases=tuple(found.cases[n] for n in keep), comparison=comparison)


def test_crossed_levers_with_holes_are_answered_where_they_can_be():
    best = without(synthetic(crossed(), steep), "6, 5", "10, 9")
    assert "touches 9, highest with 8 SMB AEs" in answer(best)
    assert best.reference(0) == best.block(best.designs[0].settings)[0]
    contrast = {"lever": "aes", "setting": 10, "against": 6}
    file = crossed(answer={"outcome": "wins", "contrast": contrast})
    one = without(synthetic(file, steep), "10, 9")
    assert answer(one).startswith("SMB AEs, 10 SMB AEs against 6 SMB AEs: +")


def test_a_contrast_whose_sides_never_meet_is_refused_before_the_run():
    contrast = {"lever": "aes", "setting": 10, "against": 6}
    file = crossed(answer={"outcome": "wins", "contrast": contrast})
    left = without(synthetic(file, steep), "10, 5", "10, 9").cases
    with pytest.raises(InputError, match="leave no pair of '10'"):
        check_reference(file, left, [])


def test_one_design_is_nothing_to_compare():
    file = stated(constraints=[{"quantity": "headcount", "most": 63}])
    with pytest.raises(InputError, match=r"constraints: only the design 'design 01' is left of 2"):
        check_reference(file, synthetic(file, flat).cases[:1], [REFUSED])


# --- worlds -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worlds():
    leads = {"leads": {"title": "Leads", "scale": "channels.*.leads_per_month"}}
    leads["leads"] |= {"low": 0.5, "high": 1.5}
    return synthetic(stated(uncertainties=leads, worlds=5), steep)


def test_over_worlds_the_rows_are_markets_and_hold_the_mean_of_their_worlds(worlds):
    assert (worlds.worlds, len(worlds.designs), len(worlds.cases)) == (5, 48, 240)
    table = worlds.by_world(3, "wins")
    assert table.shape == (5, MARKETS)
    np.testing.assert_allclose(worlds.column(3, "wins"), table.mean(axis=0))
    assert answer(worlds).endswith(
        "(95 % intervals of the means over 5 worlds, all at once, 20 markets)."
    )


def test_worlds_do_not_make_an_interval_narrower_than_its_markets_allow(worlds):
    """The luck of a market is in all its worlds: its share of the interval stays."""
    (row,) = rows(worlds, "wins", [0])
    alone = 5 * MARKET.std(ddof=1) * 2.093 / np.sqrt(MARKETS)
    half = float(row.mean.high[0] - row.mean.low[0]) / 2
    assert half == pytest.approx(alone, rel=0.05)


def test_the_table_of_worlds_says_which_world_gave_what(worlds):
    frame = worlds_frame(worlds)
    assert len(frame) == 2 * 240
    assert {"outcome", "design", "lever_aes", "world", "world_leads", "mean"} <= set(frame)
    first = frame[(frame.design == "design 01") & (frame.outcome == "wins")]
    np.testing.assert_allclose(first["mean"], worlds.by_world(0, "wins").mean(axis=1))


# --- what is written ----------------------------------------------------------------------------


def printed(found) -> str:
    out = StringIO()
    Console(file=out, width=80).print(sweep_table(found))
    return out.getvalue()


def test_of_many_designs_the_best_ten_and_the_worst_three_are_printed():
    found = synthetic(stated(), steep, refused=[REFUSED])
    shown, gap_after = shown_designs(found)
    assert (len(shown), gap_after) == (13, 10)
    assert shown[0] == found.best
    text = printed(found)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "… 35 more" in text
    assert "Other outcomes of the best design" in text
    assert "the best design, in" in " ".join(text.split())
    assert "One design was refused, the first: pods, 14 SMB AEs: headcount 66" in " ".join(
        text.split()
    )


def test_few_designs_are_printed_in_the_order_of_the_file():
    found = synthetic(crossed(), steep)
    assert shown_designs(found) == (list(range(6)), 0)
    assert "more" not in printed(found)


def test_json_has_numbers_as_numbers_and_the_refused_with_value_and_limit(worlds):
    found = synthetic(stated(), steep, refused=[REFUSED])
    told = json.loads(json.dumps(sweep_json(found, "yes", "results/x")))
    assert len(told["designs"]) == 48
    assert isinstance(told["designs"][0]["settings"]["aes"], int)
    assert isinstance(told["designs"][0]["settings"]["ramp"], float)
    assert told["refused"] == [
        {
            "name": "design 07",
            "title": "pods, 14 SMB AEs",
            "settings": {"chart": "pods", "aes": 14},
            "reason": "headcount 66; expected at most 63",
            "quantity": "headcount",
            "value": 66.0,
            "limit": "at most 63",
        }
    ]
    assert told["worlds"] == [{}]
    assert len(sweep_json(worlds, "yes", "x")["worlds"]) == 5
    assert told["rows"][0]["lever_aes"] == told["designs"][0]["settings"]["aes"]


def test_the_designs_that_are_written_can_be_run_again_as_a_list(tmp_path):
    from sim.experiments.design_frames import with_frame
    from sim.experiments.design_points import points_of

    found = synthetic(stated(), steep)
    designs_frame(found).to_csv(tmp_path / "designs.csv", index=False)
    again = with_frame(stated(), pd.read_csv(tmp_path / "designs.csv"))
    for one, other in zip(points_of(stated()), points_of(again), strict=True):
        assert (one.name, one.point) == (other.name, other.point)


@pytest.mark.parametrize("kind", ["sample", "list", "crossed", "worlds"])
def test_page_tables_and_figure_of_every_kind_of_design_are_written(kind, tmp_path, worlds):
    listed = {"method": "list", "rows": [{"name": "now"}, {"name": "more", "aes": 9}, {"aes": 7}]}
    found = {
        "sample": lambda: synthetic(stated(), steep, refused=[REFUSED]),
        "list": lambda: synthetic(stated(design=listed), steep),
        "crossed": lambda: synthetic(crossed(), steep),
        "worlds": lambda: worlds,
    }[kind]()
    page = write_sweep(found, tmp_path, "salesorg sweep x").read_text(encoding="utf-8")
    written = {path.name for path in tmp_path.iterdir()}
    assert {"report.html", "sweep.csv", "designs.csv", "experiment.yaml", "figures"} <= written
    assert ("refused.csv" in written, "worlds.csv" in written) == (
        kind == "sample",
        kind == "worlds",
    )
    assert "Which mix?" in page
    assert ("headcount 66; expected at most 63" in page) == (kind == "sample")
    assert len(pd.read_csv(tmp_path / "sweep.csv")) == 2 * len(found.designs)
    assert (tmp_path / "figures" / "experiment.png").stat().st_size > 10_000


def test_a_thousand_designs_are_written_in_a_page_that_can_be_read(tmp_path):
    file = stated(design={"method": "latin_hypercube", "points": 1000})
    found = synthetic(file, steep)
    write_sweep(found, tmp_path, "salesorg sweep x")
    assert len(sweep_frame(found)) == 2000
    assert (tmp_path / "report.html").stat().st_size < 3_000_000
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("<tr>") < 150


# --- the whole way ------------------------------------------------------------------------------


def test_worlds_run_with_the_same_markets_for_all_designs():
    calendar = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}
    levers = {"aes": {"title": "AEs", "seats": "ae_smb", "values": [2, 3]}}
    leads = {"title": "Leads", "scale": "channels.*.leads_per_month", "low": 0.5, "high": 1.5}
    file = stated(
        base="startup",
        constants=calendar,
        levers=levers,
        design={},
        uncertainties={"leads": leads},
        worlds=2,
        outcomes=["leads.organic", "wins"],
    )
    found = sweep(file, 3, settings=Settings(workers=1))
    assert len(found.cases) == 4
    first, second = (found.by_world(n, "leads.organic") for n in (0, 1))
    np.testing.assert_array_equal(first, second)
    factors = [case.uncertainties["leads"] for case in found.cases[:2]]
    more, less = np.argmax(factors), np.argmin(factors)
    assert first[more].mean() > first[less].mean()
    assert build(file).worlds == 2
