"""The store: replications of any case, kept by what they depend on and never computed twice.

A folder of Parquet files in hive layout::

    store/model=<digest>/company=<hash>/seed=<n>/00000000-200.parquet
    store/model=<digest>/company=<hash>/seed=<n>/pending/00000200-16.parquet
    store/companies/<hash>.yaml

``model`` is a digest of the sources that determine numbers and of the compilers' versions,
``company`` a hash of everything in a scenario that does (not its name, title or story).  So two
experiments share what they have in common, more replications extend what is there, and a changed
model starts anew beside the old one.  New blocks are pending, in a form that is quick to write,
until they are joined to files with a column for every KPI, which any program that reads Parquet can
read along while a sweep writes.  One process writes at a time to one case; a second one does the
same work again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, StoreFullError
from sim.experiments.block import (
    DamagedError,
    numbers_of,
    read_block,
    sweep_up,
    write_block,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
SLAB = 512
"""Replications of one file after tidying up, so that joining needs no more memory than these."""
DAMAGED, PENDING = ".damaged", "pending"


class Key(NamedTuple):
    """What numbers depend on, but for the replication: the model, the company, the seed."""

    model: str
    company: str
    seed: int

    @property
    def folder(self) -> Path:
        """Return the folder of this key's files, within the store."""
        return Path(f"model={self.model}", f"company={self.company}", f"seed={self.seed}")


@dataclass(frozen=True)
class Damage:
    """A file that was set aside, with the reason; what it held is to be computed again."""

    path: Path
    reason: str

    def __str__(self) -> str:
        """Return one line for people."""
        return f"{self.path}: damaged ({self.reason}); set aside, its replications run again"


