"""Funnel-lite in the event core of the compiled engine: its event list, its draws, its shape.

The tables are structured arrays, the world is one pointer to them, the event list is
``sim.engine.compiled.calendar`` and every number is drawn by name with Philox4x32-10; a block of
Philox gives two numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, STAGES, Funnel, Result
from sim.distributions import exponential
from sim.engine.compiled.calendar import drop_first, schedule
from sim.engine.compiled.world import ENTRY, doubled, table
from sim.jit import DISABLED, inner_jit, jit
from sim.streams import Luck, philox, uniform


class Kind(NamedTuple):
    """What happens; in one second whoever frees a person comes first."""

    check_in_over: int = 0
    ae_done: int = 1
    sdr_done: int = 2
    buyer_answers: int = 3
    meeting: int = 4
    check_in_due: int = 5
    lead_arrives: int = 6


class Stream(NamedTuple):
    """What numbers are drawn for."""

    lead: int = 0  # time until the next lead, SDR's work on this one
    agreement: int = 1  # whether there is a meeting, when
    stage: int = 2  # AE's work, the buyer's time
    answer: int = 3
    check_in: int = 4  # time until it is due, CSM's work
    churn: int = 5


KIND, STREAM = Kind(), Stream()
SDR, AE, CSM = range(3)
DONE, FULL = range(2)

LEAD = np.dtype(
    [
        ("since", "i8"),
        ("work", "i8"),
        ("buyer", "i8"),
        ("nth", "i8"),  # deals: the stage; customers: the check-in
        ("behind", "i8"),  # who waits behind, in the line of a desk
    ]
)
DESK = np.dtype([("free", "i8"), ("first", "i8"), ("last", "i8")])
COUNT = np.dtype(
    [
        ("now", "i8"),
        ("entries", "i8"),
        ("leads", "i8"),
        ("taken", "i8"),
        ("waited", "i8"),
        ("meetings", "i8"),
        ("wins", "i8"),
        ("churned", "i8"),
        ("check_ins", "i8"),
        ("events", "i8"),
    ]
)


class Run(NamedTuple):
    """How fine time is and when the run ends, seconds."""

    grid: int
    ends: int


class State(NamedTuple):
    """The tables of a run."""

    lead: Any
    desk: Any
    calendar: Any
    count: Any


FIELDS = ["luck", "funnel", "run", *State._fields]

if DISABLED:

    class World:
        """Numbers and tables behind one name."""

        def __init__(self, *values: Any) -> None:
            for name, value in zip(FIELDS, values, strict=True):
                setattr(self, name, value)

else:
    from numba import types
    from numba.experimental import structref

    @structref.register
    class WorldType(types.StructRef):
        """The compiled world's type: one field per table."""

        def preprocess_fields(self, fields: Any) -> Any:
            return tuple((name, types.unliteral(kind)) for name, kind in fields)

    class World(structref.StructRefProxy):  # type: ignore[no-redef]
        """Numbers and tables behind one pointer."""

    structref.define_proxy(World, WorldType, FIELDS)


_LOW, _32, _6 = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(6)
_SHORT, _16 = np.uint64(0xFFFF), np.uint64(16)
_TWO_26, _TWO_52 = 67108864.0, 4503599627370496.0


def _pair_compiled(luck, stream, who, nth):
    seed = np.uint64(luck.seed)
    a, b, c, d = philox(
        np.uint64(luck.replication) & _LOW,
        (np.uint64(stream) & _SHORT) | (((np.uint64(who) >> _32) & _SHORT) << _16),
        np.uint64(who) & _LOW,
        np.uint64(nth) & _LOW,
        seed & _LOW,
        seed >> _32,
    )
    one = float(((a >> _6) * _TWO_26 + (b >> _6) + 0.5) / _TWO_52)
    return one, float(((c >> _6) * _TWO_26 + (d >> _6) + 0.5) / _TWO_52)


def _pair_python(luck, stream, who, nth):
    low, seed, who = 0xFFFFFFFF, int(luck.seed), int(who)
    second = int(stream) | ((who >> 32) & 0xFFFF) << 16
    first, key = int(luck.replication) & low, (seed & low, (seed >> 32) & low)
    a, b, c, d = philox(first, second, who & low, int(nth) & low, *key)
    one = ((a >> 6) * _TWO_26 + (b >> 6) + 0.5) / _TWO_52
    return one, ((c >> 6) * _TWO_26 + (d >> 6) + 0.5) / _TWO_52


pair = _pair_python if DISABLED else jit(_pair_compiled)
pair.__doc__ = """Draw the two uniforms of one block; the first is ``streams.uniform``."""


@jit
def seconds(hours, u):
    """Return the exponential time with this mean, in whole seconds."""
    return int(exponential(3600.0 * hours, u) + 0.5)


@inner_jit
def ask(w, desk, lead, done):
    """Wait for one of the desk's people, or begin at once."""
    row = w.desk[desk]
    if row.free > 0:
        row.free -= 1
        begin(w, desk, lead, done)
        return
    if row.first < 0:
        row.first = lead
    else:
        w.lead[row.last].behind = lead
    row.last = lead
    w.lead[lead].behind = -1


@inner_jit
def begin(w, desk, lead, done):
    if desk == SDR:
        w.count[0].taken += 1
        w.count[0].waited += w.count[0].now - w.lead[lead].since
    schedule(w, w.count[0].now + w.lead[lead].work, done, lead, 0)


