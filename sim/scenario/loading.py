"""Loading a scenario: YAML that extends YAML, overrides, one clear error, a stable hash.

A file states only what differs.  It is laid over the file named by ``extends:`` and, at the end of
that chain, over the schema's defaults: mappings merge, lists and single values replace, ``org``
replaces as a whole, ``null`` removes an entry of a table (segments, channels, jobs …).  ``name``
(by default the file's stem), ``title``, ``story`` and ``question`` are each file's own.
``extends: null`` marks
a complete file, as a results folder keeps it: its tables have exactly the entries it states.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.errors import InputError
from sim.scenario.complaints import complaint, input_error, refuse_conversions, refuse_infinities
from sim.scenario.files import find_scenario, list_scenarios, scenarios_in, shipped_file, shown
from sim.scenario.marked import Marked, Place, mark, plain
from sim.scenario.merging import OWN, defaults, merge, override
from sim.scenario.number_check import number_problems
from sim.scenario.org_check import org_problems
from sim.scenario.people_list import read_people
from sim.scenario.plan_check import plan_problems
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import nearest
from sim.scenario.yaml_reader import read_yaml, read_yaml_text

__all__ = [
    "Overrides",
    "find_scenario",
    "list_scenarios",
    "load_scenario",
    "resolved",
    "scenario_from",
    "scenario_hash",
    "with_overrides",
    "with_people",
]

Overrides = Mapping[str, Any] | Sequence[str]


def load_scenario(name_or_path: str | Path, overrides: Overrides = ()) -> Scenario:
    """Load a scenario file, or a shipped scenario by its bare name.

    ``overrides`` are ``"sdr.touches=9"`` texts or a mapping from dotted paths to values; later ones
    win.  Raises ``InputError`` with file, line, key and a suggestion for whatever is wrong.
    """
    path = find_scenario(name_or_path)
    return scenario_from(_overridden(_merged_chain(path), overrides))


def scenario_from(root: Marked) -> Scenario:
    """Validate a complete tree.  Raises ``InputError``."""
    if "org" not in root.value:
        raise InputError(
            "the org chart is missing",
            file=root.place.file,
            key="org",
            hint="state `org:`, or begin the file with: extends: default",
        )
    refuse_infinities(root)
    try:
        scenario = Scenario.model_validate(plain(root))
    except ValidationError as error:
        raise complaint(error, root) from error
    refuse_conversions(root, scenario)
    _refuse_org_problems(root, scenario)
    return scenario


def _refuse_org_problems(root: Marked, scenario: Scenario) -> None:
    problems = [*org_problems(scenario), *number_problems(scenario), *plan_problems(scenario)]
    if problems:
        first = problems[0]
        raise input_error(root, first.path, first.message, first.hint, others=len(problems) - 1)


def with_people(scenario: Scenario, path: str | Path) -> Scenario:
    """The same company staffed from a people CSV.  Raises ``InputError`` with the CSV's lines."""
    people = read_people(Path(path), str(path))
    root = mark(scenario.model_dump(exclude={"org"}))
    root.value["org"] = Marked({"people": people}, people.place)
    return scenario_from(root)


def with_overrides(scenario: Scenario, overrides: Overrides) -> Scenario:
    """The same company with some parameters replaced.  Raises ``InputError``."""
    return scenario_from(_overridden(mark(scenario.model_dump()), overrides))


# --- the chain of extends -----------------------------------------------------------------------


def _merged_chain(path: Path) -> Marked:
    chain = _chain(path)
    own = chain[0][1].value
    root = defaults()
    for _, layer in reversed(chain):
        kept = {key: item for key, item in layer.value.items() if key not in (*OWN, "extends")}
        root = merge(root, Marked(kept, layer.place), whole_tables=_is_complete(layer))
    top = chain[0][1].place
    identity = {key: own[key] for key in OWN if key in own}
    identity.setdefault("name", Marked(path.stem, top))
    return Marked(identity | root.value, Place(top.file, None))


def _chain(path: Path) -> list[tuple[Path, Marked]]:
    """The file and all it extends, itself first.  Raises ``InputError`` for a cycle."""
    chain: list[tuple[Path, Marked]] = []
    seen: list[Path] = []
    while True:
        layer = _layer(path)
        chain.append((path, layer))
        seen.append(path.resolve())
        parent = layer.value.get("extends")
        if parent is None or _is_complete(layer):
            return chain
        path = _extended(path, parent)
        if path.resolve() in seen:
            names = [shown(item) for item, _ in chain[seen.index(path.resolve()) :]]
            raise InputError(
                f"the scenario extends itself: {' → '.join([*names, names[0]])}",
                file=parent.place.file,
                line=parent.place.line,
                key="extends",
            )


def _is_complete(layer: Marked) -> bool:
    """Whether the file says ``extends: null``: its tables have no entries but its own."""
    return "extends" in layer.value and layer.value["extends"].value is None


def _layer(path: Path) -> Marked:
    layer = read_yaml(path, shown(path))
    return _with_charts_read(_with_people_read(layer, path.parent), path.parent)


