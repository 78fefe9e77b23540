"""One row per seat: what its holders sold, how they spent their hours, how long it was vacant."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.metrics.ratios import ratio
from sim.metrics.tables import YEAR, InSeat, InWork, Tally
from sim.params import Params
from sim.vocabulary import WorkNames
from sim.worktime import DAY, HOUR

WORKS = tuple(f"hours_{name.lower()}" for name in WorkNames._fields)
WORK_CODES = list(WorkNames())
SEAT_COLUMNS = (
    "bookings",
    "quota",
    "attainment",
    "deals_won",
    "deals_lost",
    "utilisation",
    "waiting_hours",
    "days_occupied",
    "days_vacant",
    "departures",
    *WORKS,
)
"""Dollars (``quota`` per year, the mean of the quotas in force while the seat was occupied);
attainment = bookings / (quota x time occupied), the ramp included; hours are concentrated work in
the horizon; waiting is the mean office hours from asked to begun; departures are holders who left,
for whatever reason."""


def seats_of(params: Params, counted: Tally) -> NDArray[np.float64]:
    """Return [seats, columns] in the order of ``SEAT_COLUMNS``; NaN where nothing is defined."""
    occupied = counted.occupied[:, counted.horizon_edge :].sum(axis=1)
    vacant = counted.opened[:, counted.horizon_edge :].sum(axis=1) - occupied
    seats, work = counted.by_seat, counted.work
    waited, begun = work[:, :, InWork.WAITED].sum(axis=1), work[:, :, InWork.BEGUN].sum(axis=1)
    booked = seats[:, InSeat.BOOKED_CENTS] / 100
    columns = [
        booked,
        ratio(counted.asked / 100, occupied),
        ratio(booked, counted.asked / 100 / YEAR),
        seats[:, InSeat.WINS],
        seats[:, InSeat.LOSSES],
        ratio(counted.admin + counted.free.sum(axis=1), seats[:, InSeat.OFFICE]),
        ratio(waited / HOUR, begun),
        occupied / DAY,
        vacant / DAY,
        seats[:, InSeat.DEPARTURES],
    ]
    hours = counted.free[:, WORK_CODES] * params.operations.availability / HOUR
    return np.concatenate((np.stack(columns, axis=1), hours), axis=1)
