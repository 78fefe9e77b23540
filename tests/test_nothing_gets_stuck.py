"""Work finds an owner and an end: deals in negotiation, work of closed seats, misrouted leads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.freeze import freeze
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.vocabulary import Kind, Stage
from sim.worktime import DAY
from tests.compiled_only import compiled_only

pytestmark = compiled_only
MONTHS = {"calendar.warm_up_months": 0, "calendar.horizon_months": 14}


def run(replication: int = 0, **more: Any) -> tuple[Frozen, np.ndarray]:
    frozen = freeze(load_scenario("default", {**MONTHS, **more}))
    return frozen, simulate(frozen.params, replication, 5)


def of(log: np.ndarray, kind: int) -> np.ndarray:
    return log[log["kind"] == kind]


@pytest.mark.parametrize("replication", range(3))
def test_no_deal_stays_in_negotiation_for_ever(replication):
    """Whatever the AE offered before: all but one in 200 are decided within five months."""
    frozen, log = run(replication)
    entered = of(log, Kind.STAGE_ENTERED)
    entered = entered[(entered["code"] == Stage.NEGOTIATION) & (entered["time"] > 0)]
    entered = entered[entered["time"] < frozen.params.run.ends - 150 * DAY]
    ended = log[np.isin(log["kind"], (Kind.DEAL_WON, Kind.DEAL_LOST))]["subject"]
    assert len(entered) > 100
    assert np.isin(entered["subject"], ended).mean() > 0.995


def test_open_deals_of_a_closed_seat_find_the_vacant_seat_that_stays():
    """One of two AEs is gone when the other's seat is closed: the vacancy inherits."""
    two = {"unit": "Sales", "leader": "vp_sales", "seats": {"ae_smb": [1, 1]}}
    org = {"unit": "Company", "leader": "ceo", "seats": {"sdr": 2, "csm_smb": 2}, "teams": [two]}
    two["seats"]["ae_smb"] = [{"count": 1}, {"count": 1, "ends": "2026-04-01"}]
    calm = {f"jobs.{job}.attrition": 0 for job in ("ae_smb", "sdr", "csm_smb")}
    gone = {"event": "exit", "date": "2026-03-20", "job": "ae_smb", "who": "first"}
    _, log = run(
        org=org,
        events=[gone],
        **calm,
        **{"initial.arr": 0, "jobs.ae_smb.vacancy_days": 60, "people.promotion_share": 0},
    )
    closed = int(of(log, Kind.SEAT_CLOSED)["seat"][0])
    later = log[(log["time"] > 91 * DAY) & (log["seat"] == closed)]
    assert not np.isin(later["kind"], (Kind.STAGE_ENTERED, Kind.DEAL_WON, Kind.DEAL_LOST)).any()
    heirs = of(log, Kind.OWNER_CHANGED)
    assert np.count_nonzero(heirs["other"] == closed) > 5


def test_a_misrouted_lead_lies_with_another_owner_than_the_right_one():
    _, log = run(**{"routing.leads": "territory", "operations.misrouted": 0.3})
    wrong = of(log, Kind.LEAD_MISROUTED)
    right = of(log, Kind.LEAD_ASSIGNED)
    owner = dict(zip(right["subject"].tolist(), right["seat"].tolist(), strict=True))
    pairs = [
        (s, owner[n]) for n, s in zip(wrong["subject"], wrong["seat"], strict=True) if n in owner
    ]
    assert len(pairs) > 100
    assert np.mean([one != other for one, other in pairs]) > 0.9


def test_a_specialist_who_is_planned_does_not_keep_generalists_from_the_work_now():
    sdr = load_scenario("default").jobs["sdr"].model_dump() | {"segment": "smb"}
    frozen, log = run(
        **{
            "jobs.sdr_smb": {k: v for k, v in sdr.items() if v is not None},
            "org.Revenue.seats.sdr_smb": [{"count": 1, "starts": "2026-09-01"}],
        }
    )
    names = frozen.names.seats
    planned = next(n for n, name in enumerate(names) if "sdr_smb" in name)
    assigned = of(log, Kind.LEAD_ASSIGNED)
    opens = of(log, Kind.SEAT_OPENED)
    opened = int(opens[opens["seat"] == planned]["time"][0])
    assert not (assigned["seat"][assigned["time"] < opened] == planned).any()
    assert (assigned["seat"][assigned["time"] > opened] == planned).any()
