"""Money and flows are conserved: what the KPIs say is what the log says, to the cent.

Every sum is taken twice, from the log's own lines and from the tally, the ledger or the KPIs; a
fault in either shows as a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.metrics.fold import values_of
from sim.metrics.ledger import ACCOUNTS, POSITION, by_month, ledger_of, month_shares, programmes
from sim.metrics.tables import Flow, Integers, State, Tally
from sim.metrics.totals import Values
from sim.params import Params
from sim.rules.pay import recognised
from sim.vocabulary import Entity, Kind, Role, Source, Stage
from sim.worktime import DAY

ARR_SIGNS = {
    Kind.CUSTOMER_STARTED: 1,
    Kind.CUSTOMER_EXPANDED: 1,
    Kind.CUSTOMER_CONTRACTED: -1,
    Kind.CUSTOMER_CHURNED: -1,
}
COUNTED = {
    "leads created": (Flow.LEADS, Kind.LEAD_CREATED),
    "MQLs": (Flow.MQL, Kind.LEAD_MARKETING_QUALIFIED),
    "meetings held": (Flow.HELD, Kind.MEETING_HELD),
    "deals won": (Flow.WINS, Kind.DEAL_WON),
    "deals lost": (Flow.LOSSES, Kind.DEAL_LOST),
    "changes of owner": (Flow.OWNER_CHANGES, Kind.OWNER_CHANGED),
}
SUMMED = {
    "new ARR": (Flow.NEW_ARR, Kind.DEAL_WON),
    "expansion ARR": (Flow.EXPANSION, Kind.CUSTOMER_EXPANDED),
    "contraction ARR": (Flow.CONTRACTION, Kind.CUSTOMER_CONTRACTED),
    "churned ARR": (Flow.CHURNED, Kind.CUSTOMER_CHURNED),
    "commissions": (Flow.COMMISSION, Kind.COMMISSION_EARNED),
}


def conservation(params: Params, log: np.ndarray, counted: Tally) -> Iterator[str]:
    """Yield what does not add up, one sentence each; ``log`` ends with the run."""
    book, values = ledger_of(params, counted), values_of(params, counted)
    yield from _flows(log, counted)
    yield from _stocks(log, counted)
    yield from _arr_walk(log, counted)
    yield from _walk_of_the_horizon(log, counted, values)
    yield from _months(params, counted, book)
    yield from _accounts(counted, book, values)
    yield from _commissions(params, log, counted, book)
    yield from _revenue(params, log, counted, book)
    yield from _programmes(params, log, counted, book)
    yield from _budgets(log)


def _of(log: np.ndarray, kind: int) -> np.ndarray:
    return log[log["kind"] == kind]


def _sum(log: np.ndarray, kind: int) -> int:
    return int(_of(log, kind)["value"].sum())


def _differ(what: str, found: int, expected: int, where: str = "log") -> Iterator[str]:
    if found != expected:
        yield f"{what}: counted {found}, the {where} says {expected}"


def _flows(log: np.ndarray, counted: Tally) -> Iterator[str]:
    """Everything in the log is counted once."""
    flow = counted.flow.sum(axis=0)
    for what, (column, kind) in COUNTED.items():
        yield from _differ(what, int(flow[column]), len(_of(log, kind)))
    for what, (column, kind) in SUMMED.items():
        yield from _differ(f"{what} in cents", int(flow[column]), _sum(log, kind))
    opened = _of(log, Kind.OPPORTUNITY_OPENED)
    accepted = int(np.count_nonzero(opened["code"] != Source.INITIAL))
    yield from _differ("opportunities accepted", int(flow[Flow.SAO]), accepted)


def _stocks(log: np.ndarray, counted: Tally) -> Iterator[str]:
    """What stands at the end is what came less what went."""
    ended = len(_of(log, Kind.DEAL_WON)) + len(_of(log, Kind.DEAL_LOST))
    deals = len(_of(log, Kind.OPPORTUNITY_OPENED)) - ended
    yield from _differ("open deals", int(counted.now[State.DEALS]), deals)
    is_open = counted.deal["outcome"] < Stage.WON
    value = int(counted.deal["cents"][is_open].sum())
    yield from _differ("open pipeline in cents", int(counted.now[State.PIPELINE]), value, "deals")
    customers = len(_of(log, Kind.CUSTOMER_STARTED)) - len(_of(log, Kind.CUSTOMER_CHURNED))
    yield from _differ("customers", int(counted.now[State.CUSTOMERS]), customers)


def _arr_walk(log: np.ndarray, counted: Tally) -> Iterator[str]:
    """ARR at the end = what customers started with + expansion - contraction - churn, in cents."""
    walked = sum(sign * _sum(log, kind) for kind, sign in ARR_SIGNS.items())
    if walked != counted.now[State.ARR] or walked != counted.customer["cents"].sum():
        yield f"the ARR walk ends at {walked} cents, the tally at {counted.now[State.ARR]}"
    negative = np.flatnonzero(counted.customer["cents"] < 0)
    if len(negative):
        yield f"customer {negative[0]} has negative ARR ({len(negative)} in all)"
    churned = _of(log, Kind.CUSTOMER_CHURNED)["subject"]
    kept = churned[counted.customer["cents"][churned] != 0]
    if len(kept):
        yield f"customer {kept[0]} churned but kept ARR ({len(kept)} in all)"


def _walk_of_the_horizon(log: np.ndarray, counted: Tally, values: Values) -> Iterator[str]:
    """The KPIs close: ARR at the start + what changed it = ARR at the end; bookings are sales."""
    inside = log[log["time"] >= counted.warm_up_ends]
    won, grown = _sum(inside, Kind.DEAL_WON), _sum(inside, Kind.CUSTOMER_EXPANDED)
    bookings = _cents(values, "bookings")
    yield from _differ("bookings in cents", bookings, won + grown, "deals and expansions")
    changed = sum(sign * _sum(inside, kind) for kind, sign in ARR_SIGNS.items())
    if counted.warm_up_ends == 0:  # those of the first day count as standing
        changed -= _sum(log[log["time"] == 0], Kind.CUSTOMER_STARTED)
    net = _cents(values, "net_new_arr")
    yield from _differ("net new ARR in cents", net, changed, "walk of the horizon")


def _cents(values: Values, name: str) -> int:
    return round(float(values[name, ""]) * 100)


def _months(params: Params, counted: Tally, book: Integers) -> Iterator[str]:
    """Months add up to the run, and no cost is negative but a commission taken back."""
    if not np.array_equal(book.sum(axis=0), by_month(counted, params, book).sum(axis=0)):
        yield "the ledger's months do not add up to the run"
    costs = np.delete(book, [POSITION["s_and_m.commissions"], POSITION["s_and_m.payroll_load"]], 1)
    if costs.min() < 0:
        yield f"account {ACCOUNTS[int(np.argmin(book.min(axis=0)))].name} has a negative entry"


def _accounts(counted: Tally, book: Integers, values: Values) -> Iterator[str]:
    """Cost and revenue of the KPIs are sums of the ledger's accounts over the horizon."""
    total = book[counted.horizon_edge :].sum(axis=0)
    costs = sum(int(total[place]) for place, one in enumerate(ACCOUNTS) if one.function)
    yield from _differ("cost in cents", _cents(values, "cost"), costs, "ledger")
    revenue, known = int(total[POSITION["revenue"]]), _cents(values, "recognised_revenue")
    yield from _differ("recognised revenue in cents", known, revenue, "ledger")


