"""Each rule of champions, save plays, expansion, campaigns and referrals on its own."""

import math

import numpy as np
import pytest

from sim.distributions import logistic, logit
from sim.freeze import freeze
from sim.rules import csm as rules
from sim.rules import demand, outbound, structure
from sim.rules.tasks import speed_for
from sim.rules.terms import chance_of
from sim.scenario.loading import load_scenario
from sim.streams import Luck
from sim.vocabulary import Reason, Work

P = freeze(load_scenario("default")).params
CSM, MM = P.csm, P.segment[1]
LUCK = Luck(5, 0)
DAY = 86400


def share(says, count=20_000):
    """The share of keys for which a rule says yes; its standard error is below .0036."""
    return np.mean([bool(says(key)) for key in range(count)])


# --- champions ------------------------------------------------------------------------------
def test_a_twelfth_of_the_yearly_turnover_of_champions_leaves_each_month():
    assert CSM.champion_leaves == pytest.approx(0.2 / 12)
    often = CSM._replace(champion_leaves=0.3)
    assert share(lambda key: rules.champion_leaves(LUCK, often, key, 1)) == pytest.approx(
        0.3, abs=0.015
    )
    never = CSM._replace(champion_leaves=0.0)
    assert share(lambda key: rules.champion_leaves(LUCK, never, key, 1)) == 0


def test_an_attempt_wins_a_champion_with_its_chance():
    some = CSM._replace(champion_won=0.25)
    assert share(lambda key: rules.champion_is_won(LUCK, some, key, 2)) == pytest.approx(
        0.25, abs=0.015
    )


def test_a_customer_is_without_champion_for_a_year_at_most():
    year = int(rules.YEAR)
    assert rules.is_without_champion(0, 100, 100 + year) == 1
    assert rules.is_without_champion(0, 100, 101 + year) == 0
    assert rules.is_without_champion(1, 100, 200) == 0


def test_without_a_champion_the_odds_of_churn_are_multiplied_by_the_ratio():
    with_one = chance_of(rules.churn_terms(CSM, MM, 0.0, 2, 0))
    without = chance_of(rules.churn_terms(CSM, MM, 0.0, 2, 1))
    assert logit(without) - logit(with_one) == pytest.approx(math.log(2.0))


def test_the_base_churn_holds_at_the_usual_share_without_a_champion():
    usual = chance_of(rules.churn_terms(CSM, MM, 0.0, 2, CSM.usual_without_champion))
    assert usual == pytest.approx(MM["churn"])


def test_a_customer_that_churns_without_a_champion_says_so():
    assert rules.churn_reason(0.5, 0.0, 1) == Reason.CHAMPION_LEFT
    assert rules.churn_reason(0.5, 0.0, 0) == Reason.POOR_FIT
    assert rules.churn_reason(0.0, 0.5, 0) == Reason.POOR_VALUE


# --- save plays -----------------------------------------------------------------------------
def test_the_share_of_save_plays_that_need_sales():
    half = CSM._replace(cross_functional_share=0.5)
    assert share(lambda key: rules.needs_sales(LUCK, half, key, 1)) == pytest.approx(0.5, abs=0.015)
    none = CSM._replace(cross_functional_share=0.0)
    assert share(lambda key: rules.needs_sales(LUCK, none, key, 1)) == 0


def test_half_of_the_escalations_wait_longer_than_the_median_patience():
    longer = share(lambda key: rules.escalation_patience(LUCK, CSM, key, 1) > 10 * DAY)
    assert longer == pytest.approx(0.5, abs=0.015)


def test_an_executives_help_moves_the_log_odds_of_a_save_around_the_usual():
    helped, alone = chance_of(rules.save_terms(CSM, MM, 1)), chance_of(rules.save_terms(CSM, MM, 0))
    assert logit(helped) - logit(alone) == pytest.approx(CSM.escalation_effect)
    assert chance_of(rules.save_terms(CSM, MM, CSM.usual_help)) == pytest.approx(CSM.save_success)


def test_in_a_segment_without_escalation_help_is_neither_missed_nor_given():
    smb = P.segment[0]
    assert smb["escalation_work"] == 0
    assert chance_of(rules.save_terms(CSM, smb, 0)) == pytest.approx(CSM.save_success)


def test_a_save_play_works_with_its_chance():
    assert share(lambda key: rules.save_works(LUCK, key, 1, 0.4)) == pytest.approx(0.4, abs=0.015)


# A chart: 0 CEO; 1 CRO; 2 VP; 3 CS manager below the CRO; 4 manager below the VP; 5 CSM; 6 AE.
BOSS = np.array([-1, 0, 1, 1, 2, 3, 4])
DEPTH = np.array([0, 1, 2, 2, 3, 3, 4])
ALL = np.ones(7, np.int64)


@pytest.mark.parametrize(
    ("vacant", "other", "helper"),
    [((), -1, 1), ((), 6, 1), ((1,), -1, 0), ((1,), 6, 0), ((0, 1), -1, -1), ((3,), -1, 1)],
)
def test_an_escalation_goes_to_the_second_boss_or_the_common_one_or_the_next_occupied(
    vacant, other, helper
):
    occupied = ALL.copy()
    occupied[list(vacant)] = 0
    assert structure.escalation_boss(BOSS, DEPTH, occupied, 5, other) == helper


