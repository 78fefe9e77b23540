"""Which touch an SDR makes next."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.rules import sdr as rules
from sim.scenario.loading import load_scenario
from sim.verification.runs import SEED, work_of
from sim.verification.worlds import arrivals, job, org, quiet
from sim.vocabulary import TouchOrder, Work
from tests.compiled_only import compiled_only


def worth(order: int, score: float, qualified: int) -> float:
    sdr = freeze(load_scenario("default")).params.sdr._replace(order=order)
    return rules.touch_worth(sdr, score, qualified)


def test_within_a_class_the_best_the_newest_or_the_oldest_comes_first():
    later = 3600
    assert worth(TouchOrder.SCORE, 2.0, 0) > worth(TouchOrder.SCORE, 1.0, later)
    assert worth(TouchOrder.NEWEST, 1.0, later) > worth(TouchOrder.NEWEST, 2.0, 0)
    assert worth(TouchOrder.OLDEST, 2.0, 0) > worth(TouchOrder.OLDEST, 1.0, later)


def test_the_age_of_fifteen_years_fits_the_scale_of_an_inbox():
    assert abs(worth(TouchOrder.OLDEST, 0.0, 15 * 366 * 86400)) < 4096


@compiled_only
def test_an_overloaded_desk_that_takes_the_newest_first_leaves_the_oldest():
    """Two thirds of the leads can be worked; the waits of those that are differ by the order."""
    waited = {}
    for order in ("newest", "oldest"):
        desk: dict[str, Any] = {
            "sdr": {"touches": 1, "touch_hours": 1.0, "order": order, "patience_days": 5.0},
            "jobs": {"sdr": job("sdr"), "ae": job("ae")},
            "org": org(sdr=1, ae=2),
        }
        frozen = quiet(arrivals(1.5), desk)
        rows = work_of(simulate(frozen.params, 0, SEED), Work.TOUCHING)
        waited[order] = float(np.median(rows["since"] - rows["value"]))
    assert waited["newest"] < waited["oldest"] / 10
