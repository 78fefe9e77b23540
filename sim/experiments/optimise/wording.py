"""What an optimisation found, in sentences composed from its numbers."""

from __future__ import annotations

from sim.experiments.designs import setting_title
from sim.experiments.gap import Gap
from sim.experiments.optimise.estimate import Estimate
from sim.experiments.optimise.objective import Objective
from sim.experiments.optimise.optimum import Optimum, TradeOff
from sim.experiments.optimise.search import Searched
from sim.experiments.space import Point
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.wording import small


def settings_words(file: ExperimentFile, point: Point) -> str:
    """Return a design's settings: ``pods, 9 SMB AEs, Touches 11``."""
    return ", ".join(setting_title(file, lever, value) for lever, value in point.items())


def in_words(objective: Objective, known: Estimate, scale: float, label: str = "") -> Gap:
    """Return a difference in percent of ``scale``, or in points of a share."""
    is_share = objective.kpi.display == "percent"
    factor = 100.0 if is_share else 100.0 / abs(scale)
    unit = "points" if is_share else "%"
    return Gap(label, factor * known.value, factor * known.low, factor * known.high, unit)


def answer(file: ExperimentFile, found: Optimum) -> str:
    """Return the answer: the winner against the base in fresh markets, with its interval."""
    objective, words = found.problem.objective, settings_words(file, found.winner.point)
    if found.winner.point == found.searched.base.point:
        return (
            f"{objective.title}: no design is better than the base itself ({words}), which was "
            f"chosen among {len(found.searched.candidates):,}."
        )
    level, before = float(found.fresh.winner.mean()), float(found.fresh.base.mean())
    gap = in_words(objective, found.fresh.gain, before)
    where = f"95 % interval {gap.interval}, {_fresh_markets(found)}"
    levels = f"{objective.show(level)} against {objective.show(before)}"
    if not gap.is_clear:
        return f"{objective.title}: {gap.verdict} between {words} and the base ({where}), {levels}."
    return f"{objective.title}: {gap.amount} with {words} against the base ({where}), {levels}."


def _fresh_markets(found: Optimum) -> str:
    worlds = len(found.problem.worlds)
    over = f" in each of {worlds} worlds" if worlds > 1 else ""
    return f"{found.fresh.markets:,} fresh markets{over}"


def optimism(found: Optimum) -> str:
    """Say by how much the search's own estimate of the gain was too good."""
    objective, fresh = found.problem.objective, found.fresh
    before = float(fresh.base.mean())
    gap = in_words(objective, fresh.optimism, before)
    same = Estimate(fresh.promised, fresh.promised, fresh.promised)
    promised = in_words(objective, same, before)
    shown = in_words(objective, fresh.gain, before)
    interval = f"95 % interval {gap.interval}"
    verdict = (
        f"optimism {gap.amount} ({interval}), so the search flattered its choice"
        if gap.low > 0
        else f"no clear optimism ({gap.amount}, {interval})"
    )
    return f"The search promised {promised.amount}, fresh markets give {shown.amount}: {verdict}."


def guarantee(found: Optimum) -> str:
    """Say what the selection promises, and for which designs."""
    finals, objective, chosen = found.finals, found.problem.objective, found.finals.selection
    if chosen is None:
        return "There was one finalist only: nothing had to be selected."
    least = f"{objective.show(finals.delta)} ({100 * found.effort.smallest_difference:g} % of the"
    batch = found.problem.batch
    what = f" in batches of {batch} markets" if batch > 1 else ""
    if not chosen.complete:
        return (
            f"No guarantee: {chosen.procedure} needs more than the {chosen.zone.most * batch:,} "
            f"markets allowed to a finalist; the winner is the best so far (--most allows more)."
        )
    return (
        f"If the best of the {len(finals.finalists)} finalists is better than the second by "
        f"{least} base's value) or more, {chosen.procedure} chooses it with probability "
        f"{100 * chosen.zone.confidence:g} % or more, by the expected {small(objective.title)}"
        f"{what}; of designs closer than that it may choose any. About designs that are no "
        "finalists it says nothing."
    )


def effort_words(searched: Searched) -> str:
    """Say how many designs were tried and how many were refused."""
    tried = f"{len(searched.candidates):,} designs were simulated"
    if searched.exhaustive:
        tried = f"All {len(searched.candidates):,} designs that may be were simulated"
    if not searched.refused:
        return f"{tried}."
    first = next(trial for trial in searched.trials if not trial.counts)
    were = "was" if searched.refused == 1 else "were"
    return f"{tried}, {searched.refused:,} more {were} refused (the first: {first.reason})."


def trade_off_answer(file: ExperimentFile, found: TradeOff) -> str:
    """Return the front in one sentence: its ends, and how many designs are clearly dominated."""
    front, (first, second) = found.front, found.problem.objectives
    parts = [
        f"{first.show(front.known[0].mean[place])} and {second.show(front.known[1].mean[place])} "
        f"with {settings_words(file, front.designs[place].point)}"
        for place in dict.fromkeys((front.front[0], front.front[-1]))
    ]
    ends = f"from {' to '.join(parts)}" if len(parts) > 1 else parts[0]
    return f"{_on_front(found)}, {ends}; {_dominated(found)} ({_front_basis(found)})."


def trade_off_title(found: TradeOff) -> str:
    """Return the same without the ends, for a figure that shows them."""
    return f"{_on_front(found)}; {_dominated(found)}"


def _on_front(found: TradeOff) -> str:
    first, second = found.problem.objectives
    number = len(found.front.front)
    designs = f"{number} design{'' if number == 1 else 's'}"
    return f"{first.title} and {small(second.title)}: {designs} on the front"


def _dominated(found: TradeOff) -> str:
    every = range(len(found.front.designs))
    clearly = sum(found.front.standing(place) == "clearly dominated" for place in every)
    return f"{clearly or 'none'} of {len(every)} clearly dominated"


def _front_basis(found: TradeOff) -> str:
    worlds = len(found.problem.worlds)
    over = f" in each of {worlds} worlds" if worlds > 1 else ""
    return f"95 %, all pairs at once, {found.front.markets:,} fresh markets{over}"
