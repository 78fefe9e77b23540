"""What can be wrong with an experiment whose fields are each well-formed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod

from sim.experiments.constraints import QUANTITIES
from sim.experiments.lever_check import Problem, lever_problems
from sim.experiments.levers import levels, word
from sim.experiments.sweep_schema import DEFAULT_POINTS, MOST_DESIGNS, SAMPLED, Experiment, Lever
from sim.scenario.marked import Path as Keys
from sim.scenario.suggestions import listed, suggest


def problems(experiment: Experiment) -> Iterator[Problem]:
    """Yield what validation field by field cannot see, in the order of the file."""
    yield from lever_problems(experiment)
    yield from _two_scenarios(experiment)
    yield from _together_problems(experiment)
    yield from _design_problems(experiment)
    yield from _too_many(experiment)
    yield from _constraint_problems(experiment)
    yield from _doubles(experiment)
    yield from _answer_problems(experiment)


# --- designs ------------------------------------------------------------------------------------


def _two_scenarios(experiment: Experiment) -> Iterator[Problem]:
    choosing = [
        (group, name)
        for group in ("levers", "uncertainties")
        for name, lever in getattr(experiment, group).items()
        if any(setting.scenario for setting in lever.settings.values())
    ]
    if len(choosing) > 1:
        names = listed([name for _, name in choosing])
        yield (
            choosing[1],
            f"the levers {names} both choose a scenario; expected one such lever",
            "let the others state overrides under `set`",
        )


def _together_problems(experiment: Experiment) -> Iterator[Problem]:
    known = {**experiment.levers, **experiment.uncertainties}
    for number, part in enumerate(experiment.together):
        for name, setting in part.when.items():
            at = ("together", number, "when", name)
            if name in known and not known[name].is_choice:
                yield (
                    at,
                    f"'{name}' runs along numbers; expected a lever with settings",
                    "give it `settings`, or state the override as a constant",
                )
            else:
                yield from _unknown(known, at, name, setting)


def _design_problems(experiment: Experiment) -> Iterator[Problem]:
    design = experiment.design
    points = DEFAULT_POINTS if design.points is None else design.points
    if not experiment.levers and design.method != "list":
        yield ("levers",), "there is no lever; expected at least one thing that is varied", None
    if design.method == "sobol" and points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        yield (
            ("design", "points"),
            f"found {points}; expected a power of 2, for which a Sobol' sequence is balanced",
            f"take {below} or {2 * below}",
        )
    if "seed" in design.model_fields_set and not _is_sampled(experiment):
        yield (
            ("design", "seed"),
            "nothing is sampled here: the method is "
            f"{design.method}, and there are no uncertainties",
            "the seed of the markets is the key `seed` at the top of the file",
        )
    if experiment.worlds is not None and not experiment.uncertainties:
        yield (
            ("worlds",),
            "there are no uncertainties that could make worlds",
            "state uncertainties, or leave worlds out",
        )


def _is_sampled(experiment: Experiment) -> bool:
    return experiment.design.method in SAMPLED or bool(experiment.uncertainties)


def _too_many(experiment: Experiment) -> Iterator[Problem]:
    number, at = 0, ("design",)
    if experiment.is_crossed:
        number = prod(len(levels(lever)) for lever in experiment.levers.values())
        at = ("levers",)
    elif experiment.design.method in SAMPLED:
        number = experiment.design.points or DEFAULT_POINTS
    elif experiment.design.rows is not None:
        number = len(experiment.design.rows)
    problem = too_many(number, experiment.world_count)
    if problem is not None:
        yield ("worlds",) if number <= MOST_DESIGNS else at, *problem


def too_many(designs: int, worlds: int) -> tuple[str, str] | None:
    """Return what is wrong with so many designs in so many worlds, and a hint."""
    if designs * worlds <= MOST_DESIGNS:
        return None
    if worlds == 1:
        return (
            f"there are {designs:,} designs; expected at most {MOST_DESIGNS:,}",
            "crossed levers multiply; a sample covers the same space with fewer designs",
        )
    return (
        f"{designs:,} designs in {worlds:,} worlds are {designs * worlds:,} companies; "
        f"expected at most {MOST_DESIGNS:,}",
        "take fewer worlds or fewer designs",
    )


# --- constraints --------------------------------------------------------------------------------


def _constraint_problems(experiment: Experiment) -> Iterator[Problem]:
    for number, one in enumerate(experiment.constraints):
        at: Keys = ("constraints", number)
        if one.quantity not in QUANTITIES:
            yield (
                (*at, "quantity"),
                f"unknown quantity '{one.quantity}'",
                suggest(one.quantity, QUANTITIES, "quantities"),
            )
        elif QUANTITIES[one.quantity].is_count:
            yield from _count_problems(at, one.quantity, one.within, one.exactly)


def _count_problems(
    at: Keys, quantity: str, within: float | None, exactly: float | None
) -> Iterator[Problem]:
    if within is not None:
        yield (
            (*at, "within"),
            f"'{quantity}' is a count, which is held exactly",
            "for a range of counts state least and most",
        )
    if exactly is not None and not exactly.is_integer():
        yield (
            (*at, "exactly"),
            f"found {exactly:g}; '{quantity}' is a whole number",
            "for a range of counts state least and most",
        )


# --- the answer ---------------------------------------------------------------------------------


def _doubles(experiment: Experiment) -> Iterator[Problem]:
    for number, kpi in enumerate(experiment.outcomes):
        if kpi in experiment.outcomes[:number]:
            yield (("outcomes", number), f"the outcome '{kpi}' stands twice", None)


def _answer_problems(experiment: Experiment) -> Iterator[Problem]:
    answer = experiment.answer
    if answer.outcome not in experiment.outcomes:
        yield (
            ("answer", "outcome"),
            f"found '{answer.outcome}', which is not among the outcomes",
            suggest(answer.outcome, experiment.outcomes, "outcomes"),
        )
    if experiment.has_levels and not experiment.is_crossed:
        form = "contrast" if answer.contrast is not None else "best"
        yield (
            ("answer", form),
            f"{form} needs levers that are crossed, and the designs are a "
            f"{experiment.design.method.replace('_', ' ')}",
            "leave it out: the answer is then the best design of all",
        )
    if answer.best is not None:
        yield from _unknown(experiment.levers, ("answer", "best"), answer.best, answer.reference)
    if answer.contrast is not None:
        lever = answer.contrast.lever
        for side in ("setting", "against"):
            at: Keys = ("answer", "contrast", side)
            yield from _unknown(experiment.levers, at, lever, getattr(answer.contrast, side))
        if answer.contrast.setting == answer.contrast.against:
            yield (
                ("answer", "contrast"),
                f"the setting '{word(answer.contrast.setting)}' is contrasted with itself",
                None,
            )


def _unknown(
    levers: Mapping[str, Lever], at: Keys, lever: str, setting: str | float | None
) -> Iterator[Problem]:
    """Yield what is wrong with the name of a lever and of one of its settings."""
    if lever not in levers:
        yield (
            (*at[:-1], "lever") if at[:2] == ("answer", "contrast") else at,
            f"there is no lever '{lever}'",
            suggest(lever, levers, "levers"),
        )
    elif setting is not None and setting not in levels(levers[lever]):
        known = [word(level) for level in levels(levers[lever])]
        at = (*at[:-1], "reference") if at == ("answer", "best") else at
        yield (
            at,
            f"the lever '{lever}' has no setting '{word(setting)}'",
            suggest(word(setting), known, "settings"),
        )
