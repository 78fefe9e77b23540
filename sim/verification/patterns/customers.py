"""Facts 19 and 20: churn falls with tenure, and net retention rises with the size of contracts."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.metrics.tables import NEVER, Tally
from sim.params import Frozen
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.cycles import SEGMENTS, TITLES
from sim.verification.patterns.drawing import bars, lines
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import key_figures
from sim.worktime import DAY

YEAR = 365 * DAY
YEARS = 5
GRR = {"smb": (0.75, 0.90), "mm": (0.85, 0.93), "ent": (0.90, 0.96)}


def lifetimes(frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck) -> Floats:
    """Return [segments, years, 2]: customers that ended in, and reached, the end of each year.

    Kaplan and Meier with left truncation: a renewal counts if it fell due in the counted time.  A
    contract ends at its anniversary or some days later, so year n is decided within half a year.
    """
    customer, half = counted.customer, YEAR // 2
    customer = customer[(customer["ended"] != 0) | (customer["started"] != 0)]
    ended = np.where(customer["ended"] == NEVER, np.iinfo(np.int64).max, customer["ended"])
    table = np.zeros((len(frozen.params.segment), YEARS, 2))
    for year in range(YEARS):
        due = customer["started"] + (year + 1) * YEAR
        seen = (due - half >= counted.warm_up_ends) & (due + half <= counted.ends)
        reached = seen & (ended >= due - half)
        gone = reached & (ended < due + half)
        for place in range(len(table)):
            mine = customer["segment"] == place
            table[place, year] = (gone & mine).sum(), (reached & mine).sum()
    return table


def _hazard(table: Floats) -> Floats:
    return np.asarray(table[..., 0] / np.maximum(1, table[..., 1]))


def _ratios(tables: list[Floats]) -> Floats:
    """Return yearly hazard, first year over third and later, by seed; segments weighted alike."""
    first = np.array([_hazard(table[:, 0]) for table in tables])
    later = np.array([_hazard(table[:, 2:].sum(axis=1)) for table in tables])
    return np.asarray(first.mean(axis=1) / later.mean(axis=1))


def _churn(seen: Seen) -> Found:
    tables = seen("usual", lifetimes)
    by_year = np.array([_hazard(table) for table in tables])
    grr = {name: seen.column("usual", key_figures, f"grr.{name}") for name in SEGMENTS}
    logo = {name: seen.column("usual", key_figures, f"logo_churn.{name}") for name in SEGMENTS}
    readings = [reading("Churn hazard, year 1 / years 3 and later", _ratios(tables), 1.5, 4, "×")]
    for one, other in (("smb", "mm"), ("mm", "ent")):
        gap = 100 * (logo[one] - logo[other])
        readings.append(reading(f"Logo churn, {one} minus {other}", gap, 0, 99, " points"))
    readings += [
        reading(f"GRR, {title}", grr[name], *GRR[name], "%")
        for name, title in zip(SEGMENTS, TITLES, strict=True)
    ]

    def draw(axes: Any) -> None:
        lines(axes, range(1, YEARS), {t: by_year[:, k, :-1] for k, t in enumerate(TITLES)})
        axes.set_xticks(range(1, YEARS))
        axes.set_xlabel("Year of the contract")
        axes.set_ylabel("Share not renewed")

    return Found(readings, draw)


def _growth(seen: Seen) -> Found:
    nrr = {
        title: seen.column("usual", key_figures, f"nrr.{name}")
        for name, title in zip(SEGMENTS, TITLES, strict=True)
    }
    smb, _, ent = nrr.values()
    expansion, new = (seen.column("usual", key_figures, k) for k in ("expansion_arr", "new_arr"))
    first = seen.column("experiment", key_figures, "expansion_arr")
    early = first / (first + seen.column("experiment", key_figures, "new_arr"))
    share = expansion / (expansion + new)
    return Found(
        [
            reading("Company NRR", seen.column("usual", key_figures, "nrr"), 0.95, 1.10, "%"),
            reading("SMB NRR", smb, 0, 1, "%"),
            reading("Enterprise NRR", ent, 1, 9, "%"),
            reading("Expansion / new + expansion, first two years", early, 0.25, 0.45, "%"),
            reading("Expansion / new + expansion, five years", share, 0.25, 0.45, "%"),
        ],
        lambda axes: bars(axes, nrr, "Net revenue retention"),
    )


PATTERNS = (
    Pattern(
        "19",
        "Old customers stay",
        "F50 F51 F56, B/C",
        [Need("usual", lifetimes), Need("usual", key_figures)],
        _churn,
    ),
    Pattern(
        "20",
        "Bigger customers grow",
        "F50 F52 F53, C",
        [Need("usual", key_figures), Need("experiment", key_figures)],
        _growth,
        "Sellers and market stay as they are for five years while customers double, so expansion "
        "grows against new business.",
    ),
)
