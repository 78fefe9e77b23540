"""What can be run: a frozen company, a scenario, or a scenario's name or file."""

from __future__ import annotations

from pathlib import Path

from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.scenario.schema import Scenario

Case = Frozen | Scenario | str | Path


def frozen_of(case: Case) -> Frozen:
    """Return the frozen company of a case; raise InputError for a scenario that does not load."""
    if isinstance(case, Frozen):
        return case
    return freeze(case if isinstance(case, Scenario) else load_scenario(case))
