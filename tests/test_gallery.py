"""The gallery says what the shipped files and the last runs say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from sim.experiments.sweep_file import list_experiments
from sim.scenario.loading import list_scenarios

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
SCENARIOS = [name for name, _ in list_scenarios()]
EXPERIMENTS = [name for name, _, _ in list_experiments()]


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_gallery", GALLERY / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text():
    return (GALLERY / "index.md").read_text(encoding="utf-8")


def test_the_committed_page_is_composed_from_the_files_and_the_stored_results(make, text):
    assert text == make.page(make.stored()), "out of date: run `make gallery`, or with --page"


def test_every_scenario_and_experiment_has_its_entry_and_no_other(text):
    assert re.findall(r"^### (\w+)$", text, flags=re.MULTILINE) == [*SCENARIOS, *EXPERIMENTS]
    assert "Not run yet" not in text


def test_every_entry_has_its_picture_and_no_picture_is_left_over(text):
    expected = {f"chart_{name}.png" for name in SCENARIOS} | {f"{name}.png" for name in EXPERIMENTS}
    assert {path.name for path in (GALLERY / "images").iterdir()} == expected
    assert set(re.findall(r"\(images/([\w.]+)\)", text)) == expected
    assert all(path.stat().st_size < 150_000 for path in (GALLERY / "images").iterdir())


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_is_shown_with_question_command_and_an_answer_with_an_interval(name, text):
    entry = text.split(f"### {name}\n")[1].split("\n## ")[0].split("\n### ")[0]
    assert f"salesorg sweep {name}" in entry
    assert "?" in entry.split("```")[0]
    assert re.search(r"^> .*95 % intervals? of the means?.* markets\)\.$", entry, re.MULTILINE)
