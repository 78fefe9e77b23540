"""What stands at a dotted path of a company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sim.scenario.schema import Scenario
from sim.scenario.suggestions import suggest


def values_at(scenario: Scenario, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the dotted paths that a key means in a company, with their values.

    ``*`` stands for every entry of a table or list.  Nothing where the company has no such entry.
    """
    reached: list[tuple[str, Any]] = [("", scenario)]
    for step in key.split("."):
        reached = [
            (f"{path}.{word}" if path else word, value)
            for path, node in reached
            for word, value in _entries(node).items()
            if step in ("*", word)
        ]
    yield from reached


def _entries(node: Any) -> dict[str, Any]:
    if isinstance(node, BaseModel):
        return {name: getattr(node, name) for name in type(node).model_fields}
    if isinstance(node, Mapping):
        return {str(name): value for name, value in node.items()}
    return {str(n): value for n, value in enumerate(node)} if isinstance(node, list) else {}


def nowhere(scenario: Scenario, key: str) -> tuple[str, str]:
    """Return that a company lacks an entry on the way to a key, and the nearest it has."""
    steps = key.split(".")
    for length in range(1, len(steps) + 1):
        if not list(values_at(scenario, ".".join(steps[:length]))):
            above = ".".join(steps[: length - 1])
            known = [name for _, node in values_at(scenario, above) for name in _entries(node)]
            message = f"the company has no '{steps[length - 1]}' under {above}"
            return message, suggest(steps[length - 1], known, "there are")
    return f"there is no '{key}'", "see docs/reference/parameters.md"
