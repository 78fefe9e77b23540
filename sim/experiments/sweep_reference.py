"""Whether what an experiment compares with is among the designs that are left."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.designs import Design, Refused
from sim.experiments.levers import Value, word
from sim.experiments.sweep_file import ExperimentFile
from sim.scenario.complaints import input_error
from sim.scenario.suggestions import suggest

Settled = frozenset[tuple[str, Value]]


def check_reference(
    file: ExperimentFile, made: Sequence[Design], refused: Sequence[Refused]
) -> None:
    """Refuse an experiment with nothing to compare, or with a reference that is not run."""
    names = list(dict.fromkeys(design.base_name for design in made))
    if len(names) < 2:
        raise input_error(
            file.tree,
            ("constraints",) if refused and refused[0].broken else ("design",),
            f"only the design '{names[0]}' is left of {len(refused) + 1}; expected two to compare",
            f"{refused[0].name}: {refused[0].reason}" if refused else None,
        )
    wanted = file.experiment.answer.reference
    if wanted is not None and not file.experiment.has_levels and word(wanted) not in names:
        reasons = [one.reason for one in refused if one.name == word(wanted)]
        raise input_error(
            file.tree,
            ("answer", "reference"),
            f"the design '{word(wanted)}' is refused: {reasons[0]}"
            if reasons
            else f"there is no design '{word(wanted)}'",
            None if reasons else suggest(word(wanted), names, "designs"),
        )
    _check_contrast(file, made)


def _check_contrast(file: ExperimentFile, made: Sequence[Design]) -> None:
    """Refuse a contrast whose two sides nowhere meet, since a constraint took one of them."""
    contrast = file.experiment.answer.contrast
    if contrast is None:
        return
    sides = [
        [rest_of(d.settings, contrast.lever) for d in made if d.settings[contrast.lever] == side]
        for side in (contrast.setting, contrast.against)
    ]
    if not any(rest in sides[1] for rest in sides[0]):
        raise input_error(
            file.tree,
            ("answer", "contrast"),
            f"the constraints leave no pair of '{word(contrast.setting)}' and "
            f"'{word(contrast.against)}'",
            "widen the limits under constraints",
        )


def rest_of(settings: dict[str, Value], lever: str | None) -> Settled:
    """Return settings without a lever, in any order."""
    return frozenset((name, value) for name, value in settings.items() if name != lever)
