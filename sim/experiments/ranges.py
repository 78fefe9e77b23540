"""The range of a scenario's number: what its parameter in the schema calls plausible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from sim.scenario.complaints import every_key
from sim.scenario.merging import annotation_at
from sim.scenario.suggestions import suggest


@dataclass(frozen=True)
class Range:
    """What the schema says about a number; no limits where it states no plausible range."""

    low: float | None
    high: float | None
    is_whole: bool
    unit: str = ""


class NotANumberError(Exception):
    """A key that the schema does not have, or that is no number; ``hint`` says what is."""

    def __init__(self, message: str, hint: str, *, is_known: bool) -> None:
        super().__init__(message)
        self.message, self.hint, self.is_known = message, hint, is_known


def range_of(key: str) -> Range:
    """Return the range of a dotted path such as ``jobs.ae_smb.ramp_months``.

    ``*`` stands for every entry of a table.  Of the org chart (``org.…``) the schema knows no
    range.  Raise NotANumberError.
    """
    path = tuple(key.split("."))
    if path[0] == "org":
        return Range(None, None, is_whole=True)
    kind, field = annotation_at(path), _parameter(path)
    if kind is None or field is None:
        hint = suggest(_general(path), every_key(), "keys")
        raise NotANumberError(f"unknown key '{key}'", hint, is_known=False)
    if kind not in (int, float):
        hint = "for words, lists and switches give the lever `settings`"
        raise NotANumberError(f"'{key}' is no number", hint, is_known=True)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    plausible: Any = extra.get("plausible")
    unit = str(extra.get("unit", ""))
    if not isinstance(plausible, (list, tuple)):
        return Range(None, None, kind is int, unit)
    return Range(float(plausible[0]), float(plausible[1]), kind is int, unit)


def _parameter(path: tuple[str, ...]) -> FieldInfo | None:
    """Return the deepest parameter on a path: ``demand.season`` for ``demand.season.0``."""
    for steps in range(len(path), 0, -1):
        fields: dict[str, FieldInfo] = getattr(annotation_at(path[: steps - 1]), "model_fields", {})
        if path[steps - 1] in fields:
            return fields[path[steps - 1]]
    return None


def _general(path: tuple[str, ...]) -> str:
    """Return a path as the list of keys spells it: ``jobs.<entry>.pay``."""
    words = list(path)
    for step in range(1, len(path)):
        if get_origin(annotation_at(path[:step])) is dict:
            words[step] = "<entry>"
    return ".".join(words)
