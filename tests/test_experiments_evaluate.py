"""Points in, outcomes out: through the store, in the same markets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.experiments.campaign import Settings
from sim.experiments.designs import design_of
from sim.experiments.evaluate import Evaluator, evaluator
from sim.experiments.sweep_file import load_experiment
from sim.metrics.fold import fold
from sim.metrics.registry import kpis
from tests import bad_experiments


@pytest.fixture
def small(tmp_path: Path) -> Evaluator:
    path = tmp_path / "e.yaml"
    path.write_text(bad_experiments.GOOD, encoding="utf-8")
    return evaluator(load_experiment(path), tmp_path / "store", settings=Settings(workers=1))


def test_points_are_simulated_once_and_read_ever_after(small: Evaluator) -> None:
    from sim.engine.compiled import simulate

    points = [{"aes": "two"}, {"aes": "three"}]
    found = small(points, ["wins", "contribution"], 4)
    assert (found.shape, small.ran) == ((2, 4, 2), 8)
    again = small(points[::-1], ["wins"], 3, first=1)
    assert small.ran == 8
    np.testing.assert_array_equal(again[:, :, 0], found[::-1, 1:, 0])
    frozen = design_of(small.file, points[1]).frozen
    vector = fold(frozen.params, simulate(frozen.params, 2, small.seed))
    assert found[1, 2, 0] == vector[[kpi.name for kpi in kpis(frozen)].index("wins")]


def test_a_point_that_is_no_company_is_refused_and_the_others_are_simulated(
    small: Evaluator,
) -> None:
    found = small([{"aes": "nine"}, {"aes": "two"}], ["wins"], 2)
    assert np.isnan(found[0]).all()
    assert np.isfinite(found[1]).all()
    assert [point for point, _ in small.refused] == [{"aes": "nine"}]
