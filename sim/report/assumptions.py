"""The scenarios' parameters as a reader can doubt them: value, default, range, source, grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

GRADES = {
    "A": "causal: experiment or natural experiment",
    "B": "peer-reviewed correlation or large open data",
    "C": "survey with a stated sample",
    "D": "practitioner's rule",
    "J": "judgement of the model's authors",
}
ABSENT = "not there"
PRESENT = "there"
NOT_ASSUMPTIONS = ("name", "title", "story", "question", "org", "run")
NO_VALUE = "\u2013"


@dataclass(frozen=True)
class Assumption:
    """One parameter; families such as ``segments.*.churn`` are one assumption with many values.

    ``value`` is the first scenario's; what differs from it or from the defaults is listed by
    ``changes``.
    """

    section: str
    key: str
    description: str
    unit: str
    value: str
    plausible: str
    source: str
    grade: str


@dataclass(frozen=True)
class Change:
    """A parameter that some scenario sets apart from the schema's default; one text a scenario."""

    key: str
    description: str
    unit: str
    default: str
    values: tuple[str, ...]
    grade: str
    outside: bool
    """Whether a value lies outside the plausible range."""


def assumptions(scenario: Scenario) -> list[Assumption]:
    """Return all parameters of a scenario, in the order of the schema."""
    found: list[Assumption] = []
    for section, info in type(scenario).model_fields.items():
        if section not in NOT_ASSUMPTIONS:
            found += _section(section, info, getattr(scenario, section))
    return found


def grade_counts(found: list[Assumption]) -> dict[str, int]:
    """Return how many assumptions have each grade."""
    return {grade: sum(entry.grade == grade for entry in found) for grade in GRADES}


def changes(scenarios: list[Scenario]) -> list[Change]:
    """Return the parameters in which some scenario departs from the defaults.

    A segment, channel or job that the defaults do not have, or that is missing, is one change.
    """
    first = scenarios[0]
    default = type(first)(name=first.name, org=first.org)
    leaves = [dict(_leaves(model)) for model in (default, *scenarios)]
    keys = dict.fromkeys(key for found in leaves for key in found)
    partly = tuple(f"{key}." for key in keys if any(key not in found for found in leaves))
    kept = [key for key in keys if not key.startswith(partly)]
    rows = [_change(key, [found.get(key) for found in leaves]) for key in kept]
    return [row for row in rows if any(value != row.default for value in row.values)]


Leaf = tuple[Any, FieldInfo]


def _leaves(model: Scenario) -> Iterator[tuple[str, Leaf]]:
    """Yield (dotted key, (value, field)) for every parameter and every member of a family."""
    for section, info in type(model).model_fields.items():
        if section not in NOT_ASSUMPTIONS:
            yield from _leaves_below(section, getattr(model, section), info)


def _leaves_below(key: str, value: Any, info: FieldInfo) -> Iterator[tuple[str, Leaf]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _leaves_below(f"{key}.{name}", getattr(value, name), field)
    elif isinstance(value, Mapping) and _holds_groups(value):
        for member, entry in value.items():
            yield f"{key}.{member}", (PRESENT, info)
            yield from _leaves_below(f"{key}.{member}", entry, info)
    else:
        yield key, (value, info)


def _change(key: str, leaves: list[Leaf | None]) -> Change:
    info = next(leaf[1] for leaf in leaves if leaf is not None)
    texts = [ABSENT if leaf is None else text_of(leaf[0]) for leaf in leaves]
    extra = _extra(info)
    return Change(
        key=key,
        description=info.description or "",
        unit=str(extra.get("unit", "")),
        default=texts[0],
        values=tuple(texts[1:]),
        grade=str(extra.get("grade", "")),
        outside=any(_is_outside(leaf[0], extra) for leaf in leaves[1:] if leaf is not None),
    )


def _is_outside(value: Any, extra: Mapping[str, Any]) -> bool:
    plausible = extra.get("plausible")
    if plausible is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    low, high = plausible
    return not low <= value <= high


def _section(key: str, info: FieldInfo, value: Any) -> Iterator[Assumption]:
    """Yield the assumptions of one section: a group, a family of groups, or a single value."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, Mapping) and _holds_groups(inner):
                yield from _family(key, f"{key}.{name}", inner)
            else:
                yield _assumption(key, f"{key}.{name}", field, text_of(inner))
    elif isinstance(value, Mapping) and _holds_groups(value):
        yield from _family(key, key, value)
    else:
        yield _assumption(key, key, info, text_of(value))


def _holds_groups(value: Mapping[str, Any]) -> bool:
    return any(isinstance(entry, BaseModel) for entry in value.values())


def _family(section: str, key: str, family: Mapping[str, Any]) -> Iterator[Assumption]:
    """Yield one assumption per field for all members of a family (segments, channels, jobs)."""
    kind = type(next(iter(family.values())))
    for name, info in kind.model_fields.items():
        yield _assumption(section, f"{key}.*.{name}", info, _members(family, name))


def _members(family: Mapping[str, Any], name: str) -> str:
    """Return ``smb 0.1 · mm 0.2``, or one value where all members agree."""
    texts = {member: text_of(getattr(entry, name)) for member, entry in family.items()}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return " · ".join(f"{member}\u00a0{text}" for member, text in texts.items())


def _assumption(section: str, key: str, info: FieldInfo, text: str) -> Assumption:
    extra = _extra(info)
    return Assumption(
        section=section,
        key=key,
        description=info.description or "",
        unit=str(extra.get("unit", "")),
        value=text,
        plausible=" to ".join(text_of(end) for end in extra.get("plausible") or ()),
        source=str(extra.get("source", "")),
        grade=str(extra.get("grade", "")),
    )


def _extra(info: FieldInfo) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def text_of(value: Any) -> str:
    """Return a value as a reader expects it: thousands separated, lists on one line."""
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 and value == int(value) else f"{value:g}"
    if isinstance(value, BaseModel):
        return _entry(value)
    if isinstance(value, Mapping):
        return " · ".join(f"{key}\u00a0{text_of(entry)}" for key, entry in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(text_of(entry) for entry in value)
    return str(value)


def _entry(value: BaseModel) -> str:
    """Return an entry of a list, such as a dated event: what departs from its defaults."""
    said = [
        f"{key}\u00a0{'chart' if isinstance(inner, BaseModel) else text_of(inner)}"
        for key, inner in value
        if inner != type(value).model_fields[key].default
    ]
    return " ".join(said)