def _commissions(params: Params, log: np.ndarray, counted: Tally, book: Integers) -> Iterator[str]:
    """Commissions booked are those earned, and every sale under a quota earns one."""
    earned = _of(log, Kind.COMMISSION_EARNED)
    paid = int(book[:, POSITION["s_and_m.commissions"]].sum())
    yield from _differ("commissions paid in cents", paid, int(earned["value"].sum()))
    won = _of(log, Kind.DEAL_WON)
    with_quota = params.job["quota"][params.seat["job"][won["seat"]]] > 0
    on_deals = earned[earned["code"] == Entity.OPPORTUNITY]
    if not np.array_equal(np.sort(won["subject"][with_quota]), np.sort(on_deals["subject"])):
        yield "not every deal won under a quota has earned its commission once"
    grown = _of(log, Kind.CUSTOMER_EXPANDED)
    sold = grown["seat"][params.seat["role"][grown["seat"]] == Role.AE]
    owed = np.count_nonzero(params.job["quota"][params.seat["job"][sold]] > 0)
    on_expansions = (earned["code"] == Entity.CUSTOMER) & (earned["value"] >= 0)
    if np.count_nonzero(on_expansions) != owed:
        yield "not every expansion that an AE sold under a quota has earned its commission once"


def _revenue(params: Params, log: np.ndarray, counted: Tally, book: Integers) -> Iterator[str]:
    """Revenue is the integral of ARR over time: a twelfth for each month."""
    moves = log[np.isin(log["kind"], list(ARR_SIGNS))]
    signs = np.array([ARR_SIGNS[int(kind)] for kind in moves["kind"]], dtype=np.int64)
    held = integral(moves["time"], signs * moves["value"], counted.edges)
    if not np.array_equal(held, counted.arr_seconds):
        yield "ARR over time is not the integral of the log's changes of ARR"
    expected = recognised(held / np.diff(counted.edges), month_shares(counted, params))
    yield from _off(book, "revenue", expected)