def _extended(path: Path, parent: Marked, key: str = "extends") -> Path:
    """The file that ``extends`` names: relative to the file, or a shipped scenario's bare name."""
    where: dict[str, Any] = {"file": parent.place.file, "line": parent.place.line, "key": key}
    if not isinstance(parent.value, str) or not parent.value:
        raise InputError("expected the name of one scenario file", **where, hint="extends: default")
    file = path.parent / parent.value
    shipped = shipped_file(parent.value)
    if not file.exists() and shipped is not None:
        return shipped
    if not file.exists():
        names = [*scenarios_in(path.parent), *(name for name, _ in list_scenarios())]
        near = nearest(parent.value, names)
        hint = f"did you mean '{near}'?" if near else "a path relative to this file, or: default"
        raise InputError(f"there is no file '{parent.value}'", **where, hint=hint)
    return file


def _with_people_read(layer: Marked, folder: Path) -> Marked:
    """``org: {people: list.csv}`` with the people in place of the file name."""
    org = layer.value.get("org")
    if org is None:
        return layer
    return Marked(layer.value | {"org": _staffed(org, folder)}, layer.place)


def _staffed(org: Marked, folder: Path) -> Marked:
    people = org.value.get("people") if org.is_mapping else None
    if people is None or people.is_list:
        return org
    if not isinstance(people.value, str) or not people.value:
        raise InputError(
            "expected the name of a CSV file",
            file=people.place.file,
            line=people.place.line,
            key="org.people",
        )
    file = folder / people.value
    if not file.exists():
        names = [item.name for item in folder.glob("*.csv")] if folder.is_dir() else []
        near = nearest(people.value, names)
        raise InputError(
            f"there is no people list '{people.value}'",
            file=people.place.file,
            line=people.place.line,
            key="org.people",
            hint=f"did you mean '{near}'?" if near else "a path relative to the scenario file",
        )
    rows = read_people(file, shown(file))
    return Marked(org.value | {"people": rows}, org.place)


def _with_charts_read(layer: Marked, folder: Path) -> Marked:
    """Re-organisations with the chart in place of the scenario's (or people list's) name."""
    events = layer.value.get("events")
    if events is None or not events.is_list:
        return layer
    read = Marked([_with_chart_read(entry, folder) for entry in events.value], events.place)
    return Marked(layer.value | {"events": read}, layer.place)


def _with_chart_read(entry: Marked, folder: Path) -> Marked:
    org = entry.value.get("org") if entry.is_mapping else None
    if org is None:
        return entry
    if isinstance(org.value, str):
        org = _chart_of(_extended(folder / "events", org, "events.org"), org)
    return Marked(entry.value | {"org": _staffed(org, folder)}, entry.place)


def _chart_of(path: Path, named: Marked) -> Marked:
    """The chart of a scenario file: its own, or that of what it extends."""
    seen: list[Path] = []
    while path.resolve() not in seen:
        seen.append(path.resolve())
        layer = _with_people_read(read_yaml(path, shown(path)), path.parent)
        if "org" in layer.value:
            return Marked(layer.value["org"].value, layer.value["org"].place)
        parent = layer.value.get("extends")
        if parent is None or parent.value is None:
            break
        path = _extended(path, parent)
    raise InputError(
        f"the scenario '{named.value}' has no org chart",
        file=named.place.file,
        line=named.place.line,
        key="events.org",
    )


# --- overrides ----------------------------------------------------------------------------------


def _overridden(root: Marked, overrides: Overrides) -> Marked:
    if isinstance(overrides, str):
        overrides = [overrides]
    pairs = (
        [(key, mark(value, Place(f"override '{key}'"))) for key, value in overrides.items()]
        if isinstance(overrides, Mapping)
        else [_parsed(text) for text in overrides]
    )
    for dotted, value in pairs:
        root = override(root, dotted, value)
    return _with_charts_read(_with_people_read(root, Path()), Path())


def _parsed(text: str) -> tuple[str, Marked]:
    """``"sdr.touches=9"`` -> path and value, the value read as YAML."""
    source = f"override '{text}'"
    dotted, equals, value = text.partition("=")
    if not equals or not dotted.strip():
        raise InputError(
            "expected key=value", file=source, hint="for example: structure.distance_decay=0.3"
        )
    node = read_yaml_text(value, source, lines=False)
    if node is None:
        raise InputError(
            "there is no value after '='", file=source, key=dotted, hint="to remove an entry: =null"
        )
    return dotted.strip(), node


# --- what was loaded ----------------------------------------------------------------------------


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Every value of the scenario as plain JSON types, in the schema's order.

    Written as YAML or JSON it loads again as the same scenario, whatever the defaults are by then.
    """
    return {"extends": None, **scenario.model_dump(mode="json")}


def scenario_hash(scenario: Scenario) -> str:
    """First 12 hex digits of the SHA-256 of the resolved scenario.

    The order of segments and jobs counts, because seats are numbered by it.
    """
    text = json.dumps(resolved(scenario), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
