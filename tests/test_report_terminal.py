"""The terminal's table fits 80 columns, says more at 120, and mixes up nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console

from sim.report.material import Material
from sim.report.terminal import TITLES, comparison_table, run_table, spread_words
from tests.synthetic_report import synthetic_material


def printed(table: object, width: int) -> list[str]:
    console = Console(file=StringIO(), width=width, color_system=None)
    console.print(table)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(scope="module")
def two() -> Material:
    return synthetic_material("cso_led", "cro_led")


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_the_comparison_has_one_whole_line_per_key_figure(two: Material, width: int) -> None:
    lines = printed(comparison_table(two, width), width)
    assert max(map(len, lines)) <= width
    rows = [line for line in lines if re.search(r"\[\d.*±", line)]
    assert len(rows) == len(TITLES)
    assert not any("…" in line for line in lines)


def test_a_wide_terminal_shows_what_pairing_saves(two: Material) -> None:
    narrow, wide = (printed(comparison_table(two, width), width) for width in (80, 120))
    assert "pairing" not in narrow[0]
    assert "pairing" in wide[0]
    assert "in\u00a0%" in wide[0]


def test_three_scenarios_take_a_line_each() -> None:
    three = synthetic_material("cso_led", "cro_led", "pods")
    lines = printed(comparison_table(three, 80), 80)
    assert sum(line.startswith("  Pods") for line in lines) == len(TITLES)
    assert max(map(len, lines)) <= 80


def test_a_run_shows_spread_and_mean_in_two_columns() -> None:
    one = synthetic_material("cro_led")
    lines = printed(run_table(one, 80), 80)
    assert "spread" in lines[0]
    assert "mean" in lines[0]
    assert max(map(len, lines)) <= 80


def test_a_spread_names_its_unit_once(two: Material) -> None:
    words = spread_words(two.sides[0], "cycle_mean", "days")
    assert words.count(" d") == 1
    assert words.startswith(f"{two.sides[0].spread('cycle_mean').p50:.1f} d [")


def test_the_report_imports_no_matplotlib_before_it_draws() -> None:
    code = "import sim.report.terminal, sim.report.page, sys; print('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
