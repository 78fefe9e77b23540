"""Numbers as people read them: money, percents, days; differences, margins, ranges.

These are the compact forms of tables and figures, with margins and as many digits as these allow;
sentences use ``sim.metrics.display``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "\u2212"
THIN = "\u202f"
UNKNOWN = "\u2013"
ROUNDING = 1e-6
"""Sums of numbers in the millions differ by less than this when they are the same."""


def show(value: float, display: str) -> str:
    """Return a value in the form its KPI asks for (``Kpi.display``); a dash for NaN."""
    if not math.isfinite(value):
        return UNKNOWN
    return _signed(value, _FORMS[display](abs(value)))


def within(middle: float, low: float, high: float, display: str) -> str:
    """Return a value and the range around it in one unit: ``$10.9M [10.2–11.6]``."""
    if not all(math.isfinite(value) for value in (middle, low, high)):
        return UNKNOWN
    if display == "integer":
        return f"{show(middle, display)} [{show(low, display)}–{show(high, display)}]"
    scale, before, after = _unit(abs(middle), display, signed=False)
    texts = [_signed(value, _round(abs(value) / scale, 3)) for value in (middle, low, high)]
    sign = MINUS if texts[0].startswith(MINUS) else ""
    first = f"{sign}{before}{texts[0].removeprefix(MINUS)}{after}"
    return f"{first} [{texts[1]}–{texts[2]}]"


def show_difference(value: float, display: str) -> str:
    """Return a difference with its sign; that of two percents is in percentage points."""
    if not math.isfinite(value):
        return UNKNOWN
    if display == "percent":
        text = f"{_round(abs(value) * 100, 3)} pts"
    else:
        text = _FORMS[display](abs(value))
    return text if _is_zero(text) else (MINUS if value < 0 else "+") + text


def measured(value: float, margin: float, display: str, signed: bool = False) -> tuple[str, str]:
    """Return a value and its margin in one unit and with the decimals that the margin allows.

    The margin has two significant digits; ``signed`` marks a difference (+ or -, points for
    percents).
    """
    if not math.isfinite(value):
        return UNKNOWN, UNKNOWN
    if abs(value) < ROUNDING and margin < ROUNDING:
        value = margin = 0.0
    if not math.isfinite(margin) or margin <= 0:
        text = show_difference(value, display) if signed else show(value, display)
        return text, "0" if margin == 0 else UNKNOWN
    scale, before, after = _unit(_size(value, margin), display, signed)
    decimals = min(max(0, 1 - math.floor(math.log10(margin / scale))), 3)
    texts = [f"{before}{abs(size) / scale:,.{decimals}f}{after}" for size in (value, margin)]
    sign = MINUS if value < 0 else ("+" if signed else "")
    return (texts[0] if _is_zero(texts[0]) else sign + texts[0]), texts[1]


def plus_minus(value: float, margin: float, display: str, signed: bool = False) -> str:
    """Return ``measured`` as one text, a unit behind the number written once."""
    texts = measured(value, margin, display, signed)
    if display != "money" and texts[1] not in {UNKNOWN, "0"}:
        _, _, after = _unit(_size(value, margin), display, signed)
        texts = texts[0].removesuffix(after), texts[1]
    return " ± ".join(texts)


def _size(value: float, margin: float) -> float:
    """Return the size that decides on the unit; thousands of margin are written in thousands."""
    return max(abs(value), 10 * margin if margin >= 1e3 else margin)


def _unit(size: float, display: str, signed: bool) -> tuple[float, str, str]:
    """Return the scale of a number of this size and what stands before and after it."""
    if display == "money":
        for limit, unit in ((1e9, "B"), (1e6, "M"), (1e4, "k")):
            if size >= 0.9995 * limit:
                return (1e3 if unit == "k" else limit), "$", unit
        return 1.0, "$", ""
    if display == "percent":
        return 0.01, "", " pts" if signed else f"{THIN}%"
    return 1.0, "", {"days": " d", "hours": " h", "ratio": "×"}.get(display, "")


def percent(value: float, digits: int = 1) -> str:
    """Return a share as a percentage with this many decimals."""
    if not math.isfinite(value):
        return UNKNOWN
    return _signed(value, f"{abs(value) * 100:.{digits}f}{THIN}%")


def signed_percent(value: float, digits: int = 1) -> str:
    """Return a relative difference with its sign."""
    text = percent(value, digits)
    plain = not math.isfinite(value) or value <= 0 or _is_zero(text)
    return text if plain else f"+{text}"


def chance(value: float) -> str:
    """Return a chance in whole percents; certainty is never claimed."""
    if not math.isfinite(value):
        return UNKNOWN
    if value > 0.99:
        return f">99{THIN}%"
    if value < 0.01:
        return f"<1{THIN}%"
    return f"{value * 100:.0f}{THIN}%"


def span(low: float, high: float, display: str) -> str:
    """Return a range of two values."""
    return f"{show(low, display)} to {show(high, display)}"


def listing(words: Sequence[str]) -> str:
    """Join words for a sentence: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _money(size: float) -> str:
    for limit, unit in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if size >= 0.9995 * limit:
            return f"${_round(size / limit, 3 if unit == 'k' else 4)}{unit}"
    return f"${size:,.0f}"


def _round(size: float, digits: int) -> str:
    """Return a number in about this many digits, thousands separated, at most three decimals."""
    whole = len(f"{size:.0f}") if size >= 1 else 1
    decimals = min(max(digits - whole, 0), 2)
    return f"{size:,.{decimals}f}"


def _is_zero(text: str) -> bool:
    return not any(character in "123456789" for character in text)


def _signed(value: float, text: str) -> str:
    return f"{MINUS}{text}" if value < 0 and not _is_zero(text) else text


_FORMS = {
    "money": _money,
    "percent": lambda size: f"{_round(size * 100, 3)}{THIN}%",
    "days": lambda size: f"{_round(size, 3)} d",
    "hours": lambda size: f"{_round(size, 3)} h",
    "integer": lambda size: f"{size:,.0f}" if size >= 100 else _round(size, 3),
    "decimal": lambda size: _round(size, 3),
    "ratio": lambda size: f"{_round(size, 3)}×",
}
