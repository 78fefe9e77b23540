"""The files of a sensitivity study: table, figure, JSON, and the experiment itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.result_folder import study_folder
from sim.experiments.sensitivity.words import answer, headline
from sim.report.canvas import write_picture
from sim.report.figures.sensitivity import sensitivity_picture
from sim.report.sensitivity_rows import sensitivity_frame, sensitivity_json

if TYPE_CHECKING:
    from sim.experiments.sensitivity.study import Study


def write_sensitivity(study: Study, root: Path, command: str) -> Path:
    """Write ``<root>/<date>-<experiment>-<method>-<outcome>/`` whole and return it.

    Holds sensitivity.csv, .json, .png and .svg and experiment.yaml; a study of the same name and
    day is replaced.
    """
    words = answer(study)
    name = f"{study.file.name}-{study.method}-{study.kpi.name}"
    with study_folder(root, name) as (unfinished, final):
        frame = sensitivity_frame(study)
        frame.to_csv(unfinished / "sensitivity.csv", index=False, float_format="%.10g")
        found = sensitivity_json(study, words, str(final)) | {"command": command}
        text = json.dumps(found, indent=2, ensure_ascii=False)
        (unfinished / "sensitivity.json").write_text(text + "\n", encoding="utf-8")
        write_picture(sensitivity_picture(study, headline(study)), unfinished)
        (unfinished / "experiment.yaml").write_text(study.file.text(), encoding="utf-8")
    return final
