"""A discovery study as a table for the terminal, as data frames, as JSON and as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.discovery.tree import Counted, Part
from sim.experiments.discovery.words import answer, condition_words, counted, notes
from sim.experiments.result_folder import study_folder
from sim.report.terminal import empty_table

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from sim.experiments.discovery.study import Discovery


def discovery_table(study: Discovery) -> Table:
    """Return a row for every part of the tree, those where the answer is most often yes first."""
    from rich.text import Text

    legend = (
        "Parts of the tree, bold where the rule says yes; yes: share of the worlds in it that the "
        "tree was grown on, and of those that it has not seen, with Wilson's 95 % interval."
    )
    table = empty_table(" ".join([legend, *notes(study)]))
    table.add_column("Worlds with", ratio=1)
    for heading in ("worlds", "yes, seen", "yes, unseen"):
        table.add_column(heading, justify="right", no_wrap=True)
    for part in _ordered(study):
        style = "bold" if part.is_winning and study.rule.holds else ""
        number = part.seen.number + part.unseen.number
        seen = f"{100 * part.seen.value:.0f} %"
        where = condition_words(part.conditions, study.say)
        cells = (where, f"{number:,}", seen, counted(part.unseen))
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def discovery_frame(study: Discovery) -> pd.DataFrame:
    """Return a row for every part of the tree."""
    import pandas as pd

    return pd.DataFrame([_record(study, part) for part in _ordered(study)])


def worlds_frame(study: Discovery) -> pd.DataFrame:
    """Return a row for every world: its factors, the margin, the label, whether it was held out."""
    import pandas as pd

    worlds = study.worlds
    frame = pd.DataFrame(list(worlds.points))
    return frame.assign(
        margin=worlds.margins,
        half_width=worlds.half_widths,
        yes=worlds.wins,
        unseen=study.rule.is_unseen,
    )


def discovery_json(study: Discovery, folder: str) -> dict[str, Any]:
    """Return everything a script may ask for."""
    rule, worlds = study.rule, study.worlds
    return {
        "experiment": study.file.name,
        "outcome": study.kpi.name,
        "question": {"kind": type(study.question).__name__.lower(), **vars(study.question)},
        "answer": answer(study),
        "notes": notes(study),
        "holds": rule.holds,
        "overall": _share(rule.overall),
        "density": _share(rule.inside),
        "elsewhere": _share(rule.outside),
        "coverage": _share(rule.coverage),
        "accuracy": rule.accuracy,
        "majority": rule.majority,
        "parts": [
            {
                "where": condition_words(part.conditions, study.say),
                "is_winning": part.is_winning,
                "seen": _share(part.seen),
                "unseen": _share(part.unseen),
            }
            for part in _ordered(study)
        ],
        "worlds": len(worlds.points),
        "clear": worlds.clear,
        "dropped": worlds.dropped,
        "refused": len(study.refused),
        "replications": worlds.replications,
        "simulated": study.ran,
        "seed": study.seed,
        "folder": folder,
    }


def write_discovery(study: Discovery, root: Path, command: str) -> Path:
    """Write ``<root>/<date>-<experiment>-discovery-<outcome>/`` whole and return it.

    Holds discovery.csv (the tree's parts), worlds.csv, discovery.json and experiment.yaml; a study
    of the same name and day is replaced.
    """
    name = f"{study.file.name}-discovery-{study.kpi.name}"
    with study_folder(root, name) as (unfinished, final):
        for file, frame in (("discovery", discovery_frame(study)), ("worlds", worlds_frame(study))):
            frame.to_csv(unfinished / f"{file}.csv", index=False, float_format="%.10g")
        found = discovery_json(study, str(final)) | {"command": command}
        text = json.dumps(found, indent=2, ensure_ascii=False)
        (unfinished / "discovery.json").write_text(text + "\n", encoding="utf-8")
        (unfinished / "experiment.yaml").write_text(study.file.text(), encoding="utf-8")
    return final


def _ordered(study: Discovery) -> list[Part]:
    return sorted(study.rule.parts, key=lambda part: -part.seen.value)


def _share(share: Counted) -> dict[str, float | int | None]:
    low, high = share.interval
    value = share.value if share.number else None
    return {"wins": share.wins, "of": share.number, "share": value, "low": low, "high": high}


def _record(study: Discovery, part: Part) -> dict[str, str | float | int | bool]:
    low, high = part.unseen.interval
    return {
        "where": condition_words(part.conditions, study.say),
        "is_winning": part.is_winning,
        "seen": part.seen.number,
        "seen_yes": part.seen.wins,
        "unseen": part.unseen.number,
        "unseen_yes": part.unseen.wins,
        "unseen_share": part.unseen.value,
        "unseen_low": low,
        "unseen_high": high,
    }
