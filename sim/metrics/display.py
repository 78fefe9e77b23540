"""How KPI values are written: one place for signs, units and digits."""

from __future__ import annotations

import math

from sim.metrics.registry import Kpi

MINUS = "\N{MINUS SIGN}"
UNDEFINED = "\N{EN DASH}"


def show(kpi: Kpi, value: float) -> str:
    """Return a value as people write it: ``$18.0M``, ``82.3 %``, ``51.0 days``, a dash."""
    return _shown(kpi.display, value, "")


def show_percent(share: float, *, signed: bool = False) -> str:
    """Return a share of 1 in percent, e.g. a difference relative to the baseline's mean."""
    return _shown("percent", share, "+" if signed and share > 0 else "")


def signed(number: float, decimals: int) -> str:
    """Return a number with its sign, a real minus, and no sign for what rounds to zero."""
    if not math.isfinite(number):
        return UNDEFINED
    text = f"{abs(number):.{decimals}f}"
    if float(text) == 0:
        return text
    return f"{MINUS if number < 0 else '+'}{text}"


def _shown(display: str, value: float, sign: str) -> str:
    if not math.isfinite(value):
        return UNDEFINED
    if display == "money":
        text = _money(abs(value))
    elif display == "percent":
        text = f"{_digits(abs(value) * 100)} %"
    elif display in ("days", "hours"):
        text = f"{_digits(abs(value))} {display}"
    elif display == "integer":
        text = f"{abs(value):,.0f}" if abs(value) >= 20 else _digits(abs(value))
    else:
        text = f"{abs(value):,.2f}"
    is_zero = not any(digit in text for digit in "123456789")
    return text if is_zero else f"{MINUS if value < 0 else sign}{text}"


def _money(dollars: float) -> str:
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if dollars >= size * 0.9995:
            return f"${dollars / size:.{0 if dollars / size >= 99.95 else 1}f}{letter}"
    return f"${dollars:,.0f}"


def _digits(number: float) -> str:
    """Return one decimal, two for numbers below one."""
    return f"{number:.2f}" if number < 0.95 and number != 0 else f"{number:,.1f}"
