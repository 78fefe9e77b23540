"""A sensitivity study as a table for the terminal, as a data frame and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.sensitivity.response import DUMMY, Index
from sim.experiments.sensitivity.screening import Effect, Screening
from sim.experiments.sensitivity.variance import Share
from sim.experiments.sensitivity.words import notes, percent_range, verdict
from sim.report.terminal import empty_table
from sim.report.wording import UNKNOWN, plus_minus

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from sim.experiments.sensitivity.study import Study
    from sim.metrics.registry import Kpi

Record = dict[str, str | float | bool | None]


def ordered(study: Study) -> list[Effect] | list[Share]:
    """Return the factors, those that matter most first."""
    found = study.found
    if isinstance(found, Screening):
        return sorted(found.effects, key=lambda one: -one.mu_star.value)
    return sorted(found.shares, key=lambda one: -one.total.value)


def sensitivity_table(study: Study) -> Table:
    """Return the indices with their intervals, the dummy last, for 80 columns."""
    from rich.text import Text

    is_screening = isinstance(study.found, Screening)
    table = empty_table(caption(study))
    table.add_column("Factor", ratio=1)
    for heading in ("mu*", "sigma") if is_screening else ("alone", "total", "with noise"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in ordered(study):
        style = "" if one.is_told else "dim"
        cells = [*_cells(one, study.kpi), verdict(one.is_told)]
        table.add_row(Text(one.factor.title), *(Text(cell, style=style) for cell in cells))
    table.add_row(*(Text(cell, style="dim") for cell in ("Dummy (luck alone)", *_floor(study), "")))
    return table


def caption(study: Study) -> str:
    """Return what the columns are and on how much they rest."""
    found = study.found
    if isinstance(found, Screening):
        head = (
            "mu*: mean absolute effect over a factor's whole range, of a choice from one setting "
            "to another, ± 95 % interval. sigma: spread of the effects (interactions, bends). "
            "clear: above the dummy. "
            f"{found.trajectories} trajectories"
        )
    else:
        head = (
            "Share of the spread that a factor explains alone and with all it does together with "
            "others, noise taken out, and the latter with noise; 95 % intervals; clear: above the "
            "dummy. "
            f"{found.base_samples} base samples"
        )
    basis = f"{head}, {study.points:,} companies × {found.replications} markets."
    return " ".join([basis, *notes(study)])


def sensitivity_frame(study: Study) -> pd.DataFrame:
    """Return a row per factor and one for the dummy, nothing rounded or clipped."""
    import pandas as pd

    return pd.DataFrame(_records(study))


def sensitivity_json(study: Study, answer: str, folder: str) -> dict[str, Any]:
    """Return everything a script may ask for; what is not defined is null."""
    found, plan = study.found, study.file.experiment
    return {
        "experiment": study.file.name,
        "question": plan.question,
        "outcome": study.kpi.name,
        "method": study.method,
        "answer": answer,
        "notes": notes(study),
        "samples": (found.trajectories if isinstance(found, Screening) else found.base_samples),
        "dropped": found.dropped,
        "replications": found.replications,
        "companies": study.points,
        "refused": len(study.refused),
        "simulated": study.ran,
        "seed": study.seed,
        "noise": None if isinstance(found, Screening) else found.noise,
        "factors": [
            {name: _plain(value) for name, value in record.items()} for record in _records(study)
        ],
        "folder": folder,
    }


def _plain(value: str | float | bool | None) -> str | float | bool | None:
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _cells(one: Effect | Share, kpi: Kpi) -> list[str]:
    if isinstance(one, Effect):
        return [change(one.mu_star, kpi), _size(one.sigma, kpi)]
    return [percent_range(index) for index in (one.clean_first, one.clean_total, one.total)]


def _floor(study: Study) -> list[str]:
    found = study.found
    if isinstance(found, Screening):
        return [change(found.dummy, study.kpi), ""]
    return ["", "", percent_range(found.dummy_total)]


def change(index: Index, kpi: Kpi) -> str:
    """Return a change of an outcome and its margin; points for shares."""
    return plus_minus(index.value, index.high - index.value, kpi.display, signed=True).lstrip("+")


def _size(value: float, kpi: Kpi) -> str:
    return change(Index(value, value, value), kpi).split(" ± ")[0] if value == value else UNKNOWN


def _records(study: Study) -> list[Record]:
    found = study.found
    rows: list[Record] = [
        {
            "factor": one.factor.name,
            "title": one.factor.title,
            "kind": one.factor.kind,
            "is_uncertainty": one.factor.is_uncertainty,
            "low": None if one.factor.kind == "choice" else one.factor.low,
            "high": None if one.factor.kind == "choice" else one.factor.high,
            **_numbers(one),
            "above_dummy": one.is_told,
        }
        for one in ordered(study)
    ]
    if isinstance(found, Screening):
        floor = _three("mu_star", found.dummy)
    else:
        floor = {**_three("first", found.dummy_first), **_three("total", found.dummy_total)}
    return [*rows, {"factor": DUMMY, "title": "Dummy (luck alone)", "kind": DUMMY, **floor}]


def _numbers(one: Effect | Share) -> Record:
    if isinstance(one, Effect):
        return {**_three("mu_star", one.mu_star), "mu": one.mu, "sigma": one.sigma}
    return {
        **_three("first", one.first),
        **_three("total", one.total),
        **_three("first_without_noise", one.clean_first),
        **_three("total_without_noise", one.clean_total),
    }


def _three(name: str, index: Index) -> Record:
    return {name: index.value, f"{name}_low": index.low, f"{name}_high": index.high}
