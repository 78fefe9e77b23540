"""A block: replications of one case as one Parquet file, whole and checked, or not there at all.

A file's name says which replications it holds (``00000064-16.parquet``: 64 … 79).  It is
written beside its place, flushed to disk and then renamed; every page carries a checksum, and the
metadata a digest of all values.  So a file that a crash, a full disk or a bad sector spoilt is told
from a good one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import StoreFullError

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
NAME = re.compile(r"(\d{8,})-(\d+)\.parquet")
REPLICATION, VALUES = "replication", "kpis"
DIGEST, NAMES = b"salesorg.digest", b"salesorg.kpis"


class DamagedError(Exception):
    """A file that is not the whole block that its name promises; the message says why."""


def file_name(first: int, count: int) -> str:
    """Return the name of the block with ``count`` replications from ``first``."""
    return f"{first:08d}-{count}.parquet"


def numbers_of(path: Path) -> range | None:
    """Return which replications a file's name promises; None if it is no name of a block."""
    match = NAME.fullmatch(path.name)
    if match is None:
        return None
    first, count = int(match[1]), int(match[2])
    return range(first, first + count)


def write_block(
    folder: Path, first: int, table: Floats, kpis: Sequence[str], *, packed: bool = False
) -> Path:
    """Write [replications, KPIs] and return the file; raise StoreFullError if that is impossible.

    ``packed``: one column holds all KPIs, which is written twenty times as fast as hundreds of
    columns; for blocks that are soon joined.  After an error nothing is left but files that were
    there before.
    """
    path = folder / file_name(first, len(table))
    unfinished = folder / f".{path.name}.{os.getpid()}.unfinished"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as handle:
            _write(handle, _packed(first, table, kpis) if packed else _wide(first, table, kpis))
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(unfinished, path)
        _flush(folder)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreFullError(str(path), error.strerror or str(error)) from error
    return path


def read_block(path: Path, columns: Sequence[str] | None = None) -> tuple[list[str], Floats]:
    """Return the KPIs' names and [replications, KPIs] of a file, all or the ``columns`` asked for.

    Raise DamagedError if the file is not what its name promises.  The digest of the values is held
    against them where all are read.
    """
    import pyarrow as pa

    promised = numbers_of(path)
    try:
        found = _read(path, columns)
        names, table = _unpacked(found) if VALUES in found.column_names else _values(found)
        held = found.column(REPLICATION).to_numpy()
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise DamagedError(_first_line(error)) from error
    if promised is None or not np.array_equal(held, np.asarray(promised)):
        raise DamagedError("it does not hold the replications that its name promises")
    if columns is None:
        if found.schema.metadata.get(DIGEST) != _digest(promised.start, table, names):
            raise DamagedError("its values are not those that were written")
        return names, table
    if not set(columns) <= set(names):
        raise DamagedError("it lacks key figures")
    places = [names.index(name) for name in columns]
    return list(columns), table[:, places]


def sweep_up(folder: Path) -> None:
    """Delete what a killed process left unfinished in a folder."""
    for path in folder.glob(".*.unfinished"):
        with suppress(OSError):
            path.unlink()


def _wide(first: int, table: Floats, kpis: Sequence[str]) -> pa.Table:
    """Return one column per KPI, for whoever reads a few of them."""
    import pyarrow as pa

    numbers = np.arange(first, first + len(table), dtype=np.int64)
    columns = [pa.array(np.ascontiguousarray(table[:, n])) for n in range(len(kpis))]
    stored = pa.table([pa.array(numbers), *columns], names=[REPLICATION, *kpis])
    return stored.replace_schema_metadata({DIGEST: _digest(first, table, kpis)})


def _packed(first: int, table: Floats, kpis: Sequence[str]) -> pa.Table:
    """Return all KPIs in one column of lists; their names are in the metadata."""
    import pyarrow as pa

    numbers = np.arange(first, first + len(table), dtype=np.int64)
    flat = pa.array(np.ascontiguousarray(table).ravel())
    lists = pa.FixedSizeListArray.from_arrays(flat, len(kpis))
    stored = pa.table([pa.array(numbers), lists], names=[REPLICATION, VALUES])
    marks = {DIGEST: _digest(first, table, kpis), NAMES: json.dumps(list(kpis))}
    return stored.replace_schema_metadata(marks)


def _write(handle: Any, stored: pa.Table) -> None:
    import pyarrow.parquet as pq

    floats = [name for name in stored.column_names if name not in (REPLICATION, VALUES)]
    pq.write_table(
        stored,
        handle,
        compression="zstd",
        use_dictionary=False,
        use_byte_stream_split=floats,
        write_page_checksum=True,
    )


def _read(path: Path, columns: Sequence[str] | None) -> pa.Table:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        is_packed = VALUES in file.schema_arrow.names
        wanted = None if columns is None or is_packed else [REPLICATION, *columns]
        return file.read(columns=wanted, use_threads=False)


def _values(found: pa.Table) -> tuple[list[str], Floats]:
    names = [name for name in found.column_names if name != REPLICATION]
    columns = [column.to_numpy() for column in found.select(names).columns]
    return names, np.stack(columns, axis=1) if columns else np.empty((len(found), 0))


def _unpacked(found: pa.Table) -> tuple[list[str], Floats]:
    names = json.loads(found.schema.metadata[NAMES])
    values = found.column(VALUES).combine_chunks().flatten().to_numpy()
    return names, values.reshape(len(found), len(names))


def _digest(first: int, table: Floats, kpis: Sequence[str]) -> bytes:
    """Return a hash of a block's content, as it is written into its metadata."""
    found = hashlib.sha256(repr((first, table.shape, list(kpis))).encode())
    found.update(np.ascontiguousarray(table).tobytes())
    return found.hexdigest().encode()


def _flush(folder: Path) -> None:
    """Make a new name in a folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:200] or type(error).__name__
