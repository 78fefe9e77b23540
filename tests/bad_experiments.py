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


SAMPLE = """title: A sample
question: Which mix is best?
base: startup
constants: {calendar.warm_up_months: 0, calendar.horizon_months: 1}
levers:
  aes: {title: AEs, seats: ae_smb, low: 1, high: 6}
  ramp: {title: Ramp, key: jobs.ae_smb.ramp_months, low: 2, high: 8}
uncertainties:
  leads: {title: Leads, scale: channels.*.leads_per_month, low: 0.7, high: 1.3}
design: {method: latin_hypercube, points: 4}
worlds: 2
constraints:
  - {quantity: headcount, most: 40}
outcomes: [wins, contribution]
replications: 4
answer: {outcome: wins}
"""

LIST = SAMPLE.replace("latin_hypercube, points: 4", "list, file: designs.csv")
ROWS = "name,aes,ramp\nnow,2,3\nmore,3,3\nlater,2,6.5\n"


class BadExperiment(NamedTuple):
    """``good`` with ``old`` replaced by ``new``; all ``fragments`` must be in the error.

    ``rows`` is what stands in designs.csv beside the file.
    """

    name: str
    old: str
    new: str
    fragments: tuple[str, ...]
    good: str = GOOD
    rows: str = ROWS

    @property
    def text(self) -> str:
        assert self.old in self.good
        return self.good.replace(self.old, self.new)


def bad_sample(name: str, old: str, new: str, *fragments: str) -> BadExperiment:
    """A slip in an experiment whose designs are a sample."""
    return BadExperiment(name, old, new, fragments, SAMPLE)


