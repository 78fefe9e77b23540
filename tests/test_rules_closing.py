"""Prices, the weekly review, forecasts: rules alone."""

import numpy as np
import pytest

from sim.freeze import freeze
from sim.rules import forecast, pricing, review
from sim.rules.terms import total
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.vocabulary import Stage, Stream

P = freeze(load_scenario("default")).params
ACCELERATED, LINEAR = P.plan[0], P.plan[1]
MM = P.segment[1]
QUOTA, VALUE, DAYS = 18_000_000.0, 4_000_000.0, 25.0


def choice(plan, outlook, left_days, *, in_time=0.3, usual=0.85, stage=Stage.NEGOTIATION):
    return review.best_choice(
        P.ae,
        P.pricing,
        plan,
        stage,
        0.8,
        in_time,
        DAYS,
        VALUE,
        QUOTA,
        outlook * QUOTA,
        usual,
        left_days * review.DAY,
    )


def test_list_and_net_are_inverse_at_the_usual_discount():
    listed = pricing.list_value(MM, 4_000_000)
    assert listed == pytest.approx(4_000_000 / (1 - MM.usual_discount), abs=1)
    assert pricing.net_value(listed, MM.usual_discount) == pytest.approx(4_000_000, abs=1)


def test_buyers_ask_for_the_segments_discount_on_average():
    asked = [pricing.discount_asked(Luck(1, 0), P.pricing, MM, key, key) for key in range(4000)]
    # Mean of 4,000 with sd .05: standard error .0008; the band is six of them.
    assert np.mean(asked) == pytest.approx(MM.asked_discount, abs=0.005)
    assert min(asked) >= 0
    assert max(asked) <= pricing.MOST


def test_a_price_sensitive_account_asks_for_more():
    sensitive = [
        (pricing.price_sensitivity(Luck(1, 0), P.pricing, account), account)
        for account in range(400)
    ]
    calm, keen = min(sensitive)[1], max(sensitive)[1]
    ask = [
        np.mean([pricing.discount_asked(Luck(1, 0), P.pricing, MM, key, who) for key in range(300)])
        for who in (calm, keen)
    ]
    assert ask[0] < ask[1]


def is_cut(key, inspected):
    return pricing.is_cut(Luck(2, 0), P.pricing, P.leader, Stream.DISCOUNT_CUT, key, 0, inspected)


def test_more_than_nine_in_ten_requests_pass_at_the_usual_inspection():
    usual = P.leader.inspection_reference
    cut = [is_cut(key, usual) for key in range(5000)]
    assert np.mean(cut) == pytest.approx(P.pricing.cut_share, abs=0.02)
    never = [is_cut(key, 0.0) for key in range(500)]
    assert not any(never)


def test_a_cut_takes_part_of_what_is_above_the_limit():
    assert pricing.after_cut(P.pricing, 0.20, 0.10) == pytest.approx(0.15)
    assert pricing.after_cut(P.pricing, 0.08, 0.10) == pytest.approx(0.08)


def test_price_counts_against_what_was_asked():
    assert pricing.price_log_odds(P.pricing, 0.1, 0.1) == 0
    assert pricing.price_log_odds(P.pricing, 0.05, 0.15) == pytest.approx(-P.pricing.price_effect)


def test_a_deeper_offer_is_accepted_more_often_and_a_hurried_one_less():
    odds = [total(pricing.offer_terms(P.pricing, extra, 0.0, 14)) for extra in (0.0, 0.05, 0.2)]
    assert odds == sorted(odds)
    slow = total(pricing.offer_terms(P.pricing, 0.05, 0.0, 60))
    assert slow < total(pricing.offer_terms(P.pricing, 0.05, 0.0, 1))


def test_above_the_threshold_an_ae_pulls_deals_into_the_period_at_its_end():
    assert choice(ACCELERATED, outlook=0.7, left_days=8) > 0


def test_an_offer_that_can_wait_for_next_monday_waits():
    assert choice(ACCELERATED, outlook=0.7, left_days=40) == review.RUN


