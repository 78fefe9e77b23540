"""Facts 13 to 15, 22 and 23: attainment, ramp, attrition, coverage and selling time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.metrics import attainment
from sim.metrics.tables import MONTH, YEAR, Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import bars, histogram, lines
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import key_figures
from sim.vocabulary import Kind, Role, Stage

MONTHS = 18
"""Months of tenure that the ramp is followed for."""
RAMPED = 0.8


def rep_years(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, Any]:
    """Return attainment of every ramped rep-year, and the bookings of AE seats by segment."""
    return {
        "attainment": attainment.rep_years(counted).attainment,
        "top": _top_share(frozen, counted),
    }


def _top_share(frozen: Frozen, counted: Tally) -> float:
    """Return what the best fifth of AEs booked of each segment's and year's bookings, on average.

    Segments have deals of different sizes, so the best are sought within a segment.
    """
    role, segment = frozen.params.seat["role"], frozen.params.seat["segment"]
    shares, weights = [], []
    for place in range(len(frozen.params.segment)):
        cents = counted.ramped_cents[(role == Role.AE) & (segment == place)].astype(np.float64)
        for year in cents.T:
            shares.append(_best_fifth(year) / max(1.0, year.sum()))
            weights.append(year.sum())
    return float(np.average(shares, weights=weights))


def _best_fifth(values: Floats) -> float:
    """Return the sum of the best fifth; a fraction of a person counts as that fraction."""
    ordered, places = np.sort(values)[::-1], 0.2 * len(values)
    whole = int(places)
    return float(ordered[:whole].sum() + (places - whole) * ordered[whole])


def _attained(seen: Seen) -> Found:
    rows = seen("usual", rep_years)
    at_quota = [np.mean(row["attainment"] >= 1) for row in rows]
    top = [row["top"] for row in rows]
    pooled = np.concatenate([row["attainment"] for row in rows])
    return Found(
        [
            reading("Ramped AE-years at quota or above", at_quota, 0.25, 0.55, "%"),
            reading("Bookings by the best fifth of AEs", top, 0.28, 0.45, "%"),
        ],
        lambda axes: histogram(axes, np.minimum(pooled, 3), "Attainment of a year"),
    )


ONSETS = {"sdr": Role.SDR, "ae_smb": Role.AE, "ae_mm": Role.AE, "ae_ent": Role.AE}


def tenure_curve(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> dict[str, NDArray[Any]]:
    """Return [months, 2] output and person-months by month of tenure, by job.

    SDRs: meetings booked; AEs: opportunities brought to Proposal, to Negotiation and won.  (Wins
    alone come a cycle after the work, in enterprise half a year.)
    """
    booked = log[log["kind"] == Kind.MEETING_BOOKED]
    forward = (log["kind"] == Kind.STAGE_ENTERED) & (log["code"] > Stage.EVALUATION)
    worked = log[(forward & (log["code"] < Stage.WON)) | (log["kind"] == Kind.DEAL_WON)]
    out = {}
    for job in ONSETS:
        seats = np.flatnonzero(frozen.params.seat["job"] == frozen.names.jobs.index(job))
        if job == "sdr":
            when, who = booked["time"], booked["other"]
        else:
            when, who = worked["time"], worked["seat"]
        out[job] = _by_tenure(log, seats, when, who, counted.ends)
    return out


def _by_tenure(
    log: np.ndarray, seats: NDArray[Any], when: NDArray[Any], who: NDArray[Any], ends: int
) -> Floats:
    table = np.zeros((MONTHS, 2))
    joined = log[(log["kind"] == Kind.PERSON_JOINED) & (log["time"] > 0)]
    left = log[log["kind"] == Kind.PERSON_LEFT]
    months = np.arange(MONTHS)
    for seat in seats:
        mine, exits = when[who == seat], left["time"][left["seat"] == seat]
        for start in joined["time"][joined["seat"] == seat]:
            end = min([ends, *exits[exits > start]])
            inside = mine[(mine >= start) & (mine < end)]
            tenure = ((inside - start) // MONTH).astype(np.int64)
            table[:, 0] += np.bincount(tenure[tenure < MONTHS], minlength=MONTHS)
            table[:, 1] += np.clip((end - start) / MONTH - months, 0, 1)
    return table


def months_to(curve: Floats) -> float:
    """Return the months until output reaches 80 % of the ramped level, interpolated.

    The ramped level is the mean of the last six months; the curve is smoothed over three months.
    """
    ramped = curve[-6:].mean()
    smooth = np.convolve(np.concatenate([[0.0], curve, [curve[-1]]]), np.ones(3) / 3, "valid")
    share = np.concatenate([[0.0], smooth / ramped])
    at = np.concatenate([[0.0], np.arange(MONTHS) + 0.5])
    place = int(np.argmax(share >= RAMPED))
    if place == 0:
        return float("nan")
    part = (RAMPED - share[place - 1]) / (share[place] - share[place - 1])
    return float(at[place - 1] + part * (at[place] - at[place - 1]))


def _pooled(rows: list[dict[str, Floats]], job: str) -> Floats:
    total = np.sum([row[job] for row in rows], axis=0)
    return np.asarray(total[:, 0] / np.maximum(total[:, 1], 1e-9))


def _jackknife(rows: list[dict[str, Floats]], job: str) -> Floats:
    """Return pseudo-values of the pooled months: a seed alone has too few hires for a curve."""
    count = len(rows)
    whole = months_to(_pooled(rows, job))
    without = [months_to(_pooled(rows[:n] + rows[n + 1 :], job)) for n in range(count)]
    return count * whole - (count - 1) * np.array(without)


def _ramp(seen: Seen) -> Found:
    rows = seen("usual", tenure_curve)
    months = {job: _jackknife(rows, job) for job in ONSETS}
    longest = months["ae_ent"] - np.maximum(months["ae_smb"].mean(), months["ae_mm"].mean())
    curves = {job: _pooled(rows, job)[None, :] for job in ONSETS}
    curves = {job: curve / curve[:, -6:].mean() for job, curve in curves.items()}

    def draw(axes: Any) -> None:
        lines(axes, np.arange(MONTHS) + 0.5, curves)
        axes.axhline(RAMPED, color="grey", lw=0.8, ls=":")
        axes.set_xlabel("Months since hired")
        axes.set_ylabel("Output / ramped level")

    return Found(
        [
            reading("SDR: months to 80 % (meetings booked)", months["sdr"], 2, 4, " mo"),
            reading("AE SMB: months to 80 %", months["ae_smb"], 3, 8, " mo"),
            reading("AE mid-market: months to 80 %", months["ae_mm"], 3, 8, " mo"),
            reading("AE enterprise: months to 80 %", months["ae_ent"], 3, 8, " mo"),
            reading("Enterprise minus the slower of the others", longest, 0, 99, " mo"),
        ],
        draw,
    )


DESKS = {
    "SDR and BDR": (Role.SDR, Role.BDR),
    "AE": (Role.AE,),
    "CSM": (Role.CSM,),
    "SE": (Role.SE,),
}


def leavers(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, float]:
    """Return the exits a person-year of every desk, promotions included, as surveys count them."""
    left = log[(log["kind"] == Kind.PERSON_LEFT) & (log["time"] >= counted.warm_up_ends)]
    quits = np.bincount(left["seat"], minlength=len(frozen.params.seat))
    years = counted.occupied[:, counted.horizon_edge :].sum(axis=1) / YEAR
    role = frozen.params.seat["role"]
    mine = {name: np.isin(role, roles) for name, roles in DESKS.items()}
    return {name: float(quits[who].sum() / years[who].sum()) for name, who in mine.items()}


def _attrition(seen: Seen) -> Found:
    rates = {name: seen.column("usual", leavers, name) for name in DESKS}
    sdr, ae, csm, se = rates.values()
    above = ae - np.maximum(csm, se)
    return Found(
        [
            reading("SDRs and BDRs leaving a year", sdr, 0.30, 0.55, "%"),
            reading("AEs leaving a year", ae, 0.20, 0.38, "%"),
            reading("CSMs leaving a year", csm, 0.10, 0.25, "%"),
            reading("SEs leaving a year", se, 0.10, 0.25, "%"),
            reading("SDR minus AE", 100 * (sdr - ae), 0, 99, " points"),
            reading("AE minus the higher of CSM and SE", 100 * above, 0, 99, " points"),
        ],
        lambda axes: bars(axes, rates, "Leavers per person-year"),
    )


def rep_quarters(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> dict[str, Any]:
    """Return coverage at the start and attainment in every quarter of every AE seat, and segment.

    Coverage is open pipeline at the quarter's start / the quarter's quota; seats that were empty
    for a part of the quarter are left out.
    """
    starts = np.append(np.asarray(frozen.params.run.quarter_starts), counted.ends)
    starts = starts[starts >= counted.warm_up_ends]
    deal, sells = counted.deal, frozen.params.seat["role"] == Role.AE
    left = log[log["kind"] == Kind.PERSON_LEFT]
    joined = log[log["kind"] == Kind.PERSON_JOINED]
    rows = []
    for begin, end in pairwise(starts):
        quota = _quotas(log, begin, len(sells)) / 4
        still = (deal["outcome"] == Stage.WON) | (deal["outcome"] == Stage.LOST)
        is_open = (deal["opened"] <= begin) & (~still | (deal["closed"] > begin))
        won = (deal["outcome"] == Stage.WON) & (deal["closed"] >= begin) & (deal["closed"] < end)
        pipeline = np.bincount(deal["seat"][is_open], deal["cents"][is_open], len(quota))
        booked = np.bincount(deal["seat"][won], deal["cents"][won], len(quota))
        moved = np.concatenate([left, joined])
        moved = moved["seat"][(moved["time"] >= begin - MONTH) & (moved["time"] < end)]
        mine = np.setdiff1d(np.flatnonzero(sells & (quota > 0)), moved)
        segment = frozen.params.seat["segment"][mine]
        rows.append(np.stack([pipeline[mine] / quota[mine], booked[mine] / quota[mine], segment]))
    coverage, attained, segment = np.concatenate(rows, axis=1)
    return {"coverage": coverage, "attained": attained, "segment": segment.astype(np.int64)}


def _quotas(log: np.ndarray, time: int, seats: int) -> Floats:
    """Return the yearly quota in force of every seat, cents; 0 for those without."""
    made, quota = log[(log["kind"] == Kind.QUOTA_SET) & (log["time"] <= time)], np.zeros(seats)
    quota[made["seat"]] = made["value"]  # the last one stays
    return quota


def _coverage(seen: Seen) -> Found:
    rows = seen("usual", rep_quarters)
    within = [_correlation(row) for row in rows]
    means = [
        [row["coverage"][row["segment"] == place].mean() for place in range(3)] for row in rows
    ]
    smb, mm, ent = np.array(means).T
    gains = np.array([_gains(row) for row in rows])
    return Found(
        [
            reading("Correlation of coverage and attainment", within, 0.2, 0.7),
            reading("Start coverage, enterprise minus SMB", ent - smb, 0, 99, "×"),
            reading("It saturates: gain low − gain high", gains[:, 0] - gains[:, 1], 0, 99),
        ],
        lambda axes: bars(
            axes,
            {"SMB": smb, "Mid-market": mm, "Enterprise": ent},
            "Open pipeline / quarter's quota",
        ),
    )


def _correlation(row: dict[str, Any]) -> float:
    """Return the mean over segments: across them coverage differs with cycles and win rates."""
    parts = [row["segment"] == place for place in range(3)]
    each = [np.corrcoef(row["coverage"][mine], row["attained"][mine])[0, 1] for mine in parts]
    return float(np.mean(each))


def _gains(row: dict[str, Any]) -> tuple[float, float]:
    """Return the slope of attainment on coverage below and above the segment's median coverage."""
    x, y = row["coverage"].copy(), row["attained"].copy()
    for place in range(3):
        mine = row["segment"] == place
        x[mine] /= np.median(x[mine])
        y[mine] /= y[mine].mean()
    low, high = x < 1, x >= 1
    return float(np.polyfit(x[low], y[low], 1)[0]), float(np.polyfit(x[high], y[high], 1)[0])


