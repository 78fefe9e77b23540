"""A small company, a generator of consistent event logs and toy engines, for tests of metrics."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sim.params import (
    CHANNEL,
    JOB,
    SEAT,
    SEGMENT,
    Frozen,
    LedgerParams,
    Names,
    OperationsParams,
    Params,
    PeopleParams,
    RunTimes,
)
from sim.vocabulary import EVENT, Entity, Kind, Reason, Role, Work
from sim.worktime import DAY, HOUR, build_calendar, next_opening, work_ends

START = date(2026, 1, 1)
JOBS = {
    "sdr": (Role.SDR, -1, 5_000_000, 3_000_000, 0),
    "ae_smb": (Role.AE, 0, 6_000_000, 6_000_000, 47_000_000),
    "ae_ent": (Role.AE, 1, 13_000_000, 13_000_000, 100_000_000),
    "csm": (Role.CSM, -1, 8_000_000, 2_000_000, 0),
    "sales_manager": (Role.SALES_MANAGER, -1, 14_000_000, 10_000_000, 0),
    "ceo": (Role.CEO, -1, 0, 0, 0),
}
SEATS = ("sdr", "sdr", "ae_smb", "ae_smb", "ae_ent", "csm", "sales_manager", "ceo")
SDR, AE, CSM, MANAGER, CEO = 0, 2, 5, 6, 7
RAMP = 60 * DAY
FOCUS = 0.6


def company(warm_up_months: int = 6, horizon_months: int = 12, start: date = START) -> Frozen:
    """Return eight seats, two segments, two channels; admin share 0.25, availability 0.8."""
    months = _firsts(start, warm_up_months + horizon_months)
    ends = months[-1]
    clock = build_calendar(start, ends // DAY + 30, [], 9 * HOUR, 17 * HOUR, 1)
    quarters = np.array([at for at in months[:-1] if _is_quarter(start, at)], dtype=np.int64)
    times = {
        "warm_up_ends": months[warm_up_months],
        "ends": ends,
        "month_starts": np.array(months),
        "quarter_starts": quarters,
        "week_starts": clock.week_starts,
        "fiscal_starts": np.array(months[:-1]),
        "fiscal_months": np.arange(len(months) - 1) % 12,
    }
    run = RunTimes(**{**dict.fromkeys(RunTimes._fields, 1), **times})
    unused: dict[str, Any] = dict.fromkeys(Params._fields)
    tables = {"segment": _segments(), "channel": _channels(), "job": _jobs(), "seat": _seats()}
    people = PeopleParams(**dict.fromkeys(PeopleParams._fields, 0.5))
    own = {
        "clock": clock,
        "run": run,
        "ledger": _ledger(),
        "operations": _operations(),
        "people": people,
    }
    params = Params(**{**unused, **tables, **own})
    names = Names("test", ("smb", "ent"), ("organic", "paid"), tuple(JOBS), SEATS, ("All",))
    return Frozen(params, names)


def _operations() -> OperationsParams:
    half = dict.fromkeys(OperationsParams._fields, 0.5)
    return OperationsParams(**{**half, "availability": FOCUS / 0.75, "users": 6})


def _firsts(start: date, months: int) -> list[int]:
    first = 12 * start.year + start.month - 1
    dates = [date(m // 12, m % 12 + 1, start.day) for m in range(first, first + months + 1)]
    return [(day - start).days * DAY for day in dates]


def _is_quarter(start: date, at: int) -> bool:
    day = date.fromordinal(start.toordinal() + at // DAY)
    return day.month % 3 == 1 and day.day == 1


def _segments() -> np.ndarray:
    table = np.zeros(2, SEGMENT)
    table["meeting_share"] = 0.4
    return table


def _channels() -> np.ndarray:
    table = np.zeros(2, CHANNEL)
    table["spend_per_month"] = [1_000_000, 2_000_000]
    return table


def _jobs() -> np.ndarray:
    table = np.zeros(len(JOBS), JOB)
    for row, (role, segment, base, variable, quota) in zip(table, JOBS.values(), strict=True):
        row["role"], row["segment"], row["base_pay"] = role, segment, base
        row["variable_pay"], row["quota"] = variable, quota
    table["admin_share"], table["ramp"] = 0.25, RAMP
    return table


def _seats() -> np.ndarray:
    table = np.zeros(len(SEATS), SEAT)
    table["job"] = [list(JOBS).index(job) for job in SEATS]
    table["role"] = [JOBS[job][0] for job in SEATS]
    table["segment"] = [JOBS[job][1] for job in SEATS]
    table["boss"] = [MANAGER] * 6 + [CEO, -1]
    return table


def _ledger() -> LedgerParams:
    return LedgerParams(
        payroll_load=1.2,
        marketing_team_per_year=60_000_000,
        tools_per_seat_year=900_000,
        travel_per_year=12_000_000,
        recruiting_per_hire=2_500_000,
        gross_margin=0.8,
        severance_months=2.0,
    )


def rows(*lines: tuple[Any, ...]) -> np.ndarray:
    """Return a log in time order of lines made by ``line``."""
    return np.array(sorted(lines, key=lambda line: line[0]), dtype=EVENT)


def line(
    time: int,
    kind: int,
    subject: int = -1,
    seat: int = -1,
    code: int = 0,
    since: int = 0,
    value: int = 0,
    other: int = -1,
) -> tuple[int, ...]:
    """Return one event in the column order of ``EVENT``."""
    return (int(time), int(since), int(value), subject, seat, other, kind, code)


def everybody(hired: int = -400 * DAY) -> list[tuple[int, ...]]:
    """Return the lines that put every seat's holder in place at time 0, with the quotas."""
    quotas = [(seat, JOBS[job][4]) for seat, job in enumerate(SEATS) if JOBS[job][4] > 0]
    return [
        *(line(0, Kind.PERSON_JOINED, 0, seat, since=hired) for seat in range(len(SEATS))),
        *(line(0, Kind.QUOTA_SET, seat=seat, value=quota) for seat, quota in quotas),
    ]


