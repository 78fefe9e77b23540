"""An ablation says which structure channel carries a difference, and adds up."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments.ablate import ALL_OFF, INTERACTION, ablate
from sim.report.ablation import ablation_rows, ablation_table
from sim.scenario.loading import load_scenario, with_overrides
from sim.scenario.structure_channels import STRUCTURE_CHANNELS
from tests.compiled_only import compiled_only

SHORT = {"calendar.warm_up_months": 1, "calendar.horizon_months": 6}


@pytest.fixture(scope="module")
def found():
    charts = [load_scenario(name, SHORT) for name in ("cso_led", "cro_led")]
    return ablate(charts, 4, 11)


@compiled_only
def test_the_parts_of_a_difference_add_up_in_every_market(found):
    parts = found.parts("new_arr")
    place = [kpi.name for kpi in found.kpis].index("new_arr")
    assert list(parts) == [*STRUCTURE_CHANNELS, INTERACTION, ALL_OFF]
    np.testing.assert_allclose(sum(parts.values()), found.total[:, place], atol=1e-6)


@compiled_only
def test_with_all_channels_off_no_deal_differs(found):
    assert not found.parts("new_arr")[ALL_OFF].any()
    assert not found.parts("wins")[ALL_OFF].any()
    assert found.parts("new_arr")["hand-offs"].any()


@compiled_only
def test_a_channel_that_is_off_already_contributes_nothing():
    off = STRUCTURE_CHANNELS["sponsorship"]
    charts = [load_scenario(name, {**SHORT, **off}) for name in ("cso_led", "cro_led")]
    assert not ablate(charts, 2, 11).parts("new_arr")["sponsorship"].any()


@compiled_only
def test_the_table_has_a_row_for_every_channel_the_rest_and_the_placebo(found):
    table = ablation_table(found)
    assert table.row_count == len(STRUCTURE_CHANNELS) + 3
    rows = ablation_rows(found)
    assert set(rows["part"]) == {"total", *STRUCTURE_CHANNELS, INTERACTION, ALL_OFF}
    assert (rows["low"] <= rows["high"]).all() or rows["low"].isna().any()


def test_an_ablation_is_about_two_companies():
    with pytest.raises(InputError, match="two scenarios"):
        ablate([load_scenario("cro_led")], 2, 1)


def test_overrides_change_a_loaded_scenario_and_nothing_else():
    scenario = load_scenario("pods")
    changed = with_overrides(scenario, {"ae.sponsor_effect": 0.0})
    assert changed.ae.sponsor_effect == 0
    assert with_overrides(changed, {"ae.sponsor_effect": scenario.ae.sponsor_effect}) == scenario
