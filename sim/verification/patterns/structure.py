"""Facts 24 and 25: without its channels structure does nothing, and its sign is open."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from sim.experiments.crew import cores
from sim.freeze import freeze
from sim.metrics.tables import Tally
from sim.params import Frozen
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.verification.case import Floats
from sim.verification.patterns.drawing import bars, histogram
from sim.verification.patterns.fact import Found, Need, Pattern, Seen, reading
from sim.verification.patterns.measures import key_figures
from sim.verification.runs import SEED
from sim.vocabulary import Role

PRIORS = (
    "structure.fidelity_structured",
    "structure.fidelity_unstructured",
    "structure.compliance",
    "structure.distance_decay",
    "structure.alignment_half",
    "structure.correction_rate",
    "meeting.fidelity_effect",
    "meeting.alignment_effect",
    "ae.fidelity_effect",
    "ae.sponsor_effect",
    "ae.support_effect",
    "csm.fidelity_effect",
    "leader.coaching_max",
    "leader.coaching_half",
    "leader.coach_the_coach",
    "people.attention_effect",
    "feedback.learning",
    "feedback.lag_per_level",
    "targeting.strategy_effect",
    "csm.escalation_effect",
)
"""What the channels of structure depend on."""
MARKETS = 3
"""Paired replications a draw of the priors is run in."""
CALENDAR = {"calendar.warm_up_months": 6, "calendar.horizon_months": 12}


def below_executives(
    frozen: Frozen, log: np.ndarray, counted: Tally, luck: Luck
) -> tuple[str, int]:
    """Return a digest of the log without the executives' own calendars, and its length.

    The charts have different executives, so only their rows may differ.
    """
    roles = np.append(frozen.params.seat["role"], -1)  # seat -1: nobody
    history = log[roles[log["seat"]] < Role.VP_SALES]
    return hashlib.sha256(history.tobytes()).hexdigest(), len(history)


def _placebo(seen: Seen) -> Found:
    pairs = zip(seen("null CRO", below_executives), seen("null CSO", below_executives), strict=True)
    same = np.array([one == other for one, other in pairs], dtype=np.float64)

    def draw(axes: Any) -> None:
        bars(axes, {"channels null": same}, "Markets with the same history, byte for byte")
        axes.set_xlim(-0.05, 1.1)

    return Found(
        [reading("Markets with the same history under CRO and CSO", same, 1, 1, "%")], draw
    )


def ranges() -> dict[str, tuple[float, float]]:
    """Return the plausible range of every prior, as the schema states it."""
    found = {}
    for key in PRIORS:
        section, name = key.split(".")
        fields = type(getattr(load_scenario("default"), section)).model_fields
        extra = fields[name].json_schema_extra
        found[key] = extra["plausible"]
    return found


def draws(count: int) -> list[dict[str, float]]:
    """Return overrides drawn from the plausible ranges by a Latin hypercube (fixed seed)."""
    from scipy.stats import qmc

    known = ranges()
    low, high = np.array(list(known.values()), dtype=np.float64).T
    points = qmc.scale(qmc.LatinHypercube(len(known), rng=SEED).random(count), low, high)
    return [dict(zip(known, map(float, point), strict=True)) for point in points]


def sweep(count: int) -> Floats:
    """Return the relative effect of CRO against CSO on new ARR for every draw of the priors."""
    with ThreadPoolExecutor(cores()) as pool:
        return np.array(list(pool.map(_effect, draws(count))))


def _effect(overrides: dict[str, float]) -> float:
    cro, cso = (_new_arr(chart, overrides) for chart in ("cro_led", "cso_led"))
    return cro / cso - 1


def _new_arr(chart: str, overrides: dict[str, float]) -> float:
    """Return the new ARR of a year, summed over markets."""
    from sim.engine.compiled import simulate
    from sim.metrics.tables import Flow
    from sim.metrics.tally import tally

    params = freeze(load_scenario(chart, {**overrides, **CALENDAR})).params
    total = 0.0
    for number in range(MARKETS):
        counted = tally(params, simulate(params, number, SEED))
        total += float(counted.flow[counted.horizon_edge :, Flow.NEW_ARR].sum())
    return total


def _prior(seen: Seen) -> Found:
    usual, cso = (seen.column(arm, key_figures, "new_arr") for arm in ("experiment", "CSO"))
    effect = usual / cso - 1
    drawn = sweep(len(effect))
    low, high = np.quantile(drawn, [0.05, 0.95])

    def draw(axes: Any) -> None:
        histogram(axes, 100 * drawn, "CRO − CSO, % of new ARR, by draw of the priors")
        axes.axvline(0, color="grey", lw=0.8)

    return Found(
        [
            reading("CRO − CSO, new ARR, at the defaults", effect, -0.08, 0.10, "%"),
            reading("5 % quantile over the priors", [low], -1, 0, "%"),
            reading("95 % quantile over the priors", [high], 0, 1, "%"),
        ],
        draw,
    )


PATTERNS = (
    Pattern(
        "24",
        "Without its channels structure does nothing",
        "placebo",
        [Need(arm, below_executives) for arm in ("null CRO", "null CSO")],
        _placebo,
    ),
    Pattern(
        "25",
        "Nobody can say in advance which chart wins",
        "F61, B + J",
        [Need(arm, key_figures) for arm in ("experiment", "CSO")],
        _prior,
    ),
)
