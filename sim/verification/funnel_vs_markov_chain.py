"""The funnel against an absorbing Markov chain.

The default channels and (equally large) segments with ample people and every effect at its null
value: a lead then walks from touch to touch, through nurture, bookings and stages by chances that
the scenario states, and nothing else matters.  Each lead is an independent walk, so shares have
exact binomial tolerances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.params import Frozen
from sim.scenario.schema import Scenario
from sim.verification.case import Check, Effort, Finding, mean_tolerance, share_check
from sim.verification.drawing import draw_checks
from sim.verification.markov import Chain, absorbed, visits
from sim.verification.runs import measured, of_kind
from sim.verification.worlds import job, laid_over, org, quiet, quiet_segment
from sim.vocabulary import Kind, Reason, Stage
from sim.worktime import DAY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REPLICATIONS: dict[Effort, int] = {"fast": 1, "all": 12}
TOUCHES = 5
CONNECTS = 0.15
RECYCLES = 0.3
REBOOKS, REBOOKINGS = 0.5, 2
LEADS_PER_MONTH = 3000
"""Leads of every channel."""
LONGEST = 120 * DAY
"""No walk takes longer: leads that come later than this before the end are not looked at."""


class Walks(NamedTuple):
    """Leads of one replication, one row each."""

    channel: np.ndarray
    segment: np.ndarray
    qualified: np.ndarray
    booked: np.ndarray
    held: np.ndarray
    accepted: np.ndarray
    touches: np.ndarray
    ended_in: np.ndarray
    """Stage in which the deal ended; -1 without a deal, ``Stage.WON`` for a deal won."""
    waiting: np.ndarray
    """Whether lead or deal has not ended yet: none should."""


def company() -> Frozen:
    """Return the default channels and segments with ample people and no effects."""
    segments = {
        name: laid_over(quiet_segment(), {**_own(segment), "stage_sigma": 0.3, "buyer_sigma": 0.0})
        for name, segment in _default("segments").items()
    }
    channels = {
        name: {
            **channel.model_dump(include={"mql_share", "qualifies", "held", "accept", "urgent"}),
            "leads_per_month": LEADS_PER_MONTH,
            "response_floor": 1.0,
        }
        for name, channel in _default("channels").items()
    }
    desk = {
        "touches": TOUCHES,
        "gap_hours": 1.0,
        "connects": CONNECTS,
        "recycle_share": RECYCLES,
        "recycle_days": 2.0,
    }
    return quiet(
        {
            "segments": {"only": None, **segments},
            "channels": {"web": None, **channels},
            "sdr": desk,
            "meeting": {"rebook_share": REBOOKS, "rebookings": REBOOKINGS},
            "demand": {"fit_sigma": 0.6, "intent_sigma": 0.5, "score_noise": 1.1},
            "jobs": {"sdr": job("sdr"), "ae": job("ae")},
            "org": org(sdr=8, ae=8),
        }
    )


def _default(table: str) -> dict[str, Any]:
    return dict(Scenario.model_fields[table].get_default(call_default_factory=True))


def _own(segment: Any) -> dict[str, Any]:
    return {"inbound_share": 1 / 3, "stage_advance": segment.stage_advance}


# --- theory -----------------------------------------------------------------------------------
def lead_chain(qualifies: float, show: float, accept: float) -> Chain:
    """Return the walk of an MQL: touches in two rounds, bookings, the AE's decision."""
    chain: dict[str, dict[str, float]] = {}
    for cadence in (0, 1):
        for touch in range(TOUCHES):
            state, following = f"touch {cadence}.{touch}", f"touch {cadence}.{touch + 1}"
            if touch == TOUCHES - 1:
                following = "not reached" if cadence else "nurture"
            answers = {
                "booking 0": CONNECTS * qualifies,
                "not qualified": CONNECTS * (1 - qualifies),
            }
            chain[state] = {**answers, following: 1 - CONNECTS}
    chain["nurture"] = {"touch 1.0": RECYCLES, "not reached": 1 - RECYCLES}
    for booking in range(REBOOKINGS + 1):
        again = REBOOKS if booking < REBOOKINGS else 0.0
        chain[f"booking {booking}"] = {
            "meeting": show,
            f"booking {booking + 1}" if again else "no show": (1 - show) * (again or 1.0),
            **({"no show": (1 - show) * (1 - again)} if again else {}),
        }
    chain["meeting"] = {"accepted": accept, "rejected": 1 - accept}
    return chain


def deal_chain(advance: list[float]) -> Chain:
    """Return the walk of a deal through its stages."""
    names = ["discovery", "evaluation", "proposal", "negotiation", "won"]
    return {
        name: {names[place + 1]: chance, f"lost in {name}": 1 - chance}
        for place, (name, chance) in enumerate(zip(names, advance, strict=False))
    }


