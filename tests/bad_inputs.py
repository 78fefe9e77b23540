"""Malformed scenarios, overrides and people lists, each with what its error must say.

The table serves two tests: loading raises one ``InputError``; the command line exits with code 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class BadInput(NamedTuple):
    """``files`` (name -> text or bytes) are written to an empty folder in which ``argument`` and
    ``overrides`` are then given to ``load_scenario``; all ``fragments`` must be in the error."""

    name: str
    files: dict[str, str | bytes]
    argument: str
    fragments: tuple[str, ...]
    overrides: tuple[str, ...] = ()


def write_files(case: BadInput, folder: Path) -> None:
    """Create the files of a case below ``folder``."""
    for name, content in case.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def scenario(
    name: str, text: str, *fragments: str, more: dict[str, str | bytes] | None = None
) -> BadInput:
    return BadInput(name, {"s.yaml": text, **(more or {})}, "s.yaml", fragments)


def variant(name: str, text: str, *fragments: str) -> BadInput:
    """The default company with a mistake from line 2 on."""
    return scenario(name, "extends: default\n" + text, *fragments)


def override(name: str, text: str, *fragments: str) -> BadInput:
    return BadInput(name, {}, "default", (f"override '{text}'", *fragments), (text,))


def people(name: str, text: str | bytes, *fragments: str) -> BadInput:
    """The default company staffed from a bad people list."""
    more = {"p.csv": text}
    return scenario(name, "extends: default\norg: {people: p.csv}\n", *fragments, more=more)


HEADER = "name,role,manager,segment,start date\n"
HEAD = HEADER + "Ada,ceo,,,\n"
BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

BAD_INPUTS: list[BadInput] = [
    # --- files ------------------------------------------------------------------------------
    BadInput(
        "a file that does not exist", {"mine.yaml": ""}, "mine.yml", ("'mine.yml'", "'mine.yaml'")
    ),
    BadInput(
        "a shipped name misspelled", {}, "cro_lead", ("'cro_lead'", "did you mean 'cro_led'?")
    ),
    BadInput(
        "a name like no other", {}, "zzz", ("no scenario 'zzz'", "shipped scenarios: default")
    ),
    BadInput("an empty name", {}, "", ("expected a name or a path",)),
    BadInput("a name far too long", {}, "x" * 5000, ("cannot open", "xxx", "too long")),
    BadInput("a directory", {"folder/s.yaml": ""}, "folder", ("folder", "found a directory")),
    scenario("an empty file", "", "s.yaml: the file is empty", "extends: default"),
    scenario("a file of comments", "# nothing\n", "s.yaml: the file is empty"),
    scenario("a file that is a list", "- 1\n- 2\n", "s.yaml:1: found a list", "a mapping"),
    scenario("a file that is one word", "hello\n", "s.yaml:1: found a single value"),
    BadInput(
        "a file that is not UTF-8",
        {"s.yaml": b"extends: default\ntitle: M\xfcller\n"},
        "s.yaml",
        ("s.yaml:2: ", "not UTF-8", "0xfc"),
    ),
    BadInput(
        "a file in UTF-16",
        {"s.yaml": "title: x\n".encode("utf-16")},
        "s.yaml",
        ("s.yaml:1: ", "not UTF-8"),
    ),
    BadInput(
        "a binary file",
        {"s.yaml": b"\x00\x01\x02\x03"},
        "s.yaml",
        ("s.yaml:1: ", "YAML", "special"),
    ),
    # --- YAML -------------------------------------------------------------------------------
    scenario("a bracket left open", "a: 1\nb: [1, 2\nc: 3\n", "s.yaml:3: ", "YAML syntax"),
    scenario("a tab for indentation", "ae:\n\ttouches: 3\n", "s.yaml:2: ", "spaces, not with tabs"),
    scenario("a colon in a text", "title: CRO: the movie\n", "s.yaml:1: ", "needs quotes"),
    scenario(
        "a key given twice", "ae: {}\nrun: {}\nae: {}\n", "s.yaml:3: ", "'ae'", "first in line 1"
    ),
    scenario(
        "a nested key given twice",
        "ae:\n  rest_days: 1\n  rest_days: 2\n",
        "s.yaml:3: ",
        "'rest_days' is given twice",
    ),
    scenario("a key that is a number", "1: x\n", "s.yaml:1: ", "found the key 1", "quotes"),
    scenario(
        "a Python object", "title: !!python/object/apply:os.system [ls]\n", "s.yaml:1: ", "!!python"
    ),
    scenario("two documents", "title: x\n---\ntitle: y\n", "s.yaml:2: ", "single document"),
    scenario("an unknown anchor", "title: *nobody\n", "s.yaml:1: ", "alias 'nobody'"),
    scenario("an anchor that contains itself", "a: &a [1, *a]\n", "s.yaml:1: ", "contains itself"),
    scenario("anchors that multiply", "a0: &a0 [1]\n" + BOMB, "values once anchors are filled in"),
    scenario("brackets without end", "a: " + "[" * 3000 + "]" * 3000, "s.yaml", "nested"),
    scenario("two hundred levels", "a: " + "[" * 200 + "]" * 200, "s.yaml:1: ", "nested levels"),
    variant(
        "a day that does not exist", "calendar: {start: 2026-02-30}\n", "s.yaml:2: ", "valid date"
    ),
    variant(
        "a number of 5000 digits", "run: {seed: " + "9" * 5000 + "}\n", "s.yaml:2: ", "valid int"
    ),
    # --- extends ----------------------------------------------------------------------------
    scenario(
        "a scenario that extends itself", "extends: s.yaml\n", "s.yaml:1: extends: ", "s.yaml → s"
    ),
    scenario(
        "scenarios that extend each other",
        "title: x\nextends: t.yaml\n",
        "t.yaml:1: extends: ",
        "s.yaml → t.yaml → s.yaml",
        more={"t.yaml": "extends: s.yaml\n"},
    ),
    scenario(
        "a parent that is missing", "\nextends: defualt\n", "s.yaml:2: extends: ", "'default'?"
    ),
    scenario(
        "two parents", "extends: [a, b]\n", "s.yaml:1: extends: ", "name of one scenario file"
    ),
    scenario(
        "a mistake in the parent",
        "extends: t.yaml\ntitle: x\n",
        "t.yaml:3: ae.rest_days: found -1",
        more={"t.yaml": "extends: default\nae:\n  rest_days: -1\n"},
    ),
    scenario("no org chart", "title: alone\n", "s.yaml: org: the org chart is missing", "extends"),
    # --- keys and values --------------------------------------------------------------------
    variant("an unknown section", "aes: {}\n", "s.yaml:2: aes: unknown key", "did you mean 'ae'?"),
    variant(
        "an unknown key",
        "ae:\n  rest_days: 3\n  skil_effect: 1\n",
        "s.yaml:4: ae.skil_effect: unknown key",
        "did you mean 'skill_effect'?",
    ),
    variant(
        "a key in the wrong section",
        "ae: {touches: 3}\n",
        "s.yaml:2: ae.touches",
        "did you mean sdr.touches?",
    ),
    variant(
        "a text for a number", "ae: {wait_effect: low}\n", "ae.wait_effect: found the text 'low'"
    ),
    variant(
        "a number in quotes", "ae: {wait_effect: '0.1'}\n", "the text '0.1'; expected a number"
    ),
    variant(
        "a truth value for a number", "ae: {wait_effect: true}\n", "found true; expected a number"
    ),
    variant("half a touch", "sdr: {touches: 2.5}\n", "sdr.touches: found 2.5", "a whole number"),
    variant("yes for true", "channels: {events: {urgent: yes}}\n", "'yes'; expected true or false"),
    variant("one for true", "channels: {events: {urgent: 1}}\n", "found 1; expected true or false"),
    variant("a number for a text", "title: 42\n", "s.yaml:2: title: found 42; expected a text"),
    variant(
        "nothing for a number", "ae: {rest_days: }\n", "found nothing (null); expected a number"
    ),
    variant("nothing for a section", "ae: null\n", "s.yaml:2: ae: found nothing", "a mapping"),
    variant("a list for a section", "ae: [1]\n", "s.yaml:2: ae: found a list of 1", "a mapping"),
    variant(
        "a section for a number", "ae: {rest_days: {x: 1}}\n", "found a mapping; expected a number"
    ),
    variant(
        "a negative duration", "ae: {rest_days: -5}\n", "found -5; expected at least 0", "calendar"
    ),
    variant(
        "a budget that may not stay as it is", "budget: {ceiling: 0.5}\n", "expected at least 1"
    ),
    variant(
        "an objective that nobody has", "budget: {objective: cac}\n", "budget.objective", "'sao'"
    ),
    variant("an AUC of luck", "feedback: {lowest_auc: 0.5}\n", "feedback.lowest_auc: found 0.5"),
    variant("a chance above one", "ae: {competitor_share: 1.5}\n", "found 1.5; expected at most 1"),
    variant(
        "a chance of zero", "sdr: {connects: 0}\n", "sdr.connects: found 0; expected more than 0"
    ),
    variant(
        "not a number", "ae: {rest_days: .nan}\n", "s.yaml:2: ae.rest_days: found nan", "finite"
    ),
    variant("infinity", "ledger: {tools: .inf}\n", "s.yaml:2: ledger.tools: found inf", "finite"),
    variant(
        "a seed of minus one", "run: {seed: -1}\n", "s.yaml:2: run.seed: found -1", "at least 0"
    ),
    variant("a horizon of zero", "calendar: {horizon_months: 0}\n", "found 0; expected at least 1"),
    variant(
        "a number for a date", "calendar: {start: 20260101}\n", "found 20260101; expected a date"
    ),
    variant("a month that is none", "calendar: {start: '2026-13-01'}\n", "expected a date like"),
    variant(
        "an office that closes before it opens",
        "calendar:\n  office_opens: 17\n  office_closes: 9\n",
        "s.yaml:2: calendar: ",
        "must be later",
    ),
    variant("an unknown policy", "routing: {leads: roundrobin}\n", "did you mean 'round_robin'?"),
    variant(
        "an owner who is full with nothing",
        "routing: {overflow_deals: 0}\n",
        "routing.overflow_deals",
        "found 0",
    ),
    variant("an unknown order of touches", "sdr: {order: latest}\n", "sdr.order", "'newest'"),
    variant("setters for nobody", "setter: {serves: nobody}\n", "setter.serves", "'own_segment'"),
    variant("eleven months", f"demand: {{season: {[1] * 11}}}\n", "at least 12 entries"),
    variant(
        "one bad month",
        "demand:\n  season:\n" + "    - 1\n" * 6 + "    - x\n" + "    - 1\n" * 5,
        "s.yaml:10: demand.season.6: found the text 'x'",
    ),
    variant(
        "an unknown role", "jobs: {hero: {role: hero}}\n", "jobs.hero.role: found the text 'hero'"
    ),
    variant(
        "a job without a role", "jobs:\n  hero: {pay: 1}\n", "s.yaml:3: jobs.hero.role", "missing"
    ),
    variant(
        "a job for an unknown segment",
        "jobs:\n  ae_smb:\n    segment: smbb\n",
        "s.yaml:4: jobs.ae_smb.segment",
        "did you mean 'smb'?",
    ),
    variant(
        "a segment removed under its jobs", "segments: {ent: null}\n", "segment 'ent'", "jobs: {"
    ),
    variant(
        "three mistakes at once",
        "ae:\n  rest_days: -1\n  wait_effect: x\nsdr: {touches: 0}\n",
        "s.yaml:3: ae.rest_days: found -1",
        "and 2 more problems",
    ),
    # --- org charts -------------------------------------------------------------------------
    variant("a chart that is a text", "org: flat\n", "s.yaml:2: org: found the text 'flat'"),
    variant("a unit without a name", "org: {leader: ceo}\n", "s.yaml:2: org.unit", "is missing"),
    variant(
        "a unit that does not say who leads it",
        "org:\n  unit: A\n  leader: ceo\n  teams:\n    - unit: B\n",
        "s.yaml:6: org.B.leader: the key 'leader' is missing",
        "null",
    ),
    variant(
        "no head", "org: {unit: A, leader: null, seats: {ae_smb: 1}}\n", "org.leader", "no leader"
    ),
    variant(
        "a unit that stands twice",
        "org:\n  unit: A\n  leader: ceo\n  seats: {ae_smb: 1}\n  teams:\n"
        "    - {unit: B, leader: null}\n    - {unit: B, leader: null}\n",
        "s.yaml:8: org.B.unit",
        "stands twice",
    ),
    variant(
        "a job nobody has declared",
        "org:\n  unit: A\n  leader: ceo\n  seats:\n    ae_smb: 1\n    ae_smbb: 2\n",
        "s.yaml:7: org.seats.ae_smbb: unknown job 'ae_smbb'",
        "did you mean 'ae_smb'?",
    ),
    variant(
        "a role for a job",
        "org: {unit: A, leader: ceo, seats: {ae: 3}}\n",
        "'ae' is a role; expected a job",
        "ae_smb, ae_mm, ae_ent",
    ),
    variant("an AE as a leader", "org: {unit: A, leader: ae_smb}\n", "cannot lead", "team_lead"),
    variant("a chart without AEs", "org: {unit: A, leader: ceo, seats: {sdr: 2}}\n", "has no AE"),
    override(
        "zero heads", "org.Inbound.seats.sdr=0", "org.Inbound.seats.sdr: found 0", "at least 1"
    ),
    override("a negative head count", "org.Inbound.seats.sdr=-2", "found -2; expected at least 1"),
    override("half a head", "org.Inbound.seats.sdr=1.5", "found 1.5; expected a whole number"),
    override("a truth value of heads", "org.Inbound.seats.sdr=true", "found true", "whole number"),
    override(
        "a thousand million heads", "org.Inbound.seats.sdr=1e9", "found 1000000000", "100,000"
    ),
    override(
        "no heads at all", "org.Inbound.seats.sdr=[]", "found a list of 0", "at least 1 entry"
    ),
    variant(
        "too many heads together",
        "org: {unit: A, leader: ceo, seats: {ae_smb: 60000, ae_mm: 60000}}\n",
        "found 120,001 seats; expected at most 100,000",
    ),
    variant(
        "a start that is no date",
        "org: {unit: A, leader: ceo, seats: {ae_smb: {count: 1, starts: soon}}}\n",
        "org.seats.ae_smb.starts: found the text 'soon'; expected a date",
    ),
    variant(
        "seats that are gone before they were there",
        "org: {unit: A, leader: ceo, seats: {ae_smb: {count: 1, ends: 2025-03-01}}}\n",
        "org.seats.ae_smb.ends: the seat is gone on 2025-03-01, before it was there (2026-01-01)",
    ),
    variant(
        "seats that end before they start",
        "org: {unit: A, leader: ceo, seats: "
        "{ae_smb: [{count: 1}, {count: 1, starts: 2026-05-01, ends: 2026-04-01}]}}\n",
        "org.seats.ae_smb.1.ends: the seat is gone on 2026-04-01",
    ),
    variant("an unknown key in a unit", "org: {unit: A, leader: ceo, team: []}\n", "mean 'teams'?"),
    # --- dated events -----------------------------------------------------------------------
    variant("events that are no list", "events: surge\n", "s.yaml:2: events", "expected a list"),
    variant(
        "an unknown kind of event",
        "events:\n- {event: demnd, date: 2026-09-01, factor: 2}\n",
        "s.yaml:3: events.0.event: found the text 'demnd'",
        "did you mean 'demand'?",
    ),
    variant(
        "an event without its kind",
        "events:\n- {date: 2026-09-01, factor: 2}\n",
        "s.yaml:3: events.0",
        "the key 'event' is missing",
    ),
    variant(
        "an event without a date",
        "events:\n- {event: demand, factor: 2}\n",
        "s.yaml:3: events.0.date: the key 'date' is missing",
    ),
    variant(
        "an unknown key in an event",
        "events:\n- {event: layoff, date: 2026-09-01, job: sdr, cout: 2}\n",
        "events.0.cout: unknown key 'cout'",
        "did you mean 'count'?",
    ),
    variant(
        "a negative factor",
        "events:\n- event: demand\n  date: 2026-09-01\n  factor: -1\n",
        "s.yaml:5: events.0.factor: found -1; expected at least 0",
    ),
    variant(
        "an event after the run",
        "events:\n- {event: price, date: 2036-09-01, factor: 1.1}\n",
        "events.0.date: found 2036-09-01; expected a day after the run's first (2026-01-01) and "
        "before its end (2028-07-01)",
    ),
    variant(
        "an event on the first day",
        "events:\n- {event: price, date: 2026-01-01, factor: 1.1}\n",
        "events.0.date: found 2026-01-01",
    ),
    variant(
        "an event that is over before it begins",
        "events:\n- {event: hiring_freeze, date: 2026-09-01, until: 2026-09-01}\n",
        "events.0: found until 2026-09-01; expected a day after 2026-09-01",
    ),
    variant(
        "an unknown channel in an event",
        "events:\n- {event: demand, date: 2026-09-01, factor: 2, channels: [organik]}\n",
        "events.0.channels: unknown channel 'organik'",
        "'organic'?",
    ),
    variant(
        "a segment that does not exist in an event",
        "events:\n- {event: price, date: 2026-09-01, factor: 2, segments: [smd]}\n",
        "unknown segment 'smd'",
        "'smb'?",
    ),
    variant(
        "an unknown job in an event",
        "events:\n- {event: exit, date: 2026-09-01, job: ae_sm}\n",
        "s.yaml:3: events.0.job: unknown job 'ae_sm'",
        "'ae_smb'?",
    ),
    variant(
        "a job that nobody has in an event",
        "events:\n- {event: exit, date: 2026-09-01, job: cco}\n",
        "events.0.job: found 1 of 'cco'; the chart has 0",
    ),
    variant(
        "an unknown unit in an event",
        "events:\n- {event: layoff, date: 2026-09-01, job: sdr, count: 1, unit: Inbond}\n",
        "events.0.unit: unknown unit 'Inbond'",
        "'Inbound'?",
    ),
    variant(
        "a layoff of more than there are",
        "events:\n- {event: layoff, date: 2026-09-01, job: sdr, count: 7, unit: Inbound}\n",
        "events.0.count: found 7 of 'sdr'; the unit 'Inbound' has 6",
    ),
    variant(
        "two factors for one day",
        "events:\n- {event: demand, date: 2026-09-01, factor: 2}\n"
        "- {event: demand, date: 2026-09-01, factor: 3, channels: [organic]}\n",
        "s.yaml:4: events.1: this demand begins on the same day as events.0",
    ),
    variant(
        "two re-organisations on one day",
        "events:\n- {event: reorganisation, date: 2026-09-01, org: cso_led}\n"
        "- {event: reorganisation, date: 2026-09-01, org: cro_led}\n",
        "events.1: this reorganisation begins on the same day as events.0",
    ),
    variant(
        "two freezes that overlap",
        "events:\n- {event: hiring_freeze, date: 2026-09-01, until: 2026-11-01}\n"
        "- {event: hiring_freeze, date: 2026-10-01, until: 2026-12-01}\n",
        "events.1: this hiring_freeze overlaps events.0",
    ),
    variant(
        "a re-organisation to a scenario that does not exist",
        "events:\n- {event: reorganisation, date: 2026-09-01, org: cso_lead}\n",
        "s.yaml:3: events.org: there is no file 'cso_lead'",
        "did you mean 'cso_led'?",
    ),
    variant(
        "a re-organisation to a chart without an AE",
        "events:\n- {event: reorganisation, date: 2026-09-01, org: {unit: A, leader: ceo}}\n",
        "events.0.org: the chart has no AE",
    ),
    variant(
        "a re-organisation with an unknown job",
        "events:\n- event: reorganisation\n  date: 2026-09-01\n"
        "  org: {unit: A, leader: ceo, seats: {ae_sm: 2}}\n",
        "s.yaml:5: events.0.org.seats.ae_sm: unknown job 'ae_sm'",
    ),
    # --- rules of management ----------------------------------------------------------------
    variant(
        "an unknown action",
        "rules:\n- {when: backlog, of: sdr, above: 9, do: hyre, job: sdr}\n",
        "s.yaml:3: rules.0.do: found the text 'hyre'",
        "did you mean 'hire'?",
    ),
    variant(
        "an unknown figure",
        "rules:\n- {when: backlogs, of: sdr, above: 9, do: hire, job: sdr}\n",
        "rules.0.when: found the text 'backlogs'",
        "did you mean 'backlog'?",
    ),
    variant(
        "a rule with two borders",
        "rules:\n- {when: attainment, above: 1, below: 2, do: freeze_hiring}\n",
        "rules.0: expected either above or below",
    ),
    variant(
        "a rule without a border",
        "rules:\n- {when: attainment, do: freeze_hiring}\n",
        "rules.0: expected either above or below",
    ),
    variant(
        "a backlog of nobody",
        "rules:\n- {when: backlog, above: 1, do: freeze_hiring}\n",
        "rules.0: the backlog is that of a job",
    ),
    variant(
        "an unknown job in a rule",
        "rules:\n- {when: backlog, of: sdrs, above: 1, do: hire, job: sdr}\n",
        "s.yaml:3: rules.0.of: unknown job 'sdrs'",
        "'sdr'?",
    ),
    variant(
        "a rule that hires for an unknown job",
        "rules:\n- {when: backlog, of: sdr, above: 1, do: hire, job: srd}\n",
        "rules.0.job: unknown job 'srd'",
    ),
    variant(
        "a rule that hires for a job without a place",
        "rules:\n- {when: backlog, of: sdr, above: 1, do: hire, job: cco}\n",
        "rules.0.job: found 1 of 'cco'; the chart has 0",
    ),
    variant(
        "a rule that hires into an unknown unit",
        "rules:\n- {when: backlog, of: sdr, above: 1, do: hire, job: sdr, unit: Inbond}\n",
        "rules.0.unit: unknown unit 'Inbond'",
    ),
    variant(
        "a rule with a negative factor",
        "rules:\n- {when: attainment, below: 1, do: spend, factor: -0.5}\n",
        "rules.0.factor: found -0.5; expected at least 0",
    ),
    variant(
        "a rule about an unknown channel",
        "rules:\n- {when: attainment, below: 1, do: spend, factor: 0.5, channels: [tv]}\n",
        "rules.0.channels: unknown channel 'tv'",
    ),
    # --- overrides --------------------------------------------------------------------------
    override("an override without a value", "ae.rest_days", "expected key=value"),
    override("an override of nothing", "=3", "expected key=value"),
    override("an override with an empty value", "ae.rest_days=", "no value after '='"),
    override("an override with empty steps", "ae..rest_days=3", "found the path 'ae..rest_days'"),
    override("an override of an unknown key", "ae.rest=3", "ae.rest: unknown key", "'rest_days'?"),
    override(
        "an override out of range", "run.precision=7", "found 7; expected at most 1", "Plausible"
    ),
    override("an override with bad YAML", "ae={rest_days: ", "YAML syntax"),
    override("an override beyond a list", "demand.season.12=1", "position in the list, 0 to 11"),
    override(
        "an override of an unknown unit", "org.SMB sale.leader=cro", "did you mean 'SMB sales'?"
    ),
    override(
        "an override below a number", "ae.rest_days.x=3", "found a mapping; expected a number"
    ),
    # --- people lists -----------------------------------------------------------------------
    scenario(
        "people that are missing",
        "extends: default\norg:\n  people: q.csv\n",
        "s.yaml:3: org.people",
    ),
    scenario(
        "people that are a number", "extends: default\norg: {people: 3}\n", "name of a CSV file"
    ),
    variant(
        "people and a tree",
        "org: {people: [{name: A, role: ceo}], unit: B}\n",
        "together with unit",
    ),
    people("an empty people list", "", "p.csv: the people list is empty", "columns"),
    people("a header without people", HEADER, "p.csv:1: ", "no people"),
    people("a column that is missing", "name,role\nAda,ceo\n", "p.csv:1: manager", "is missing"),
    people("an unknown column", "name,role,manager,salery\n", "p.csv:1: salery: unknown column"),
    people(
        "a column given twice", "name,role,manager,name\n", "p.csv:1: ", "'name' is given twice"
    ),
    people("a row that is too short", HEAD + "Bo,ae,Ada\n", "p.csv:3: found 3 cells; expected 5"),
    people(
        "a row that is too long", HEAD + "Bo,ae,Ada,smb,,x\n", "p.csv:3: found 6 cells", "quotes"
    ),
    people("a person without a name", HEAD + ",ae,Ada,smb,\n", "p.csv:3: ", "name: found nothing"),
    people("a person without a role", HEAD + "Bo,,Ada,smb,\n", "p.csv:3: ", "role: found nothing"),
    people(
        "people not in UTF-8", HEAD.encode() + b"J\xf6rg,ae,Ada,smb,\n", "p.csv:3: ", "not UTF-8"
    ),
    people("people with NUL bytes", HEAD + "Bo\0,ae,Ada,smb,\n", "p.csv: ", "NUL"),
    people("people with an open quote", HEAD + 'Bo,"ae,Ada,smb,\n', "p.csv:3: CSV"),
    people(
        "a start in another notation",
        HEAD + "Bo,ae,Ada,smb,3/1/26\n",
        "p.csv:3: start",
        "2026-03-01",
    ),
    people(
        "a head who is to go",
        "name,role,manager,segment,end date\nAda,ceo,,,2026-09-01\nBo,ae,Ada,smb,\n",
        "p.csv:2: org.people.0.end: 'Ada' is the head and stays",
    ),
    people(
        "two bosses for one person",
        HEAD + "Al,vp_sales,Ada,,\nBo,ae,Ada,smb,\nBo,ae,Al,smb,\n",
        "p.csv:5: ",
        "'Bo' has two bosses: Ada and Al",
    ),
    people(
        "a person who stands twice",
        HEAD + "Bo,ae,Ada,smb,\nBo,ae,Ada,smb,\n",
        "p.csv:4: ",
        "'Bo' stands twice",
    ),
    people("an unknown manager", HEAD + "Bo,ae,Adda,smb,\n", "p.csv:3: ", "'Adda'", "mean 'Ada'?"),
    people("two heads", HEAD + "Cy,cro,,,\nBo,ae,Cy,smb,\n", "p.csv:3: ", "'Ada' and 'Cy'"),
    people(
        "nobody at the head", HEADER + "Ada,ceo,Ada,,\nBo,ae,Ada,smb,\n", "nobody is at the head"
    ),
    people(
        "a cycle of managers",
        HEAD + "Al,cro,Bea,,\nBea,vp_sales,Al,,\nBo,ae,Bea,smb,\n",
        "p.csv:3: ",
        "cycle: Al → Bea → Al",
    ),
    people(
        "an unknown role of a person",
        HEAD + "Bo,aee,Ada,smb,\n",
        "p.csv:3: ",
        "'aee'",
        "mean 'ae'?",
    ),
    people(
        "an unknown segment of a person",
        HEAD + "Bo,ae,Ada,smbb,\n",
        "p.csv:3: ",
        "'smbb'",
        "'smb'?",
    ),
    people(
        "a role of several jobs", HEAD + "Bo,ae,Ada,,\n", "p.csv:3: ", "no job has the role 'ae'"
    ),
    people("a job of another segment", HEAD + "Bo,ae_smb,Ada,mm,\n", "p.csv:3: ", "segment 'smb'"),
    people(
        "an AE with reports", HEAD + "Bo,ae,Ada,smb,\nCy,sdr,Bo,,\n", "p.csv:3: ", "cannot lead"
    ),
    people(
        "people without an AE", HEAD + "Cy,sdr,Ada,,\n", "p.csv:1: org.people: the chart has no AE"
    ),
    # --- duties -----------------------------------------------------------------------------
    variant(
        "a farmer who is no AE",
        "jobs:\n  sdr: {duty: farmer}\n",
        "s.yaml:3",
        "jobs.sdr.duty",
        "only AEs are hunters or farmers",
    ),
    override("an unknown duty", "jobs.ae_mm.duty=farm", "'farmer'"),
    override("an unknown owner of expansion", "csm.expansion_owner=sdr", "'csm', 'ae' or 'bdr'"),
    # --- pay, price -------------------------------------------------------------------------
    override(
        "an unknown pay plan", "jobs.ae_mm.plan=linar", "jobs.ae_mm.plan", "'linar'", "capped"
    ),
    override("an unknown way to set quotas", "quotas.setting=fix", "quotas.setting", "'ratchet'"),
    variant(
        "accelerators that fall",
        "plans:\n  steep: {accelerators: [{above: 1.2, rate: 2}, {above: 1.0, rate: 3}]}\n",
        "plans.steep",
        "rising order",
    ),
    override(
        "a quota period of two months", "plans.linear.period_months=2", "found 2", "1, 3, 6 or 12"
    ),
    override("a limit of nobody", "pricing.limits.aex=0.2", "pricing.limits.aex", "did you mean"),
    override("a discount of more than all", "segments.mm.usual_discount=1.2", "usual_discount"),
    # --- numbers that cannot be true together, plans that cannot happen ------------------------
    override("pipeline of an unknown segment", "initial.inflow.smbb=3", "initial.inflow.smbb"),
    override(
        "a rule above the highest utilisation",
        "rules=[{when: utilisation, of: sdr, above: 1.2, do: freeze_hiring}]",
        "rules.0",
        "never above 1",
    ),
    override(
        "a rule below nothing",
        "rules=[{when: backlog, of: sdr, below: 0, do: freeze_hiring}]",
        "no figure is below 0",
    ),
    override(
        "attainment of a job without a quota",
        "rules=[{when: attainment, of: sdr, below: 1, do: freeze_hiring}]",
        "rules.0.of",
        "'sdr' has no quota",
        "ae_mm",
    ),
    override(
        "a rule that hires a chief",
        "rules=[{when: backlog, of: sdr, above: 9, do: hire, job: cro}]",
        "rules.0.job",
        "would lead nobody",
    ),
    override(
        "a layoff of the head",
        "events=[{event: layoff, date: 2026-04-01, job: ceo, count: 1}]",
        "events.0.job",
        "head of the company",
    ),
    override(
        "layoffs of more than there are",
        "events=[{event: layoff, date: 2026-04-01, job: sdr, count: 4}, "
        "{event: layoff, date: 2026-05-01, job: sdr, count: 4}]",
        "events.1.count",
        "found 4 of 'sdr' after 4",
    ),
    override(
        "layoffs of all AEs",
        "events=[{event: layoff, date: 2026-04-01, job: ae_smb, count: 8}, "
        "{event: layoff, date: 2026-04-02, job: ae_mm, count: 8}, "
        "{event: layoff, date: 2026-04-03, job: ae_ent, count: 4}]",
        "events.2.count",
        "no AE left",
    ),
    scenario(
        "AEs who are all gone one day",
        "extends: default\norg:\n  unit: Company\n  leader: ceo\n"
        "  seats: {ae_smb: {count: 2, ends: 2026-09-01}}\n",
        "s.yaml:",
        "from 2026-09-01 the company would have no AE left",
    ),
    override("a first day in another age", "calendar.start=9999-12-01", "at most 2200-12-31"),
    override("one replication", "run.replications=1", "run.replications", "at least 2"),
    override("a best score below the worst", "feedback.highest_auc=0.55", "feedback.lowest_auc"),
    override(
        "a template that loses more than none",
        "structure.fidelity_structured=0.3",
        "structure.fidelity_structured",
        "at least structure.fidelity_unstructured",
    ),
    override("more losses than all", "ae.price_share=0.5", "sum to", "ae.price_share"),
    override("a week without a day", "demand.weekday=[0, 0, 0, 0, 0, 0, 0]", "demand.weekday"),
    override(
        "a competitor that changes nothing",
        "events=[{event: competitor, date: 2026-04-01}]",
        "events.0",
        "changes nothing",
    ),
    override(
        "a channel twice",
        "events=[{event: demand, date: 2026-04-01, factor: 2, channels: [organic, organic]}]",
        "events.0.channels",
        "'organic' stands 2 times",
    ),
    override("an entry of an empty list", "events.0.factor=2", "the list is empty", "events=["),
]
