"""A year in one seat, month by month: hours, results, coaching, and the chance to leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.errors import InputError
from sim.rules.terms import SCALE
from sim.scenario.suggestions import listed, nearest
from sim.story.facts import money_words
from sim.story.reasons import Ground, percent, reasons_of
from sim.story.sentences import sentence_of
from sim.story.trace import Trace, date_of
from sim.story.weighed import Weighed, weighed_at
from sim.vocabulary import Chance, Kind, Work
from sim.worktime import HOUR, office_at

MONTHS = 12
SEAT_KINDS = (Kind.SEAT_OPENED, Kind.SEAT_CLOSED, Kind.HIRING_DELAYED, Kind.REPORTING_CHANGED)
NOTHING = "–"
MOST_WORKS = 5
WORK_NAMES = {number: name for name, number in Work._asdict().items()}
TITLES = {
    Work.DISCOVERY_CALL: "first mtgs",
    Work.DEAL_SUPPORT: "deal help",
    Work.INTERVIEWING: "interviews",
    Work.WINNING_OVER: "champions",
    Work.INSPECTION: "inspecting",
    Work.STANDING: "own work",
}


class Table(NamedTuple):
    """A title, the headings and the rows; the first column is the month."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Year(NamedTuple):
    """A seat and the months that are told, which begin and end at ``edges``."""

    trace: Trace
    seat: int
    number: int
    edges: np.ndarray

    @property
    def name(self) -> str:
        return self.trace.names.seats[self.seat]

    def lines(self) -> np.ndarray:
        """Return the log of these months."""
        first, last = np.searchsorted(self.trace.log["time"], self.edges[[0, -1]])
        return self.trace.log[first:last]


