"""Sensitivity: known answers through the path that simulations take."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import InputError
from sim.experiments.asking import Asked
from sim.experiments.evaluate import evaluator
from sim.experiments.sensitivity.screening import morris
from sim.experiments.sensitivity.study import Study
from sim.experiments.sensitivity.variance import Shares, sobol_indices
from sim.experiments.sensitivity.words import answer, notes
from sim.experiments.space import Factor, Space, space_of
from sim.experiments.sweep_file import load_experiment
from sim.freeze import freeze
from sim.metrics.registry import kpis
from sim.report.canvas import NARROW, WIDE, inline_svg
from sim.report.figures.sensitivity import sensitivity_picture
from sim.report.sensitivity_rows import sensitivity_frame, sensitivity_table
from sim.scenario.loading import load_scenario
from tests.test_cli import run


def number(name, low=0.0, high=1.0):
    return Factor(name, name.upper(), "number", low, high, (), False)


def whole(name, low, high):
    return Factor(name, name.upper(), "whole", low, high, (), False)


def choice(name, *choices):
    return Factor(name, name.upper(), "choice", 0, len(choices) - 1, choices, False)


def column(points, name):
    return np.array([point[name] for point in points])


def values(found: Shares, which: str) -> np.ndarray:
    return np.array([getattr(share, which).value for share in found.shares])


ANGLES = Space(tuple(number(name, -np.pi, np.pi) for name in ("x1", "x2", "x3")))
CUBE = Space((number("a"), number("b"), number("c")))


def ishigami(points):
    x1, x2, x3 = (column(points, name) for name in ("x1", "x2", "x3"))
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


G = (0, 1, 4.5, 9, 99, 99, 99, 99)


def sobol_g(points):
    factors = [(abs(4 * column(points, f"x{n}") - 2) + a) / (1 + a) for n, a in enumerate(G)]
    return np.prod(factors, axis=0)


# --- Sobol': known answers ----------------------------------------------------------------------


def test_the_indices_of_ishigamis_function_come_out():
    """Ishigami and Homma 1990, a = 7, b = .1."""
    found = sobol_indices(ANGLES, ishigami, 2**13, seed=1)
    np.testing.assert_allclose(values(found, "first"), [0.3139, 0.4424, 0], atol=0.01)
    np.testing.assert_allclose(values(found, "total"), [0.5576, 0.4424, 0.2437], atol=0.01)
    assert (found.dummy_first.value, found.dummy_total.value, found.noise) == (0, 0, 0)
    assert found.second is None


def test_what_a_pair_explains_beyond_both_alone_comes_out():
    """Of Ishigami's pairs only the first and the third factor do: .2437."""
    found = sobol_indices(ANGLES, ishigami, 2**10, seed=1, second_order=True)
    upper = np.triu_indices(3, 1)
    np.testing.assert_allclose(found.second[upper], [0, 0.2437, 0], atol=0.05)
    assert (found.second_margin[upper] < 0.2).all()


def test_the_indices_of_sobols_g_function_come_out():
    """V_i = 1 / 3 / (1 + a_i)²; V = Π (1 + V_i) − 1; total: V_i Π_{j ≠ i} (1 + V_j) / V."""
    space = Space(tuple(number(f"x{n}") for n in range(8)))
    parts = 1 / 3 / (1 + np.array(G)) ** 2
    whole_product = np.prod(1 + parts)
    found = sobol_indices(space, sobol_g, 2**12, seed=1)
    np.testing.assert_allclose(values(found, "first"), parts / (whole_product - 1), atol=0.02)
    total = parts * whole_product / (1 + parts) / (whole_product - 1)
    np.testing.assert_allclose(values(found, "total"), total, atol=0.02)


HEIGHTS = {"pods": 0.0, "islands": 1.0, "pools": 5.0}


def charted(points):
    """A chart and a number that multiply each other, and a number that does nothing."""
    heights = np.array([HEIGHTS[point["chart"]] for point in points])
    return heights * (1 + column(points, "x"))


