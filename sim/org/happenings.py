"""What ``salesorg check`` says about the course of a run: events, rules, charts, empty desks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from sim.org.chart import OrgChart, build_chart
from sim.scenario.schema import Scenario
from sim.scenario.schema.events import Layoff, Reorganisation


def happenings(scenario: Scenario) -> list[tuple[str, str, str]]:
    """When, what and in which words: dated events by their day, then rules."""
    events = sorted(scenario.events, key=lambda event: event.date)
    dated = [(str(one.date), one.event, _words(one, ("event", "date"))) for one in events]
    return dated + [("rule", rule.do, _words(rule, ("do",))) for rule in scenario.rules]


def _words(entry: BaseModel, said: tuple[str, ...]) -> str:
    """The entry's keys that depart from their defaults; a chart by its head unit."""
    parts = []
    for key, value in entry:
        if key in said or value == type(entry).model_fields[key].default:
            continue
        text = f"to {value.unit or 'a people list'}" if key == "org" else f"{key} {_text(value)}"
        parts.append(text)
    return ", ".join(parts)


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def later_charts(scenario: Scenario) -> Iterator[tuple[str, OrgChart]]:
    """The charts that re-organisations bring, each with its day."""
    for event in scenario.events:
        if isinstance(event, Reorganisation):
            yield str(event.date), build_chart(scenario.model_copy(update={"org": event.org}))


def emptied_desks(chart: OrgChart, scenario: Scenario) -> Iterator[str]:
    """Roles of which no seat is left after layoffs and planned ends."""
    if any(isinstance(event, Reorganisation) for event in scenario.events):
        return  # another chart may bring them back
    closed = Counter(seat.role for seat in chart.seats if seat.ends is not None)
    for event in scenario.events:
        if isinstance(event, Layoff):
            closed[scenario.jobs[event.job].role] += event.count
    for role, count in closed.items():
        if count >= len(chart.with_role(role)):
            yield f"no {role.replace('_', ' ')} is left after the layoffs and planned ends"
