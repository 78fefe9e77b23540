"""The channels through which reporting lines act on the funnel, and their null values.

With every channel null, charts that have the same customer-facing seats, first-line managers and
routing give the same history of every lead, deal and customer (the placebo).  An ablation sets one
channel at a time to null.
"""

from __future__ import annotations

from typing import Any

STRUCTURE_CHANNELS: dict[str, dict[str, Any]] = {
    "hand-offs": {
        "structure.fidelity_structured": 1.0,
        "structure.fidelity_unstructured": 1.0,
    },
    "agreed definitions": {"meeting.alignment_effect": 0.0},
    "response agreement": {"structure.correction_rate": 0.0},
    "sponsorship": {"ae.sponsor_effect": 0.0},
    "coaching of leaders": {"leader.coach_the_coach": 0.0},
    "people attention": {"people.attention_effect": 0.0},
    "approvals": {"pricing.approvals": False},
    "hiring": {"people.interviews": False},
    "lead-quality feedback": {"feedback.learning": 0.0, "feedback.drift": 0.0},
    "budget": {"budget.every_months": 0},
    "targeting": {"targeting.strategy_effect": 0.0},
    "escalations": {"csm.escalation_effect": 0.0},
}
"""Channel → overrides that switch it off."""


def all_null() -> dict[str, Any]:
    """Return the overrides that switch every channel off."""
    return {key: value for channel in STRUCTURE_CHANNELS.values() for key, value in channel.items()}
