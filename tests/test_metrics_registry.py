"""The registry of KPIs: names, order, documentation."""

from __future__ import annotations

import numpy as np

from sim.metrics.catalogue import MEASURES
from sim.metrics.display import show, show_percent
from sim.metrics.fold import fold
from sim.metrics.registry import kpis, readable, registry_markdown
from tests.metrics_world import company, everybody, rows

DISPLAYS = {"money", "percent", "days", "hours", "integer", "decimal", "ratio"}


def test_a_kpi_stands_in_the_vector_where_the_registry_says() -> None:
    frozen = company()
    vector, described = fold(frozen.params, rows(*everybody())), kpis(frozen)
    assert len(vector) == len(described)
    values = dict(zip([kpi.name for kpi in described], vector, strict=True))
    assert values["headcount"] == 8
    assert values["s_and_m_cost"] + values["cs_cost"] < values["cost"]
    assert values["utilisation.ae"] == 0.25  # nobody worked: only the admin share


def test_kpi_names_are_unique_even_if_a_job_is_named_like_its_role() -> None:
    frozen = company()
    names = [kpi.name for kpi in kpis(frozen)]
    assert len(set(names)) == len(names)
    params = frozen.params
    params.job["role"][5] = 0  # a second kind of SDR: the job "sdr" beside the role "sdr"
    clashing = [kpi.name for kpi in kpis(frozen)]
    assert len(set(clashing)) == len(clashing)
    assert "utilisation.sdr" in clashing
    assert "utilisation.sdr_job" in clashing


def test_every_measure_says_what_it_is() -> None:
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    for measure in MEASURES:
        assert measure.formula.endswith("."), measure.name
        assert measure.better in ("higher", "lower", "neither")
        assert measure.display in DISPLAYS
        assert measure.title
        assert measure.unit
        assert measure.group
        assert measure.over


def test_a_job_has_its_own_kpi_only_where_its_role_has_several_jobs() -> None:
    names = {kpi.name for kpi in kpis(company())}
    assert {"utilisation.ae", "utilisation.ae_smb", "utilisation.ae_ent"} <= names
    assert "utilisation.csm" in names
    assert "utilisation.csm_job" not in names


def test_the_reference_page_lists_every_measure_with_its_formula() -> None:
    page = registry_markdown()
    for measure in MEASURES:
        assert f"| `{measure.name}" in page
        assert measure.formula in page


def test_values_are_written_with_their_unit() -> None:
    described = {kpi.name: kpi for kpi in kpis(company())}
    assert show(described["new_arr"], 18_032_092) == "$18.0M"
    assert show(described["new_arr"], 999_960) == "$1.0M"
    assert show(described["new_arr"], 412) == "$412"
    assert show(described["win_rate"], 0.2672) == "26.7 %"
    assert show(described["cycle_mean"], 66.84) == "66.8 days"
    assert show(described["wins"], 1234.4) == "1,234"
    assert show(described["cac_ratio"], 1.6039) == "1.60"
    assert show(described["cycle_mean"], np.nan) == "–"
    assert show_percent(0.021, signed=True) == "+2.1 %"


def test_keys_are_read_as_words_of_the_trade() -> None:
    assert readable("ae_smb") == "AE SMB"
    assert readable("sales_manager") == "sales manager"