def test_far_below_the_threshold_a_deal_is_let_slip():
    assert choice(ACCELERATED, outlook=0.0, left_days=8, in_time=0.9, usual=1.0) == review.SLIP
    assert choice(ACCELERATED, outlook=0.0, left_days=40, in_time=0.9, usual=1.0) == review.RUN


@pytest.mark.parametrize("outlook", [0.0, 0.4, 0.8, 0.99, 1.3])
def test_under_a_linear_plan_every_deal_runs(outlook):
    assert choice(LINEAR, outlook=outlook, left_days=4) == review.RUN


def test_reps_far_below_threshold_give_up_a_little_late_in_the_period():
    length = 90.0
    assert review.effort(P.ae, ACCELERATED, 0.1, 1.0, 20.0, length) == 1 - P.ae.give_up_effect
    assert review.effort(P.ae, ACCELERATED, 0.1, 1.0, 60.0, length) == 1.0
    assert review.effort(P.ae, ACCELERATED, 0.5, 1.0, 20.0, length) == 1.0
    assert review.effort(P.ae, LINEAR, 0.0, 1.0, 20.0, length) == 1.0
    assert review.effort(P.ae, ACCELERATED, 0.0, 0.0, 20.0, length) == 1.0


def test_a_deal_closes_by_then_with_more_chance_the_later_its_stage():
    chances = [review.closes_by(P.forecast, MM, stage, 30 * review.DAY) for stage in range(4)]
    assert chances == sorted(chances)
    expected = [
        review.expected_bookings(P.forecast, MM, stage, 1.0, 30 * review.DAY) for stage in range(4)
    ]
    assert expected == sorted(expected)
    assert review.signing_chance(MM, Stage.NEGOTIATION) == MM.advance[Stage.NEGOTIATION]


def test_inspection_and_skill_lower_optimism():
    usual = P.leader.inspection_reference
    base = forecast.optimism(P.forecast, P.leader, 0.0, usual)
    assert base == pytest.approx(P.forecast.optimism)
    assert forecast.optimism(P.forecast, P.leader, 1.0, usual) < base
    assert forecast.optimism(P.forecast, P.leader, 0.0, 2 * usual) < base
    assert forecast.optimism(P.forecast, P.leader, 0.0, 0.0) > base


def test_an_optimist_believes_more():
    sober, bright = (
        forecast.believed_chance(P.forecast, MM, Stage.PROPOSAL, bias) for bias in (0.0, 0.5)
    )
    assert 0 < sober < bright < 1


def test_short_cycles_bring_more_business_that_is_not_open_yet():
    smb, mm, ent = (forecast.new_business(P.forecast, row, 1.0, 0.0) for row in P.segment)
    assert 3 > smb > mm > ent > 0


def test_paperwork_and_answers_take_as_long_as_said_on_average():
    answers = [pricing.answer_time(Luck(3, 0), P.pricing, key, 0) for key in range(3000)]
    signing = [pricing.signing_time(Luck(3, 0), P.pricing, key, 1) for key in range(3000)]
    # Uniform up to twice the mean: standard error of the mean 1 %; the band is five of them.
    assert np.mean(answers) == pytest.approx(P.pricing.answer, rel=0.05)
    assert np.mean(signing) == pytest.approx(P.pricing.answer, rel=0.05)


def test_a_deal_let_slip_is_decided_in_the_next_period():
    times = [pricing.slipped_to(Luck(4, 0), P.pricing, key, 1000) for key in range(500)]
    assert min(times) > 1000
    assert np.mean(times) == pytest.approx(1000 + P.pricing.slip, rel=0.1)


def test_offers_are_drawn_per_deal_and_occasion():
    def taken(nth):
        return [pricing.offer_is_accepted(Luck(5, 0), key, nth, 0.4) for key in range(400)]

    assert taken(0) == taken(0)
    assert taken(0) != taken(1)


def test_a_buyer_in_proposal_has_negotiation_still_ahead():
    assert pricing.later_days(MM) == pytest.approx(15.0)


def test_a_period_is_its_part_of_the_year():
    from sim.rules.pay import of_period

    assert of_period(1200.0, 3) == 300.0
