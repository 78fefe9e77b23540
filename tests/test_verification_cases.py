"""The verification cases: they agree, a wrong theory would not, and the table reads well."""

from __future__ import annotations

import io
import math
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.jit import DISABLED
from sim.verification import CASES, CaseResult, run_cases, verification_table
from sim.verification.case import (
    Check,
    Finding,
    chi_square_check,
    mean_check,
    mean_tolerance,
    share_check,
)
from sim.verification.queueing import erlang_c_wait, pollaczek_khinchine
from sim.verification.table import WHAT, shown

FAST = [case.name for case in CASES if case.fast]
ROOT = Path(__file__).resolve().parents[1]


@cache
def found(name: str) -> Finding:
    if DISABLED:
        pytest.skip("hundreds of replications: compiled only")
    return import_module(f"sim.verification.{name}").examine("fast")


def check_of(name: str, what: str) -> Check:
    return next(check for check in found(name).checks if what in check.what)


@pytest.mark.parametrize("name", FAST)
def test_the_simulation_agrees_with_theory(name: str) -> None:
    """False-alarm rate 1e-4 for each of about 140 statistical numbers; the seeds are fixed."""
    assert [check for check in found(name).checks if not check.passed] == []


# --- would a wrong theory, or a wrong engine, be noticed? ----------------------------------------
def test_one_more_engineer_or_a_tenth_more_work_would_be_noticed() -> None:
    wait = check_of("sales_engineers_vs_erlang_c", "mean wait")
    for servers, load in ((4, 2.1), (3, 2.1 * 1.1)):  # a tenth more work is a third of an engineer
        assert abs(wait.simulated - erlang_c_wait(servers, load, 1.0)) > wait.tolerance


def test_random_routing_times_would_be_noticed() -> None:
    wait = check_of("analyst_vs_m_d_1", "mean wait")
    mm1 = pollaczek_khinchine(0.7 / 0.5, 0.5, 2 * 0.5**2)
    assert abs(wait.simulated - mm1) > 5 * wait.tolerance


def test_touches_of_equal_length_would_be_noticed() -> None:
    from sim.verification.sdr_vs_m_g_1 import CHANCES, TIMES

    mean = float(CHANCES @ TIMES)
    wait = check_of("sdr_vs_m_g_1", "mean wait")
    assert abs(wait.simulated - pollaczek_khinchine(0.7 / mean, mean, mean**2)) > 2 * wait.tolerance


def test_endless_patience_would_be_noticed() -> None:
    gives_up = check_of("sales_engineers_vs_erlang_a", "give up")
    assert gives_up.simulated > 10 * gives_up.tolerance


def test_plain_poisson_days_would_be_noticed() -> None:
    for check in found("arrivals_vs_nhpp").checks:
        if check.what.startswith("Variance"):
            assert check.simulated - 1 > check.tolerance


def test_one_touch_less_would_be_noticed() -> None:
    from sim.verification.funnel_vs_markov_chain import CONNECTS, RECYCLES, TOUCHES, company

    hand_raiser = company().names.channels.index("hand_raiser")
    qualifies = float(company().params.channel["qualifies"][hand_raiser])

    def booked(touches: int) -> float:
        reached = 1 - (1 - CONNECTS) ** touches
        return (reached + (1 - reached) * RECYCLES * reached) * qualifies

    check = check_of("funnel_vs_markov_chain", "hand_raiser: MQL to booked")
    assert check.expected == pytest.approx(booked(TOUCHES))
    assert abs(check.simulated - booked(TOUCHES - 1)) > 2 * check.tolerance


def test_vacancies_half_as_long_would_be_noticed() -> None:
    for name in ("sdr", "ae_ent"):
        check = check_of("headcount_vs_renewal", f"{name}: days to fill")
        assert abs(check.simulated - check.expected / 2) > 2 * check.tolerance


# --- tolerances ----------------------------------------------------------------------------------
def test_a_missing_number_does_not_pass() -> None:
    assert not Check("x", math.nan, 1.0, 0.5).passed


