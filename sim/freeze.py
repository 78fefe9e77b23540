"""``freeze``: the only bridge from a scenario's words to the numbers that engines read.

Units are converted here once: hours and days to seconds, dollars to cents, yearly rates to monthly.
Evidence states outcomes (a share of meetings held, a share of leads qualified); what the rules need
(a chance per booking, a score threshold) is solved from them here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np

from sim.distributions import gamma_table
from sim.errors import InputError
from sim.org.chart import OrgChart, build_chart
from sim.org.chart import Seat as ChartSeat
from sim.params import (
    CHANNEL,
    JOB,
    SEAT,
    SEGMENT,
    STAGES,
    AeParams,
    CsmParams,
    DemandParams,
    Frozen,
    LeaderParams,
    LedgerParams,
    MeetingParams,
    Names,
    OutboundParams,
    Params,
    PeopleParams,
    RoutingParams,
    RunTimes,
    SdrParams,
    StructureParams,
)
from sim.rules.leader import MONTH
from sim.scenario.schema import Agenda, Outbound, Scenario, Segment
from sim.vocabulary import Desk, Interface, Role, Routing
from sim.worktime import OfficeCalendar, build_calendar, yearly_holidays

HOUR, DAY = 3600, 86400
_WEEKS_PER_MONTH = 365.25 / 12 / 7
_TAIL_DAYS = 500  # office calendar beyond the end, for work that outlives the run
_INTERVIEW_DAYS = 5  # what interviews usually add to the search for a candidate
_NORMAL = NormalDist()


def freeze(scenario: Scenario, chart: OrgChart | None = None) -> Frozen:
    """Freeze a scenario (and its chart) to numbers.  Raises ``InputError``."""
    chart = build_chart(scenario) if chart is None else chart
    run, clock = _times(scenario)
    segments = list(scenario.segments)
    seats = _seats(scenario, chart, segments)
    params = Params(
        clock=clock,
        run=run,
        segment=_segments(scenario),
        channel=_channels(scenario),
        job=_jobs(scenario, segments),
        seat=seats,
        demand=_demand(scenario, clock),
        routing=_routing(scenario, seats),
        sdr=_sdr(scenario),
        bdr=_outbound(scenario, scenario.bdr, 0),
        setter=_outbound(scenario, scenario.setter, 1),
        meeting=_meeting(scenario),
        ae=_ae(scenario),
        csm=_csm(scenario),
        leader=_leader(scenario, seats),
        structure=_structure(scenario),
        people=_people(scenario),
        ledger=_ledger(scenario),
    )
    names = Names(
        scenario=scenario.name,
        segments=tuple(segments),
        channels=tuple(scenario.channels),
        jobs=tuple(scenario.jobs),
        seats=tuple(seat.name for seat in chart.seats),
        units=tuple(unit.name for unit in chart.units),
    )
    return Frozen(params, names)


def _table(rows: int, kind: np.dtype) -> np.recarray:
    return np.zeros(rows, kind).view(np.recarray)


# --- time -----------------------------------------------------------------------------------
def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + year, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)).day
    return first.replace(day=min(start.day, last))


def _times(scenario: Scenario) -> tuple[RunTimes, OfficeCalendar]:
    c = scenario.calendar
    months = c.warm_up_months + c.horizon_months
    starts = [(_add_months(c.start, month) - c.start).days * DAY for month in range(months + 1)]
    days = starts[-1] // DAY + _TAIL_DAYS
    years = range(c.start.year, c.start.year + days // 365 + 2)
    try:
        holidays = yearly_holidays(c.holidays, years)
    except ValueError as error:
        raise InputError(str(error), key="calendar.holidays") from error
    clock = build_calendar(
        c.start,
        days,
        holidays,
        c.office_opens * HOUR,
        c.office_closes * HOUR,
        c.fiscal_year_start,
        c.workdays,
    )
    firsts = [_add_months(c.start.replace(day=1), month) for month in range(months + 2)]
    quarters = [
        (first - c.start).days * DAY
        for first in firsts
        if (first.month - c.fiscal_year_start) % 3 == 0 and first >= c.start
    ]
    run = RunTimes(
        warm_up_ends=starts[c.warm_up_months],
        ends=starts[-1],
        grid=c.time_grid,
        first_weekday=c.start.weekday(),
        month_starts=np.array(starts, np.int64),
        quarter_starts=np.array([q for q in quarters if q < starts[-1]], np.int64),
        week_starts=clock.week_starts[clock.week_starts < starts[-1]],
    )
    return run, clock


# --- segments, channels, jobs -----------------------------------------------------------------
def show_chance(held: float, rebook_share: float, rebookings: int) -> float:
    """Return the chance per booking that gives this share of meetings held after re-bookings.

    Solves held = s·Σ_k ((1 - s)·r)^k, k = 0 … re-bookings, for s by bisection.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        s = (low + high) / 2
        again = (1 - s) * rebook_share
        low, high = (
            (s, high) if s * sum(again**k for k in range(rebookings + 1)) < held else (low, s)
        )
    return (low + high) / 2


