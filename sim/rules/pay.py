"""What people and programmes cost: salaries, commissions, the employer's load.

Money is integer cents; amounts that accrue over time are floats of cents (numbers or arrays),
rounded once when the ledger books them.
"""

from __future__ import annotations

from typing import Any

from sim.jit import jit

MONTHS_PER_YEAR = 12.0


@jit
def commission_rate(variable_per_year: int, quota_per_year: int) -> float:
    """Return the commission per dollar of ACV: target variable pay / quota, 0 without a quota.

    A plan without thresholds, accelerators or caps: at 100 % of quota it pays the target exactly.
    """
    if quota_per_year <= 0:
        return 0.0
    return variable_per_year / quota_per_year


@jit
def commission(variable_per_year: int, quota_per_year: int, annual_value: int) -> int:
    """Return the commission on one deal in cents, rounded to the nearest cent: rate x ACV."""
    return int(commission_rate(variable_per_year, quota_per_year) * annual_value + 0.5)


def accrued(amount_per_year: Any, share_of_month: Any) -> Any:
    """Return what a yearly amount comes to in a part of one calendar month: amount / 12 x share.

    Every month counts a twelfth of the year, whatever its length.
    """
    return amount_per_year / MONTHS_PER_YEAR * share_of_month


def employer_cost(pay: Any, payroll_load: float) -> Any:
    """Return what pay costs the company, taxes and benefits included: pay x load."""
    return pay * payroll_load


def recognised(annual_value: Any, share_of_month: Any) -> Any:
    """Return the revenue that ARR brings in a part of a calendar month: ARR / 12 x share."""
    return annual_value / MONTHS_PER_YEAR * share_of_month


def severance(base_pay_per_year: Any, months: float) -> Any:
    """Return what is paid to somebody whose seat is closed: base pay / 12 x months."""
    return base_pay_per_year / MONTHS_PER_YEAR * months
