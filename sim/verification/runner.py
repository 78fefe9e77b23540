"""``run_cases``: examine one case after the other, draw pictures, return one line a number."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.errors import InputError
from sim.scenario.suggestions import suggest
from sim.verification.case import Case, CaseResult, Effort, Finding

CASES: tuple[Case, ...] = (
    Case("philox_vs_random123", "random words against the published known answers"),
    Case("arrivals_vs_nhpp", "leads against a non-homogeneous, over-dispersed Poisson process"),
    Case("analyst_vs_m_d_1", "an analyst who routes by hand against M/D/1"),
    Case("sdr_vs_m_g_1", "one SDR against Pollaczek and Khinchine's M/G/1"),
    Case("sales_engineers_vs_erlang_c", "the pool of sales engineers against M/M/c"),
    Case("sales_engineers_vs_erlang_a", "the pool with impatient AEs against M/M/c+M"),
    Case("desks_vs_littles_law", "every desk of the default company against L = λ W"),
    Case("funnel_vs_markov_chain", "lead to won against an absorbing Markov chain"),
    Case("headcount_vs_renewal", "stays and vacancies against alternating renewal"),
    Case("ramp_vs_closed_form", "productive share of a seat against renewal and arithmetic"),
    Case(
        "default_company_vs_arithmetic",
        "the default company's first year against its closed form",
        fast=False,
    ),
    Case(
        "sequential_rule_vs_coverage",
        "intervals at the moment of stopping against the coverage they promise",
        fast=False,
    ),
)
"""In the order of the table; each is a module of this package with a function ``examine``."""

Selection = str | Iterable[str]


def run_cases(
    selection: Selection = "all",
    plots: Path | None = None,
    *,
    begin: Callable[[Case], None] | None = None,
) -> list[CaseResult]:
    """Examine ``"all"`` cases, the ``"fast"`` ones, or those named.

    ``"fast"`` takes few replications and leaves out what needs many; everything else is examined
    with full effort.  With a folder for ``plots`` (made if missing) each case draws ``<name>.png``.
    ``begin`` is told each case before it is examined.  Raise InputError for an unknown name.
    """
    effort: Effort = "fast" if selection == "fast" else "all"
    results: list[CaseResult] = []
    for case in chosen(selection):
        if begin is not None:
            begin(case)
        results += _run(case, effort, plots)
    return results


def chosen(selection: Selection) -> Sequence[Case]:
    """Return the cases that a selection means; raise InputError for an unknown name."""
    if selection == "all":
        return CASES
    if selection == "fast":
        return [case for case in CASES if case.fast]
    names = [selection] if isinstance(selection, str) else list(selection)
    known = {case.name: case for case in CASES}
    for name in names:
        if name not in known:
            raise InputError(
                f"unknown verification case {name!r}; expected all, fast or a name",
                hint=suggest(name, known, "cases"),
            )
    return [known[name] for name in names]


def _run(case: Case, effort: Effort, plots: Path | None) -> list[CaseResult]:
    began = time.perf_counter()
    finding: Finding = importlib.import_module(f"sim.verification.{case.name}").examine(effort)
    seconds = time.perf_counter() - began
    if plots is not None:
        from sim.verification.drawing import write_picture

        plots.mkdir(parents=True, exist_ok=True)
        write_picture(case, finding, plots)
    return [
        CaseResult(
            name=case.name,
            what=check.what,
            simulated=check.simulated,
            expected=check.expected,
            tolerance=check.tolerance,
            passed=check.passed,
            seconds=seconds,
            note=finding.note,
            unit=check.unit,
        )
        for check in finding.checks
    ]