def _segments(scenario: Scenario) -> np.recarray:
    rows = _table(len(scenario.segments), SEGMENT)
    first = 0
    for nth, (name, s) in enumerate(scenario.segments.items()):
        row = rows[nth]
        row.accounts, row.first_account = s.addressable_accounts, first
        first += s.addressable_accounts
        _freeze_deal(row, s, scenario)
        _freeze_customer(row, s)
        _freeze_initial(row, s, scenario, name)
    return rows


def _freeze_deal(row: np.record, s: Segment, scenario: Scenario) -> None:
    m = scenario.meeting
    row.annual_value, row.value_sigma = s.annual_value, s.value_sigma
    row.advance[:] = s.stage_advance
    row.deliberation[:] = np.array(s.stage_days) * DAY
    row.deliberation_sigma = s.stage_sigma
    row.meetings, row.meeting_gap = s.meetings_per_stage, s.meeting_gap_days * DAY
    row.meeting_share = s.meeting_share
    row.selling_work, row.discovery_work = s.selling_hours * HOUR, s.discovery_hours * HOUR
    row.no_show_work, row.closing_work = s.no_show_hours * HOUR, s.closing_hours * HOUR
    row.technical_share, row.se_work = s.technical_share, s.se_hours * HOUR
    row.support_work, row.sponsor_work = s.deal_support_hours * HOUR, s.sponsor_hours * HOUR
    row.prospecting_yield, row.prospecting_blocks = (
        s.prospecting_yield,
        s.prospecting_blocks_per_week,
    )
    row.prospecting_work = s.prospecting_hours * HOUR
    row.outbound_yield = s.outbound_yield
    row.self_accept, row.outbound_accept = s.self_sourced_accept, s.outbound_accept
    row.setter_accept = scenario.setter.accept
    row.self_show = show_chance(s.self_sourced_held, m.rebook_share, m.rebookings)
    row.outbound_show = show_chance(s.outbound_held, m.rebook_share, m.rebookings)
    row.setter_show = show_chance(scenario.setter.held, m.rebook_share, m.rebookings)


def _freeze_customer(row: np.record, s: Segment) -> None:
    row.churn, row.contraction, row.contraction_size = s.churn, s.contraction, s.contraction_size
    row.expansion_per_month = min(0.95, s.expansion / 12)
    row.expansion_success, row.expansion_size = s.expansion_success, s.expansion_size
    row.expansion_work = s.expansion_hours * HOUR
    row.onboarding_work, row.onboarding_time = (
        s.onboarding_hours * HOUR,
        int(s.onboarding_days * DAY),
    )
    row.check_in_every = int(12 * MONTH / s.check_ins_per_year)
    row.check_in_work, row.save_work = s.check_in_hours * HOUR, s.save_hours * HOUR


def _freeze_initial(row: np.record, s: Segment, scenario: Scenario, name: str) -> None:
    i = scenario.initial
    arr = i.arr / (1 + i.warm_up_growth) * s.initial_arr_share
    row.initial_customers = round(arr / s.initial_annual_value)
    row.initial_value = s.initial_annual_value
    if row.initial_customers > s.addressable_accounts / 2:
        raise InputError(
            f"the initial ARR needs {row.initial_customers} customers, more than half of the "
            f"segment's {s.addressable_accounts} accounts",
            key=f"segments.{name}.addressable_accounts",
            hint="raise addressable_accounts or lower initial.arr",
        )
    per_day = i.open_deals * i.inflow.get(name, 0.0) / 365
    reached = 1.0
    for stage in range(STAGES):
        days = s.stage_days[stage] + 1.0 + s.meeting_gap_days * (s.meetings_per_stage - 1)
        row.initial_deals[stage] = round(per_day * reached * days)
        reached *= s.stage_advance[stage]


