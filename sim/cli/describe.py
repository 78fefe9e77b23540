"""Commands that only look: the shipped files, and what a scenario says."""

from __future__ import annotations

from sim.cli.application import app, console
from sim.cli.options import Overrides, ScenarioName


@app.command()
def scenarios() -> None:
    """List the shipped scenarios and experiments with the questions they are for.

    Example: `salesorg scenarios`
    """
    from rich.table import Table
    from rich.text import Text

    from sim.experiments.sweep_file import list_experiments
    from sim.scenario.files import list_questions

    for heading, listed in (("Scenario", list_questions()), ("Experiment", list_experiments())):
        table = Table(heading, "Title, question", box=None, pad_edge=False)
        for name, title, question in listed:
            table.add_row(name, Text(title))
            if question:
                table.add_row("", Text(question, style="dim"))
        console().print(table)
        console().print()


@app.command()
def check(scenario: ScenarioName, set_: Overrides = None) -> None:
    """Say what is wrong with a scenario, or describe the company.

    Example: `salesorg check cro_led --set ae.skill_effect=0.2`
    """
    from sim.freeze import freeze
    from sim.org import build_chart
    from sim.org.summary import describe
    from sim.scenario.loading import load_scenario

    loaded = load_scenario(scenario, set_ or ())
    chart = build_chart(loaded)
    freeze(loaded, chart)
    console().print(describe(loaded, chart))
