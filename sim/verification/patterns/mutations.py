"""Mutations: the patterns that emerge go away when their mechanism is switched off."""

from __future__ import annotations

from sim.verification.case import Floats
from sim.verification.patterns.attention import change, sales_team
from sim.verification.patterns.closing import FLAT
from sim.verification.patterns.demand import surge_effect
from sim.verification.patterns.drawing import bars
from sim.verification.patterns.fact import UNBOUNDED, Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import key_figures


def _no_quota(seen: Seen) -> Found:
    usual, linear = (
        seen.column(arm, key_figures, "quarter_end_share") - FLAT for arm in ("usual", "linear")
    )
    left = linear.mean() / usual
    return Found(
        [reading("Bunching left without quota and accelerators", left, -UNBOUNDED, 0.33, "%")],
        lambda axes: bars(axes, {"accelerated": usual, "linear": linear}, "Share above a flat one"),
    )


def _free_managers(seen: Seen) -> Found:
    name = "leader_hours.sales_manager_inspection"
    rival = _change(seen, "experiment", "retention", name)
    free = _change(seen, "free", "free retention", name)
    gain = change(seen, "free", "free retention", "bookings")
    return Found(
        [
            reading("Pipeline reviews lost to people, usual hours", rival, -1, -0.05, "%"),
            reading("The same without limit, of that loss", free / rival.mean(), -0.33, 0.33, "%"),
            reading("New ARR, managers without limit", gain, 0, UNBOUNDED, "%"),
        ],
        lambda axes: bars(axes, {"usual hours": rival, "no limit": free}, "Hours of reviews"),
    )


def _change(seen: Seen, before: str, after: str, name: str) -> Floats:
    """Return the relative change of a key figure, seed by seed."""
    return seen.column(after, key_figures, name) / seen.column(before, key_figures, name) - 1


def _free_sdrs(seen: Seen) -> Found:
    usual = surge_effect(seen, "experiment", "surge", "mql_to_held")
    free = surge_effect(seen, "instant", "instant surge", "mql_to_held")
    return Found(
        [
            reading(
                "Conversion lost, SDRs without limit, of the usual loss",
                free / usual.mean(),
                -0.33,
                0.33,
                "%",
            ),
        ],
        lambda axes: bars(axes, {"usual": usual, "no limit": free}, "Surge: MQL to held"),
    )


PATTERNS = (
    Pattern(
        "M1",
        "No bunching without quotas and accelerators",
        "mutation of 1",
        [Need("usual", key_figures), Need("linear", key_figures)],
        _no_quota,
    ),
    Pattern(
        "M2",
        "No rivalry without a limit of hours",
        "mutation of 18",
        [
            Need(arm, measure)
            for arm in ("experiment", "retention", "free", "free retention")
            for measure in (key_figures, sales_team)
        ],
        _free_managers,
    ),
    Pattern(
        "M3",
        "No loss in a surge without a limit of SDRs",
        "mutation of 12",
        [Need(arm, key_figures) for arm in ("experiment", "surge", "instant", "instant surge")],
        _free_sdrs,
    ),
)
