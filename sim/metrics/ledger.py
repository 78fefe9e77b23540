"""The ledger: revenue and costs by month, in cents that add up.

Amounts are booked by piece of time and rounded to the cent there, once; months and the horizon are
sums of pieces, so nothing is lost or counted twice.  A calendar month counts a twelfth of the year;
a month that the run cuts short counts its share of a mean month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.metrics.tables import MONTH, Flow, Integers, Tally
from sim.metrics.tally import tally
from sim.params import Params
from sim.rules.pay import accrued, employer_cost, recognised, severance
from sim.vocabulary import Role
from sim.worktime import DAY

FUNCTIONS = ("s_and_m", "cs", "general")
S_AND_M, CS, GENERAL = range(3)
CS_ROLES = (Role.CSM, Role.CS_MANAGER, Role.CCO)
GENERAL_ROLES = (Role.CEO,)


@dataclass(frozen=True)
class Account:
    """One account; ``function`` is who causes the cost, empty for revenue and its direct cost."""

    name: str
    title: str
    function: str


def _accounts() -> tuple[Account, ...]:
    """Return revenue, its cost, what every function has, and what only sales and marketing has."""
    people = (
        ("base_pay", "Base pay"),
        ("variable_pay", "Variable pay at target"),
        ("payroll_load", "Employer's cost on pay"),
        ("tools", "Tools"),
        ("recruiting", "Recruiting"),
        ("severance", "Severance"),
    )
    only_sales = (
        ("commissions", "Commissions"),
        ("marketing_team", "Marketing team"),
        ("programmes", "Marketing programmes"),
        ("travel", "Travel"),
    )
    words = {"s_and_m": "sales and marketing", "cs": "customer success", "general": "general"}
    return (
        Account("revenue", "Recognised revenue", ""),
        Account("cost_of_revenue", "Cost of revenue", ""),
        *(
            Account(f"{function}.{name}", f"{title}, {words[function]}", function)
            for function in FUNCTIONS
            for name, title in people
        ),
        *(Account(f"s_and_m.{name}", title, "s_and_m") for name, title in only_sales),
    )


ACCOUNTS = _accounts()
POSITION = {account.name: place for place, account in enumerate(ACCOUNTS)}


def ledger(params: Params, log: np.ndarray) -> Integers:
    """Return cents [months, accounts] for every calendar month of the run, warm-up included."""
    counted = tally(params, log)
    return by_month(counted, params, ledger_of(params, counted))


def by_month(counted: Tally, params: Params, amounts: NDArray[np.int64]) -> Integers:
    """Sum [pieces, ...] to [months, ...]."""
    first_pieces = np.searchsorted(counted.edges, _month_starts(counted, params))
    return np.add.reduceat(amounts, first_pieces, axis=0)


def ledger_of(params: Params, counted: Tally) -> Integers:
    """Return cents [pieces, accounts]."""
    shares = month_shares(counted, params)
    book: dict[str, NDArray[np.float64]] = {}
    revenue = recognised(_mean_arr(counted), shares)
    book["revenue"] = revenue
    book["cost_of_revenue"] = revenue * (1 - params.ledger.gross_margin)
    _book_people(book, params, counted, shares)
    _book_sales(book, params, counted, shares)
    columns = [book[account.name] for account in ACCOUNTS]
    return np.rint(np.stack(columns, axis=1)).astype(np.int64)


def month_shares(counted: Tally, params: Params) -> NDArray[np.float64]:
    """Return which part of its calendar month each piece of time is."""
    starts = _month_starts(counted, params)
    lengths = np.diff(np.append(starts, counted.ends)).astype(np.float64)
    cut_short = lengths < 28 * DAY
    lengths[cut_short] = MONTH
    month = np.searchsorted(starts, counted.edges[:-1], side="right") - 1
    return np.diff(counted.edges) / lengths[month]


def _month_starts(counted: Tally, params: Params) -> Integers:
    starts = np.asarray(params.run.month_starts)
    return starts[starts < counted.ends]


def programmes(counted: Tally, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cents [pieces, channels]: the spend that was in force, by the part of its month."""
    mean = counted.spend_seconds / np.diff(counted.edges)[:, None]
    return np.asarray(mean * shares[:, None])


def _mean_arr(counted: Tally) -> NDArray[np.float64]:
    return counted.arr_seconds / np.diff(counted.edges)


def function_of(params: Params) -> Integers:
    """Return the function that each seat's cost belongs to, by its role."""
    role = params.seat["role"]
    function = np.full(len(role), S_AND_M, dtype=np.int64)
    function[np.isin(role, CS_ROLES)] = CS
    function[np.isin(role, GENERAL_ROLES)] = GENERAL
    return function


def _book_people(
    book: dict[str, NDArray[np.float64]],
    params: Params,
    counted: Tally,
    shares: NDArray[np.float64],
) -> None:
    """Book what people cost: pay for the time a seat is occupied, tools while it is open.

    AEs with a quota earn commissions instead of a variable part at target.
    """
    job, money, lengths = params.job[params.seat["job"]], params.ledger, np.diff(counted.edges)
    at_target = np.where((job["role"] == Role.AE) & (job["quota"] > 0), 0, job["variable_pay"])
    present = counted.occupied / lengths * shares
    amounts: dict[str, NDArray[np.float64]] = {
        "base_pay": accrued(job["base_pay"][:, None], present),
        "variable_pay": accrued(at_target[:, None], present),
        "tools": accrued(money.tools_per_seat_year, counted.opened / lengths * shares),
        "recruiting": counted.hires.astype(np.float64) * float(money.recruiting_per_hire),
        "severance": severance(job["base_pay"], money.severance_months)[:, None] * counted.severed,
    }
    function = function_of(params)
    for place, name in enumerate(FUNCTIONS):
        rows = function == place
        for kind, amount in amounts.items():
            book[f"{name}.{kind}"] = amount[rows].sum(axis=0)
        pay = book[f"{name}.base_pay"] + book[f"{name}.variable_pay"]
        book[f"{name}.payroll_load"] = employer_cost(pay, money.payroll_load) - pay


def _book_sales(
    book: dict[str, NDArray[np.float64]],
    params: Params,
    counted: Tally,
    shares: NDArray[np.float64],
) -> None:
    """Book what only sales and marketing has; commissions carry the employer's cost too."""
    money, commissions = params.ledger, counted.flow[:, Flow.COMMISSION].astype(np.float64)
    team = employer_cost(accrued(money.marketing_team_per_year, shares), money.payroll_load)
    book["s_and_m.commissions"] = commissions
    book["s_and_m.payroll_load"] += employer_cost(commissions, money.payroll_load) - commissions
    book["s_and_m.marketing_team"] = team
    book["s_and_m.programmes"] = programmes(counted, shares).sum(axis=1)
    book["s_and_m.travel"] = accrued(money.travel_per_year, shares)
