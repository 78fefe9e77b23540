"""From one chart to the next: which seat of a re-organised company is which seat of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.org.chart import OrgChart, Seat, refuse_equal_keys, seat_key


@dataclass(frozen=True, slots=True)
class Succession:
    """All seats that some chart has; those of the first chart come first, in its order.

    ``places[k]`` says for every seat of chart k which of ``seats`` it is.
    """

    seats: tuple[Seat, ...]
    places: tuple[tuple[int, ...], ...]


def succession(charts: Sequence[OrgChart]) -> Succession:
    """Match the seats of each chart with those before.  Raises ``InputError``.

    A seat of the same name and job is the same seat.  Those left over are matched within their
    job, in the order of the charts: the people stay and get another unit and boss.  Seats
    beyond that are new.
    """
    seats = list(charts[0].seats)
    places = [tuple(range(len(seats)))]
    for chart in charts[1:]:
        places.append(_places(chart, places[-1], seats))
    refuse_equal_keys(seats)
    return Succession(tuple(seats), tuple(places))


def _places(chart: OrgChart, before: tuple[int, ...], seats: list[Seat]) -> tuple[int, ...]:
    """Where each seat of a chart stands in ``seats``, to which new ones are added."""
    known = {(seat.name, seat.job): seat.number for seat in seats}
    found = {
        seat.number: known[seat.name, seat.job]
        for seat in chart.seats
        if (seat.name, seat.job) in known
    }
    taken = set(found.values())
    left = [number for number in before if number not in taken]
    for seat in chart.seats:
        if seat.number in found:
            continue
        same = next((number for number in left if seats[number].job == seat.job), None)
        if same is None:
            same = _added(seat, seats)
        else:
            left.remove(same)
        found[seat.number] = same
    return tuple(found[seat.number] for seat in chart.seats)


def _added(seat: Seat, seats: list[Seat]) -> int:
    """Add a seat; a name that another job has already is told apart by the job."""
    number, names = len(seats), {other.name for other in seats}
    name = seat.name if seat.name not in names else f"{seat.name} ({seat.job})"
    seats.append(replace(seat, number=number, name=name, key=seat_key(name)))
    return number
