"""Funnel-lite: the workload that every peer simulates, in words and numbers.

Time is working time in hours: a day has 8, a month 20 days.  The company starts empty.

1. Leads arrive one by one, a Poisson process of ``leads_per_hour``.
2. A lead waits, first come first served, for one of ``sdrs`` people, who works on it for an
   exponential time.  A share ``qualified`` of leads agree to a meeting, an exponential time later.
3. With the meeting the deal enters the first of four stages.  In each it waits, first come first
   served and all stages in one line, for one of ``aes`` people, who works on it for an exponential
   time; then the buyer thinks for an exponential time and goes on with the stage's probability in
   ``advances``, or is lost.
4. Who goes on from the fourth stage is won and becomes a customer.  A customer has a check-in an
   exponential time after the win and after every check-in: it waits, first come first served, for
   one of ``csms`` people, who takes an exponential time; then the customer leaves with probability
   ``churn``.

Seven kinds of events are counted, in every program the same: a lead arrives, an SDR has worked on
it, a meeting begins, an AE has worked on a stage, a buyer answers, a check-in falls due, a check-in
is over.  Events at or after the end of the run do not happen.

Every peer has the same function ``run(seed, replication, months) -> Result``.  The event core, the
C++ program and plain Python keep time in whole seconds, order events of the same second by (kind,
number of the lead) and can draw the same named numbers, so that their results are equal to the
last event.  The others use hours, and their library's or Python's random numbers.
"""

from __future__ import annotations

from typing import NamedTuple

STAGES = 4
HOURS_PER_MONTH = 160.0
MONTHS = 24  # about 100,000 events


class Funnel(NamedTuple):
    """The numbers of the workload; times are means in hours."""

    leads_per_hour: float = 7.5
    sdrs: int = 6
    sdr_work: float = 0.67
    qualified: float = 0.2
    until_meeting: float = 24.0
    aes: int = 9
    ae_work: float = 2.0
    buyer_thinks: float = 60.0
    advances: tuple[float, float, float, float] = (0.6, 0.6, 0.65, 0.75)
    csms: int = 6
    check_in_every: float = 160.0
    check_in_work: float = 0.75
    churn: float = 0.02


class Result(NamedTuple):
    """What happened in one run; ``waiting`` is the mean wait for an SDR of leads taken, hours."""

    leads: int
    meetings: int
    wins: int
    churned: int
    check_ins: int
    waiting: float
    events: int


FUNNEL = Funnel()
