"""An org chart from a people list: the company of a scenario, staffed by name."""

from __future__ import annotations

from pathlib import Path

from sim.org.chart import OrgChart, build_chart
from sim.scenario.loading import with_people
from sim.scenario.schema import Scenario


def chart_from_people(path: str | Path, scenario: Scenario) -> OrgChart:
    """The chart in a CSV with name, role, manager, segment and start date.

    Jobs and segments are the scenario's.  Somebody who manages others belongs to "Team of
    <name>" and leads it; everybody else belongs to the manager's team.  Raises ``InputError``
    with file and line.
    """
    return build_chart(with_people(scenario, path))