@dataclass
class Store:
    """Reads and writes one store; ``damages`` are the files that it found spoilt and set aside."""

    root: Path
    damages: list[Damage] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"cannot keep results here: {error.strerror}", file=str(self.root)
            ) from None

    def numbers(self, key: Key) -> Integers:
        """Return the replications of a case that are there and whole, in order.

        Every file is read and checked; one that is not whole is set aside and noted.
        """
        found = [np.asarray(numbers_of(path)) for path in self.files(key) if self._is_whole(path)]
        return np.unique(np.concatenate([np.empty(0, np.int64), *found]))

    def promised(self, key: Key) -> Integers:
        """Return the replications that the names of a case's files promise, unread."""
        found = [np.asarray(numbers_of(path)) for path in self.files(key)]
        return np.unique(np.concatenate([np.empty(0, np.int64), *found]))

    def sweep_up(self, key: Key) -> None:
        """Delete what a killed process left unfinished; for the process that writes this case."""
        for folder in self._folders(key):
            sweep_up(folder)

    def put(self, key: Key, first: int, table: Floats, kpis: Sequence[str]) -> Path:
        """Add a block of replications; raise StoreFullError if it cannot be written."""
        return write_block(self.root / key.folder / PENDING, first, table, kpis, packed=True)

    def describe(self, key: Key, scenario: Scenario) -> None:
        """Keep a company's file, with all its parameters stated, beside its numbers."""
        from sim.scenario.loading import resolved

        path = self.root / "companies" / f"{key.company}.yaml"
        if path.exists():
            return
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
        text = json.dumps(resolved(scenario), indent=1, ensure_ascii=False)  # JSON is YAML too
        try:
            path.parent.mkdir(exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            os.replace(unfinished, path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise StoreFullError(str(path), error.strerror or str(error)) from error

    def table(self, key: Key, numbers: Sequence[int] | Integers, kpis: Sequence[str]) -> Floats:
        """Return [replications, KPIs] of a case; raise KeyError for a replication not there."""
        parts, held = [np.empty((0, len(kpis)))], [np.empty(0, np.int64)]
        for path in self.files(key):
            _, values = read_block(path, kpis)
            parts.append(values)
            held.append(np.asarray(numbers_of(path)))
        every, first = np.unique(np.concatenate(held), return_index=True)
        lacking = np.setdiff1d(numbers, every)
        if len(lacking):
            raise KeyError(f"replication {lacking[0]} of {key.company} is not in the store")
        rows = first[np.searchsorted(every, numbers)]
        table: Floats = np.concatenate(parts)[rows]
        return table

    def files(self, key: Key) -> list[Path]:
        """Return the files of a case that add something, by their first replication.

        A file whose replications are all in a larger one is what tidying up did not come to delete.
        """
        named = ((numbers_of(path), path) for path in self._every_file(key))
        blocks = sorted(((n, path) for n, path in named if n), key=_precedence)
        kept: list[Path] = []
        reached = 0  # by a file that begins no later than the next one
        for numbers, path in blocks:
            if numbers.stop > reached:
                kept.append(path)
                reached = numbers.stop
        return kept

    def tidy(self, key: Key) -> None:
        """Join a case's files to slabs, so that a million replications stay readable.

        The new file is whole before the old ones go; what stands in the store does not change.
        """
        for first, group in self._groups(key):
            if len(group) > 1 or _is_pending(group[0]):
                blocks = [read_block(path) for path in group]
                joined = np.concatenate([table for _, table in blocks])
                write_block(self.root / key.folder, first, joined, blocks[0][0])
        kept = set(self.files(key))
        for path in self._every_file(key):
            if path not in kept:
                path.unlink(missing_ok=True)

    def pending(self, key: Key) -> int:
        """Return how many blocks of a case wait to be joined."""
        return len(list(self._folders(key)[1].glob("*.parquet")))

    def cases(self) -> Iterator[Key]:
        """Yield every case that the store holds, in the order of its folders."""
        for folder in sorted(self.root.glob("model=*/company=*/seed=*")):
            model, company, seed = (part.partition("=")[2] for part in folder.parts[-3:])
            if seed.isdigit():
                yield Key(model, company, int(seed))

    def name_of(self, key: Key) -> str:
        """Return what a company was called when it was first stored; empty if nobody knows."""
        path = self.root / "companies" / f"{key.company}.yaml"
        try:
            return str(json.loads(path.read_text(encoding="utf-8"))["name"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def forget(self, model: str) -> None:
        """Delete the replications of every model but one."""
        for folder in self.root.glob("model=*"):
            if folder.name != f"model={model}":
                shutil.rmtree(folder)

    def query(self, text: str) -> pd.DataFrame:
        """Return the rows of a DuckDB query over ``runs``: model, company, seed, replication, KPIs.

        Raise InputError if the store is empty or the query is wrong.
        """
        import duckdb

        with duckdb.connect() as connection:
            self._view(connection)
            try:
                return connection.sql(text).df()
            except (duckdb.Error, AttributeError) as error:
                raise InputError(
                    str(error).strip().split("\n")[0],
                    key="query",
                    hint="for example: SELECT company, avg(new_arr) FROM runs GROUP BY company",
                ) from None

    def _view(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the view ``runs``: joined files where they are, pending blocks out of memory.

        A sweep may be writing: nothing in the store is changed, and a pending block that was joined
        meanwhile is left out.
        """
        paths = [path for key in self.cases() for path in self.files(key)]
        parts, joined = [], [str(path) for path in paths if not _is_pending(path)]
        if joined:
            files = connection.read_parquet(joined, hive_partitioning=True, union_by_name=True)
            files.create_view("joined")
            parts.append("SELECT * FROM joined")
        waiting = [frame for path in paths if _is_pending(path) for frame in _frames(path)]
        for number, frame in enumerate(waiting):
            connection.register(f"pending_{number}", frame)
            parts.append(f"SELECT * FROM pending_{number}")
        if not parts:
            raise InputError("the store holds no replications", file=str(self.root))
        connection.execute("CREATE VIEW runs AS " + " UNION ALL BY NAME ".join(parts))

    def digest(self) -> str:
        """Return a hash of everything that is stored: every case's rows in order, every bit."""
        found = hashlib.sha256()
        for key in self.cases():
            names, _ = read_block(self.files(key)[0])
            numbers = self.numbers(key)
            found.update(repr((*key, names, numbers.tolist())).encode())
            found.update(self.table(key, numbers, names).tobytes())
        return found.hexdigest()

    def _folders(self, key: Key) -> tuple[Path, Path]:
        return self.root / key.folder, self.root / key.folder / PENDING

    def _every_file(self, key: Key) -> list[Path]:
        return [path for folder in self._folders(key) for path in folder.glob("*.parquet")]

    def _is_whole(self, path: Path) -> bool:
        try:
            read_block(path)
        except DamagedError as error:
            if not path.exists():
                return False  # the process that writes has joined it to another file
            path.rename(path.with_name(path.name + DAMAGED))
            self.damages.append(Damage(path, str(error)))
            return False
        return True

    def _groups(self, key: Key) -> Iterator[tuple[int, list[Path]]]:
        """Yield runs of files without a gap that begin in one slab, with their first replication.

        Slabs begin at the same replications whatever the history was, and so do the files, unless
        blocks have a length that does not divide a slab.
        """
        group: list[Path] = []
        first = following = 0
        for path in self.files(key):
            numbers = numbers_of(path) or range(0)
            if group and (numbers.start != following or numbers.start // SLAB != first // SLAB):
                yield first, group
                group = []
            first = first if group else numbers.start
            group.append(path)
            following = numbers.stop
        if group:
            yield first, group


def _precedence(block: tuple[range, Path]) -> tuple[int, int, bool]:
    """Sort by the first replication, long files before short ones, joined before pending."""
    return block[0].start, -len(block[0]), _is_pending(block[1])


def _frames(path: Path) -> list[pd.DataFrame]:
    """Return a pending block as a frame with its key; nothing if it is there no more."""
    import pandas as pd

    try:
        names, table = read_block(path)
    except DamagedError:
        return []
    numbers = numbers_of(path) or range(0)
    key = dict(part.split("=", 1) for part in path.parts[-5:-2])
    marks: dict[str, Any] = {**key, "seed": int(key["seed"]), "replication": np.asarray(numbers)}
    return [pd.DataFrame(table, columns=names).assign(**marks)]


def _is_pending(path: Path) -> bool:
    return path.parent.name == PENDING


def missing(wanted: Iterable[int], held: Integers, length: int) -> list[range]:
    """Return what is wanted and not held as ranges, none across a multiple of ``length``."""
    lacking = np.setdiff1d(np.fromiter(wanted, np.int64), held)
    if not len(lacking):
        return []
    breaks = np.flatnonzero((np.diff(lacking) != 1) | (lacking[1:] % length == 0)) + 1
    return [range(int(part[0]), int(part[-1]) + 1) for part in np.split(lacking, breaks)]
