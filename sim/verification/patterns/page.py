"""The patterns as a page that opens from disk, and as a table for programs."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.verification.patterns.drawing import picture
from sim.verification.patterns.fact import Fact, Reading
from sim.verification.patterns.runner import PatternsFound
from sim.verification.patterns.table import band, interval, value

if TYPE_CHECKING:
    import pandas as pd

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Stylised facts and the model</title>
<style>
:root { color-scheme: light; --ink: #1b2430; --muted: #5b6775; --rule: #d3d9e0; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem; background: #fefefe; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0; }
th { font-weight: 600; color: var(--muted); font-size: .85rem; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
section { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 1rem;
  border-top: 1px solid var(--rule); padding: .8rem 0; }
section h2 { margin: 0 0 .3rem; } section img { width: 19rem; max-width: 100%; }
.source { color: var(--muted); font-size: .85rem; } .miss { color: #a3400a; font-weight: 600; }
@media (max-width: 50rem) { section { grid-template-columns: 1fr; } }
</style>
<h1>{{ title }}</h1>
<p>{{ about }}</p>
{% for fact in facts %}
<section><div><h2>{{ fact.number }}. {{ fact.title }}
{%- if not fact.passed %} <span class="miss">out of its band</span>{% endif %}</h2>
<table><tr><th>Figure</th><th>Mean ± 95 % interval</th><th>Band</th><th></th></tr>
{% for row in fact.rows %}<tr><td>{{ row.what }}</td>
<td class="n">{{ row.value }} {{ row.interval }}</td><td class="n">{{ row.band }}</td>
<td>{% if row.passed %}inside{% else %}<span class="miss">OUT</span>{% endif %}</td></tr>
{% endfor %}</table><div class="source">Source: {{ fact.source }}</div></div>
<img alt="{{ fact.title }}" src="data:image/png;base64,{{ fact.picture }}"></section>
{% endfor %}
<h2>What is out of its band, and why</h2>
{% for fact in facts if not fact.passed %}
<p><b>{{ fact.number }}. {{ fact.title }}.</b>
{% for row in fact.rows if not row.passed %}{{ row.what }}: {{ row.value }}, band {{ row.band }}.
{% endfor %}{{ fact.reason }}</p>
{% else %}<p>Nothing.</p>{% endfor %}
"""


def page(found: PatternsFound) -> str:
    """Return the page's HTML."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    facts = [_entry(fact) for fact in found.facts]
    return environment.from_string(_PAGE).render(
        title=verdict(found.facts), about=_about(found), facts=facts
    )


def verdict(facts: Sequence[Fact]) -> str:
    """Say how many facts and mutations are inside their bands."""
    parts = []
    for word, mine in (("stylised facts", True), ("mutations", False)):
        group = [fact for fact in facts if fact.pattern.number.isdigit() == mine]
        passed = sum(fact.passed for fact in group)
        parts.append(f"{passed} of {len(group)} {word} are inside their bands")
    return f"{parts[0]}; {parts[1].replace(' are inside their bands', ' hold')}"


def _about(found: PatternsFound) -> str:
    return (
        f"The default company in {found.replications} markets: levels over twenty quarters, "
        "effects of a change over eight, after four quarters of burn-in. Intervals are those of "
        "the mean over markets. The bands were set from the evidence before anything was "
        "measured, and are not moved. Codes of sources (F28) are those of docs/evidence.md."
    )


def _entry(fact: Fact) -> dict[str, object]:
    return {
        "number": fact.pattern.number,
        "title": fact.pattern.title,
        "source": fact.pattern.source,
        "reason": fact.pattern.reason,
        "passed": fact.passed,
        "picture": base64.b64encode(picture(fact.draw)).decode("ascii"),
        "rows": [_row(one) for one in fact.readings],
    }


def _row(one: Reading) -> dict[str, object]:
    return {
        "what": one.what,
        "value": value(one.mean, one.unit),
        "interval": interval(one),
        "band": band(one),
        "passed": one.passed,
    }


def rows(facts: Sequence[Fact]) -> pd.DataFrame:
    """Return one row a figure: fact, what, mean, half interval, band, seeds, inside, source."""
    import pandas as pd

    return pd.DataFrame(
        {
            "fact": fact.pattern.number,
            "title": fact.pattern.title,
            "figure": one.what,
            "unit": one.unit.strip(),
            "mean": one.mean,
            "half_interval_95": one.half,
            "low": one.low,
            "high": one.high,
            "values": len(one.known),
            "inside": one.passed,
            "source": fact.pattern.source,
        }
        for fact in facts
        for one in fact.readings
    )
