"""Run an experiment: all its designs in all its worlds, in the same markets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.experiments.campaign import Floats, Settings
from sim.experiments.compare import Comparison, compare
from sim.experiments.designs import Design, Refused, build, setting_title
from sim.experiments.lever_check import BASE
from sim.experiments.levers import Value, levels, word
from sim.experiments.results import position
from sim.experiments.sweep_file import ExperimentFile
from sim.experiments.sweep_reference import Settled, check_reference, rest_of
from sim.metrics.registry import Kpi, kpis
from sim.scenario.complaints import input_error
from sim.scenario.suggestions import suggest


@dataclass(frozen=True)
class Sweep:
    """What an experiment found; row i of every table is the same market.

    ``cases`` are the companies of ``comparison``, in its order: every design in all its worlds, one
    after the other.  Designs are counted without their worlds.
    """

    file: ExperimentFile
    cases: tuple[Design, ...]
    comparison: Comparison
    refused: tuple[Refused, ...] = ()

    @cached_property
    def worlds(self) -> int:
        """Return in how many worlds every design was tried."""
        return 1 + max(case.world for case in self.cases)

    @cached_property
    def designs(self) -> tuple[Design, ...]:
        """Return the designs, each in its first world."""
        return self.cases[:: self.worlds]

    @property
    def replications(self) -> int:
        """Return in how many markets every design was tried, in each world."""
        return self.comparison.replications

    def kpi(self, outcome: str) -> Kpi:
        """Return the registry's entry of an outcome."""
        return self.comparison.kpis[position(self.comparison.kpis, outcome)]

    def column(self, design: int, outcome: str) -> Floats:
        """Return [markets] values of an outcome under a design; NaN where it is not defined.

        Over worlds it is the mean of each market's worlds.  The markets are the same in every
        world, so that worlds are no further independent rows: an interval over markets is about
        the mean over *these* worlds.
        """
        table = self.by_world(design, outcome)
        return table[0] if len(table) == 1 else table.mean(axis=0)

    def by_world(self, design: int, outcome: str) -> Floats:
        """Return [worlds, markets] values of an outcome under a design."""
        first = design * self.worlds
        cases = range(first, first + self.worlds)
        return np.stack([self.comparison.column(case, outcome) for case in cases])

    @property
    def lever(self) -> str | None:
        """Return the lever that the answer is about; None if it is about whole designs."""
        answer = self.file.experiment.answer
        return answer.contrast.lever if answer.contrast else answer.best

    def reference(self, design: int) -> int:
        """Return the design that a design is compared with.

        If the answer is about a lever: the design with the same settings of all other levers, and
        of that lever the setting that the contrast is against, or the stated reference, or the
        first; if that design was refused, the first that was not.  Else the design that the answer
        names, or the best.
        """
        answer, lever = self.file.experiment.answer, self.lever
        if lever is None:
            return self.best if answer.reference is None else self._named(word(answer.reference))
        first = levels(self.file.experiment.levers[lever])[0]
        stated = answer.contrast.against if answer.contrast else answer.reference
        settings = self.designs[design].settings
        wanted = self.place(settings | {lever: first if stated is None else stated})
        return self.block(settings)[0] if wanted is None else wanted

    def block(self, settings: dict[str, Value]) -> list[int]:
        """Return the designs that differ from these settings in the answer's lever only."""
        return self._blocks[rest_of(settings, self.lever)]

    def place(self, settings: dict[str, Value]) -> int | None:
        """Return the position of the design with these settings; None if it was refused."""
        return self._places.get(rest_of(settings, None))

    def order(self, outcome: str) -> list[int]:
        """Return the designs by the mean of an outcome, the best first; of equals the earlier.

        Of an outcome that is neither better high nor low the highest; undefined ones last.
        """
        turn = 1.0 if self.kpi(outcome).better == "lower" else -1.0
        means = [turn * mean_of(self.column(n, outcome)) for n in range(len(self.designs))]
        return sorted(range(len(means)), key=lambda n: (not np.isfinite(means[n]), means[n], n))

    @cached_property
    def best(self) -> int:
        """Return the design with the best mean of the answer's outcome."""
        return self.order(self.file.experiment.answer.outcome)[0]

    @property
    def base(self) -> int | None:
        """Return the design that is the base company; None if it is not run."""
        places = (n for n, one in enumerate(self.designs) if one.base_name == BASE)
        return next(places, None) if self.file.experiment.design.with_base else None

    def label(self, design: int, without: Sequence[str] = ()) -> str:
        """Return how a design is called: its name if it was given one, else its settings' titles.

        ``without`` leaves out some levers.
        """
        one = self.designs[design]
        words = [
            setting_title(self.file, lever, value)
            for lever, value in one.settings.items()
            if lever not in without
        ]
        text = ", ".join(words) if without else one.title
        return text[:1].upper() + text[1:]

    @cached_property
    def _places(self) -> dict[Settled, int]:
        return {rest_of(design.settings, None): n for n, design in enumerate(self.designs)}

    @cached_property
    def _blocks(self) -> dict[Settled, list[int]]:
        found: dict[Settled, list[int]] = {}
        for number, design in enumerate(self.designs):
            found.setdefault(rest_of(design.settings, self.lever), []).append(number)
        return found

    def _named(self, name: str) -> int:
        return next(n for n, design in enumerate(self.designs) if design.base_name == name)


def sweep(
    file: ExperimentFile,
    replications: int | None = None,
    seed: int | None = None,
    settings: Settings | None = None,
) -> Sweep:
    """Run every design in every world, all in the same markets; numbers default to the file's.

    Raise InputError, with file and line, for a design that cannot be built (where levers are
    crossed), an outcome that is not a KPI of every design, or if fewer than two designs are left.
    """
    made = build(file)
    check_outcomes(file, made.designs)
    check_reference(file, made.designs, made.refused)
    plan = file.experiment
    found = compare(
        [design.frozen for design in made.designs],
        plan.replications if replications is None else replications,
        plan.seed if seed is None else seed,
        settings=settings,
    )
    return Sweep(file, made.designs, found, made.refused)


def check_outcomes(file: ExperimentFile, made: Sequence[Design]) -> None:
    """Refuse outcomes that are not KPIs, or not those of every design."""
    known = [{kpi.name for kpi in kpis(design.frozen)} for design in made]
    for number, outcome in enumerate(file.experiment.outcomes):
        lacking = [d.name for d, names in zip(made, known, strict=True) if outcome not in names]
        if len(lacking) == len(made):
            names = [kpi.name for kpi in kpis(made[0].frozen)]
            hint = suggest(outcome, names, "see docs/reference/kpis.md; some")
            raise input_error(file.tree, ("outcomes", number), f"unknown outcome '{outcome}'", hint)
        if lacking:
            raise input_error(
                file.tree,
                ("outcomes", number),
                f"the outcome '{outcome}' is not defined in the design '{lacking[0]}'",
                "choose a KPI that all designs have",
            )


def mean_of(values: Floats) -> float:
    """Return the mean of what is defined; NaN if nothing is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")
