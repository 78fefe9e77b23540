"""Rules of the first meeting and of the hand-off to the AE [E:A3, MODEL 5.6]."""

from __future__ import annotations

from sim.distributions import logistic, logit, lognormal
from sim.jit import jit
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
def show_chance(setting, base, confirmed):
    """Return the chance that the buyer comes, where setters confirm meetings.

    log-odds = base + effect × (confirmed - usual share confirmed): at the usual share the base
    rate holds.
    """
    effect = setting.confirmation_effect * (confirmed - setting.usual_confirmed)
    return logistic(logit(base) + effect)


@jit
def shows_up(luck, key, booking, show):
    """Say whether the buyer comes to the nth booking."""
    return uniform(luck, Stream.MEETING_SHOW, key, booking) < show


@jit
def rebook_chance(setting, share, in_time):
    """Return the chance of a new date, where setters call after a missed meeting.

    log-odds = share + effect × (called in time - usual share called in time).
    """
    effect = setting.rebooking_effect * (in_time - setting.usual_recovered)
    return logistic(logit(share) + effect)


@jit
def is_rebooked(luck, key, booking, chance):
    """Say whether the nth booking, which was missed, is booked again."""
    return uniform(luck, Stream.REBOOK, key, booking) < chance


@jit
def accept_chance(meeting, base, quality, usual_quality, fidelity, usual_fidelity, load, agreement):
    """Return the chance of acceptance: log-odds of base, quality, fidelity, load, agreement.

    ``load`` is the AE's open deals, ``agreement`` the alignment effect less its usual value.
    """
    log_odds = logit(base) + agreement
    log_odds += meeting.quality_effect * (quality - usual_quality)
    log_odds += meeting.fidelity_effect * (fidelity - usual_fidelity)
    log_odds -= meeting.load_effect * max(0.0, load / meeting.full_load - 1.0)
    return logistic(log_odds)


@jit
def accepts(luck, key, chance):
    """Say whether the lead becomes an opportunity (SAO)."""
    return uniform(luck, Stream.SAO, key, 0) < chance
