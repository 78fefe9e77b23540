"""The public names of ``sim``: complete, lazy, and the functions that the documents speak of."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("numpy", "numba", "pandas", "pydantic", "matplotlib", "yaml", "mesa", "scipy")


def printed(code: str) -> str:
    """Return what a fresh Python prints."""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def test_importing_the_package_loads_no_other_module_of_it_and_nothing_heavy():
    code = f"import sys, sim; print([m for m in sys.modules if m[:4] == 'sim.' or m in {HEAVY}])"
    assert printed(code) == "[]"


def test_every_public_name_is_a_function_and_is_listed():
    for name in sim.__all__:
        assert callable(getattr(sim, name)), name
        assert name in dir(sim)


def test_freeze_is_the_function_before_and_after_its_module_is_imported():
    code = (
        "import sim; before = sim.freeze; import sim.freeze; "
        "from sim.freeze import freeze; print(before is freeze is sim.freeze)"
    )
    assert printed(code) == "True"


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'replicat'"):
        sim.replicat  # noqa: B018


def test_the_type_stub_declares_exactly_the_public_names():
    tree = ast.parse((ROOT / "sim" / "__init__.pyi").read_text(encoding="utf-8"))
    stated = {alias.asname: node.module for node in tree.body for alias in node.names}
    homes = {name: sys.modules[getattr(sim, name).__module__] for name in sim.__all__}
    assert stated.keys() == homes.keys()
    for name, module in stated.items():
        assert getattr(sys.modules[module], name) is getattr(sim, name)
