"""Near misses: what somebody probably meant when a word is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when nothing is near."""
    spelled = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), list(spelled), n=1, cutoff=0.6)
    return spelled[found[0]] if found else None


def suggest(word: str, known: Iterable[str], what: str = "known") -> str:
    """A hint for an unknown word: "did you mean 'x'?", else the list of what there is."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean '{near}'?"
    return f"{what}: {listed(names)}"


def listed(names: Iterable[str], most: int = 20) -> str:
    """Names with commas between; the tail of a long list is counted, not printed."""
    every = list(names)
    if not every:
        return "none"
    tail = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + tail
