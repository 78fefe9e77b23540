"""The company on one screen: what ``salesorg check`` prints for a scenario without mistakes."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sim.org.chart import OrgChart, Seat, Unit
from sim.org.distance import Interface, interface, marketing_head
from sim.org.happenings import happenings, later_charts
from sim.org.measures import cost_by_role, headcount, layers, planned, spans
from sim.org.warnings import chart_warnings
from sim.scenario.loading import scenario_hash
from sim.scenario.schema import Scenario

_HAND_OFFS = (
    ("marketing", "sdr"),
    ("sdr", "ae"),
    ("bdr", "ae"),
    ("setter", "ae"),
    ("ae", "csm"),
    ("ae", "marketing"),
)
_UNITS_SHOWN = 60


def describe(scenario: Scenario, chart: OrgChart) -> RenderableType:
    """Title, story, chart, heads and cost, spans and layers, distances, plans, warnings (Rich)."""
    parts: list[RenderableType] = [_heading(scenario), _tree(chart), _heads(scenario, chart)]
    parts += [_spans(chart), _distances(chart)]
    if planned(chart, scenario) or any(seat.ends for seat in chart.seats):
        parts.append(_plans(chart, scenario))
    if happenings(scenario):
        parts.append(_happenings(scenario))
    parts.append(_warnings(chart, scenario))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _heading(scenario: Scenario) -> RenderableType:
    title = Text(scenario.title or scenario.name, style="bold")
    title.append(f"  {scenario.name}, {scenario_hash(scenario)}", style="dim not bold")
    story, question = (" ".join(text.split()) for text in (scenario.story, scenario.question))
    below = [Text(story)] if story else []
    below += [Text(question, style="italic")] if question else []
    return Group(title, *below)


def _tree(chart: OrgChart) -> RenderableType:
    """Units with their leader and seats, as deep as the chart goes."""
    below: dict[str | None, list[Unit]] = {}
    for unit in chart.units:
        below.setdefault(unit.parent, []).append(unit)
    seats: dict[str, Counter[str]] = {}
    for seat in chart.seats:
        seats.setdefault(seat.unit, Counter())[seat.job] += 1

    def grow(branch: Tree, unit: Unit) -> None:
        for team in below.get(unit.name, []):
            grow(branch.add(_unit_line(chart, team, seats)), team)

    top = below[None][0]
    tree = Tree(_unit_line(chart, top, seats), guide_style="dim")
    if len(chart.units) <= _UNITS_SHOWN:
        grow(tree, top)
    else:
        tree.add(Text(f"{len(chart.units)} units, too many to draw here", style="dim"))
    return tree


def _unit_line(chart: OrgChart, unit: Unit, seats: dict[str, Counter[str]]) -> Text:
    counts = Counter(seats.get(unit.name, Counter()))
    line = Text(unit.name, style="bold")
    if unit.leader >= 0:
        leader = chart.seats[unit.leader].job
        counts[leader] -= 1
        line.append(f"  {leader}", style="cyan not bold")
    own = ", ".join(f"{number} {job}" for job, number in counts.items() if number)
    return line.append(f"  {own}", style="not bold") if own else line


def _heads(scenario: Scenario, chart: OrgChart) -> RenderableType:
    table = _table("Heads and cost")
    table.add_column("role")
    table.add_column("seats", justify="right")
    table.add_column("of which", ratio=1)
    table.add_column("cost/year", justify="right")
    costs = cost_by_role(chart, scenario)
    for role, number in headcount(chart).items():
        jobs = Counter(seat.job for seat in chart.with_role(role))
        parts = ", ".join(f"{count} {job}" for job, count in jobs.items()) if len(jobs) > 1 else ""
        table.add_row(role, str(number), parts, _money(costs[role]))
    table.add_section()
    total = f"{len(chart.seats)}"
    table.add_row("all", total, "pay at target, with employer's costs", _money(sum(costs.values())))
    return table


def _money(usd: float) -> str:
    return f"${usd / 1e6:.2f}M" if usd else "not counted"


def _spans(chart: OrgChart) -> RenderableType:
    table = _table(f"Spans, in {layers(chart)} layers")
    table.add_column("leader", ratio=1)
    table.add_column("direct reports", justify="right")
    table.add_column("people below", justify="right")
    everybody = _people_below(chart)
    wide_first = sorted(spans(chart).items(), key=lambda item: (-item[1], item[0]))
    for number, span in wide_first[:20]:
        table.add_row(chart.seats[number].name, str(span), str(everybody[number]))
    if len(wide_first) > 20:
        table.add_row(f"and {len(wide_first) - 20} more", "", "")
    return table


def _people_below(chart: OrgChart) -> Counter[int]:
    below: Counter[int] = Counter()
    for seat in sorted(chart.seats, key=lambda seat: -seat.depth):
        if seat.boss >= 0:
            below[seat.boss] += 1 + below[seat.number]
    return below


def _distances(chart: OrgChart) -> RenderableType:
    table = _table("Distances: levels up to the common boss")
    table.add_column("from → to")
    table.add_column("levels", justify="right")
    table.add_column("they meet at", ratio=1)
    for giver, taker in _HAND_OFFS:
        met = interface(chart, _side(chart, giver), _side(chart, taker))
        if met is not None:
            table.add_row(f"{_word(giver)} → {_word(taker)}", _levels(met), _bosses(met))
    return table


def _side(chart: OrgChart, word: str) -> tuple[Seat, ...]:
    if word == "marketing":
        return (chart.seats[marketing_head(chart)],)
    return chart.with_role(word)


def _word(role: str) -> str:
    return role.upper() if role not in ("marketing", "setter") else role


def _levels(met: Interface) -> str:
    if met.lowest == met.highest:
        return str(met.lowest)
    return f"{met.mean:.1f} ({met.lowest}–{met.highest})"


def _bosses(met: Interface) -> str:
    shown = [name if share > 0.995 else f"{name} {share:.0%}" for name, share in met.bosses[:3]]
    more = len(met.bosses) - 3
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _plans(chart: OrgChart, scenario: Scenario) -> RenderableType:
    table = _table("Planned seats")
    table.add_column("day")
    table.add_column("what")
    table.add_column("seats", justify="right")
    table.add_column("job")
    table.add_column("unit", ratio=1)
    opening = [(str(s.starts), "opens", s.job, s.unit) for s in planned(chart, scenario)]
    closing = [(str(s.ends), "closes", s.job, s.unit) for s in chart.seats if s.ends]
    groups = Counter(opening + closing)
    for (day, what, job, unit), number in sorted(groups.items())[:20]:
        table.add_row(day, what, str(number), job, unit)
    return table


def _happenings(scenario: Scenario) -> RenderableType:
    table = _table("What happens")
    table.add_column("when")
    table.add_column("what")
    table.add_column("how", ratio=1)
    for row in happenings(scenario)[:40]:
        table.add_row(*row)
    return table


def _warnings(chart: OrgChart, scenario: Scenario) -> RenderableType:
    warnings = chart_warnings(chart, scenario)
    for day, later in later_charts(scenario):
        new = [text for text in chart_warnings(later, scenario) if text not in warnings]
        warnings += [f"from {day}: {text}" for text in new]
    if not warnings:
        return Text("No mistakes, no warnings.", style="green")
    shown = [Text(f"! {warning}", style="yellow") for warning in warnings[:12]]
    if len(warnings) > 12:
        shown.append(Text(f"! and {len(warnings) - 12} more warnings", style="yellow"))
    return Group(Text("No mistakes. Worth a second look:", style="green"), *shown)


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
