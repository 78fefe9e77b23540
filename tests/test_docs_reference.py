"""The generated pages say what the code says."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("parameters.md", "events.md", "kpis.md", "cli.md")
FROM_RUNS = {"pairing.md"}
"""Written by a command that simulates: ``docs/pairing.py``."""


@pytest.fixture(scope="module")
def generate():
    """Return the module ``docs/generate.py``."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(generate):
    return generate.pages()


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_up_to_date(name, pages):
    committed = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert committed == pages[name], f"{name} is out of date: run `make docs`"


def test_every_generated_page_is_committed_and_no_other(pages):
    committed = {page.name for page in (ROOT / "docs/reference").glob("*.md")}
    assert set(pages) == set(PAGES) == committed - FROM_RUNS


def test_every_parameter_has_a_line_with_unit_source_and_grade(generate, pages):
    lines = [line for line in pages["parameters.md"].splitlines() if line.startswith("| `")]
    full = [line.split(" | ") for line in lines if len(line.split(" | ")) == 7]
    assert len(full) >= sum(1 for _ in generate.all_fields())
    for cells in full:
        assert all(cells[place].strip("| ") for place in (0, 1, 4, 5, 6)), cells[0]


def test_every_kind_of_the_log_has_a_line(pages):
    from sim.vocabulary import KIND_MEANINGS

    for kind in KIND_MEANINGS:
        assert f"| `{kind}` (" in pages["events.md"]


def test_every_measure_has_a_line(pages):
    from sim.metrics.catalogue import MEASURES

    for measure in MEASURES:
        assert f"| `{measure.name}" in pages["kpis.md"]


def test_every_command_has_a_part_with_an_example(pages):
    from sim.cli import app

    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        part = pages["cli.md"].split(f"## salesorg {name}\n")[1]
        assert "Example: `salesorg" in part.split("\n## ")[0]