@pytest.mark.parametrize("order", [("pods", "islands", "pools"), ("pools", "pods", "islands")])
def test_a_choice_has_its_known_indices_in_whatever_order_its_settings_stand(order):
    """f = h(1 + x): V_h = V[h] · 1.5², V_x = E[h]² / 12, V_hx = V[h] / 12."""
    heights = np.array(list(HEIGHTS.values()))
    alone, other = heights.var() * 1.5**2, heights.mean() ** 2 / 12
    both = heights.var() / 12
    found = sobol_indices(Space((choice("chart", *order), number("x"))), charted, 2**12, seed=3)
    whole_variance = alone + other + both
    np.testing.assert_allclose(
        values(found, "first"), np.array([alone, other]) / whole_variance, atol=0.01
    )
    np.testing.assert_allclose(
        values(found, "total"), np.array([alone + both, other + both]) / whole_variance, atol=0.01
    )


def test_whole_numbers_are_as_likely_one_as_another():
    """f = n + 10 x, n of 0 … 9: variances 99 / 12 and 100 / 12."""
    space = Space((whole("n", 0, 9), number("x")))
    found = sobol_indices(
        space, lambda points: column(points, "n") + 10 * column(points, "x"), 2**12, seed=1
    )
    np.testing.assert_allclose(values(found, "first"), [99 / 199, 100 / 199], atol=0.01)


# --- noise --------------------------------------------------------------------------------------

SIGMA, MARKETS = 0.8, 4


def noisy(points, smooth=False):
    """a + b / 2 in markets that move all points alike (much) and each for itself (sd .8).

    ``smooth``: the noise of a point is a market's own slope in c, so that near points share it.
    """
    random = np.random.default_rng(7)
    signal = 2 * column(points, "a") + column(points, "b")
    market = 10 * random.normal(size=MARKETS)
    if smooth:
        own = (column(points, "c") - 0.5)[:, None] * 1.2 * random.normal(size=MARKETS)
    else:
        own = SIGMA * random.normal(size=(len(points), MARKETS))
    return signal[:, None] + market + own


def test_the_noise_is_measured_removed_and_shown_by_the_dummy():
    """V = 5/12, noise .8² / 4 = .16; a corrected first index has sd √2 · .58 / .42 / 64 = .03."""
    found = sobol_indices(CUBE, noisy, 2**12, seed=1)
    noise = SIGMA**2 / MARKETS
    share = noise / (5 / 12 + noise)
    assert found.noise == pytest.approx(share, abs=0.03)
    assert found.dummy_total.value == pytest.approx(share, abs=0.04)
    raw = share + (1 - share) * np.array([0.8, 0.2, 0])
    np.testing.assert_allclose(values(found, "total"), raw, atol=0.05)
    np.testing.assert_allclose(values(found, "clean_total"), [0.8, 0.2, 0], atol=0.1)
    np.testing.assert_allclose(values(found, "clean_first"), [0.8, 0.2, 0], atol=0.1)
    assert [share.is_told for share in found.shares] == [True, True, False]


def test_the_intervals_of_the_corrected_indices_hold_the_truth():
    """Two of six 95 % intervals may miss at these seeds: chance of more 2 in 1,000."""
    found = sobol_indices(CUBE, noisy, 2**10, seed=5)
    truth = [0.8, 0.2, 0.0]
    held = [
        index.low <= value <= index.high
        for share, value in zip(found.shares, truth, strict=True)
        for index in (share.clean_first, share.clean_total)
    ]
    assert sum(held) >= 4


def test_noise_that_near_points_share_is_not_taken_out_twice():
    """The noise depends on c alone (variance .03 of a mean): the effects of a and b have none.

    Taking it off both, whose variances are .33 and .08, would make of 4 : 1 almost 6 : 1.
    """
    found = sobol_indices(CUBE, lambda points: noisy(points, smooth=True), 2**12, seed=1)
    a, b, _ = values(found, "clean_total")
    assert a / b == pytest.approx(4, rel=0.02)
    raw = values(found, "total")
    assert a / b == pytest.approx(raw[0] / raw[1], rel=1e-6)


def test_what_a_market_does_to_all_points_alike_is_no_noise():
    def shifted(points):
        return (column(points, "a") + column(points, "b") ** 2)[:, None] + [0.0, 50.0, -7.0]

    found = sobol_indices(CUBE, shifted, 256, seed=1)
    alone = sobol_indices(CUBE, lambda points: shifted(points)[:, 0], 256, seed=1)
    np.testing.assert_allclose(values(found, "clean_total"), values(alone, "total"), atol=1e-9)
    np.testing.assert_allclose(values(found, "clean_first"), values(alone, "first"), atol=1e-9)
    assert found.dummy_total.value == pytest.approx(0, abs=1e-12)
    assert found.noise == pytest.approx(0, abs=1e-9)


