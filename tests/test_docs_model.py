"""The numbers that the plain-language pages quote are the defaults."""

import re
from functools import reduce
from pathlib import Path

import pytest

from sim.scenario.loading import load_scenario

DOCS = Path(__file__).resolve().parents[1] / "docs"
QUOTED = [
    ("six months of warm-up and 24 months that count", "calendar.warm_up_months", 6),
    ("six months of warm-up and 24 months that count", "calendar.horizon_months", 24),
    ("2.8 times", "demand.dispersion", 2.8),
    ("an elasticity of ½", "demand.spend_elasticity", 0.5),
    ("Nine in ten MQLs are assigned at once", "routing.manual_share", 0.1),
    ("for 30 days at most", "routing.named_patience_days", 30),
    ("up to eight touches", "sdr.touches", 8),
    ("reaches somebody with 15 %", "sdr.connects", 0.15),
    ("in five blocks a day", "bdr.blocks_per_day", 5),
    ("tried six times rests for a quarter", "bdr.attempts", 6),
    ("tried six times rests for a quarter", "bdr.rest_days", 90),
    ("confirming every meeting three days before", "setter.confirmation_days", 3),
    ("a call within three days brings", "setter.rebooking_days", 3),
    ("booked again, twice at most", "meeting.rebookings", 2),
    ("for *us* beyond five per stage", "ae.wait_allowance", 5),
    ("noticed with 30 % a month", "csm.risk_noticed", 0.3),
    ("One in five leaves in a year", "csm.champion_turnover", 0.2),
    ("each works in half of the cases", "csm.champion_won", 0.5),
    ("a renewal are twice as high", "csm.champion_hazard_ratio", 2),
    ("in 40 % of cases, the boss that", "csm.cross_functional_share", 0.4),
    ("After ten days or so", "csm.escalation_patience_days", 10),
    ("needs half as many hours again", "csm.ae_expansion_time", 1.5),
    ("(none in the default company)", "bdr.campaign_share", 0),
    ("raises an occasion to expand in 5 % of cases", "bdr.campaign_occasion", 0.05),
    ("rests for 90 days", "bdr.campaign_rest_days", 90),
    ("with the square root of the number", "demand.referral_elasticity", 0.5),
    ("a save play works in 40 %", "csm.save_success", 0.4),
    ("raises odds by up to 10 %", "leader.coaching_max", 0.10),
    ("half of it at three hours per person and month", "leader.coaching_half", 3),
    ("up to 6 hours a month", "leader.agendas.team_lead.helping_hours", 6),
    ("keeps 97 % of the context; the rest keeps 60 %", "structure.fidelity_structured", 0.97),
    ("keeps 97 % of the context; the rest keeps 60 %", "structure.fidelity_unstructured", 0.6),
    ("c = 1 − [1 − 0.6·e^(−0.15·(d − 1))]·e^(−a/4)", "structure.compliance", 0.6),
    ("c = 1 − [1 − 0.6·e^(−0.15·(d − 1))]·e^(−a/4)", "structure.distance_decay", 0.15),
    ("c = 1 − [1 − 0.6·e^(−0.15·(d − 1))]·e^(−a/4)", "structure.alignment_half", 4),
]
TECHNICAL = "(10, 45 and 100 % of SMB, mid-market and enterprise deals)"


@pytest.fixture(scope="module")
def text():
    return re.sub(r"\s+", " ", (DOCS / "model.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def default():
    return load_scenario("default")


def _within(group, name):
    return group[name] if isinstance(group, dict) else getattr(group, name)


@pytest.mark.parametrize(("words", "key", "value"), QUOTED, ids=[line[1] for line in QUOTED])
def test_a_number_quoted_by_the_model_page_is_the_default(words, key, value, text, default):
    assert words in text
    assert reduce(_within, key.split("."), default) == value


def test_the_shares_of_technical_deals_are_the_defaults(text, default):
    assert TECHNICAL in text
    assert [s.technical_share for s in default.segments.values()] == [0.10, 0.45, 1.00]


def test_the_response_floors_are_the_defaults(text, default):
    assert "Hand-raisers lose most (w = 0.35), others less (0.75)" in text
    floors = {name: channel.response_floor for name, channel in default.channels.items()}
    assert floors.pop("hand_raiser") == 0.35
    assert set(floors.values()) == {0.75}
