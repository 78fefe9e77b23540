"""The notebooks are in step with their sources, small, and run from top to bottom."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from tests.compiled_only import compiled_only

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NAMES = ("00_tour", "01_how_many_replications", "02_design_study")
LARGEST = 300_000  # bytes


@pytest.fixture(scope="module")
def execute():
    """Return the module ``notebooks/execute.py``."""
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells_of(notebook):
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_every_source_has_a_test_here(execute):
    assert tuple(source.stem for source in execute.sources()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_has_the_cells_of_its_source(name, execute):
    committed = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert cells_of(committed) == cells_of(execute.notebook_of(FOLDER / f"{name}.py"))


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_is_committed_with_its_outputs_and_is_small(name):
    path = FOLDER / f"{name}.ipynb"
    committed = nbformat.read(path, as_version=4)
    code = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert any(cell.outputs for cell in code)
    assert not any(out.output_type == "error" for cell in code for out in cell.outputs)
    assert path.stat().st_size < LARGEST


@compiled_only
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_runs_from_top_to_bottom(name, execute, monkeypatch):
    monkeypatch.setenv("SALESORG_FAST", "1")
    notebook = execute.executed(FOLDER / f"{name}.py", timeout=280)
    assert sum(len(cell.get("outputs", [])) for cell in notebook.cells) >= 5
