"""How many replications are enough: run until the means are known well enough.

The replications algorithm of Hoad, Robinson and Davies (2010, J. Operational Research Society 61,
1632-1644): after each replication n, compare the half-width of the t interval of the cumulative
mean with what is wanted; stop at the first n at which it is met and stays met over the next
max(5, 5 n / 100) replications (the look-ahead guards against a lucky run of equal values).  With
several questions the confidence of each is 1 - α / questions (Bonferroni), so that all intervals
hold together with the confidence asked for.  The interval of a sequential procedure is valid in
the limit of small half-widths (Chow and Robbins 1965, Annals of Mathematical Statistics 36); Law
(2015, Simulation Modeling and Analysis, 9.4.1) advises against fewer than ten replications.

Whether to stop after n depends on replications 1 … n + look-ahead alone, so the answer does not
depend on workers or on how replications are batched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LOOK_AHEAD = 5
MAIN_KPIS = ("new_arr", "cycle_mean", "logo_churn")
"""Revenue, cycle time and churn: what a run is precise about unless told otherwise."""


@dataclass(frozen=True)
class Target:
    """How well the mean of one KPI is to be known.

    ``half_width`` of its interval, as a share of the (baseline's) mean if ``relative``, else in the
    unit of the KPI.
    """

    kpi: str
    half_width: float
    relative: bool = True

    def __post_init__(self) -> None:
        if not self.half_width > 0:
            raise ValueError(f"a half-width must be above 0, got {self.half_width} for {self.kpi}")


@dataclass(frozen=True)
class Question:
    """The replications of one mean that is to be known: ``values`` [n], ``scale`` [n].

    The half-width of ``values`` is compared with ``half_width`` x |mean of ``scale``|; for an
    absolute target ``scale`` is all 1.
    """

    name: str
    values: Floats
    scale: Floats
    half_width: float


@dataclass(frozen=True)
class Stop:
    """Why a run ended: ``reached`` after ``replications``, or the worst question's shortfall.

    ``shortfall`` is half-width / wanted for each question after the last replication; 1 or less is
    good.
    """

    replications: int
    reached: bool
    shortfall: dict[str, float]


def default_targets(precision: float) -> tuple[Target, ...]:
    """Return the main KPIs at one relative half-width."""
    return tuple(Target(kpi, precision) for kpi in MAIN_KPIS)


def shortfalls(questions: Sequence[Question], confidence: float = 0.95) -> Floats:
    """Return [n, questions]: half-width / wanted after each replication; infinite before two."""
    from scipy.special import stdtrit

    level = 1 - (1 - confidence) / max(1, len(questions))
    columns = []
    for question in questions:
        count, _, deviation = _running(question.values)
        _, scale, _ = _running(question.scale)
        t_value = stdtrit(np.maximum(count - 1, 1), 0.5 + level / 2)
        half_width = t_value * deviation / np.sqrt(np.maximum(count, 1))
        wanted = question.half_width * np.abs(scale)
        short = np.divide(
            half_width, wanted, out=np.where(half_width > 0, np.inf, 0.0), where=wanted > 0
        )
        columns.append(np.where(count > 1, short, np.inf))
    return np.stack(columns, axis=1)


def look_ahead(replications: int) -> int:
    """Return for how many further replications the precision must hold."""
    return max(LOOK_AHEAD, LOOK_AHEAD * replications // 100)


def stop_at(
    questions: Sequence[Question], least: int, most: int, confidence: float = 0.95
) -> Stop | None:
    """Return where to stop given the replications so far, or None if more are needed.

    ``least`` and ``most`` bound the number of replications.  At ``most`` the run ends, reached or
    not.
    """
    short = shortfalls(questions, confidence)[:most]
    met: NDArray[np.bool_] = np.all(short <= 1, axis=1)
    for last in range(max(least, 2) - 1, len(met)):
        end = last + 1 + look_ahead(last + 1)
        if met[last] and met[last : min(end, most)].all() and min(end, most) <= len(met):
            return _stop(questions, short, min(end, most), True)
    if len(met) >= most:
        return _stop(questions, short, most, bool(met[-1]))
    return None


def _stop(questions: Sequence[Question], short: Floats, count: int, reached: bool) -> Stop:
    names = [question.name for question in questions]
    worst = {name: float(value) for name, value in zip(names, short[count - 1], strict=True)}
    return Stop(count, reached, worst)


def _running(values: Floats) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return count, mean and standard deviation after each value; NaN values do not count."""
    known = np.isfinite(values)
    count = np.cumsum(known)
    first = values[known][0] if known.any() else 0.0
    shifted = np.where(known, values - first, 0.0)
    safe = np.maximum(count, 1)
    mean = np.cumsum(shifted) / safe
    squares = np.cumsum(shifted * shifted) - safe * mean * mean
    variance = np.maximum(squares, 0) / np.maximum(count - 1, 1)
    return count, mean + first, np.sqrt(variance)
