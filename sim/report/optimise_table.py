"""An optimisation in the terminal: the finalists, or the designs of a front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.optimise import wording
from sim.experiments.optimise.tables import standing
from sim.report.terminal import empty_table
from sim.report.wording import plus_minus

if TYPE_CHECKING:
    from rich.table import Table

    from sim.experiments.optimise.optimum import Optimum, TradeOff
    from sim.experiments.sweep_file import ExperimentFile


def finalists_table(file: ExperimentFile, found: Optimum) -> Table:
    """Return the finalists, the winner first: estimates, markets, when each was dropped."""
    from rich.text import Text

    objective, finals = found.problem.objective, found.finals
    table = empty_table(
        f"{wording.effort_words(found.searched)} Search: estimate from "
        f"{found.effort.replications} markets, by which finalists were chosen. Against the base: "
        "± 95 % interval, each for itself, in the markets of the selection."
    )
    table.add_column("Finalist", ratio=1)
    for heading in ("search", "against the base", "markets", "dropped"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place in sorted(range(len(finals.finalists)), key=lambda one: standing(found, one)):
        trial = finals.finalists[place]
        words = wording.settings_words(file, trial.point)
        bold = "bold" if trial is finals.winner else ""
        table.add_row(
            Text(f"{trial.number}: {words}", style=bold),
            objective.show(trial.estimates[0]),
            *_of_selection(found, place),
        )
    return table


def _of_selection(found: Optimum, place: int) -> tuple[str, str, str]:
    """Return the difference to the base, the markets it took, and when the finalist was dropped."""
    finals, batch = found.finals, found.problem.batch
    if finals.selection is None:
        return "", "", "chosen"
    gain, after = finals.gains[place], finals.eliminated_after(place)
    change = plus_minus(
        gain.value, gain.high - gain.value, found.problem.objective.kpi.display, signed=True
    )
    markets = int(finals.selection.replications[place]) * batch
    kept = "chosen" if finals.selection.chosen == place else "never"
    return change, f"{markets:,}", kept if after is None else f"after {after * batch:,}"


def front_table(file: ExperimentFile, found: TradeOff) -> Table:
    """Return the designs in fresh markets, the best in the first outcome first, then the base."""
    from rich.text import Text

    front, objectives = found.front, found.problem.objectives
    table = empty_table(
        f"{wording.effort_words(found.searched)} Means over {front.markets:,} fresh markets; "
        "below them the difference to the base in the same markets ± 95 % interval, each for "
        "itself."
    )
    table.add_column("Design", ratio=1)
    for objective in objectives:
        table.add_column(objective.title, justify="right")
    table.add_column("standing", justify="right")
    for place, trial in enumerate(front.designs):
        words = f"{trial.number}: {wording.settings_words(file, trial.point)}"
        style = "bold" if front.on_front[place] else ""
        table.add_row(Text(words, style=style), *_values(found, place), front.standing(place))
    levels = zip(objectives, front.base, strict=True)
    table.add_row("the base", *(objective.show(one.mean[0]) for objective, one in levels), "")
    return table


def _values(found: TradeOff, place: int) -> list[str]:
    """Return both means, each with its difference to the base below."""
    shown = []
    both = zip(found.problem.objectives, found.front.known, found.front.gains, strict=True)
    for objective, known, gains in both:
        gain, half = float(gains.mean[place]), float(gains.half_width[place])
        change = plus_minus(gain, half, objective.kpi.display, signed=True)
        shown.append(f"{objective.show(known.mean[place])}\n{change}")
    return shown


def company_words(found: dict[str, float], base: dict[str, float]) -> str:
    """Return headcount and payroll beside those of the base."""
    people, before = found["headcount"], base["headcount"]
    pay, paid = found["payroll"], base["payroll"]
    more = pay / paid - 1 if paid > 0 else np.nan
    change = f" ({100 * more:+.1f} %)".replace("-", "−") if np.isfinite(more) else ""
    return (
        f"Headcount {people:,.0f}, the base's {before:,.0f}; payroll at target ${pay:,.0f} a year, "
        f"the base's ${paid:,.0f}{change}."
    )
