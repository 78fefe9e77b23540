"""Rules of the first meeting and of the hand-off to the AE [E:A3, MODEL 5.6]."""

from __future__ import annotations

from sim.distributions import logit, lognormal
from sim.jit import jit
from sim.rules.terms import few
from sim.streams import uniform
from sim.vocabulary import Stream


@jit
def meeting_delay(luck, meeting, key, booking):
    """Return the seconds from the nth booking to the meeting."""
    return max(
        1,
        int(
            lognormal(
                meeting.delay,
                meeting.delay_sigma,
                uniform(luck, Stream.MEETING_DELAY, key, booking),
            )
        ),
    )


@jit
def show_terms(setting, base, confirmed, serves):
    """Return the terms of the chance that the buyer comes.

    Base; where setters confirm meetings (``serves`` 1) also effect × (confirmed - usual share
    confirmed): at the usual share the base rate holds.
    """
    effect = setting.confirmation_effect * (confirmed - setting.usual_confirmed)
    return few(logit(base), effect * serves, 0.0, 0.0, 0.0)


@jit
def shows_up(luck, key, booking, show):
    """Say whether the buyer comes to the nth booking."""
    return uniform(luck, Stream.MEETING_SHOW, key, booking) < show


@jit
def rebook_terms(setting, share, in_time, serves):
    """Return the terms of the chance of a new date.

    The usual share; where setters call after a missed meeting (``serves`` 1) also
    effect × (called in time - usual share called in time).
    """
    effect = setting.rebooking_effect * (in_time - setting.usual_recovered)
    return few(logit(share), effect * serves, 0.0, 0.0, 0.0)


@jit
def is_rebooked(luck, key, booking, chance):
    """Say whether the nth booking, which was missed, is booked again."""
    return uniform(luck, Stream.REBOOK, key, booking) < chance


@jit
def accept_terms(meeting, base, quality, usual_quality, fidelity, usual_fidelity, load, agreement):
    """Return the terms of the chance of acceptance: base, quality, fidelity, load, agreement.

    ``load`` is the AE's open deals, ``agreement`` the alignment effect less its usual value.
    """
    return few(
        logit(base),
        meeting.quality_effect * (quality - usual_quality),
        meeting.fidelity_effect * (fidelity - usual_fidelity),
        -meeting.load_effect * max(0.0, load / meeting.full_load - 1.0),
        agreement,
    )


@jit
def accepts(luck, key, chance):
    """Say whether the lead becomes an opportunity (SAO)."""
    return uniform(luck, Stream.SAO, key, 0) < chance
