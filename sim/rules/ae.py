"""Rules of the opportunity [E:A4]: value, work, delay, advance, loss."""

from __future__ import annotations

import math

from sim.distributions import exponential, logit, lognormal_from_mean
from sim.jit import jit
from sim.streams import uniform
from sim.vocabulary import Reason, Stage, Stream

DAY = 86400.0


@jit
def deal_value(luck, segment, key):
    """Return the ACV in cents: lognormal with the segment's mean."""
    u = uniform(luck, Stream.DEAL_VALUE, key, 0)
    return max(1, int(100.0 * lognormal_from_mean(segment.annual_value, segment.value_sigma, u)))


@jit
def is_technical(luck, segment, key):
    """Say whether the evaluation needs a sales engineer."""
    return uniform(luck, Stream.DEAL_TECHNICAL, key, 0) < segment.technical_share


@jit
def has_competitor(luck, ae, key, entrants):
    """Say whether a competitor is in the deal; ``entrants`` is added to the usual share."""
    return uniform(luck, Stream.COMPETITOR, key, 0) < ae.competitor_share + entrants


@jit
def selling_work(luck, ae, segment, key, meeting):
    """Return the seconds of AE work for the deal's nth selling meeting."""
    u = uniform(luck, Stream.STAGE_WORK, key, meeting)
    return lognormal_from_mean(segment.selling_work, ae.hours_sigma, u)


@jit
def se_work(luck, ae, segment, key):
    """Return the seconds of SE work for the evaluation: lognormal or exponential."""
    u = uniform(luck, Stream.SE_WORK, key, 0)
    if ae.se_work_exponential == 1:
        return max(1.0, exponential(segment.se_work, u))
    return lognormal_from_mean(segment.se_work, ae.hours_sigma, u)


@jit
def se_patience(luck, ae, key):
    """Return the seconds an AE waits for a sales engineer: exponential or lognormal."""
    u = uniform(luck, Stream.SE_PATIENCE, key, 0)
    if ae.se_patience_exponential == 1:
        return max(1, int(exponential(ae.se_patience, u)))
    return max(1, int(lognormal_from_mean(ae.se_patience, 0.5, u)))


@jit
def extra_discovery(luck, ae, key, fidelity):
    """Return 1 if lost context costs a further discovery meeting, else 0: chance .5·(1 - q)."""
    return (
        1
        if uniform(luck, Stream.EXTRA_DISCOVERY, key, 0) < ae.extra_discovery * (1.0 - fidelity)
        else 0
    )


@jit
def meeting_gap(luck, segment, key, meeting):
    """Return the seconds the buyer takes before the next meeting of the stage."""
    u = uniform(luck, Stream.MEETING_GAP, key, meeting)
    return max(1, int(lognormal_from_mean(segment.meeting_gap, 0.7, u)))


@jit
def deliberation(luck, ae, segment, key, stage, fidelity):
    """Return the seconds the buyer deliberates: lognormal × pace × exp(.3·(q_ref - q)) [E:C2].

    The pace is the buyer's own, the same in every stage of a deal (lognormal, mean 1): without it
    slow and quick stages would cancel out and whole cycles be too much alike [E:A4 F7].
    """
    u = uniform(luck, Stream.DELIBERATION, key, stage)
    time = lognormal_from_mean(segment.deliberation[stage], segment.deliberation_sigma, u)
    pace = uniform(luck, Stream.DELIBERATION, key, Stage.WON)  # no stage of its own asks for it
    time *= lognormal_from_mean(1.0, segment.buyer_sigma, pace)
    return max(1, int(time * math.exp(ae.fidelity_delay * (ae.fidelity_reference - fidelity))))


@jit
def advance_terms(
    ae,
    segment,
    stage,
    quality,
    fidelity,
    skill,
    ramp,
    coaching,
    waited,
    competitor,
    technical,
    covered,
    supported,
    sponsored,
    price,
    entrant,
):
    """Return the terms of the chance to advance (``terms.TERMS``), log-odds.

    logit(base) + quality + fidelity + skill·ramp + coaching - β_wait·(days the buyer waited on us
    in this stage beyond the allowance) + what is particular to the stage + price +
    an ``entrant``'s strength.
    """
    return (
        logit(segment.advance[stage]),
        ae.quality_effect * (quality - ae.quality_reference),
        ae.fidelity_effect * (fidelity - ae.fidelity_reference),
        ae.skill_effect * skill * ramp,
        coaching,
        -ae.wait_effect * max(0.0, waited / DAY - ae.wait_allowance),
        ae.competitor_effect * (competitor - ae.competitor_share),
        engineer_term(ae, stage, technical, covered),
        support_term(ae, segment, stage, supported),
        sponsor_term(ae, segment, stage, sponsored),
        price,
        entrant_log_odds(entrant, competitor),
    )


@jit
def engineer_term(ae, stage, technical, covered):
    """Return what a technical deal in Evaluation loses without a sales engineer, log-odds."""
    if stage == Stage.EVALUATION and technical == 1 and covered == 0:
        return -ae.se_effect
    return 0.0


@jit
def support_term(ae, segment, stage, supported):
    """Return what the leader's help is worth in Proposal, log-odds.

    Centred on the usual share of deals that are helped, so that the base chance holds for the usual
    deal; 0 in segments where deals get no help.
    """
    if stage == Stage.PROPOSAL and segment.support_work > 0.0:
        return ae.support_effect * (supported - ae.usual_support)
    return 0.0


@jit
def sponsor_term(ae, segment, stage, sponsored):
    """Return what an executive who joins is worth in Negotiation, log-odds, centred likewise."""
    if stage == Stage.NEGOTIATION and segment.sponsor_work > 0.0:
        return ae.sponsor_effect * (sponsored - ae.usual_sponsoring)
    return 0.0


@jit
def entrant_log_odds(effect, competitor):
    """Return what an entrant's strength costs a deal that has a competitor, log-odds."""
    return effect * competitor


@jit
def advances(luck, key, stage, chance):
    """Say whether the opportunity goes on to the next stage."""
    return uniform(luck, Stream.STAGE_ADVANCES, key, stage) < chance


@jit
def loss_reason(luck, ae, key, competitor):
    """Return why a lost deal was lost; without a competitor that share goes to no decision."""
    u = uniform(luck, Stream.LOSS_REASON, key, 0)
    if u < ae.unresponsive_share:
        return Reason.UNRESPONSIVE
    u -= ae.unresponsive_share
    if u < ae.disqualified_share:
        return Reason.DISQUALIFIED
    u -= ae.disqualified_share
    if u < ae.price_share:
        return Reason.PRICE
    u -= ae.price_share
    rest = 1.0 - ae.unresponsive_share - ae.disqualified_share - ae.price_share
    lost_to_competitor = max(0.0, rest - ae.no_decision_share) / max(ae.competitor_share, 0.01)
    if competitor == 1 and u < lost_to_competitor:
        return Reason.COMPETITOR
    return Reason.NO_DECISION


@jit
def deal_worth(segment, value, stage):
    """Return the worth of a deal's next action for the order of an inbox: log of the expected ACV.

    ln(ACV in dollars × chance to win from this stage).
    """
    worth = math.log(max(value, 100) / 100.0)
    for later in range(stage, 4):
        worth += math.log(segment.advance[later])
    return worth
