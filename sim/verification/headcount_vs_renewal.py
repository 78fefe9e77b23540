"""Headcount against renewal theory: people leave, seats stay empty for a while, somebody joins.

With the effects on quitting at their null values every seat is an alternating renewal process.  A
holder decides at each month's start with chance a / 12 to leave at some instant of that month, so a
stay lasts 1 / a years on average; a vacancy lasts the search and the notice.  In the long run a
seat is occupied for the share stay / (stay + vacancy) of the time, and a x occupied years bring
quits.  Seats are independent of each other: they are the sample behind the tolerances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.params import Frozen
from sim.scenario.schema import Job, Scenario
from sim.verification.case import Check, Effort, Finding, Floats, mean_check
from sim.verification.drawing import draw_checks
from sim.verification.runs import measured
from sim.verification.worlds import always_open, arrivals, job, org, quiet
from sim.vocabulary import Kind
from sim.worktime import DAY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

JOBS = ("sdr", "ae_smb", "ae_mm", "ae_ent", "se", "csm_mm")
SEATS = 150
"""Seats of each job."""
YEARS = 10
REPLICATIONS: dict[Effort, int] = {"fast": 1, "all": 8}
YEAR = 365.25 * DAY
INTERVIEWS = 5.0
"""Days that ``freeze`` takes off the search for interviews; here they take a moment."""


class Spells(NamedTuple):
    """One row per stay in the window: seat, hire date, and the part inside the window; seconds."""

    seat: np.ndarray
    hired: np.ndarray
    begins: np.ndarray
    ends: np.ndarray


class Seats(NamedTuple):
    """One replication, one row per seat: years occupied, quits; and the vacancies that ended."""

    occupied: Floats
    quits: Floats
    ramped: Floats
    """Years of full productivity."""
    vacancy_days: Floats
    vacancy_seat: np.ndarray


def default_jobs() -> dict[str, Job]:
    """Return the jobs of the default company that are looked at."""
    every = Scenario.model_fields["jobs"].get_default(call_default_factory=True)
    return {name: every[name] for name in JOBS}


def company() -> Frozen:
    """Return a company with no leads, in which people only come and go."""
    jobs = {
        name: job(one.role, **_staffing(one), interview_hours=0.0, welcome_hours=0.0)
        for name, one in default_jobs().items()
    }
    return quiet(
        always_open(60, 12 * YEARS),
        arrivals(0.0),
        {"jobs": jobs, "org": org(**dict.fromkeys(JOBS, SEATS))},
    )


def _staffing(one: Job) -> dict[str, Any]:
    return one.model_dump(include={"attrition", "vacancy_days", "ramp_months"})


def stays(frozen: Frozen, log: np.ndarray) -> Spells:
    """Return every stay that touches the window after the warm-up."""
    run = frozen.params.run
    turns = log[np.isin(log["kind"], (Kind.PERSON_JOINED, Kind.PERSON_LEFT))]
    turns = turns[np.argsort(turns["seat"], kind="stable")]
    joined = np.flatnonzero(turns["kind"] == Kind.PERSON_JOINED)
    following = np.append(turns, turns[:1])[joined + 1]
    left = (following["kind"] == Kind.PERSON_LEFT) & (following["seat"] == turns["seat"][joined])
    ends = np.where(left, following["time"], run.ends)
    rows = turns[joined]
    hired = np.where(rows["time"] == 0, rows["since"], rows["time"])
    inside = ends > run.warm_up_ends
    begins = np.maximum(rows["time"], run.warm_up_ends)
    return Spells(rows["seat"][inside], hired[inside], begins[inside], ends[inside])


def seats(frozen: Frozen, log: np.ndarray) -> Seats:
    """Measure every seat in one log."""
    run, count = frozen.params.run, len(frozen.params.seat)
    spells = stays(frozen, log)
    ramp = frozen.params.job["ramp"][frozen.params.seat["job"]][spells.seat]

    def add(values: np.ndarray) -> Floats:
        return np.bincount(spells.seat, weights=values, minlength=count).astype(np.float64)

    late = log["time"] > run.warm_up_ends
    quits = log[late & (log["kind"] == Kind.PERSON_LEFT)]["seat"]
    joined = log[late & (log["kind"] == Kind.PERSON_JOINED)]
    return Seats(
        occupied=add(spells.ends - spells.begins) / YEAR,
        quits=np.bincount(quits, minlength=count).astype(np.float64),
        ramped=add(_ramped(spells.ends, spells, ramp) - _ramped(spells.begins, spells, ramp))
        / YEAR,
        vacancy_days=(joined["time"] - joined["since"]) / DAY,
        vacancy_seat=joined["seat"],
    )


def _ramped(time: np.ndarray, spells: Spells, ramp: np.ndarray) -> Floats:
    """Return seconds of full productivity since hiring: the integral of min(1, t / r)."""
    since = (time - spells.hired).astype(np.float64)
    climbed = np.minimum(since, ramp)
    return climbed**2 / (2 * ramp) + np.maximum(0.0, since - ramp)


def vacancy_of(one: Job) -> float:
    """Return the mean days of a vacancy in this company, in which interviews take no time."""
    return one.vacancy_days - INTERVIEWS


def of_job(frozen: Frozen, found: list[Seats], name: str) -> Seats:
    """Return the measures of a job's seats over all replications."""
    place = frozen.names.jobs.index(name)
    mine = np.flatnonzero(frozen.params.seat["job"] == place)

    def every(parts: list[Floats]) -> Floats:
        return np.concatenate(parts)

    return Seats(
        occupied=every([one.occupied[mine] for one in found]),
        quits=every([one.quits[mine] for one in found]),
        ramped=every([one.ramped[mine] for one in found]),
        vacancy_days=every([one.vacancy_days[np.isin(one.vacancy_seat, mine)] for one in found]),
        vacancy_seat=mine,
    )


def examine(effort: Effort) -> Finding:
    """Compare every job's seats with renewal theory."""
    frozen = company()
    found = measured(frozen, REPLICATIONS[effort], seats)
    checks: list[Check] = []
    for name, one in default_jobs().items():
        mine = of_job(frozen, found, name)
        stay, empty = 365.25 / one.attrition, vacancy_of(one)
        share = stay / (stay + empty)
        surplus = (mine.quits - one.attrition * mine.occupied) / mine.occupied.mean()
        checks += [
            mean_check(f"{name}: seats occupied", mine.occupied / YEARS, share, "%"),
            mean_check(
                f"{name}: quits per person and year", one.attrition + surplus, one.attrition
            ),
            mean_check(f"{name}: days to fill a vacancy", mine.vacancy_days, empty),
        ]

    def draw(figure: Figure) -> None:
        draw_checks(figure, checks)

    note = f"{SEATS * REPLICATIONS[effort]} seats of each job, followed for {YEARS} years."
    return Finding(checks, note, draw)