def _channels(scenario: Scenario) -> np.recarray:
    d, m = scenario.demand, scenario.meeting
    rows = _table(len(scenario.channels), CHANNEL)
    spread = math.sqrt(d.fit_sigma**2 + d.intent_sigma**2 + d.score_noise**2)
    for nth, c in enumerate(scenario.channels.values()):
        row = rows[nth]
        row.leads_per_day = c.leads_per_month * 12 / 365.25 * c.spend_factor**d.spend_elasticity
        row.spend_per_month = round(100 * c.leads_per_month * c.cost_per_lead * c.spend_factor)
        level = _NORMAL.inv_cdf(1 - c.mql_share)
        row.threshold, row.quality = c.quality + spread * level, c.quality
        row.mql_quality = c.quality + _selection(d.fit_sigma**2 + d.intent_sigma**2, spread, level)
        row.qualifies, row.accept = c.qualifies, c.accept
        row.show = show_chance(c.held, m.rebook_share, m.rebookings)
        row.response_floor, row.response_decay = c.response_floor, c.response_hours * HOUR
        row.urgent = int(c.urgent)
    return rows


def _selection(variance: float, spread: float, level: float) -> float:
    """Return E[z | z + noise above the level]: variance / spread × φ(l) / (1 - Φ(l))."""
    if spread == 0:
        return 0.0
    return variance / spread * _NORMAL.pdf(level) / (1 - _NORMAL.cdf(level))


def _jobs(scenario: Scenario, segments: Sequence[str]) -> np.recarray:
    rows = _table(len(scenario.jobs), JOB)
    for nth, (name, j) in enumerate(scenario.jobs.items()):
        row = rows[nth]
        row.role = getattr(Role, j.role.upper())
        row.segment = _segment_number(j.segment, segments, f"jobs.{name}.segment")
        row.admin_share = j.admin_share
        row.focus = scenario.calendar.availability * (1 - j.admin_share)
        row.attrition_per_month = j.attrition / 12
        vacant = j.attrition * j.vacancy_days / 365
        row.vacancy_share = vacant / (1 + vacant)
        search = j.vacancy_days - scenario.people.notice_days - _INTERVIEW_DAYS
        row.search = max(1.0, search) * DAY
        row.ramp = j.ramp_months * MONTH
        row.interview_work, row.welcome_work = j.interview_hours * HOUR, j.welcome_hours * HOUR
        agenda = scenario.leader.agendas.get(j.role, _NO_AGENDA)
        row.coaching_work, row.inspection_work = (
            _weekly(agenda.coaching_hours),
            _weekly(agenda.inspection_hours),
        )
        row.alignment_work, row.standing_work = (
            _weekly(agenda.alignment_hours),
            _weekly(agenda.standing_hours),
        )
        row.base_pay = round(100 * j.pay * (1 - j.variable_share))
        row.variable_pay = round(100 * j.pay * j.variable_share)
        row.quota = round(100 * j.quota)
    return rows


_NO_AGENDA = Agenda(coaching_hours=0, inspection_hours=0)


def _weekly(hours_per_month: float) -> float:
    return hours_per_month * HOUR / _WEEKS_PER_MONTH


def _segment_number(segment: str | None, segments: Sequence[str], key: str) -> int:
    if segment is None:
        return -1
    if segment not in segments:
        raise InputError(
            f"found the segment {segment!r}, expected one of {', '.join(segments)}",
            key=key,
            hint="declare the segment under segments, or use null for all segments",
        )
    return segments.index(segment)


# --- seats ------------------------------------------------------------------------------------
def _seats(scenario: Scenario, chart: OrgChart, segments: Sequence[str]) -> np.recarray:
    rows = _table(len(chart.seats), SEAT)
    units, jobs = [unit.name for unit in chart.units], list(scenario.jobs)
    for nth, seat in enumerate(chart.seats):
        row = rows[nth]
        row.key, row.role = seat.key, getattr(Role, seat.role.upper())
        row.segment = _segment_number(seat.segment, segments, f"jobs.{seat.job}.segment")
        row.home = max(0, row.segment)
        row.job, row.unit = jobs.index(seat.job), units.index(seat.unit)
        row.boss, row.depth = seat.boss, seat.depth
        row.starts = _start_of(seat, scenario)
    np.add.at(rows.reports, rows.boss[rows.boss >= 0], 1)
    _share_territories(rows, scenario, chart)
    return rows


