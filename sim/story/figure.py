"""The timeline of one buyer: what stage it stood in, day by day, in each organisation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim.report.canvas import Form, Picture, quiet, sheet
from sim.report.palette import INK, MUTED, PAPER, scenario_colour
from sim.story.explain import decisive_of, parting_of
from sim.story.facts import STAGES
from sim.story.tell import Story, ending
from sim.vocabulary import Kind
from sim.worktime import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHADES = {"lead": 0.18, "meeting": 0.3, "Discovery": 0.42, "Evaluation": 0.56}
SHADES |= {"Proposal": 0.72, "Negotiation": 0.9}
OUR_WORK = (Kind.WORK_DONE,)
BAR = 0.46


class Phase(NamedTuple):
    """A time in one stage, days of the run."""

    name: str
    begins: float
    ends: float


def timeline(stories: Sequence[Story]) -> Picture:
    """Return the timeline of one buyer in one or two organisations."""
    ends = [f"{ending(story)} in {story.trace.label}" for story in stories]
    title = "; ".join(ends)
    if len(stories) == 2:
        title = f"The same buyer: {title}"
    note = (
        "From the lead to the end of the deal. Shades are the stages; ticks are work of ours for "
        "this buyer; the end is a filled circle for won, a cross for lost."
    )
    if len(stories) == 2:
        note += " Dotted: where the stories part. Dashed: the draw that decided."
    return Picture(
        key="timeline",
        title=title[:1].upper() + title[1:],
        note=note,
        alt=f"Timeline of the stages of the deal. {title}",
        draw=partial(_draw, tuple(stories)),
    )


def phases_of(story: Story) -> list[Phase]:
    """Return the stages of the buyer's way, until the deal (or the lead) ended."""
    marks = [_mark(story, entry.place) for entry in story.entries]
    found = [mark for mark in marks if mark is not None]
    phases = []
    for (name, begins), (_, ends) in zip(found, [*found[1:], ("", _last(story))], strict=True):
        if name in SHADES:
            phases.append(Phase(name, begins, ends))
    return phases


def _mark(story: Story, place: int) -> tuple[str, float] | None:
    """Return the phase that begins with this line of the log, or the end; None for others."""
    line = story.trace.log[place]
    kind, day = int(line["kind"]), float(line["time"]) / DAY
    if kind == Kind.LEAD_CREATED:
        return "lead", day
    if kind == Kind.MEETING_BOOKED:
        return "meeting", day
    if kind == Kind.STAGE_ENTERED:
        return STAGES[int(line["code"])], day
    if kind in (Kind.DEAL_WON, Kind.DEAL_LOST, Kind.LEAD_ENDED):
        return "end", day
    return None


def _last(story: Story) -> float:
    return story.trace.params.run.ends / DAY


def _draw(stories: tuple[Story, ...], form: Form) -> Figure:
    figure = sheet(form, 0.9 + 0.75 * len(stories))
    axes = figure.subplots()
    lanes = [phases_of(story) for story in stories]
    begins = min((phase.begins for lane in lanes for phase in lane), default=0.0)
    whole = max((phase.ends for lane in lanes for phase in lane), default=0.0) - begins
    for row, (story, phases) in enumerate(zip(stories, lanes, strict=True)):
        _lane(axes, story, phases, row)
        _label(axes, phases, row, whole)
    if len(stories) == 2:
        _differences(axes, *stories)
    axes.set_yticks(range(len(stories)), [story.trace.label for story in stories])
    axes.set_ylim(len(stories) - 0.45, -0.6)
    axes.set_xlabel("day of the run")
    axes.tick_params(axis="y", labelsize=9)
    quiet(axes)
    return figure


def _lane(axes: Axes, story: Story, phases: list[Phase], row: int) -> None:
    """Draw the stages as bars, our work as ticks below, the end as a mark."""
    colour = scenario_colour(row)
    for phase in phases:
        span = phase.ends - phase.begins
        axes.barh(
            row,
            span,
            BAR,
            left=phase.begins,
            color=colour,
            alpha=SHADES[phase.name],
            lw=0.6,
            edgecolor=PAPER,
        )
    worked = _work_days(story, phases)
    axes.plot(worked, [row + 0.34] * len(worked), "|", color=colour, ms=6, mew=1.2)
    _end(axes, story, phases, row, colour)


def _label(axes: Axes, phases: list[Phase], row: int, whole: float) -> None:
    """Name the phases that are long enough for their name, of ``whole`` days in the picture."""
    for phase in phases:
        if phase.ends - phase.begins > 0.011 * len(phase.name) * whole:
            middle = (phase.begins + phase.ends) / 2
            ink = PAPER if SHADES[phase.name] > 0.7 else INK
            axes.text(middle, row, phase.name, ha="center", va="center", fontsize=7.5, color=ink)


def _work_days(story: Story, phases: list[Phase]) -> list[float]:
    log, end = story.trace.log, phases[-1].ends if phases else 0.0
    times = [entry.time / DAY for entry in story.entries if log[entry.place]["kind"] in OUR_WORK]
    return [day for day in times if day <= end]


def _end(axes: Axes, story: Story, phases: list[Phase], row: int, colour: str) -> None:
    lines = story.trace.log[[entry.place for entry in story.entries]]
    won, lost = ((lines["kind"] == kind).any() for kind in (Kind.DEAL_WON, Kind.DEAL_LOST))
    if phases and (won or lost):
        marker = "o" if won else "X"
        axes.plot([phases[-1].ends], [row], marker, color=colour, ms=9, mec=PAPER, clip_on=False)


def _differences(axes: Axes, here: Story, there: Story) -> None:
    """Mark the first difference and the draw that decided, in each lane."""
    parting, decisive = parting_of(here, there), decisive_of(here, there)
    for row, entry in enumerate((parting.here, parting.there)):
        if entry is not None:
            _line(axes, entry.time / DAY, row, ":")
    if decisive is not None:
        for row, entry in enumerate(decisive):
            _line(axes, entry.time / DAY, row, "--")


def _line(axes: Axes, day: float, row: int, style: str) -> None:
    axes.plot([day, day], [row - 0.42, row + 0.42], style, color=MUTED, lw=1.4)
