"""Commands that only look: the shipped files, and what a scenario says."""

from __future__ import annotations

from sim.cli.application import app, console
from sim.cli.formats import chosen_format, echo_csv, echo_json
from sim.cli.options import AsCsv, AsJson, Overrides, ScenarioName


@app.command()
def scenarios(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the shipped scenarios and experiments with the questions they are for.

    Example: `salesorg scenarios`
    """
    import pandas as pd
    from rich.table import Table
    from rich.text import Text

    from sim.experiments.sweep_file import list_experiments
    from sim.scenario.files import list_questions

    form = chosen_format(as_json, as_csv)
    shipped = (("Scenario", list_questions()), ("Experiment", list_experiments()))
    if form.for_scripts:
        rows = [(kind.lower(), *one) for kind, listed in shipped for one in listed]
        frame = pd.DataFrame(rows, columns=["kind", "name", "title", "question"])
        echo_csv(frame) if form.as_csv else echo_json(frame.to_dict("records"))
        return
    for heading, listed in shipped:
        table = Table(heading, "Title, question", box=None, pad_edge=False)
        for name, title, question in listed:
            table.add_row(name, Text(title))
            if question:
                table.add_row("", Text(question, style="dim"))
        console().print(table)
        console().print()


@app.command()
def check(scenario: ScenarioName, set_: Overrides = None, as_json: AsJson = False) -> None:
    """Say what is wrong with a scenario, or describe the company.

    Example: `salesorg check cro_led --set ae.skill_effect=0.2`
    """
    from sim.freeze import freeze
    from sim.org import build_chart
    from sim.org.summary import describe
    from sim.org.warnings import chart_warnings
    from sim.scenario.loading import load_scenario, resolved, scenario_hash

    loaded = load_scenario(scenario, set_ or ())
    chart = build_chart(loaded)
    freeze(loaded, chart)
    if not as_json:
        console().print(describe(loaded, chart))
        return
    from sim.experiments.constraints import quantities

    facts = {
        "name": loaded.name,
        "title": loaded.title,
        "hash": scenario_hash(loaded),
        "warnings": list(chart_warnings(chart, loaded)),
        "quantities": quantities(loaded),
        "scenario": resolved(loaded),
    }
    echo_json(facts)
