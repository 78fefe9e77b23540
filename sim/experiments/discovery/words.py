"""The rule of a discovery study in words, composed from its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.discovery.boxes import Condition, Say
from sim.experiments.discovery.study import Discovery, side_titles
from sim.experiments.discovery.tree import FEWEST_OF_EACH, Counted
from sim.experiments.discovery.worlds import Contrast
from sim.experiments.wording import listing, small
from sim.metrics.display import show


def answer(study: Discovery) -> str:
    """Return the sentence: where the answer is yes and how often, there and elsewhere.

    Shares are of worlds that the tree has not seen.  Without a rule that holds, that is the answer.
    """
    rule, claim = study.rule, _claim(study)
    if not rule.holds:
        return f"{claim} in {counted(rule.overall)} of worlds; {_no_rule(study)}{_basis(study)}"
    where = region_words(rule.regions, study.say)
    elsewhere = f"elsewhere in {counted(rule.outside)}"
    return f"{claim} in {counted(rule.inside)} of worlds with {where}; {elsewhere}{_basis(study)}"


def counted(share: Counted) -> str:
    """Return ``87 % (74–94)``."""
    if not share.number:
        return "– (no world)"
    low, high = share.interval
    return f"{100 * share.value:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def condition_words(conditions: Sequence[Condition], say: Say) -> str:
    """Return ``first-year churn above 14 % and template compliance at most 50 %``."""
    return listing([one.words(say) for one in conditions]) if conditions else "anything"


def region_words(regions: Sequence[Sequence[Condition]], say: Say) -> str:
    """Return the regions, any of which will do."""
    return ", or with ".join(condition_words(region, say) for region in regions)


def notes(study: Discovery) -> list[str]:
    """Return what a reader must know beside the rule, a sentence each."""
    rule, worlds = study.rule, study.worlds
    lines = []
    if rule.holds:
        lines.append(
            f"The rule covers {counted(rule.coverage)} of the worlds in which it is so (coverage); "
            f"of the worlds it describes it is so in {counted(rule.inside)} (density)."
        )
        lines.append(_accuracy(study))
    others = "; labels of the others are partly luck" if worlds.clear < len(worlds.points) else ""
    lines.append(
        f"In {worlds.clear:,} of {len(worlds.points):,} worlds {worlds.replications} markets tell "
        f"yes from no (95 %){others}."
    )
    if worlds.dropped:
        lines.append(f"{worlds.dropped:,} worlds were left out: the outcome is not defined there.")
    if study.outside:
        lines.append(f"{study.outside:,} companies broke a constraint; their worlds are left out.")
    if study.refused:
        count, (_, reason) = len(study.refused), study.refused[0]
        lines.append(f"{count:,} companies were refused, the first: {reason}.")
    return lines


def _claim(study: Discovery) -> str:
    """Return ``New ARR per year: higher with CRO-led than with CSO-led``."""
    kpi, question = study.kpi, study.question
    is_lower = kpi.better == "lower"
    if isinstance(question, Contrast):
        first, second = (small(title) for title in side_titles(study))
        return f"{kpi.title}: {'lower' if is_lower else 'higher'} with {first} than with {second}"
    limit = "at most" if is_lower else "at least"
    return f"{kpi.title}: {limit} {show(kpi, question.threshold)}"


def _no_rule(study: Discovery) -> str:
    overall = study.rule.overall
    if min(overall.wins, overall.number - overall.wins) < 2 * FEWEST_OF_EACH:
        return "too few worlds differ from the others to say where"
    if len(study.rule.parts) < 2:
        return "no rule tells where: no division of the worlds is better than the majority"
    return (
        "no rule tells where: in worlds that it has not seen the tree is no better than always "
        "saying the majority"
    )


def _accuracy(study: Discovery) -> str:
    rule = study.rule
    right = (
        f"In unseen worlds the tree is right in {100 * rule.accuracy:.0f} %, always saying the "
        f"majority in {100 * rule.majority:.0f} %"
    )
    if rule.accuracy > rule.majority:
        return f"{right}."
    return f"{right}: the rule says where the chance is another, not where the likelier side is."


def _basis(study: Discovery) -> str:
    unseen = int(study.rule.is_unseen.sum())
    of = f", {unseen:,} of them unseen by the tree" if study.rule.holds else ""
    return (
        f" (95 % intervals; {len(study.worlds.points):,} worlds{of}, "
        f"{study.worlds.replications} markets)."
    )
