"""``run_patterns``: run the companies once, examine every pattern, write the table and the page."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.errors import InputError
from sim.experiments.crew import cores
from sim.verification.patterns.arms import arms
from sim.verification.patterns.fact import Fact, Pattern
from sim.verification.patterns.kept import Kept
from sim.verification.patterns.laboratory import observe

GROUPS = (
    "closing",
    "cycles",
    "demand",
    "reps",
    "departures",
    "attention",
    "customers",
    "forecasts",
    "structure",
    "mutations",
)
REPLICATIONS, FEW = 40, 4
FAST = ("6", "7", "8", "10", "12", "23", "24", "M3")
"""Patterns that few replications can tell, of companies that are simulated for eight quarters."""


class PatternsFound(NamedTuple):
    """All facts, how many replications each company had, and how long it took."""

    facts: Sequence[Fact]
    replications: int
    seconds: float


def patterns() -> list[Pattern]:
    """Return every pattern in the order of its number, mutations last."""
    found: list[Pattern] = []
    for group in GROUPS:
        found += importlib.import_module(f"sim.verification.patterns.{group}").PATTERNS
    return sorted(found, key=lambda one: (not one.number.isdigit(), one.number.zfill(3)))


def run_patterns(
    fast: bool = False,
    replications: int | None = None,
    *,
    workers: int | None = None,
    begin: Callable[[str], None] | None = None,
    kept: Kept | None = None,
) -> PatternsFound:
    """Examine all patterns, or the ``fast`` ones in few replications of shorter runs.

    ``begin`` is told each company before it runs; what an interrupted examination ``kept`` is not
    run again.  Raise InputError for fewer than two replications.
    """
    count = replications if replications is not None else (FEW if fast else REPLICATIONS)
    if count < 2:
        raise InputError(f"--replications: an interval needs at least 2, got {count}")
    began = time.perf_counter()
    chosen = [one for one in patterns() if not fast or one.number in FAST]
    companies = arms()
    if fast:
        companies = {
            name: arm._replace(months=min(arm.months, 12)) for name, arm in companies.items()
        }
    needs = [need for one in chosen for need in one.needs]
    seen = observe(needs, companies, count, workers or cores(), begin, kept)
    facts = [Fact(one, *one.examine(seen)) for one in chosen]
    return PatternsFound(facts, count, time.perf_counter() - began)


def write_patterns(found: PatternsFound, folder: Path) -> Path:
    """Write ``patterns.html`` and ``patterns.csv`` into a folder (made if missing)."""
    from sim.verification.patterns.page import page, rows

    folder.mkdir(parents=True, exist_ok=True)
    rows(found.facts).to_csv(folder / "patterns.csv", index=False, float_format="%.6g")
    path = folder / "patterns.html"
    path.write_text(page(found), encoding="utf-8")
    return path
