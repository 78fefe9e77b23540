"""What is written down, and what is known of accounts."""

from __future__ import annotations

from sim.jit import inner_jit
from sim.vocabulary import AccountStatus, Kind


@inner_jit
def log(w, kind, subject, seat, code, since, value, other):
    """Write one line of the event log (``vocabulary.EVENT``)."""
    count = w.count[0]
    row = w.log[count.log]
    count.log += 1
    row.time, row.since, row.value = count.now, since, value
    row.subject, row.seat, row.other = subject, seat, other
    row.kind, row.code = kind, code


@inner_jit
def log_created(w, number, seat):
    lead = w.lead[number]
    first = w.segment[lead.segment].first_account
    log(
        w,
        Kind.LEAD_CREATED,
        number,
        seat,
        lead.source,
        lead.account - first,
        lead.key,
        lead.segment,
    )


@inner_jit
def log_opened(w, number, created, lead):
    deal = w.deal[number]
    log(w, Kind.OPPORTUNITY_OPENED, number, deal.ae, deal.source, created, deal.value, lead)


@inner_jit
def log_change(w, entity, number, old, new):
    log(w, Kind.OWNER_CHANGED, number, new, entity, 0, 0, old)


@inner_jit
def account_status(w, account):
    row = w.account[account]
    if row.status == AccountStatus.RESTING and row.until <= w.count[0].now:
        return AccountStatus.PROSPECT
    return int(row.status)


@inner_jit
def set_account(w, account, status):
    w.account[account].status = status
    w.account[account].until = 0


@inner_jit
def rest(w, account, seconds):
    w.account[account].status = AccountStatus.RESTING
    w.account[account].until = w.count[0].now + seconds
