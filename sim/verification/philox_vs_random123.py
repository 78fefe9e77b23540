"""The random numbers against the published known answers of Random123 (Salmon et al., SC 2011).

Philox4x32-10 must give these words for these counters and keys, in compiled code and in Python;
and uniforms whose names differ in one step must fill the unit interval evenly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.streams import Luck, _philox_python, philox, uniform
from sim.verification.case import Check, Effort, Finding, Floats, chi_square_check

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONES = 0xFFFFFFFF
ANSWERS = (
    ("zeros", (0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ("ones", (ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        "digits of pi",
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
)
"""Name, counter, key, answer, from the file of known answers that comes with Random123."""
DRAWS = 65_536
BINS = 64
"""Parts of the unit interval."""
NEIGHBOURS = {
    "replications": lambda n: (Luck(1, n), 0, 0, 0),
    "streams": lambda n: (Luck(1, 0), n, 0, 0),
    "entities": lambda n: (Luck(1, 0), 0, n, 0),
    "occurrences": lambda n: (Luck(1, 0), 0, 0, n),
}
"""Names that differ in one word of the counter."""

_NOTE = (
    f"Counts of {DRAWS:,} uniforms whose names differ in one word only (title), in {BINS} equal "
    "parts of the unit interval; zone: ±3 standard deviations."
)


def agreeing(counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, ...]) -> int:
    """Return how many of the four words agree in compiled code and in Python."""
    compiled = philox(*(np.uint64(word) for word in (*counter, *key)))
    python = _philox_python(*counter, *key)
    words = zip(compiled, python, answer, strict=True)
    return sum(int(one) == int(two) == word for one, two, word in words)


def draws_of(neighbours: str) -> Floats:
    """Return the uniforms of names that differ in one word."""
    named = NEIGHBOURS[neighbours]
    return np.array([uniform(*named(n)) for n in range(DRAWS)])


def examine(effort: Effort) -> Finding:
    """Compare the words, then the evenness of neighbours."""
    checks = [
        Check(f"Words that agree: {name}", agreeing(counter, key, answer), 4, 0)
        for name, counter, key, answer in ANSWERS
    ]
    found = {name: np.histogram(draws_of(name), BINS, (0, 1))[0] for name in NEIGHBOURS}
    for name, counts in found.items():
        checks.append(chi_square_check(f"X²/df of neighbouring {name}", counts, np.ones(BINS)))

    def draw(figure: Figure) -> None:
        _draw(figure, found)

    return Finding(checks, _NOTE, draw)


def _draw(figure: Figure, found: dict[str, Floats]) -> None:
    """Draw the counts of each part beside their expectation and three standard deviations."""
    from sim.report.canvas import quiet
    from sim.report.palette import MUTED, ZONE, scenario_colour

    expected = DRAWS / BINS
    for place, (axes, (name, counts)) in enumerate(
        zip(figure.subplots(1, len(found), sharey=True), found.items(), strict=True)
    ):
        axes.axhspan(expected - 3 * expected**0.5, expected + 3 * expected**0.5, color=ZONE)
        axes.axhline(expected, color=MUTED, linewidth=0.8)
        axes.plot((np.arange(BINS) + 0.5) / BINS, counts, ".", color=scenario_colour(place))
        axes.set_title(name)
        quiet(axes, "y")