def test_the_mean_check_is_as_strict_as_it_says() -> None:
    """2,000 means of 10 normals at a false-alarm rate of 5 %: 4 standard deviations around 100."""
    rng = np.random.default_rng(1)
    table = rng.normal(size=(2000, 10))
    missed = sum(abs(row.mean()) > mean_tolerance(row, 0.05) for row in table)
    assert abs(missed - 100) < 4 * math.sqrt(2000 * 0.05 * 0.95)


def test_an_interval_needs_two_replications() -> None:
    with pytest.raises(ValueError, match="at least 2 replications, got 1"):
        mean_check("x", [1.0], 1.0)


def test_the_share_check_covers_what_the_binomial_law_allows() -> None:
    from scipy.special import bdtr, bdtrc

    check = share_check("x", 50, 100, 0.3)
    low, high = math.ceil(30 - 100 * check.tolerance), math.floor(30 + 100 * check.tolerance)
    outside = float(bdtr(low - 1, 100, 0.3) + bdtrc(high, 100, 0.3))
    assert outside < 1e-4
    assert not check.passed


def test_the_chi_square_check_sees_a_wrong_weight() -> None:
    counts = np.random.default_rng(2).multinomial(100_000, np.full(10, 0.1))
    assert chi_square_check("x", counts, np.ones(10)).passed
    assert not chi_square_check("x", counts, [1.1] + [1.0] * 9).passed


# --- running, showing ----------------------------------------------------------------------------
@pytest.mark.skipif(DISABLED, reason="compares compiled words")
def test_a_case_gives_one_line_a_number_and_a_picture(tmp_path: Path) -> None:
    begun: list[str] = []
    results = run_cases(
        ["philox_vs_random123"], tmp_path / "pictures", begin=lambda case: begun.append(case.name)
    )
    assert begun == ["philox_vs_random123"]
    assert [result.name for result in results] == ["philox_vs_random123"] * 7
    assert (tmp_path / "pictures" / "philox_vs_random123.png").stat().st_size > 10_000


def test_an_unknown_case_is_one_clear_error() -> None:
    with pytest.raises(InputError, match="unknown verification case 'philox'") as error:
        run_cases("philox")
    assert error.value.hint is not None


def test_every_case_is_on_the_list_and_in_the_guide() -> None:
    folder = Path(import_module("sim.verification").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*_vs_*.py")}
    assert modules == {case.name for case in CASES}
    guide = (ROOT / "verification" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `(\w+)`", guide, re.MULTILINE) == [case.name for case in CASES]


def test_the_table_fits_80_columns_with_one_line_a_number() -> None:
    from rich.console import Console

    results = [
        CaseResult(name, check.what, *check[1:4], check.passed, 1.0, "", check.unit)
        for name in FAST
        for check in found(name).checks
    ]
    assert max(len(result.what) for result in results) <= WHAT - 2
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(verification_table(results))
    lines = console.export_text().splitlines()
    assert max(len(line) for line in lines) <= 80
    assert sum(line.rstrip().endswith(" ok") for line in lines) == len(results)


def test_a_number_that_differs_is_marked() -> None:
    from rich.console import Console

    result = CaseResult("a_vs_b", "mean wait", 1.0, 2.0, 0.1, False, 0.1, "", "h")
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(verification_table([result]))
    text = console.export_text()
    assert "1 of 1 numbers differ" in text
    assert re.search(r"mean wait .* NO$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("value", "unit", "tolerance", "text"),
    [
        (0.51234, "%", 0.02, "51.2%"),
        (0.5, "h", 0.01, "0.500 h"),
        (1_234_567.0, "$", 1e5, "$1.23M"),
        (math.nan, "", 1.0, "–"),
        (4.0, "", 0.0, "4"),
        (1234.6, "", 20.0, "1,235"),
    ],
)
def test_numbers_are_shown_to_a_tenth_of_their_tolerance(
    value: float, unit: str, tolerance: float, text: str
) -> None:
    assert shown(value, unit, tolerance) == text


def test_listing_the_cases_imports_nothing_heavy() -> None:
    code = (
        "import sys, sim.verification; "
        "heavy = {'numba', 'numpy.testing', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules); "
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
