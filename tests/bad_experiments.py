"""Malformed experiment files, each with what its one error must say."""

from __future__ import annotations

from typing import NamedTuple

GOOD = """title: Two or three
question: Are two AEs enough?
base: startup
constants: {calendar.warm_up_months: 0, calendar.horizon_months: 1}
levers:
  aes:
    title: AEs
    settings:
      two: {title: two AEs, at: 2}
      three: {title: three AEs, at: 3, set: {org.Sales.seats.ae_smb: 3}}
outcomes: [wins, contribution]
replications: 4
answer:
  outcome: wins
  contrast: {lever: aes, setting: three, against: two}
"""


class BadExperiment(NamedTuple):
    """``GOOD`` with ``old`` replaced by ``new``; all ``fragments`` must be in the error."""

    name: str
    old: str
    new: str
    fragments: tuple[str, ...]

    @property
    def text(self) -> str:
        assert self.old in GOOD
        return GOOD.replace(self.old, self.new)


BAD_EXPERIMENTS = [
    BadExperiment("an empty file", GOOD, "", ("e.yaml: the file is empty",)),
    BadExperiment("a list", GOOD, "- 1\n", ("e.yaml:1: found a list", "a mapping")),
    BadExperiment(
        "a scenario in place of an experiment",
        GOOD,
        "extends: default\n",
        ("e.yaml:1: ", "unknown key 'extends'", "known keys here"),
    ),
    BadExperiment("no question", "question: Are two AEs enough?\n", "", ("'question' is missing",)),
    BadExperiment(
        "a key misspelled", "outcomes:", "outcome:", ("e.yaml:11: ", "did you mean 'outcomes'?")
    ),
    BadExperiment(
        "no lever", GOOD[GOOD.index("levers:") : GOOD.index("outcomes:")], "", ("levers",)
    ),
    BadExperiment(
        "one setting only",
        "      three: {title: three AEs, at: 3, set: {org.Sales.seats.ae_smb: 3}}\n",
        "",
        ("e.yaml:8: levers.aes.settings", "at least 2"),
    ),
    BadExperiment(
        "a base that does not exist",
        "base: startup",
        "base: startups",
        ("e.yaml:3: base", "no scenario 'startups'", "did you mean 'startup'?"),
    ),
    BadExperiment(
        "a scenario of a setting that does not exist",
        "at: 2}",
        "scenario: nobody_led}",
        ("e.yaml:9: levers.aes.settings.two.scenario", "no scenario 'nobody_led'"),
    ),
    BadExperiment(
        "an override of an unknown key",
        "set: {org.Sales.seats.ae_smb: 3}",
        "set: {ae.skil_effect: 3}",
        ("e.yaml:10: ", "unknown key 'skil_effect'", "did you mean 'skill_effect'?"),
    ),
    BadExperiment(
        "an override of an unknown unit",
        "org.Sales.seats",
        "org.Selling.seats",
        ("e.yaml:10: ", "no unit 'Selling'", "Sales"),
    ),
    BadExperiment(
        "an override with a value that cannot be",
        "ae_smb: 3}",
        "ae_smb: minus three}",
        ("e.yaml:10: ", "'minus three'", "a whole number"),
    ),
    BadExperiment(
        "an event of an unknown kind",
        "org.Sales.seats.ae_smb: 3}",
        "events: [{event: exits, date: 2026-02-01, job: ae_smb}]}",
        ("e.yaml:10: levers.aes.settings.three.set: events.0.event", "did you mean 'exit'?"),
    ),
    BadExperiment(
        "a constant that cannot be",
        "calendar.horizon_months: 1}",
        "calendar.horizon_months: 0}",
        ("e.yaml:4: constants: calendar.horizon_months", "found 0", "at least 1"),
    ),
    BadExperiment(
        "an outcome that is no KPI",
        "outcomes: [wins, contribution]",
        "outcomes: [wins, contributions]",
        ("e.yaml:11: outcomes.1", "'contributions'", "did you mean 'contribution'?"),
    ),
    BadExperiment(
        "an outcome that only some designs have",
        "outcomes: [wins, contribution]",
        "outcomes: [wins, utilisation.cro]",
        ("e.yaml:11: outcomes.1", "'utilisation.cro'"),
    ),
    BadExperiment(
        "an outcome twice",
        "outcomes: [wins, contribution]",
        "outcomes: [wins, wins]",
        ("outcomes.1", "stands twice"),
    ),
    BadExperiment(
        "an answer about no outcome",
        "  outcome: wins",
        "  outcome: grr",
        ("e.yaml:14: answer.outcome", "'grr'", "outcomes: wins, contribution"),
    ),
    BadExperiment(
        "an answer about no lever",
        "lever: aes",
        "lever: ae",
        ("e.yaml:15: answer.contrast.lever", "no lever 'ae'", "did you mean 'aes'?"),
    ),
    BadExperiment(
        "a contrast with no setting",
        "setting: three",
        "setting: tree",
        ("e.yaml:15: answer.contrast.setting", "'tree'", "did you mean 'three'?"),
    ),
    BadExperiment(
        "a setting against itself", "against: two", "against: three", ("contrasted with itself",)
    ),
    BadExperiment(
        "an answer of both kinds",
        "  outcome: wins\n",
        "  outcome: wins\n  best: aes\n",
        ("answer", "exactly one of contrast and best"),
    ),
    BadExperiment(
        "one replication",
        "replications: 4",
        "replications: 1",
        ("e.yaml:12: replications", "at least 2"),
    ),
    BadExperiment(
        "overrides for a combination that cannot be",
        "outcomes:",
        "together:\n  - {when: {aes: four}, set: {ae.skill_effect: 0.1}}\noutcomes:",
        ("e.yaml:12: together.0.when.aes", "no setting 'four'", "two, three"),
    ),
    BadExperiment(
        "two levers that choose a scenario",
        "outcomes:",
        "  chart:\n    title: Chart\n    settings: {a: {scenario: startup}, b: {scenario: pods}}\n"
        "  other:\n    title: Other\n    settings: {c: {scenario: startup}, d: {scenario: pods}}\n"
        "outcomes:",
        ("e.yaml:14: levers.other", "both choose a scenario"),
    ),
    BadExperiment("broken YAML", "levers:\n", "levers: [\n", ("e.yaml", "YAML")),
]