def seat_of(trace: Trace, name: str) -> int:
    """Return the seat of this name, or of the only name that holds it.  Raises ``InputError``."""
    seats = trace.names.seats
    if name in seats:
        return seats.index(name)
    found = [nth for nth, seat in enumerate(seats) if name.casefold() in seat.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"found {len(found)} seats with '{name}' in {trace.label}; expected one"
        raise InputError(message, key="--rep", hint=listed((seats[at] for at in found), 8))
    near = nearest(name, seats) or nearest(name, (seat.split(" / ")[-1] for seat in seats))
    hint = f"did you mean '{near}'?" if near else f"seats: {listed(seats, 12)}"
    raise InputError(f"found no seat '{name}' in {trace.label}", key="--rep", hint=hint)


def year_of(trace: Trace, name: str, number: int) -> Year:
    """Return the nth year of the horizon in a seat, 0 for the warm-up.  Raises ``InputError``."""
    run, seat = trace.params.run, seat_of(trace, name)
    first = int(np.searchsorted(run.month_starts, run.warm_up_ends))
    begins, ends = first + MONTHS * (number - 1), first + MONTHS * number
    begins, ends = max(0, begins), min(ends, len(run.month_starts) - 1)
    if begins >= ends:
        years = -(-(len(run.month_starts) - 1 - first) // MONTHS)
        message = f"found {number}; expected a year of the run: 1 to {years}"
        raise InputError(message + (", or 0 for the warm-up" if first else ""), key="--year")
    return Year(trace, seat, number, run.month_starts[begins : ends + 1])


# --- the two tables -------------------------------------------------------------------------
def hours_table(year: Year) -> Table:
    """Return the hours worked by month: in all, as a share of office time, by work."""
    lines = year.lines()
    done = lines[(lines["kind"] == Kind.WORK_DONE) & (lines["seat"] == year.seat)]
    hours = np.zeros((len(year.edges) - 1, max(WORK_NAMES) + 1))
    np.add.at(hours, (_month(year, done), done["code"]), done["other"] / HOUR)
    order = np.argsort(-hours.sum(axis=0), kind="stable")[:MOST_WORKS]
    works = [int(work) for work in order if hours[:, work].sum() > 0]
    office = office_hours(year)
    rows = []
    for month, row in enumerate(hours):
        busy = percent(row.sum() / office[month]) if office[month] > 0 else NOTHING
        cells = (f"{row.sum():.0f}", busy, *(_number(row[work]) for work in works))
        rows.append((month_words(year, month), *cells))
    titles = [_title(work) for work in works]
    return Table("Hours", ("", "hours", "of office", *titles), tuple(rows))


def _title(work: int) -> str:
    return TITLES.get(work, WORK_NAMES[work].replace("_", " ").lower())


def office_hours(year: Year) -> np.ndarray:
    """Return the office hours of each month in which somebody held the seat."""
    log, clock = year.trace.log, year.trace.params.clock
    moves = log[np.isin(log["kind"], (Kind.PERSON_JOINED, Kind.PERSON_LEFT))]
    moves = moves[moves["seat"] == year.seat]
    found, since = np.zeros(len(year.edges) - 1), -1
    for line in [*moves, None]:
        joined = line is not None and line["kind"] == Kind.PERSON_JOINED
        until = int(year.edges[-1]) if line is None else int(line["time"])
        if since >= 0:
            held = np.clip(year.edges, since, max(since, until))
            found += np.diff([office_at(clock, int(edge)) for edge in held]) / HOUR
        since = until if joined else -1
    return found


Column = tuple[str, Callable[[Year, np.ndarray], np.ndarray], Callable[[float], str]]


def results_table(year: Year) -> Table:
    """Return what came of it by month; columns without anything in them are left out."""
    lines = year.lines()
    kept = [(title, values(year, lines), show) for title, values, show in COLUMNS]
    kept = [column for column in kept if np.nansum(np.abs(column[1])) > 0]
    rows = [
        (month_words(year, month), *(show(values[month]) for _, values, show in kept))
        for month in range(len(year.edges) - 1)
    ]
    return Table("Results", ("", *(title for title, _, _ in kept)), tuple(rows))


def _counted(kind: int, column: str = "seat") -> Callable[[Year, np.ndarray], np.ndarray]:
    def count(year: Year, lines: np.ndarray) -> np.ndarray:
        found = lines[(lines["kind"] == kind) & (lines[column] == year.seat)]
        return np.bincount(_month(year, found), minlength=len(year.edges) - 1).astype(float)

    return count


def _summed(*kinds: int) -> Callable[[Year, np.ndarray], np.ndarray]:
    def add(year: Year, lines: np.ndarray) -> np.ndarray:
        found = lines[np.isin(lines["kind"], kinds) & (lines["seat"] == year.seat)]
        months = len(year.edges) - 1
        return np.bincount(_month(year, found), found["value"], minlength=months)

    return add


def bookings(year: Year, lines: np.ndarray) -> np.ndarray:
    """Return ACV won by month, cents; what an AE sells to customers counts too."""
    kinds = (Kind.DEAL_WON, Kind.CUSTOMER_EXPANDED)
    return _summed(*kinds)(year, lines)


def of_quota(year: Year, lines: np.ndarray) -> np.ndarray:
    """Return bookings since the first month shown against the yearly quota; 0 without a quota."""
    log = year.trace.log
    quotas = log[(log["kind"] == Kind.QUOTA_SET) & (log["seat"] == year.seat)]
    quotas = quotas[quotas["time"] < year.edges[-1]]
    quota = float(quotas["value"][-1]) if len(quotas) else 0.0
    return np.cumsum(bookings(year, lines)) / quota if quota > 0 else np.zeros(len(year.edges) - 1)


def _coached(year: Year, lines: np.ndarray) -> np.ndarray:
    found = lines[(lines["kind"] == Kind.WORK_DONE) & (lines["code"] == Work.COACHING)]
    found = found[found["subject"] == year.seat]
    return np.bincount(_month(year, found), found["other"] / HOUR, minlength=len(year.edges) - 1)


def leaving(year: Year, lines: np.ndarray) -> np.ndarray:
    """Return the chance to leave that was weighed in each month, 0 while the seat was vacant."""
    found = lines[(lines["kind"] == Kind.CHANCE_WEIGHED) & (lines["code"] == Chance.QUIT)]
    found = found[found["seat"] == year.seat]
    chances = np.zeros(len(year.edges) - 1)
    chances[_month(year, found)] = found["value"] / SCALE
    return chances


def _number(value: float) -> str:
    return f"{value:.0f}" if value else NOTHING


def _hours(value: float) -> str:
    return f"{value:.1f} h" if value else NOTHING


def _share(value: float) -> str:
    return percent(value)


def _money(cents: float) -> str:
    return money_words(cents) if cents else NOTHING


def _chance(value: float) -> str:
    return percent(value) if value else NOTHING


COLUMNS: tuple[Column, ...] = (
    ("set", _counted(Kind.MEETING_BOOKED, "other"), _number),
    ("held", _counted(Kind.MEETING_HELD), _number),
    ("won", _counted(Kind.DEAL_WON), _number),
    ("lost", _counted(Kind.DEAL_LOST), _number),
    ("renewed", _counted(Kind.CUSTOMER_RENEWED), _number),
    ("churned", _counted(Kind.CUSTOMER_CHURNED), _number),
    ("expanded", _counted(Kind.CUSTOMER_EXPANDED), _number),
    ("bookings", bookings, _money),
    ("of quota", of_quota, _share),
    ("commission", _summed(Kind.COMMISSION_EARNED), _money),
    ("coached", _coached, _hours),
    ("leave", leaving, _chance),
)
"""Heading, values by month, how a value is written."""


def _month(year: Year, lines: np.ndarray) -> np.ndarray:
    return np.searchsorted(year.edges, lines["time"], side="right") - 1


def month_words(year: Year, month: int) -> str:
    """Return ``Jul 2026``."""
    return f"{date_of(year.trace, int(year.edges[month])):%b %Y}"


# --- sentences ------------------------------------------------------------------------------
def holders(year: Year) -> list[tuple[int, str]]:
    """Return when somebody came, left or got a quota, in words."""
    lines = year.lines()
    kinds = (Kind.PERSON_JOINED, Kind.PERSON_LEFT, Kind.QUOTA_SET, *SEAT_KINDS)
    found = lines[np.isin(lines["kind"], kinds) & (lines["seat"] == year.seat)]
    return [(int(line["time"]), sentence_of(year.trace, line)) for line in found]


def best_and_worst(year: Year, most: int = 3) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the biggest deals won and lost: title, then deal number and words."""
    lines, told = year.lines(), []
    kinds = (Kind.DEAL_WON, "Biggest deals won"), (Kind.DEAL_LOST, "Biggest deals lost")
    for kind, title in kinds:
        found = lines[(lines["kind"] == kind) & (lines["seat"] == year.seat)]
        found = found[np.argsort(-found["value"], kind="stable")][:most]
        if len(found):
            deals = [(int(line["subject"]), sentence_of(year.trace, line)) for line in found]
            told.append((title, deals))
    return told


def answer(year: Year) -> str:
    """Return the year in a sentence: hours, bookings against quota, deals."""
    lines = year.lines()
    mine = lines[lines["seat"] == year.seat]
    hours = mine["other"][mine["kind"] == Kind.WORK_DONE].sum() / HOUR
    office = office_hours(year).sum()
    words = f"{hours:,.0f} hours of work in {office:,.0f} office hours"
    won, lost = ((mine["kind"] == kind).sum() for kind in (Kind.DEAL_WON, Kind.DEAL_LOST))
    if won + lost:
        words += f"; {won} deals won and {lost} lost"
    sold, share = bookings(year, lines).sum(), of_quota(year, lines)[-1]
    if sold > 0:
        words += f"; {money_words(sold)} booked"
    if share > 0:
        words += f", {percent(share)} of a year's quota"
    return words + "."


def riskiest(year: Year) -> str:
    """Return when the holder was likeliest to leave and why; "" where nobody could."""
    chances = leaving(year, year.lines())
    if not chances.any():
        return ""
    month = int(np.argmax(chances))
    weighed = _weighed_in(year, month)
    reasons = reasons_of(Ground(year.trace.params, 0, 0, weighed))
    against = [reason.words for reason in reasons if reason.log_odds > 0][:2]
    why = f" ({', '.join(against)})" if against else ""
    went = "; decided to leave" if weighed.yes else ""
    usual = percent(weighed.usual)
    when = month_words(year, month)
    return f"Likeliest to leave in {when}: {percent(weighed.chance)}, usually {usual}{why}{went}."


def _weighed_in(year: Year, month: int) -> Weighed:
    """Return the chance to leave that was weighed in this month."""
    log = year.trace.log
    found = (log["kind"] == Kind.CHANCE_WEIGHED) & (log["code"] == Chance.QUIT)
    found &= (log["seat"] == year.seat) & (log["time"] >= year.edges[month])
    return weighed_at(log, int(np.flatnonzero(found)[0]))
