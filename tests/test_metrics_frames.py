"""Tables for people, raw samples, and the log on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim import events
from sim.errors import InputError
from sim.metrics import frames
from sim.metrics.samples import samples_of, thinned
from sim.metrics.tally import tally
from sim.vocabulary import EVENT, KIND_MEANINGS, Kind, Reason
from sim.worktime import DAY
from tests.metrics_world import AE, CSM, Story, company, everybody, line, rows

FROZEN = company()
STORY = Story(FROZEN.params, seed=6, leads_per_day=2).log()


def test_the_seat_table_has_a_row_per_seat_and_adds_up_to_the_kpis() -> None:
    seats = frames.seat_frame(FROZEN, STORY)
    values = frames.kpi_frame(FROZEN, STORY).set_index("kpi")["value"]
    assert seats["seat"].tolist() == list(FROZEN.names.seats)
    assert seats["bookings"].sum() == pytest.approx(values["new_arr"])
    assert seats["deals_won"].sum() == values["wins"]
    assert seats["departures"].sum() == 1
    assert seats["days_vacant"].sum() == pytest.approx(50)
    assert (seats["days_occupied"] + seats["days_vacant"] == 365).all()
    assert seats.loc[AE, "utilisation"] > 0.25
    assert seats.loc[7, "utilisation"] == 0.25
    assert seats.loc[CSM, "hours_onboarding"] > 0


def test_monthly_and_ledger_tables_have_one_row_per_month() -> None:
    assert len(frames.monthly_frame(FROZEN, STORY)) == 18
    book = frames.ledger_frame(FROZEN, STORY)
    assert len(book) == 18
    assert (book["s_and_m.base_pay"] > 0).all()


def test_samples_hold_every_deal_and_say_who_is_censored() -> None:
    samples = frames.sample_frames(FROZEN, STORY)
    values = frames.kpi_frame(FROZEN, STORY).set_index("kpi")["value"]
    deals, customers = samples["deals"], samples["customers"]
    assert len(deals) == values["wins"]
    assert deals["cycle_days"].median() == pytest.approx(values["cycle_median"], rel=1e-5)
    assert deals["annual_value"].sum() == pytest.approx(values["new_arr"], rel=1e-5)
    response = samples["lead_response"]["office_hours"]
    assert response.mean() == pytest.approx(values["lead_response_mean"], rel=1e-4)
    attained = samples["rep_years"]["attainment"]
    assert attained.mean() == pytest.approx(values["attainment_mean"], rel=1e-5)
    assert (attained >= 1).mean() == values["share_at_quota"]
    assert customers["censored"].sum() == values["customers_at_end"]
    assert (customers["age_seen_days"] <= customers["lifetime_days"]).all()


def test_a_customer_lost_before_the_horizon_is_in_no_sample() -> None:
    begin = FROZEN.params.run.warm_up_ends
    lines = [
        line(0, Kind.CUSTOMER_STARTED, number, CSM, 0, since=-100 * DAY, value=100)
        for number in range(3)
    ]
    lines += [
        line(begin - DAY, Kind.CUSTOMER_CHURNED, 0, CSM, Reason.POOR_FIT, value=100, other=0),
        line(begin + DAY, Kind.CUSTOMER_CHURNED, 1, CSM, Reason.POOR_FIT, value=100, other=0),
    ]
    found = samples_of(tally(FROZEN.params, rows(*everybody(), *lines)))["customers"]
    days = begin / DAY
    assert found["censored"].tolist() == [False, True]
    assert found["lifetime_days"].tolist() == pytest.approx([days + 101, days + 365 + 100])
    assert found["age_seen_days"].tolist() == pytest.approx([days + 100] * 2)


def test_thinning_keeps_an_even_part_with_both_ends() -> None:
    sample = {"value": np.arange(1_000)}
    kept = thinned(sample, 11)["value"]
    assert len(kept) == 11
    assert kept[0] == 0
    assert kept[-1] == 999
    assert set(np.diff(kept)) <= {99, 100}
    assert thinned(sample, 1_000)["value"] is sample["value"]


def test_a_log_becomes_a_table_with_words_and_back_the_same_bytes() -> None:
    table = events.to_frame(STORY, FROZEN.names)
    assert events.from_frame(table).tobytes() == STORY.tobytes()
    won = table[table["event"] == "deal_won"].iloc[0]
    assert won["what"] in FROZEN.names.channels
    assert won["who"].startswith("ae_")
    work = table[table["event"] == "work_done"]
    assert "touching" in set(work["what"])
    assert "sdr" in set(work["who"])
    assert set(table[table["event"] == "stage_entered"]["what"]) == {
        "discovery",
        "evaluation",
        "proposal",
        "negotiation",
    }


def test_every_logged_kind_has_a_word_for_its_event() -> None:
    log = np.zeros(len(KIND_MEANINGS), EVENT)
    log["kind"] = [getattr(Kind, name) for name in KIND_MEANINGS]
    words = events.to_frame(log)["event"].tolist()
    assert words == [name.lower() for name in KIND_MEANINGS]


def test_an_empty_log_is_a_table_without_rows() -> None:
    assert len(events.to_frame(STORY[:0], FROZEN.names)) == 0


def test_a_log_survives_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    events.write_parquet(STORY, path, FROZEN.names)
    assert events.read_parquet(path).tobytes() == STORY.tobytes()
    assert [found.name for found in tmp_path.iterdir()] == ["log.parquet"]


def test_a_file_that_is_no_log_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    path.write_text("no parquet")
    with pytest.raises(InputError, match="Parquet event log"):
        events.read_parquet(path)
    with pytest.raises(InputError, match="needs the columns time, since"):
        events.from_frame(frames.monthly_frame(FROZEN, STORY))