def test_a_single_noisy_answer_shows_in_the_dummy_because_the_point_is_asked_again():
    def once(points):
        return 2 * column(points, "a") + np.random.default_rng(3).normal(0, 0.5, len(points))

    found = sobol_indices(CUBE, once, 2**12, seed=1)
    assert found.dummy_total.value == pytest.approx(0.25 / (0.25 + 1 / 3), abs=0.04)
    assert [share.is_told for share in found.shares] == [True, False, False]


def test_factors_that_do_nothing_are_told_from_the_dummy_as_rarely_as_stated():
    """One factor in 40 by chance; of 60 more than 6 have a chance below 1 %."""
    told = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        found = sobol_indices(
            CUBE, lambda points, r=random: r.normal(size=(len(points), 3)), 64, seed=seed
        )
        told += sum(share.is_told for share in found.shares)
    assert told <= 6


def test_if_all_is_noise_the_corrected_shares_are_not_defined():
    found = sobol_indices(
        CUBE, lambda points: np.random.default_rng(2).normal(size=(len(points), 3)), 64, seed=2
    )
    assert np.isnan(values(found, "clean_total")).all()
    assert found.noise == pytest.approx(1, abs=0.15)


# --- Morris -------------------------------------------------------------------------------------


def test_the_elementary_effects_of_a_linear_function_are_its_slopes_over_the_whole_range():
    space = Space((number("x", 10, 20), whole("n", 1, 6), whole("m", 0, 1), number("idle")))

    def linear(points):
        return 3 * column(points, "x") - 2 * column(points, "n") + 4 * column(points, "m")

    found = morris(space, linear, 10, seed=1)
    np.testing.assert_allclose([e.mu_star.value for e in found.effects], [30, 10, 4, 0], atol=1e-9)
    np.testing.assert_allclose([e.mu for e in found.effects], [30, -10, 4, 0], atol=1e-9)
    np.testing.assert_allclose([e.sigma for e in found.effects], 0, atol=1e-9)
    assert [e.is_told for e in found.effects] == [True, True, True, False]
    assert found.dummy.value == 0


@pytest.mark.parametrize("order", [("pods", "islands", "pools"), ("pools", "pods", "islands")])
def test_a_choice_is_screened_by_its_mean_jump_in_whatever_order_its_settings_stand(order):
    """Heights 0, 1, 5: jumps of 1, 4 and 5, each as likely; sd of a mean of 2,000 is .04."""
    space = Space((choice("chart", *order), number("x")))

    def jumping(points):
        return np.array([HEIGHTS[point["chart"]] for point in points]) + column(points, "x")

    found = morris(space, jumping, 2000, seed=1)
    chart, x = found.effects
    assert chart.mu_star.value == pytest.approx(10 / 3, abs=0.15)
    assert chart.mu_star.low < 10 / 3 < chart.mu_star.high
    assert np.isnan([chart.mu, chart.sigma]).all()
    assert x.mu_star.value == pytest.approx(1)


def test_interactions_show_in_sigma():
    space = Space((number("a"), number("b"), number("c")))
    found = morris(space, lambda p: column(p, "a") * column(p, "b") + column(p, "c"), 200, seed=1)
    a, b, c = found.effects
    assert min(a.sigma, b.sigma) > 0.25
    assert c.sigma == pytest.approx(0, abs=1e-9)


def test_screening_has_the_noise_as_its_floor():
    """Idle c: its effects are the difference of two rows' noise, as the dummy's are.

    The mean of |N(0, 2 · .8² / 4)| is .566 · .798; a step of 2/3 divides it.
    """
    found = morris(CUBE, noisy, 1000, seed=1)
    floor = np.sqrt(2 * SIGMA**2 / MARKETS) * np.sqrt(2 / np.pi) * 1.5
    assert found.dummy.value == pytest.approx(floor, abs=0.07)
    assert found.effects[2].mu_star.value == pytest.approx(floor, abs=0.07)
    assert [e.is_told for e in found.effects] == [True, True, False]


