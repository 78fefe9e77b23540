"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioName = Annotated[
    str, typer.Argument(help="A YAML file, or the name of a shipped scenario.", show_default=False)
]
ScenarioNames = Annotated[
    list[str],
    typer.Argument(help="Two or more scenarios; the first is the baseline.", show_default=False),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="Override a parameter: `ae.skill_effect=0.2`. Repeatable."),
]
Most = Annotated[
    int | None,
    typer.Option("--replications", "-n", help="Exactly so many replications.", min=2),
]
Seed = Annotated[int | None, typer.Option(help="Seed of all random numbers.", min=0)]
Workers = Annotated[int | None, typer.Option(help="Parallel workers (default: cores).", min=1)]
Folder = Annotated[Path, typer.Option("--results", help="Where results are written.")]
Check = Annotated[
    bool,
    typer.Option(
        "--check", help="Hold every replication against the invariants; stop at the first fault."
    ),
]
Logs = Annotated[
    list[int] | None,
    typer.Option(
        "--log", help="Write the event log of this replication, from 0, as Parquet. Repeatable."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
EngineName = Annotated[
    str, typer.Option("--engine", help="`compiled`, or `reference` (slow, for teaching).")
]
StoreFolder = Annotated[Path, typer.Option("--store", help="Where replications are kept.")]
Cluster = Annotated[
    str | None,
    typer.Option(help="Address of a Dask scheduler, `tcp://host:8786` (default: this machine)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, nothing else.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the table as CSV, nothing else.")]
