"""Numbers that are fine one by one and cannot be true together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.marked import Path
from sim.scenario.org_check import Problem
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import BudgetCut, CompetitorEntry, DemandShift, PriceChange
from sim.scenario.schema.rules import SpendRule
from sim.scenario.suggestions import suggest

LOSSES = ("no_decision_share", "unresponsive_share", "disqualified_share", "price_share")


def number_problems(scenario: Scenario) -> Iterator[Problem]:
    """Every contradiction between two numbers or lists of the scenario."""
    yield from _unknown_inflow(scenario)
    yield from _wrong_order(scenario)
    yield from _too_many_losses(scenario)
    yield from _no_demand(scenario)
    yield from _idle_competitors(scenario)
    yield from _repeated_words(scenario)


def _unknown_inflow(scenario: Scenario) -> Iterator[Problem]:
    for name in scenario.initial.inflow:
        if name not in scenario.segments and name not in _removed_by_default(scenario):
            yield Problem(
                ("initial", "inflow", name),
                f"unknown segment '{name}'",
                suggest(name, scenario.segments, "segments"),
            )


def _removed_by_default(scenario: Scenario) -> set[str]:
    """Segments of the default company: who removes one may leave its number where it was."""
    default = type(scenario.initial)().inflow
    return {name for name, value in default.items() if scenario.initial.inflow.get(name) == value}


def _wrong_order(scenario: Scenario) -> Iterator[Problem]:
    """Ends of a range that are the wrong way round."""
    feedback, structure = scenario.feedback, scenario.structure
    pairs: list[tuple[Path, float, str, float]] = [
        (("feedback", "highest_auc"), feedback.highest_auc, "lowest_auc", feedback.lowest_auc),
        (
            ("structure", "fidelity_structured"),
            structure.fidelity_structured,
            "fidelity_unstructured",
            structure.fidelity_unstructured,
        ),
    ]
    for path, high, other, low in pairs:
        if high < low:
            yield Problem(path, f"found {high:g}; expected at least {path[0]}.{other}, {low:g}")


def _too_many_losses(scenario: Scenario) -> Iterator[Problem]:
    total = sum(getattr(scenario.ae, name) for name in LOSSES)
    if total > 1 + 1e-9:
        yield Problem(
            ("ae", _raised_most(scenario)),
            f"the shares of losses sum to {total:g}; expected at most 1",
            f"they are ae.{', ae.'.join(LOSSES)}; the rest goes to a competitor",
        )


def _raised_most(scenario: Scenario) -> str:
    """The share of losses that is farthest above its default."""
    default = type(scenario.ae)()
    return max(LOSSES, key=lambda name: getattr(scenario.ae, name) - getattr(default, name))


def _no_demand(scenario: Scenario) -> Iterator[Problem]:
    for key in ("weekday", "hours", "season"):
        if not any(getattr(scenario.demand, key)):
            yield Problem(
                ("demand", key),
                "found only zeros; expected one value above 0",
                "for a market without leads set channels.*.leads_per_month to 0",
            )


def _idle_competitors(scenario: Scenario) -> Iterator[Problem]:
    for number, event in enumerate(scenario.events):
        if isinstance(event, CompetitorEntry) and event.share == event.effect == 0:
            yield Problem(
                ("events", number), "this competitor changes nothing", "state share or effect"
            )


def _repeated_words(scenario: Scenario) -> Iterator[Problem]:
    for number, event in enumerate(scenario.events):
        if isinstance(event, (DemandShift, BudgetCut)):
            yield from _repeated(("events", number, "channels"), event.channels)
        if isinstance(event, PriceChange):
            yield from _repeated(("events", number, "segments"), event.segments)
    for number, rule in enumerate(scenario.rules):
        if isinstance(rule, SpendRule):
            yield from _repeated(("rules", number, "channels"), rule.channels)


def _repeated(path: Path, words: Sequence[str] | None) -> Iterator[Problem]:
    for word in dict.fromkeys(words or ()):
        if words is not None and words.count(word) > 1:
            yield Problem(path, f"'{word}' stands {words.count(word)} times in the list")
