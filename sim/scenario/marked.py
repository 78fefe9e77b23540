"""Values that know where they were written: the tree that loading reads, merges and validates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.errors import InputError

MOST_VALUES = 1_000_000  # far above any sensible scenario; stops "billion laughs" files
DEEPEST = 100  # nested mappings and lists

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """File (or override) and line, counted from 1; both None for the schema's defaults."""

    file: str | None = None
    line: int | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Marked:
    """A scalar, a list of ``Marked`` or a mapping of text to ``Marked``, with its place."""

    value: Any
    place: Place = NOWHERE

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def children(self) -> Iterator[tuple[str | int, Marked]]:
        """Keys or positions with what they hold; nothing for a scalar."""
        if self.is_mapping:
            yield from self.value.items()
        elif self.is_list:
            yield from enumerate(self.value)


def mark(value: Any, place: Place = NOWHERE) -> Marked:
    """Plain Python values (also NumPy scalars) as a tree whose every node has the same place."""
    if isinstance(value, Mapping):
        return Marked({str(key): mark(item, place) for key, item in value.items()}, place)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return Marked([mark(item, place) for item in value], place)
    if hasattr(value, "item") and not isinstance(value, (str, bytes, date)):
        return Marked(value.item(), place)
    return Marked(value, place)


def plain(node: Marked) -> Any:
    """The tree without its places, as pydantic wants it."""
    if node.is_mapping:
        return {key: plain(item) for key, item in node.value.items()}
    if node.is_list:
        return [plain(item) for item in node.value]
    return node.value


def find(node: Marked, path: Path) -> Marked:
    """What stands at ``path``, or the deepest existing node on the way there."""
    for step in path:
        inside = node.is_mapping and step in node.value
        if node.is_list and isinstance(step, int):
            inside = 0 <= step < len(node.value)
        if not inside:
            break
        node = node.value[step]
    return node


def place_of(node: Marked, path: Path) -> Place:
    """Where ``path`` was written; where its nearest written ancestor was, if it was not."""
    place = node.place
    for length in range(1, len(path) + 1):
        below = find(node, path[:length])
        if below.place is not NOWHERE:
            place = below.place
    return place


def refuse_giants(root: Marked) -> None:
    """Refuse trees that shared anchors blow up beyond ``MOST_VALUES`` or ``DEEPEST`` levels.

    Shared nodes are counted once and multiplied, so nothing is ever expanded.
    """
    sizes: dict[int, tuple[int, int]] = {}

    def size(node: Marked) -> tuple[int, int]:
        if id(node) not in sizes:
            below = [size(item) for _, item in node.children()]
            count = 1 + sum(number for number, _ in below)
            sizes[id(node)] = count, 1 + max((depth for _, depth in below), default=0)
        return sizes[id(node)]

    count, depth = size(root)
    where: dict[str, Any] = {"file": root.place.file, "line": root.place.line}
    if depth > DEEPEST:
        raise InputError(f"found {depth} nested levels; expected at most {DEEPEST}", **where)
    if count > MOST_VALUES:
        raise InputError(
            f"found {count:,} values once anchors are filled in; expected at most {MOST_VALUES:,}",
            **where,
            hint="anchors (&name, *name) that contain each other multiply",
        )
