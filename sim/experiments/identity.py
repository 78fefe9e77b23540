"""What numbers depend on: the model's sources, and what of a scenario is computed with."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

import sim
from sim.experiments.store import Key
from sim.jit import source_digest
from sim.scenario.loading import resolved
from sim.scenario.schema import Scenario

WORDS = ("name", "title", "story", "question", "run")
"""Sections of a scenario that change no number of a replication; the seed is in the key."""


@functools.cache
def model_digest() -> str:
    """Return 16 hex digits of the sources and compilers that determine a replication's numbers."""
    return source_digest(Path(sim.__file__).parent)


def company_hash(scenario: Scenario) -> str:
    """Return 16 hex digits of what makes the company and its market, whatever it is called."""
    facts = {name: value for name, value in resolved(scenario).items() if name not in WORDS}
    text = json.dumps(facts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def key_of(scenario: Scenario, seed: int) -> Key:
    """Return where the replications of a scenario are in a store."""
    return Key(model_digest(), company_hash(scenario), seed)
