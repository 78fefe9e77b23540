"""Run an experiment: all its designs in the same markets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.campaign import Floats, Settings
from sim.experiments.compare import Comparison, compare
from sim.experiments.designs import Design, designs, setting_title
from sim.experiments.levers import Value, levels
from sim.experiments.results import position
from sim.experiments.sweep_file import ExperimentFile
from sim.metrics.registry import Kpi, kpis
from sim.scenario.complaints import input_error
from sim.scenario.suggestions import suggest


@dataclass(frozen=True)
class Sweep:
    """What an experiment found; row i of every table is the same market."""

    file: ExperimentFile
    designs: tuple[Design, ...]
    comparison: Comparison

    @property
    def replications(self) -> int:
        """Return in how many markets every design was tried."""
        return self.comparison.replications

    def kpi(self, outcome: str) -> Kpi:
        """Return the registry's entry of an outcome."""
        return self.comparison.kpis[position(self.comparison.kpis, outcome)]

    def column(self, design: int, outcome: str) -> Floats:
        """Return [n] values of an outcome under a design; NaN where it is not defined."""
        return self.comparison.column(design, outcome)

    @property
    def lever(self) -> str:
        """Return the lever that the answer is about."""
        answer = self.file.experiment.answer
        return answer.contrast.lever if answer.contrast else str(answer.best)

    def reference(self, design: int) -> int:
        """Return the design that a design is compared with.

        It has the same settings of all other levers, and of the answer's lever the setting that
        the contrast is against, or the stated reference, or the first.
        """
        answer = self.file.experiment.answer
        first = levels(self.file.experiment.levers[self.lever])[0]
        word = answer.contrast.against if answer.contrast else answer.reference or first
        return self.place(self.designs[design].settings | {self.lever: word})

    def place(self, settings: dict[str, Value]) -> int:
        """Return the position of the design with these settings."""
        return next(n for n, design in enumerate(self.designs) if design.settings == settings)

    def label(self, design: int, without: Sequence[str] = ()) -> str:
        """Return how a design is called: its settings' titles, but for some levers."""
        settings = self.designs[design].settings
        words = [
            setting_title(self.file, lever, word)
            for lever, word in settings.items()
            if lever not in without
        ]
        text = ", ".join(words)
        return text[:1].upper() + text[1:]


def sweep(
    file: ExperimentFile,
    replications: int | None = None,
    seed: int | None = None,
    settings: Settings | None = None,
) -> Sweep:
    """Run every design in the same markets; numbers default to the file's.

    Raise InputError, with file and line, for a design that cannot be built or an outcome that is
    not a KPI of every design.
    """
    made = designs(file)
    check_outcomes(file, made)
    plan = file.experiment
    found = compare(
        [design.frozen for design in made],
        plan.replications if replications is None else replications,
        plan.seed if seed is None else seed,
        settings=settings,
    )
    return Sweep(file, tuple(made), found)


def check_outcomes(file: ExperimentFile, made: Sequence[Design]) -> None:
    """Refuse outcomes that are not KPIs, or not those of every design."""
    known = [[kpi.name for kpi in kpis(design.frozen)] for design in made]
    for number, outcome in enumerate(file.experiment.outcomes):
        lacking = [d.name for d, names in zip(made, known, strict=True) if outcome not in names]
        if len(lacking) == len(made):
            hint = suggest(outcome, known[0], "see docs/reference/kpis.md; some")
            raise input_error(file.tree, ("outcomes", number), f"unknown outcome '{outcome}'", hint)
        if lacking:
            raise input_error(
                file.tree,
                ("outcomes", number),
                f"the outcome '{outcome}' is not defined in the design '{lacking[0]}'",
                "choose a KPI that all designs have",
            )
