"""Execute the notebooks and write each ``.ipynb`` beside its source.

The ``.py`` files are the sources (cells in the percent format of Jupytext); edit those and run

    .venv/bin/python notebooks/execute.py [name ...]

A test keeps both in step and executes them at a small size.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def sources() -> list[Path]:
    """Return the sources of all notebooks, in order."""
    return sorted(HERE.glob("[0-9][0-9]_*.py"))


def notebook_of(source: Path) -> Any:
    """Return a source as a notebook without outputs; its cells have stable names."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = nbformat.NotebookNode(kernelspec=KERNEL)
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = nbformat.NotebookNode(), f"cell-{number}"
    return notebook


def executed(source: Path, timeout: int = 7200) -> Any:
    """Return a source as a notebook with its outputs; raise the first error of a cell."""
    notebook = notebook_of(source)
    resources = {"metadata": {"path": str(HERE)}}
    NotebookClient(notebook, timeout=timeout, resources=resources, record_timing=False).execute()
    notebook.metadata = nbformat.NotebookNode(kernelspec=KERNEL)
    return notebook


def main() -> None:
    """Execute the notebooks that are named, or all."""
    for source in sources():
        if len(sys.argv) == 1 or source.stem in sys.argv[1:]:
            nbformat.write(executed(source), source.with_suffix(".ipynb"))
            print(f"executed {source.name}")


if __name__ == "__main__":
    main()
