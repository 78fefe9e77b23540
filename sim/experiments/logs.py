"""Event logs of single replications, as Parquet files in a result's folder."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sim.errors import InputError
from sim.events import write_parquet
from sim.experiments.results import Replications
from sim.experiments.work import find_engine


def check_numbers(numbers: Collection[int], most: int) -> None:
    """Raise InputError if a log is asked for that no run of ``most`` replications has."""
    for number in numbers:
        if not 0 <= number < most:
            raise InputError(
                f"found {number}, expected the number of a replication, 0 to {most - 1}",
                key="--log",
                hint=f"ask for more replications (-n {number + 1})" if number >= most else None,
            )


def file_of(number: int) -> str:
    """Return the name of the file of a replication's log."""
    return f"log-{number}.parquet"


def write_logs(folder: Path, run: Replications, numbers: Collection[int]) -> dict[str, str]:
    """Write the logs of the replications; return the files by the number of the replication.

    One that the run did not come to, because it was precise enough before, is simulated now; after
    an interruption it is left out.
    """
    written: dict[str, str] = {}
    for number in sorted(set(numbers)):
        log = run.logs.get(number)
        if log is None and run.interrupted:
            continue
        if log is None:
            log = find_engine(run.engine)(run.frozen.params, number, run.seed)
        write_parquet(log, folder / file_of(number), run.frozen.names)
        written[str(number)] = file_of(number)
    return written
