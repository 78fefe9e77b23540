"""Results on disk: a folder that appears whole or not at all.

``results/<date>-<name>-<identity>/`` holds the resolved scenarios, the manifest and the tables.
Files are written to a hidden folder beside it, flushed to disk, and the folder is renamed; a
result of the same identity is replaced.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError
from sim.experiments.compare import Comparison
from sim.experiments.logs import write_logs
from sim.experiments.manifest import command_for, manifest
from sim.experiments.results import Replications
from sim.experiments.tables import comparison_table, sample_table, summary
from sim.scenario.loading import resolved
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    import pandas as pd

Result = Replications | Comparison
Write = Callable[[Path], None]


def save(
    result: Result,
    scenarios: Sequence[Scenario],
    root: Path,
    *,
    name: str | None = None,
    command: str | None = None,
    day: date | None = None,
    also: Write | None = None,
    logs: Collection[int] = (),
) -> Path:
    """Write a result and return its folder.

    ``also`` is called with the unfinished folder, to put figures and a report into it.  ``logs``
    are numbers of replications whose event logs are written; the manifest names the files.  Raise
    InputError if ``root`` cannot be written.
    """
    runs = runs_of(result)
    facts = manifest(runs, scenarios, command or command_for(runs))
    title = name or "-vs-".join(run.name for run in runs)
    folder = f"{day or date.today()}-{_slug(title)}-{facts['identity']}"
    with whole_folder(root / folder) as unfinished:
        _write_scenarios(unfinished, scenarios)
        if logs:
            facts["logs"] = write_logs(unfinished, runs[0], logs)
        _write_text(unfinished / "manifest.json", json.dumps(facts, indent=2) + "\n")
        write_tables(unfinished, result)
        if also is not None:
            also(unfinished)
    return root / folder


def runs_of(result: Result) -> tuple[Replications, ...]:
    """Return the runs of a result, the baseline first."""
    return result.runs if isinstance(result, Comparison) else (result,)


def write_tables(folder: Path, result: Result) -> None:
    """Write the numbers: by replication, by month, by seat, raw samples, and the summary."""
    import pandas as pd

    runs = runs_of(result)
    name = "comparison" if isinstance(result, Comparison) else "summary"
    kpi_table(result).to_csv(folder / f"{name}.csv", index=False)
    kpis = pd.concat([run.kpi_rows() for run in runs], ignore_index=True)
    kpis.to_csv(folder / "kpis.csv", index=False, float_format="%.10g")
    _write_parquet(folder / "kpis.parquet", kpis)
    if any(len(run.monthly) == 0 for run in runs):
        return  # the replications were read from a store, which has no more than the KPIs
    _write_parquet(folder / "monthly.parquet", pd.concat([run.monthly_rows() for run in runs]))
    _write_parquet(folder / "reps.parquet", pd.concat([run.seat_rows() for run in runs]))
    _write_parquet(folder / "samples.parquet", sample_table(runs))


def kpi_table(result: Result) -> pd.DataFrame:
    """Return one row per KPI and scenario, of a comparison with differences to the baseline."""
    return comparison_table(result) if isinstance(result, Comparison) else summary(result)


def save_table(frame: pd.DataFrame, root: Path, name: str, day: date | None = None) -> Path:
    """Write one table as ``<root>/<date>-<name>/<name>.csv`` and return the file's path."""
    final = root / f"{day or date.today()}-{_slug(name)}"
    with whole_folder(final) as unfinished:
        frame.to_csv(unfinished / f"{_slug(name)}.csv", index=False, float_format="%.10g")
    return final / f"{_slug(name)}.csv"


@contextmanager
def study_folder(root: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """Yield the hidden folder to write to and ``<root>/<date>-<name>``, which it becomes."""
    final = root / f"{date.today()}-{_slug(name)}"
    with whole_folder(final) as unfinished:
        yield unfinished, final


@contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """Yield a hidden folder that becomes ``final`` at the end, or vanishes after an error."""
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
    except OSError as error:
        raise InputError(
            f"cannot write results here: {error.strerror}", file=str(final.parent)
        ) from None
    try:
        unfinished.chmod(0o755)
        yield unfinished
        _flush(unfinished)
        _put(unfinished, final)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _put(unfinished: Path, final: Path) -> None:
    """Rename the folder; a former one of the same name makes way first and is then deleted."""
    former = final.with_name(f".{final.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if final.exists():
        os.replace(final, former)
    os.replace(unfinished, final)
    shutil.rmtree(former, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Make sure that files are on the disk before their folder gets its name."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_scenarios(folder: Path, scenarios: Sequence[Scenario]) -> None:
    """Write every scenario with all its parameters stated."""
    import yaml

    (folder / "scenarios").mkdir()
    for scenario in scenarios:
        text = yaml.safe_dump(resolved(scenario), sort_keys=False, allow_unicode=True)
        _write_text(folder / "scenarios" / f"{_slug(scenario.name)}.yaml", text)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table: Any = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, path, compression="zstd")


def _slug(text: str) -> str:
    """Return a name that is safe in a path: small letters, digits, dashes, underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")[:80] or "result"
