"""Tables of Python objects say what structured arrays say."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plain_tables import PlainTable, plain

FIELDS = np.dtype([("who", "i8"), ("code", "i4"), ("skill", "f8")])
WRITES = st.tuples(
    st.integers(0, 3),
    st.sampled_from(FIELDS.names),
    st.integers(-(2**31), 2**31 - 1) | st.floats(-1e9, 1e9) | st.booleans(),
)


@given(st.lists(WRITES))
def test_what_is_written_is_kept_as_in_an_array(writes):
    array = np.zeros(4, FIELDS).view(np.recarray)
    array.skill = [0.5, -1.5, 2.0, 1e9]
    table = PlainTable(np.array(array, FIELDS))
    for number, field, value in writes:
        setattr(array[number], field, value)
        setattr(table[np.int64(number)], field, value)
    assert table.first(4).tobytes() == array.tobytes()
    for field in FIELDS.names:
        np.testing.assert_array_equal(getattr(table, field), array[field], strict=True)


def test_numbers_are_those_of_python():
    row = PlainTable(np.ones(1, FIELDS))[0]
    row.skill, row.who = np.float64(2.5), np.int64(3)
    assert (type(row.skill), type(row.who), type(row.code)) == (float, int, int)
    assert (row["skill"], row["who"], row["code"]) == (2.5, 3, 1)


def test_a_row_is_one_object_however_its_number_is_written():
    table = PlainTable(np.zeros(3, FIELDS))
    table[1].who = 7
    assert table[np.int64(1)] is table[np.uint64(1)] is table[True] is table[1]


def test_two_dimensions():
    array = np.zeros((2, 3), FIELDS)
    array["who"] = np.arange(6).reshape(2, 3)
    table = PlainTable(array)
    assert (table[1, 2].who, len(table)) == (5, 2)
    table[1, 2].who = 9
    assert table[np.int64(1), 2].who == 9


@pytest.mark.parametrize("number", [-1, 3, np.int64(-1)])
def test_there_is_no_row_before_the_first_or_after_the_last(number):
    with pytest.raises(IndexError):
        PlainTable(np.zeros(3, FIELDS))[number]


def test_a_field_that_is_not_there():
    table = PlainTable(np.zeros(3, FIELDS))
    with pytest.raises(AttributeError):
        _ = table.height
    with pytest.raises((AttributeError, KeyError)):
        table[0].height = 1
    with pytest.raises(AttributeError):
        table.height = 1


def test_a_column_is_not_written_at_once():
    table = PlainTable(np.zeros(3, FIELDS))
    with pytest.raises(AttributeError):
        table.skill = np.ones(3)


def test_growing_keeps_what_was_written_and_adds_zeros():
    table = PlainTable(np.ones(2, FIELDS))
    table[1].who = 7
    table.grow()
    assert len(table) == 4
    assert table.first(4)["who"].tolist() == [1, 7, 0, 0]


class Inner(NamedTuple):
    rows: object
    numbers: np.ndarray


class Outer(NamedTuple):
    inner: Inner
    rate: float
    pair: tuple[int, int]


def test_structured_arrays_are_replaced_however_deep_and_nothing_else_is():
    rows, numbers = np.ones(2, FIELDS).view(np.recarray), np.arange(3)
    found = plain(Outer(Inner(rows, numbers), 0.5, (1, 2)))
    assert isinstance(found, Outer)
    assert isinstance(found.inner.rows, PlainTable)
    assert found.inner.rows[1].skill == 1.0
    assert found.inner.numbers is numbers
    assert found[1:] == (0.5, (1, 2))
    found.inner.rows[1].skill = 3.0
    assert rows[1].skill == 1.0