def _programmes(params: Params, log: np.ndarray, counted: Tally, book: Integers) -> Iterator[str]:
    """Money spent on programmes is the integral of the channels' budgets over time."""
    moved = _of(log, Kind.BUDGET_MOVED)
    spent = np.zeros_like(counted.spend_seconds)
    for channel, first in enumerate(params.channel["spend_per_month"].tolist()):
        mine = moved[moved["code"] == channel]
        changes = np.append([int(first)], mine["value"] - mine["since"])
        spent[:, channel] = integral(np.append([0], mine["time"]), changes, counted.edges)
    if not np.array_equal(spent, counted.spend_seconds):
        yield "money spent on programmes is not the integral of the budgets in force"
    whole = counted._replace(spend_seconds=spent)
    expected = programmes(whole, month_shares(counted, params)).sum(axis=1)
    yield from _off(book, "s_and_m.programmes", expected)


def _off(book: Integers, account: str, expected: np.ndarray) -> Iterator[str]:
    """Every entry of an account is rounded to the cent, no further away."""
    worst = float(np.abs(book[:, POSITION[account]] - expected).max(initial=0.0))
    if worst > 0.500_001:
        yield f"account {account} is {worst:.2f} cents off what the log says"


def integral(times: Integers, changes: Integers, edges: Integers) -> Integers:
    """Return the integral between edges of a level that starts at 0 and changes at ``times``."""
    level = np.append([0], np.cumsum(changes))
    moments = np.append([0], np.cumsum(changes * times))
    place = np.searchsorted(times, edges, side="right")
    until = level[place] * edges - moments[place]
    return np.asarray(np.diff(until), dtype=np.int64)


def _budgets(log: np.ndarray) -> Iterator[str]:
    """A channel's budget moves from where it was, and moving money between channels makes none.

    Dated cuts and rules of management (moved by nobody's seat) do change the total.
    """
    moved = _of(log, Kind.BUDGET_MOVED)
    order = np.argsort(moved["code"], kind="stable")
    same = np.diff(moved["code"][order]) == 0
    jumps = same & (moved["since"][order][1:] != moved["value"][order][:-1])
    if jumps.any():
        at = moved["time"][order][1:][jumps].min()
        yield f"a budget moved on {_day(at)} from where it had not been"
    by_owner = moved[moved["seat"] >= 0]
    times, place = np.unique(by_owner["time"], return_inverse=True)
    gained = np.bincount(place, (by_owner["value"] - by_owner["since"]).astype(float), len(times))
    made = np.abs(gained) > len(by_owner)
    if made.any():
        yield f"budgets that moved on {_day(times[made][0])} changed the total"


def _day(time: int) -> str:
    """Return the day of a time of the log, and the time itself."""
    return f"day {int(time) // DAY} ({int(time)} s)"
