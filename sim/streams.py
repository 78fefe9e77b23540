"""Counter-based random numbers: the draw is a pure function of its name.

``uniform(luck, stream, who, nth)`` is Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel
random numbers: as easy as 1, 2, 3", SC 2011) with the seed as 64-bit key and (replication,
stream, who, nth) as the counter's four words.  Nothing is consumed and nothing is remembered: two
runs that ask for the same draw get the same number, in whatever order they ask.

The formula is written twice, for Numba's unsigned words and for Python's integers, because NumPy
scalars are slow and warn of overflow where Numba is not compiling.  Both give the same values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.jit import DISABLED, jit

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _32, _6 = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(6)
_SHORT, _16 = np.uint64(0xFFFF), np.uint64(16)
_MASK = 0xFFFFFFFF
_TWO_26, _TWO_52 = 67108864.0, 4503599627370496.0

Word = np.uint64


class Luck(NamedTuple):
    """What is by chance in one run: the ``seed``, 0 to 2**63 - 1, and the ``replication``."""

    seed: int
    replication: int


def _philox_compiled(
    c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word
) -> tuple[Word, Word, Word, Word]:
    """Ten rounds of Philox4x32; every word is a uint64 holding 32 bits."""
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


def _uniform_compiled(luck: Luck, stream: int, who: int, nth: int) -> float:
    """Draw the uniform with this name, in unsigned 64-bit words."""
    seed = np.uint64(luck.seed)
    a, b, _, _ = philox(
        np.uint64(luck.replication) & _LOW,
        (np.uint64(stream) & _SHORT) | (((np.uint64(who) >> _32) & _SHORT) << _16),
        np.uint64(who) & _LOW,
        np.uint64(nth) & _LOW,
        seed & _LOW,
        seed >> _32,
    )
    return float(((a >> _6) * _TWO_26 + (b >> _6) + 0.5) / _TWO_52)


def _philox_python(
    c0: int, c1: int, c2: int, c3: int, k0: int, k1: int
) -> tuple[int, int, int, int]:
    """Ten rounds of Philox4x32 in Python integers of 32 bits."""
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & _MASK, (p0 >> 32) ^ c3 ^ k1, p0 & _MASK
        k0 = (k0 + 0x9E3779B9) & _MASK
        k1 = (k1 + 0xBB67AE85) & _MASK
    return c0, c1, c2, c3


def _uniform_python(luck: Luck, stream: int, who: int, nth: int) -> float:
    """Draw the uniform with this name, in Python integers."""
    seed = int(luck.seed)
    a, b, _, _ = _philox_python(
        int(luck.replication) & _MASK,
        (int(stream) & 0xFFFF) | (((int(who) >> 32) & 0xFFFF) << 16),
        int(who) & _MASK,
        int(nth) & _MASK,
        seed & _MASK,
        (seed >> 32) & _MASK,
    )
    return ((a >> 6) * _TWO_26 + (b >> 6) + 0.5) / _TWO_52


philox: Callable[..., Any] = _philox_python if DISABLED else jit(_philox_compiled)
philox.__doc__ = """Return the four words of Philox4x32-10 for a counter of four and a key of two.

Each word is an integer of 32 bits; a caller outside compiled code passes ``numpy.uint64``.
"""

uniform: Callable[[Luck, int, int, int], float] = (
    _uniform_python if DISABLED else jit(_uniform_compiled)
)
uniform.__doc__ = """Draw the uniform with this name: 52 bits, strictly between 0 and 1.

``stream`` is one question (``vocabulary.Stream``), ``who`` the one it is asked about, ``nth`` how
often it was asked before.  The keys of leads and customers have 48 bits: the second counter word
holds 16 bits of the stream and the upper 16 of ``who``.  Replication and nth count modulo 2**32,
who modulo 2**48, stream modulo 2**16 (negative numbers are welcome).
"""