class Story:
    """A random but consistent company history, written event by event."""

    def __init__(self, params: Params, seed: int = 1, leads_per_day: float = 3.0) -> None:
        self.params, self.chance = params, np.random.default_rng(seed)
        self.lines: list[tuple[int, ...]] = everybody()
        self.leads = self.deals = self.customers = 0
        self.busy_until = 0
        self._customers_at_the_start()
        self._people()
        for day in range(self.params.run.ends // DAY):
            for _ in range(self.chance.poisson(leads_per_day)):
                self._lead(day * DAY + int(self.chance.integers(DAY)))

    def log(self) -> np.ndarray:
        ends = self.params.run.ends
        return rows(*[event for event in self.lines if event[0] < ends])

    def _add(self, time: int, kind: int, **columns: int) -> None:
        self.lines.append(line(time, kind, **columns))

    def _work(self, seat: int, work: int, asked: int, seconds: int, subject: int = -1) -> int:
        clock = self.params.clock
        begun = int(next_opening(clock, max(asked, self.busy_until) if seat == SDR else asked))
        ended = int(work_ends(clock, begun, seconds))
        self.busy_until = ended if seat == SDR else self.busy_until
        self._add(
            ended, Kind.WORK_DONE, subject=subject, seat=seat, code=work, since=begun,
            value=asked, other=seconds,
        )  # fmt: skip
        return ended

    def _customers_at_the_start(self) -> None:
        for segment, cents in ((0, 1_200_000), (0, 900_000), (1, 15_000_000)):
            age = int(self.chance.integers(20, 340)) * DAY
            number = self._customer(0, segment, cents, -1, -age)
            self._renewal(number, segment, cents, 365 * DAY - age, -age)

    def _people(self) -> None:
        leaves = self.params.run.warm_up_ends + 45 * DAY + 3600
        back = leaves + 50 * DAY
        self._add(leaves, Kind.PERSON_LEFT, subject=0, seat=3, code=Reason.RESIGNED, since=-1)
        self._add(back, Kind.PERSON_JOINED, subject=1, seat=3, since=leaves)
        for day in range(0, self.params.run.ends // DAY, 7):
            self._work(MANAGER, Work.COACHING, day * DAY, 3600, subject=AE)

    def _lead(self, time: int) -> None:
        number, segment = self.leads, int(self.chance.random() < 0.2)
        channel = int(self.chance.integers(2))
        self.leads += 1
        self._add(
            time, Kind.LEAD_CREATED, subject=number, code=channel, since=number, value=number,
            other=segment,
        )  # fmt: skip
        if self.chance.random() < 0.5:
            self._ended(time, number, Reason.BELOW_THRESHOLD, time, 0)
            return
        self._add(time, Kind.LEAD_MARKETING_QUALIFIED, subject=number, code=channel)
        self._add(time, Kind.LEAD_ASSIGNED, subject=number, seat=SDR, code=channel)
        if self.chance.random() < 0.05:
            self._ended(time + 5 * DAY, number, Reason.EXPIRED, time, 0)
            return
        touched = self._work(SDR, Work.TOUCHING, time, 900, number)
        if self.chance.random() < 0.6:
            self._ended(touched, number, Reason.NOT_QUALIFIED, time, 1)
            return
        self._meeting(touched, number, channel, segment, time)

    def _ended(self, time: int, number: int, reason: int, created: int, touches: int) -> None:
        self._add(
            time, Kind.LEAD_ENDED, subject=number, seat=SDR, code=reason, since=created,
            value=touches,
        )  # fmt: skip

    def _meeting(self, time: int, lead: int, channel: int, segment: int, created: int) -> None:
        seat = 4 if segment == 1 else AE
        at = int(next_opening(self.params.clock, time + 2 * DAY))
        self._add(
            time, Kind.MEETING_BOOKED, subject=lead, seat=seat, code=channel, value=at, other=SDR
        )
        if self.chance.random() < 0.2:
            self._add(at, Kind.MEETING_MISSED, subject=lead, seat=seat, code=channel)
            self._ended(at, lead, Reason.NO_SHOW, created, 1)
            return
        done = self._work(seat, Work.DISCOVERY_CALL, at, 3600, lead)
        self._add(done, Kind.MEETING_HELD, subject=lead, seat=seat, code=channel, since=created)
        self._ended(done, lead, Reason.ACCEPTED, created, 1)
        self._deal(done, lead, channel, segment, seat, created)

    def _deal(
        self, time: int, lead: int, channel: int, segment: int, seat: int, created: int
    ) -> None:
        number, opened = self.deals, time
        cents = int(self.chance.lognormal(13.9 if segment == 0 else 16.3, 0.4))
        self.deals += 1
        self._add(
            time, Kind.OPPORTUNITY_OPENED, subject=number, seat=seat, code=channel,
            since=created, value=cents, other=lead,
        )  # fmt: skip
        before = time
        for stage in range(4):
            self._add(
                time, Kind.STAGE_ENTERED, subject=number, seat=seat, code=stage, since=before,
                value=cents, other=segment,
            )  # fmt: skip
            before = time
            worked = self._work(seat, Work.SELLING, time, 2 * 3600, number)
            time = worked + int(self.chance.exponential(10 * DAY))
            if self.chance.random() > 0.75:
                reason = Reason.NO_DECISION if self.chance.random() < 0.5 else Reason.COMPETITOR
                self._add(
                    time, Kind.DEAL_LOST, subject=number, seat=seat, code=reason, since=opened,
                    value=cents, other=stage,
                )  # fmt: skip
                return
        self._won(time, number, channel, segment, seat, opened, cents)

    def _won(
        self, time: int, deal: int, channel: int, segment: int, seat: int, opened: int, cents: int
    ) -> None:
        if time >= self.params.run.ends:
            return
        self._add(
            time, Kind.DEAL_WON, subject=deal, seat=seat, code=channel, since=opened, value=cents,
            other=self.customers,
        )  # fmt: skip
        self._add(
            time, Kind.COMMISSION_EARNED, subject=deal, seat=seat, code=Entity.OPPORTUNITY,
            value=cents // 10,
        )  # fmt: skip
        number = self._customer(time, segment, cents, seat, time)
        live = self._work(CSM, Work.ONBOARDING, time, 4 * 3600, number)
        self._add(live, Kind.CUSTOMER_LIVE, subject=number, seat=CSM, since=time)
        self._renewal(number, segment, cents, time + 365 * DAY, time)

    def _customer(self, time: int, segment: int, cents: int, seat: int, started: int) -> int:
        number = self.customers
        self.customers += 1
        self._add(
            time, Kind.CUSTOMER_STARTED, subject=number, seat=CSM, code=segment, since=started,
            value=cents, other=seat,
        )  # fmt: skip
        return number

    def _renewal(self, number: int, segment: int, cents: int, time: int, started: int) -> None:
        """Renew, shrink, grow or churn at the end of the first term."""
        fate, columns = self.chance.random(), {"subject": number, "seat": CSM, "since": started}
        if fate < 0.3:
            self._add(
                time, Kind.CUSTOMER_CHURNED, code=Reason.POOR_VALUE, value=cents, other=segment,
                **columns,
            )  # fmt: skip
            return
        if fate < 0.5:
            lost = cents // 10
            cents -= lost
            self._add(time, Kind.CUSTOMER_CONTRACTED, code=segment, value=lost, **columns)
        self._add(time, Kind.CUSTOMER_RENEWED, code=segment, value=cents, **columns)
        if fate > 0.7:
            self._add(
                time + 30 * DAY, Kind.CUSTOMER_EXPANDED, code=segment, value=cents // 5, **columns
            )


def toy_engine(params: Params, number: int, seed: int) -> np.ndarray:
    """Return a short random story that is a function of seed and number alone."""
    return Story(params, seed=1_000 * seed + number, leads_per_day=0.3).log()


def boom_engine(params: Params, number: int, seed: int) -> np.ndarray:
    """Sell a tenth more than ``toy_engine`` in the same market."""
    log = toy_engine(params, number, seed)
    bigger = np.isin(log["kind"], (Kind.DEAL_WON, Kind.CUSTOMER_STARTED))
    log["value"][bigger & (log["time"] > 0)] += 100_000
    return log


def faulty_engine(params: Params, number: int, seed: int) -> np.ndarray:
    """Lose a customer's start in replication 2: a deal won without a customer."""
    log = toy_engine(params, number, seed)
    started = np.flatnonzero((log["kind"] == Kind.CUSTOMER_STARTED) & (log["time"] > 0))
    return np.delete(log, started[0]) if number == 2 else log


class DeadlyEngine:
    """Kills its process at one replication, as often as ``deaths`` says; counts in a folder."""

    def __init__(self, folder: Path, at: int, deaths: int = 1) -> None:
        self.folder, self.at, self.deaths = folder, at, deaths

    def __call__(self, params: Params, number: int, seed: int) -> np.ndarray:
        died = len(list(self.folder.iterdir()))
        if number == self.at and died < self.deaths:
            (self.folder / f"death-{died}").touch()
            os._exit(13)
        return toy_engine(params, number, seed)
