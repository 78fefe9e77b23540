"""How a factor's number is said: in percent, dollars, times, or the unit of its parameter."""

from __future__ import annotations

from sim.experiments.ranges import range_of
from sim.experiments.sweep_schema import Lever

PERCENT = ("share", "chance")
SPELLED = ("month", "day", "hour", "week", "year", "minute", "calendar day", "office hour")


def amount(lever: Lever | None, value: float) -> str:
    """Return a number of a lever or an uncertainty as people write it; plain if it is none."""
    text = f"{value:,.6g}"
    if lever is None or lever.seats or lever.settings:
        return text
    if lever.scale:
        return f"{text} times the usual"
    unit = range_of(lever.key).unit if lever.key is not None else ""
    if unit.startswith(PERCENT):
        return f"{100 * value:,.6g} %"
    if unit.startswith("USD"):
        return f"${text}"
    return f"{text} {unit}" if unit.startswith(SPELLED) else text
