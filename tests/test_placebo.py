"""The words CRO and CSO act only through the structure channels; without them they do nothing."""

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.scenario.loading import load_scenario
from sim.scenario.structure_channels import STRUCTURE_CHANNELS, all_null
from sim.vocabulary import Role
from tests.compiled_only import compiled_only

CHARTS = ("cro_led", "cso_led", "sdr_under_marketing")
# Strong effects, overworked executives and restless leaders below them, so that a year is long
# enough to see a channel act.
STRONG = {
    "ae.sponsor_effect": 3.0,
    "leader.coaching_max": 1.0,
    "leader.coach_the_coach": 5.0,
    "people.attention_effect": -5.0,
    **{f"jobs.{role}.attrition": 0.9 for role in ("team_lead", "sales_manager", "cs_manager")},
    **{f"leader.agendas.{role}.standing_hours": 110 for role in ("cro", "cmo", "vp_sales")},
    "segments.mm.stage_days": [10.0, 16.0, 16.0, 5.0],
}
MONTHS, LEAST = (1, 5_000) if DISABLED else (12, 100_000)
CALENDAR = {"calendar.warm_up_months": 0, "calendar.horizon_months": MONTHS}


def history(name, overrides, replication):
    """The log without the executives' own calendars."""
    p = freeze(load_scenario(name, {**CALENDAR, **overrides})).params
    log = simulate(p, replication, 20)
    roles = np.append(p.seat.role, -1)  # seat -1: nobody
    return log[roles[log["seat"]] < Role.VP_SALES]


# Everything else that could carry an executive's hours to a customer, switched on.
BUSY_BELOW = {
    "csm.expansion_owner": "ae",
    "csm.champion_turnover": 0.5,
    "csm.risk_noticed": 0.9,
    "segments.smb.save_executive_hours": 3.0,
    "bdr.campaign_share": 0.3,
}


def test_with_every_channel_null_that_holds_for_campaigns_saves_and_expansion_by_aes():
    cro, cso, marketing = (history(name, {**BUSY_BELOW, **all_null()}, 0) for name in CHARTS)
    assert len(cro) > LEAST
    assert cro.tobytes() == cso.tobytes()
    assert cro.tobytes() == marketing.tobytes()


@pytest.mark.parametrize("replication", range(3))
def test_with_every_channel_null_all_charts_write_the_same_history(replication):
    cro, cso, marketing = (history(name, all_null(), replication) for name in CHARTS)
    assert len(cro) > LEAST
    assert cro.tobytes() == cso.tobytes()
    assert cro.tobytes() == marketing.tobytes()


def test_with_the_channels_at_their_defaults_the_charts_differ():
    cro, cso = (history(name, {}, 0) for name in CHARTS[:2])
    assert cro.tobytes() != cso.tobytes()


@compiled_only
@pytest.mark.parametrize("channel", STRUCTURE_CHANNELS)
def test_every_channel_alone_makes_the_charts_differ(channel):
    null = all_null()
    for key in STRUCTURE_CHANNELS[channel]:
        del null[key]
    cro, *others = (history(name, {**STRONG, **null}, 0) for name in CHARTS)
    assert any(cro.tobytes() != other.tobytes() for other in others)