# --- what is undefined or wrong -----------------------------------------------------------------


def test_a_block_with_an_undefined_point_is_dropped_as_a_whole():
    def holed(points):
        y = ishigami(points)
        y[::97] = np.nan
        return y

    found = sobol_indices(ANGLES, holed, 2**11, seed=1)
    assert found.dropped + found.base_samples == 2**11
    assert found.dropped == len(range(0, 2**11 * 6, 97))
    np.testing.assert_allclose(values(found, "total"), [0.5576, 0.4424, 0.2437], atol=0.05)
    screened = morris(ANGLES, holed, 100, seed=1)
    assert screened.dropped == len(range(0, 500, 97))


def test_a_market_without_a_value_is_left_out_of_its_point_only():
    def holed(points):
        y = noisy(points)
        y[::50, 1] = np.nan
        return y

    found = sobol_indices(CUBE, holed, 2**12, seed=1)
    assert found.dropped == 0
    np.testing.assert_allclose(values(found, "clean_total"), [0.8, 0.2, 0], atol=0.1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sobol_indices(CUBE, noisy, 100), "power of 2.*\n.*take 64 or 128"),
        (lambda: sobol_indices(CUBE, noisy, 4), "take 8 or 16"),
        (lambda: sobol_indices(Space(()), noisy, 64), "no factor that varies"),
        (lambda: morris(Space((choice("a", "only"),)), noisy, 10), "'a' does not vary"),
        (lambda: morris(CUBE, noisy, 2), "at least 4"),
        (lambda: morris(CUBE, noisy, 9, levels=3), "even"),
        (lambda: morris(CUBE, lambda p: np.ones(len(p)), 10), "same at every point"),
        (
            lambda: sobol_indices(CUBE, lambda p: np.where(column(p, "a") < 0.2, np.nan, 1), 64),
            "not defined at .* of 384 points",
        ),
    ],
)
def test_a_study_that_cannot_be_is_one_clear_error(call, message):
    with pytest.raises(InputError, match=message):
        call()


# --- end to end ---------------------------------------------------------------------------------