def _selling(seen: Seen) -> Found:
    names = {"All": "", "SMB": ".smb", "Mid-market": ".mm", "Enterprise": ".ent"}
    shares = {
        title: seen.column("usual", key_figures, f"selling_time_share{place}")
        for title, place in names.items()
    }
    return Found(
        [
            reading(f"AEs' time with buyers: {title}", values, 0.22, 0.40, "%")
            for title, values in shares.items()
        ],
        lambda axes: bars(axes, shares, "Share of office time with buyers", (0.22, 0.40)),
    )


_EARLY = (
    "A new AE takes over the open deals of the seat, and the first of them move within weeks: in "
    "SMB that is a good part of a ramp of four months. Counted in wins alone, enterprise comes out "
    "late by a cycle."
)
PATTERNS = (
    Pattern(
        "13", "Some AEs make quota", "F26 F27 F15 F7, C", [Need("usual", rep_years)], _attained
    ),
    Pattern(
        "14",
        "New people take months",
        "F22 F15 F25, C",
        [Need("usual", tenure_curve)],
        _ramp,
        _EARLY,
    ),
    Pattern("15", "SDRs leave most", "F15 F16 F57, C", [Need("usual", leavers)], _attrition),
    Pattern(
        "22", "Coverage helps, and saturates", "F70, D", [Need("usual", rep_quarters)], _coverage
    ),
    Pattern(
        "23", "AEs sell for a third of their time", "F72, C", [Need("usual", key_figures)], _selling
    ),
)
