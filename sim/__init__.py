"""A wind tunnel for sales organisations.

The few public names, loaded when they are first used, so that ``import sim`` stays light::

    from sim import compare, load_scenario

    both = compare([load_scenario("cso_led"), load_scenario("cro_led")], 40, seed=1)

* ``load_scenario(name or path, overrides)``: a YAML file, or a shipped scenario by its name.
* ``build_chart(scenario)``: its org chart, with units, seats, reporting lines and distances.
* ``freeze(scenario)``: the same company as numbers (``.params``) and names (``.names``).
* ``simulate(params, replication, seed)``: one replication, as its event log.
* ``replicate(case, replications, seed)``: many of them, as KPIs with spread and uncertainty.
* ``compare(cases, replications, seed)``: several companies in the same markets.
* ``write_report(results, scenarios, folder)``: the page and the figures.

Their types are in ``__init__.pyi``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = [
    "build_chart",
    "compare",
    "freeze",
    "load_scenario",
    "replicate",
    "simulate",
    "write_report",
]

_HOMES = {
    "build_chart": "sim.org.chart",
    "compare": "sim.experiments.compare",
    "load_scenario": "sim.scenario.loading",
    "replicate": "sim.experiments.replicate",
    "simulate": "sim.engine.compiled",
    "write_report": "sim.report.page",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the names that are here and those that are still to be loaded."""
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The package itself, so that ``sim.freeze`` is always the function.

    Python puts every imported submodule into its package under the module's own name, and
    ``sim.freeze`` is the name of a module too.
    """

    @property
    def freeze(self) -> Any:
        """Return the function ``freeze``."""
        return import_module("sim.freeze").freeze

    @freeze.setter
    def freeze(self, module: ModuleType) -> None:
        """Take no note of the module; importing from ``sim.freeze`` finds it without us."""


sys.modules[__name__].__class__ = _Package
