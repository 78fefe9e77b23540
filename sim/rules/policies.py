"""Rules by which management acts on what it sees every month."""

from __future__ import annotations

from sim.jit import jit

NOTHING = float("nan")  # there is nobody whose figure it could be: no border is passed


@jit
def utilisation(admin_share, worked, available):
    """Return a + (1 - a) B: B the part of office time spent on modelled work, at most 1."""
    if available <= 0:
        return NOTHING
    return admin_share + (1.0 - admin_share) * min(1.0, worked / available)


@jit
def per_head(total, heads):
    """Return what comes to one of those who are there; to the one missing if nobody is."""
    return total / max(1, heads)


@jit
def ratio_or_nothing(part, whole):
    if whole <= 0:
        return NOTHING
    return part / whole


@jit
def in_millionths(figure):
    """Return a figure as the log shows it; at most a million."""
    return int(min(figure, 1e6) * 1e6)


@jit
def is_beyond(figure, border, above):
    """Say whether a figure is beyond the border on the side that counts."""
    return figure > border if above == 1 else figure < border


@jit
def acts(rule, months_in_a_row, month, last, times):
    """Say whether a rule acts: long enough beyond its border, long enough quiet, not too often."""
    if months_in_a_row < rule["for_months"] or times >= rule["most"]:
        return False
    return times == 0 or month - last >= rule["every"]
