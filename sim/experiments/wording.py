"""Words that the sentences of experiments share."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.sweep import Sweep


def basis(found: Sweep) -> str:
    """Return what the intervals of several gaps are, and how many markets they rest on."""
    over = f" over {found.worlds} worlds" if found.worlds > 1 else ""
    return f" (95 % intervals of the means{over}, all at once, {found.replications} markets)."


def small(text: str) -> str:
    """Return a title for the middle of a sentence; abbreviations stay capital."""
    words = text.split()
    first = words[0].strip(",") if words else ""
    letters = first.replace("-", "")
    is_name = any(letter.isupper() for letter in letters[1:]) or not letters.isalpha()
    return text if is_name else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def listing(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
