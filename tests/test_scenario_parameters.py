"""Every parameter carries what documentation, sweeps and messages need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError
from pydantic.fields import FieldInfo

from sim.scenario.merging import annotation_at
from sim.scenario.parameter import parameter
from sim.scenario.schema import Scenario


def models(kind: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """A model and all models below it, each once."""
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for field in kind.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from models(part, seen)


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from parts(inner)


def leaves() -> list[tuple[str, FieldInfo]]:
    found = []
    for kind in models(Scenario, set()):
        for name, field in kind.model_fields.items():
            if isinstance(field.json_schema_extra, dict):
                found.append((f"{kind.__name__}.{name}", field))
    return found


def test_every_leaf_of_the_schema_is_a_parameter() -> None:
    for kind in models(Scenario, set()):
        for name, field in kind.model_fields.items():
            below = any(
                isinstance(p, type) and issubclass(p, BaseModel) for p in parts(field.annotation)
            )
            assert below or isinstance(field.json_schema_extra, dict), f"{kind.__name__}.{name}"


def test_every_parameter_has_unit_description_source_and_grade() -> None:
    assert len(leaves()) > 150
    for name, field in leaves():
        extra: Any = field.json_schema_extra
        assert extra["unit"], name
        assert field.description, name
        assert extra["source"], name
        assert extra["grade"] in "ABCDJ", name


def test_every_plausible_range_holds_the_default() -> None:
    for name, field in leaves():
        extra: Any = field.json_schema_extra
        if isinstance(field.default, (int, float)) and extra["plausible"] is not None:
            low, high = extra["plausible"]
            assert low <= field.default <= high, name
            assert low < high, name


class Small(BaseModel):
    """A type with a bound, and a parameter that states a narrower one."""

    share: Annotated[float, Field(ge=0, le=100)] = parameter(0.5, "share", None, "…", le=1, gt=0)
    items: list[float] = parameter([1.0], "ratio", None, "…", min_length=1)


@pytest.mark.parametrize("value", [0, 1.01, -1, 101])
def test_a_parameters_own_bounds_hold_beside_those_of_its_type(value: float) -> None:
    with pytest.raises(ValidationError):
        Small(share=value)
    assert Small(share=1).share == 1


def test_a_lists_default_is_not_shared_between_scenarios() -> None:
    first, second = Small(), Small()
    first.items.append(2.0)
    assert second.items == [1.0]
    with pytest.raises(ValidationError):
        Small(items=[])


def test_the_schema_knows_the_type_at_every_path() -> None:
    assert annotation_at(("ae", "rest_days")) is float
    assert annotation_at(("segments", "anything", "churn")) is float
    assert annotation_at(("jobs", "ae_smb", "segment")) is str
    assert annotation_at(("no", "such", "thing")) is None
