"""A new org chart in the middle of the run.  Twin of reference/reorganisation.py."""

from __future__ import annotations

from sim.engine.compiled import ae, csm, leader, people
from sim.engine.compiled.record import log
from sim.jit import inner_jit
from sim.rules import changes as rules
from sim.vocabulary import Kind, Reason, Standing
from sim.worktime import next_opening


@inner_jit
def reorganise(w, row):
    """Seats that only the old chart has close, those of the new one open; bosses change."""
    old, new = w.count[0].chart, row.chart
    charts = w.changes.chart
    for seat in range(len(w.seat)):
        gone = charts[old, seat].there > charts[new, seat].there
        if gone and w.seat[seat].standing != Standing.ABSENT:
            people.close(w, seat, Reason.REORGANISED)
    change_bosses(w, new)
    for seat in range(len(w.seat)):
        comes = charts[old, seat].there < charts[new, seat].there
        if comes and w.seat[seat].standing == Standing.ABSENT:
            announce(w, seat, charts[new, seat].starts)
    people.settle(w)
    hand_over_portfolios(w, row.factor, row.number)


@inner_jit
def change_bosses(w, chart):
    """Everybody who is there learns who the new boss is."""
    for seat in range(len(w.seat)):
        w.seat[seat].old_boss = w.seat[seat].boss
    leader.take_chart(w, chart)
    for seat in range(len(w.seat)):
        person = w.seat[seat]
        if person.standing != Standing.ABSENT and person.boss != person.old_boss:
            log(w, Kind.REPORTING_CHANGED, person.old_boss, seat, 0, 0, 0, person.boss)


@inner_jit
def announce(w, seat, starts):
    """The new seat opens, with somebody in it, when the office does, or on its own date."""
    w.seat[seat].standing = Standing.PLANNED
    people.expect(w, seat, max(starts, next_opening(w.clock, w.count[0].now)))


@inner_jit
def hand_over_portfolios(w, share, event):
    """Part of the open deals and of the customers gets another owner."""
    if share <= 0:
        return
    for number in range(w.count[0].deals):
        deal = w.deal[number]
        if deal.ended == 0 and rules.changes_hands(w.luck, share, deal.key, event):
            ae.pass_on(w, number)
    for number in range(w.count[0].customers):
        customer = w.customer[number]
        if customer.ended == 0 and rules.changes_hands(w.luck, share, customer.key, event):
            csm.pass_on(w, number)
