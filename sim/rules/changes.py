"""Rules of dated events and re-organisations [E:A8, C]."""

from __future__ import annotations

from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Shock, Stream


@jit
def budget_left(event, event_channels, channel, now):
    """Return what the budget cuts in force leave of a channel's spend: the product of factors."""
    left = 1.0
    for nth in range(len(event)):
        row = event[nth]
        in_force = row["over"] == 0 and row["time"] <= now < row["until"]
        concerned = row["shock"] == Shock.BUDGET_CUT and event_channels[nth, channel] == 1
        if in_force and concerned:
            left *= row["factor"]
    return left


@jit
def changes_hands(luck, share, key, event):
    """Say whether a deal or customer passes to another owner in a re-organisation."""
    return uniform(luck, Stream.PORTFOLIO, key, event) < share


@jit
def at_price(value, factor):
    """Return the list ACV at a changed price, cents."""
    return max(1, int(value * factor))
