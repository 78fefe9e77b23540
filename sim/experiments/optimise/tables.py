"""What an optimisation found, as tables and as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.optimise import wording
from sim.experiments.optimise.estimate import Estimate
from sim.experiments.optimise.objective import Objective
from sim.experiments.optimise.optimum import Optimum, TradeOff
from sim.experiments.optimise.search import Searched, Trial
from sim.experiments.space import Point
from sim.experiments.sweep_file import ExperimentFile

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def trials_frame(found: Optimum | TradeOff) -> pd.DataFrame:
    """Return the base (number 0) and every design that was proposed, in order, with estimates."""
    import pandas as pd

    trials = (found.searched.base, *found.searched.trials)
    return pd.DataFrame([_trial_row(found.problem.objectives, trial) for trial in trials])


def _trial_row(objectives: Sequence[Objective], trial: Trial) -> Row:
    names = [f"search_{objective.kpi.name}" for objective in objectives]
    return {
        "trial": trial.number,
        **_levers(trial.point),
        **dict(zip(names, trial.estimates, strict=True)),
        "reason": trial.reason,
    }


def finalists_frame(found: Optimum) -> pd.DataFrame:
    """Return the finalists, the winner first, then by how long they lasted."""
    import pandas as pd

    order = sorted(range(len(found.finals.finalists)), key=lambda place: standing(found, place))
    return pd.DataFrame([_finalist_row(found, place) for place in order])


def standing(found: Optimum, place: int) -> tuple[float, float]:
    """Return what sorts finalists: how long they lasted, then their mean."""
    chosen, gains = found.finals.selection, found.finals.gains
    if chosen is None or chosen.chosen == place:
        return -np.inf, 0.0
    after = found.finals.eliminated_after(place) or np.inf
    return -after, -found.problem.objective.sign * gains[place].value


def _finalist_row(found: Optimum, place: int) -> Row:
    finals, trial, batch = found.finals, found.finals.finalists[place], found.problem.batch
    chosen, after = finals.selection, finals.eliminated_after(place)
    used = 0 if chosen is None else int(chosen.replications[place])
    gain = finals.gains[place] if finals.gains else None
    return {
        "trial": trial.number,
        **_levers(trial.point),
        "search_estimate": trial.estimates[0],
        "selection_mean": np.nan if chosen is None else float(chosen.means[place]),
        **_interval("selection_gain", gain),
        "markets": used * batch,
        "eliminated_after_markets": None if after is None else after * batch,
        "winner": finals.winner is trial,
    }


def front_frame(found: TradeOff) -> pd.DataFrame:
    """Return the designs in fresh markets, the best in the first outcome first, then the base."""
    import pandas as pd

    front = found.front
    rows = [
        {
            "trial": trial.number,
            **_levers(trial.point),
            **_both(found, front.known, place),
            **_both(found, front.gains, place, "_gain"),
            "standing": front.standing(place),
            "clearly_beaten_by": _number(found, place),
        }
        for place, trial in enumerate(front.designs)
    ]
    base = {"trial": 0, **_levers(found.searched.base.point), **_both(found, front.base, 0)}
    return pd.DataFrame([*rows, {**base, "standing": "base", "clearly_beaten_by": None}])


def _both(found: TradeOff, known: Sequence[Any], place: int, tail: str = "") -> Row:
    row: Row = {}
    for objective, one in zip(found.problem.objectives, known, strict=True):
        mean = Estimate(float(one.mean[place]), float(one.low[place]), float(one.high[place]))
        row |= _interval(objective.kpi.name + tail, mean)
    return row


def _number(found: TradeOff, place: int) -> int | None:
    by = int(found.front.beaten_by[place])
    return None if by < 0 else found.front.designs[by].number


def _levers(point: Point) -> Row:
    return {f"lever_{name}": value for name, value in point.items()}


def _interval(name: str, known: Estimate | None) -> Row:
    one = known or Estimate(np.nan, np.nan, np.nan)
    return {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high}


# --- JSON ---------------------------------------------------------------------------------------


def answer_json(file: ExperimentFile, found: Optimum) -> Row:
    """Return the answer with everything that it rests on."""
    fresh = found.fresh
    return {
        **_about(file, found.problem.objectives, found.searched),
        "answer": wording.answer(file, found),
        "optimism": wording.optimism(found),
        "guarantee": wording.guarantee(found),
        "winner": {
            "trial": found.winner.number,
            "settings": found.winner.point,
            "words": wording.settings_words(file, found.winner.point),
        },
        "numbers": {
            "fresh_markets": fresh.markets,
            "winner": float(fresh.winner.mean()),
            "base": float(fresh.base.mean()),
            **_interval("gain", fresh.gain),
            "gain_in_the_search": fresh.promised,
            **_interval("optimism", fresh.optimism),
            **_interval("optimism_of_level", fresh.optimism_of_level),
            "smallest_difference": found.finals.delta,
            "confidence": None if found.finals.selection is None else 0.95,
            "complete": found.finals.selection is None or found.finals.selection.complete,
        },
        "finalists": _records(finalists_frame(found)),
    }


def trade_off_json(file: ExperimentFile, found: TradeOff) -> Row:
    """Return the front with everything that it rests on."""
    return {
        **_about(file, found.problem.objectives, found.searched),
        "answer": wording.trade_off_answer(file, found),
        "fresh_markets": found.front.markets,
        "designs": _records(front_frame(found)),
    }


def _about(file: ExperimentFile, objectives: Iterable[Objective], searched: Searched) -> Row:
    return {
        "experiment": file.name,
        "question": file.experiment.question,
        "objectives": [
            {"outcome": one.kpi.name, "quantile": one.quantile, "better": one.better}
            for one in objectives
        ],
        "simulated": len(searched.candidates),
        "refused": searched.refused,
        "exhaustive": searched.exhaustive,
    }


def _records(frame: pd.DataFrame) -> list[Row]:
    """Return rows for JSON, which has no NaN."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
    return [{str(name): value for name, value in row.items()} for row in rows]
