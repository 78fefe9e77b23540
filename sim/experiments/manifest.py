"""The manifest: everything needed to say where a result came from and to make it again."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sim.experiments.crew import cores
from sim.experiments.identity import model_digest
from sim.experiments.results import Replications
from sim.jit import DISABLED
from sim.scenario.loading import scenario_hash
from sim.scenario.schema import Scenario

FORMAT = 1
PACKAGES = ("salesorg-sim", "numpy", "numba", "scipy", "pandas", "pyarrow", "simpy", "mesa")


def manifest(
    runs: Sequence[Replications], scenarios: Sequence[Scenario], command: str
) -> dict[str, Any]:
    """Return the manifest of runs of scenarios, in their order; no host name, no path."""
    first = runs[0]
    return {
        "format": FORMAT,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "scenarios": [
            {"name": scenario.name, "title": scenario.title, "hash": scenario_hash(scenario)}
            for scenario in scenarios
        ],
        "seed": first.seed,
        "replications": len(first.numbers),
        "engine": first.engine,
        "stop": None if first.stop is None else asdict(first.stop),
        "interrupted": first.interrupted,
        "seconds": round(first.seconds, 1),
        "identity": identity(runs, scenarios),
        "sources": sources(),
        "versions": versions(),
        "machine": machine(),
    }


def identity(runs: Sequence[Replications], scenarios: Sequence[Scenario]) -> str:
    """Return 8 hex digits of what the numbers depend on, the model's source among it."""
    first = runs[0]
    facts = {
        "scenarios": [scenario_hash(scenario) for scenario in scenarios],
        "seed": first.seed,
        "numbers": first.numbers.tolist(),
        "engine": first.engine,
        "sources": sources(),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:8]


def sources() -> str:
    """Return a digest of the model's own source files and its compilers' versions."""
    return model_digest()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that compute."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """Return what kind of machine it was, not which."""
    return {
        "cores": cores(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "implementation": platform.python_implementation(),
        "compiled": not DISABLED,
    }


def command_for(runs: Sequence[Replications]) -> str:
    """Return a command that makes the same numbers again from shipped scenarios."""
    names = " ".join(run.name for run in runs)
    verb = "run" if len(runs) == 1 else "compare"
    first = runs[0]
    options = f"--seed {first.seed} --replications {len(first.numbers)} --engine {first.engine}"
    return f"salesorg {verb} {names} {options}"
