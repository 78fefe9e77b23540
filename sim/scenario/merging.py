"""Laying one scenario over another, and single values over both."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from sim.errors import InputError
from sim.scenario.marked import NOWHERE, Marked, Path, Place, find, mark
from sim.scenario.schema import Scenario
from sim.scenario.suggestions import suggest

DISCRIMINATORS = ("event", "do")  # the key that says which kind of entry it is
OWN = ("name", "title", "story", "question")  # say which scenario this is: never inherited


def defaults() -> Marked:
    """The schema's defaults as a tree: the company that every scenario is laid over."""
    return mark(
        {
            name: _as_plain(field.get_default(call_default_factory=True))
            for name, field in Scenario.model_fields.items()
            if not field.is_required() and name not in OWN
        }
    )


def _as_plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _as_plain(item) for name, item in value}
    if isinstance(value, dict):
        return {name: _as_plain(item) for name, item in value.items()}
    return value


def merge(base: Marked, over: Marked, path: Path = (), *, whole_tables: bool = False) -> Marked:
    """``over`` laid over ``base``: mappings merge, everything else (and ``org``) is replaced.

    ``null`` removes an entry of a table: ``segments``, ``channels``, ``jobs``, agendas ….  With
    ``whole_tables`` a table replaces too: it has exactly the entries that ``over`` states.
    """
    if path == ("org",) or not (base.is_mapping and over.is_mapping):
        return over
    if whole_tables and _is_table(path):
        return over
    merged = dict(base.value)
    for key, item in over.value.items():
        if item.value is None and key in merged and _is_table(path):
            del merged[key]
        elif key in merged:
            merged[key] = merge(merged[key], item, (*path, key), whole_tables=whole_tables)
        else:
            merged[key] = item
    return Marked(merged, over.place)


def _is_table(path: Path) -> bool:
    """Whether the schema has a dict at ``path``, whose keys the user chooses."""
    return get_origin(annotation_at(path)) is dict


def annotation_at(path: Path, schema: Any = Scenario) -> Any:
    """The type the schema expects at ``path``; None where the schema has nothing."""
    kind: Any = schema
    for step in path:
        fields = getattr(kind, "model_fields", {})
        members = tagged(kind)
        if members:
            kind = members.get(str(step))
        elif step in fields:
            kind = _bare(fields[step].annotation)
        elif get_origin(kind) is dict:
            kind = _bare(get_args(kind)[1])
        elif get_origin(kind) is list:
            kind = _bare(get_args(kind)[0])
        else:
            return None
    return kind


def tagged(kind: Any) -> dict[str, Any]:
    """The members of a union of models by the word that tells them apart; empty for others."""
    members = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else ()
    return {tag: member for member in members for tag in _tags(member)}


def _tags(member: Any) -> tuple[str, ...]:
    fields = getattr(member, "model_fields", {})
    first = next((field for name, field in fields.items() if name in DISCRIMINATORS), None)
    return get_args(first.annotation) if first is not None else ()


def _bare(kind: Any) -> Any:
    """A type without ``Annotated`` and without ``| None``."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, types.UnionType) and not tagged(kind):
        return _bare(next(item for item in get_args(kind) if item is not type(None)))
    return kind


def override(root: Marked, dotted: str, value: Marked) -> Marked:
    """``root`` with ``value`` laid over the entry at a dotted path.

    A step is a key, a position in a list, or (after ``org.``) the name of a unit:
    ``ae.skill_effect``, ``demand.season.0``, ``org.SMB sales.seats.ae_smb``.
    """
    path = _steps(root, dotted, value.place)
    return _laid(root, path, value, ())


def _laid(node: Marked, path: Path, value: Marked, above: Path) -> Marked:
    if not path:
        return value if above[:1] == ("org",) else merge(node, value, above)
    step, here = path[0], (*above, path[0])
    if node.is_list and isinstance(step, int):
        items = list(node.value)
        items[step] = _laid(items[step], path[1:], value, here)
        return Marked(items, node.place)
    if not node.is_mapping:
        node = Marked({}, value.place)
    entries = dict(node.value)
    if value.value is None and len(path) == 1 and step in entries and _is_table(above):
        del entries[str(step)]
    elif len(path) == 1 and step not in entries:
        entries[str(step)] = value
    else:
        below = entries.get(str(step), Marked({}, value.place))
        entries[str(step)] = _laid(below, path[1:], value, here)
    return Marked(entries, node.place)


def _steps(root: Marked, dotted: str, place: Place) -> Path:
    steps: list[str | int] = []
    node: Marked | None = root
    rest = dotted
    if dotted.startswith("org.") and "org" in root.value:
        path, rest = _unit_steps(root.value["org"], dotted.removeprefix("org."), place)
        steps += ["org", *path]
        node = find(root, tuple(steps))
    for word in _split(rest, dotted, place) if rest else ():
        step: str | int = word
        if node is not None and node.is_list:
            step = _position(node, word, dotted, place)
        steps.append(step)
        node = dict(node.children()).get(step) if node is not None else None
    return tuple(steps)


def _split(text: str, dotted: str, place: Place) -> list[str]:
    words = text.split(".")
    if not all(word.strip() for word in words):
        raise InputError(
            f"found the path '{dotted}'; expected keys with dots between, like ae.skill_effect",
            file=place.file,
        )
    return [word.strip() for word in words]


def _position(node: Marked, word: str, dotted: str, place: Place) -> int:
    if not node.value:
        raise InputError(
            "the list is empty, so there is no entry to change",
            file=place.file,
            key=dotted,
            hint=f"set the whole list: {dotted.rsplit('.' + word, 1)[0]}=[...]",
        )
    if not word.isdecimal() or int(word) >= len(node.value):
        raise InputError(
            f"found '{word}'; expected a position in the list, 0 to {len(node.value) - 1}",
            file=place.file,
            key=dotted,
        )
    return int(word)


def units(org: Marked, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """Name and path of every unit in an org tree as it is written, top down."""
    if not org.is_mapping:
        return
    name = org.value.get("unit")
    if name is not None and isinstance(name.value, str):
        yield name.value, path
    teams = org.value.get("teams", Marked([], NOWHERE))
    if teams.is_list:
        for number, team in enumerate(teams.value):
            yield from units(team, (*path, "teams", number))


def _unit_steps(org: Marked, text: str, place: Place) -> tuple[Path, str]:
    """Path of the unit that ``text`` begins with, and what follows the name."""
    known = dict(units(org))
    fitting = [name for name in known if text == name or text.startswith(name + ".")]
    if fitting:
        name = max(fitting, key=len)
        return known[name], text[len(name) + 1 :]
    first = text.split(".")[0]
    if first in ("unit", "leader", "seats", "teams", "people"):
        return (), text
    raise InputError(
        f"the chart has no unit '{first}'",
        file=place.file,
        key=f"org.{text}",
        hint=suggest(first, known, "units"),
    )
