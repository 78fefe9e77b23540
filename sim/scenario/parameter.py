"""One parameter, stated once: its unit, default, plausible range, meaning, source and grade."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticKnownError

Grade = Literal["A", "B", "C", "D", "J"]

_BOUNDS: dict[str, tuple[Callable[[Any, Any], bool], Any]] = {
    "ge": (operator.ge, "greater_than_equal"),
    "gt": (operator.gt, "greater_than"),
    "le": (operator.le, "less_than_equal"),
    "lt": (operator.lt, "less_than"),
}


def parameter(
    default: Any,
    unit: str,
    plausible: tuple[float, float] | None,
    description: str,
    *,
    source: str = "judgement",
    grade: Grade = "J",
    **limits: Any,
) -> Any:
    """Declare a scenario parameter.

    ``plausible`` is the range a sweep or a prior would use; ``limits`` (``ge``, ``gt``, ``le``,
    ``lt`` …) are what validation refuses, besides those of the annotated type.  ``grade`` follows
    the evidence: A causal, B peer-reviewed correlation or large open data, C survey,
    D practitioner rule, J judgement.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "plausible": plausible,
        "source": source,
        "grade": grade,
    }
    given: dict[str, Any] = {"default": default}
    if isinstance(default, (dict, list)):
        given = {"default_factory": lambda: type(default)(default)}
    field: Any = Field(**given, description=description, json_schema_extra=extra, **limits)
    field.metadata += [_within(name, limits[name]) for name in _BOUNDS if name in limits]
    return field


def _within(name: str, bound: float) -> AfterValidator:
    """A bound that holds even where the annotated type states another of its kind.

    Pydantic keeps only the last of two equal constraints, which is the type's: ``le=1`` on a
    ``Share`` with ``le=1e9`` would be lost.
    """
    keeps, kind = _BOUNDS[name]

    def check(value: Any) -> Any:
        if value is not None and not keeps(value, bound):
            raise PydanticKnownError(kind, {name: bound})
        return value

    return AfterValidator(check)
