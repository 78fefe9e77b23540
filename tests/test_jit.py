"""The compiled and the interpreted foundations are the same, and the cache notices every edit."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numba import TypingError
from numba.core import event

from sim import jit as jit_module

ROOT = Path(__file__).parent.parent

DIGEST = """
import hashlib
from datetime import date
from sim import distributions as d, streams, worktime as w
calendar = w.build_calendar(date(2025, 1, 1), 400, [date(2025, 7, 4)], 9 * 3600, 17 * 3600, 2)
gamma = d.gamma_table(3.0, 0.8)
found = []
for nth in range(800):
    luck = streams.Luck(2**63 - 1 - nth, nth)
    u = streams.uniform(luck, nth % 7, nth * 2**33 - 5, nth)
    time = int(u * 36_000_000)
    found += [u.hex(), d.normal(luck, 1, -nth, 2).hex(), d.exponential(2.5, u).hex()]
    found += [d.normal_quantile(u**40).hex(), d.normal_quantile(u * 1e-12).hex()]
    found += [d.lognormal(2.0, 0.7, u).hex(), d.lognormal_from_mean(2.0, 0.7, u).hex()]
    found += [d.poisson(nth * 0.37, u), d.poisson(nth * 0.01, u), d.bernoulli(0.3, u)]
    found += [d.table(gamma, u).hex(), d.choice(gamma, u), d.logistic(40 * u - 20).hex()]
    found += [d.logit(u).hex(), w.office_at(calendar, time), w.wall_at(calendar, time // 2)]
    found += [w.work_ends(calendar, time, nth), w.is_open(calendar, time)]
    found += [w.next_opening(calendar, time), w.day_of(time)]
print(hashlib.sha256(repr([str(value) for value in found]).encode()).hexdigest())
"""

RULE = """
from sim.jit import inner_jit, jit

@jit
def rule(x):
    return x - 1

@inner_jit
def calls(x):
    return x + rule(MORE + 1)

@inner_jit()
def twice(x):
    return calls(x) + calls(x)
"""

ENGINE = """
from sim.jit import jit
from sim.rule import calls, twice

@jit
def work(x):
    return twice(x) + calls(x)
"""

WORK = """
from sim.engine import work
print(work(5), sum(work.stats.cache_hits.values()) if hasattr(work, "stats") else "interpreted")
"""


def run(code: str, **environment: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    clean["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_compiled_and_interpreted_values_are_identical():
    assert run(DIGEST) == run(DIGEST, NUMBA_DISABLE_JIT="1")


@pytest.fixture
def small(tmp_path):
    """A package that has our ``jit``, a rule in one file and its caller in another."""
    package = tmp_path / "sim"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("jit.py", "jit_linking.py"):
        (package / name).write_text((ROOT / "sim" / name).read_text())
    (package / "engine.py").write_text(ENGINE)
    (package / "rule.py").write_text(RULE.replace("MORE", "1"))
    return package


def test_inner_functions_are_called_by_compiled_code_and_an_edit_of_them_is_noticed(small):
    place = {"SALESORG_CACHE": str(small.parent / "cache"), "PYTHONPATH": str(small.parent)}
    assert run(WORK, **place) == "18 0"
    assert run(WORK, **place) == "18 1"
    (small / "rule.py").write_text(RULE.replace("MORE", "2"))
    assert run(WORK, **place) == "21 0"
    assert run(WORK, NUMBA_DISABLE_JIT="1", **place) == "21 interpreted"


def test_a_rule_gets_a_wrapper_only_when_python_calls_it(small):
    place = {"SALESORG_CACHE": str(small.parent / "cache"), "PYTHONPATH": str(small.parent)}
    code = WORK + (
        "from sim.rule import rule\n"
        "print(len(rule.signatures), len(rule.inner.signatures), rule(5), len(rule.signatures))"
    )
    assert run(code, **place).split() == ["18", "0", "0", "1", "4", "1"]


def test_the_cache_is_named_before_and_after_a_foreign_import_of_numba(tmp_path):
    code = (
        "import numba, sim.jit; from numba import config; "
        "print(config.CACHE_DIR == str(sim.jit.CACHE), config.CPU_NAME, repr(config.CPU_FEATURES))"
    )
    assert run(code, SALESORG_CACHE=str(tmp_path)) == "True generic ''"
    assert run(code.replace("numba, ", ""), SALESORG_CACHE=str(tmp_path)) == "True generic ''"


def test_a_processor_asked_for_by_the_user_is_kept(tmp_path):
    code = "import sim.jit; from numba import config; print(config.CPU_NAME)"
    assert run(code, SALESORG_CACHE=str(tmp_path), NUMBA_CPU_NAME="host") == "host"


def test_a_cache_that_cannot_be_written_falls_back_to_a_temporary_one_that_is_removed(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    code = "import sim.jit; print(sim.jit.CACHE, sim.jit.CACHE.is_dir())"
    folder, existed = run(code, SALESORG_CACHE=str(blocked), TMPDIR=str(tmp_path)).split()
    assert existed == "True"
    assert Path(folder).parent == tmp_path
    assert not Path(folder).exists()


def test_the_user_cache_directory_honours_xdg(tmp_path):
    code = "import os; os.environ.pop('SALESORG_CACHE', None); import sim.jit; print(sim.jit.CACHE)"
    folder = Path(run(code, XDG_CACHE_HOME=str(tmp_path)))
    assert folder.parent == tmp_path / "salesorg" / "numba"


@pytest.mark.parametrize("edit", ["change", "rename", "add"])
def test_every_edit_changes_the_digest(tmp_path, edit):
    (tmp_path / "rules").mkdir()
    source = tmp_path / "rules" / "sdr.py"
    source.write_text("calls = 1\n")
    before = jit_module.source_digest(tmp_path)
    assert before == jit_module.source_digest(tmp_path)
    if edit == "change":
        source.write_text("calls = 2\n")
    elif edit == "rename":
        source.rename(tmp_path / "rules" / "bdr.py")
    else:
        (tmp_path / "ae.py").write_text("")
    assert jit_module.source_digest(tmp_path) != before


def test_only_the_five_digests_used_last_are_kept(tmp_path):
    folders = [tmp_path / f"{number:016x}" for number in range(8)]
    for age, folder in enumerate(folders):
        folder.mkdir()
        os.utime(folder, (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "somebody-else").mkdir()
    jit_module.forget_old_digests(folders[-1])
    assert sorted(tmp_path.iterdir()) == [*folders[3:], tmp_path / "somebody-else"]


def test_forgetting_in_a_folder_that_is_not_there_does_no_harm(tmp_path):
    jit_module.forget_old_digests(tmp_path / "gone" / "0123456789abcdef")


def test_nothing_is_compiled_in_the_rooms_that_do_not_count_for_the_cache():
    package = Path(jit_module.__file__).parent
    for room in jit_module.OUTSIDE:
        for path in (package / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "import jit" not in text, path
            assert "inner_jit" not in text, path
            assert "njit" not in text, path


# --- what keeps the first compilation short ----------------------------------------------------
compiled = pytest.mark.skipif(jit_module.DISABLED, reason="about what is compiled")


@compiled
def test_a_function_is_compiled_once_for_all_whole_numbers():
    added = jit_module._compile(lambda a, b: a + b, {"cache": False})
    sums = jit_module._compile(
        lambda x: added(x, 1) + added(2, x) + added(b=3, a=x), {"cache": False}
    )
    assert sums(5) == 21
    assert len(added.signatures) == 1
    halves = jit_module._compile(lambda x: added(x, 1) + added(x, 0.5), {"cache": False})
    assert halves(5) == 11.5


class Thresholds(event.Listener):
    def __init__(self):
        self.seen = []

    def on_start(self, _):
        self.seen.append(gc.get_threshold())

    on_end = on_start


@compiled
def test_garbage_is_collected_seldom_while_something_is_compiled_and_as_usual_afterwards():
    usual, listener = gc.get_threshold(), Thresholds()
    inner = jit_module._compile(lambda x: x + 1, {"cache": False})
    outer = jit_module._compile(lambda x: inner(x) + 1, {"cache": False})
    wrong = jit_module._compile(lambda x: inner(x).nothing, {"cache": False})
    with event.install_listener("numba:compile", listener):
        assert outer(1) == 3
        assert gc.get_threshold() == usual
        with pytest.raises(TypingError):
            wrong(1)
    assert gc.get_threshold() == usual
    outer_begins, inner_begins, inner_ends = listener.seen[:3]
    assert min(outer_begins[0], inner_begins[0], inner_ends[0]) > 100 * usual[0]
