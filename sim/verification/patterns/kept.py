"""What an interrupted examination measured, so that the next one goes on where it was.

Forty replications of nineteen companies take minutes.  Each is kept when it is measured, under
the model's sources (the folder's name), those of the measures, the company and the seed, until
the page is written; then all is forgotten, since an examination is to measure anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sim.verification
from sim.jit import CACHE, source_digest

if TYPE_CHECKING:
    from joblib import Memory

Measured = Callable[[int], list[Any]]
"""Replication → what each measure found in it."""


class Kept:
    """Measured replications on disk; a file that is not whole is measured again."""

    def __init__(self, folder: Path = CACHE / "patterns") -> None:
        self._folder = folder

    def __len__(self) -> int:
        return len(list(self._folder.rglob("output.pkl")))

    def recalling(self, what: Sequence[object], measured: Measured) -> Measured:
        """Return a function that measures a replication only if it is not kept, and keeps it.

        ``what`` says in words what is measured of which company.
        """
        facts = (source_digest(Path(sim.verification.__path__[0])), *map(str, what))
        recalled = self._memory().cache(_worked, ignore=["measured"])
        return lambda number: recalled(facts, number, measured)

    def forget(self) -> None:
        """Delete everything."""
        self._memory().clear(warn=False)

    def _memory(self) -> Memory:
        from joblib import Memory

        # A file that is not whole would be reported with a traceback; it is measured again.
        logging.getLogger("joblib").setLevel(logging.ERROR)
        return Memory(self._folder, verbose=0)


def _worked(facts: tuple[str, ...], number: int, measured: Measured) -> list[Any]:
    return measured(number)