# --- the log ----------------------------------------------------------------------------------
def walks(frozen: Frozen, log: np.ndarray) -> Walks:
    """Read the walks of leads that came early enough, but for those that met a busy account."""
    created = _by_number(of_kind(log, Kind.LEAD_CREATED))
    count = len(created)
    ended = of_kind(log, Kind.LEAD_ENDED)
    mine = (created["time"] >= 0) & (created["time"] < frozen.params.run.ends - LONGEST)
    mine[ended["subject"][ended["code"] == Reason.ACCOUNT_BUSY]] = False
    last, touches = np.full(count, -1), np.zeros(count, np.int64)
    last[ended["subject"]], touches[ended["subject"]] = ended["code"], ended["value"]
    ended_in = _ends_of_deals(log, count)
    waiting = mine & ((last < 0) | ((last == Reason.ACCEPTED) & (ended_in < 0)))
    marks = {kind: _marked(log, kind, count)[mine] for kind in _MARKS}
    return Walks(
        channel=created["code"][mine],
        segment=created["other"][mine],
        qualified=marks[Kind.LEAD_MARKETING_QUALIFIED],
        booked=marks[Kind.MEETING_BOOKED],
        held=marks[Kind.MEETING_HELD],
        accepted=(last == Reason.ACCEPTED)[mine],
        touches=touches[mine],
        ended_in=ended_in[mine],
        waiting=waiting[mine],
    )


_MARKS = (Kind.LEAD_MARKETING_QUALIFIED, Kind.MEETING_BOOKED, Kind.MEETING_HELD)


def _by_number(created: np.ndarray) -> np.ndarray:
    """Return one row per lead number; leads that have not come yet have the time -1."""
    rows = np.full(int(created["subject"].max()) + 1, -1, created.dtype)
    rows[created["subject"]] = created
    return rows


def _marked(log: np.ndarray, kind: int, count: int) -> np.ndarray:
    """Say for every lead whether it has an event of this kind."""
    marks = np.zeros(count, bool)
    marks[of_kind(log, kind)["subject"]] = True
    return marks


def _ends_of_deals(log: np.ndarray, leads: int) -> np.ndarray:
    """Return for every lead the stage in which its deal ended, -1 without one."""
    opened, lost = of_kind(log, Kind.OPPORTUNITY_OPENED), of_kind(log, Kind.DEAL_LOST)
    stage = np.full(int(opened["subject"].max()) + 1, -1)
    stage[lost["subject"]] = lost["other"]
    stage[of_kind(log, Kind.DEAL_WON)["subject"]] = Stage.WON
    ends = np.full(leads, -1)
    ends[opened["other"]] = stage[opened["subject"]]
    return ends


# --- both -------------------------------------------------------------------------------------
def examine(effort: Effort) -> Finding:
    """Compare the walks of every channel and segment with their chains."""
    frozen = company()
    found = measured(frozen, REPLICATIONS[effort], walks)
    every = Walks(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    checks = [Check("Walks that have not ended", int(every.waiting.sum()), 0, 0)]
    for place, name in enumerate(frozen.names.channels):
        checks += _channel_checks(frozen, every, place, name)
    for place, name in enumerate(frozen.names.segments):
        checks += _segment_checks(frozen, every, place, name)

    def draw(figure: Figure) -> None:
        draw_checks(figure, checks)

    return Finding(checks, f"{len(every.channel):,} leads; exact binomial tolerances.", draw)


def _channel_checks(frozen: Frozen, every: Walks, place: int, name: str) -> list[Check]:
    scenario = _default("channels")[name]
    show = float(frozen.params.channel["show"][place])
    chain = lead_chain(scenario.qualifies, show, scenario.accept)
    start = "touch 0.0"
    passed, ends = visits(chain, start), absorbed(chain, start)
    leads = every.channel == place
    mqls = leads & every.qualified
    touches = sum(count for state, count in passed.items() if state.startswith("touch"))
    seen = every.touches[mqls]
    return [
        _share(f"{name}: lead to MQL", leads, every.qualified, scenario.mql_share),
        _share(f"{name}: MQL to booked", mqls, every.booked, passed["booking 0"]),
        _share(f"{name}: booked to held", mqls & every.booked, every.held, scenario.held),
        _share(f"{name}: MQL to SAO", mqls, every.accepted, ends["accepted"]),
        Check(f"{name}: touches per MQL", float(seen.mean()), touches, mean_tolerance(seen)),
    ]


def _segment_checks(frozen: Frozen, every: Walks, place: int, name: str) -> list[Check]:
    advance = _default("segments")[name].stage_advance
    chain = deal_chain(advance)
    won = absorbed(chain, "discovery")["won"]
    deals = every.accepted & (every.segment == place)
    checks = [_share(f"{name}: SAO to won", deals, every.ended_in == Stage.WON, won)]
    for stage, state in enumerate(chain):
        reached = deals & (every.ended_in >= stage)
        checks.append(
            _share(
                f"{name}: advances from {state}", reached, every.ended_in > stage, advance[stage]
            )
        )
    return checks


def _share(what: str, of: np.ndarray, hits: np.ndarray, expected: float) -> Check:
    return share_check(what, int((of & hits).sum()), int(of.sum()), expected)
