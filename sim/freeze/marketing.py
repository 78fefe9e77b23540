"""Marketing's learning and budgets, strategy."""

from __future__ import annotations

from sim.freeze.tables import HOUR
from sim.params import MarketingParams
from sim.scenario.schema import Scenario
from sim.vocabulary import Objective


def freeze_marketing(scenario: Scenario) -> MarketingParams:
    f, b, t = scenario.feedback, scenario.budget, scenario.targeting
    return MarketingParams(
        learning=f.learning,
        drift=f.drift,
        half_outcomes=f.half_outcomes,
        fade=f.fade,
        lag_per_level=f.lag_per_level,
        highest_auc=f.highest_auc,
        lowest_auc=f.lowest_auc,
        budget_every=b.every_months,
        budget_step=b.step,
        budget_floor=b.floor,
        budget_ceiling=b.ceiling,
        budget_objective=getattr(Objective, b.objective.upper()),
        budget_at_common_boss=int(b.owner == "common_boss"),
        budget_work=b.hours * HOUR,
        strategy_effect=t.strategy_effect,
        usual_strategy=t.usual_strategy,
        analysis_effect=t.analysis_effect,
        usual_analysis=t.usual_analysis,
    )
