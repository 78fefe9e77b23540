"""The two engines tell the same story, event by event."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import params
from sim.engine import compiled, reference
from sim.engine.compiled import world
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.scenario.loading import load_scenario
from tests.companies import companies

ROOT = Path(__file__).resolve().parent.parent
# The nightly run asks for more: SALESORG_TWINS=5000 (make nightly).
EXAMPLES = int(os.environ.get("SALESORG_TWINS", "12" if DISABLED else "200"))


@pytest.mark.timeout(300 + 3 * EXAMPLES)
@settings(max_examples=EXAMPLES, deadline=None, print_blob=True)
@given(companies(), st.integers(0, 2**63 - 1), st.integers(0, 99))
def test_both_engines_write_the_same_log_for_any_company(p, seed, replication):
    expected = reference.simulate(p, replication, seed)
    found = compiled.simulate(p, replication, seed)
    assert expected.tobytes() == found.tobytes()


@pytest.mark.parametrize("name", ["cro_led", "cso_led", "sdr_under_marketing", "pods", "startup"])
def test_both_engines_write_the_same_log_for_the_shipped_scenarios(name):
    months = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1 if DISABLED else 3}
    p = freeze(load_scenario(name, months)).params
    expected, found = reference.simulate(p, 1, 7), compiled.simulate(p, 1, 7)
    assert len(expected) > 1000
    np.testing.assert_array_equal(expected, found)


def test_no_column_of_a_table_hides_behind_an_attribute_of_numpy_records():
    # With JIT off, ``row.round`` would be NumPy's method, not the column.
    kinds = [value for module in (world, params) for value in vars(module).values()]
    columns = {name for kind in kinds if isinstance(kind, np.dtype) for name in kind.names or ()}
    assert len(columns) > 100
    assert not columns & set(dir(np.record))


ONE_MONTH = """
import hashlib
from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.scenario.loading import load_scenario
months = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}
log = simulate(freeze(load_scenario("startup", months)).params, 3, 11)
print(len(log), hashlib.sha256(log.tobytes()).hexdigest())
"""


def test_the_compiled_engine_writes_the_same_log_with_jit_on_and_off():
    on, off = (said_with(jit, "-c", ONE_MONTH) for jit in ("on", "off"))
    assert int(on.split()[0]) > 1000
    assert on == off


def test_random_companies_write_the_same_logs_with_jit_on_and_off():
    on, off = (said_with(jit, "-m", "tests.log_digests", "20") for jit in ("on", "off"))
    assert len(set(on.splitlines())) > 10
    assert on == off


def said_with(jit: str, *program: str) -> str:
    """Return what a fresh process prints, with or without compiling."""
    switch = {"on": "0", "off": "1"}[jit]
    environment = dict(os.environ, NUMBA_DISABLE_JIT=switch, PYTHONPATH=str(ROOT))
    done = subprocess.run(
        [sys.executable, *program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout
