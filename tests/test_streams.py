"""Random numbers: the published Philox values, and draws that depend on their name alone."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.jit import DISABLED
from sim.streams import Luck, philox, uniform

WORD = int if DISABLED else np.uint64
ONES = 0xFFFFFFFF

# Known answers of Random123 for philox4x32-10: counter, key, output.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]

seeds = st.integers(0, 2**63 - 1)
words = st.integers(-(2**63), 2**63 - 1)


def uniform_by_the_book(luck: Luck, stream: int, who: int, nth: int) -> float:
    """The draw written down from the definition, in exact integers."""
    question = stream % 2**16 + who // 2**32 % 2**16 * 2**16
    counter = [luck.replication % 2**32, question, who % 2**32, nth % 2**32]
    key = luck.seed % 2**32, luck.seed // 2**32 % 2**32
    first, second = (int(word) for word in philox(*map(WORD, counter), *map(WORD, key))[:2])
    return ((first // 64) * 2**26 + second // 64 + 0.5) / 2**52


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN)
def test_philox_gives_the_published_answers(counter, key, expected):
    assert tuple(int(word) for word in philox(*map(WORD, counter), *map(WORD, key))) == expected


@given(seeds, words, words, words, words)
def test_a_draw_is_philox_of_its_name(seed, replication, stream, who, nth):
    luck = Luck(seed, replication)
    assert uniform(luck, stream, who, nth) == uniform_by_the_book(luck, stream, who, nth)


@given(seeds, words, words, words, words)
def test_a_uniform_is_never_0_or_1_and_keeps_its_last_bit(seed, replication, stream, who, nth):
    u = uniform(Luck(seed, replication), stream, who, nth)
    assert 0.0 < u < 1.0
    assert 0.0 < 1.0 - u < 1.0
    assert (u * 2**52) % 1.0 == 0.5


def test_every_part_of_the_name_matters():
    names = [(1, 2, 3, 4, 5), (9, 2, 3, 4, 5), (1 + 2**40, 2, 3, 4, 5), (1, 9, 3, 4, 5)]
    names += [(1, 2, 9, 4, 5), (1, 2, 3, 9, 5), (1, 2, 3, 4, 9), (1, 2, 3, 5, 4)]
    names += [(1, 2, 3, 4 + 2**number, 5) for number in range(4, 48)]
    drawn = {uniform(Luck(seed, rep), stream, who, nth) for seed, rep, stream, who, nth in names}
    assert len(drawn) == len(names)


def test_numpy_integers_name_the_same_draw_as_python_integers():
    names = np.array([-7, 3, 2**31 - 1], dtype=np.int64)
    for word in names:
        plain = int(word)
        assert uniform(Luck(5, 1), plain, plain, plain) == uniform(Luck(5, 1), word, word, word)


@pytest.mark.parametrize("axis", ["replication", "stream", "who", "nth"])
def test_draws_along_every_word_are_uniform(axis):
    """Chi-squared over 100 cells of 20,000 draws; with a fresh seed 1 in 10,000 would fail."""
    from scipy.stats import chi2

    place = ["replication", "stream", "who", "nth"].index(axis)
    drawn = np.empty(20_000)
    for number in range(len(drawn)):
        words = [3, 3, 3, 3]
        words[place] = number
        drawn[number] = uniform(Luck(2025, words[0]), *words[1:])
    counts = np.histogram(drawn, bins=100, range=(0.0, 1.0))[0]
    assert ((counts - 200.0) ** 2 / 200.0).sum() < chi2.isf(1e-4, 99)


def test_neighbours_are_uncorrelated():
    """Correlation of 20,000 pairs of neighbours; with a fresh seed 1 in 10,000 would fail."""
    drawn = np.array([uniform(Luck(7, 0), 1, who, 0) for who in range(20_001)])
    correlation = np.corrcoef(drawn[:-1], drawn[1:])[0, 1]
    assert abs(correlation) < 3.89 / math.sqrt(20_000)
