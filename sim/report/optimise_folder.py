"""An optimisation's folder: designs as scenarios, tables, the figure, the answer as JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.company_of import company_of
from sim.experiments.identity import model_digest
from sim.experiments.manifest import machine, versions
from sim.experiments.optimise import wording
from sim.experiments.optimise.optimum import Optimum
from sim.experiments.optimise.tables import (
    answer_json,
    finalists_frame,
    front_frame,
    trade_off_json,
    trials_frame,
)
from sim.experiments.result_folder import whole_folder
from sim.report.canvas import write_picture
from sim.report.figures.front import front_picture
from sim.report.figures.optimise import optimise_picture
from sim.scenario.loading import resolved

if TYPE_CHECKING:
    from sim.experiments.optimise.optimum import TradeOff
    from sim.experiments.space import Point
    from sim.experiments.sweep_file import ExperimentFile


def save_optimum(
    file: ExperimentFile, found: Optimum | TradeOff, root: Path, command: str, seed: int
) -> Path:
    """Write the folder of an optimisation and return its path; it appears whole or not at all.

    ``winner.yaml``, or ``design-<n>.yaml`` for every design of a front, load as scenarios.
    """
    facts = facts_of(file, found, command, seed)
    final = root / f"{date.today()}-optimise-{file.name}-{facts['identity']}"
    with whole_folder(final) as folder:
        _write(folder / "answer.json", json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
        _write(folder / "experiment.yaml", file.text())
        trials_frame(found).to_csv(folder / "trials.csv", index=False, float_format="%.10g")
        if isinstance(found, Optimum):
            finalists = finalists_frame(found)
            finalists.to_csv(folder / "finalists.csv", index=False, float_format="%.10g")
            _write_scenario(folder, file, "winner", found.winner.point)
            write_picture(optimise_picture(file, found), folder)
        else:
            front_frame(found).to_csv(folder / "pareto.csv", index=False, float_format="%.10g")
            for trial in (found.front.designs[place] for place in found.front.front):
                _write_scenario(folder, file, f"design-{trial.number}", trial.point)
            write_picture(front_picture(file, found), folder)
    return final


def facts_of(
    file: ExperimentFile, found: Optimum | TradeOff, command: str, seed: int
) -> dict[str, Any]:
    """Return the answer as JSON types, with what it depends on."""
    known = answer_json(file, found) if isinstance(found, Optimum) else trade_off_json(file, found)
    effort = vars(found.effort)
    rests_on = [file.text(), known["objectives"], effort, seed, model_digest()]
    text = json.dumps(rests_on, sort_keys=True)
    return {
        **known,
        "effort": effort,
        "seed": seed,
        "command": command,
        "identity": hashlib.sha256(text.encode()).hexdigest()[:8],
        "model": model_digest(),
        "versions": versions(),
        "machine": machine(),
    }


def _write_scenario(folder: Path, file: ExperimentFile, name: str, point: Point) -> None:
    """Write a design with all parameters stated; the uncertainties are as in the base."""
    import yaml

    title = f"{file.experiment.title}: {wording.settings_words(file, point)}"
    company = company_of(file, point).model_copy(update={"name": name, "title": title})
    text = yaml.safe_dump(resolved(company), sort_keys=False, allow_unicode=True)
    _write(folder / f"{name}.yaml", text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
