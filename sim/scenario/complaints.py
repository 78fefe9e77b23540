"""Validation errors -> one ``InputError``: file, line, dotted key, found, expected, suggestion."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sim.errors import InputError
from sim.scenario.marked import Marked, Path, find, place_of
from sim.scenario.merging import annotation_at
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import nearest, suggest

_LIMITS = {  # kind of error: its bound in the context, words, (one, several) of what is counted
    "greater_than": ("gt", "more than", None),
    "greater_than_equal": ("ge", "at least", None),
    "less_than": ("lt", "less than", None),
    "less_than_equal": ("le", "at most", None),
    "too_short": ("min_length", "a list or table with at least", ("entry", "entries")),
    "too_long": ("max_length", "a list or table with at most", ("entry", "entries")),
    "string_too_short": ("min_length", "a text of at least", ("character", "characters")),
    "string_too_long": ("max_length", "a text of at most", ("character", "characters")),
}
_KINDS = (
    ("float", "a number"),
    ("finite", "a finite number"),
    ("int", "a whole number"),
    ("bool", "true or false"),
    ("date", "a date like 2026-03-01"),
    ("list", "a list"),
    ("dict", "a mapping (key: value lines)"),
    ("model", "a mapping (key: value lines)"),
    ("string_pattern", "a text without blanks at its ends"),
    ("string", "a text (in quotes if it looks like a number or a date)"),
)


def complaint(error: ValidationError, root: Marked, schema: Any = Scenario) -> InputError:
    """The first mistake told fully (unknown keys before others, then by line), the rest counted.

    ``schema`` is what the file was held against: a scenario's, or that of another kind of file.
    """
    details = error.errors(include_url=False, include_context=True, include_input=True)
    details.sort(key=lambda detail: _rank(detail, root))
    first = details[0]
    path: Path = first["loc"]
    message, hint = _message(first, path, schema)
    if first["type"].startswith("union_tag"):
        path = (*path, first["ctx"]["discriminator"].strip("'"))
    path = _as_written(root, path, keep_last=first["type"] == "missing")
    return input_error(root, path, message, hint, others=len(details) - 1)


def input_error(
    root: Marked, path: Path, message: str, hint: str | None = None, others: int = 0
) -> InputError:
    """An ``InputError`` about the entry at ``path``, placed where that was written."""
    place = place_of(root, path)
    if others:
        message += f" (and {others} more problem{'s' if others > 1 else ''})"
    return InputError(message, file=place.file, line=place.line, key=dotted(root, path), hint=hint)


def _as_written(root: Marked, path: Path, keep_last: bool) -> Path:
    """``path`` without the steps that validation added (a single entry read as a list of one)."""
    written: Path = ()
    for step in path[:-1] if keep_last else path:
        if find(root, (*written, step)) is not find(root, written):
            written = (*written, step)
    return (*written, path[-1]) if keep_last else written


def dotted(root: Marked, path: Path) -> str:
    """A path as one word, as overrides spell it: units by their names, lists by position."""
    words: list[str] = []
    for length, step in enumerate(path, start=1):
        unit = find(root, path[:length])
        if path[0] == "org" and isinstance(step, int) and words[-1:] == ["teams"]:
            name = unit.value.get("unit") if unit.is_mapping else None
            words = ["org", str(name.value) if name is not None else f"teams.{step}"]
        else:
            words.append(str(step))
    return ".".join(words)


def _rank(detail: Any, root: Marked) -> tuple[bool, bool, int]:
    place = place_of(root, detail["loc"])
    return detail["type"] != "extra_forbidden", place.line is None, place.line or 0


def _message(detail: Any, path: Path, schema: Any) -> tuple[str, str | None]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key '{path[-1]}'", _known_keys(path, schema)
    if kind == "union_tag_not_found":
        return f"the key {context['discriminator']} is missing", "it says what kind of entry it is"
    if kind == "union_tag_invalid":
        words = [word.strip("' ") for word in context["expected_tags"].split(",")]
        expected = f"expected one of {', '.join(words)}"
        return f"found the text '{context['tag']}'; {expected}", suggest(
            str(context["tag"]), words, "kinds"
        )
    if kind == "missing":
        return f"the key '{path[-1]}' is missing", _about(path, schema)
    if kind == "value_error":
        return str(context["error"]), None
    if kind == "string_pattern_mismatch" and detail["input"].strip() == detail["input"]:
        return f"found {found(detail['input'])}; expected text on one line", None
    return f"found {found(detail['input'])}; expected {_expected(kind, context, detail)}", (
        _near_word(detail, context) or _about(path, schema)
    )


def _bound(bound: Any) -> str:
    """A limit as people write it; dates stand as text in pydantic's message."""
    if isinstance(bound, int):
        return f"{bound:,}"
    return f"{bound:g}" if isinstance(bound, float) else str(bound)


