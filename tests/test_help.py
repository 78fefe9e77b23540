"""Every command has an example in its help, and the example is a command line that exists."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from sim.cli import app
from sim.experiments.sweep_file import list_experiments
from sim.scenario.files import list_scenarios

GROUP = typer.main.get_command(app)
SHIPPED = {name for name, *_ in (*list_scenarios(), *list_experiments())}


def example_of(name: str) -> list[str]:
    """Return the words of the example in a command's help."""
    text = GROUP.commands[name].help or ""
    found = re.search(r"Example: `salesorg ([^`]+)`", text)
    assert found, f"salesorg {name} --help has no example"
    return shlex.split(found.group(1))


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_the_example_in_the_help_can_be_parsed_and_names_what_is_shipped(name):
    command = GROUP.commands[name]
    first, *rest = example_of(name)
    assert first == name
    context = command.make_context(name, list(rest))
    for key in ("scenario", "scenarios", "experiment"):
        named = context.params.get(key) or ()
        assert set([named] if isinstance(named, str) else named) <= SHIPPED
