"""Outcomes that the evidence states for the default company: what its parameters are calibrated to.

``docs/evidence.md``, section B.  Chances such as ``channels.*.qualifies`` or ``ae`` effects are
*inputs* that congestion, response times and coaching act on; here are the *outcomes* that should
come out, so the closed form uses these and not the inputs.  What the scenario states as an outcome
by itself (leads, MQL share, meetings held and accepted, staffing, prices) is read from the
scenario.
"""

from __future__ import annotations

from typing import NamedTuple

NET_HOURS = 1760.0
"""Working hours of a person-year: 220 days of 8 hours."""
HOURS_PER_DAY = 8.0

BOOKED_OF_MQL = {
    "organic": 0.19,
    "paid_search": 0.19,
    "paid_social": 0.13,
    "webinar": 0.11,
    "events": 0.20,
    "hand_raiser": 0.38,
    "referral": 0.34,
}
"""MQLs that become a booked meeting."""


class SegmentFigures(NamedTuple):
    """One segment: yearly shares, and hours."""

    win_rate: float
    """SAOs won."""
    self_sourced: float
    """SAOs that a ramped AE finds by prospecting, a month."""
    booked_per_bdr: float
    """Meetings that a ramped BDR books, a month."""
    kept: float
    """ARR kept after churn and contraction."""
    expanded: float
    """ARR added by expansion."""
    logos_lost: float
    ae_hours_per_sao: float
    """AE hours on one opportunity, first meeting included, closing not."""
    closing_hours: float
    rejected_hours: float
    """AE hours on a first meeting that brings no opportunity."""
    no_show_hours: float
    prospecting_hours_per_sao: float
    technical: float
    """SAOs that need a sales engineer."""
    se_hours: float
    """Sales engineer's hours on each of those."""
    csm_hours_per_customer: float
    """Check-ins, reviews and reactive work, a year."""
    onboarding_hours: float
    at_risk: float
    """Customers that need a save play, a year."""
    save_hours: float


SEGMENTS = {
    "smb": SegmentFigures(
        win_rate=0.27,
        self_sourced=1.5,
        booked_per_bdr=0.0,
        kept=0.82,
        expanded=0.06,
        logos_lost=0.20,
        ae_hours_per_sao=5.40,
        closing_hours=2.0,
        rejected_hours=0.75,
        no_show_hours=0.25,
        prospecting_hours_per_sao=6.0,
        technical=0.10,
        se_hours=3.0,
        csm_hours_per_customer=2.8,
        onboarding_hours=4.0,
        at_risk=0.15,
        save_hours=3.0,
    ),
    "mm": SegmentFigures(
        win_rate=0.22,
        self_sourced=0.8,
        booked_per_bdr=12.0,
        kept=0.89,
        expanded=0.14,
        logos_lost=0.11,
        ae_hours_per_sao=12.42,
        closing_hours=6.0,
        rejected_hours=0.9,
        no_show_hours=0.3,
        prospecting_hours_per_sao=8.0,
        technical=0.45,
        se_hours=9.0,
        csm_hours_per_customer=9.8,
        onboarding_hours=14.0,
        at_risk=0.10,
        save_hours=8.0,
    ),
    "ent": SegmentFigures(
        win_rate=0.18,
        self_sourced=0.7,
        booked_per_bdr=8.0,
        kept=0.93,
        expanded=0.17,
        logos_lost=0.06,
        ae_hours_per_sao=25.0,
        closing_hours=20.0,
        rejected_hours=1.0,
        no_show_hours=0.3,
        prospecting_hours_per_sao=10.0,
        technical=1.0,
        se_hours=30.0,
        csm_hours_per_customer=34.0,
        onboarding_hours=30.0,
        at_risk=0.10,
        save_hours=20.0,
    ),
}
BOOKED_PER_SETTER = 25.0
"""Meetings that a ramped appointment setter books, a month."""

SDR_HOURS_PER_MQL = 40 / 60
SDR_HOURS_PER_MEETING = 30 / 60
BDR_HOURS_PER_DAY = 4.97
"""40 dials, 50 e-mails, 20 social touches, 12 accounts researched, and what comes of them."""
SETTER_HOURS_PER_DAY = 4.74
"""90 dials, confirmations and bookings."""

MANAGER_HOURS = {"coaching": 24.0, "pipeline and forecast": 21.0, "deals": 30.0, "hiring": 10.0}
"""A sales manager's hours a month besides administration; approvals (8) are not simulated yet."""