SMALL = """title: What drives a start-up
question: What do meetings held depend on?
base: startup
constants: {calendar.warm_up_months: 0, calendar.horizon_months: 1}
levers:
  touches:
    title: Touches
    settings:
      few: {set: {sdr.touches: 4}}
      many: {set: {sdr.touches: 9}}
uncertainties:
  leads: {title: Inbound leads, scale: channels.*.leads_per_month, low: 0.2, high: 3}
  compliance: {title: Template compliance, key: structure.compliance}
outcomes: [held, contribution]
answer: {outcome: held}
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_factor_without_a_range_takes_the_schemas(small):
    ranges = {
        one.name: (one.low, one.high) for one in space_of(load_experiment("small.yaml")).factors
    }
    assert ranges["compliance"] == (0.1, 0.95)
    assert ranges["leads"] == (0.2, 3)


@pytest.mark.slow
def test_the_command_screens_prints_keeps_and_never_simulates_twice(small, monkeypatch, capsys):
    arguments = ("sensitivity", "small.yaml", "--samples", "6", "-n", "3", "--workers", "1")
    assert run(monkeypatch, *arguments) == 0
    shown = capsys.readouterr()
    assert re.search(r"(\d+) companies × 3 markets = \d+ simulations\.", shown.err)
    words = " ".join(shown.out.split())
    assert "Meetings held moves most with inbound leads" in words
    assert "compliance cannot be told from noise" in words
    (folder,) = small.glob("results/*-small-morris-held")
    names = {"sensitivity.csv", "sensitivity.json", "sensitivity.png", "sensitivity.svg"}
    assert {path.name for path in folder.iterdir()} == {*names, "experiment.yaml"}
    table = pd.read_csv(folder / "sensitivity.csv").set_index("factor")
    assert table.index[0] == "leads"
    assert table.index[-1] == "dummy"
    assert table.loc["leads", "above_dummy"] in (True, "True")
    assert run(monkeypatch, *arguments, "--json") == 0
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert said["simulated"] == 0
    assert "The store holds" in shown.err
    assert said["factors"][0]["mu_star"] == pytest.approx(table["mu_star"].iloc[0])
    assert said["answer"] in words


@pytest.mark.slow
def test_the_command_divides_the_variance(small, monkeypatch, capsys):
    arguments = ("--method", "sobol", "--samples", "8", "-n", "2", "--workers", "1", "--quiet")
    assert run(monkeypatch, "sensitivity", "small.yaml", *arguments, "--csv") == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    table = pd.read_csv(io.StringIO(shown.out)).set_index("factor")
    assert table["total"].idxmax() == "leads"
    assert {"first_low", "total_without_noise", "above_dummy"} <= set(table.columns)
    (folder,) = small.glob("results/*-small-sobol-held")
    said = json.loads((folder / "sensitivity.json").read_text(encoding="utf-8"))
    assert 0 <= said["noise"] < 0.5
    assert said["answer"].startswith("Of the spread of meetings held")


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (["--outcome", "hold"], "did you mean 'held'"),
        (["--method", "sobl"], "did you mean 'sobol'"),
        (["--method", "sobol", "--samples", "100"], "take 64 or 128"),
        (["--json", "--csv"], "expected one of them"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_message(
    arguments, fragment, small, monkeypatch, capsys
):
    assert run(monkeypatch, "sensitivity", "small.yaml", *arguments) == 2
    shown = capsys.readouterr()
    assert fragment in shown.err
    assert shown.out == ""
    assert not (small / "results").exists()


def test_if_every_point_is_refused_the_first_reason_is_given(small):
    text = SMALL.replace("sdr.touches: 4", "sdr.touches: -4").replace(
        "sdr.touches: 9", "sdr.touches: -9"
    )
    (small / "small.yaml").write_text(text, encoding="utf-8")
    asked = Asked(evaluator(load_experiment("small.yaml"), small / "store"), "held", 2)
    with pytest.raises(InputError, match=r"all \d+ points are refused; the first \(touches"):
        asked([{"touches": "few"}, {"touches": "many"}])


# --- words --------------------------------------------------------------------------------------


def told(found, file, method):
    (kpi,) = [k for k in kpis(freeze(load_scenario("startup"))) if k.name == "new_arr_per_year"]
    return Study(file, kpi, method, found, 100, 0, (), 1)


def test_the_sentence_names_the_shares_and_what_cannot_be_told(small):
    file = load_experiment("small.yaml")
    study = told(sobol_indices(CUBE, noisy, 2**10, seed=1), file, "sobol")
    assert re.fullmatch(
        r"Of the spread of new ARR per year, [78]\d % \(\d+–\d+\) comes from a( alone, \d+ % with "
        r"the others)?; [12]\d % \(\d+–\d+\) from b( alone, \d+ % with the others)?; c cannot be "
        r"told from noise \(95 % intervals, 1,024 base samples, 4 markets\)\.",
        answer(study),
    )
    assert re.match(r"2\d % of the spread of the means over 4 markets is luck", notes(study)[0])
    table = sensitivity_table(study)
    assert table.row_count == 4
    assert sensitivity_frame(study)["above_dummy"].tolist()[:3] == [True, True, False]


def test_the_screening_names_effects_in_the_outcomes_unit(small):
    file = load_experiment("small.yaml")

    def dollars(points):
        return 1e6 * noisy(points)

    study = told(morris(CUBE, dollars, 200, seed=1), file, "morris")
    assert re.match(
        r"New ARR per year moves most with a \(\$[12]\.\dM over its range, .*\), "
        r"then with b \(\$1\.\dM over its range, .*; c cannot be told from noise \(mean absolute",
        answer(study),
    )


def test_the_figures_are_drawn(small):
    file = load_experiment("small.yaml")
    for found, method in (
        (morris(CUBE, noisy, 10), "morris"),
        (sobol_indices(CUBE, noisy, 16), "sobol"),
    ):
        picture = sensitivity_picture(told(found, file, method), "A title")
        for form in (WIDE, NARROW):
            assert "share of the variance" in inline_svg(picture, form) or method == "morris"


def test_the_python_of_the_how_to_prints_what_it_says(capsys):
    page = Path(__file__).resolve().parents[1] / "docs" / "howto" / "sensitivity.md"
    (code,) = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    exec(compile(code, str(page), "exec"), {})
    said = re.search(r"# (.*)$", code.rstrip())
    assert capsys.readouterr().out.strip(" []\n") == said[1]
