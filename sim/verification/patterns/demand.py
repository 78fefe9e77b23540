"""Facts 9 to 12: channels, funnel, response, and what a surge of leads does."""

from __future__ import annotations

import numpy as np

from sim.metrics.samples import response_seconds
from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import bars, histogram
from sim.verification.patterns.fact import UNBOUNDED, Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import key_figures
from sim.worktime import HOUR

CHANNELS = {
    "organic": "Organic",
    "paid_search": "Paid search",
    "paid_social": "Paid social",
    "webinar": "Webinars",
    "events": "Events",
    "hand_raiser": "Hand-raisers",
    "referral": "Referrals",
}


def responses(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> Floats:
    """Return hours by the wall clock from MQL to first touch, as audits of response count them."""
    return np.asarray(response_seconds(counted)[1] / HOUR, dtype=np.float64)


def _conversions(seen: Seen) -> dict[str, Floats]:
    return {
        title: seen.column("usual", key_figures, f"wins.{name}")
        / seen.column("usual", key_figures, f"mql.{name}")
        for name, title in CHANNELS.items()
    }


def _channels(seen: Seen) -> Found:
    rates = _conversions(seen)
    ordered = sorted(rates, key=lambda title: rates[title].mean())
    ratio = rates[ordered[-1]] / rates[ordered[0]]
    right = {"Hand-raisers", "Referrals"} == set(ordered[-2:])
    wrong = {"Paid social", "Webinars"} == set(ordered[:2])
    return Found(
        [
            reading("MQL to won, best / worst channel", ratio, 2.5, 8, "×"),
            reading("Hand-raisers and referrals on top", [right], 1, 1, "%"),
            reading("Social and syndication at the bottom", [wrong], 1, 1, "%"),
        ],
        lambda axes: bars(axes, {title: rates[title] for title in ordered[::-1]}, "MQL to won"),
    )


def _funnel(seen: Seen) -> Found:
    held = seen.column("usual", key_figures, "mql_to_held")
    won = seen.column("usual", key_figures, "wins.inbound") / seen.column(
        "usual", key_figures, "leads.inbound"
    )
    return Found(
        [
            reading("MQL to meeting held", held, 0.12, 0.25, "%"),
            reading("Lead to won, inbound", won, 0.003, 0.02, "%"),
        ],
        lambda axes: bars(axes, {"MQL to held": held, "lead to won": won}, "Conversion"),
    )


def _tail(seen: Seen) -> Found:
    ratio = [hours.mean() / np.median(hours) for hours in seen("no agreement", responses)]
    surge = [hours.mean() / np.median(hours) for hours in seen("no agreement, surge", responses)]
    never = seen.column("no agreement, surge", key_figures, "share_never_worked")
    pooled = np.concatenate(seen("no agreement, surge", responses))
    return Found(
        [
            reading("First response, mean / median, usual demand", ratio, 3, UNBOUNDED, "×"),
            reading("The same with SDR load above 100 %", surge, 3, UNBOUNDED, "×"),
            reading("Never worked with SDR load above 100 %", never, 0.15, 1, "%"),
        ],
        lambda axes: histogram(
            axes, np.minimum(pooled, 500), "Hours to first touch, load above 100 %"
        ),
    )


def surge_effect(seen: Seen, usual: str, surge: str, figure: str) -> Floats:
    """Return what a surge does to a key figure, relative, seed by seed."""
    before, after = (seen.column(arm, key_figures, figure) for arm in (usual, surge))
    return np.asarray(after / before - 1)


def _surge(seen: Seen) -> Found:
    effects = {
        "delay": surge_effect(seen, "experiment", "surge", "lead_response_mean"),
        "conversion per lead": surge_effect(seen, "experiment", "surge", "mql_to_sao"),
        "SAOs": surge_effect(seen, "experiment", "surge", "sao"),
    }
    delay, conversion, saos = effects.values()
    return Found(
        [
            reading("Mean delay to first touch", delay, 0, UNBOUNDED, "%"),
            reading("MQL to SAO", conversion, -0.40, -0.05, "%"),
            reading("SAOs in all", saos, -1, 0.35, "%"),
        ],
        lambda axes: bars(
            axes, {name: effects[name] for name in ("conversion per lead", "SAOs")}, "Change"
        ),
    )


_USUAL = [Need("usual", key_figures)]
_SLOW = [
    Need(arm, measure)
    for arm in ("no agreement", "no agreement, surge")
    for measure in (key_figures, responses)
]
_SURGE = [Need("experiment", key_figures), Need("surge", key_figures)]
PATTERNS = (
    Pattern("9", "Channels differ in what becomes of an MQL", "F7, B", _USUAL, _channels),
    Pattern("10", "Few MQLs meet, fewer leads buy", "F65, C/D", _USUAL, _funnel),
    Pattern(
        "11",
        "Without an agreement, response times are heavy-tailed",
        "F1 F4 F5, B/C",
        _SLOW,
        _tail,
        "Leads are taken by score, and first touches compete with later ones: at the usual load "
        "of SDRs most leads are touched within a working day or two, and the tail is short. "
        "It grows long when there is more work than hours.",
    ),
    Pattern("12", "A surge of leads lowers conversion", "F6, A/B", _SURGE, _surge),
)
