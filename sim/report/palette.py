"""Colours, fixed for good: one per scenario by its place, one per role, and the neutrals.

Scenario and role colours keep their difference under the common forms of colour blindness (after
Okabe & Ito 2008) and read on white as well as on near-black.  ``CSS`` names the neutrals by the
variables of the page, so that an inline drawing follows the reader's light or dark setting.
"""

from __future__ import annotations

INK = "#1b2430"
MUTED = "#5b6775"
RULE = "#d3d9e0"
ZONE = "#e9edf2"
PAPER = "#fefefe"

CSS = {INK: "var(--ink)", MUTED: "var(--muted)", RULE: "var(--rule)", ZONE: "var(--zone)"}
CSS[PAPER] = "var(--paper)"

SCENARIOS = (
    "#2878b5",  # blue
    "#d9660b",  # vermilion
    "#11966f",  # bluish green
    "#b4589a",  # reddish purple
    "#8a7400",  # dark yellow
    "#4ba3d8",  # sky
    "#7a5195",  # violet
    "#6b7480",  # slate
)
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*")

ROLES = {
    "sdr": "#2a9d8f",
    "bdr": "#45b5a5",
    "setter": "#7cc7bb",
    "team_lead": "#2b8a80",
    "ae": "#2878b5",
    "se": "#5b9bd0",
    "sales_manager": "#2f6ea3",
    "vp_sales": "#4a68a8",
    "csm": "#c58a00",
    "cs_manager": "#b3821b",
    "cco": "#a8741a",
    "cmo": "#a34f8c",
    "sales_ops": "#6b7480",
    "cso": "#4a68a8",
    "cro": "#6a5acd",
    "ceo": "#7d8894",
}
UNKNOWN = "#6b7480"


def scenario_colour(place: int) -> str:
    """Return the colour of the scenario in this place (0 is the baseline)."""
    return SCENARIOS[place % len(SCENARIOS)]


def scenario_marker(place: int) -> str:
    """Return the marker of the scenario in this place; it repeats later than the colour would."""
    return MARKERS[(place + place // len(SCENARIOS)) % len(MARKERS)]


def role_colour(role: str) -> str:
    """Return the colour of a role (``ae``, ``csm`` …), slate for roles that are not listed."""
    return ROLES.get(role, UNKNOWN)
