"""Tidy pandas tables for people, from one log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.fold import fold
from sim.metrics.ledger import ACCOUNTS, ledger
from sim.metrics.monthly import SERIES, monthly
from sim.metrics.registry import OUTSIDE_SOURCES, kpis
from sim.metrics.samples import Sample, samples_of
from sim.metrics.seats import SEAT_COLUMNS, seats_of
from sim.metrics.tally import tally
from sim.params import Frozen, Names, Params
from sim.vocabulary import RoleNames

if TYPE_CHECKING:
    import pandas as pd


def kpi_frame(frozen: Frozen, log: np.ndarray) -> pd.DataFrame:
    """Return the KPIs of one log: kpi, title, value, unit, better, group."""
    import pandas as pd

    described = kpis(frozen)
    return pd.DataFrame(
        {
            "kpi": [kpi.name for kpi in described],
            "title": [kpi.title for kpi in described],
            "value": fold(frozen.params, log),
            "unit": [kpi.unit for kpi in described],
            "better": [kpi.better for kpi in described],
            "group": [kpi.group for kpi in described],
        }
    )


def monthly_frame(frozen: Frozen, log: np.ndarray) -> pd.DataFrame:
    """Return one row per calendar month and one column per series."""
    import pandas as pd

    table = monthly(frozen.params, log)
    frame = pd.DataFrame(table, columns=[series.name for series in SERIES])
    frame.insert(0, "month", np.arange(len(table)))
    return frame


def ledger_frame(frozen: Frozen, log: np.ndarray) -> pd.DataFrame:
    """Return one row per calendar month and one column per account, in dollars."""
    import pandas as pd

    cents = ledger(frozen.params, log)
    frame = pd.DataFrame(cents / 100, columns=[account.name for account in ACCOUNTS])
    frame.insert(0, "month", np.arange(len(cents)))
    return frame


def seat_frame(frozen: Frozen, log: np.ndarray) -> pd.DataFrame:
    """Return one row per seat: who, and ``SEAT_COLUMNS``."""
    table = seats_of(frozen.params, tally(frozen.params, log))
    return seat_rows(frozen.params, frozen.names, table)


def seat_rows(params: Params, names: Names, table: np.ndarray) -> pd.DataFrame:
    """Put words to [seats, columns]."""
    import pandas as pd

    roles, jobs = RoleNames._fields, names.jobs
    who = {
        "seat": list(names.seats),
        "job": [jobs[job] for job in params.seat["job"]],
        "role": [roles[role].lower() for role in params.seat["role"]],
    }
    return pd.concat([pd.DataFrame(who), pd.DataFrame(table, columns=list(SEAT_COLUMNS))], axis=1)


def sample_frames(
    frozen: Frozen, log: np.ndarray, most: int = 1_000_000
) -> dict[str, pd.DataFrame]:
    """Return the raw samples of one log: deals, lead response, customers, rep-years."""
    samples = samples_of(tally(frozen.params, log), most)
    return {name: sample_rows(frozen.names, sample) for name, sample in samples.items()}


def sample_rows(names: Names, sample: Sample) -> pd.DataFrame:
    """Put words to a sample's segments and sources; the initial state's deals have no source."""
    import pandas as pd

    words = {
        "segment": (*names.segments, ""),
        "source": (*names.channels, *OUTSIDE_SOURCES, "initial"),
    }
    frame = pd.DataFrame(sample)
    for column, meanings in words.items():
        if column in frame:
            codes = frame[column].to_numpy()
            numbers = np.where(codes < 0, len(meanings) - 1, codes)
            frame[column] = pd.Categorical(np.array(meanings, dtype=object)[numbers])
    return frame