@inner_jit
def take_next(w, desk, done):
    """Somebody of this desk is done: take who waits first."""
    row = w.desk[desk]
    lead = row.first
    if lead < 0:
        row.free += 1
        return
    row.first = w.lead[lead].behind
    begin(w, desk, lead, done)


@inner_jit
def lead_arrives(w, lead):
    count = w.count[0]
    count.leads += 1
    gap, work = pair(w.luck, STREAM.lead, lead, 0)
    w.lead[lead].since = count.now
    w.lead[lead].work = seconds(w.funnel.sdr_work, work)
    ask(w, SDR, lead, KIND.sdr_done)
    until_next = seconds(1.0 / w.funnel.leads_per_hour, gap)
    schedule(w, count.now + until_next, KIND.lead_arrives, lead + 1, 0)


@inner_jit
def sdr_done(w, lead):
    take_next(w, SDR, KIND.sdr_done)
    agrees, delay = pair(w.luck, STREAM.agreement, lead, 0)
    if agrees < w.funnel.qualified:
        meets = w.count[0].now + seconds(w.funnel.until_meeting, delay)
        schedule(w, meets, KIND.meeting, lead, 0)


@inner_jit
def enter_stage(w, lead, stage):
    work, thinks = pair(w.luck, STREAM.stage, lead, stage)
    row = w.lead[lead]
    row.nth = stage
    row.work = seconds(w.funnel.ae_work, work)
    row.buyer = seconds(w.funnel.buyer_thinks, thinks)
    ask(w, AE, lead, KIND.ae_done)


@inner_jit
def ae_done(w, lead):
    take_next(w, AE, KIND.ae_done)
    schedule(w, w.count[0].now + w.lead[lead].buyer, KIND.buyer_answers, lead, 0)


@inner_jit
def buyer_answers(w, lead):
    stage = w.lead[lead].nth
    if uniform(w.luck, STREAM.answer, lead, stage) >= w.funnel.advances[stage]:
        return
    if stage + 1 < STAGES:
        enter_stage(w, lead, stage + 1)
    else:
        w.count[0].wins += 1
        plan_check_in(w, lead, 0)


@inner_jit
def plan_check_in(w, lead, nth):
    until, work = pair(w.luck, STREAM.check_in, lead, nth)
    w.lead[lead].nth = nth
    w.lead[lead].work = seconds(w.funnel.check_in_work, work)
    due = w.count[0].now + seconds(w.funnel.check_in_every, until)
    schedule(w, due, KIND.check_in_due, lead, 0)


@inner_jit
def check_in_over(w, lead):
    w.count[0].check_ins += 1
    take_next(w, CSM, KIND.check_in_over)
    nth = w.lead[lead].nth
    if uniform(w.luck, STREAM.churn, lead, nth) < w.funnel.churn:
        w.count[0].churned += 1
    else:
        plan_check_in(w, lead, nth + 1)


@inner_jit
def handle(w, kind, lead):
    if kind == KIND.lead_arrives:
        lead_arrives(w, lead)
    elif kind == KIND.sdr_done:
        sdr_done(w, lead)
    elif kind == KIND.meeting:
        w.count[0].meetings += 1
        enter_stage(w, lead, 0)
    elif kind == KIND.ae_done:
        ae_done(w, lead)
    elif kind == KIND.buyer_answers:
        buyer_answers(w, lead)
    elif kind == KIND.check_in_due:
        ask(w, CSM, lead, KIND.check_in_over)
    else:
        check_in_over(w, lead)


@jit
def advance(luck, funnel, run, state):
    """Run until the end, or until the tables are full; return which."""
    w: Any = World(luck, funnel, run, state.lead, state.desk, state.calendar, state.count)
    count = w.count[0]
    if count.events == 0 and count.entries == 0:
        first, _ = pair(luck, STREAM.lead, -1, 0)
        schedule(w, seconds(1.0 / funnel.leads_per_hour, first), KIND.lead_arrives, 0, 0)
    while True:
        if count.leads == len(w.lead) or count.entries + 2 > len(w.calendar):
            return FULL
        entry = w.calendar[0]
        time, tag = entry.time, entry.tag
        if time >= run.ends:
            return DONE
        drop_first(w)
        count.now = time
        count.events += 1
        handle(w, tag >> 32, tag & 0xFFFFFFFF)


def first_state(funnel: Funnel, hours: float) -> State:
    """Return the tables of an empty company, of a size that most runs never outgrow."""
    desk = table(3, DESK)
    for number, people in enumerate((funnel.sdrs, funnel.aes, funnel.csms)):
        desk[number].free, desk[number].first = people, -1
    leads = int(1.1 * funnel.leads_per_hour * hours) + 64
    return State(table(leads, LEAD), desk, table(leads // 8 + 64, ENTRY), table(1, COUNT))


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened."""
    hours = months * HOURS_PER_MONTH
    luck, length = Luck(seed, replication), Run(1, int(hours * 3600))
    state = first_state(FUNNEL, hours)
    while advance(luck, FUNNEL, length, state) == FULL:
        state = state._replace(lead=doubled(state.lead), calendar=doubled(state.calendar))
    count = state.count[0]
    return Result(
        int(count.leads),
        int(count.meetings),
        int(count.wins),
        int(count.churned),
        int(count.check_ins),
        int(count.waited) / 3600.0 / max(1, int(count.taken)),
        int(count.events),
    )