def _expected(kind: str, context: dict[str, Any], detail: Any) -> str:
    if kind in ("literal_error", "enum"):
        return str(context["expected"])
    if kind in _LIMITS:
        limit, words, counted = _LIMITS[kind]
        bound = context[limit]
        number = _bound(bound)
        return f"{words} {number} {counted[bound != 1]}" if counted else f"{words} {number}"
    for prefix, words in _KINDS:
        if kind.startswith(prefix):
            return words
    return str(detail["msg"])


def _near_word(detail: Any, context: dict[str, Any]) -> str | None:
    if detail["type"] != "literal_error" or not isinstance(detail["input"], str):
        return None
    words = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ",").split(",")]
    near = nearest(detail["input"], words)
    return f"did you mean '{near}'?" if near else None


def found(value: Any) -> str:
    """A value for a message: short, texts in quotes."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{value[:40]}…'" if len(value) > 40 else f"the text '{value}'"
    if isinstance(value, date):
        return f"the date {value.isoformat()}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    if isinstance(value, int) and abs(value) >= 10**30:
        return "an enormous whole number"
    return str(value)


def _known_keys(path: Path, schema: Any) -> str:
    above = annotation_at(path[:-1], schema)
    fields = list(getattr(above, "model_fields", {}))
    word = str(path[-1])
    if schema is Scenario and nearest(word, fields) is None:
        elsewhere = [key for key in every_key() if key.rsplit(".", 1)[-1] == word]
        if elsewhere:
            return f"did you mean {' or '.join(elsewhere[:3])}?"
    return suggest(word, fields, "known keys here")


def every_key() -> Iterator[str]:
    """Every parameter of the schema by its dotted path; tables show ``<entry>``."""
    yield from _keys_below(Scenario, "")


def _keys_below(kind: Any, prefix: str) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        inner = field.annotation
        if name == "org" and kind is Scenario:
            yield "org"
        elif get_origin(inner) is dict and _is_model(get_args(inner)[1]):
            yield from _keys_below(get_args(inner)[1], f"{prefix}{name}.<entry>.")
        elif _is_model(inner):
            yield from _keys_below(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _about(path: Path, schema: Any = Scenario) -> str | None:
    """Unit, meaning and plausible range of the parameter at ``path``."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    fields = getattr(annotation_at(path[:-1], schema), "model_fields", {}) if path else {}
    field = fields.get(path[-1]) if path else None
    if field is None or not isinstance(field.json_schema_extra, dict):
        return None
    extra = field.json_schema_extra
    text = f"{path[-1]} [{extra['unit']}]: {field.description}"
    low_high = extra.get("plausible")
    if isinstance(low_high, (list, tuple)):
        text += f" Plausible: {low_high[0]:g} to {low_high[1]:g}."
    return text


def refuse_infinities(root: Marked) -> None:
    """NaN and infinity are wrong everywhere.  Raises ``InputError``."""
    for path, value in _leaves(root, ()):
        if isinstance(value, float) and not math.isfinite(value):
            raise input_error(root, path, f"found {value}; expected a finite number", _about(path))


def refuse_conversions(root: Marked, scenario: Scenario) -> None:
    """Refuse what pydantic would quietly turn into a number, a truth value or a date."""
    for path, value in _leaves(root, ()):
        if isinstance(value, (bool, str, int, float)):
            kept = _value_at(scenario, path)
            wanted = _misread(value, kept)
            if wanted is not None:
                raise input_error(
                    root, path, f"found {found(value)}; expected {wanted}", _about(path)
                )


def _misread(raw: Any, kept: Any) -> str | None:
    number = isinstance(kept, (int, float)) and not isinstance(kept, bool)
    if number and isinstance(raw, (bool, str)):
        return "a number"
    if isinstance(kept, bool) and not isinstance(raw, bool):
        return "true or false"
    if isinstance(kept, date) and not isinstance(raw, str):
        return "a date like 2026-03-01"
    return None


def _leaves(node: Marked, path: Path) -> Iterator[tuple[Path, Any]]:
    if node.is_mapping or node.is_list:
        for step, item in node.children():
            yield from _leaves(item, (*path, step))
    else:
        yield path, node.value


def _value_at(value: Any, path: Path) -> Any:
    """What validation made of the entry at ``path``; None where it was reshaped."""
    for step in path:
        if isinstance(value, BaseModel):
            value = getattr(value, str(step), None)
        elif isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