def _start_of(seat: ChartSeat, scenario: Scenario) -> int:
    """Return the second of the seat's first day, 0 if it was there before the run."""
    c = scenario.calendar
    if seat.starts is None or seat.starts <= c.start:
        return 0
    return (seat.starts - c.start).days * DAY + c.office_opens * HOUR


def _share_territories(rows: np.recarray, scenario: Scenario, chart: OrgChart) -> None:
    """Give every outbound seat its own part of the segment's market.

    The market is cut into a power of two of parts (at least 8), so that one more seat usually
    leaves everybody else's territory as it is.
    """
    first = 0
    for segment, s in enumerate(scenario.segments.values()):
        working = [n for n, row in enumerate(rows) if _is_outbound(row) and row.home == segment]
        parts = max(8, 1 << max(0, len(working) - 1).bit_length())
        accounts = max(1, s.addressable_accounts // parts)
        for nth, seat in enumerate(working):
            start = min(nth * accounts, s.addressable_accounts - accounts)
            rows[seat].list_first, rows[seat].list_accounts = first + start, accounts
        first += s.addressable_accounts
    for nth, row in enumerate(rows):
        if _is_outbound(row) and row.segment < 0:
            nobody = chart.seats[nth]
            raise InputError(
                f"the {nobody.role} job {nobody.job!r} has no segment, but outbound work needs one",
                key=f"jobs.{nobody.job}.segment",
                hint=f"set it to one of {', '.join(scenario.segments)}",
            )


def _is_outbound(row: np.record) -> bool:
    return bool(row.role == Role.BDR or row.role == Role.SETTER)


# --- desks ------------------------------------------------------------------------------------
def _demand(scenario: Scenario, clock: OfficeCalendar) -> DemandParams:
    d = scenario.demand
    weekday = np.array(d.weekday) / max(1e-12, float(np.mean(d.weekday)))
    days = np.arange(len(clock.weekday))
    factor = np.array(d.season)[clock.month_of_day] * weekday[clock.weekday]
    factor = factor * (1 + d.growth) ** (days / 365.25)
    base = [c.leads_per_month * 12 / 365.25 for c in scenario.channels.values()]
    noise = [gamma_table(1.0, _noise(mean, d.dispersion)) for mean in base]
    return DemandParams(
        day_noise=np.array(noise) if noise else np.ones((0, 2)),
        day_factor=factor.astype(np.float64),
        hour_table=_hours(d.hours),
        segment_table=np.cumsum([s.inbound_share for s in scenario.segments.values()]).astype(
            float
        ),
        fit_sigma=d.fit_sigma,
        intent_sigma=d.intent_sigma,
        score_noise=d.score_noise,
        returning_intent=d.returning_intent,
        most_leads=_most_leads(scenario, factor),
    )


def _noise(mean: float, dispersion: float) -> float:
    """Return the cv of a day's gamma factor: variance/mean = 1 + mean·cv², capped at cv 2."""
    return min(2.0, math.sqrt((dispersion - 1) / mean)) if mean > 0 else 0.0


def _most_leads(scenario: Scenario, factor: np.ndarray) -> int:
    """Return more leads than any day brings: 25 times the busiest day's mean, and 512."""
    d = scenario.demand
    mean = sum(
        c.leads_per_month * 12 / 365.25 * c.spend_factor**d.spend_elasticity
        for c in scenario.channels.values()
    )
    most = int(25 * mean * float(factor.max())) + 512
    if most > 20_000_000:
        raise InputError(
            f"found a demand of {mean * 30.4:,.0f} leads a month",
            key="channels",
            hint="check leads_per_month, spend_factor and season",
        )
    return most


def _hours(weights: Sequence[float]) -> np.ndarray:
    """Return the quantile table of the second of the day for hourly weights."""
    w = np.array(weights, float)
    if w.sum() <= 0:
        raise InputError(
            "all hours have weight 0", key="demand.hours", hint="give some hour a weight"
        )
    cumulative = np.concatenate(([0.0], np.cumsum(w / w.sum())))
    return np.interp(np.linspace(0, 1, 481), cumulative, np.arange(25) * 3600.0)


def _routing(scenario: Scenario, seats: np.recarray) -> RoutingParams:
    r, segments = scenario.routing, len(scenario.segments)
    first = np.zeros((len(Desk), segments), np.int64)
    count = np.zeros((len(Desk), segments), np.int64)
    members: list[int] = []
    serves = np.zeros((len(seats), segments), np.int64)
    for segment in range(segments):
        for desk, roles in _DESK_ROLES.items():
            eligible = _eligible(seats, roles, segment)
            first[desk, segment], count[desk, segment] = len(members), len(eligible)
            members += eligible
            if desk == Desk.EVALUATIONS:
                serves[eligible, segment] = 1
    return RoutingParams(
        leads=_policy(r.leads),
        deals=_policy(r.deals),
        customers=_policy(r.customers),
        manual_share=r.manual_share,
        manual_work=r.manual_hours * HOUR,
        first=first,
        number=count,
        members=np.array(members, np.int64),
        serves=serves,
    )


_DESK_ROLES: dict[int, tuple[int, ...]] = {
    Desk.LEADS: (Role.SDR, Role.BDR, Role.AE),
    Desk.DEALS: (Role.AE,),
    Desk.CUSTOMERS: (Role.CSM,),
    Desk.EVALUATIONS: (Role.SE,),
    Desk.ROUTINGS: (Role.SALES_OPS,),
}


def _eligible(seats: np.recarray, roles: Iterable[int], segment: int) -> list[int]:
    """Return who works a desk: the first role that the company has; those of the segment if there
    are any, else generalists, else everybody of the role."""
    for role in roles:
        of_role = np.flatnonzero(seats.role == role)
        for group in (
            of_role[seats.segment[of_role] == segment],
            of_role[seats.segment[of_role] < 0],
            of_role,
        ):
            if len(group):
                return [int(number) for number in group]
    return []


def _policy(name: str) -> int:
    return int(getattr(Routing, name.upper()))


def _sdr(scenario: Scenario) -> SdrParams:
    s = scenario.sdr
    return SdrParams(
        touches=s.touches,
        gap=s.gap_hours * HOUR,
        connects=s.connects,
        touch_work=s.touch_hours * HOUR,
        conversation_work=s.conversation_hours * HOUR,
        booking_work=s.booking_hours * HOUR,
        skill_effect=s.skill_effect,
        quality_effect=s.quality_effect,
        patience=s.patience_days * DAY,
        patience_sigma=s.patience_sigma,
        agreement=int(s.response_agreement_hours * HOUR),
        recycle_share=s.recycle_share,
        recycle_delay=s.recycle_days * DAY,
    )


def _outbound(scenario: Scenario, o: Outbound, slot: int) -> OutboundParams:
    fit = scenario.demand.fit_sigma
    level = _NORMAL.inv_cdf(1 - o.target_share)
    meetings = o.dials_per_day * o.connects * o.conversation_to_meeting
    meetings += (o.emails_per_day + o.social_per_day) * o.message_to_meeting
    attempts = o.blocks_per_day * o.accounts_per_block
    return OutboundParams(
        blocks_per_day=o.blocks_per_day,
        block_work=o.block_hours * HOUR,
        accounts_per_block=o.accounts_per_block,
        list_accounts=o.list_accounts,
        attempts=o.attempts,
        rest=int(o.rest_days * DAY),
        meeting_chance=min(0.9, o.calibration * meetings / attempts),
        skill_effect=o.skill_effect,
        target_slot=slot,
        target_cut=math.sqrt(2) * fit * level,
        target_quality=_selection(fit**2, math.sqrt(2) * fit, level),
    )


def _meeting(scenario: Scenario) -> MeetingParams:
    m = scenario.meeting
    return MeetingParams(
        delay=m.delay_days * DAY,
        delay_sigma=m.delay_sigma,
        rebook_share=m.rebook_share,
        rebookings=m.rebookings,
        quality_effect=m.quality_effect,
        fidelity_effect=m.fidelity_effect,
        load_effect=m.load_effect,
        full_load=m.full_load,
        alignment_effect=m.alignment_effect,
    )


def _ae(scenario: Scenario) -> AeParams:
    a = scenario.ae
    same = {
        name: getattr(a, name)
        for name in AeParams._fields
        if (name != "rest" and not name.startswith("se_")) or name == "se_effect"
    }
    return AeParams(
        **same,
        rest=int(a.rest_days * DAY),
        se_patience=scenario.se.patience_days * DAY,
        se_patience_exponential=int(scenario.se.patience_spread == "exponential"),
        se_work_exponential=int(scenario.se.work_spread == "exponential"),
    )


def _csm(scenario: Scenario) -> CsmParams:
    c = scenario.csm
    same = {name: getattr(c, name) for name in CsmParams._fields if name != "rest"}
    return CsmParams(**same, rest=int(c.rest_days * DAY))


def _leader(scenario: Scenario, seats: np.recarray) -> LeaderParams:
    s = scenario.leader
    head = _marketing_head(seats)
    return LeaderParams(
        coaching_max=s.coaching_max,
        coaching_half=s.coaching_half,
        coaching_tails=s.coaching_tails,
        coaching_reference=s.coaching_reference,
        coach_the_coach=s.coach_the_coach,
        memory=s.memory_months * MONTH,
        interfaces=_interfaces(seats, head),
        marketing_head=head,
    )


def _marketing_head(seats: np.recarray) -> int:
    """Return the seat that stands for marketing: the CMO, else the head of the company."""
    chiefs = np.flatnonzero(seats.role == Role.CMO)
    return int(chiefs[0]) if len(chiefs) else int(np.flatnonzero(seats.boss < 0)[0])


def _interfaces(seats: np.recarray, head: int) -> np.ndarray:
    """Mark who is the lowest common boss of the two sides of an interface."""
    marks = np.zeros((len(seats), len(Interface)), np.int64)
    front = _by_boss(seats, (Role.SDR, Role.BDR, Role.SETTER)) or _by_boss(seats, (Role.AE,))
    sellers, carers = _by_boss(seats, (Role.AE,)), _by_boss(seats, (Role.CSM,))
    inbound = _by_boss(seats, (Role.SDR,)) or front
    for boss, _ in inbound:
        marks[_lowest(seats, head, boss), Interface.MARKETING_TO_SDR] = 1
    for interface, givers, takers in (
        (Interface.SDR_TO_AE, front, sellers),
        (Interface.AE_TO_CSM, sellers, carers),
    ):
        for boss, segments in givers:
            for other, others in takers:
                if -1 in segments or -1 in others or segments & others:
                    marks[_lowest(seats, boss, other), interface] = 1
    return marks


def _by_boss(seats: np.recarray, roles: tuple[int, ...]) -> list[tuple[int, set[int]]]:
    """Return (boss, segments served) of every team that has seats of these roles."""
    teams: dict[int, set[int]] = {}
    for number in np.flatnonzero(np.isin(seats.role, roles)):
        boss = int(seats.boss[number])
        teams.setdefault(boss if boss >= 0 else int(number), set()).add(int(seats.segment[number]))
    return sorted(teams.items())


def _lowest(seats: np.recarray, one: int, other: int) -> int:
    """Return the lowest common boss of two seats (either may be it)."""
    while one != other:
        if seats.depth[one] >= seats.depth[other]:
            one = int(seats.boss[one])
        else:
            other = int(seats.boss[other])
    return one


def _structure(scenario: Scenario) -> StructureParams:
    s = scenario.structure
    return StructureParams(**{name: getattr(s, name) for name in StructureParams._fields})


def _people(scenario: Scenario) -> PeopleParams:
    p = scenario.people
    return PeopleParams(
        skill_sigma=p.skill_sigma,
        tenure_effect=p.tenure_effect,
        attainment_effect=p.attainment_effect,
        coaching_effect=p.coaching_effect,
        overload_effect=p.overload_effect,
        fill_sigma=p.fill_sigma,
        notice=int(p.notice_days * DAY),
        interviews=int(p.interviews),
        second_interview_work=p.second_interview_hours * HOUR,
    )


def _ledger(scenario: Scenario) -> LedgerParams:
    money = scenario.ledger
    return LedgerParams(
        payroll_load=money.payroll_load,
        marketing_team_per_year=round(100 * money.marketing_team_pay),
        tools_per_seat_year=round(100 * money.tools),
        travel_per_year=round(100 * money.travel),
        recruiting_per_hire=round(100 * money.recruiting),
        gross_margin=money.gross_margin,
    )
