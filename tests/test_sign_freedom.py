"""Either structure can win: two pairs of scenarios that differ in the org chart only."""

import pytest

from sim.experiments import compare
from sim.scenario.loading import load_scenario, resolved

PAIRS = {"cro_wins": 1, "cso_wins": -1}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_two_scenarios_of_a_pair_differ_in_the_org_chart_only(pair):
    cso, cro = (resolved(load_scenario(f"{pair}_{chart}_led")) for chart in ("cso", "cro"))
    different = {key for key in cro if cro[key] != cso[key]}
    assert different == {"name", "title", "story", "org"} - (
        {"story"} if cro["story"] == cso["story"] else set()
    )


@pytest.mark.slow
@pytest.mark.parametrize(("pair", "sign"), PAIRS.items())
def test_each_pair_has_the_winner_in_its_name_with_an_interval_clear_of_zero(pair, sign):
    # False-alarm rate of the interval: 5 %; the seed is fixed.
    result = compare.compare([f"{pair}_cso_led", f"{pair}_cro_led"], 200, 20260101)
    place = [kpi.name for kpi in result.kpis].index("new_arr")
    difference = result.difference(1)
    low, high = difference.uncertainty.low[place], difference.uncertainty.high[place]
    assert low * sign > 0
    assert high * sign > 0
