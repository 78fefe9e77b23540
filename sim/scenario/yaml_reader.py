"""YAML text -> values with file and line.

Stricter than YAML itself: a key given twice, a key that is not text, a tag and more than one
document are errors.  Words follow YAML 1.2: ``true``/``false`` only (``no`` and ``on`` are text),
``1e9`` is a number, ``010`` is ten and ``12:30`` is text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from sim.errors import InputError
from sim.scenario.marked import Marked, Place, refuse_giants

LARGEST_FILE = 20_000_000  # bytes
_TAG = "tag:yaml.org,2002:"


class _Words(yaml.SafeLoader):
    """PyYAML's safe loader with the scalars of YAML 1.2."""


_Words.yaml_implicit_resolvers = {}  # this class's own: the parent's are YAML 1.1

_SCALARS = (  # word, pattern, what it can begin with ("" for an empty value)
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9][0-9_]*", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", ["<"]),
)
for _name, _pattern, _first in _SCALARS:
    _Words.add_implicit_resolver(_TAG + _name, re.compile(f"^(?:{_pattern})$"), _first)


def _float(text: str) -> float:
    word = text.replace("_", "").lower()
    special = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
    return float(special.get(word, word))


_Words.add_constructor(_TAG + "int", lambda loader, node: int(str(node.value).replace("_", "")))
_Words.add_constructor(_TAG + "float", lambda loader, node: _float(str(node.value)))


def read_yaml(path: Path, shown: str) -> Marked:
    """Read one YAML file; ``shown`` is its name in messages.  Raises ``InputError``."""
    text = read_text(path, shown)
    root = read_yaml_text(text, shown)
    if root is None:
        raise InputError(
            "the file is empty; expected a scenario",
            file=shown,
            hint="begin with: extends: default",
        )
    if not root.is_mapping:
        kind = "a list" if root.is_list else "a single value"
        raise InputError(
            f"found {kind}; expected a mapping (key: value lines)",
            file=shown,
            line=root.place.line,
        )
    return root


def read_text(path: Path, shown: str) -> str:
    """The text of a regular UTF-8 file of sensible size.  Raises ``InputError``."""
    if path.is_dir():
        raise InputError("found a directory; expected a file", file=shown)
    if not path.is_file():
        raise InputError("found no such regular file", file=shown)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"the file is larger than {LARGEST_FILE:,} bytes", file=shown)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the file: {error.strerror}", file=shown) from error
    return _decoded(data, shown)


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the file is not UTF-8 text (byte 0x{data[error.start]:02x})",
            file=shown,
            line=data[: error.start].count(b"\n") + 1,
            hint="save it as UTF-8; spreadsheets offer 'CSV UTF-8'",
        ) from error


def read_yaml_text(text: str, shown: str, *, lines: bool = True) -> Marked | None:
    """Read YAML text; None when there is nothing in it.  ``lines=False`` leaves lines out."""
    loader = None
    try:
        loader = _Words(text)
        node = loader.get_single_node()
        if node is None:
            return None
        root = _Reader(loader, shown, lines).read(node)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 if lines else None
        raise InputError(f"YAML: {error.reason}", file=shown, line=line) from error
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, shown, lines) from error
    except RecursionError as error:
        raise InputError("YAML: nested too deeply", file=shown) from error
    finally:
        if loader is not None:
            loader.dispose()
    refuse_giants(root)
    return root


def _syntax_error(error: yaml.MarkedYAMLError, shown: str, lines: bool) -> InputError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None and lines else None
    parts = [part for part in (error.context, error.problem) if part]
    message = "YAML syntax: " + ", ".join(parts)
    hint = None
    if "'\\t'" in message:
        hint = "indent with spaces, not with tabs"
    elif "mapping values are not allowed" in message:
        hint = "a text with ': ' in it needs quotes; check the indentation"
    return InputError(message, file=shown, line=line, hint=hint)


class _Reader:
    """Turns a composed YAML node into a ``Marked`` tree; shared anchors stay shared."""

    def __init__(self, loader: _Words, shown: str, lines: bool) -> None:
        self.loader, self.shown, self.lines = loader, shown, lines
        self.done: dict[yaml.Node, Marked] = {}
        self.open: set[yaml.Node] = set()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.shown, node.start_mark.line + 1 if self.lines else None)

    def error(self, node: yaml.Node, message: str, hint: str | None = None) -> InputError:
        place = self.place(node)
        return InputError(message, file=place.file, line=place.line, hint=hint)

    def read(self, node: yaml.Node) -> Marked:
        if node in self.done:
            return self.done[node]
        if node in self.open:
            raise self.error(node, "YAML: an anchor contains itself")
        self.open.add(node)
        self.done[node] = Marked(self._value(node), self.place(node))
        self.open.discard(node)
        return self.done[node]

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return [self.read(item) for item in node.value]
        raise self._tag_error(node)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag not in {_TAG + name for name in ("str", *(row[0] for row in _SCALARS))}:
            raise self._tag_error(node)
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError) as error:
            kind = node.tag.removeprefix(_TAG).replace("timestamp", "date")
            raise self.error(node, f"found '{node.value[:40]}'; expected a valid {kind}") from error

    def _tag_error(self, node: yaml.Node) -> InputError:
        tag = node.tag.replace(_TAG, "!!")
        return self.error(
            node, f"found the YAML tag '{tag}'; expected plain text, numbers, lists and mappings"
        )

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Marked]:
        own: dict[str, Marked] = {}
        lines: dict[str, int] = {}
        merged: dict[str, Marked] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _TAG + "merge":
                merged |= self._merged(value_node)
                continue
            key = self._key(key_node)
            if key in own:
                raise self.error(
                    key_node, f"the key '{key}' is given twice (first in line {lines[key]})"
                )
            item = self.read(value_node)
            # The place of a value is its key's line: that is where a reader looks for it.
            own[key] = Marked(item.value, self.place(key_node))
            lines[key] = key_node.start_mark.line + 1
        return merged | own

    def _merged(self, node: yaml.Node) -> dict[str, Marked]:
        """What ``<<: *anchor`` (or a list of anchors, the first of them wins) brings in."""
        if isinstance(node, yaml.SequenceNode):
            merged: dict[str, Marked] = {}
            for item in reversed(node.value):
                merged |= self._merged(item)
            return merged
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, "'<<' needs an anchored mapping")
        return dict(self.read(node).value)

    def _key(self, node: yaml.Node) -> str:
        key = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            shown = node.value if isinstance(node, yaml.ScalarNode) else "a list or mapping"
            raise self.error(node, f"found the key {shown}; expected text", "put the key in quotes")
        return key
