"""Figures state their answer, draw what they claim, and come out the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.report import canvas
from sim.report.canvas import NARROW, WIDE, Picture, inline_svg, styled, write_picture
from sim.report.figures import pictures
from sim.report.figures.desks import bottleneck, desks
from sim.report.figures.marks import density
from sim.report.material import Material
from sim.report.palette import CSS, ROLES, SCENARIOS, scenario_colour
from sim.report.tables import HEADLINES, KEY_FIGURES
from sim.vocabulary import RoleNames
from tests.synthetic_report import synthetic_material


@pytest.fixture(scope="module")
def two() -> Material:
    return synthetic_material("cso_led", "cro_led")


@pytest.fixture(scope="module")
def drawn(two: Material) -> dict[str, Picture]:
    return {one.key: one for group in pictures(two).values() for one in group}


def test_every_question_of_the_report_has_its_figure(drawn: dict[str, Picture]) -> None:
    expected = {f"outcome_{name}" for name in HEADLINES}
    expected |= {"differences", "months_end_arr", "months_new_arr", "funnel", "desks", "attainment"}
    assert set(drawn) == expected


def test_a_single_scenario_has_no_figure_of_differences() -> None:
    found = pictures(synthetic_material("cro_led"))
    assert found["differences"] == []
    assert len(found["outcomes"]) == len(HEADLINES)


def test_every_figure_states_an_answer_with_a_number(drawn: dict[str, Picture]) -> None:
    for picture in drawn.values():
        assert any(character.isdigit() for character in picture.title), picture.title
        assert picture.title in picture.alt


def test_a_difference_whose_interval_holds_zero_is_not_called_higher_or_lower() -> None:
    same = synthetic_material("cso_led", "cro_led", effect=0.0)
    titles = [one.title for one in pictures(same)["outcomes"]]
    for name, title in zip(HEADLINES, titles, strict=True):
        clear = same.difference(name, 1).is_clear
        assert ("no clear difference" in title) == (not clear)
    assert any("no clear difference" in title for title in titles)


def test_the_forest_plot_draws_every_interval_where_it_is(two: Material) -> None:
    with styled():
        figure = pictures(two)["differences"][0].draw(WIDE)
    axes = figure.axes[0]
    segments = {tuple(np.round(line.get_xdata(), 12)) for line in axes.lines}
    for name in two.shared(KEY_FIGURES):
        gap = two.relative(name, 1)
        assert (round(gap.low, 12), round(gap.high, 12)) in segments


def test_the_fan_chart_draws_p10_to_p90_of_the_series(two: Material) -> None:
    with styled():
        figure = pictures(two)["months"][0].draw(WIDE)
    band = figure.axes[0].collections[0].get_paths()[0].vertices
    values = two.sides[0].monthly("end_arr")
    assert band[:, 1].min() == pytest.approx(np.percentile(values, 10, axis=0).min())
    assert band[:, 1].max() == pytest.approx(np.percentile(values, 90, axis=0).max())


def test_spread_and_uncertainty_are_drawn_on_the_same_scale(two: Material) -> None:
    with styled():
        figure = pictures(two)["outcomes"][0].draw(NARROW)
    top, middle, bottom = figure.axes
    assert top.get_xlim() == middle.get_xlim() == bottom.get_xlim()


@pytest.mark.parametrize("form", [WIDE, NARROW])
def test_every_figure_can_be_drawn_wide_and_narrow(drawn: dict[str, Picture], form: object) -> None:
    for picture in drawn.values():
        with styled():
            figure = picture.draw(form)  # type: ignore[arg-type]
            figure.draw_without_rendering()
        assert isinstance(figure, Figure)
        assert figure.get_figwidth() == form.width  # type: ignore[attr-defined]


def test_the_files_of_a_figure_are_the_same_to_the_byte(
    drawn: dict[str, Picture], tmp_path: Path
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        write_picture(drawn["funnel"], folder)
    for name in ("funnel.svg", "funnel.png"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()


def test_an_inline_figure_is_named_described_and_free_of_fixed_neutrals(
    drawn: dict[str, Picture],
) -> None:
    for form in (WIDE, NARROW):
        svg = inline_svg(drawn["outcome_cycle_mean"], form)
        assert svg.startswith("<svg ")
        assert 'role="img"' in svg
        assert "Distribution over replications" in svg
        assert not any(colour in svg for colour in CSS)
        assert "DejaVu" not in svg


def test_numbers_written_in_a_figure_are_not_cut(two: Material) -> None:
    svg = inline_svg(pictures(two)["differences"][0], WIDE)
    from sim.report.tables import difference_rows

    for row in difference_rows(two, 1, KEY_FIGURES):
        assert row.difference.replace("&", "&amp;") in svg


def test_the_bottleneck_is_the_busiest_desk_where_work_waits(two: Material) -> None:
    found = desks(two)
    assert {"ae_smb", "ae_mm", "ae_ent", "se", "sdr"} <= set(found)
    assert "ae" not in found
    assert "ceo" not in found
    assert bottleneck(two.sides[0], found) == "se"


def test_a_density_integrates_to_one_also_for_equal_values() -> None:
    generator = np.random.default_rng(5)
    for values in (generator.normal(50, 3, size=200), np.full(40, 7.0)):
        x, height = density(values)
        assert np.trapezoid(height, x) == pytest.approx(1, abs=0.01)


def test_every_role_has_a_colour_and_scenarios_keep_theirs() -> None:
    assert set(ROLES) == {name.lower() for name in RoleNames._fields}
    assert len(set(SCENARIOS)) == len(SCENARIOS)
    assert [scenario_colour(place) for place in (0, 1)] == list(SCENARIOS[:2])


def test_a_long_title_stays_inside_the_figure_and_keeps_spaces_that_do_not_break(tmp_path):
    words = " ".join(f"WWWW{n}\u00a0%" if n % 3 else f"iil{n}" for n in range(60))
    drawn = []

    def draw(form):
        drawn.append(canvas.sheet(form, 2.0))
        drawn[-1].subplots()
        return drawn[-1]

    write_picture(Picture("long", words, words, "", draw), tmp_path)
    (figure,) = drawn
    assert len(figure.texts) == 2
    for text in figure.texts:
        assert text.get_text().count("\u00a0") == words.count("\u00a0")
        assert "\n" in text.get_text()
        right = text.get_window_extent().x1 / figure.bbox.width
        assert right <= 1 - canvas.MARGIN / 2