def test_an_escalation_that_needs_sales_climbs_above_the_chief_of_customer_success():
    # 0 CEO; 1 CCO; 2 CSO; 3 CS manager; 4 sales manager; 5 CSM; 6 AE
    boss, depth = np.array([-1, 0, 0, 1, 2, 3, 4]), np.array([0, 1, 1, 2, 2, 3, 3])
    assert structure.escalation_boss(boss, depth, ALL, 5, -1) == 1
    assert structure.escalation_boss(boss, depth, ALL, 5, 6) == 0


# --- expansion ------------------------------------------------------------------------------
def test_the_success_of_an_expansion_adds_up_in_log_odds():
    base = chance_of(rules.expansion_terms(CSM, MM, 0.0, 0.0, 1.0, 0))
    assert base == pytest.approx(MM["expansion_success"])
    sold = chance_of(rules.expansion_terms(CSM, MM, 1.0, 0.1, 0.8, 1))
    effects = CSM.expansion_skill_effect + 0.1 - 0.2 * CSM.expansion_fidelity_effect
    assert logit(sold) - logit(base) == pytest.approx(effects + CSM.ae_expansion_effect)


def test_an_ae_needs_more_hours_for_an_expansion():
    assert rules.expansion_work(CSM, MM, 0) == MM["expansion_work"]
    assert rules.expansion_work(CSM, MM, 1) == MM["expansion_work"] * CSM.ae_expansion_time


def test_an_expansion_is_worth_its_expected_dollars_on_the_scale_of_deals():
    expected = 42_000 * MM["expansion_size"] * MM["expansion_success"]
    assert rules.expansion_worth(MM, 4_200_000) == pytest.approx(math.log(expected))


def test_an_expansion_succeeds_with_its_chance():
    sold = share(lambda key: rules.expansion_size(LUCK, CSM, MM, key, 1, 10_000, 0.3) > 0)
    assert sold == pytest.approx(0.3, abs=0.015)


def test_no_customer_buys_beyond_its_means():
    most = int(CSM.wallet * MM.annual_value * 100)  # cents
    sizes = [rules.expansion_size(LUCK, CSM, MM, key, 1, most - 500, 0.99) for key in range(50)]
    assert set(sizes) - {0} == {500}
    assert rules.expansion_size(LUCK, CSM, MM, 1, 1, most, 0.99) == 0
    assert rules.expansion_size(LUCK, CSM, MM, 1, 1, most + 5, 0.99) == 0


# --- campaigns ------------------------------------------------------------------------------
@pytest.mark.parametrize("part", [0.0, 0.1, 0.3, 0.5, 1.0])
def test_campaigns_get_their_share_of_the_blocks_evenly(part):
    plan = P.bdr._replace(campaign_share=part)
    blocks = [outbound.is_campaign_block(plan, nth) for nth in range(1000)]
    assert sum(blocks) == pytest.approx(1000 * part, abs=1)
    assert sum(blocks[:100]) == pytest.approx(100 * part, abs=1)


def test_a_healthier_customer_and_a_ramped_bdr_raise_more_occasions():
    plan = P.bdr._replace(campaign_chance=0.1)
    base = outbound.campaign_chance(plan, CSM, 0.0, 0.0, 1.0, 0.0)
    assert base == pytest.approx(0.1)
    assert outbound.campaign_chance(plan, CSM, 1.0, 0.0, 1.0, 0.0) == pytest.approx(
        logistic(logit(0.1) + CSM.expansion_health)
    )
    assert outbound.campaign_chance(plan, CSM, 0.0, 0.0, 0.5, 0.0) == pytest.approx(0.05)
    assert share(lambda key: outbound.campaign_raises(LUCK, key, 1, 0.1)) == pytest.approx(
        0.1, abs=0.015
    )


def test_a_customer_rests_between_two_contacts():
    plan = P.bdr._replace(campaign_rest=90 * DAY)
    assert outbound.may_be_contacted(plan, -1, 0)
    assert not outbound.may_be_contacted(plan, 5, 90 * DAY)
    assert outbound.may_be_contacted(plan, 5, 90 * DAY + 5)


def test_a_campaign_block_has_a_fixed_length():
    assert speed_for(Work.CAMPAIGNING, 0.5) == 1.0
    assert speed_for(Work.WINNING_OVER, 0.5) == 0.5


# --- referrals ------------------------------------------------------------------------------
def test_referrals_follow_the_customers_with_their_elasticity():
    d = P.demand._replace(referral_elasticity=0.5, usual_customers=1.0, referral_limit=5.0)
    assert demand.referral_factor(d, 100, 100) == pytest.approx(1.0)
    assert demand.referral_factor(d, 400, 100) == pytest.approx(2.0)
    assert demand.referral_factor(d, 10**6, 100) == 5.0
    assert demand.referral_factor(d, 0, 100) == 0.0


def test_referrals_follow_nothing_with_elasticity_0_or_no_customers_at_the_start():
    d = P.demand._replace(referral_elasticity=0.0)
    assert demand.referral_factor(d, 0, 100) == 1.0
    assert demand.referral_factor(P.demand, 50, 0) == 1.0


def test_a_customer_is_healthy_when_it_is_live_and_above_the_level():
    d = P.demand._replace(referral_health=0.2)
    assert demand.is_healthy(d, 1, 0.2) == 1
    assert demand.is_healthy(d, 1, 0.19) == 0
    assert demand.is_healthy(d, 0, 1.0) == 0