def bad_rows(name: str, rows: str, *fragments: str) -> BadExperiment:
    """A slip in the list of designs beside an experiment."""
    return BadExperiment(name, LIST, LIST, fragments, LIST, rows)


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
    # levers that are numbers
    bad_sample(
        "a lever of no form",
        "seats: ae_smb, low: 1, high: 6",
        "low: 1, high: 6",
        "e.yaml:6: levers.aes: found none of them",
        "exactly one of settings (choices), seats (of a job), key",
    ),
    bad_sample(
        "a lever of two forms",
        "seats: ae_smb,",
        "seats: ae_smb, key: sdr.touches,",
        "e.yaml:6: levers.aes: found seats and key",
    ),
    bad_sample(
        "seats of a job that the chart does not have",
        "seats: ae_smb",
        "seats: ae_smbb",
        "e.yaml:6: levers.aes.seats: none of the 4 designs can be built",
        "no seat of the job 'ae_smbb'",
        "did you mean 'ae_smb'?",
    ),
    bad_sample(
        "seats of a job that only leads",
        "seats: ae_smb",
        "seats: ceo",
        "e.yaml:6: levers.aes.seats",
        "'ceo' only as leaders of units",
    ),
    bad_sample(
        "half a seat",
        "low: 1, high: 6",
        "low: 1.5, high: 6",
        "e.yaml:6: levers.aes.low",
        "found 1.5; seats are counted in whole numbers",
    ),
    bad_sample(
        "a negative number of seats",
        "low: 1, high: 6",
        "low: -1, high: 6",
        "e.yaml:6: levers.aes.low",
        "a number of seats of at least 0",
    ),
    bad_sample(
        "a range the wrong way round",
        "low: 2, high: 8",
        "low: 8, high: 2",
        "e.yaml:7: levers.ramp: low (8) is not below high (2)",
    ),
    bad_sample(
        "seats without a range",
        ", low: 1, high: 6",
        "",
        "e.yaml:6: levers.aes: the key 'low' is missing",
        "state low and high, or values",
    ),
    bad_sample(
        "a limit that is a text",
        "low: 2, high: 8",
        "low: two, high: 8",
        "e.yaml:7: levers.ramp.low: found the text 'two'; expected a number",
    ),
    bad_sample(
        "an unknown number of the scenario",
        "jobs.ae_smb.ramp_months",
        "jobs.ae_smb.ramp_month",
        "e.yaml:7: levers.ramp.key: unknown key 'jobs.ae_smb.ramp_month'",
        "did you mean 'jobs.<entry>.ramp_months'?",
    ),
    bad_sample(
        "a word of the scenario in place of a number",
        "jobs.ae_smb.ramp_months",
        "jobs.ae_smb.role",
        "e.yaml:7: levers.ramp.key: 'jobs.ae_smb.role' is no number",
        "settings",
    ),
    bad_sample(
        "a number of an entry that the company does not have",
        "jobs.ae_smb.ramp_months",
        "jobs.ae_smbb.ramp_months",
        "e.yaml:7: levers.ramp.key: none of the 4 designs can be built",
        "no 'ae_smbb' under jobs",
        "did you mean 'ae_smb'?",
    ),
    bad_sample(
        "an end that the schema refuses",
        "low: 2, high: 8",
        "low: -2, high: 8",
        "e.yaml:7: levers.ramp.low",
        "found -2",
    ),
    bad_sample(
        "values and a range",
        "low: 2, high: 8",
        "values: [2, 4], high: 8",
        "e.yaml:7: levers.ramp: values are all that is tried",
    ),
    bad_sample(
        "a value twice",
        "low: 2, high: 8",
        "values: [2, 4, 2]",
        "e.yaml:7: levers.ramp.values.2: the value 2 stands twice",
    ),
    bad_sample(
        "numbers that are crossed without levels",
        "design: {method: latin_hypercube, points: 4}\n",
        "",
        "e.yaml:6: levers.aes: a factorial design crosses levels",
        "values: [...], or steps",
    ),
    bad_sample(
        "a range of named settings",
        "seats: ae_smb, low: 1",
        "settings: {a: {}, b: {}}, low: 1",
        "e.yaml:6: levers.aes: low goes with seats, key or scale",
    ),
    bad_sample(
        "a lever that is named like a path",
        "  ramp:",
        "  ae.ramp:",
        "e.yaml:7: levers.ae.ramp",
        "reads like a path",
    ),
    # uncertainties and worlds
    bad_sample(
        "a name of a lever and of an uncertainty",
        "  leads:",
        "  aes:",
        "e.yaml:9: uncertainties.aes: 'aes' is a lever too",
    ),
    bad_sample(
        "an uncertainty without a range",
        ", low: 0.7, high: 1.3",
        "",
        "e.yaml:9: uncertainties.leads: the key 'low' is missing",
    ),
    bad_sample(
        "a factor that takes away more than there is",
        "low: 0.7",
        "low: -0.7",
        "e.yaml:9: uncertainties.leads.low",
        "a factor of at least 0",
    ),
    bad_sample(
        "worlds of nothing",
        SAMPLE[SAMPLE.index("uncertainties:") : SAMPLE.index("design:")],
        "",
        "e.yaml:9: worlds: there are no uncertainties",
    ),
    bad_sample(
        "too many companies",
        "worlds: 2",
        "worlds: 5000",
        "e.yaml:11: worlds: 4 designs in 5,000 worlds are 20,000 companies",
        "at most 10,000",
    ),
    # designs
    bad_sample(
        "an unknown method",
        "method: latin_hypercube",
        "method: latin_hyper_cube",
        "e.yaml:10: design.method: found the text 'latin_hyper_cube'",
        "did you mean 'latin_hypercube'?",
    ),
    bad_sample(
        "points of crossed levers",
        "method: latin_hypercube",
        "method: factorial",
        "e.yaml:10: design: points goes with latin_hypercube or sobol, not with factorial",
    ),
    bad_sample(
        "a Sobol' sequence that is not balanced",
        "method: latin_hypercube, points: 4",
        "method: sobol, points: 6",
        "e.yaml:10: design.points: found 6; expected a power of 2",
        "take 4 or 8",
    ),
    bad_sample(
        "a list of nothing",
        "method: latin_hypercube, points: 4",
        "method: list",
        "e.yaml:10: design: a list of designs needs exactly one of file (a CSV) and rows",
    ),
    bad_sample(
        "a list in no file",
        "method: latin_hypercube, points: 4",
        "method: list, file: design.csv",
        "e.yaml:10: design.file: there is no file 'design.csv'",
        "did you mean 'designs.csv'?",
    ),
    bad_sample(
        "a row with an unknown setting of a lever",
        "method: latin_hypercube, points: 4",
        "method: list, rows: [{aes: 2}, {aes: two}]",
        "e.yaml:10: aes: found the text 'two'; expected a whole number",
    ),
    bad_sample(
        "a seed of nothing",
        SAMPLE[SAMPLE.index("uncertainties:") : SAMPLE.index("constraints:")],
        "design: {method: list, seed: 3, rows: [{aes: 2}, {aes: 3}]}\n",
        "e.yaml:8: design.seed: nothing is sampled here",
    ),
    bad_rows(
        "an empty list", "", "designs.csv: the file is empty", "a header and a line per design"
    ),
    bad_rows(
        "a list of one", "aes\n2\n", "designs.csv:1: found 1 of them; expected at least 2 designs"
    ),
    bad_rows(
        "an unknown column",
        "aess,ramp\n2,3\n3,3\n",
        "designs.csv:2: aess: unknown column 'aess'",
        "did you mean 'aes'?",
    ),
    bad_rows(
        "an unknown path",
        "aes,sdr.touchs\n2,3\n3,3\n",
        "designs.csv:2: sdr.touchs: unknown key",
        "did you mean 'sdr.touches'?",
    ),
    bad_rows("a column twice", "aes,aes\n2,3\n3,3\n", "designs.csv:1: aes: ", "given twice"),
    bad_rows(
        "a cell too many", "aes,ramp\n2,3\n3,3,1\n", "designs.csv:3: found 3 cells; expected 2"
    ),
    bad_rows(
        "a cell that is no number", "aes,ramp\n2,3\n3,soon\n", "designs.csv:3: ramp: found the text"
    ),
    bad_rows(
        "a cell outside its lever",
        "aes,ramp\n2,3\n3,9\n",
        "designs.csv:3: ramp: found 9; expected at most 8, as the lever says",
    ),
    bad_rows(
        "an uncertainty in a list",
        "aes,leads\n2,1\n3,1.1\n",
        "designs.csv:2: leads: 'leads' is an uncertainty",
    ),
    bad_rows(
        "a design twice",
        "aes,ramp\n2,3\n2,3\n",
        "designs.csv:3: the design is the same as that of line 2",
    ),
    bad_rows(
        "a name twice",
        "name,aes\nnow,3\nnow,2\n",
        "designs.csv:3: name: the name 'now' stands twice",
    ),
    bad_rows(
        "designs none of which can be built",
        "seats.ae_smbb\n2\n3\n",
        "designs.csv:2: seats.ae_smbb: none of the 2 designs can be built",
        "did you mean 'ae_smb'?",
    ),
    # constraints
    bad_sample(
        "an unknown quantity",
        "quantity: headcount",
        "quantity: headcounts",
        "e.yaml:13: constraints.0.quantity: unknown quantity 'headcounts'",
        "did you mean 'headcount'?",
    ),
    bad_sample(
        "a constraint without a limit",
        ", most: 40",
        "",
        "e.yaml:13: constraints.0: expected a limit: least, most or exactly",
    ),
    bad_sample(
        "limits that exclude each other",
        "most: 40",
        "least: 41, most: 40",
        "e.yaml:13: constraints.0: least (41) is above most (40)",
    ),
    bad_sample(
        "a tolerance of a count",
        "most: 40",
        "exactly: 14, within: 0.1",
        "e.yaml:13: constraints.0.within: 'headcount' is a count",
        "state least and most",
    ),
    bad_sample(
        "a tolerance of nothing",
        "most: 40",
        "most: 40, within: 0.1",
        "e.yaml:13: constraints.0: within goes with exactly",
    ),
    bad_sample(
        "half a head",
        "most: 40",
        "exactly: 13.5",
        "e.yaml:13: constraints.0.exactly: found 13.5; 'headcount' is a whole number",
    ),
    bad_sample(
        "constraints that nothing keeps",
        "most: 40",
        "most: 3",
        "e.yaml:12: constraints: none of the 4 designs keeps to the constraints",
        "headcount",
        "expected at most 3",
    ),
    # answers
    bad_sample(
        "a contrast of what is not crossed",
        "{outcome: wins}",
        "{outcome: wins, best: aes}",
        "e.yaml:16: answer.best: best needs levers that are crossed",
        "a latin hypercube",
    ),
    bad_sample(
        "a reference that is no design",
        "{outcome: wins}",
        "{outcome: wins, reference: base}",
        "e.yaml:16: answer.reference: there is no design 'base'",
        "designs: ",
    ),
]
