"""Reading YAML: plain values, the line of each, and the words of YAML 1.2."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.marked import Marked, Place, find, mark, place_of, plain
from sim.scenario.yaml_reader import read_yaml_text


def read(text: str) -> Marked:
    root = read_yaml_text(text, "s.yaml")
    assert root is not None
    return root


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("010", 10),
        ("200_000", 200_000),
        ("1e9", 1e9),
        ("-2.5e-3", -0.0025),
        (".5", 0.5),
        ("true", True),
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1.2.3", "1.2.3"),
        ("06-19", "06-19"),
        ("~", None),
        ("", None),
        ("2026-03-01", date(2026, 3, 1)),
        ("'2026-03-01'", "2026-03-01"),
        ("[1, two, {three: 3}]", [1, "two", {"three": 3}]),
    ],
)
def test_words_mean_what_yaml_1_2_says(text: str, value: Any) -> None:
    found = plain(read(f"key: {text}\n"))["key"]
    assert found == value
    assert type(found) is type(value)


def test_every_value_knows_its_line() -> None:
    root = read("a: 1\nb:\n  c: 2\n  d:\n    - 5\n    - e: 6\n")
    lines = {
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 3,
        ("b", "d", 0): 5,
        ("b", "d", 1): 6,
        ("b", "d", 1, "e"): 6,
        ("b", "nowhere", "at", "all"): 2,
    }
    assert {path: place_of(root, path).line for path in lines} == lines


def test_anchors_and_merge_keys_are_filled_in_and_own_keys_win() -> None:
    root = read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [*x, {a: 7, c: 8}]}\n")
    assert plain(root)["y"] == {"a": 1, "b": 3}
    assert plain(root)["z"] == {"a": 1, "b": 2, "c": 8}


def test_a_byte_order_mark_is_no_mistake(tmp_path: Any) -> None:
    from sim.scenario.yaml_reader import read_yaml

    file = tmp_path / "s.yaml"
    file.write_bytes(b"\xef\xbb\xbftitle: x\n")
    assert plain(read_yaml(file, "s.yaml")) == {"title": "x"}


LETTERS = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
# PyYAML writes YAML 1.1, where 0E0 needs no quotes: texts that begin like a number are left out.
TEXTS = st.text(LETTERS).filter(lambda text: text[:1] not in set("+-.0123456789"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_marking_and_unmarking_changes_nothing(value: Any) -> None:
    assert plain(mark(value, Place("x", 1))) == value


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(value: Any) -> None:
    import yaml

    assert plain(read(yaml.safe_dump(value, allow_unicode=True))) == value


def test_the_deepest_existing_node_is_found() -> None:
    root = mark({"a": [1, {"b": 2}]})
    assert find(root, ("a", 1, "b", "c")).value == 2
    assert find(root, ("a", -1)) is find(root, ("a",))
